"""Identifiers and addresses in a reference: what they are and where they stand.

They claim their stretch of the string before anything else is labelled.
"""

import re

from bibtrack.references.draft import Draft
from bibtrack.references.tokens import Claim
from bibtrack.values.identifier import (
    Identifier,
    Scheme,
    normalise_doi,
    normalise_isbn,
    normalise_issn,
)

_URL_BODY = r"[^\s<>\"“”«»\]）》」，。；、]+"
_CLAIM = re.compile(
    rf"(?P<url>(?:\bhttps?\s?:\s?//|\bftp://|\bwww\.){_URL_BODY})"
    rf"|(?P<doi>(?:\bdoi\.org/|\bdoi:?\s?)?\b10\.\d{{4,9}}\s?/\s?[^\s<>\"“”，。；]+)"
    r"|(?P<arxiv>\b(?:arXiv:?\s?(?:\d{4}\.\d{4,5}(?:v\d+)?|[a-z-]+(?:\.[A-Z]{2})?/\d{7})"
    r"|(?:hep-(?:th|ph|ex|lat)|gr-qc|astro-ph|cond-mat|quant-ph|math-ph|nucl-(?:th|ex)|math|physics|cs)(?:\.[A-Z]{2})?/\d{7})"
    r"(?:v\d+)?(?:\s?\[[a-z-]+(?:\.[A-Z]{2})?\])?)"
    r"|(?P<isbn>\bISBN(?:-1[03])?:?\s?(?:97[89][\s-]?)?\d[\d\s-]{7,13}[\dXx]\b)"
    r"|(?P<issn>\bISSN:?\s?\d{4}[-–]?\d{3}[\dXx]\b)"
    r"|(?P<pmcid>\b(?:PMCID:?\s?)?PMC\d{4,9}\b)"
    r"|(?P<pmid>\bPMID:?\s?\d{4,9}\b)"
    r"|(?P<handle>\bhdl:?\s?\d+(?:\.\d+)*/[\w.-]+)",
    re.IGNORECASE,
)
#: Without one of these there is nothing to claim; a cheap test for the many strings without.
_HINT = re.compile(r"/|www\.|PMC|PMID|(?i:isbn|issn|arxiv|hdl)")
_TAIL = ".,;:'\"’”»>*"
_CLOSING = {")": "(", "]": "[", "}": "{", "）": "（"}


def apply(draft: Draft) -> None:
    """Set the identifiers that the string prints, and `url` from the first address that is not one."""
    for item in draft.claims:
        text = draft.string[item.start : item.stop]
        if item.kind != "url":
            draft.add_identifier(normalise(item.kind, text))
            continue
        found = of_url(text)
        draft.add_identifier(found)
        if found is None or found.scheme is not Scheme.DOI:
            draft.put("url", address(text))


def address(text: str) -> str:
    """Give an address without blanks and with its scheme ("www.a.org" → "http://www.a.org")."""
    bare = re.sub(r"\s", "", text)
    return bare if re.match(r"(?i)(?:https?|ftp)://", bare) else f"http://{bare}"


def claim(string: str) -> tuple[Claim, ...]:
    """Give the identifiers and addresses of a string, in order, without overlap.

    Closing punctuation stays outside, and a closing bracket unless its opening one is inside.
    """
    if not _HINT.search(string):
        return ()
    found = []
    for match in _CLAIM.finditer(string):
        stop = _trim(string, match.start(), match.end())
        if stop - match.start() > 4:
            found.append(Claim(str(match.lastgroup), match.start(), stop))
    return tuple(found)


def _trim(string: str, start: int, stop: int) -> int:
    while stop > start:
        last = string[stop - 1]
        if last in _TAIL or (
            last in _CLOSING and string.count(last, start, stop) > string.count(_CLOSING[last], start, stop)
        ):
            stop -= 1
        else:
            break
    return stop


def normalise(kind: str, text: str) -> Identifier | None:
    """Give the identifier that a claim of this kind prints, or None when it does not check out."""
    if kind == "doi":
        doi = normalise_doi(re.sub(r"\s", "", text))
        return Identifier(Scheme.DOI, doi) if doi else None
    if kind == "isbn":
        isbn = normalise_isbn(re.sub(r"(?i)^ISBN(?:-1[03])?:?", "", text))
        return Identifier(Scheme.ISBN, isbn) if isbn else None
    if kind == "issn":
        issn = normalise_issn(text)
        return Identifier(Scheme.ISSN, issn) if issn else None
    return _numbered(kind, text)


def _numbered(kind: str, text: str) -> Identifier | None:
    if kind == "arxiv":
        body = re.sub(r"(?i)^arxiv:?\s?", "", text)
        return Identifier(Scheme.ARXIV, re.sub(r"\s?\[.*", "", body))
    if kind in ("pmid", "pmcid"):
        number = re.search(r"\d+", text)
        value = number.group() if number else ""
        return Identifier(Scheme(kind), value if kind == "pmid" else f"PMC{value}") if value else None
    if kind == "handle":
        return Identifier(Scheme.HANDLE, re.sub(r"(?i)^hdl:?\s?", "", text))
    return None


def of_url(url: str) -> Identifier | None:
    """Give the identifier that an address stands for (doi.org, arxiv.org, handle.net, PubMed), or None."""
    if "10." in url and "/" in url:
        doi = normalise_doi(url)
        if doi and ("doi" in url.lower() or url.lower().startswith("10.")):
            return Identifier(Scheme.DOI, doi)
    found = re.search(r"(?i)arxiv\.org/(?:abs|pdf)/([^\s?#]+?)(?:\.pdf)?$", url)
    if found:
        return Identifier(Scheme.ARXIV, found.group(1))
    found = re.search(r"(?i)hdl\.handle\.net/(\S+)", url)
    if found:
        return Identifier(Scheme.HANDLE, found.group(1))
    found = re.search(r"(?i)pubmed(?:\.ncbi\.nlm\.nih\.gov)?/(\d+)", url)
    return Identifier(Scheme.PMID, found.group(1)) if found else None
