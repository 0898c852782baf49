"""Suggest: sources that look like a theme's others, terms that would widen a rule, works that the library lacks.

Nothing is assigned here; a person accepts or refuses (`bibtrack.tag.answer`).
"""

import sqlite3
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from bibtrack.store import suggesting
from bibtrack.store import themes as stored
from bibtrack.store.suggesting import Gap
from bibtrack.themes.similar import (
    Vector,
    averaged,
    centroid,
    likeness,
    lookalikes,
    shared,
    space,
    telling,
)


class Similarity(StrEnum):
    """By what texts are compared; all but the first need the extra `embedding`."""

    WORDS = "words"
    EMBEDDING = "embedding"
    BOTH = "both"


@dataclass(frozen=True, slots=True)
class Neighbour:
    """A source of the theme that another is like; `score` is the cosine of the two, −1 to 1."""

    citekey: str
    score: float


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A source that looks like a theme's others: `score` is the cosine, 0 to 1.

    What says so are the words that they share, and by embedding the theme's sources that it is nearest to.
    """

    citekey: str
    title: str
    theme: str
    score: float
    alike: tuple[str, ...]
    nearest: tuple[Neighbour, ...] = ()


@dataclass(frozen=True, slots=True)
class _Measure:
    """A way to compare: the likeness of every source with a theme's, and what speaks for one (words, neighbours)."""

    scores: Callable[[frozenset[int]], Mapping[int, float]]
    alike: Callable[[int, frozenset[int]], list[str]]
    nearest: Callable[[int, frozenset[int]], list[tuple[int, float]]]


def similar(
    connection: sqlite3.Connection,
    name: str | None = None,
    limit: int = 20,
    by: Similarity = Similarity.WORDS,
) -> list[Suggestion]:
    """Give sources that look like a theme's others and do not have it, best first; `name` None asks every theme.

    Leaves out what a person has decided or answered before.  Raises StoreError: no such theme;
    InputError: the extra `embedding` is asked for and not installed.
    """
    themes = stored.load_themes(connection)
    slugs = [stored.known_theme(connection, name)[1]] if name else [theme.slug for theme in themes]
    measure = _measure(suggesting.about_texts(connection, stored.present_ids(connection)), by)
    closed = suggesting.closed(connection)
    members = {slug: frozenset(stored.sources_of(connection, slug)) for slug in slugs}
    found = [
        (score, source, slug)
        for slug in slugs
        for score, source in lookalikes(
            measure.scores(members[slug]), members[slug], closed.get(slug, set())
        )[:limit]
    ]
    found.sort(key=lambda entry: (-entry[0], entry[1], entry[2]))
    return [
        _said(connection, measure, score, source, (slug, members[slug]))
        for score, source, slug in found[:limit]
    ]


def _said(
    connection: sqlite3.Connection,
    measure: _Measure,
    score: float,
    source: int,
    theme: tuple[str, frozenset[int]],
) -> Suggestion:
    slug, members = theme
    near = measure.nearest(source, members)
    named = suggesting.names(connection, [source, *(member for member, _ in near)])
    return Suggestion(
        *named[source],
        slug,
        round(score, 4),
        tuple(measure.alike(source, members)),
        tuple(Neighbour(named[member][0], round(cosine, 4)) for member, cosine in near),
    )


def _measure(texts: Mapping[int, str], by: Similarity) -> _Measure:
    if by is Similarity.WORDS:
        return _words(texts)
    meaning = _embedding(texts)
    if by is Similarity.EMBEDDING:
        return meaning
    words = _words(texts)
    return _Measure(
        lambda members: averaged(words.scores(members), meaning.scores(members)),
        words.alike,
        meaning.nearest,
    )


def _words(texts: Mapping[int, str]) -> _Measure:
    known = space(texts)

    @cache
    def middle(members: frozenset[int]) -> Vector:
        return centroid(known.vectors[member] for member in members if member in known.vectors)

    return _Measure(
        lambda members: likeness(known, members),
        lambda source, members: [known.words[at] for at in shared(known.vectors[source], middle(members))],
        lambda *_: [],
    )


def _embedding(texts: Mapping[int, str]) -> _Measure:
    from bibtrack.themes import embedding, tokenvectors

    known = embedding.meanings(texts, tokenvectors.load())
    return _Measure(
        lambda members: embedding.likeness(known, members),
        lambda *_: [],
        lambda source, members: embedding.nearest(known, source, members),
    )


def terms(connection: sqlite3.Connection, name: str, limit: int = 25) -> list[tuple[str, int, int]]:
    """Give words that tell a theme's sources from the others, and whose stems are in none of its rules.

    Each is (word or pair, sources of the theme that have it, other sources that have it).
    Raises StoreError: no such theme.
    """
    slug = stored.known_theme(connection, name)[1]
    theme = next(theme for theme in stored.load_themes(connection) if theme.slug == slug)
    ids = stored.present_ids(connection)
    known = space(suggesting.about_texts(connection, ids))
    written = " ".join(term for rule in theme.rules for term in rule.terms)
    used = set(space({0: written}).vectors[0])
    members = sorted(stored.sources_of(connection, slug) & set(ids))
    fresh = [entry for entry in telling(known, members, most=limit * 4) if not set(entry[0].split()) <= used]
    return [(known.words[feature], here, there) for feature, here, there in fresh[:limit]]


def gaps(
    connection: sqlite3.Connection, name: str | None = None, least: int = 2, limit: int = 30
) -> list[Gap]:
    """Give works that several sources (of a theme) cite and that the library lacks, most cited first.

    From the lists of references that registries keep.  Raises StoreError: no such theme.
    """
    slug = stored.known_theme(connection, name)[1] if name else None
    return suggesting.gaps(connection, slug, least, limit)
