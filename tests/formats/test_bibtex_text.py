"""A BibTeX file as text: its pieces, its values, its macros, and what a child takes from its parents."""

import pytest

from bibtrack.formats import bibtexblocks
from bibtrack.formats.bibtex import loads, resolve
from bibtrack.formats.bibtexblocks import pieces
from bibtrack.formats.bibtexnames import read_name, read_names, split_names, write_name
from bibtrack.values.issue import Severity
from bibtrack.values.reference import Name

# file → kind, line, type, key of each piece
PIECES = [
    ("x @book{a, title={T}} y", [("other", 1, "", ""), ("entry", 1, "book", "a"), ("other", 1, "", "")]),
    ("@book{a, title={T}} @Book{b, title={U}}", [("entry", 1, "book", "a"), ("other", 1, "", ""), ("entry", 1, "book", "b")]),
    ("\n\n  @BOOK{A, title={T}}\nz\n@book{b,}\n", [("other", 1, "", ""), ("entry", 3, "book", "A"), ("other", 3, "", ""), ("entry", 5, "book", "b"), ("other", 5, "", "")]),
    ("@comment{x}\n@preamble{\"p\"}\n@string{S = {v}}", [("comment", 1, "", ""), ("other", 1, "", ""), ("preamble", 2, "", ""), ("other", 2, "", ""), ("string", 3, "", "S")]),
    ("@book{a,\n title={T},\n}\n%c\n@book{a, title={U}}", [("entry", 1, "book", "a"), ("other", 3, "", ""), ("entry", 5, "book", "a")]),
    ("@book{a, title={T}\n@book{b, title={U}}", [("failed", 1, "", ""), ("entry", 2, "book", "b")]),
    ("@book{a title={T}} loose\nmore\n@book{b,}", [("failed", 1, "", ""), ("entry", 3, "book", "b")]),
    ("@book{a, t = {T}, @x}", [("failed", 1, "", "")]),
    ("one\n\ntwo", [("other", 1, "", "")]),
    ("", []),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), PIECES)
def test_a_file_is_its_pieces(text: str, expected: list[tuple[str, int, str, str]]) -> None:
    found = pieces(text)
    assert "".join(piece.text for piece in found) == text
    assert [(piece.kind, piece.line, piece.entry_type, piece.key) for piece in found] == expected


# what is read without bibtexparser, which is slow, and what is left to it
PLAIN = [
    ("@book{a, title = {T}}", True),
    ("@book{a,\n  Title = {A {b {C} d} e},\n  year = 2001, note = \"x y\",\n}", True),
    ("@book{a, key-1 = a.b:c+d-e, title = {{T}}}", True),
    ("@book{a, title = {50\\% \\{x\\} \\& y}}", True),
    ("@book{a, title = {T}} loose text", True),
    ("  @book { a , title = {T} }", True),
    ("@book{a,}", True),
    ("@book{a, title = {A {b {c {d}}}}}", False),
    ("@book{a, title = \"A {b}\"}", False),
    ("@book{a, title = {T}, title = {U}}", False),
    ("@book{a, title = \"a\" # b}", False),
    ("@book(a, title = {T})", False),
    ("@book{a, title = {T}} @book{b,}", False),
    ("@book{a}", False),
    ("@string{a, b = {T}}", False),
    ("@comment{a, b = {T}}", False),
    ("@preamble{a, b = {T}}", False),
]  # fmt: skip


@pytest.mark.parametrize(("text", "plain"), PLAIN)
def test_plain_entries_are_read_without_the_parser_and_as_it_reads_them(
    text: str, plain: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = pieces(text)
    monkeypatch.setattr(bibtexblocks, "_plain_entry", lambda *_: None)
    assert pieces(text) == found
    monkeypatch.undo()
    asked: list[str] = []
    real = bibtexblocks.Splitter
    monkeypatch.setattr(bibtexblocks, "Splitter", lambda part: asked.append(part) or real(part))
    assert pieces(text) == found
    assert (not asked) is plain


def test_the_fields_of_an_entry_as_they_are_written() -> None:
    (piece,) = pieces('@Book{Key, TITLE = {A {B}}, Year = 2001, note = "n", x = jan # " 1"}')
    assert piece.fields == [("title", "{A {B}}"), ("year", "2001"), ("note", '"n"'), ("x", 'jan # " 1"')]
    (string,) = pieces("@String{Abc = {v}}")
    assert (string.key, string.fields) == ("Abc", [("abc", "{v}")])


FAULTS = [
    ("@book{a, title = {T}, note = {n}, title = {U}, note = {m}}", "duplicate-field", "field given twice: note, title", Severity.WARNING, 1),
    # BibTeX minds no case in the names of fields
    ("\n@book{a, title = {T}, note = {n}, Title = {U}, NOTE = {m}}", "duplicate-field", "field given twice: note, title", Severity.WARNING, 2),
    ("\n@book{a, title = {T\n", "failed-block", "Unexpectedly reached end of file.", Severity.ERROR, 2),
    ("@book{a,}\n@book{a,}\n\n@book{a,}", "duplicate-key", "the key a is used more than once in this file", Severity.WARNING, 2),
    ("\n\n@book{a, title = nope}", "unknown-string", "a: title uses @string nope, which this file does not define", Severity.WARNING, 3),
    ("@book{a, title = no # {x} # way}", "unknown-string", "a: title uses @string no, way, which this file does not define", Severity.WARNING, 1),
]  # fmt: skip


@pytest.mark.parametrize(("text", "code", "message", "severity", "line"), FAULTS)
def test_what_is_wrong_is_told_with_its_place(
    text: str, code: str, message: str, severity: Severity, line: int
) -> None:
    issue = loads(text).issues[0]
    assert (issue.code, issue.message, issue.severity, issue.place) == (
        code,
        message,
        severity,
        f"line {line}",
    )


def test_each_further_use_of_a_key_is_told_and_each_further_field_kept() -> None:
    found = loads("@book{a,}\n@book{a,}\n@book{a, x = 1, x = 2, x = 3, x = 4}")
    assert [issue.place for issue in found.issues if issue.code == "duplicate-key"] == ["line 2", "line 3"]
    assert found.items[2].reference.extra == (("x", "1"), ("x-2", "2"), ("x-3", "3"), ("x-4", "4"))


MACROS = {"jan": "January", "x": "X"}
# value as written → text, macros that are not known
VALUES: list[tuple[str, str, list[str]]] = [
    ("", "", []), ('"', '"', []), ("{", "{", []), ("{}", "", []), ('""', "", []), ("2019", "2019", []), ("{a}", "a", []), ('"a"', "a", []),
    ("JAN", "January", []), ("x", "X", []), ("nope", "nope", ["nope"]), ("a.b", "a.b", []), ("{a # b}", "a # b", []), ('"a # b"', "a # b", []),
    ("x # jan", "XJanuary", []), ("X#JAN", "XJanuary", []), ("1 # x", "1X", []), ("{x} # 12", "x12", []), ("{a} # {b}", "ab", []),
    ('"a{"}b" # x', 'a{"}bX', []), ("{a{b}c} # x", "a{b}cX", []), ("x # nope # y", "Xnopey", ["nope", "y"]), ("12 # ab", "12ab", ["ab"]),
    ("1a # x", "1aX", ["1a"]), ("# x", "X", []), ("x # # x", "XX", []), ("{a # b", "a # b", []), ('"a # b', "a # b", []), ('" a " # " b"', " a  b", []),
]  # fmt: skip


@pytest.mark.parametrize(("written", "text", "unknown"), VALUES)
def test_values_and_macros(written: str, text: str, unknown: list[str]) -> None:
    assert resolve(written, MACROS) == (text, unknown)


def test_a_macro_may_use_those_before_it_and_months_are_known() -> None:
    text = "@string{a = {A}} @string{B = a # {b}} @book{k, title = b # { } # a, year = 2001, month = DEC}"
    found = loads(text)
    assert not found.issues
    assert (found.items[0].reference.title, found.items[0].reference.issued) == ("Ab A", found.items[0].reference.issued)  # fmt: skip
    assert found.items[0].reference.issued is not None
    assert found.items[0].reference.issued.month == 12


def test_the_blocks_carry_keys_and_messages() -> None:
    found = loads("@string{s = {v}}@book{k,}\n@book{broken")
    assert [(block.kind, block.key, block.message is None) for block in found.blocks] == [
        ("string", "s", True), ("entry", "k", True), ("other", None, True), ("failed", None, False),
    ]  # fmt: skip
    assert found.format == "bibtex"


#: fields that say something of the parent alone
OWN = [
    "ids", "xref", "entryset", "label", "keywords", "annote", "annotation", "abstract", "file", "shorttitle", "sortkey", "options", "url",
    "doi", "note", "x-anything",
]  # fmt: skip


@pytest.mark.parametrize("name", OWN)
def test_what_a_parent_says_of_itself_is_not_inherited(name: str) -> None:
    text = f"@book{{c, title = {{C}}, crossref = {{p}}}} @book{{p, {name} = {{10.1/p}}, publisher = {{P}}}}"
    child, parent = loads(text).items
    assert child.reference.publisher == "P"
    bare = loads(text.replace(f"{name} = {{10.1/p}}, ", "")).items[0]
    assert child == bare
    assert parent != loads(text.replace(f"{name} = {{10.1/p}}, ", "")).items[1]


@pytest.mark.parametrize("kind", ["inproceedings", "incollection", "inbook", "inreference", "article"])
def test_title_and_subtitle_of_a_parent_become_the_containers(kind: str) -> None:
    text = f"@{kind}{{c, title = {{C}}, crossref = {{p}}}} @book{{p, title = {{P}}, subtitle = {{S}}}}"
    found = loads(text).items[0].reference
    assert (found.title, found.container_title) == ("C", "P")
    name = "journalsubtitle" if kind == "article" else "booksubtitle"
    assert dict(found.extra)[name] == "S"


FAMILY = [
    # a grandparent's fields come, too; the nearer one wins
    ("@book{c, crossref = {p}} @book{p, crossref = {g}, publisher = {P}} @book{g, publisher = {G}, address = {A}}", "P", "A"),
    # blanks around the key, a parent that comes first in the file
    ("@book{p, publisher = {P}, address = {A}} @book{c, crossref = { p }}", None, None),
    # several sets of data: the first wins, an empty name between the commas is none
    ("@book{c, xdata = {x,, y}} @xdata{x, publisher = {P}} @xdata{y, publisher = {Q}, address = {A}}", "P", "A"),
    # data before parents
    ("@book{c, xdata = {x}, crossref = {p}} @xdata{x, publisher = {P}} @book{p, publisher = {Q}, address = {A}}", "P", "A"),
    # a circle of parents, or of data, ends
    ("@book{c, crossref = {p}, address = {A}} @book{p, crossref = {c}, publisher = {P}}", "P", "A"),
    ("@book{c, xdata = {x}, address = {A}} @xdata{x, xdata = {c, x}, publisher = {P}}", "P", "A"),
    # a field of the same meaning under another name is not taken beside the own one
    ("@book{c, school = {P}, location = {A}, crossref = {p}} @book{p, publisher = {Q}, address = {B}}", "P", "A"),
    ("@book{c, crossref = {nobody}, publisher = {P}, address = {A}}", "P", "A"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "publisher", "place"), FAMILY)
def test_what_is_inherited(text: str, publisher: str | None, place: str | None) -> None:
    found = next(item.reference for item in loads(text).items if item.citekey == "c")
    if publisher is None:
        publisher, place = "P", "A"
    assert (found.publisher, found.publisher_place) == (publisher, place)
    assert not {name for name, _ in found.extra} & {"publisher", "address"}


def test_the_first_of_two_parents_with_one_key_is_the_parent() -> None:
    text = "@book{p, publisher = {P}} @book{p, publisher = {Q}} @book{c, crossref = {p}}"
    assert loads(text).items[2].reference.publisher == "P"
    # An entry whose key was used before inherits for itself.
    text = "@book{c, title = {T}} @book{c, crossref = {p}} @book{p, publisher = {P}}"
    assert loads(text).items[1].reference.publisher == "P"


LISTS = [
    ("a and b", ["a", "b"]), ("a AND b", ["a", "b"]), ("a\n  and\tb", ["a", "b"]), ("land and sea", ["land", "sea"]), ("Anderson", ["Anderson"]),
    ("{a and b} and c", ["{a and b}", "c"]), ("{a} and b and {c and {d and e}}", ["{a}", "b", "{c and {d and e}}"]), ("{and} and b", ["{and}", "b"]),
    ("{x} and {y and z}", ["{x}", "{y and z}"]), ("a} and {b and c", ["a}", "{b and c"]),
    ("", []), ("  ", []), ("a  and  {b  c and d}", ["a", "{b c and d}"]),
]  # fmt: skip


@pytest.mark.parametrize(("value", "parts"), LISTS)
def test_lists_of_names_are_parted_outside_braces(value: str, parts: list[str]) -> None:
    assert split_names(value) == parts


NAMES = [
    # one word, several, and what stands between commas
    ("Plato", Name("Plato")), ("Anna Bee", Name("Bee", "Anna")), ("Anna Maria Bee", Name("Bee", "Anna Maria")), ("Bee, Anna", Name("Bee", "Anna")),
    ("Bee,Anna", Name("Bee", "Anna")), ("Bee, ", Name("Bee")), ("Bee, Jr., Anna", Name("Bee", "Anna", suffix="Jr.")),
    ("Bee, , Anna", Name("Bee", "Anna")), ("Maria Bee, Anna", Name("Maria Bee", "Anna")),
    # particles: lower-case words before the family name, wherever it stands
    ("Anna von Bee", Name("Bee", "Anna", non_dropping_particle="von")), ("von Bee, Anna", Name("Bee", "Anna", non_dropping_particle="von")),
    ("von Bee", Name("Bee", non_dropping_particle="von")), ("Anna von der Bee Cee", Name("Bee Cee", "Anna", non_dropping_particle="von der")),
    ("Anna von Bee la Cee", Name("Bee la Cee", "Anna", non_dropping_particle="von")), ("von, Anna", Name("von", "Anna")),
    ("Anna {von} Bee", Name("Bee", "Anna von")), ("{von Bee}, Anna", Name("von Bee", "Anna")), ("{\\'e}mile Bee", Name("Bee", non_dropping_particle="émile")),
    ("Anna {\\'e}t Bee", Name("Bee", "Anna", non_dropping_particle="ét")), ("Anna 3 Bee", Name("Bee", "Anna 3")),
    # braces keep together
    ("{Anna Maria} Bee", Name("Bee", "Anna Maria")), ("Anna {Bee Cee}", Name("Bee Cee", "Anna")), ("{Bee, Inc}, Anna", Name("Bee, Inc", "Anna")),
    ("{A {B} C}", Name(literal="A B C")), ("{A} B {C}", Name("C", "A B")), ("{Bee and Cee}", Name(literal="Bee and Cee")), ("{{Bee}}", Name(literal="Bee")), ("{Bee} {Cee}", Name("Cee", "Bee")), ("{ }", None), ("", None), (",", None),
    # nobody's family name
    ("others", Name(literal="others")), ("Others", Name(literal="Others")), ("a=b", Name(literal="a=b")),
    # BibLaTeX's extended format
    ("family=Bee, given=Anna", Name("Bee", "Anna")), ("FAMILY = Bee , Given = Anna", Name("Bee", "Anna")), ('family="Bee", given="Anna"', Name("Bee", "Anna")),
    ("given=Anna, family=Bee, prefix=von", Name("Bee", "Anna", non_dropping_particle="von")),
    ("family=Bee, prefix=von, useprefix=true", Name("Bee", non_dropping_particle="von")),
    ("family=Bee, prefix=von, useprefix=False", Name("Bee", dropping_particle="von")), ("family=Bee, useprefix=false", Name("Bee")),
    ("family=Bee, given=Anna, suffix=Jr, given-i=A", Name("Bee", "Anna", suffix="Jr")), ("family={Bee, Inc}, given=A", Name("Bee, Inc", "A")),
    ("given=Anna", Name(literal="given=Anna")), ("family=, given=Anna", Name(literal="family=, given=Anna")), ("prefix=von, family=Bee", Name("Bee", non_dropping_particle="von")),
]  # fmt: skip


@pytest.mark.parametrize(("text", "name"), NAMES)
def test_names(text: str, name: Name | None) -> None:
    assert read_name(text) == name
    if name is not None:
        assert read_name(write_name(name)) == name


WRITTEN = [
    (Name("Bee", "Anna"), "Bee, Anna"), (Name("Bee"), "Bee"), (Name("Bee", "Anna", suffix="Jr"), "Bee, Jr, Anna"), (Name("Bee", suffix="Jr"), "Bee, Jr, "),
    (Name("Bee", "Anna", non_dropping_particle="von"), "von Bee, Anna"), (Name("von Bee", "Anna"), "{von Bee}, Anna"), (Name("von"), "von"),
    (Name("Bee", dropping_particle="von"), "family=Bee, prefix=von, useprefix=false"),
    (Name("Bee", "Anna", dropping_particle="von", suffix="Jr"), "family=Bee, given=Anna, prefix=von, suffix=Jr, useprefix=false"),
    (Name("Bee, Inc", "Anna"), "{Bee, Inc}, Anna"), (Name("Bee and Cee", "Anna"), "{Bee and Cee}, Anna"), (Name("Bee AND Cee"), "{Bee AND Cee}"),
    (Name("Anderson", "A."), "Anderson, A."), (Name("and", "A."), "{and}, A."), (Name("a=b", "A."), "{a=b}, A."), (Name("Others", "A."), "{Others}, A."),
    (Name("Bee", "Anna, Maria"), "Bee, {Anna, Maria}"), (Name(literal="World Bank"), "{World Bank}"), (Name(literal="others"), "others"),
    (Name("Bee", "de Anna"), "Bee, de Anna"), (Name("Müller & Co", "A."), "Müller \\& Co, A."),
]  # fmt: skip


@pytest.mark.parametrize(("name", "text"), WRITTEN)
def test_names_are_written(name: Name, text: str) -> None:
    assert write_name(name) == text


def test_a_list_of_names() -> None:
    assert read_names("Bee, A and {} and Cee, B and others") == (
        Name("Bee", "A"),
        Name("Cee", "B"),
        Name(literal="others"),
    )
