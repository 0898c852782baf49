"""Containers and series: the journal or book that holds the work, and the series with its number."""

import re

from bibtrack.references import titles
from bibtrack.references.draft import Draft

_IN = re.compile(r"(?i)^(?:in|dans|en|em|nel|im|in:|in\s*:|//|载|见)\s*:?\s+|^(?:in:|//|载|见)\s*")
_SERIES = re.compile(r"(?i)^(?:\(?(?:of|ser(?:ies|\.)?(?=\s[A-Z])|coll\.|collection)\s+)")
_NUMBER = re.compile(r"(?i)[\s,;(]*(?:(?:no|nr|vol|bd|band|n[°º]|number|volume|t)\.?\s*)?(\d+[A-Za-z]?)\)?$")


def apply(draft: Draft) -> None:
    """Set `container_title`, `collection_title` and `collection_number`."""
    spans = draft.texts("container-title")
    if spans:
        draft.put("container_title", clean(spans[0]))
        for extra in spans[1:]:
            draft.put("collection_title", clean(extra))
    for text in draft.texts("collection-title"):
        series = _SERIES.sub("", text.strip("( )"))
        number = _NUMBER.search(series)
        if number and number.start() > 3:
            draft.put("collection_number", number.group(1))
            series = series[: number.start()]
        draft.put("collection_title", titles.clean(series))


def clean(text: str) -> str:
    """Give a container's title without "In" and without outer punctuation."""
    return titles.clean(_IN.sub("", text.strip()))
