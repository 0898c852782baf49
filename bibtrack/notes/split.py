"""One note → its citations, each with signal, form and locator; the rest is commentary."""

import re
from collections.abc import Iterator

from bibtrack.notes.forms import form_of
from bibtrack.notes.locators import locator
from bibtrack.notes.names import (
    BEFORE_NAME,
    FAMILY_ONLY,
    INITIALLED,
    NAME_YEAR,
    PARTICLE,
    SAME_AUTHOR,
    starts_cite,
)
from bibtrack.notes.proof import is_cite, prose
from bibtrack.notes.signals import WITHIN, leading, printed
from bibtrack.notes.single import is_single
from bibtrack.notes.spans import quotations
from bibtrack.notes.units import Unit, units
from bibtrack.values.citation import Citation, CitationForm, SplitNote
from bibtrack.values.document import Note, NoteKind
from bibtrack.values.issue import Issue

_SUFFIX = re.compile(
    r"[\s,;.]*\((?P<remark>(?:[^()]*\b(?:emphasis|italics|translation|hervorhebung(?:en)?|übersetzung|footnotes?|citations?|quotation|traduction|my|our|author['’]?s?)\b[^()]*"
    r"|(?:noting|arguing|discussing|finding|holding|stating|quoting|citing|describing|explaining|showing|suggesting|on file)\b[^()]*|强调为[^()]*|着重号[^()]*))\)[.\s]*$"
    r"|[\s,;]+(?P<further>mit\s+weiteren\s+Nachweisen|m\.\s?w\.\s?N\.|with\s+further\s+references)[.\s]*$",
    re.IGNORECASE,
)
_AUTHOR_YEAR_TAIL = re.compile(
    r"(?:\s*[,:;]?\s*(?:insb(?:es(?:ondere)?)?\.?|esp(?:ecially|\.)?|v\.\s?a\.|und|and|u\.|sowie)?\s*(?:(?:at|pp?\.?|S\.|Seiten?|Rn\.|Kap\.|ch\.|paras?\.?|Fn\.|Anm\.|§)\s?)?\d{1,5}[a-z]?(?:\s?[–—-]\s?\d{1,5})?(?:\s?ff?\b\.?)?(?![\w%]))*"
)
_CONJUNCTION = re.compile(r"(?:and|und|et|sowie|or|y|e)\s+(?=[*_\"]?[A-ZÀ-Þ‘“])")
_BY = re.compile(r"\b(?:bei|von|by|de|par)\s+(?=[A-ZÀ-Þ])")
_LINKS = frozenset(("and", "und", "et", "y", "in", "with", "and in", "und in", "so", "also"))
# A note longer than this is a chapter gone astray; taking it apart would take minutes.
_LONGEST = 15_000
_LEADING_JUNK = " \t\n,;:.)]–—-"


def split(note: Note) -> SplitNote:
    """Take a note apart; offsets are into `note.text`.  Never raises.

    A reference of a list, or a note that reads like one, is one citation.  A note with no sign of a cite has no citations and
    is commentary as a whole.
    """
    text = note.text
    if len(text) > _LONGEST:
        return _not_taken_apart(note)
    listed = text.strip() and (note.kind is NoteKind.REFERENCE or is_single(text))
    found = [_whole(text)] if listed else list(_citations(text))
    numbered = tuple(_numbered(n, *parts, text) for n, parts in enumerate(found, start=1))
    return SplitNote(note.ordinal, numbered, tuple(_commentary(text, numbered)))


def _not_taken_apart(note: Note) -> SplitNote:
    start, stop, _ = _whole(note.text)
    where = f"note {note.label or note.ordinal}"
    issue = Issue(
        "note-too-long", f"{where} has {len(note.text)} characters and was not taken apart", place=where
    )
    whole = Citation(1, note.text[start:stop], start, stop, CitationForm.UNPARSED, issues=(issue,))
    return SplitNote(note.ordinal, (whole,), issues=(issue,))


def _whole(text: str) -> tuple[int, int, str | None]:
    return len(text) - len(text.lstrip()), len(text.rstrip()), None


def _numbered(ordinal: int, start: int, stop: int, prefix: str | None, text: str) -> Citation:
    remark = _SUFFIX.search(text, start, stop)
    suffix = (remark["remark"] or remark["further"]) if remark else None
    stop = remark.start() if remark else stop
    body = text[start:stop]
    form = CitationForm.FULL if len(body) > 600 else form_of(body)
    if form is CitationForm.OP_CIT and _own_title(body):
        form = CitationForm.FULL
    return Citation(ordinal, body, start, stop, form, prefix, suffix, locator(body))


def _own_title(body: str) -> bool:
    # "Wheeler, ‘Company Law’ in Thomas, op. cit.": a new work in a container named before.
    return re.search(r"['’”\"»]\s*,?\s+in:?\s", body) is not None


def _citations(text: str) -> Iterator[tuple[int, int, str | None]]:
    for unit in units(text):
        start, prefix = _begin(text, unit)
        if start is None:
            continue
        stop = _end(text, start, unit)
        if stop > start and is_cite(text[start:stop]):
            yield start, stop, prefix


def _begin(text: str, unit: Unit) -> tuple[int | None, str | None]:
    start = _skip(text, unit.start, unit.stop)
    joined = _CONJUNCTION.match(text, start, unit.stop)
    start = joined.end() if joined else start
    behind = leading(text, start, unit.stop)
    prefix = printed(text[start:behind]) or None
    if behind > start and not starts_cite(text, behind):
        behind = _head_behind(text, behind, unit.stop) or behind
    body = text[behind : unit.stop]
    if starts_cite(body) and not prose(body[:60]) and is_cite(body):
        return behind, prefix
    signalled = _signalled(text, behind, unit.stop)
    if signalled:
        return signalled
    if is_cite(body):
        head = _head_behind(text, behind, unit.stop) if prose(body) or body[:1].islower() else None
        return (head or behind), prefix
    head = _head_behind(text, behind, unit.stop)
    return (head, prefix) if head is not None and is_cite(text[head : unit.stop]) else (None, None)


def _skip(text: str, start: int, stop: int) -> int:
    while start < stop and text[start] in _LEADING_JUNK + "([（":
        start += 1
    return start


def _signalled(text: str, start: int, stop: int) -> tuple[int, str] | None:
    # Prose, a signal, a cite: "For a survey of the literature, see W. Conklin, …"
    quotes = quotations(text[start:stop])
    for found in reversed(list(WITHIN.finditer(text, start, stop))):
        if any(a < found.start() - start < b for a, b in quotes):
            continue
        at = leading(text, found.end(), stop)
        if not (_apart(text, found.start()) or starts_cite(text, at)):
            continue
        if not starts_cite(text, at):
            at = _head_behind(text, at, stop) or at
        if at < stop and is_cite(text[at:stop]) and not (prose(text[at:stop]) > 2):
            return at, printed(found["signal"] or found["wide"])
    return None


def _apart(text: str, at: int) -> bool:
    # "difficult to see any effect" is no signal; ", see any effect" may be one.
    return re.search(
        r"(?:^|[,;:.(–—]\s*|\b(?:und|and|but|auch)\s)$", text[max(0, at - 8) : at]
    ) is not None or (text[at].lower() == "v" or not text[at : at + 3].isascii())


def _head_behind(text: str, start: int, stop: int) -> int | None:
    # "den klassischen Beitrag von Galanter 1974": the cite starts at the name.
    window = text[start : min(stop, start + 200)]
    named = [place for m in NAME_YEAR.finditer(window) if (place := _named(window, m)) is not None]
    initialled = [
        m.start() for m in INITIALLED.finditer(window) if window[: m.start()][-1:] in ("", " ", "(")
    ]
    quoted = [a for a, b in quotations(window) if starts_cite(window, a) and _dated(text[start + b : stop])]
    by = [
        m.end()
        for m in _BY.finditer(window)
        if FAMILY_ONLY.match(window, m.end()) and _dated(text[m.end() + start : stop])
    ]
    places = sorted([*named[:1], *initialled[:1], *quoted[:1], *by[:1]])
    return start + places[0] if places else None


def _named(window: str, found: re.Match[str]) -> int | None:
    lent = PARTICLE.match(found[0])
    if lent and found.start():
        return found.start() + lent.end()
    return found.start() if BEFORE_NAME.search(window[: found.start()]) else None


def _dated(text: str) -> bool:
    # Behind a title stands when or where it appeared, soon.
    return re.match(r"[^.]{0,180}?(?:1[5-9]|20)\d\d|\W+(?:in|In)\b", text) is not None and not prose(
        text[:80]
    )


def _end(text: str, start: int, unit: Unit) -> int:
    stop = unit.stop
    dated = NAME_YEAR.match(text, start, stop)
    if dated and not SAME_AUTHOR.match(text, start):
        tail = _AUTHOR_YEAR_TAIL.match(text, dated.end(), stop)
        behind = tail.end() if tail else dated.end()
        if re.match(r"\s*,?\s+[a-zäöü]", text[behind:stop]) or (
            prose(text[behind:stop]) and text[behind : behind + 1] != "."
        ):
            stop = behind
    return _trimmed(text, start, stop)


def _trimmed(text: str, start: int, stop: int) -> int:
    while stop > start and (text[stop - 1] in " \t\n,;:–—(" or _unbalanced(text, start, stop)):
        stop -= 1
    return stop


def _unbalanced(text: str, start: int, stop: int) -> bool:
    body = text[start:stop].rstrip(".")
    if not body.endswith((")", "]", "）")):
        return False
    closer = body[-1]
    return body.count(closer) > body.count({")": "(", "]": "[", "）": "（"}[closer])


def _commentary(text: str, citations: tuple[Citation, ...]) -> Iterator[tuple[int, int]]:
    done = 0
    suffixes = {citation.suffix for citation in citations}
    for start, stop in [*((c.start, c.stop) for c in citations), (len(text), len(text))]:
        piece = text[done:start]
        bare = _without_signal(piece).strip(" \t\n.,;:；，。()[]")
        if len(bare) > 1 and bare.lower() not in _LINKS and bare not in suffixes:
            at = done + piece.index(bare)
            yield at, at + len(bare)
        done = max(done, stop)


def _without_signal(piece: str) -> str:
    # The signal right before a cite is its prefix, not commentary.
    for at in range(max(0, len(piece) - 60), len(piece)):
        if (at == 0 or not piece[at - 1].isalnum()) and leading(piece, at, len(piece)) == len(piece):
            return piece[:at]
    return piece
