"""Find the source that a reference is, among those the library has."""

import sqlite3

from bibtrack.store import fulltext
from bibtrack.store.loading import load_sources, rows_of
from bibtrack.text import fold, tokens
from bibtrack.values.identifier import Scheme
from bibtrack.values.reference import ItemType, Reference, Role

#: Identifiers that name one work; an ISBN names a book and all its chapters.
NAMING = (Scheme.DOI, Scheme.ARXIV, Scheme.PMID, Scheme.PMCID)
#: A shorter title is too common to tell works apart by itself: first creator and year must be there and agree.
TITLE_WORDS = 3


def find_same(connection: sqlite3.Connection, reference: Reference) -> int | None:
    """Give the id of the source that is this work for certain, or None.

    Certain: the same DOI, arXiv or PubMed number; or the same title (or its translation), the same first creator and no
    clash of year, type, edition or volume (a title of one or two words: both have creator and year).  Anything less is for `bibtrack duplicates` to propose.
    """
    return _by_identifier(connection, reference) or _by_title(connection, reference)


def _by_identifier(connection: sqlite3.Connection, reference: Reference) -> int | None:
    for item in reference.identifiers:
        if item.scheme not in NAMING:
            continue
        rows = rows_of(
            connection,
            "SELECT s.id FROM identifier i JOIN source s ON s.id = i.source_id WHERE i.scheme = ? AND i.value = ?"
            " AND s.removed_at IS NULL AND s.merged_into IS NULL ORDER BY s.id",
            (item.scheme.value, item.value),
        )
        for row in rows:
            known = load_sources(connection, [row["id"]])[0].reference
            if not clash(reference, known, but=("type", "title")):
                return int(row["id"])
    return None


def _by_title(connection: sqlite3.Connection, reference: Reference) -> int | None:
    words = tokens(reference.title or "")
    named = tokens(_first(reference))
    short = len(words) < TITLE_WORDS
    if not words or (short and not (named and reference.year)):
        return None
    query = f"title : ({_asked(words)})" + (f" AND {{author creator}} : ({_asked(named)})" if short else "")
    # What this transaction has added is not in the index yet: a report often cites a work twice.
    fulltext.refresh(connection)
    try:
        rows = rows_of(
            connection,
            "SELECT rowid FROM source_fts WHERE source_fts MATCH ? LIMIT 25",
            (query,),
        )
    except sqlite3.OperationalError:
        return None
    for known in load_sources(connection, sorted(row["rowid"] for row in rows)):
        if (
            known.id is not None
            and not clash(reference, known.reference, but=("title",))
            and _same_title(reference, known.reference)
            and not (short and not (_first(known.reference) and known.reference.year))
        ):
            return known.id
    return None


def _asked(words: list[str]) -> str:
    joined = " AND ".join(f'"{word}"' for word in dict.fromkeys(words) if word.isascii())[:4000]
    # The index holds each CJK character as a word.
    return joined or '"' + " ".join(words) + '"'


def _same_title(one: Reference, known: Reference) -> bool:
    # A note may print the translation of a title that the library has in Chinese.
    titles = (known.title, known.original_title, known.translated_title)
    return tokens(one.title or "") in [tokens(title) for title in titles if title]


def clash(one: Reference, other: Reference, but: tuple[str, ...] = ()) -> bool:
    """Tell whether two references contradict each other in a field that both have.

    `but` names fields that are not compared.  A contradiction: another title, first creator, year, type,
    edition, volume, first page or DOI.
    """
    pairs = {
        "title": (" ".join(tokens(one.title or "")), " ".join(tokens(other.title or ""))),
        "creator": (_first(one), _first(other)),
        "year": (one.year, other.year),
        "type": (_kind(one), _kind(other)),
        "edition": (fold(one.edition or ""), fold(other.edition or "")),
        "volume": (fold(one.volume or ""), fold(other.volume or "")),
        "page": (_page(one), _page(other)),
        "doi": (one.doi, other.doi),
    }
    return any(
        ours and theirs and ours != theirs for field, (ours, theirs) in pairs.items() if field not in but
    )


def _first(reference: Reference) -> str:
    names = reference.names(Role.AUTHOR) or reference.names(Role.EDITOR)
    return fold(names[0].family or names[0].literal or "") if names else ""


def _kind(reference: Reference) -> str:
    # Without the book it stands in, a chapter is hardly told from a book of which some pages are cited.
    vague = reference.type is ItemType.CHAPTER and not reference.container_title
    return "" if vague or reference.type is ItemType.DOCUMENT else reference.type.value


def _page(reference: Reference) -> str:
    # One page alone may be the place that a note points to, another in each.
    first, dash, _ = fold(reference.page or "").replace(" ", "").partition("-")
    return first if dash else ""
