"""How far the name of a journal, book or series stands in the question, abbreviated or in full."""

import re

from rapidfuzz import fuzz

from bibtrack.matching.question import Question
from bibtrack.matching.scripts import in_script_of
from bibtrack.matching.words import STOP, abbreviates, folded_words, weight
from bibtrack.values.reference import Reference

#: Words between which an initialism is cut: "PNAS" names the first four.
_MOST = 14
#: Least share of the letters, in percent: "Analytical Chemistry" holds 86 of "Analytical Biochemistry".
_BROKEN = 90
#: Some records carry the place in the name: "Enzyme 35 (2): 77–81. Portico".
_WITH_PLACE = re.compile(r"\s\d+\s*\(|(?<=\w)\s*\([A-Z][a-z]+ \d\d?\)")


def container_match(asked: Question, reference: Reference) -> tuple[float, float] | None:
    """Give (similarity, information) of the best of the container's names; None without one.

    `information` 0 to 1 is low for one short common word ("Science", "Cell").
    """
    names = (reference.container_title, reference.container_title_short, reference.collection_title)
    told = [
        _one(asked, folded_words(in_script_of(_WITH_PLACE.split(name)[0], asked.text)))
        for name in dict.fromkeys(names)
        if name
    ]
    return max(told, default=None)


def _one(asked: Question, wanted: tuple[str, ...]) -> tuple[float, float]:
    letters = "".join(wanted)
    wanted = tuple(word for word in wanted if word not in STOP)[:_MOST]
    if not wanted:
        return 0.0, 0.0
    information = min(1.0, 0.25 + 0.25 * len(wanted))
    if _initialism(asked, wanted):
        return 1.0, information
    return max(_run(asked, wanted), _by_letters(asked, letters)), information


def _initialism(asked: Question, wanted: tuple[str, ...]) -> bool:
    if len(wanted) == 1:
        return False
    letters = "".join(word[0] for word in wanted)
    least = max(3, min(4, len(letters)))
    return any(letters[:size] in asked.forms for size in range(least, len(letters) + 1))


def _run(asked: Question, wanted: tuple[str, ...]) -> float:
    """Give the share of the name's words that stand in order, each in full or abbreviated."""
    total = sum(map(weight, wanted))
    best = 0.0
    initial = wanted[0][0]
    for start, word in enumerate(asked.texts):
        if word[0] != initial or not _same(word, wanted[0]):
            continue
        covered, at = weight(wanted[0]), start + 1
        for name_word in wanted[1:]:
            for step in range(at, min(at + 3, len(asked.texts))):
                if _same(asked.texts[step], name_word):
                    covered, at = covered + weight(name_word), step + 1
                    break
        best = max(best, covered / total)
        if best == 1:
            break
    return best


def _same(printed: str, full: str) -> bool:
    return abbreviates(printed, full) or (
        # A record may be abbreviated and the reference not; one letter is a word of its own, but for "J".
        (len(full) >= 2 or printed == "journal") and abbreviates(full, printed)
    )


def _by_letters(asked: Question, letters: str) -> float:
    """Compare without blanks, for broken words; one letter in ten may be wrong, more is another name."""
    if not 12 <= len(letters) <= len(asked.squeezed):
        return 0.0
    return fuzz.partial_ratio(letters, asked.squeezed, score_cutoff=_BROKEN) / 100
