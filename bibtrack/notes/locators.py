"""Locators: the page, paragraph, chapter, article … that a cite points to, in CSL's terms."""

import re
from dataclasses import replace

from bibtrack.values.citation import Locator
from bibtrack.values.reference import ItemType, Reference

_VALUE = r"[\divxlcIVXLC]+[a-z]?(?:\.\d+)*(?:\s?(?:[–—-]|,\s?|and|und|&|u\.|et)\s?\d+[a-z]?(?:\.\d+)*)*(?:\s?(?:ff?\.?|et\s+seq\.?|sqq?\.))?"
#: CSL locator term → what is printed before the number.
_LABELS = (
    ("page", r"(?:at\s+)?(?:pp?\.?|pages?|S\.|Seiten?|págs?\.|s\.)"),
    ("paragraph", r"(?:at\s+)?(?:paras?\.?|paragraphs?|¶{1,2}|Rn\.|Rz\.|Rdnr\.|Randnr\.|Abs\.|recitals?)"),
    ("chapter", r"(?:at\s+)?(?:chs?\.|chaps?\.|chapters?|Kap\.|Kapitel|cap\.)"),
    ("section", r"(?:at\s+)?(?:§{1,2}|ss?\.(?=\s?\d+\b)|secs?\.|sections?|sects?\.)"),
    ("article", r"(?:arts?\.?|articles?|Artikel)"),
    ("note", r"(?:nn?\.|fn\.?|footnotes?|Fn\.|Anm\.)"),
    ("volume", r"(?:vols?\.|volumes?|Bd\.|Band)"),
    ("part", r"(?:pts?\.|parts?|Teil)"),
    ("figure", r"(?:figs?\.|figures?|Abb\.)"),
    ("table", r"(?:tables?|Tab\.)"),
    ("line", r"(?:ll?\.|lines?)"),
    ("verse", r"(?:vv?\.|verses?)"),
    ("appendix", r"(?:app\.|appendix|Anhang)"),
)
_LABELLED = tuple(
    (label, re.compile(rf"(?<![\w.]){words}(?:(?<=[.¶§])\s?|\s|(?=\d))({_VALUE})(?=\W|$)"))
    for label, words in _LABELS
)
_AT = re.compile(rf",?\s+at\s+({_VALUE})\W*$")
_CHINESE = re.compile(r"第\s?(\d+(?:\s?[–—\-~、至]\s?\d+)*)\s?([页頁条條章节節段])")
_CHINESE_TERMS = {
    "页": "page",
    "頁": "page",
    "条": "article",
    "條": "article",
    "章": "chapter",
    "节": "section",
    "節": "section",
    "段": "paragraph",
}
_LAST = re.compile(
    r"(?:,|(?<!\d):|\)|['’”\"])\s*((?:\d{1,2}:)?\d{1,5}(?:\s?[–—-]\s?\d{1,5})?(?:,\s?\d{1,5}(?:[–—-]\d{1,5})?)*(?:\s?ff?\.?)?)\W*$"
)

#: Types of works that stand on certain pages of a larger one.
_ON_PAGES = frozenset({
    ItemType.ARTICLE, ItemType.ARTICLE_JOURNAL, ItemType.ARTICLE_MAGAZINE, ItemType.ARTICLE_NEWSPAPER, ItemType.CHAPTER,
    ItemType.ENTRY, ItemType.ENTRY_DICTIONARY, ItemType.ENTRY_ENCYCLOPEDIA, ItemType.LEGAL_CASE, ItemType.LEGISLATION,
    ItemType.PAPER_CONFERENCE, ItemType.REGULATION, ItemType.REVIEW, ItemType.REVIEW_BOOK, ItemType.TREATY,
})  # fmt: skip


def locator(text: str) -> Locator | None:
    """Give the last locator that a cite prints, or None; a bare number at its end is a page."""
    found = _AT.search(text)
    if found:
        return Locator("page", found[1].strip())
    chinese = list(_CHINESE.finditer(text))
    if chinese:
        return Locator(_CHINESE_TERMS[chinese[-1][2]], chinese[-1][1])
    ends = [
        (m.end(), label, m[1])
        for label, pattern in _LABELLED
        for m in pattern.finditer(text)
        if label != "volume"
    ]
    if ends:
        _, label, value = max(ends)
        return Locator(label, value.strip())
    last = _LAST.search(text)
    if last is None or re.fullmatch(r"(?:1[5-9]|20)\d\d", last[1]):
        return None
    return Locator("page", last[1].strip())


def of_work(reference: Reference) -> Reference:
    """Give what a note's cite says of the work: the page of a book or report is the place that the note points to."""
    placed = reference.type in _ON_PAGES and (
        reference.type is not ItemType.CHAPTER or reference.container_title
    )
    return reference if placed else replace(reference, page=None)
