"""Suggest: sources that look like a theme's others, terms that would widen a rule, works that the library lacks.

Nothing is assigned here; a person accepts or refuses (`bibtrack.tag.answer`).
"""

import sqlite3
from dataclasses import dataclass

from bibtrack.store import suggesting
from bibtrack.store import themes as stored
from bibtrack.store.suggesting import Gap
from bibtrack.themes.similar import Space, among, centroid, cosine, shared, space, telling

#: A source is suggested from this part of the likeness of the theme's own middle source on.
PART = 0.5
#: A theme with fewer sources shows no likeness yet.
FEWEST = 2


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A source that looks like a theme's others: `score` is the cosine, 0 to 1; `alike` the words that say so."""

    citekey: str
    title: str
    theme: str
    score: float
    alike: tuple[str, ...]


def similar(connection: sqlite3.Connection, name: str | None = None, limit: int = 20) -> list[Suggestion]:
    """Give sources that look like a theme's others and do not have it, best first; `name` None asks every theme.

    Leaves out what a person has decided or answered before.  Raises StoreError: no such theme.
    """
    themes = stored.load_themes(connection)
    slugs = [stored.known_theme(connection, name)[1]] if name else [theme.slug for theme in themes]
    known = space(suggesting.about_texts(connection, stored.present_ids(connection)))
    closed = suggesting.closed(connection)
    found: list[tuple[float, int, str, list[str]]] = []
    for slug in slugs:
        members = stored.sources_of(connection, slug)
        found += _of_theme(known, slug, members, closed.get(slug, set()))
    found.sort(key=lambda entry: (-entry[0], entry[1], entry[2]))
    named = suggesting.names(connection, [source for _, source, _, _ in found[:limit]])
    return [
        Suggestion(*named[source], slug, round(score, 4), tuple(alike))
        for score, source, slug, alike in found[:limit]
    ]


def _of_theme(
    known: Space, slug: str, members: set[int], closed: set[int]
) -> list[tuple[float, int, str, list[str]]]:
    own = [known.vectors[source] for source in members if source in known.vectors]
    if len(own) < FEWEST:
        return []
    middle = centroid(own)
    likeness = sorted(among(own))
    bar = PART * likeness[len(likeness) // 2]
    return [
        (score, source, slug, [known.words[feature] for feature in shared(vector, middle)])
        for source, vector in known.vectors.items()
        if source not in members and source not in closed and (score := cosine(vector, middle)) >= bar
    ]


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
