"""Containers and series: the journal or book that holds the work, and the series with its number."""

import re
from functools import lru_cache

from bibtrack.references import imprint, titles
from bibtrack.references.draft import Draft
from bibtrack.text import Late
from bibtrack.values.reference import Role

_IN = Late(r"(?i)(?:in|dans|en|em|nel|im|in:|in\s*:|//|载|见)\s*:?\s+|(?:in:|//|载|见)\s*")
_SERIES = Late(r"(?i)^(?:\(?(?:of|ser(?:ies|\.)?(?=\s[A-Z])|coll\.|collection)\s+)")
_PAPER = Late(r"(?i)\b(?:paper|report|memorandum|brief|note)s?\b.*\d|^[A-Z]{2,5}[/-][\w./-]*\d[\w./-]*$")
#: A kind of document, which contains nothing.
_KIND = Late(
    r"(?i)(?:(?:white|working|discussion|policy|briefing|background|position|occasional) (?:paper|brief)|fact ?sheet|(?:press|media) (?:release|note|statement)|communiqué de presse|comunicado de prensa|pressemitteilung|livre blanc|libro blanco)s?"
)
_NUMBER = Late(r"(?i)[\s,;(]*(?:(?:no|nr|vol|bd|band|n[°º]|number|volume|t)\.?\s*)?(\d+[A-Za-z]?)\)?$")

#: "博士学位论文，中国地质大学（北京）", "厦门大学博士论文".
_THESIS = Late(
    r"(?P<before>[^，,]{0,30}?)[，,\s]*(?P<genre>(?:博士|硕士|学士)(?:学位)?论文)[，,\s]*(?P<after>.{0,30})"
)
_TAIL = 40


def apply(draft: Draft) -> None:
    """Set `container_title`, `collection_title` and `collection_number`."""
    if "container-title" not in draft.labelled and "collection-title" not in draft.labelled:
        return
    spans = draft.texts("container-title")
    if spans and _translates(draft):
        draft.put("translated_title", titles.clean(spans.pop(0)))
    if spans and not _is_imprint(draft, container := clean(spans[0])):
        draft.put("container_title", container)
        for extra in spans[1:]:
            draft.put("collection_title", clean(extra))
    _without_part(draft)
    for item in draft.labelled.get("collection-title", ()):
        series = _SERIES.sub("", item.text.strip("( )"))
        # The number closes the text; a look at its end keeps a page of blanks from costing a square of time.
        tail = max(0, len(series) - _TAIL)
        number = _NUMBER.search(series[tail:])
        if number and tail + number.start() > 3:
            draft.put("collection_number", number.group(1))
            series = series[: tail + number.start()]
        draft.put("collection_title", titles.clean(series))


def _translates(draft: Draft) -> bool:
    """Tell whether the first container is a bracket right behind the title: the title in another language."""
    item = draft.labelled["container-title"][0]
    if draft.string[item.start - 1 : item.start] != "[" or (title := draft.first("title")) is None:
        return False
    between = draft.string[title.stop : item.start]
    return draft.string[item.stop : item.stop + 1] == "]" and between.strip("”\"’'») [") == ""


def _without_part(draft: Draft) -> None:
    """Take what was edited for the work itself where no part of it is named: "Müller, H. (Hrsg.): Rohstoffpolitik"."""
    values = draft.values
    if values.get("title") or "pages" in draft.labelled or not values.get("container_title"):
        return
    if draft.creators and all(creator.role is Role.EDITOR for creator in draft.creators):
        values["title"] = values.pop("container_title")


def _is_imprint(draft: Draft, text: str) -> bool:
    """Set what only looks like a container: the number of a series of papers, or the issuing body."""
    labelled = draft.labelled
    if labelled.get("volume") or labelled.get("issue") or labelled.get("editor"):
        return False
    thesis = _THESIS.fullmatch(text) if "论文" in text else None
    if thesis:
        draft.put("genre", thesis["genre"])
        draft.put("publisher", thesis["before"] or thesis["after"] or "")
        return True
    if _KIND.fullmatch(text):
        draft.put("genre", text)
        return True
    if _PAPER.search(text):
        kind, number = imprint.numbered(text)
        draft.put("genre", kind)
        draft.put("number", number)
        return True
    authors = {creator.name.literal for creator in draft.creators if creator.name.literal}
    # Of a work without persons that no pages place in a journal, capitals are the body that issued it.
    issued = bool(authors) or not (draft.creators or draft.texts("pages"))
    if issued and not draft.texts("publisher") and (text in authors or re.fullmatch(r"[A-Z]{2,8}", text)):
        draft.put("publisher", text)
        return True
    return False


def numbers_papers(draft: Draft) -> bool:
    """Tell whether the container is a series of papers, "CIGI Papers No. 264"; if so, it becomes the series and the issue its number."""
    values = draft.values
    series = values.get("container_title")
    if not series or "issue" not in values or "volume" in values or not _PAPERS.search(series):
        return False
    if (
        values.get("number")
        or "-" in values.get("page", "")
        or any(c.role is Role.EDITOR for c in draft.creators)
    ):
        return False
    draft.put("collection_title", values.pop("container_title"))
    draft.put("number", values.pop("issue"))
    return True


#: No journal: "Brookings Papers on Economic Activity", which has volumes.
_PAPERS = Late(
    r"\S\s(?:Papers?|Reports|Briefs|Briefings|Memoranda|Arbeitspapiere|Documentos de Trabajo)(?:\sSeries)?$"
)


@lru_cache(maxsize=4096)
def clean(text: str) -> str:
    """Give a container's title without "In" and without outer punctuation."""
    text = text.strip()
    found = _IN.match(text)
    return titles.clean(text[found.end() :] if found else text)
