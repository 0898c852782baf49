"""A note → the stretches that may each be one cite: cut at stops, semicolons, signals and new heads."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from bibtrack.notes.forms import is_back_reference
from bibtrack.notes.names import NAME_YEAR, PERSON, YEAR, starts_cite
from bibtrack.notes.proof import complete, is_cite, prose
from bibtrack.notes.sentences import sentences
from bibtrack.notes.signals import LEADING, WITHIN
from bibtrack.notes.spans import addresses, brackets, protected, quotations

_TRAILER = re.compile(
    r"(?:\(?(?:last\s+)?(?:accessed|visited|retrieved|available|abgerufen|zuletzt|consulté|consultado|访问|最后访问|网址|網址|下载|下載|链接|連結|取自|檢索)|https?://|www\.|doi\b|10\.\d{4}"
    r"|ISBN|ISSN|in\s+press|forthcoming|Manuskript|Veröffentlichung|unpublished|trans\.|translated\s+by|edited\s+by|ed\.|eds\.|Hrsg|rev\.\s+ed|\d+(?:st|nd|rd|th)\s+ed|vol\.|vols\.|(?:pp?|S)\.\s?\d)",
    re.IGNORECASE,
)
# "Biomarkers 18:607–613", "J Clin Endocrinol Metab. 2013;98(3):3206", "LNCS, vol. 6633, pp. 1–21": where a
# work stands, printed as a sentence of its own (Vancouver, Springer and APA lists).
_CONTAINER = re.compile(
    r"[A-ZÀ-Þ][^.;“”\"(]{0,80}?\.?,?\s(?:(?:1[89]|20)\d\d\s*;\s*)?(?:[Vv]ol\.?\s*)?\d{1,4}\s*(?:\(\s*[\w–-]{1,9}\s*\))?"
    r"\s*[:,]\s*(?:pp?\.\s*|e)?\d+"
)
_IMPRINT = re.compile(
    r"[A-ZÀ-Þ][\w&'’ -]{1,40}(?:,\s[A-ZÀ-Þ][\w .'’-]{1,30}){0,2}\s\((?:1[89]|20)\d\d\)[.;,]?$"
)
# "Engelbart, Christina. “Firsts.”" and "“The State of Things.”": who printed it, and when, comes as the next sentence.
_TITLED = re.compile(r"(?:[^“”\"]{3,160}[.,:]\s?)?(?:“[^“”]{3,300}[.?!]”|\"[^\"]{3,300}[.?!]\")$")
# "JUSE." or "Toyota Motor Corporation." before a quoted title is its author.
_NAMED_BODY = re.compile(
    r"(?:The\s)?[A-ZÀ-Þ][\w&'’-]*(?:,?\s(?:[A-ZÀ-Þ][\w&'’-]*|of|the|for|and|on|in|de|du|la|des|für|der|und|y|del|e)){0,9}\.$"
)
_QUOTED = re.compile(r"[“\"«„](?=[^\W_a-z])")
_PAGED = re.compile(r"\d\s*[–-]\s*\d+\W*$|\bpp?\.\s*\d+\W*$|:\s*e?\d+\W*$")
_IN_BRACKETS = re.compile(rf"[*_]?\s*\([^()]{{3,60}}[:,]\s[^()]{{2,60}},\s(?:{YEAR}|n\.d\.|forthcoming)\)")
# "… (New York: Vintage, 2011) and Who Owns the Future? (New York: …": another work of the same author.
_SAME_AGAIN = re.compile(
    rf"(?<=\d\))\s+and\s+(?=[*_]?[A-ZÀ-Þ][^()“”\";]{{8,160}}\([^()]{{3,60}}:\s[^()]{{2,60}},\s{YEAR}\))"
)
_JOINED = re.compile(
    r",?\s+(?:and|und|sowie|et|y|&|with)\s+(?:in\s+|by\s+)?(?=[A-ZÀ-ÖØ-Þ‘“\"]|ders\.|dies\.)"
)
# "Ohlhaver, op. cit. Joel Miller and Leon Erichsen, “Beyond …”": a stop behind op. cit. may end a cite.
_BEHIND_SHORT = re.compile(rf"(\b(?:op|loc|art)\.\s?cit\.|\bibid\.)\s+(?={PERSON.pattern})", re.IGNORECASE)


#: No cite is longer, in characters; joining sentences further would cost the square of a note's length.
LONGEST_CITE = 1_500


@dataclass(frozen=True, slots=True)
class Unit:
    """A stretch of a note, and whether it stood in brackets within prose."""

    start: int
    stop: int
    bracketed: bool = False


def units(text: str) -> list[Unit]:
    """Give the stretches in order; they do not overlap and leave out only blanks and semicolons."""
    quotes = quotations(text)
    round_brackets = brackets(text, quotes)
    mask = protected([*quotes, *round_brackets, *addresses(text)], len(text))
    pieces = [
        piece for span in _sentences(text, mask, round_brackets) for piece in _at_semicolons(text, span, mask)
    ]
    merged = _merged(text, pieces)
    found: list[Unit] = []
    for start, stop in merged:
        found += _opened(text, start, stop, round_brackets, mask)
    return found


def _sentences(text: str, mask: bytearray, round_brackets: list[tuple[int, int]]) -> list[tuple[int, int]]:
    spans: list[tuple[int, int]] = []
    start = 0
    for span in sentences(text, citing=True):
        if mask[span.stop] or mask[min(span.stop, len(text))]:
            continue
        following = re.match(r"\s*(\S+)", text[span.stop : span.stop + 40])
        if span.stop < len(text) and following and _belongs(text, span.stop, following[1]):
            continue
        spans.append((start, span.stop))
        start = span.stop
    if text[start:].strip():
        spans.append((start, len(text)))
    return spans


def _belongs(text: str, stop: int, following: str) -> bool:
    # A title that ends in its own stop goes on with its date, its pages or its container.
    if text[stop - 1] == "." and text[stop - 2 : stop - 1] in tuple("'‘’”\"»›") and following[0] == "(":
        return True
    if text[stop - 1] in "'’”\"»›" and (
        following[0] in "(,;:" or following[0].isdecimal() or following in ("in", "In", "in:")
    ):
        return True
    if text[stop - 1] in "?!" and following[0] in "(‘“" and following[1:5].isdecimal():
        return True
    # "Who Owns the Future? (New York: Simon & Schuster, 2014)"
    return text[stop - 1] in "?!*_" and _IN_BRACKETS.match(text, stop) is not None


def _at_semicolons(text: str, span: tuple[int, int], mask: bytearray) -> Iterator[tuple[int, int]]:
    start = span[0]
    for i in range(span[0], span[1]):
        if text[i] in ";；" and not mask[i] and not _within_names(text, i, start):
            yield start, i
            start = i + 1
    yield start, span[1]


def _within_names(text: str, at: int, start: int) -> bool:
    # "Blankenburg, Erhard; Klausa, Ekkehard (Hrsg.)" is one list of names, not two cites.
    left = text[max(start, at - 60) : at]
    return re.search(
        r"(?:^|[\s:(])[A-ZÀ-Þ][\w'’-]+,\s+(?:[A-ZÀ-Þ][\w'’-]*\.?\s?){1,3}$", left
    ) is not None and (
        re.match(
            r"\s*[A-ZÀ-Þ][\w'’-]+,\s+(?:[A-ZÀ-Þ][\w'’-]*\.?\s?){1,3}(?:[;,(]|und|and|&)",
            text[at + 1 : at + 60],
        )
        is not None
    )


def _merged(text: str, pieces: list[tuple[int, int]]) -> list[tuple[int, int]]:
    # "Family, Given. Title. Place: Publisher, 2010." is one cite in several sentences.
    merged: list[tuple[int, int]] = []
    for start, stop in pieces:
        piece = text[start:stop].strip()
        if (
            merged
            and merged[-1][1] - merged[-1][0] <= LONGEST_CITE
            and not text[merged[-1][1] : start].strip()
            and _continues(text[slice(*merged[-1])].strip(), piece)
        ):
            merged[-1] = (merged[-1][0], stop)
        elif piece:
            merged.append((start, stop))
    return merged


def _continues(before: str, piece: str) -> bool:
    if not piece or LEADING.match(piece):
        return False
    if _TITLED.match(before) and not complete(before) and not _QUOTED.match(piece) and prose(piece) == 0:
        return complete(piece)
    if _QUOTED.match(piece) and _NAMED_BODY.match(before) and not is_back_reference(before):
        return is_cite(piece)
    if _TRAILER.match(piece) and is_cite(before):
        return True
    if _CONTAINER.match(piece) and not _PAGED.search(before) and _opens(before):
        return True
    if _IMPRINT.match(piece) and starts_cite(before):
        return True
    # "Family, G. (2010). Title. Journal …": a title may hold a word of prose.
    dated = re.search(r"\((?:1[5-9]|20)\d\d[a-z]?\)\.$", before) is not None
    if complete(before) or prose(piece) > dated or prose(before) > 1 or not _opens(before):
        return False
    return not (PERSON.match(piece) and complete(piece)) or len(before) < 40


def _opens(before: str) -> bool:
    return starts_cite(before[LEADING.match(before).end() :] if LEADING.match(before) else before)  # type: ignore[union-attr]


def _opened(
    text: str, start: int, stop: int, round_brackets: list[tuple[int, int]], mask: bytearray
) -> Iterator[Unit]:
    # Prose with a cite in brackets gives the bracket; a wholly bracketed sentence gives its inside.
    inner = [(a, b) for a, b in round_brackets if start <= a and b <= stop]
    lead = len(text[start:stop]) - len(text[start:stop].lstrip())
    if inner and inner[0][0] == start + lead and not text[inner[0][1] : stop].strip(" .;,"):
        yield from (Unit(s, e, True) for s, e in _inside(text, inner[0][0] + 1, inner[0][1] - 1))
        return
    holders = [pair for pair in inner if _holds(text[pair[0] + 1 : pair[1] - 1])]
    outside = _without(text, start, stop, holders)
    if (
        holders
        and (prose(outside) or not (is_cite(outside) or _opens(outside.lstrip())))
        and not complete(outside)
    ):
        for a, b in holders:
            yield from (Unit(s, e, True) for s, e in _inside(text, a + 1, b - 1))
        return
    yield from (Unit(s, e) for s, e in _at_heads(text, start, stop, mask))


def _holds(content: str) -> bool:
    # A bracket with place, publisher, edition or year only is part of a cite, not one itself.
    named = (
        is_back_reference(content) or LEADING.match(content) or len(content) > 45 or NAME_YEAR.match(content)
    )
    return bool(named) and is_cite(_bare(content))


def _inside(text: str, start: int, stop: int) -> Iterator[tuple[int, int]]:
    for unit in units(text[start:stop]) if stop - start < 2000 else ():
        yield start + unit.start, start + unit.stop


def _without(text: str, start: int, stop: int, holes: list[tuple[int, int]]) -> str:
    pieces, done = [], start
    for a, b in holes:
        pieces.append(text[done:a])
        done = b
    return " ".join([*pieces, text[done:stop]])


def _at_heads(text: str, start: int, stop: int, mask: bytearray) -> Iterator[tuple[int, int]]:
    # Within one sentence: a signal, "and" or a bare new head after a finished cite starts another.
    done = start
    for cut, resume in _cuts(text, start, stop, mask):
        if (
            done < cut <= done + LONGEST_CITE
            and complete(text[done:cut])
            and is_cite(_bare(text[done:cut]))
            and is_cite(_bare(text[resume : min(stop, resume + LONGEST_CITE)]))
        ):
            yield done, cut
            done = cut
    yield done, stop


def _bare(text: str) -> str:
    stripped = text.lstrip(" ,;(")
    found = LEADING.match(stripped)
    return stripped[found.end() :] if found else stripped


def _cuts(text: str, start: int, stop: int, mask: bytearray) -> list[tuple[int, int]]:
    cuts = [(m.start(), m.end()) for m in WITHIN.finditer(text, start, stop) if not mask[m.start()]]
    cuts += [
        (m.start(), m.end())
        for m in _JOINED.finditer(text, start, stop)
        if not mask[m.start()]
        and starts_cite(text, m.end())
        and _dated(text, m.end(), stop)
        and _finished(text[start : m.start()])
    ]
    cuts += [(m.start(), m.end()) for m in _SAME_AGAIN.finditer(text, start, stop) if not mask[m.start()]]
    cuts += [(m.end(1), m.end()) for m in _BEHIND_SHORT.finditer(text, start, stop) if not mask[m.end(1)]]
    cuts += [(m.start(), m.start()) for m in NAME_YEAR.finditer(text, start + 1, stop)
             if not mask[m.start()] and re.search(r"(?:\d|\bff?\.?)[,;.]?\s$", text[max(start, m.start() - 6) : m.start()])]  # fmt: skip
    return sorted(set(cuts))


def _dated(text: str, at: int, stop: int) -> bool:
    return re.search(r"\b(?:1[5-9]|20)\d\d|\bforthcoming\b|op\. cit", text[at:stop]) is not None


def _finished(text: str) -> bool:
    return re.search(r"\d[)\]a-z]?\s*$|ff?\.\s*$|\)\s*$", text) is not None
