"""How far a candidate's title stands in the question: words, place and what is left over."""

import re
from dataclasses import dataclass, replace
from itertools import pairwise

from rapidfuzz import fuzz

from bibtrack.matching.question import Question
from bibtrack.matching.scripts import latin
from bibtrack.matching.words import STOP, alike_any, folded_words, numeral, weight
from bibtrack.text import has_cjk

_SPLIT = re.compile(r"\s*(?:[:?!]|\.\s|\s[–—-]\s)\s*")
#: Publishers put this before the title of a retracted article; the work is the same.
_WITHDRAWN = re.compile(r"^\W*(?:retracted(?: article| paper)?|withdrawn|removed)\W+(?=\w)", re.I)
_EDGE = re.compile(r"[^\w\s]|_")
_ENOUGH = 4.0
#: Sums of weights that differ by less are the same.
_SMALLEST = 1e-9


@dataclass(frozen=True, slots=True)
class TitleMatch:
    """Where and how far a title was found.

    `similarity` 0 to 1; `information` 0 to 1, low for "Introduction"; `bounded` 0 to 1: 1 when
    punctuation stands on both sides, so that the title is not a piece of a longer one; `swapped`
    0 to 1: where the title has one telling word the text has another ("men", "women"; "2", "3");
    `more` the telling words by which the title says more than the text ("revisited", "letter"), a
    subtitle aside;
    `start`:`stop` are word positions of the place, None when there is none.
    """

    similarity: float
    information: float
    bounded: float
    start: int | None = None
    stop: int | None = None
    subtitle_missing: bool = False
    swapped: float = 0.0
    more: str = ""


NOTHING = TitleMatch(0.0, 0.0, 0.0)


def title_match(asked: Question, title: str) -> TitleMatch:
    """Find the best place of `title` in the question's text, whole or without its subtitle."""
    title = _WITHDRAWN.sub("", title)
    if has_cjk(title) != asked.cjk:
        return _transliterated(asked, title)
    whole = _placed(asked, folded_words(title))
    if 0.5 < whole.similarity < 1 and whole.start is not None and whole.stop is not None:
        whole = replace(whole, more=_more(asked, title, whole.start, whole.stop))
    if whole.similarity < 0.9:
        main = _SPLIT.split(title, maxsplit=1)[0]
        part = _placed(asked, folded_words(main)) if main != title else whole
        if part.similarity >= 0.95 and part.information >= 0.5 and part.bounded == 1:
            lifted = max(whole.similarity, 0.9)
            return TitleMatch(lifted, part.information, part.bounded, part.start, part.stop, True)
    if asked.written_out and asked.title and whole.similarity > 0:
        return _both_ways(whole, folded_words(asked.title), folded_words(title))
    return whole


def _transliterated(asked: Question, title: str) -> TitleMatch:
    """Compare without blanks, since pinyin is cut into words in many ways ("Zhongguo", "Zhong guo")."""
    letters = "".join(folded_words(latin(title)))
    held = "".join(folded_words(latin(asked.text)))
    if not 8 <= len(letters) <= len(held):
        return NOTHING
    ratio = fuzz.partial_ratio(letters, held, score_cutoff=88) / 100
    return TitleMatch(ratio, 0.8, 1.0) if ratio else NOTHING


def _both_ways(found: TitleMatch, ours: tuple[str, ...], theirs: tuple[str, ...]) -> TitleMatch:
    """Lower the similarity by the share of our title that theirs does not hold."""
    total = sum(map(weight, ours))
    held = sum(weight(word) for word in ours if word in theirs or alike_any(word, theirs))
    back = held / total if total else 0.0
    starts = ours[: len(theirs)] == theirs and len(theirs) >= 3
    similarity = min(found.similarity, max(back, 0.9 if starts else 0.0))
    return replace(found, similarity=similarity, bounded=1.0 if starts or back > 0.8 else 0.0)


def _placed(asked: Question, wanted: tuple[str, ...]) -> TitleMatch:
    total = sum(map(weight, wanted))
    if not total:
        return TitleMatch(0.0, 0.0, 0.0)
    information = min(1.0, sum(weight(word) for word in set(wanted) - STOP) / _ENOUGH)
    start, stop, covered = _window(asked, wanted)
    if start is None or stop is None:
        return TitleMatch(_by_letters(asked, wanted), information, 0.0)
    similarity = covered / total
    swapped = _swapped(asked, wanted, start, stop) if 0.6 < similarity < 1 else 0.0
    if 0.35 < similarity < 0.95:
        covered += _slips(asked, wanted, start, stop)
        similarity = max(covered / total, _by_letters(asked, wanted))
    return TitleMatch(similarity, information, _bounded(asked, start, stop), start, stop, swapped=swapped)


def _swapped(asked: Question, wanted: tuple[str, ...], start: int, stop: int) -> float:
    """Weigh the title's words that are replaced in the place by others, numbers above all."""
    near = asked.texts[start:stop]
    beside = asked.texts[max(0, start - 1) : stop + 1]
    missing = [w for w in wanted if w not in beside and w not in STOP and not alike_any(w, near)]
    extra = [w for w in near if w not in wanted and w not in STOP and not alike_any(w, wanted)]
    numbers = any(map(numeral, missing)) and any(numeral(w) for w in beside if w not in wanted)
    if numbers:
        return 1.0
    joined = "".join(near)
    lost = sum(weight(w) for w in missing if len(w) < 5 or w not in joined)
    return min(1.0, lost, sum(map(weight, extra)))


def _more(asked: Question, title: str, start: int, stop: int) -> str:
    """Name the words at the ends of the title that the text lacks there."""
    near = asked.texts[max(0, start - 2) : stop + 2]
    letters = asked.squeezed
    wanted = folded_words(title)
    absent = [
        word not in near
        and word not in STOP
        and not alike_any(word, near)
        and not (len(word) > 4 and word in letters)
        for word in wanted
    ]
    head = next((i for i, gone in enumerate(absent) if not gone and wanted[i] not in STOP), len(wanted))
    tail = next(
        (i for i, gone in enumerate(absent[::-1]) if not gone and wanted[::-1][i] not in STOP), len(wanted)
    )
    ends = [word for word, gone in zip(wanted[:head], absent[:head], strict=True) if gone]
    main = folded_words(_SPLIT.split(title, maxsplit=1)[0])
    # Words behind a colon are a subtitle, which a reference may leave out.
    if tail and len(wanted) - tail != len(main):
        ends += [word for word, gone in zip(wanted[-tail:], absent[-tail:], strict=True) if gone]
    return " ".join(ends)


def _window(asked: Question, wanted: tuple[str, ...]) -> tuple[int | None, int | None, float]:
    """Give the stretch of words that covers most of the title's weight, and that weight; the shortest one.

    So a word before the title that the title holds too ("in: Land reform in Ghana") is no part of its place.
    """
    room = int(len(wanted) * 1.3) + 2
    counts: dict[str, int] = {}
    for word in wanted:
        counts[word] = counts.get(word, 0) + 1
    places = [i for i, word in enumerate(asked.texts) if word in counts]
    best: tuple[int | None, int | None, float] = (None, None, 0.0)
    length = 0
    for first, start in enumerate(places):
        if asked.texts[start] in STOP and start + 1 not in places[first + 1 : first + 2]:
            continue
        left, covered = dict(counts), 0.0
        for place in places[first:]:
            if place - start >= room:
                break
            word = asked.texts[place]
            if left[word]:
                left[word] -= 1
                covered += weight(word)
                more = covered - best[2]
                if more > _SMALLEST or (more > -_SMALLEST and place + 1 - start < length):
                    best, length = (start, place + 1, covered), place + 1 - start
    return best


def _slips(asked: Question, wanted: tuple[str, ...], start: int, stop: int) -> float:
    """Give the weight of title words that stand near the place with a slip or cut by a hyphen."""
    near = asked.texts[max(0, start - 3) : stop + 3]
    missing = [word for word in wanted if word not in near]
    spare = [word for word in near if word not in wanted]
    joined = {one + other for one, other in pairwise(near)}
    found = 0.0
    for word in missing:
        if word in joined or alike_any(word, spare):
            found += 0.9 * weight(word)
    return found


def _by_letters(asked: Question, wanted: tuple[str, ...]) -> float:
    """Compare without blanks: for long titles in damaged text ("Congressof", "Cong ress")."""
    letters = "".join(wanted)
    if len(letters) < 25:
        return 0.0
    ratio = fuzz.partial_ratio(letters, asked.squeezed, score_cutoff=85) / 100
    return ratio if len(letters) <= len(asked.squeezed) else 0.0


def _bounded(asked: Question, start: int, stop: int) -> float:
    before = asked.text[asked.words[start - 1].stop : asked.words[start].start] if start else "."
    after = (
        asked.text[asked.words[stop - 1].stop : asked.words[stop].start] if stop < len(asked.words) else "."
    )
    following = asked.words[stop].text if stop < len(asked.words) else ""
    opened = bool(_EDGE.search(before)) or (start > 0 and asked.words[start - 1].text.isdigit())
    closed = bool(_EDGE.search(after)) or following.isdigit()
    return (opened + closed) / 2
