"""A reference said anew: what a pattern of the whole citation proves replaces what the labels made of it."""

import re
from typing import Any

from bibtrack.references import dates
from bibtrack.references.draft import Draft
from bibtrack.text import Late
from bibtrack.values.reference import ItemType, PartialDate

_KEPT = ("url", "archive_url", "accessed")
_MONTH = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]{0,6}\.?"
#: "12 March 1971", "Mar. 12, 1971".
DAY = rf"(?:\d{{1,2}}\s{_MONTH}\s\d{{4}}|{_MONTH}\s\d{{1,2}},\s\d{{4}})"
_DAYS = Late(rf"\b{DAY}")
_YEARS = Late(r"(?<![\d/.:-])(?:1[6-9]|20)\d\d(?![\d/])")
_SIGNAL = Late(r"^\s*(?:\d{1,3}\.?\s)?(?:(?:[Ss]ee(?:\salso|,?\se\.g\.,)?|[Cc]f\.|But see)\s)?")
_QUOTED = re.compile(r"[“”\"‘«]").search


def restate(draft: Draft, kind: ItemType, **values: Any) -> None:
    """Set the type and the values that a whole citation says; all other values and names go, addresses stay."""
    draft.values = {name: value for name, value in draft.values.items() if name in _KEPT}
    draft.creators = []
    draft.prove(kind, **values)


def head(draft: Draft, stop: int, *, quoted: bool = False) -> str:
    """Give what stands before a place without signal and outer punctuation; "" where a quotation mark opens in it, unless `quoted`."""
    text = draft.string[:stop]
    return "" if not quoted and _QUOTED(text) else _SIGNAL.sub("", text).strip(" ,;.:(")


def day_in(text: str) -> PartialDate | None:
    """Give the last full date of a text, else its last year, or None."""
    found = _DAYS.findall(text) or _YEARS.findall(text)
    return dates.parse_date(found[-1]) if found else None
