"""What an export relies on: one order of fields, values that LaTeX does not touch, paragraphs that stay."""

import dataclasses

import pytest

from bibtrack.formats.bibtex import dumps, loads
from bibtrack.formats.bibtexfields import LANGUAGES
from bibtrack.formats.item import Item, Remark
from bibtrack.values.identifier import Identifier, Scheme
from bibtrack.values.reference import Creator, ItemType, Name, PartialDate, Reference, Role

_OTHER = ("type", "title", "creators", "issued", "accessed", "original_date", "identifiers", "extra", "language")  # fmt: skip
#: Fields that come from elsewhere, each under its own name.
EXTRA = ("titleaddon", "issue", "school", "organization", "institution", "eprintclass", "primaryclass", "zzz", "aaa")  # fmt: skip
FULL = Item(
    "k",
    Reference(
        ItemType.ARTICLE_JOURNAL, title="T", issued=PartialDate(2001, 5, 3), accessed=PartialDate(2020, 1, 2), original_date=PartialDate(1900),
        language="en", creators=tuple(Creator(role, Name("Bee")) for role in Role), identifiers=tuple(Identifier(scheme, "1") for scheme in Scheme),
        extra=tuple((name, "y") for name in EXTRA),
        **{field.name: "x" for field in dataclasses.fields(Reference) if field.name not in _OTHER},  # type: ignore[arg-type]
    ),
    keywords=("b", "a"), grade="candidate", cited_in=(("r", (1,)),), updates=("u",), by_hand=("h",), refused=("n",), status="exempt",
    groups=("g",), remarks=(Remark("R"),),
)  # fmt: skip
BIBLATEX = """
author editor translator bookauthor title titleaddon shorttitle origtitle x-translated-title journaltitle shortjournal series type
date origdate volume volumes number issue edition version chapter section pages pagetotal publisher institution school organization
location eventtitle venue authority medium archive archivelocation doi isbn issn eprint eprinttype eprintclass primaryclass pmid pmcid
url urldate archiveurl langid abstract note
aaa eid x-collection-editor x-contributor x-director x-interviewer x-original-author x-recipient x-reviewed-author zzz
x-grade x-cited-in x-status x-updates x-themes-by-hand x-themes-refused x-csl keywords groups annotation
""".split()
BIBTEX = " ".join(BIBLATEX)
for _new, _old in (
    ("journaltitle", "journal"), ("date origdate", "year month day origdate"), ("publisher institution school organization location",
    "publisher institution school organization address"), ("eprinttype eprintclass", "eprintclass archiveprefix"), ("annotation", "annote"),
):  # fmt: skip
    BIBTEX = BIBTEX.replace(_new, _old)


def names(item: Item, dialect: str) -> list[str]:
    return [line.split(" = ")[0].strip() for line in dumps([item], dialect).splitlines() if " = " in line]


@pytest.mark.parametrize(
    ("dialect", "expected"), [("biblatex", BIBLATEX), ("bibtex", BIBTEX.split())], ids=["biblatex", "bibtex"]
)
def test_the_order_of_fields_never_changes(dialect: str, expected: list[str]) -> None:
    # A file in Git shows a change where something changed: what grows comes last, what is unknown by name.
    assert names(FULL, dialect) == expected


def test_the_place_of_what_stands_in_books_and_other_tongues() -> None:
    book = dataclasses.replace(FULL, reference=dataclasses.replace(
        FULL.reference, type=ItemType.CHAPTER, publisher=None, language="xx", extra=(("address", "a"), ("month", "5"), ("year", "2001")),
    ))  # fmt: skip
    found = names(book, "biblatex")
    at = found.index("booktitle")
    assert found[at - 1 : at + 2] == ["shortjournal", "booktitle", "series"]
    assert found[found.index("date") : found.index("origdate")] == ["date", "year", "month"]
    assert found[found.index("location") + 1] == "address"
    assert found[found.index("archiveurl") + 1] == "language"


#: the fields in which an address or a number stands as it is
TOUCHLESS = [
    "url", "doi", "file", "eprint", "verba", "verbb", "verbc", "pdf", "local-url", "bdsk-url-1", "bdsk-url-2", "bdsk-file-1",
    "bdsk-file-2", "archiveurl", "isbn", "issn", "pmid", "pmcid", "related", "ids", "xdata",
]  # fmt: skip


@pytest.mark.parametrize("name", TOUCHLESS)
def test_values_that_latex_does_not_touch_stay_as_they_are(name: str) -> None:
    text = f"@book{{k, title = {{T}}, {name} = {{a--b_c}}}}"
    (item,) = loads(text).items
    assert f"  {name} = {{a--b_c}},\n" in dumps([item])
    plain = loads(text.replace(name, "odd")).items[0]
    assert r"  odd = {a–b\_c}," in dumps([plain])


PARAGRAPHS = [
    ("abstract", True), ("note", True), ("title", False), ("publisher", False), ("odd", False), ("annotation", True), ("annote", True),
    ("comment", True), ("review", True),
]  # fmt: skip


@pytest.mark.parametrize(("name", "kept"), PARAGRAPHS)
def test_paragraphs_stay_in_long_fields_and_nowhere_else(name: str, kept: bool) -> None:
    (item,) = loads(f"@book{{k, {name} = {{One\ntwo.\n \n  Three.}}}}").items
    texts = [item.reference.abstract, item.reference.note, item.reference.title, item.reference.publisher]
    texts += [text for _, text in item.reference.extra] + [remark.body for remark in item.remarks]
    assert [text for text in texts if text] == ["One two.\n\nThree." if kept else "One two. Three."]
    assert loads(dumps([item])).items[0] == item


@pytest.mark.parametrize("name", ["keywords", "keyword", "mendeley-tags"])
def test_keywords_under_each_of_their_names(name: str) -> None:
    assert loads(f"@book{{k, {name} = {{a, b; c}}}}").items[0].keywords == ("a", "b", "c")


@pytest.mark.parametrize("name", ["annote", "annotation", "comment", "review"])
def test_annotations_under_each_of_their_names(name: str) -> None:
    assert loads(f"@book{{k, {name} = {{Good.}}}}").items[0].remarks == (Remark("Good."),)


TONGUES = [
    ("usenglish", "en-US"), ("ukenglish", "en-GB"), ("canadian", "en-CA"), ("australian", "en-AU"), ("swissgerman", "de-CH"),
    ("norsk", "nb"), ("icelandic", "is"), ("slovak", "sk"), ("slovene", "sl"), ("croatian", "hr"), ("serbian", "sr"), ("bulgarian", "bg"),
    ("romanian", "ro"), ("hungarian", "hu"), ("malay", "ms"), ("basque", "eu"), ("galician", "gl"), ("estonian", "et"), ("latvian", "lv"),
    ("lithuanian", "lt"), ("kazakh", "kk"), ("mongolian", "mn"), ("afrikaans", "af"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "tag"), TONGUES)
def test_languages(name: str, tag: str) -> None:
    (item,) = loads(f"@book{{k, langid = {{{name}}}}}").items
    assert item.reference.language == tag
    # Of two names of one tongue the first is written: "american", not "usenglish".
    first = next(known for known, told in LANGUAGES.items() if told == tag)
    assert f"  langid = {{{first}}},\n" in dumps([item])
    assert (first == name) is (name not in ("usenglish", "ukenglish"))
