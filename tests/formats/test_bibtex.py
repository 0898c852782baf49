import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bibtrack.formats.bibtex import dumps, loads, resolve
from bibtrack.formats.bibtexdates import read_date, read_year_month
from bibtrack.formats.bibtexnames import read_name, write_name
from bibtrack.formats.item import Item, Remark
from bibtrack.values.identifier import Identifier, Scheme
from bibtrack.values.issue import Severity
from bibtrack.values.reference import Creator, ItemType, Name, PartialDate, Reference, Role


def only(text: str) -> Item:
    items = loads(text).items
    assert len(items) == 1
    return items[0]


NAMES = [
    ("Knuth, Donald E.", Name("Knuth", "Donald E.")),
    ("Donald E. Knuth", Name("Knuth", "Donald E.")),
    ("van der Berg, Anna", Name("Berg", "Anna", non_dropping_particle="van der")),
    ("Anna van der Berg", Name("Berg", "Anna", non_dropping_particle="van der")),
    ("King, Jr., Martin Luther", Name("King", "Martin Luther", suffix="Jr.")),
    ("{World Bank}", Name(literal="World Bank")),
    ("{{World Bank and Friends}}", Name(literal="World Bank and Friends")),
    ("Plato", Name("Plato")),
    (r"{\O}sterg{\aa}rd, {\'E}mile", Name("Østergård", "Émile")),
    ("{Barnes and Noble}, X.", Name("Barnes and Noble", "X.")),
    ("习近平", Name("习近平")),
    ("family=Doe, given=Jane, prefix=van, useprefix=false", Name("Doe", "Jane", dropping_particle="van")),
    ("others", Name(literal="others")),
]


@pytest.mark.parametrize(("text", "name"), NAMES, ids=[text for text, _ in NAMES])
def test_names_are_read_and_written_back(text: str, name: Name) -> None:
    assert read_name(text) == name
    assert read_name(write_name(name)) == name


DATES = [
    ("2019", PartialDate(2019)),
    ("2019-05", PartialDate(2019, 5)),
    ("2019-05-03", PartialDate(2019, 5, 3)),
    ("2018/2020", PartialDate(2018, stop_year=2020)),
    ("2019-21", PartialDate(2019, verbatim="Spring 2019")),
    ("1890~", PartialDate(1890, verbatim="c. 1890")),
    ("forthcoming", PartialDate(verbatim="forthcoming")),
    ("2019a", PartialDate(verbatim="2019a")),
    ("[1979]", PartialDate(1979, verbatim="[1979]")),
    ("2019-05-01/2019-06-02", PartialDate(2019, 5, 1, verbatim="2019-05-01/2019-06-02")),
    ("", None),
]


@pytest.mark.parametrize(("text", "date"), DATES)
def test_dates(text: str, date: PartialDate | None) -> None:
    found = read_date(text)
    assert found == date or (found is not None and found.verbatim == text)


MONTHS = [
    (("2019", "jan"), PartialDate(2019, 1)),
    (("2019", "10"), PartialDate(2019, 10)),
    (("2019", "3 May"), PartialDate(2019, 5, 3)),
    (("2019", "Dezember"), PartialDate(2019, 12)),
    (("2019", "Spring"), PartialDate(2019, verbatim="Spring 2019")),
    (("1984--1985", ""), PartialDate(1984, stop_year=1985)),
    (("2019", "jan", "7"), PartialDate(2019, 1, 7)),
]


@pytest.mark.parametrize(("parts", "date"), MONTHS)
def test_years_and_months(parts: tuple[str, ...], date: PartialDate) -> None:
    assert read_year_month(*parts) == date


VALUES = [
    ("{a}", "a"), ('"a"', "a"), ("2019", "2019"), ("jan", "January"), ('"10~" # jan', "10~January"),
    ('{a} # " b" # x', "a bx"), ("{a{b}c}", "a{b}c"), ("nope", "nope"),
]  # fmt: skip


@pytest.mark.parametrize(("written", "text"), VALUES)
def test_values_are_resolved(written: str, text: str) -> None:
    assert resolve(written, {"jan": "January"})[0] == text


FIELDS = [
    ("@article{k, number={3}}", "issue", "3"),
    ("@article{k, eid={e12}}", "number", "e12"),
    ("@book{k, series={S}, number={3}}", "collection_number", "3"),
    ("@techreport{k, number={TR 1}, institution={MIT}}", "publisher", "MIT"),
    ("@article{k, journal={J}}", "container_title", "J"),
    ("@incollection{k, booktitle={B}, title={T}}", "container_title", "B"),
    ("@book{k, title={T}, subtitle={S}}", "title", "T: S"),
    ("@book{k, title={中国}, titleaddon={China}}", "translated_title", "China"),
    ("@book{k, title={T}, titleaddon={Report to Congress}}", "extra", (("titleaddon", "Report to Congress"),)),
    ("@article{k, pages={12--34, 40}}", "page", "12-34, 40"),
    ("@phdthesis{k, school={MIT}}", "genre", "PhD thesis"),
    ("@online{k, url={https://a.b/c_d%20e}}", "url", "https://a.b/c_d%20e"),
    (r"@online{k, url={https://a.b/c\_d}}", "url", "https://a.b/c_d"),
    (r"@misc{k, howpublished={\url{https://a.b}}}", "url", "https://a.b"),
    ("@misc{k, langid={british}}", "language", "en-GB"),
    ("@misc{k, doi={https://doi.org/10.1000/ABC}}", "identifiers", (Identifier(Scheme.DOI, "10.1000/abc"),)),
    ("@misc{k, doi={nonsense}}", "extra", (("doi", "nonsense"),)),
    ("@misc{k, eprint={2101.00001}, archiveprefix={arXiv}}", "identifiers", (Identifier(Scheme.ARXIV, "2101.00001"),)),
    ("@article{k, entrysubtype={newspaper}}", "type", ItemType.ARTICLE_NEWSPAPER),
    ("@weird{k, a={b}}", "extra", (("a", "b"), ("entrytype", "weird"))),
    ("@string{j = {Journal}}@article{k, journal = j # { B}}", "container_title", "Journal B"),
    ("@article(k, title = {In round brackets})", "title", "In round brackets"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "field", "expected"), FIELDS, ids=[text for text, _, _ in FIELDS])
def test_fields(text: str, field: str, expected: object) -> None:
    assert getattr(only(text).reference, field) == expected


def test_what_is_said_about_a_source_travels_apart() -> None:
    item = only(
        "@book{k, keywords={a, b\\,c; d}, annote={Good.\n\nReally.}, comment-bob={Mine.}, note={printed},"
        " groups={G}, x-grade={candidate}, x-cited-in={r-1: 1, 4; r-2: 3}, x-status={exempt: web page}}"
    )
    assert item.keywords == ("a", "b,c", "d")
    assert item.remarks == (Remark("Good.\n\nReally."), Remark("Mine.", author="bob"))
    assert item.reference.note == "printed"
    assert item.cited_in == (("r-1", (1, 4)), ("r-2", (3,)))
    assert (item.grade, item.status, item.status_reason, item.groups) == (
        "candidate",
        "exempt",
        "web page",
        ("G",),
    )


def test_crossref_and_xdata_give_their_fields() -> None:
    found = loads(
        "@incollection{c, crossref={p}, title={C}} @collection{p, title={P}, editor={E, F}, xdata={x}}"
        " @xdata{x, publisher={Pub}} @book{loop, crossref={loop}}"
    )
    child = found.items[0].reference
    assert (child.container_title, child.publisher, child.names(Role.EDITOR)) == (
        "P",
        "Pub",
        (Name("E", "F"),),
    )


BROKEN = """@string{a = {A}}
@preamble{"x"}
% loose text
@book{fine, title = {Fine}}

@article{broken, title = {never closed

@book{after, title = {After}}
@comment{jabref-meta: databaseType:bibtex;}
@book{fine, title = {Again}, title = {Twice}}
"""


def test_a_broken_block_is_kept_whole_and_the_rest_is_read() -> None:
    found = loads(BROKEN)
    assert "".join(block.text for block in found.blocks) == BROKEN
    assert [item.citekey for item in found.items] == ["fine", "after", "fine"]
    assert [(block.line, block.text) for block in found.failed] == [
        (6, "@article{broken, title = {never closed\n\n")
    ]
    assert {(issue.code, issue.place) for issue in found.issues} == {
        ("failed-block", "line 6"), ("duplicate-key", "line 10"), ("duplicate-field", "line 10"),
    }  # fmt: skip
    assert Severity.ERROR in {issue.severity for issue in found.issues}
    assert ("title-2", "Twice") in found.items[2].reference.extra


HOSTILE = Item(
    "odd key,{x}%\n\"'",
    Reference(
        ItemType.WEBPAGE,
        title=r"\input{/etc/passwd} }, author={NASA and others % $x$ @book{y,",
        url="https://a.b/{c}\\d%20e_f",
        abstract="line\n@article{z,\n\n\n- item\n  - nested  }",
        issued=PartialDate(1890, verbatim="c. 1890 {odd}"),
        creators=(
            Creator(Role.AUTHOR, Name("Berg and Co, Inc", "A}", suffix="Jr")),
            Creator(Role.RECIPIENT, Name("de la Tour", "X", dropping_particle="von", orcid="0000")),
        ),
        identifiers=(Identifier(Scheme.DOI, "10.1/a"), Identifier(Scheme.DOI, "10.1/b")),
        extra=(("a name", "x"), ("a name", "y"), ("fine", "{z")),
    ),
    keywords=("green-bri", "a, b", "x;y"),
    remarks=(Remark("[not a head] x\n\n[alice] y", "alice", "green-bri", "p. 1"), Remark("two\n- a\n- b")),
    grade="candidate",
    cited_in=(("r", (1, 4)),),
)


@pytest.mark.parametrize("dialect", ["biblatex", "bibtex"])
def test_a_hostile_item_comes_back_whole(dialect: str) -> None:
    text = dumps([HOSTILE], dialect)
    item = only(text)
    assert sorted(item.reference.extra) == sorted(HOSTILE.reference.extra)
    for name in ("title", "abstract", "issued", "creators", "identifiers", "type"):
        assert getattr(item.reference, name) == getattr(HOSTILE.reference, name), name
    for name in ("citekey", "keywords", "remarks", "grade", "cited_in"):
        assert getattr(item, name) == getattr(HOSTILE, name), name
    assert dumps([item], dialect) == text


TEXT = st.text(
    st.characters(exclude_categories=["Cc", "Cs", "Zl", "Zp", "Co", "Cn"]), min_size=1, max_size=10
)


@given(
    st.builds(
        Reference,
        type=st.sampled_from(list(ItemType)),
        title=TEXT, container_title=st.none() | TEXT, publisher=st.none() | TEXT, issue=st.none() | TEXT,
        page=st.none() | TEXT, number=st.none() | TEXT, url=st.none() | TEXT, genre=st.none() | TEXT,
        translated_title=st.none() | TEXT, language=st.sampled_from([None, "en", "zh-CN", "x"]),
        issued=st.sampled_from([None, PartialDate(2019, 3), PartialDate(-44), PartialDate(1, verbatim="x")]),
        creators=st.lists(
            st.builds(Creator, st.sampled_from(list(Role)),
                      st.builds(Name, family=TEXT, given=st.none() | TEXT, non_dropping_particle=st.none() | TEXT)
                      | st.builds(Name, literal=TEXT)), max_size=2).map(tuple),
    ),
    st.sampled_from(["biblatex", "bibtex"]),
)  # fmt: skip
@settings(max_examples=150, deadline=None)
def test_any_reference_comes_back_and_the_export_is_a_fixed_point(reference: Reference, dialect: str) -> None:
    text = dumps([Item("k", reference)], dialect)
    item = only(text)
    assert item.reference == reference
    assert dumps([item], dialect) == text


CAPITALS = [
    ("Climate change in China and the NASA report", "Climate change in {China} and the {NASA} report"),
    ("The Environmental State in China", "The Environmental State in China"),
    ("mRNA and DeBoom", "{mRNA} and {DeBoom}"),
    ("R&D costs", r"R\&D costs"),
]


@pytest.mark.parametrize(("title", "written"), CAPITALS)
def test_capitals_are_protected(title: str, written: str) -> None:
    assert f"  title = {{{written}}},\n" in dumps([Item("k", Reference(title=title))])
