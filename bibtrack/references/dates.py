"""Dates: issued, accessed and original, typed where they parse, verbatim where they say more."""

import re

from bibtrack.references.draft import Draft
from bibtrack.references.keywords import MONTHS, SEASONS
from bibtrack.values.reference import PartialDate

_YEAR = re.compile(r"(?<!\d)(1[4-9]\d\d|20\d\d)(?!\d)")
_RANGE = re.compile(r"(?<!\d)(1[4-9]\d\d|20\d\d)\s?[-–—/]\s?(1[4-9]\d\d|20\d\d|\d\d)(?!\d)")
_ISO = re.compile(r"(?<!\d)(\d{4})[-./年]\s?(\d{1,2})(?:[-./月]\s?(\d{1,2}))?(?!\d)")
_SLASHED = re.compile(r"(?<!\d)(\d{1,2})[./-](\d{1,2})[./-](\d{4})(?!\d)")
_DAY = re.compile(r"(?<![\d.])(\d{1,2})(?:st|nd|rd|th|er|º|°)?(?!\d)")
_WORDS = re.compile(r"[^\W\d_]+")
_VERBATIM = re.compile(
    r"(?i)n\.\s?d|forthcoming|in press|s\.\s?d|o\.\s?j|undated|c\.|circa|\bca\b|im ersch|à paraître|en prensa|\?|没有|to appear|submitted|preprint"
)
_ACCESSED = re.compile(
    r"(?i)(?:accessed|retrieved|cited|consulted|visited|viewed|zugriff|abgerufen|abruf|stand|consulté(?:e)?|consultado|acesso|geraadpleegd|accesso|besucht|引用日期|访问(?:日期|时间)?|last access(?:ed)?|available)"
)
_ACCESSED_BEFORE = re.compile(_ACCESSED.pattern + r"[\s:,.]*(?:on|am|le|el|em|op|il)?\s*$")
_BRACKETED = re.compile(r"[\[［](\d{4}-\d{1,2}-\d{1,2})[\]］]")
_ORIGINAL = re.compile(
    r"[\[(](?:orig(?:inally|inal)?\.?(?:\s+(?:published|work published|pub\.))?\s*)?(1[4-9]\d\d|20\d\d)[\])]\s*(?:1[4-9]|20)\d\d"
)


def apply(draft: Draft) -> None:
    """Set `issued` from the date fields, `accessed` and `original_date` where they are printed."""
    spans = [item for item in draft.fields if item.label == "date"]
    plain = []
    for item in spans:
        before = draft.string[max(0, item.start - 30) : item.start]
        if _ACCESSED.search(item.text) or _ACCESSED_BEFORE.search(before):
            draft.put("accessed", parse_date(item.text))
        else:
            plain.append(item)
    if plain:
        draft.put("issued", _fullest([parse_date(item.text) for item in plain]))
        original = _ORIGINAL.search(
            draft.string[plain[0].start - 1 if plain[0].start else 0 : plain[0].stop + 6]
        )
        if original:
            draft.put("original_date", PartialDate(int(original.group(1))))
    _from_notes(draft)


def _fullest(dates: list[PartialDate]) -> PartialDate:
    """Give the date that says most, of several that agree on the year; else the first with a year."""
    dated = [date for date in dates if date.year is not None]
    if not dated:
        return dates[0]
    years = {date.year for date in dated}
    best = (
        max(dated, key=lambda d: (d.month is not None) + (d.day is not None)) if len(years) == 1 else dated[0]
    )
    loose = [date for date in dates if date.year is None and date.verbatim]
    if loose and best.month is None:
        return parse_date(f"{loose[0].verbatim} {best.year}")
    return best


def _from_notes(draft: Draft) -> None:
    for item in draft.fields:
        if item.label not in ("note", "url", "other"):
            continue
        found = _ACCESSED.search(item.text)
        if found and _YEAR.search(item.text, found.end()):
            draft.put("accessed", parse_date(item.text[found.end() :]))
    gb = _BRACKETED.search(draft.string)
    if gb:
        draft.put("accessed", parse_date(gb.group(1)))


def parse_date(text: str) -> PartialDate:
    """Give the date that a text prints; month and day when they are plain, verbatim when it says more.

    Day.month.year unless the second number exceeds 12; a season, "n.d." or "c." is kept verbatim.
    """
    bare = " ".join(text.split()).strip(" ()[].,;:（）［］，。")
    for pattern, order in ((_ISO, (1, 2, 3)), (_SLASHED, (3, 2, 1))):
        found = pattern.search(bare)
        if found and _YEAR.fullmatch(found.group(order[0])) and not _shortened(found):
            return _checked(bare, *(int(found.group(n)) if found.group(n) else None for n in order))
    span = _RANGE.search(bare)
    if span:
        stop = int(span.group(2)) if len(span.group(2)) == 4 else int(span.group(1)[:2] + span.group(2))
        if stop > int(span.group(1)):
            return PartialDate(int(span.group(1)), stop_year=stop)
    year = _YEAR.search(bare)
    if year is None:
        said = f"{bare}." if re.fullmatch(r"(?i)n\.\s?d|s\.\s?d|o\.\s?[jd]", bare) else bare
        return PartialDate(verbatim=said or None)
    return _worded(bare, int(year.group(1)))


def _shortened(found: re.Match[str]) -> bool:
    """Tell whether "1889-96" is a range of years, not a month that does not exist."""
    return found.re is _ISO and found.group(3) is None and int(found.group(2)) > 12


def _worded(bare: str, year: int) -> PartialDate:
    words = [word.lower() for word in _WORDS.findall(bare)]
    months = [MONTHS[word] for word in words if word in MONTHS]
    if not months:
        said = any(word in SEASONS for word in words) or _VERBATIM.search(bare)
        return PartialDate(year, verbatim=bare if said else None)
    rest = re.sub(rf"(?<!\d){year}(?!\d)", " ", bare, count=1)
    day = _DAY.search(rest)
    several = len(months) > 1 or re.search(r"\d{1,2}\s?[-–/]\s?\d{1,2}", rest)
    number = int(day.group(1)) if day and 1 <= int(day.group(1)) <= 31 and not several else None
    return PartialDate(year, months[0], number, verbatim=bare if several else None)


def _checked(bare: str, year: int | None, month: int | None, day: int | None) -> PartialDate:
    if month is not None and day is not None and month > 12 >= day:
        month, day = day, month
    if (month is not None and not 1 <= month <= 12) or (day is not None and not 1 <= day <= 31):
        return PartialDate(year, verbatim=bare)
    return PartialDate(year, month, day)
