"""Tagging the library: what is written, what a second run does, and that a person's word stands."""

import sqlite3
from contextlib import closing

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bibtrack import tag
from bibtrack.errors import NoSuchSource, StoreError
from bibtrack.store import themes as stored
from bibtrack.store.engine import Library, Run
from bibtrack.store.reading import open_reader
from bibtrack.themes.rules import parse
from bibtrack.values.theme import Polarity


def tagged(library: Library) -> set[tuple[str, str]]:
    with closing(open_reader(library.path)) as connection:
        rows = connection.execute(
            "SELECT s.citekey, t.slug FROM source_theme x JOIN source s ON s.id = x.source_id"
            " JOIN theme t ON t.id = x.theme_id"
        )
        return {(row[0], row[1]) for row in rows}


def dump(library: Library, table: str) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(library.path)) as connection:
        return connection.execute(f"SELECT * FROM {table} ORDER BY id").fetchall()


EXPECTED = {
    ("adams1990water", "water"), ("adams1992courts", "law"), ("baker2020aquifers", "ground-water"),
    ("chen2021", "water"), ("evil2023", "water"), ("evil2023", "law"), ("davis2022", "ground-water"),
}  # fmt: skip


def test_titles_and_citing_sentences_are_tagged(stocked: Library) -> None:
    summary = tag.apply(stocked, Run("tag"))
    assert tagged(stocked) == EXPECTED
    assert (summary.sources, len(summary.changes.added), summary.without) == (6, 7, 0)


def test_a_second_run_is_identical_and_no_event(stocked: Library) -> None:
    tag.apply(stocked, Run("tag"))
    before = [dump(stocked, table) for table in ("theme_assignment", "theme_evidence", "event", "change")]
    summary = tag.apply(stocked, Run("tag"))
    assert not summary.news
    assert [dump(stocked, t) for t in ("theme_assignment", "theme_evidence", "event", "change")] == before


def test_every_tag_has_evidence_that_is_in_the_text(stocked: Library) -> None:
    tag.apply(stocked, Run("tag"))
    with closing(open_reader(stocked.path)) as connection:
        ids = stored.present_ids(connection)
        texts = stored.field_texts(connection, ids)
        kept = stored.kept_by_rule(connection, ids)
        assert sum(map(len, kept.values())) == 7
        for source, found in kept.items():
            for _, _, evidence in found.values():
                assert evidence
                for field, _, quote, context, start, stop, _, *places in evidence:
                    where = next((place for place in places if place is not None), None)
                    text = next(t for t in texts[source] if (t.field, t.where) == (field, where))
                    assert text.text[start:stop] == quote
                    assert quote in context


def test_a_preview_tells_the_same_and_changes_nothing(stocked: Library) -> None:
    with closing(open_reader(stocked.path)) as connection:
        told = tag.preview(connection)
    assert tagged(stocked) == set()
    assert told.changes.added == tag.apply(stocked, Run("tag")).changes.added


def test_a_changed_file_is_compared_before_it_is_loaded(stocked: Library) -> None:
    tag.apply(stocked, Run("tag"))
    fewer = parse(
        '[[theme]]\nslug = "water"\nlabel = "Water"\n[[theme.rule]]\nid = "r"\nterms = ["gardens", "desert"]'
    )
    with closing(open_reader(stocked.path)) as connection:
        changes = tag.preview(connection, None, fewer).changes
    assert (len(changes.added), len(changes.removed), len(changes.changed)) == (1, 6, 1)


def test_a_no_outlives_the_rules_and_a_yes_needs_none(stocked: Library) -> None:
    tag.decide(stocked, Run("tag"), "chen2021", ["water"], polarity=Polarity.EXCLUDED, reason="not about it")
    tag.decide(stocked, Run("tag"), "davis2022", ["Law"], polarity=Polarity.ASSIGNED)
    tag.apply(stocked, Run("tag"))
    assert tagged(stocked) == EXPECTED - {("chen2021", "water")} | {("davis2022", "law")}
    told = {(e["citekey"], e["theme"], e["method"]): e for e in explained(stocked)}
    said = told["chen2021", "water", "manual"]
    assert (said["polarity"], said["reason"], said["assigned_by"], said["assigned_at"]) == (
        "excluded", "not about it", "tester", "2026-03-01T12:00:00Z",
    )  # fmt: skip
    assert tag.forget(stocked, Run("tag"), "chen2021", ["water"]) == [("chen2021", "water", True)]
    assert ("chen2021", "water") in tagged(stocked)


def explained(library: Library) -> list[dict[str, object]]:
    with closing(open_reader(library.path)) as connection:
        return stored.explanations(connection, stored.present_ids(connection))


def test_the_same_word_twice_is_no_news(stocked: Library) -> None:
    for news in (True, False):
        said = tag.decide(
            stocked, Run("tag"), "chen2021", ["law"], polarity=Polarity.ASSIGNED, reason="read it"
        )
        assert said == [("chen2021", "law", news)]


@pytest.mark.parametrize(
    ("key", "theme", "error", "words"),
    [
        ("chen2021", "watre", StoreError, "did you mean water"),
        ("nobody", "water", NoSuchSource, "no source has this key"),
    ],
)
def test_what_is_not_there_is_named(
    stocked: Library, key: str, theme: str, error: type[Exception], words: str
) -> None:
    with pytest.raises(error, match=words):
        tag.decide(stocked, Run("tag"), key, [theme], polarity=Polarity.ASSIGNED)


WORD = st.sampled_from(
    ["water", "law", "court*", "gardens", "desert", "aquifer*", "rivers", "水", "法", "zzz"]
)


@settings(max_examples=250, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rules=st.lists(st.lists(WORD, min_size=1, max_size=4, unique=True), min_size=4, max_size=4))
def test_a_person_s_word_survives_random_changes_of_the_rules(
    stocked: Library, rules: list[list[str]]
) -> None:
    # 250 examples of 4 rule sets each: 1,000 changes.
    yes, no = ("davis2022", "law"), ("evil2023", "water")
    tag.decide(stocked, Run("tag"), yes[0], [yes[1]], polarity=Polarity.ASSIGNED)
    tag.decide(stocked, Run("tag"), no[0], [no[1]], polarity=Polarity.EXCLUDED)
    for terms in rules:
        text = "".join(
            f'[[theme]]\nslug = "{slug}"\n[[theme.rule]]\nid = "r"\nterms = {list(terms)}\n'.replace("'", '"')
            for slug in ("water", "law")
        )
        tag.load_vocabulary(stocked, Run("themes"), parse(text))
        tag.apply(stocked, Run("tag"))
        now = tagged(stocked)
        assert yes in now
        assert no not in now
