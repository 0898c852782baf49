"""BibTeX and BibLaTeX dates ↔ partial dates (BibLaTeX manual 2.3.8; EDTF / ISO 8601-2, levels 0 and 1)."""

import re
from collections.abc import Iterator

from bibtrack.formats.bibtexfields import MONTHS
from bibtrack.values.reference import PartialDate, partial_date

_EDTF = re.compile(r"(-?\d{4})(?:-(\d\d))?(?:-(\d\d))?(?:T[\d:Z+\-]*)?([~?%]?)$")
_YEARS = re.compile(r"(\d{4})\s*(?:-{1,3}|–|—|/)\s*(\d{2}|\d{4})$")
_YEAR = re.compile(r"(?<!\d)(1[0-9]{3}|20[0-9]{2})(?!\d)")
_SEASONS = {21: "Spring", 22: "Summer", 23: "Autumn", 24: "Winter"}
_MONTH_WORD = re.compile(r"[^\W\d_]{3,}")
_FOREIGN_MONTHS = {
    "mär": 3, "mai": 5, "okt": 10, "dez": 12, "fév": 2, "avr": 4, "aoû": 8, "déc": 12, "ene": 1, "abr": 4,
    "ago": 8, "dic": 12, "gen": 1, "mag": 5, "giu": 6, "lug": 7, "set": 9, "ott": 10,
}  # fmt: skip


def read_date(text: str) -> PartialDate | None:
    """Read a `date` value; what is more than numbers is kept as printed beside the year."""
    text = text.strip()
    if not text:
        return None
    first, slash, last = text.partition("/")
    start = _edtf(first)
    if slash:
        stop = _edtf(last)
        if start is None or stop is None or None in (start.year, stop.year):
            return _printed(text)
        if (start, stop) == (PartialDate(start.year), PartialDate(stop.year)):
            return PartialDate(start.year, stop_year=stop.year)
        return PartialDate(start.year, start.month, start.day, verbatim=text)
    return start or _years(text) or _printed(text)


def _edtf(text: str) -> PartialDate | None:
    found = _EDTF.match(text.strip())
    if found is None:
        return None
    year, month, day = (int(part) if part else None for part in found.groups()[:3])
    sign = found.group(4)
    if month in _SEASONS:
        return PartialDate(year, verbatim=f"{_SEASONS[month]} {year}")
    plain = partial_date(text.strip().rstrip("~?%").partition("T")[0])
    if plain.year is None:
        # "1984-85" are two years; up to 41 it is a season or a part of the year (EDTF, level 2).
        return (_years(text) if (month or 0) > 41 else None) or PartialDate(year, verbatim=text)
    if sign:
        printed = plain.iso()
        verbatim = f"{printed}?" if sign == "?" else f"c. {printed}"
        return PartialDate(plain.year, plain.month, plain.day, verbatim=verbatim)
    return PartialDate(year, month, day)


def _years(text: str) -> PartialDate | None:
    found = _YEARS.match(text)
    if found is None:
        return None
    start, stop = found.groups()
    end = int(stop) if len(stop) == 4 else int(start[:2] + stop)
    return PartialDate(int(start), stop_year=end) if end > int(start) else None


def _printed(text: str) -> PartialDate:
    year = _YEAR.search(text)
    return PartialDate(int(year.group()) if year else None, verbatim=text)


def read_year_month(year: str, month: str = "", day: str = "") -> PartialDate | None:
    """Read BibTeX's `year`, `month` and `day`; a month that is no month is kept with the year."""
    date = read_date(year)
    month, day = month.strip(), day.strip()
    if date is None or date.year is None or date.month is not None or not month:
        return date if date is not None or not month else PartialDate(verbatim=month)
    number, day_in_month = _month(month)
    day = day or day_in_month
    if number is None or date.verbatim:
        return PartialDate(
            date.year, date.month, date.day, date.stop_year, f"{month} {date.verbatim or year}"
        )
    known_day = int(day) if day.isdecimal() and 1 <= int(day) <= 31 else None
    return PartialDate(date.year, number, known_day, date.stop_year)


def _month(text: str) -> tuple[int | None, str]:
    """The month's number, and the day if one stands beside it ("10 jan", "May 3")."""
    if text.isdecimal():
        return (int(text), "") if 1 <= int(text) <= 12 else (None, "")
    words = _MONTH_WORD.findall(text.lower())
    numbers = re.findall(r"\d+", text)
    if len(words) != 1 or len(numbers) > 1:
        return None, ""
    short = words[0][:3]
    month = MONTHS.index(short) + 1 if short in MONTHS else _FOREIGN_MONTHS.get(short)
    return month, numbers[0] if numbers else ""


def date_candidates(date: PartialDate) -> Iterator[str]:
    """Give texts for `date` that may read back as this very date, best first."""
    if date.stop_year is not None and date.year is not None:
        yield f"{date.year:04d}/{date.stop_year:04d}"
    if date.verbatim is None:
        yield f"-{-date.year:04d}" if date.year is not None and date.year < 0 else date.iso()
        return
    for season, name in _SEASONS.items():
        if date.year is not None and date.verbatim == f"{name} {date.year}":
            yield f"{date.year:04d}-{season}"
    bare = PartialDate(date.year, date.month, date.day).iso()
    yield (
        f"{bare}~"
        if date.verbatim == f"c. {bare}"
        else f"{bare}?"
        if date.verbatim == f"{bare}?"
        else date.verbatim
    )


def write_date(date: PartialDate) -> str:
    """Give the text for `date` that reads back as this date, else the nearest one that BibLaTeX takes."""
    for text in date_candidates(date):
        if read_date(text) == date:
            return text
    return date.iso()
