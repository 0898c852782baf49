"""Coverage: the counts, the findings in words, reports compared, and the check."""

from contextlib import closing

import pytest

from bibtrack import coverage, tag
from bibtrack.errors import CheckFailed, StoreError
from bibtrack.store.engine import Library, Run
from bibtrack.store.reading import open_reader
from bibtrack.values.coverage import DIMENSIONS, Coverage


@pytest.fixture
def covered(stocked: Library) -> Library:
    tag.apply(stocked, Run("tag"))
    return stocked


def measure(library: Library, **options: object) -> Coverage:
    with closing(open_reader(library.path)) as connection:
        return coverage.measure(connection, **options)  # type: ignore[arg-type]


def test_sub_themes_roll_up_and_citations_are_another_count(covered: Library) -> None:
    found = {theme.slug: theme for theme in measure(covered).themes}
    water, ground, law = found["water"], found["ground-water"], found["law"]
    assert (water.own, water.sources, water.citations, water.notes) == (3, 5, 3, 3)
    assert (ground.own, ground.sources, ground.citations, ground.parents) == (2, 2, 1, ("water",))
    assert (law.sources, law.citations, law.wanted, law.missing) == (2, 0, None, 0)
    assert (water.peer_reviewed, water.books, water.grey) == (2, 1, 2)


def test_the_total_counts_a_source_once(covered: Library) -> None:
    found = measure(covered)
    assert (found.total.sources, found.total.citations, found.total.notes, found.without) == (6, 3, 3, 0)


def test_exempt_sources_stand_outside_the_resolved_share(covered: Library) -> None:
    from bibtrack.store import sources
    from bibtrack.store.engine import change
    from bibtrack.values.source import SourceStatus

    with change(covered, Run("test")) as session:
        sources.set_status(session, 1, SourceStatus.RESOLVED, None, "2026-03-01T12:00:00Z")
        sources.set_status(session, 3, SourceStatus.EXEMPT, "a report", "2026-03-01T12:00:00Z")
    water = next(theme for theme in measure(covered).themes if theme.slug == "water")
    assert (water.resolved, water.exempt, water.resolved_share) == (1, 1, 0.25)


@pytest.mark.parametrize("dimension", sorted(set(DIMENSIONS) - {"section"}))
def test_a_cross_counts_every_source_of_a_theme(covered: Library, dimension: str) -> None:
    found = measure(covered, dimensions=(dimension,))
    (cross,) = found.crosses
    for theme in found.themes:
        assert sum(cross.counts.get(theme.slug, {}).values()) == theme.sources
    assert all(value in cross.values for row in cross.counts.values() for value in row)


def test_countries_come_with_the_words_that_say_so(covered: Library) -> None:
    from bibtrack.store.engine import change
    from bibtrack.store.rows import raw

    with change(covered, Run("test")) as session:
        connection = raw(session)
        connection.execute("UPDATE source SET publisher_place = 'Nairobi' WHERE citekey = 'chen2021'")
        connection.execute(
            "UPDATE source SET url = 'https://www.mee.gov.cn/x' WHERE citekey = 'baker2020aquifers'"
        )
        connection.execute("UPDATE source SET publisher = 'MIT Press' WHERE citekey = 'adams1990water'")
    (cross,) = measure(covered, dimensions=("country",)).crosses
    assert cross.values[-1] == "not known"
    assert cross.counts["water"] == {"Kenya": 1, "China": 1, "United States": 1, "not known": 2}
    said = {key: (one.code, one.known_from, one.evidence) for key, one in cross.countries.items()}
    assert said == {
        "chen2021": ("KE", "publisher place", "Nairobi"),
        "baker2020aquifers": ("CN", "web address", "www.mee.gov.cn"),
        "adams1990water": ("US", "institution", "MIT Press"),
    }


def test_sections_keep_the_order_of_the_report(covered: Library) -> None:
    (cross,) = measure(covered, dimensions=("section",)).crosses
    assert cross.values == ("Start", "End")
    assert cross.counts["water"] == {"Start": 2, "End": 1}


def test_a_report_or_a_filter_narrows(covered: Library) -> None:
    assert measure(covered, report="essay").total.sources == 2
    assert measure(covered, ids=[1, 2]).total.sources == 2
    assert measure(covered, ids=[]).total.sources == 0
    with pytest.raises(StoreError, match="the library has essay"):
        measure(covered, report="esay")


FOUND = [
    ("below-wanted", None),
    ("single-source", "Water: 3 claims resting on one source"),
    ("note-not-recovered", "essay: 1 note not recovered"),
    ("single-word", "Water: 2 tags resting on a single word"),
]


@pytest.mark.parametrize(("code", "message"), FOUND, ids=[code for code, _ in FOUND])
def test_findings_say_what_to_look_at(covered: Library, code: str, message: str | None) -> None:
    messages = [finding.message for finding in measure(covered).findings if finding.code == code]
    assert messages == [] if message is None else message in messages


def test_old_and_over_used_literature_is_found(covered: Library) -> None:
    from bibtrack.store import sources
    from bibtrack.store.engine import change

    from .conftest import STAMP, reference

    with change(covered, Run("test")) as session:
        for year in range(1980, 1986):
            sources.add(
                session, f"old{year}", reference(f"Water {year}", "article-journal", year, "Adams"), STAMP
            )
    tag.apply(covered, Run("tag"))
    messages = {finding.code: finding.message for finding in measure(covered).findings}
    assert messages["old-literature"] == "Water: 7 of 11 dated sources are from before 2013"
    assert messages["overused-author"] == "Water: 7 of 11 sources are from one author, Adams, A."
    assert messages["overused-outlet"] == "Water: 8 of 11 sources are from one outlet, Journal of Rivers"


@pytest.mark.parametrize(("least", "fails"), [(0, False), (2, False), (3, True), (None, False)])
def test_the_check_names_the_themes_that_are_short(covered: Library, least: int | None, fails: bool) -> None:
    found = measure(covered)
    if fails:
        with pytest.raises(CheckFailed, match="ground-water has 2 of 3; law has 2 of 3"):
            coverage.check(found, least)
    else:
        coverage.check(found, least)


def test_reports_are_compared_by_theme(covered: Library) -> None:
    with closing(open_reader(covered.path)) as connection:
        found = coverage.compare(connection, ["essay", "essay"])
        none = coverage.compare(connection, ["essay", "essay"], [])
    assert found.cited[""] == [{"adams1990water", "davis2022"}] * 2
    assert found.cited["ground-water"] == [{"davis2022"}] * 2
    assert found.moved == {}
    assert none.cited[""] == [set(), set()]


def test_an_empty_library_has_a_coverage(library: Library) -> None:
    found = measure(library, dimensions=tuple(DIMENSIONS))
    assert (found.themes, found.total.sources, found.findings, found.without) == ((), 0, (), 0)
