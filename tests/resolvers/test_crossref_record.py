"""Crossref's JSON → Candidate: a table of odd records, each contained."""

import pytest

from bibtrack.resolvers.crossref_record import candidate, notice_of, reference, updates
from bibtrack.resolvers.markup import plain
from bibtrack.values.reference import ItemType, Name, PartialDate, Role

TITLES = [
    (["Plain"], None, "Plain"),
    ("as text", None, "as text"),
    ([], None, None),
    (None, None, None),
    (["Main"], ["Sub"], "Main: Sub"),
    (["Main?"], ["Sub"], "Main? Sub"),
    (["Main: sub"], ["Sub"], "Main: sub"),
    (["H<sub>2</sub>O &amp;amp; <i>E. coli</i>"], [], "H2O & E. coli"),
    (["&lt;i&gt;Drosophila&lt;/i&gt; wings"], [], "Drosophila wings"),
    (["<jats:title>Abstract</jats:title><jats:p>One</jats:p><jats:p>two</jats:p>"], [], "Abstract One two"),
    (["p < 0.05 and q > 2"], [], "p < 0.05 and q > 2"),
    (["bell\x07 and \x1b[31m red"], [], "bell� and �[31m red"),
    (["  two\n lines "], [], "two lines"),
    ([None, "second"], None, "second"),
]


@pytest.mark.parametrize(("title", "subtitle", "expected"), TITLES)
def test_title(title, subtitle, expected):
    assert reference({"title": title, "subtitle": subtitle}).title == expected


DATES = [
    ({"issued": {"date-parts": [[None]]}}, None),
    ({"issued": {"date-parts": [[]]}}, None),
    ({"issued": {"date-parts": []}}, None),
    ({"issued": None}, None),
    ({"issued": {"date-parts": [[2001]]}}, PartialDate(2001)),
    ({"issued": {"date-parts": [["2001", "3"]]}}, PartialDate(2001, 3)),
    ({"issued": {"date-parts": [[2001, 13, 1]]}}, PartialDate(2001)),
    ({"issued": {"date-parts": [[2001, 2, 40]]}}, PartialDate(2001, 2)),
    ({"issued": {"date-parts": [[0]]}}, None),
    (
        {"issued": {"date-parts": [[None]]}, "published-print": {"date-parts": [[1999, 5]]}},
        PartialDate(1999, 5),
    ),
    ({"created": {"date-parts": [[2010]]}}, None),
]


@pytest.mark.parametrize(("record", "expected"), DATES)
def test_issued(record, expected):
    assert reference(record).issued == expected


ODD = [
    {},
    {"DOI": None, "type": None, "title": None, "author": None},
    {"DOI": 3, "type": ["x"], "author": [None, {}, {"family": 3}, "text"], "relation": [], "event": 3},
    {"DOI": "not a doi", "issued": "2001", "update-to": "x", "updated-by": [1], "ISBN": {"a": 1}},
    {"DOI": "10.1/2/3", "author": {"family": "alone"}, "page": 7, "relation": {"is-preprint-of": "x"}},
    {"score": "high", "institution": [[]], "journal-issue": "x", "degree": [None]},
]


@pytest.mark.parametrize("record", ODD)
def test_odd_records_are_contained(record):
    made = candidate(record)
    assert made.record is record
    assert made.rank == 1


TYPES = [
    ("journal-article", ItemType.ARTICLE_JOURNAL, None),
    ("article-journal", ItemType.ARTICLE_JOURNAL, None),
    ("monograph", ItemType.BOOK, None),
    ("book-chapter", ItemType.CHAPTER, None),
    ("posted-content", ItemType.ARTICLE, "preprint"),
    ("peer-review", ItemType.REVIEW, "peer review"),
    ("component", ItemType.DOCUMENT, "component"),
    ("something-new", ItemType.DOCUMENT, None),
    (None, ItemType.DOCUMENT, None),
]


@pytest.mark.parametrize(("raw", "kind", "genre"), TYPES)
def test_types(raw, kind, genre):
    made = reference({"type": raw})
    assert (made.type, made.genre) == (kind, genre)


def test_names_of_every_shape():
    people = [
        {"family": "Ostrom", "given": "Elinor", "ORCID": "http://orcid.org/0000-0001"},
        {"name": "The PRISMA Group"},
        {"given": "Plato"},
        {"affiliation": []},
    ]
    made = reference({"author": people, "editor": [{"family": "Low"}]})
    assert made.names(Role.AUTHOR) == (
        Name(family="Ostrom", given="Elinor", orcid="0000-0001"),
        Name(literal="The PRISMA Group"),
        Name(literal="Plato"),
    )
    assert made.names(Role.EDITOR) == (Name(family="Low"),)


def test_three_thousand_authors_are_all_kept():
    made = reference({"author": [{"family": f"F{i}", "given": "A."} for i in range(3000)]})
    assert len(made.creators) == 3000


def test_a_chapter_is_in_its_book_and_the_book_in_its_series():
    made = reference({"type": "book-chapter", "container-title": ["Series", "The Book"]})
    assert (made.container_title, made.collection_title) == ("The Book", "Series")


def test_updates_are_told_on_the_affected_work_only():
    notice = {"DOI": "10.5555/b", "update-to": [{"DOI": "10.5555/A", "type": "retraction"}]}
    affected = {
        "DOI": "10.5555/a",
        "updated-by": [{"DOI": "10.5555/b", "type": "expression_of_concern", "source": "retraction-watch",
                        "updated": {"date-parts": [[2020, 3, 1]]}}],
    }  # fmt: skip
    selfish = {"DOI": "10.5555/c", "update-to": [{"DOI": "10.5555/C", "type": "Retraction"}]}
    assert updates(notice) == ()
    assert [item.doi for item in notice_of(notice)] == ["10.5555/a"]
    assert reference(notice).genre == "notice of retraction"
    (found,) = updates(affected)
    assert (found.kind, found.doi, found.date, found.origin) == (
        "expression-of-concern", "10.5555/b", "2020-03-01", "retraction-watch",
    )  # fmt: skip
    assert [item.kind for item in updates(selfish)] == ["retraction"]


def test_identifiers_are_checked():
    made = reference({"DOI": "10.5555/X", "ISBN": ["http://id.crossref.org/isbn/9780521405997", "123"]})
    assert [item.value for item in made.identifiers] == ["10.5555/x", "9780521405997"]


def test_plain_looks_at_a_bounded_part():
    assert len(plain("<i>" * 1_000_000 + "x" * 500_000) or "") <= 200_000
