"""Imprint: publisher, place and edition, and the genre that a bracket or a phrase names."""

import re
from functools import lru_cache

from bibtrack.references import titles
from bibtrack.references.draft import Draft, Field
from bibtrack.text import Late, is_wide, squeeze

_EDITION_WORD = Late(
    r"(?i)^[(\[]?\s*(\d{1,3})\s*(?:st|nd|rd|th|e|ª|º|a|\.ª)?\.?,?\s*(?:(?:rev(?:ised)?|verb|überarb(?:eitete)?|durchges(?:ehene)?|erw(?:eiterte)?|corr|aktualisierte|neu\s?bearb(?:eitete)?)\.?,?\s*(?:und|and|u\.)?\s*)*"
    r"(?:ed(?:n|ition|ición|ição|izione|itie|\.)?|aufl(?:age|\.)?|édition|éd\.?|版|druk)?\.?\s*[)\]]?\.?$"
)
_CJK_EDITION = Late(r"第?\s*([\d一二三四五六七八九十]+)\s*版")
_DIGIT = dict(zip("一二三四五六七八九十", range(1, 11), strict=True))

#: Longer texts are no place, publisher or genre; they stay as they are, so that time stays linear.
LONGEST = 400


def apply(draft: Draft) -> None:
    """Set `publisher`, `publisher_place`, `edition`, `genre`; several places are joined by "; "."""
    labelled = draft.labelled
    for label, name in (("location", "publisher_place"), ("publisher", "publisher")):
        items = labelled.get(label, ())
        if len(items) == 1:
            draft.put(name, clean(items[0].text))
        elif items:
            texts = [clean(item.text) for item in items]
            draft.put(name, "; ".join(dict.fromkeys(filter(None, texts))))
    if is_wide(draft.values.get("publisher") or ""):
        _part_han(draft)
    if "publisher_place" in draft.values or "icen" in (draft.values.get("publisher") or ""):
        _part_places(draft)
    for item in labelled.get("edition", ()):
        draft.put("edition", edition(_with_number(draft, item)))
    for item in labelled.get("genre", ()):
        kind, number = numbered(titles.clean(item.text).strip("[] "))
        draft.put("genre", kind)
        draft.put("number", number)


def _with_number(draft: Draft, item: Field) -> str:
    """Give an edition with the number before its words: "2., überarb. Aufl." was not volume 2."""
    found = (
        _COUNTED.search(draft.string, max(0, item.start - 8), item.start) if item.text[:1].islower() else None
    )
    if found is None:
        return item.text
    volumes = draft.labelled.get("volume", [])
    draft.labelled["volume"] = [volume for volume in volumes if volume.start != found.start(1)]
    return draft.string[found.start(1) : item.stop]


_COUNTED = Late(r"(?<![\d(/:–-])(\d{1,2})\.,?\s+$")


def _part_han(draft: Draft) -> None:
    # "普林斯頓:普林斯頓大學出版社": the place stands before a colon, also one without a blank.
    publisher = draft.values["publisher"]
    found = _HAN_IMPRINT.match(publisher) if ":" in publisher or "：" in publisher else None
    if found and not draft.values.get("publisher_place"):
        draft.values["publisher_place"], draft.values["publisher"] = found.groups()


def _part_places(draft: Draft) -> None:
    """Take a press for a publisher, the first of two publishers out of the places, and a licence away."""
    values = draft.values
    place, publisher = values.get("publisher_place") or "", values.get("publisher") or ""
    if not publisher and place.endswith(_PRESSES):
        values["publisher"] = values.pop("publisher_place")
    elif publisher and ";" in place and (found := _TWO.fullmatch(place)):
        values["publisher_place"] = f"{found[1]}; {found[3]}"
        values["publisher"] = f"{found[2]}; {publisher}"
    elif "icen" in publisher:
        values["publisher"] = _LICENCE.sub("", publisher)


_PRESSES = (" UP", " University Press", " Verlag")
#: "Guadalajara: CALAS; Bielefeld", with the second publisher behind it.
_TWO = Late(r"([^:;]+):\s([^:;]+);\s([^:;]+)")
_LICENCE = Late(r"[.;,]\s(?:[Ll]icen[cs]e|[Ll]icencia|[Ll]icença)s?:?\s.*$")
_HAN_IMPRINT = Late(r"([㐀-鿿]{2,8})\s*[:：]\s*([㐀-鿿].{1,80})$")
_NUMBERED = Late(
    r"(?i)^(?P<kind>.*?)[\s,]*\(?(?:(?:\bno|\bnr|\bnum|\bnumber|n[°º]|#)\.?:?\s*)?(?P<number>(?<![^\W\d_])(?:[A-Z]{1,5}[-/.]?)?\d[\w./()〔〕号,–-]*(?:/[\w.()-]+)*|(?<![^\W\d_])[A-Z]{1,4}(?:/[\w.()-]+)+)\)?$"
)


def numbered(text: str) -> tuple[str, str]:
    """Give the kind and the number of a numbered document, "" for what is not there.

    "NBER Working Paper 7771" → ("NBER Working Paper", "7771"); "UN Doc. A/RES/70/1" → ("UN Doc", "A/RES/70/1").
    """
    found = _NUMBERED.match(text) if len(text) < LONGEST else None
    if found is None:
        return text.strip("() "), ""
    number = found["number"]
    return found["kind"].strip(" ,;:.("), number.rstrip(".,") if number.count("(") == number.count(
        ")"
    ) else number.strip("(),.")


_SEVERAL_BRACKETS = Late(r"[(\[].+[)\]].*[(\[)\]]")
_ABBREVIATED = ("Inc", "Ltd", "Co", "Corp", "D.C", "U.S", "e.V", "U.K")
_ABBREVIATION = Late(rf"\b(?:{'|'.join(map(re.escape, _ABBREVIATED))})$")


@lru_cache(maxsize=4096)
def clean(text: str) -> str:
    """Give a place or publisher without outer punctuation; a lone bracket is taken off."""
    bare = squeeze(text).strip(' ,;:.，；：。“”"')
    if len(bare) > LONGEST:
        return bare
    if bare.count("(") != bare.count(")") or bare.count("[") != bare.count("]"):
        bare = bare.strip("()[] ") if not _SEVERAL_BRACKETS.search(bare) else bare
    if bare[:1] in ("(", "[") and bare[-1] in ")]":
        bare = bare[1:-1]
    return bare + "." if bare.endswith(_ABBREVIATED) and _ABBREVIATION.search(bare) else bare


def edition(text: str) -> str:
    """Give the number of an edition when that is all the text says, else the text."""
    bare = " ".join(text.split()).strip(" ,;:.，；")
    found = _EDITION_WORD.match(bare)
    if found:
        return str(found.group(1))
    chinese = _CJK_EDITION.search(bare)
    if chinese:
        return str(_DIGIT.get(chinese.group(1), chinese.group(1)))
    return bare.strip("()[] ")
