"""Ibid., op. cit., supra note N, short titles, ders. → the citation they point to, with every hop.

The rules, in order: a note number that is printed decides where to look; a name that is printed
must occur there; *ibid.* looks at the cite right before; a short cite looks at everything
before.  What fits two works stays open, with an issue that names both.
"""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from bibtrack.notes.forms import IBID, OP_CIT, SUPRA, form_of, is_back_reference, note_number
from bibtrack.notes.names import NAME_YEAR, SAME_AUTHOR, family_names
from bibtrack.notes.spans import quotations
from bibtrack.text import fold, tokens
from bibtrack.values.citation import Citation, CitationForm, SplitNote
from bibtrack.values.issue import Issue, Severity

Place = tuple[int, int]
_CONTAINER = re.compile(
    r"\b(?:in|In):?\s+(?P<name>[^\W\d_][\w'’-]*(?:\s+(?:and|und|&)\s+[^\W\d_][\w'’-]*)?)\s*,?\s*\(?(?:eds?\.?,?\)?\s*)?(?:op\.|loc\.|a\.|supra|\(n|above)"
)
_GENERIC = frozenset("see note notes the and und ibid supra above cit".split())


@dataclass(frozen=True, slots=True)
class _Seen:
    # A citation before the present one: where, its text folded, and the full cite it stands for.
    place: Place
    text: str
    words: frozenset[str]
    root: Place
    full: bool


@dataclass(slots=True)
class _Memory:
    labels: Mapping[int, str]
    seen: list[_Seen] = field(default_factory=list)
    notes: dict[int, list[_Seen]] = field(default_factory=dict)
    ordinals: dict[str, int] = field(default_factory=dict)
    chains: dict[Place, tuple[Place, ...]] = field(default_factory=dict)


def resolve(
    notes: Sequence[SplitNote],
    *,
    labels: Mapping[int, str] | None = None,
    references: Collection[int] = (),
) -> tuple[SplitNote, ...]:
    """Give the notes with `antecedent` and `chain` filled wherever exactly one work fits.

    `labels` maps a note's ordinal to its printed label (default: the ordinal itself); where
    numbering restarts the nearest earlier note of that label is meant.  `references` are the
    ordinals of notes that are items of a list of references: every note may point there.  For a FULL citation the
    antecedent is only the one whose author ("ders.") or container ("in Birks, op. cit.") it
    shares; for every other form it is the same work.  Open ones get an issue: "ibid-ambiguous",
    "back-reference-ambiguous" with both candidates, or "back-reference-open".
    """
    memory = _Memory(labels or {note.ordinal: str(note.ordinal) for note in notes})
    listed = set(references)
    for note in notes:
        if note.ordinal in listed:
            memory.seen += [_seen(note.ordinal, citation, citation) for citation in note.citations]
    return tuple(note if note.ordinal in listed else _resolved_note(note, memory) for note in notes)


def _seen(ordinal: int, citation: Citation, fixed: Citation) -> _Seen:
    place = (ordinal, citation.ordinal)
    full = fixed.form is CitationForm.FULL
    root = place if full or not fixed.chain else fixed.chain[-1]
    return _Seen(place, fold(citation.text), frozenset(tokens(citation.text)), root, full)


def _resolved_note(note: SplitNote, memory: _Memory) -> SplitNote:
    memory.notes[note.ordinal] = []
    done = []
    for citation in note.citations:
        fixed = _resolved(note.ordinal, citation, memory)
        done.append(fixed)
        seen = _seen(note.ordinal, citation, fixed)
        memory.chains[seen.place] = fixed.chain
        memory.seen.append(seen)
        memory.notes[note.ordinal].append(seen)
    memory.ordinals[memory.labels.get(note.ordinal, "")] = note.ordinal
    return replace(note, citations=tuple(done))


def _resolved(ordinal: int, citation: Citation, memory: _Memory) -> Citation:
    if citation.form is CitationForm.FULL and not _shares(citation.text):
        return citation
    if citation.form is CitationForm.UNPARSED:
        return citation
    candidates = list(_candidates(ordinal, citation, memory))
    works = {seen.root: seen for seen in candidates}
    if len(works) == 1:
        # The nearest mention is the hop; what it points to itself are the further ones.
        hop = candidates[0].place
        return replace(citation, antecedent=hop, chain=(hop, *memory.chains.get(hop, ())))
    return replace(
        citation, issues=(*citation.issues, _open(ordinal, citation, list(works.values()), memory))
    )


def _shares(text: str) -> bool:
    return _same_author(text) or (OP_CIT.search(text) is not None and _CONTAINER.search(text) is not None)


def _same_author(text: str) -> bool:
    return SAME_AUTHOR.match(text) is not None or (
        IBID.match(text) is not None and form_of(text) is CitationForm.FULL
    )


def _candidates(ordinal: int, citation: Citation, memory: _Memory) -> Iterator[_Seen]:
    # Nearest first; more than one work among them means that the cite stays open.
    text = citation.text
    names = _names(text)
    number = note_number(text)
    if number is not None:
        yield from _in_note(ordinal, number, names, memory)
    elif citation.form is CitationForm.IBID or _same_author(text):
        yield from _before(ordinal, names, memory)
    elif citation.form is CitationForm.SHORT:
        yield from _named(text, names, memory)
    elif names:
        fitting = [seen for seen in reversed(memory.seen) if _fits(names, seen)]
        yield from _titled(text, names, fitting) or fitting
    elif OP_CIT.match(text) or SUPRA.match(text):
        yield from _before(ordinal, names, memory)


def _names(text: str) -> list[str]:
    held = _CONTAINER.search(text)
    if held:
        return [fold(name) for name in re.split(r"\s+(?:and|und|&)\s+", held["name"])]
    if _same_author(text):
        return []
    names = [fold(name) for name in family_names(text)]
    return [name for name in names if name not in _GENERIC and not is_back_reference(name)]


def _fits(names: Sequence[str], seen: _Seen) -> bool:
    return all(
        name in seen.text and re.search(rf"(?<!\w){re.escape(name)}(?!\w)", seen.text) for name in names
    )


def _in_note(ordinal: int, number: str, names: Sequence[str], memory: _Memory) -> list[_Seen]:
    target = memory.ordinals.get(number)
    if target is None or target >= ordinal:
        return []
    found = memory.notes.get(target, [])
    fitting = [seen for seen in found if _fits(names, seen) or _fits(names, _root_of(seen, memory))]
    return fitting if names else found


def _root_of(seen: _Seen, memory: _Memory) -> _Seen:
    return next((other for other in memory.notes.get(seen.root[0], ()) if other.place == seen.root), seen)


def _before(ordinal: int, names: Sequence[str], memory: _Memory) -> list[_Seen]:
    # The cite right before in this note, else those of the note before; a note of mere comment is skipped.
    if memory.notes[ordinal]:
        here = [seen for seen in reversed(memory.notes[ordinal]) if not names or _fits(names, seen)]
        if here:
            return here[:1]
    for back in (1, 2):
        found = memory.notes.get(ordinal - back, [])
        fitting = [seen for seen in found if _fits(names, seen) or _fits(names, _root_of(seen, memory))]
        if found:
            return fitting if names else found
    return []


def _named(text: str, names: Sequence[str], memory: _Memory) -> list[_Seen]:
    dated = NAME_YEAR.match(text)
    fitting = [seen for seen in reversed(memory.seen) if names and _fits(names, seen)]
    if dated:
        same = [seen for seen in fitting if dated["year"].lower() in seen.words]
        # A name and a year are one work, even before any full cite of it was seen.
        return [seen for seen in same if seen.full] or same[:1]
    return _titled(text, names, fitting)


def _titled(text: str, names: Sequence[str], fitting: Sequence[_Seen]) -> list[_Seen]:
    # The short title's words must nearly all stand in the cite that is meant.
    quoted = quotations(text)
    title = text[slice(*quoted[0])] if quoted else re.sub(r"[\d–—-]+\W*$", "", text)
    words = (
        {word for word in tokens(title) if len(word) > 2 or not word.isascii()}
        - set(tokens(" ".join(names)))
        - _GENERIC
    )
    words = {word for word in words if not word.isdecimal()}
    if not words or is_back_reference(title):
        return []
    return [seen for seen in fitting if len(words & seen.words) >= 0.8 * len(words)]


def _open(ordinal: int, citation: Citation, works: Sequence[_Seen], memory: _Memory) -> Issue:
    where = f"note {memory.labels.get(ordinal) or ordinal}"
    short = citation.text if len(citation.text) <= 60 else citation.text[:57] + "…"
    if not works:
        message = f"{where}: nothing before it fits “{short}”"
        severity = (
            Severity.INFO if citation.form in (CitationForm.SHORT, CitationForm.FULL) else Severity.WARNING
        )
        return Issue("back-reference-open", message, severity, place=where)
    both = " and ".join(f"{_name(seen, memory)}" for seen in works[:2])
    more = f" (and {len(works) - 2} more)" if len(works) > 2 else ""
    code = "ibid-ambiguous" if citation.form is CitationForm.IBID else "back-reference-ambiguous"
    message = (
        f"{where}: “{short}” may mean {both}{more}; choose one with "
        f"`bibtrack link {memory.labels.get(ordinal) or ordinal}.{citation.ordinal} KEY`"
    )
    return Issue(code, message, place=where)


def _name(seen: _Seen, memory: _Memory) -> str:
    text = seen.text if len(seen.text) <= 50 else seen.text[:47] + "…"
    return f"{memory.labels.get(seen.place[0]) or seen.place[0]}.{seen.place[1]} ({text})"
