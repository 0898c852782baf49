"""Is a registered record (a DOI) to be expected at all?  "No", with the reason, is an answer.

Web pages, news, statutes, cases, interviews and letters are not registered: not finding them
is right and must not count as a failure.  A printed DOI always means yes.
"""

import re

from bibtrack.matching.words import folded
from bibtrack.values.identifier import Scheme, normalise_doi
from bibtrack.values.reference import ItemType, Reference

_TYPES: dict[ItemType, str] = {
    ItemType.WEBPAGE: "a web page", ItemType.POST: "an online post", ItemType.POST_WEBLOG: "a weblog post",
    ItemType.ARTICLE_NEWSPAPER: "a newspaper article", ItemType.BROADCAST: "a broadcast",
    ItemType.LEGISLATION: "a statute", ItemType.BILL: "a bill", ItemType.REGULATION: "a regulation",
    ItemType.LEGAL_CASE: "a court case", ItemType.TREATY: "a treaty", ItemType.HEARING: "a hearing",
    ItemType.INTERVIEW: "an interview", ItemType.PERSONAL_COMMUNICATION: "a personal communication",
    ItemType.SPEECH: "a speech", ItemType.MANUSCRIPT: "an unpublished manuscript",
    ItemType.MOTION_PICTURE: "a film", ItemType.SONG: "a recording", ItemType.PAMPHLET: "a pamphlet",
    ItemType.PATENT: "a patent", ItemType.MAP: "a map", ItemType.EVENT: "an event",
    ItemType.PERFORMANCE: "a performance", ItemType.GRAPHIC: "a picture", ItemType.SOFTWARE: "software",
}  # fmt: skip

# Read on the folded text; each names a kind of source that no registry of works holds.
_PHRASES: tuple[tuple[str, str], ...] = (
    (r"\binterview(?:s|ed)? (?:with|by|conducted)\b|\bauthor'?s? interview\b|\bin interview\b", "an interview"),
    (r"\bpers(?:\.|onal) comm(?:\.|unication)|\be-?mail (?:to|from)\b|\bletter (?:to|from) (?!the editor)",
     "a personal communication"),
    (r"\bunpublished (?:manuscript|data|results|report|work)|\bin preparation\b|\bmanuscript in prep",
     "unpublished work"),
    (r"\bpress release\b|\bnews release\b", "a press release"),
    (r"\bu\.?s\.? pat(?:\.|ent)\b|\bpatent (?:no\.?|application)|\b(?:us|ep|wo) ?\d{4,}/?\d* ?[ab]\d\b", "a patent"),
    (r"§+ ?\d|\b\d+ u\.? ?s\.? ?c\.? §?|\bpub\. ?l\. no|\bstat\. \d|\bc\.f\.r\.|\bfed\. reg\.", "a statute"),
    (r"\b(?!and |et |und )[a-z][\w'&-]{2,}\.? v\.? [a-z][\w'-]{2,}[\w.' &-]{0,60},?"
     r" (?:\[?\(?\d{4}[\]) ]+\d|\d+ (?:u\.s\.|f\.|s\. ?ct|p\.|a\.))",
     "a court case"),
    (r"\bhearing before\b|\bcong\. rec\.|\bu\.n\. doc\.|\bun doc\b|\ba/res/\d|\bs/res/\d", "an official document"),
)  # fmt: skip
_COMPILED = tuple((re.compile(pattern), kind) for pattern, kind in _PHRASES)
_ADDRESS = re.compile(r"https?://|\bwww\.", re.I)
_PERIODICAL = re.compile(
    r"\d+\s*\((?!1[5-9]\d\d\)|20\d\d\))\d+[^)]{0,12}\)|\bvol(?:ume)?\.? ?\d|\bpp?\. ?\d|\d+\s*[:,;]\s*[a-z]?\d+\s*[-–—]\s*\d+|"
    r"\bdoi\b|\bjournal\b|\buniversity press\b|\barxiv\b|\bissn\b|\bisbn\b",
    re.I,
)


def registered(reference: Reference, text: str | None = None) -> tuple[bool, str]:
    """Tell whether a record is to be expected, and why in one sentence.

    `text` is the citation as printed.  When in doubt the answer is yes: to ask in vain costs
    little, to leave a work unasked hides it.
    """
    if reference.doi or (text and normalise_doi(text)):
        return True, "a DOI is printed"
    if any(reference.identifier(scheme) for scheme in (Scheme.ARXIV, Scheme.PMID, Scheme.PMCID)):
        return True, "an identifier of a registered work is printed"
    kind = _TYPES.get(reference.type) or _told(text)
    if kind is not None and not _like_a_work(reference, text):
        return False, f"{kind} is not registered with a DOI"
    return True, "works of this kind are registered"


def _told(text: str | None) -> str | None:
    if not text:
        return None
    plain = folded(text)
    told = next((kind for pattern, kind in _COMPILED if pattern.search(plain)), None)
    return told or ("a web page" if _ADDRESS.search(text) else None)


def _like_a_work(reference: Reference, text: str | None) -> bool:
    """Tell whether volume, issue or pages show a periodical or a book behind the address."""
    if reference.volume and (reference.issue or reference.page):
        return True
    return bool(text and _PERIODICAL.search(_ADDRESS_AND_REST.sub(" ", text)))


_ADDRESS_AND_REST = re.compile(r"(?:https?://|www\.)\S+", re.I)
