"""Year, volume, issue and page: which of the candidate's numbers stand in the question."""

import re
from dataclasses import dataclass

from rapidfuzz.distance import Levenshtein

from bibtrack.matching.question import Question
from bibtrack.matching.words import folded_words
from bibtrack.values.reference import Reference

_RANGE = re.compile(r"([A-Za-z]{0,3}\d+[A-Za-z]?)\s*[-‐‑–—−]+\s*([A-Za-z]{0,3}\d+[A-Za-z]?)")
_PLACE = re.compile(r"\s(\d+)\s*\(([\w\s/–-]{1,20})\)[^:]{0,40}(?::\s*(\S+))?")
#: No record has a longer volume, issue or page; more of it would only take time.
_LONGEST = 300
_ROMAN = ((50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))


@dataclass(frozen=True, slots=True)
class NumberMatch:
    """How the numbers compare: each field 1 same, 0.5 near, 0 other, None not comparable.

    `apart`: both sides have a page range, and the two do not meet; `other_page` the page that stands
    behind the volume and cannot be a page of the candidate, else None;
    `adjacent`: volume and page stand in the text as volume and page do; `left_over` is the
    number of printed numbers that the candidate does not explain.
    """

    year: float | None
    volume: float | None
    issue: float | None
    page: float | None
    adjacent: bool
    left_over: int
    page_digits: int
    apart: bool
    other_page: str | None = None


def number_match(asked: Question, reference: Reference, title: str | None) -> NumberMatch:
    """Compare the numbers of the candidate with those that the question prints."""
    place = _PLACE.search((reference.container_title or "")[:_LONGEST]) if not reference.volume else None
    told_volume, told_issue, told_page = place.groups() if place else (None, None, None)
    first, last = pages(reference.page or told_page)
    volume = folded_words((reference.volume or told_volume or "")[:_LONGEST])
    issue = folded_words((reference.issue or told_issue or "")[:_LONGEST])
    printed = set(asked.numbers)
    known = {number for number in (first, last, *volume, *issue) if number}
    known |= {
        word
        for word in folded_words(f"{title or ''} {reference.container_title or ''}")
        if not word.isalpha()
    }
    loose = [n for n in dict.fromkeys(asked.numbers) if n not in known and not _is_year(n, asked, reference)]
    page = _page(printed, first, last, loose)
    return NumberMatch(
        year=_year(asked, reference),
        volume=_same(volume, printed | asked.romans, loose),
        issue=_same(issue, printed, loose),
        page=page,
        adjacent=_adjacent(asked.numbers, volume, issue, first),
        left_over=len([n for n in loose if not _inside(n, first, last)]),
        page_digits=len(first or ""),
        apart=_apart(asked, first, last),
        other_page=_other_page(asked, reference, volume) if page in (None, 0) else None,
    )


def pages(text: str | None) -> tuple[str | None, str | None]:
    """Give first and last page, folded ("W496-W502" → "w496", "w502"); None where not told."""
    text = (text or "")[:_LONGEST]
    found = _RANGE.search(text)
    if found:
        first, last = _plain(found.group(1)), _plain(found.group(2))
    else:
        told = [word for word in folded_words(text) if any(map(str.isdigit, word))]
        first, last = (told[-1] if told else _plain(text)), None
    if first and last and first.isdigit() and last.isdigit() and len(last) < len(first):
        last = first[: len(first) - len(last)] + last
    return first, last


def year_gap(asked: Question, reference: Reference) -> int | None:
    """Give the smallest distance in years to a printed year, None when either side has none."""
    if reference.year is None or not asked.years:
        return None
    return min(abs(year - reference.year) for year in asked.years)


def _year(asked: Question, reference: Reference) -> float | None:
    gap = year_gap(asked, reference)
    if gap is None:
        return None
    return 1.0 if gap == 0 else 0.5 if gap == 1 else 0.0


def _is_year(number: str, asked: Question, reference: Reference) -> bool:
    return number[:4].isdigit() and int(number[:4]) in asked.years and len(number) <= 5


def _plain(text: str | None) -> str | None:
    parts = folded_words(text or "")
    return "".join(parts) or None


def _same(parts: tuple[str, ...], printed: set[str], loose: list[str]) -> float | None:
    told = [part for part in parts if any(map(str.isdigit, part))] or parts
    if not told:
        return None
    if any(part in printed or _roman(part) in printed for part in told[:2]):
        return 1.0
    return 0.0 if loose else None


def _roman(number: str) -> str | None:
    if not number.isdecimal() or len(number) > 2 or not 0 < int(number) < 90:
        return None
    left, roman = int(number), ""
    for size, letters in _ROMAN:
        while left >= size:
            roman, left = roman + letters, left - size
    return roman if len(roman) > 1 else None


def _page(printed: set[str], first: str | None, last: str | None, loose: list[str]) -> float | None:
    if first is None:
        return None
    if first in printed or (not first.isdigit() and first.lstrip("abcdefghijklmnopqrstuvwxyz") in printed):
        return 1.0
    if first.isdigit() and any(number.lstrip("abcdefghijklmnopqrstuvwxyz") == first for number in loose):
        return 1.0
    if any(_inside(number, first, last) for number in loose):
        return 0.5
    return 0.0 if loose else None


def _apart(asked: Question, first: str | None, last: str | None) -> bool:
    if not (first and last and first.isdigit() and last.isdigit()):
        return False
    ranges = [pages(found.group()) for found in _RANGE.finditer(asked.text)]
    told = [
        (int(a), int(b)) for a, b in ranges if a and b and a.isdigit() and b.isdigit() and int(a) < int(b)
    ]
    told = [one for one in told if not set(one) <= set(asked.years)]
    return bool(told) and all(b < int(first) or int(last) < a for a, b in told)


#: What stands between a volume and its first page: issue, year, "pp."
_TO_PAGE = (
    r"\s*(?:\([^()]{1,12}\)|[,.]\s*(?:no|nr|issue|iss)\.?\s*\w{1,6}|[.:/]\d{1,3}(?=\s*[,:;(]))?\s*[,:;.]?\s*"
    r"(?:\(?(?:[A-Za-z]{3,9}\.? )?(?:1[5-9]|20)\d\d\)?\s*[,:;.]\s*)?(?:(?:pp?|pages?|S)\b\.?\s*)?([a-z]{0,2}\d{1,7})(?![\w(])"
)


def _other_page(asked: Question, reference: Reference, volume: tuple[str, ...]) -> str | None:
    """Give the page printed behind the candidate's volume when the candidate has others for certain.

    Not certain: a number no larger than the count of pages, a slip of one digit, two numbers run together.
    """
    behind = re.search(rf"(?<!\w){re.escape(volume[0])}{_TO_PAGE}", asked.text, re.I) if volume else None
    if behind is None:
        return None
    page, held = behind.group(1).lower(), _certain_pages(reference)
    if (
        held
        and page.startswith(str(held[0]))
        and page.endswith(str(held[1])[-2:])
        and len(page) > len(str(held[1]))
    ):
        return None
    if held is None or not page.isdigit() or len(page) > 5:
        return page if _other_number(page, _plain(reference.page) or "") else None
    first, last = held
    if _may_be_year(int(page), asked, reference.year):
        return None
    if int(page) <= last - first + 1 or Levenshtein.distance(page, str(first), score_cutoff=1) <= 1:
        return None
    return None if first <= int(page) <= last else page


def _other_number(printed: str, own: str) -> bool:
    """Tell whether two numbers of articles of one make ("e55038", "e12345"; 100538, 117249) differ."""
    letters = own.rstrip("0123456789")
    one_make = printed.rstrip("0123456789") == letters and (bool(letters) or min(len(own), len(printed)) >= 5)
    numbered = own != letters and len(letters) <= 2
    return one_make and numbered and Levenshtein.distance(printed, own, score_cutoff=1) > 1


def _certain_pages(reference: Reference) -> tuple[int, int] | None:
    """Give first and last page where they are pages for certain, and not an article's number.

    Articles that are numbered have pages from 1 on, letters, long numbers, or one "page" in a
    volume without issues (issue 1, or none).
    """
    first, last = pages(reference.page)
    # "709b" is the second piece on page 709.
    first = first.rstrip("abcd") if first else None
    if not (first and first.isdigit() and int(first) > 1):
        return None
    if last is None:
        alone = len(first) <= 4 and reference.issue not in (None, "1")
        return (int(first), int(first)) if alone else None
    return (int(first), int(last)) if last.isdigit() and int(last) >= int(first) else None


def _may_be_year(number: int, asked: Question, year: int | None) -> bool:
    """Tell whether a number may be the year: no other number of the text is the candidate's."""
    return number in asked.years and (year not in asked.years or year == number)


def _inside(number: str, first: str | None, last: str | None) -> bool:
    """Tell whether a printed page lies within the work: a note points to a page, not to the first."""
    if not (first and last and number.isdigit() and first.isdigit() and last.isdigit()):
        return False
    return int(first) < int(number) <= int(last) and int(last) - int(first) < 200


def _adjacent(
    numbers: tuple[str, ...], volume: tuple[str, ...], issue: tuple[str, ...], first: str | None
) -> bool:
    if not volume or not first or first not in numbers:
        return False
    at = numbers.index(first)
    before = [number for number in numbers[max(0, at - 4) : at] if number not in issue or number in volume]
    return volume[-1] in before[-2:]
