"""Pairs of sources that may be one work, with the evidence; nothing is joined here.

Editions of a book, chapters of one book, and a book and its review are other works: a clash of
edition, type, year, volume, page or DOI keeps two sources apart.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from bibtrack.matching.question import question
from bibtrack.matching.score import DEFAULT, score
from bibtrack.text import fold, tokens
from bibtrack.values.identifier import Scheme
from bibtrack.values.match import Candidate, Evidence
from bibtrack.values.reference import ItemType, Reference, Role
from bibtrack.values.source import Source

#: Identifiers of which two works never share one; an ISBN names a book and all its chapters.
NAMING = (Scheme.DOI, Scheme.ARXIV, Scheme.PMID, Scheme.PMCID)
#: From this score on a pair of equal titles is proposed, whoever its authors are.
PROPOSED = 0.7
#: From this similarity on a field agrees.
AGREES = 0.8
#: A word shared by more sources than this says nothing.
CROWD = 40
_RARE = 4


@dataclass(frozen=True, slots=True)
class Pair:
    """Two sources that may be one work: `keep` is the one that would stay."""

    keep: Source
    lose: Source
    score: float
    reason: str
    evidence: tuple[Evidence, ...]


def pairs(sources: Sequence[Source]) -> list[Pair]:
    """Give the pairs that may be one work, the surest first; sources come in the order of preference."""
    place = {source.citekey: at for at, source in enumerate(sources)}
    found = [
        pair
        for one, other in _blocked(sources)
        if (pair := compare(*sorted((one, other), key=lambda source: place[source.citekey]))) is not None
    ]
    return sorted(found, key=lambda pair: (-pair.score, pair.keep.citekey, pair.lose.citekey))


def compare(keep: Source, lose: Source) -> Pair | None:
    """Judge one pair: None when the two are different works, or nothing shows that they are one."""
    shared = _shared(keep.reference, lose.reference)
    if shared is None and apart(keep.reference, lose.reference):
        return None
    judged = max(
        _judged(keep.reference, lose.reference), _judged(lose.reference, keep.reference), key=lambda j: j[0]
    )
    against = [item for item in judged[1] if item.contradiction]
    if shared is not None:
        told = f"the same {shared}" + (f", although {against[0].explanation}" if against else "")
        return Pair(keep, lose, max(judged[0], 0.99) if not against else PROPOSED, told, judged[1])
    agreeing = [item.field for item in judged[1] if item.similarity >= AGREES and item.field != "rest"]
    # A person decides, so title and author are enough, whatever the score of a match would be.
    if against or "title" not in agreeing or not (judged[0] >= PROPOSED or "author" in agreeing):
        return None
    return Pair(keep, lose, judged[0], f"{', '.join(dict.fromkeys(agreeing))} agree", judged[1])


def apart(one: Reference, other: Reference) -> bool:
    """Tell whether two references name different works for certain: edition, part, year, DOI."""
    if one.doi and other.doi and one.doi != other.doi:
        return True
    if _edition(one) != _edition(other) and (one.edition or other.edition):
        return True
    if ItemType.CHAPTER in (one.type, other.type) and one.type is not other.type and _known(one, other):
        return True
    for field in ("volume", "issue", "chapter_number", "section"):
        ours, theirs = getattr(one, field), getattr(other, field)
        if ours and theirs and fold(ours) != fold(theirs):
            return True
    return _first_page(one) != _first_page(other) and bool(one.page and other.page)


def _judged(ours: Reference, theirs: Reference) -> tuple[float, tuple[Evidence, ...]]:
    scored = score(question(ours), Candidate(theirs.doi, theirs, {}), DEFAULT)
    return scored.score, scored.evidence


def _known(*references: Reference) -> bool:
    return all(reference.type is not ItemType.DOCUMENT for reference in references)


def _shared(one: Reference, other: Reference) -> str | None:
    for scheme in NAMING:
        value = one.identifier(scheme)
        if value is not None and value == other.identifier(scheme):
            return f"{scheme.value.upper()} {value}"
    return None


def _edition(reference: Reference) -> str:
    """Give the edition's digits; a first edition and none named are the same."""
    digits = "".join(char for char in reference.edition or "" if char.isdigit())
    return digits or (fold(reference.edition) if reference.edition else "1")


def _first_page(reference: Reference) -> str:
    return fold(reference.page or "").split("-")[0].strip(" p.")


def _blocked(sources: Sequence[Source]) -> Iterator[tuple[Source, Source]]:
    """Give each pair that shares an identifier, a rare pair of title words, or author and year, once."""
    blocks: dict[str, list[int]] = defaultdict(list)
    common: dict[str, int] = defaultdict(int)
    titles = [list(dict.fromkeys(tokens(_title(source.reference)))) for source in sources]
    for words in titles:
        for word in words:
            common[word] += 1
    for at, source in enumerate(sources):
        for key in _keys(source.reference, sorted(titles[at], key=lambda word: (common[word], word))):
            blocks[key].append(at)
    seen: set[tuple[int, int]] = set()
    for members in blocks.values():
        if 1 < len(members) <= CROWD:
            seen.update(combinations(members, 2))
    for one, other in sorted(seen):
        yield sources[one], sources[other]


def _keys(reference: Reference, rare: Sequence[str]) -> Iterator[str]:
    for item in reference.identifiers:
        if item.scheme in NAMING:
            yield f"{item.scheme}:{item.value}"
    for one, other in combinations(sorted(rare[:_RARE]), 2):
        yield f"{one} {other}"
    if len(rare) == 1:
        yield rare[0]
    names = reference.names(Role.AUTHOR) or reference.names(Role.EDITOR)
    if names and reference.year:
        yield f"{fold(names[0].family or names[0].literal or '')} {reference.year}"


def _title(reference: Reference) -> str:
    # A subtitle is often left out, so the words before it are the ones to share.
    title = reference.title or ""
    return title.split(":")[0] if len(tokens(title.split(":")[0])) >= 3 else title
