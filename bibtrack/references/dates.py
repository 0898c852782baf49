"""Dates: issued, accessed and original, typed where they parse, verbatim where they say more."""

import re
from functools import lru_cache

from bibtrack.references.draft import Draft, Field
from bibtrack.references.keywords import MONTHS, SEASONS
from bibtrack.references.locators import pages
from bibtrack.references.signs import signs, watch
from bibtrack.text import Late, is_wide
from bibtrack.values.reference import PartialDate

#: Months in more languages than the features know (CLDR 44, "format wide" and its genitives).
_MORE_MONTHS = (
    "januarja styczeń stycznia leden ledna ocak січня січень января январь tammikuuta ιανουαρίου ianuarie januára siječnja január",
    "luty lutego únor února şubat лютого лютий февраля февраль helmikuuta φεβρουαρίου februarie februára veljače február",
    "marzec marca březen března mart березня березень марта март maaliskuuta μαρτίου martie ožujka március marts",
    "kwiecień kwietnia duben dubna nisan квітня квітень апреля апрель huhtikuuta απριλίου aprilie apríla travnja április",
    "maja květen května mayıs травня травень мая май toukokuuta μαΐου mája svibnja május maj",
    "czerwiec czerwca červen června haziran червня червень июня июнь kesäkuuta ιουνίου iunie júna lipnja június",
    "lipiec lipca červenec července temmuz липня липень июля июль heinäkuuta ιουλίου iulie júla srpnja július",
    "sierpień sierpnia srpen srpna ağustos серпня серпень августа август elokuuta αυγούστου augusta kolovoza augusztus augusti",
    "wrzesień września září eylül вересня вересень сентября сентябрь syyskuuta σεπτεμβρίου septembrie septembra rujna szeptember",
    "październik października říjen října ekim жовтня жовтень октября октябрь lokakuuta οκτωβρίου octombrie októbra listopada október",
    "listopad listopadu kasım листопада листопад ноября ноябрь marraskuuta νοεμβρίου noiembrie novembra studenoga",
    "grudzień grudnia prosinec prosince aralık грудня грудень декабря декабрь joulukuuta δεκεμβρίου decembrie decembra prosinca",
)
_MONTHS = {word: n for n, words in enumerate(_MORE_MONTHS, start=1) for word in words.split()} | MONTHS
_ROMAN = {name: n for n, name in enumerate("I II III IV V VI VII VIII IX X XI XII".split(), start=1)}
_HAN_DIGITS = str.maketrans("〇○零一二三四五六七八九", "000123456789")

_YEAR = Late(r"(?<!\d)(1[4-9]\d\d|20\d\d)(?!\d)")
_FOUR = Late(r"(?<!\d)\d{4}(?!\d)")
_RANGE = Late(r"(?<!\d)(1[4-9]\d\d|20\d\d)\s?[-–—/]\s?(1[4-9]\d\d|20\d\d|\d\d)(?!\d)")
_ISO = Late(r"(?<!\d)(\d{4})\s?[-./年년]\s?(\d{1,2})(?:\s?[-./月월]\s?(\d{1,2}))?(?!\d)")
_SLASHED = Late(r"(?<!\d)(\d{1,2})[./-]\s?(?:(\d{1,2})|([IVX]{1,4}))[./-]\s?(\d{4})(?!\d)")
_MONTH_YEAR = Late(r"(\d\d)[./](\d{4})")
_VIETNAMESE = Late(r"(?i)(?:ngày\s+)?(?:(\d{1,2})\s+)?tháng\s+(\d{1,2})\s+năm\s+(\d{4})")
_HAN_YEAR = Late(r"[一二][〇○零一二三四五六七八九]{3}年")
_ROMAN_YEAR = Late(r"M[CDM]{0,4}(?:XC|XL|L?X{0,4})(?:IX|IV|V?I{0,4})")
_DAY = Late(r"(?<![\d.])(\d{1,2})(?:st|nd|rd|th|er|ère|º|°|ª|e|[.:])?(?!\d)")
_SEVERAL_DAYS = Late(r"\d{1,2}\s?(?:st|nd|rd|th)?\s?[-–/]\s?\d{1,2}")
_WORDS = Late(r"[^\W\d_]+")
_UNDATED = Late(r"(?i)n\.\s?d|s\.\s?d|o\.\s?[jd]|s\.\s?f|s\.\s?a|z\.\s?j")
_VERBATIM = Late(
    r"(?i)n\.\s?d|forthcoming|in press|s\.\s?d|o\.\s?j|undated|c\.|circa|\bca\b|im ersch|à paraître|en prensa|\?|没有|to appear|submitted|preprint"
)
#: Words before a date of access, in the languages of the field.
_ACCESS_WORDS = frozenset(
    "accessed retrieved cited consulted visited viewed zugriff abgerufen abruf aufgerufen besucht eingesehen stand consulté consultée "
    "consultado consultada consultato consultata consultazione consulta acesso acessado acceso accedido accesso geraadpleegd geprüft "
    "available downloaded recuperado visitado hämtad dostęp citováno обращения".split()
)
_ACCESSED = Late(
    r"(?i)(?:accessed|retrieved|cited|consulted|visited|viewed|zugriff|abgerufen|aufgerufen|abruf|stand|consulté(?:e)?|consultad[oa]|acesso|acessado|acceso|geraadpleegd|accesso|consultato|besucht|downloaded|обращения|引用日期|访问(?:日期|时间)?|検索|閲覧|last access(?:ed)?|available)"
)
#: A string without any of these words prints no date of access, but in Chinese or Japanese.
_ACCESS_SIGNS = watch(_ACCESS_WORDS | {"web"})
_HAN_ACCESS = ("引用日期", "访问", "访问日期", "访问时间", "访问于", "阅览", "閲覧", "アクセス")
_BEFORE_DATE = frozenset("on am le el em op il en dne date:".split())
_BRACKETED = Late(r"[\[［](\d{4}-\d{1,2}-\d{1,2})[\]］]")
#: A note that is a date: "December 21, 2022", "Published April 27, 2020".
_PUBLISHED = Late(
    r"(?i)(?:(?:first |last )?(?:published|posted|updated|modified|issued|released|veröffentlicht|publié|publicado|mis à jour)(?: online)?(?: on| am| le| el)?:?\s)?"
    r"(?=(?:[^\W\d_]{3,10}\.?\s\d{1,2},?\s|\d{1,2}\.?º?\s(?:de\s)?[^\W\d_]{3,10}\.?,?\s(?:de\s)?)?(?:19|20)\d\d(?:$|[.,;\s-]))"
)
_ORIGINAL = Late(
    r"[\[(](?:orig(?:inally|inal)?\.?(?:\s+(?:published|work published|pub\.))?\s*)?(1[4-9]\d\d|20\d\d)[\])]\s*(?:1[4-9]|20)\d\d"
)
_DAY_BEFORE = Late(
    r"(?<![\d./-])([12]\d|3[01]|0?[1-9])(?:st|nd|rd|th|er|º|°|ª|\.)?\s+(?:of\s+|de\s+|d['’])?$"
)
_DAY_AFTER = Late(r"\.?,?\s([12]\d|3[01]|0?[1-9])(?:st|nd|rd|th)?(?=[\s.,;)]|$)(?!\s?[-–(:])")


def apply(draft: Draft) -> None:
    """Set `issued` from the date fields, `accessed` and `original_date` where they are printed."""
    plain = []
    for item in draft.labelled.get("date", ()):
        date, accessed = read(item.text)
        if date and ("[" in item.text or "(" in item.text) and (found := _EDITIONS.match(item.text)):
            date = _of_editions(draft, item, found) or date
        if date and accessed is None and _after_access(draft.string, item.start):
            date, accessed = None, date
        if accessed:
            draft.put("accessed", accessed)
        if date:
            plain.append((item, date))
    if plain:
        _set_issued(draft, plain)
    elif "pages" in draft.labelled and "volume" not in draft.labelled:
        _take_years(draft)
    _from_notes(draft)


def _of_editions(draft: Draft, item: Field, found: re.Match[str]) -> PartialDate | None:
    """Give the year of this edition, and keep that of the first: "[1867] 1976", "2007 [1977–78]"; None where they cannot be."""
    first, this = int(found["first"] or found["once"]), int(found["this"] or found["now"])
    # "466 (2010) 2013", "LATTICE 2014 (2014)", "Soc. 2070 (1981)": pages and volumes of physics.
    numbered = "volume" in draft.labelled or draft.string[: item.start].rstrip(" (")[-1:].isdigit()
    if first >= this or this > _LATEST or ("[" not in found[0] and numbered):
        return None
    draft.put("original_date", PartialDate(first))
    return PartialDate(this)


_LATEST = 2049
_EDITIONS = Late(
    r"\s*[\[(]?(?:[\[(](?:orig[a-z.]*\s)?(?P<first>1[4-9]\d\d|20\d\d)(?:\s?[-–/]\s?\d{2,4})?[\])]\s?(?P<this>1[4-9]\d\d|20\d\d)"
    r"|(?P<now>1[4-9]\d\d|20\d\d)\s?[\[(](?:orig[a-z.]*\s)?(?P<once>1[4-9]\d\d|20\d\d)(?:\s?[-–/]\s?\d{2,4})?)[\])]?\s*$"
)


def _take_years(draft: Draft) -> None:
    """Take "2021–22" at the end of a work without a date for its years, not for pages."""
    said = draft.labelled["pages"]
    if len(said) == 1 and _YEARS.fullmatch(said[0].text.strip(" .,()")):
        draft.labelled["pages"] = []
        draft.put("issued", parse_date(said[0].text))


_YEARS = Late(r"20[0-4]\d\s?[-–/]\s?(?:20)?[0-4]\d")


def _set_issued(draft: Draft, plain: list[tuple[Field, PartialDate]]) -> None:
    if "pages" not in draft.labelled:
        plain = _without_page(draft, plain)
        if behind := _PAGE_BEHIND.search(plain[-1][0].text):
            draft.put("page", pages(behind.group(1)))
    draft.put("issued", _fullest([_with_day(draft, item, date) for item, date in plain]))
    first = plain[0][0]
    lead = draft.string[max(0, first.start - 1) : first.start + 1]
    if "(" in lead or "[" in lead:
        _original(draft, first)


def _without_page(draft: Draft, plain: list[tuple[Field, PartialDate]]) -> list[tuple[Field, PartialDate]]:
    """Give the dates; a number behind the volume, with the year in brackets behind it, is the page: "8, 1544 (1989)"."""
    if "volume" not in draft.labelled:
        return plain
    first = plain[0][0]
    volumes = [item for item in draft.of("volume") if 0 < first.start - item.stop < 3]
    found = _PAGE_AND_YEAR.match(draft.string, first.start) if volumes else None
    if found is None:
        return plain
    draft.put("page", found.group(1))
    return [(first, PartialDate(int(found.group(2)))), *plain[1:]]


# "(March): 1607": the page went with the month.
_PAGE_BEHIND = Late(r"[^\W\d_]{3,}\)?:\s?(\d+(?:\s?[-–]\s?\d+)?)$")
_PAGE_AND_YEAR = Late(r"(\d{4})\s?\(((?:1[6-9]|20)\d\d)\)")


def _original(draft: Draft, item: Field) -> None:
    original = _ORIGINAL.search(draft.string[max(0, item.start - 1) : item.stop + 6])
    issued = draft.values.get("issued")
    if original and not (issued and issued.year is not None and issued.year <= int(original.group(1))):
        draft.put("original_date", PartialDate(int(original.group(1))))


@lru_cache(maxsize=4096)
def read(text: str) -> tuple[PartialDate | None, PartialDate | None]:
    """Give the date of issue and the date of access that a field prints, each or None."""
    found = _ACCESSED.search(text) if len(text) > 10 else None
    if found is None:
        return parse_date(text), None
    if _YEAR.search(text[: found.start()]) and _YEAR.search(text, found.end()):
        return parse_date(text[: found.start()]), parse_date(text[found.end() :])
    return None, parse_date(text)


def _after_access(string: str, start: int) -> bool:
    """Tell whether "accessed", "Zugriff am", "acesso em"… stands right before a place."""
    if _ACCESS_SIGNS.isdisjoint(signs(string)) and (string.isascii() or not is_wide(string)):
        return False
    before = string[max(0, start - 30) : start].rstrip(" \t:,.;(（[")
    if not before:
        return False
    lead, blank, last = before.rpartition(" ")
    last = last.strip(":,.;([（［<").lower()
    if last == "web":
        # MLA 7: ". Web. 12 Mar. 2010".
        return string[max(0, start - 7) : start] == ". Web. "
    if last in _BEFORE_DATE and blank:
        last = lead.rpartition(" ")[2].strip(":,.;([（［<").lower()
    return last in _ACCESS_WORDS or (not before.isascii() and before.endswith(_HAN_ACCESS))


def _with_day(draft: Draft, item: Field, date: PartialDate) -> PartialDate:
    """Take in the day that stands beside a month when no other field claims it: "16 | de julio de 2017"."""
    if date.month is None or date.day is not None or date.verbatim or date.year is None:
        return date
    lead = item.text.lstrip(" ([,.")
    found = None
    if lead[:1].isalpha():
        before = draft.string[max(0, item.start - 10) : item.start]
        lead_in = "de " if lead.startswith(("de ", "of ")) else ""
        found = _DAY_BEFORE.search(f"{before} " if lead_in and not before.endswith(" ") else before)
        place = item.start - len(before) + found.start() if found else 0
    if found is None and lead[:4].isdigit() and item.text[-1:].isalpha():
        found = _DAY_AFTER.match(draft.string, item.stop)
        place = found.start(1) if found else 0
    if found is None or any(
        other.start <= place < other.stop
        for other in draft.fields
        if other.label not in ("note", "date", "other")
    ):
        return date
    return PartialDate(date.year, date.month, int(found.group(1)))


def _fullest(dates: list[PartialDate]) -> PartialDate:
    """Give the date that says most, of several that agree on the year; else the first with a year."""
    if len(dates) == 1:
        return dates[0]
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


_LONG = 40


def _from_notes(draft: Draft) -> None:
    labelled = draft.labelled
    for label in ("note", "url", "other"):
        for item in labelled.get(label, ()):
            published = (
                _PUBLISHED.match(item.text) if label == "note" and "issued" not in draft.values else None
            )
            if published:
                issued, accessed = read(item.text[published.end() :])
                # A long note that only begins with a date says more than when.
                draft.put("issued", None if issued and len(issued.verbatim or "") > _LONG else issued)
                draft.put("accessed", accessed)
            if "accessed" in draft.values or not _YEAR.search(item.text):
                continue
            found = _ACCESSED.search(item.text)
            if found and _YEAR.search(item.text, found.end()):
                draft.put("accessed", parse_date(item.text[found.end() : found.end() + 40]))
    if "accessed" not in draft.values and ("[" in draft.string or "［" in draft.string):
        bracketed = _BRACKETED.search(draft.string)
        if bracketed:
            draft.put("accessed", parse_date(bracketed.group(1)))


def parse_date(text: str) -> PartialDate:
    """Give the date that a text prints; month and day when they are plain, verbatim when it says more.

    Day.month.year unless the second number exceeds 12; a season, "n.d." or "c." is kept verbatim.
    """
    bare = " ".join(text.split()).strip(" ()[].,;:（）［］，。")
    if len(bare) == 4 and bare.isdecimal() and _YEAR.match(bare):
        return PartialDate(int(bare))
    if not bare.isascii() and _HAN_YEAR.search(bare):
        bare = _han_numbers(bare)
    numeric = _numeric(bare)
    if numeric is not None:
        return numeric
    span = _RANGE.search(bare)
    if span:
        stop = int(span.group(2)) if len(span.group(2)) == 4 else int(span.group(1)[:2] + span.group(2))
        if stop > int(span.group(1)):
            return PartialDate(int(span.group(1)), stop_year=stop)
    year = _YEAR.search(bare)
    if year is None:
        return _yearless(bare)
    return _worded(bare, int(year.group(1)))


def _han_numbers(text: str) -> str:
    """Give "二〇一七年七月十六日" as "2017年7月16日"."""

    def number(found: re.Match[str]) -> str:
        tens, ten, ones = found.group(1).partition("十")
        if not ten:
            return found.group(1).translate(_HAN_DIGITS) + found.group(2)
        value = (tens.translate(_HAN_DIGITS) or "1") + (ones.translate(_HAN_DIGITS) or "0")
        return value + found.group(2)

    return re.sub(r"([〇○零一二三四五六七八九十]{1,4})([年月日])", number, text)


def _numeric(bare: str) -> PartialDate | None:
    """Give a date printed in numbers, Roman months and Vietnamese words among them, or None."""
    found = _ISO.search(bare)
    if found and _YEAR.fullmatch(found.group(1)) and not _shortened(found):
        return _checked(bare, *(int(part) if part else None for part in found.groups()))
    slashed = _SLASHED.search(bare)
    if slashed and _YEAR.fullmatch(slashed.group(4)):
        month = int(slashed.group(2)) if slashed.group(2) else _ROMAN.get(slashed.group(3))
        return _checked(bare, int(slashed.group(4)), month, int(slashed.group(1)))
    month_year = _MONTH_YEAR.fullmatch(bare)
    if month_year and _YEAR.fullmatch(month_year.group(2)) and 1 <= int(month_year.group(1)) <= 12:
        return PartialDate(int(month_year.group(2)), int(month_year.group(1)))
    vietnamese = _VIETNAMESE.search(bare) if "năm" in bare else None
    if vietnamese:
        day, number, year = (int(part) if part else None for part in vietnamese.groups())
        return _checked(bare, year, number, day)
    return None


def _shortened(found: re.Match[str]) -> bool:
    """Tell whether "1889-96" is a range of years, not a month that does not exist."""
    return found.group(3) is None and int(found.group(2)) > 12


def _yearless(bare: str) -> PartialDate:
    if len(bare) > 2 and _ROMAN_YEAR.fullmatch(bare):
        values = [{"M": 1000, "D": 500, "C": 100, "L": 50, "X": 10, "V": 5, "I": 1}[c] for c in bare]
        year = sum(-v if v < max(values[n:]) else v for n, v in enumerate(values))
        if 1400 <= year <= 2099:
            return PartialDate(year, verbatim=bare)
    return PartialDate(verbatim=(f"{bare}." if _UNDATED.fullmatch(bare) else bare) or None)


def _worded(bare: str, year: int) -> PartialDate:
    printed = [word.lower() for word in _WORDS.findall(bare)]
    months = [_MONTHS[word] for word in printed if word in _MONTHS]
    if not months:
        said = not SEASONS.isdisjoint(printed) or _VERBATIM.search(bare)
        return PartialDate(year, verbatim=bare if said else None)
    printed_year = str(year)
    rest = _FOUR.sub(lambda found: " " if found[0] == printed_year else found[0], bare)
    day = _DAY.search(rest)
    several = bool(len(set(months)) > 1 or _SEVERAL_DAYS.search(rest) or _YEAR.search(rest))
    if len(months) > 1 and not several:
        several = len(set(_DAY.findall(rest))) > 1
    number = int(day.group(1)) if day and 1 <= int(day.group(1)) <= 31 and not several else None
    return PartialDate(year, months[0], number, verbatim=bare if several else None)


def _checked(bare: str, year: int | None, month: int | None, day: int | None) -> PartialDate:
    if month is not None and day is not None and month > 12 >= day:
        month, day = day, month
    if (month is not None and not 1 <= month <= 12) or (day is not None and not 1 <= day <= 31):
        return PartialDate(year, verbatim=bare)
    return PartialDate(year, month, day)
