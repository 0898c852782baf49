"""What a query finds in a library: a line a case."""

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import text

from bibtrack.errors import FilterSyntaxError
from bibtrack.filters.parse import parse
from bibtrack.store import engine, migrate, rows, sources
from bibtrack.store.search import RANKED, matching_ids, ranked, where
from bibtrack.values.identifier import Identifier, Scheme
from bibtrack.values.reference import Creator, ItemType, Name, PartialDate, Reference, Role
from bibtrack.values.source import SourceStatus


def _person(family: str, given: str, particle: str | None = None) -> Name:
    return Name(family=family, given=given, non_dropping_particle=particle)


#: citekey → the work; ids count from 1 in this order
WORKS: dict[str, Reference] = {
    "boom2020": Reference(
        type=ItemType.ARTICLE_JOURNAL, title="Toward a more sustainable energy transition",
        container_title="Environmental Science & Policy", issued=PartialDate(2020, 5, 3), language="en",
        abstract="Cobalt mining in Katanga.", volume="12",
        creators=(Creator(Role.AUTHOR, _person("Boom", "Meredith", "De")),),
        identifiers=(Identifier(Scheme.DOI, "10.1016/s0140-6736(05)70123-4"),),
    ),
    "xi2019": Reference(
        type=ItemType.SPEECH, title="推动绿色发展方式", translated_title="Promoting green development",
        issued=PartialDate(2019), language="zh-Hans",
        creators=(Creator(Role.AUTHOR, _person("习", "近平")),),
    ),
    "iso2011": Reference(
        type=ItemType.STANDARD, title="Quality of cobalt (钴) — 100% pure_grade", publisher="ISO",
        number="26000", issued=PartialDate(2011), url="https://iso.org/a_b",
        creators=(Creator(Role.AUTHOR, Name(literal="International Organization for Standardization")),),
    ),
    "lukas2015": Reference(
        type=ItemType.BOOK, title="Łódź and the green belt", publisher="Suhrkamp", issued=PartialDate(2015, 2),
        creators=(Creator(Role.EDITOR, _person("Łukasiewicz", "Ævar")),),
        identifiers=(Identifier(Scheme.ISBN, "9780306406157"),),
    ),
    "anon": Reference(type=ItemType.WEBPAGE, title="Green Belt and Road", issued=PartialDate(verbatim="n.d.")),
}  # fmt: skip

_NOTE = {"kind": "endnote"}
_CITE = {"form": "full", "confidence": 1.0, "linked_by": "rule"}
_CALL = {"ordinal": 1, "paragraph": 0}
_GIVEN = {"method": "rule", "polarity": "assigned", "score": 1.0, "assigned_at": "x"}
_WRITTEN = {"author": "ann", "created_at": "x", "updated_at": "x"}
_THEME = {
    "definition": "",
    "scope_note": "",
    "synonyms": "[]",
    "rules": "[]",
    "threshold": 1.0,
    "position": 0,
}

#: table, then the columns of one row; ids count from 1
ROWS: list[tuple[str, dict[str, object]]] = [
    ("report", {"slug": "dicarlo-2024", "title": "The Big Report", "apparatus": "printed"}),
    ("report", {"slug": "other", "apparatus": "printed"}),
    ("note", _NOTE | {"report_id": 1, "ordinal": 1, "label": "1", "text": "But see DeBoom, passim.",
                      "section": "Introduction", "grade": "verified-endnote"}),
    ("note", _NOTE | {"report_id": 1, "ordinal": 2, "label": "2", "text": "Xi.", "section": "Conclusion",
                      "grade": "candidate"}),
    ("note", _NOTE | {"report_id": 2, "ordinal": 12, "label": "12a", "text": "See ISO 26000.",
                      "section": "Part I › Conclusion", "grade": "verified-endnote"}),
    ("callout", _CALL | {"note_id": 1, "label": "1", "section": "Introduction", "callout_offset": 5,
                         "context": "Nickel is a necropolitical matter."}),
    ("callout", _CALL | {"note_id": 2, "label": "2", "section": "Conclusion", "callout_offset": 3,
                         "context": "Ecological civilisation."}),
    ("citation", _CITE | {"note_id": 1, "ordinal": 1, "text": "DeBoom", "prefix": "But see", "locator": "12",
                          "grade": "verified-endnote", "source_id": 1}),
    ("citation", _CITE | {"note_id": 2, "ordinal": 1, "text": "Xi", "grade": "candidate", "source_id": 2}),
    ("citation", _CITE | {"note_id": 3, "ordinal": 1, "text": "ISO", "prefix": "See", "grade": "verified-endnote",
                          "source_id": 3}),
    ("citation", _CITE | {"note_id": 3, "ordinal": 2, "text": "DeBoom", "prefix": "see also", "grade": "candidate",
                          "source_id": 1}),
    ("theme", _THEME | {"slug": "minerals", "label": "Critical minerals"}),
    ("theme", _THEME | {"slug": "cobalt", "label": "Cobalt"}),
    ("theme", _THEME | {"slug": "green-bri", "label": "Green BRI"}),
    ("theme_parent", {"theme_id": 2, "parent_id": 1}),
    ("theme_assignment", _GIVEN | {"source_id": 1, "theme_id": 2}),
    ("theme_assignment", _GIVEN | {"source_id": 3, "theme_id": 1, "method": "manual"}),
    ("theme_assignment", _GIVEN | {"source_id": 5, "theme_id": 3}),
    ("theme_assignment", _GIVEN | {"source_id": 4, "theme_id": 3}),
    ("theme_assignment", _GIVEN | {"source_id": 4, "theme_id": 3, "method": "manual", "polarity": "excluded"}),
    ("annotation", _WRITTEN | {"source_id": 4, "body": "A *useful* overview"}),
    ("annotation", _WRITTEN | {"citation_id": 2, "body": "quoted in full"}),
    ("source_update", {"source_id": 1, "kind": "retraction", "date": "2022-01-01", "seen_at": "x"}),
    ("source_update", {"source_id": 3, "kind": "retraction", "date": "2022-01-01", "seen_at": "x"}),
    ("source_update", {"source_id": 3, "kind": "reinstatement", "date": "2023-01-01", "seen_at": "x"}),
    ("source_update", {"source_id": 2, "kind": "correction", "date": "2022-01-01", "seen_at": "x"}),
]  # fmt: skip


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The library of all read-only tests here, made once."""
    path = tmp_path_factory.mktemp("search") / "library.sqlite3"
    migrate.create(path)
    library = engine.open_library(path)
    with engine.change(library, engine.Run("add")) as session:
        for key, work in WORKS.items():
            status = SourceStatus.RESOLVED if key == "boom2020" else SourceStatus.UNRESOLVED
            stamp = "2026-03-01T00:00:00Z" if key == "anon" else "2025-12-24T00:00:00Z"
            sources.add(session, key, work, stamp, status=status)
        for table, row in ROWS:
            rows.insert(session, table, row)
    library.close()
    return path


@pytest.fixture
def connection(made: Path) -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(made)) as opened:
        yield opened


@pytest.fixture
def copy(made: Path, tmp_path: Path) -> Iterator[engine.Library]:
    """A copy that a test may change."""
    target = tmp_path / "copy.sqlite3"
    shutil.copy(made, target)
    library = engine.open_library(target)
    yield library
    library.close()


#: query → the ids it finds
FOUND = [
    ("", [1, 2, 3, 4, 5]),
    # words of the full text
    ("cobalt", [1, 3]), ("COBALT", [1, 3]), ("cob*", [1, 3]), ("kobalt", []), ("cobalt mining", [1]),
    ("green", [2, 4, 5]), ('"green belt"', [4, 5]), ('"green belt and road"', [5]), ('"belt green"', []),
    ("green -belt", [2]), ("cobalt OR 钴", [1, 3]), ("(cobalt OR 绿色) -type:standard", [1, 2]),
    ("necropolitical", [1]), ("useful", [4]), ("quoted", [2]), ("passim", [1]), ("and", [4, 5]),
    ("katanga nickel", [1]), ("100%", [3]), ("pure_grade", [3]),
    # accents, CJK
    ("lodz", [4]), ("łodz", [4]), ("Łódź", [4]), ("lukasiewicz", [4]), ("aevar", [4]),
    ("绿色", [2]), ("绿", [2]), ("色发", [2]), ("绿发", []), ("绿色发展", [2]), ("钴", [3]), ("习近平", [2]), ("近平", [2]),
    # fields of text
    ("title:green", [2, 4, 5]), ('title:"green development"', [2]), ("title:cobalt", [3]), ("abstract:cobalt", [1]),
    ("author:deboom", [1]), ('author:"De Boom"', [1]), ('author:"Boom, Meredith"', [1]), ("author:deb*", [1]),
    ("author:lukasiewicz", []), ("creator:lukasiewicz", [4]), ("creator:boom", [1]), ("author:习近平", [2]),
    ('author:"International Organization"', [3]), ("author:(boom OR 习)", [1, 2]), ("container:environmental", [1]),
    ("publisher:suhrkamp", [4]), ("publisher:iso", [3]), ("annotation:useful", [4]), ("context:nickel", [1]),
    ("note:passim", [1]), ("text:nickel", [1]), ("title:绿色", [2]), ("abstract:绿色", []),
    # where and how it is cited
    ("cited-in:dicarlo-2024", [1, 2]), ('cited-in:"the big report"', [1, 2]), ("cited-in:oth*", [1, 3]),
    ("section:Conclusion", [1, 2, 3]), ("section:conclusion cited-in:dicarlo-2024", [2]),
    ("section:introduction cited-in:other", []), ('signal:"but see"', [1]), ("signal:see", [1, 3]),
    ('signal:"see also" cited-in:dicarlo-2024', []), ("signal:* ", [1, 3]), ("locator:12", [1]),
    ("note:2", [2]), ("note:12", [1, 3]), ("note:12a cited-in:other", []), ("note:1..3", [1, 2]), ("note:1,2", [1, 2]),
    ("grade:candidate", [1, 2]), ("grade:candidate cited-in:dicarlo-2024", [2]), ("grade:verified", [1, 3]),
    ("-cited-in:dicarlo-2024", [3, 4, 5]), ("citations:0", [4, 5]), ("citations:2..", [1]), ("citations:<2", [2, 3, 4, 5]),
    # themes
    ("theme:minerals", [1, 3]), ("theme:cobalt", [1]), ('theme:"critical minerals"', [1, 3]), ("theme:green-bri", [5]),
    ('theme:"Green BRI"', [5]), ("theme:min*", [1, 3]), ("no:theme", [2, 4]),
    # a lone word may be a citekey
    ("boom2020", [1]), ("-boom2020", [2, 3, 4, 5]), ("anon", [5]), ("boom2020 cobalt", []),
    # facts
    ("key:boom2020", [1]), ("key:b*", [1]), ("key:boom", []), ("key:boom2020 OR key:anon", [1, 5]),
    ("year:2019", [2]), ("year:2015..", [1, 2, 4]), ("year:..2015", [3, 4]), ("year:2012..2019", [2, 4]),
    ("-year:2000..", [5]), ("issued:2020-05..", [1]), ("issued:..2015-02", [3, 4]), ("issued:2020-06..", []),
    ("issued:2015-02-01..2015-03", []), ("issued:2020", [1]), ("added:2026", [5]), ("added:..2025", [1, 2, 3, 4]),
    ("type:article", [1]), ('type:"article"', []), ("type:book,speech", [2, 4]), ("type:web*", [5]),
    ("status:resolved", [1]), ("-status:resolved", [2, 3, 4, 5]), ("retracted:yes", [1]), ("retracted:no", [2, 3, 4, 5]),
    ("doi:10.1016/S0140-6736(05)70123-4", [1]), ("10.1016/S0140-6736(05)70123-4", [1]), ("doi:10.1016/*", [1]),
    ("isbn:0-306-40615-2", [4]), ("identifier:9780306406157", [4]), ("identifier:0306406152", [4]),
    ("url:a_b", [3]), ("url:a%b", []), ("https://iso.org", [3]), ("language:zh", [2]), ("language:EN", [1]),
    ("country:NL", [1]), ("country:nederland", [1]), ("country:neth*", [1]), ("country:US", []), ("-country:NL", [2, 3, 4, 5]),
    ("has:country", [1, 3]), ("no:country", [2, 4, 5]), ("country:UN", [3]), ("country:NL OR language:zh", [1, 2]), ("country:NL type:book", []),
    ("number:26000", [3]), ("number:26*", [3]), ("volume:1", []),
    # presence
    ("has:doi", [1]), ("no:doi", [2, 3, 4, 5]), ("has:annotation", [2, 4]), ("has:translation", [2]), ("no:year", [5]),
    ("has:issued", [1, 2, 3, 4, 5]), ("has:author", [1, 2, 3]), ("has:creator", [1, 2, 3, 4]), ("has:citation", [1, 2, 3]),
    ("has:context", [1, 2]), ("has:section", [1, 2, 3]), ("has:signal", [1, 3]), ("has:retraction", [1]), ("has:lookup", []),
    ("has:abstract", [1]), ("has:url", [3]), ("has:volume", [1]), ("has:container", [1]), ("has:publisher", [3, 4]),
    ("has:title", [1, 2, 3, 4, 5]), ("has:type", [1, 2, 3, 4, 5]), ("has:page", []), ("has:isbn", [4]),
    ("has:identifier", [1, 4]), ("has:locator", [1]), ("has:note", [1, 2, 3]), ("has:language", [1, 2]),
    # all together
    ("theme:minerals year:2018.. type:article author:deboom NOT status:unresolved (cobalt OR 钴)", [1]),
    ("NOT (theme:minerals OR year:2019)", [4, 5]), ("-(a b) -(c d)", [1, 2, 3, 4, 5]),
]  # fmt: skip


@pytest.mark.parametrize(("query", "ids"), FOUND, ids=[case[0] for case in FOUND])
def test_query_finds(connection: sqlite3.Connection, query: str, ids: list[int]) -> None:
    assert matching_ids(connection, parse(query)) == ids


@pytest.mark.parametrize("query", [case[0] for case in FOUND if case[0]])
def test_a_query_and_its_opposite_part_the_library(connection: sqlite3.Connection, query: str) -> None:
    yes, no = (set(matching_ids(connection, parse(text))) for text in (query, f"NOT ({query})"))
    assert yes | no == {1, 2, 3, 4, 5}
    assert not yes & no


def test_removed_and_joined_sources_are_not_found(copy: engine.Library) -> None:
    with engine.change(copy, engine.Run("remove")) as session:
        session.connection().execute(text("UPDATE source SET removed_at = 'x' WHERE id = 1"))
        session.connection().execute(text("UPDATE source SET merged_into = 2 WHERE id = 3"))
    with closing(sqlite3.connect(copy.path)) as connection:
        assert matching_ids(connection, parse("")) == [2, 4, 5]
        assert matching_ids(connection, parse("cobalt OR key:boom2020 OR has:doi")) == []
        assert ranked(connection, parse("cobalt"), 10).total == 0


@pytest.mark.parametrize(
    ("query", "message", "hint"),
    [
        ("theme:mineral", "no theme 'mineral'", "theme:minerals"),
        ("-theme:zzz", "no theme 'zzz'", "bibtrack themes"),
        ("country:Nederlandes", "no country 'Nederlandes'", "country:NL"),
        ("NOT country:zzzzz", "no country 'zzzzz'", "country:CN, country:China"),
        ("cited-in:dicarlo", "no report 'dicarlo'", "cited-in:dicarlo-2024"),
    ],
)
def test_unknown_names_are_refused(
    connection: sqlite3.Connection, query: str, message: str, hint: str
) -> None:
    with pytest.raises(FilterSyntaxError, match=message) as caught:
        matching_ids(connection, parse(query))
    assert hint in str(caught.value)


@pytest.mark.parametrize(
    ("query", "ids"),
    [
        (
            "green",
            [5, 4, 2],
        ),  # in the title of all; the shortest title first, the translation counts as a part
        ("cobalt", [3, 1]),  # a title before an abstract
        ("cobalt has:doi", [1]),
        ("has:doi OR has:isbn", [1, 4]),  # no words: by citekey
        ("cobalt OR useful", [3, 4, 1]),
        ("(cobalt OR useful) -type:book", [3, 1]),
        ("", [5, 1, 3, 4, 2]),
        ("xi2019", [2]),
    ],
)
def test_hits_are_ranked(connection: sqlite3.Connection, query: str, ids: list[int]) -> None:
    hits = ranked(connection, parse(query), 10)
    assert hits.total == len(ids)
    assert sorted(hits.ids) == sorted(ids)
    if "OR" not in query and query != "green":
        assert hits.ids == ids
    assert hits.ids == ranked(connection, parse(query), 1).ids + ranked(connection, parse(query), 9, 1).ids


def test_common_words_are_ranked_within_bounds(copy: engine.Library) -> None:
    many = RANKED + 600
    with engine.change(copy, engine.Run("add")) as session:
        values = ", ".join(
            f"('k{i}', 'book', 'common {'nickel ' if i == many - 1 else ''}{i}', 'unresolved', 'x', 'x')"
            for i in range(many)
        )
        columns = "citekey, type, title, status, created_at, updated_at"
        session.connection().execute(text(f"INSERT INTO source ({columns}) VALUES {values}"))
    with closing(sqlite3.connect(copy.path)) as connection:
        hits = ranked(connection, parse("common"), 20)
        assert (hits.bounded, hits.total, len(hits.ids), len(set(hits.ids))) == (True, many, 20, 20)
        assert len(ranked(connection, parse("common nickel"), 20).ids) == 1
        everywhere = ranked(connection, parse("common type:book"), RANKED + 100)
        assert len(set(everywhere.ids)) == len(everywhere.ids)


def test_ten_thousand_terms_are_answered(connection: sqlite3.Connection) -> None:
    assert matching_ids(connection, parse(" ".join(f"w{i}" for i in range(10_000)))) == []
    assert matching_ids(connection, parse("cobalt OR " + " OR ".join(f"w{i}" for i in range(9_999)))) == [
        1,
        3,
    ]
    assert matching_ids(
        connection, parse(" OR ".join(f"key:k{i}" for i in range(9_999)) + " OR key:anon")
    ) == [5]
    assert matching_ids(connection, parse(" OR ".join(f"year:{i}" for i in range(3000, 12_999)))) == []
    assert matching_ids(connection, parse(" ".join(f"-year:{i}" for i in range(3000, 12_999)))) == [
        1,
        2,
        3,
        4,
        5,
    ]


def test_too_many_values_are_refused() -> None:
    with pytest.raises(FilterSyntaxError, match="ask in several queries"):
        where(parse(" OR ".join(f"section:a{i}" for i in range(18_000))))


HOSTILE = [
    "'; DROP TABLE source; --",
    '" OR 1=1',
    "NEAR(a b)",
    "a AND (",
    "title:^x",
    "^a",
    "{title}",
    "a + b",
    "\x00",
    "*",
]


@pytest.mark.parametrize("value", HOSTILE)
def test_values_are_never_syntax(connection: sqlite3.Connection, value: str) -> None:
    quoted = value.replace("\\", "\\\\").replace('"', '\\"')
    for field in ("title", "key", "section", "theme", "language", "url", "text"):
        try:
            assert len(matching_ids(connection, parse(f'{field}:"{quoted}"'))) < 3
        except FilterSyntaxError:
            continue
    assert connection.execute("SELECT count(*) FROM source").fetchone()[0] == 5


@pytest.mark.parametrize("field", ["note", "year", "title"])
@pytest.mark.parametrize("sign", ["", ">", "3.."])
@pytest.mark.parametrize("size", [19, 40, 6000])
def test_numbers_without_end_find_nothing_or_are_refused(
    connection: sqlite3.Connection, field: str, sign: str, size: int
) -> None:
    query = f"{field}:{sign}{'9' * size}"
    if field == "year":
        with pytest.raises(FilterSyntaxError, match="year: "):
            matching_ids(connection, parse(query))
    else:
        assert matching_ids(connection, parse(query)) == []
