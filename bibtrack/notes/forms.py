"""Forms of a cite: full, short, ibid., op. cit., supra note N — and the note number it names."""

import re

from bibtrack.notes.names import FAMILY_ONLY, NAME_YEAR
from bibtrack.values.citation import CitationForm

_NOTE = r"(?:foot)?(?:notes?|nn?\.?|fn\.?|nn\.|anm\.?|nota|no\.|注|註)"
IBID = re.compile(
    r"(?<![\w.])(?:ibid(?:em)?\b\.?|ib\.|id\.(?=\W|$)|idem(?=,?\s+(?:at|p|S)\b|\s*[.,;]|$)|ebd\b\.?|ebda\b\.?|ebenda\b|ivi\b|同上书|同上書|同上注|同上註|同上|同前引|同前书|同前(?!注|註|引))",
    re.IGNORECASE,
)
OP_CIT = re.compile(
    r"(?<!\w)(?:op\.?\s?cit\b\.?|loc\.?\s?cit\b\.?|l\.\s?c\.|art\.\s?cit\b\.?|ob\.\s?cit\b\.?|a\.\s?a\.\s?[Oo]\.|am\s+angegebenen\s+Ort|o\.\s?c\.|前引书|前引文|前引|前揭书|前揭)",
    re.IGNORECASE,
)
SUPRA = re.compile(
    rf"\b(?:supra|infra|above|oben|ci-dessus|plus\s+haut)[,\s]*(?:at\s+)?(?:in\s+)?{_NOTE}\s*(?P<a>\d{{1,4}})"
    rf"|\(\s*(?:(?:supra|above|oben|s\.|siehe)[,\s]*)?(?:n|nn|fn|footnote|note|anm|nota)\.?\s*(?P<b>\d{{1,4}})(?:\s+(?:above|supra|oben))?\s*\)"
    rf"|\b{_NOTE}\s*(?P<c>\d{{1,4}})\s*,?\s*(?:above|supra|oben|ci-dessus)"
    r"|(?:同|见|見|參見|参见)?(?:本文)?前(?:注|註)(?:释|釋)?\s*[〔\[（(【]?\s*(?P<d>\d{1,4}|[①-⑳])?\s*[〕\]）)】]?|同(?:注|註)\s*[〔\[（(]?\s*(?P<e>\d{1,4}|[①-⑳])"
    r"|\b(?:supra|above)\b(?=\s*[,.;)]|$|\s+at\b)",
    re.IGNORECASE,
)
_WITH_NUMBER = re.compile(
    rf"(?:op\.?\s?cit\.?|loc\.?\s?cit\.?|a\.\s?a\.\s?O\.|前引书?|ibid\.?|id\.)\s*[,;]?\s*\(?(?:supra\s+)?(?:see\s+)?{_NOTE}\s*(\d{{1,4}})",
    re.IGNORECASE,
)
# Where a work stands, though its year was left out: "no. 3: 407–434", "(Ithaca, NY: Cornell University Press)".
_PLACED = re.compile(
    r"\b(?:no|nr|vol|iss)\.\s?\d|\d\s?\(\d+\)\s?:|\([^():]{3,40}:\s[^()\d]{3,60}\)", re.IGNORECASE
)
_PARTS = re.compile(r"['‘“\"«《*_]|\d")


def form_of(text: str) -> CitationForm:
    """Tell the form of one cite from its own words."""
    if OP_CIT.search(text):
        return CitationForm.OP_CIT
    if SUPRA.search(text):
        return CitationForm.SUPRA
    found = IBID.search(text)
    if found and len(text[: found.start()]) < 60:
        return CitationForm.FULL if _idem(text[found.end() :]) else CitationForm.IBID
    return CitationForm.SHORT if is_short(text) else CitationForm.FULL


def _idem(rest: str) -> bool:
    # "id., Law's Community (1995)": the same author, but another work.
    return re.match(r",\s*['‘“\"]?[A-Z][^,;]{5,150}\(?(?:1[5-9]|20)\d\d", rest) is not None


def note_number(text: str) -> str | None:
    """Give the number of the note that a cite refers back to ("supra note 12" → "12"), or None."""
    found = _WITH_NUMBER.search(text)
    if found:
        return found[1]
    named = SUPRA.search(text)
    number = next((value for value in named.groups() if value), None) if named else None
    return str(ord(number) - 0x245F) if number and number in "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳" else number


def is_back_reference(text: str) -> bool:
    """Tell whether the words ibid., op. cit., supra and their like occur."""
    return any(pattern.search(text) for pattern in (IBID, OP_CIT, SUPRA))


def is_short(text: str) -> bool:
    """Tell whether a cite is a family name alone with a year, or with a short title and a page."""
    dated = NAME_YEAR.match(text)
    if dated and len(_PARTS.findall(text[dated.end() :])) <= 16 and len(text) - dated.end() < 60:
        return "," not in text[dated.end() + 1 :].strip(" .,")[40:]
    named = FAMILY_ONLY.match(text)
    if (
        named is None
        or len(text) > 130
        or re.search(r"\b(?:1[5-9]|20)\d\d\b|https?://|\bdoi\b|\b10\.\d{4}", text)
    ):
        return False
    rest = text[named.end() :].strip(" ,")
    if _PLACED.search(rest):
        return False
    return (
        rest[:1] in "‘“\"'«*_《"
        or re.fullmatch(r"[^,]{3,80},\s*(?:(?:at|pp?\.|S\.|ch\.|chap\.)\s*)?[\divxlc]+[\d–—,\s-]*\.?", rest)
        is not None
    )
