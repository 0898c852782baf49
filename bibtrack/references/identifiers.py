"""Identifiers and addresses in a reference: what they are and where they stand.

They claim their stretch of the string before anything else is labelled.
"""

import re
from functools import cache

from bibtrack.references.draft import Draft, Field
from bibtrack.references.tokens import Claim
from bibtrack.text import Late
from bibtrack.values.identifier import (
    Identifier,
    Scheme,
    normalise_doi,
    normalise_isbn,
    normalise_issn,
)

_URL_BODY = r"[^\s<>\"“”«»\]）》」，。；、]+"
#: (kind, pattern); at one place the first that matches wins.
_KINDS: tuple[tuple[str, str], ...] = (
    ("url", rf"(?:\bhttps?\s?:\s?//|\bftp://|\bwww\.){_URL_BODY}"),
    ("doi", r"(?:\bdoi\.org/|\bdoi:?\s?)?\b10\.\d{4,9}\s?/\s?[^\s<>\"“”，。；]+"),
    ("arxiv", r"\b(?:arXiv:?\s?(?:\d{4}\.\d{4,5}(?:v\d+)?|[a-z-]+(?:\.[A-Z]{2})?/\d{7})"
     r"|(?:hep-(?:th|ph|ex|lat)|gr-qc|astro-ph|cond-mat|quant-ph|math-ph|nucl-(?:th|ex)|math|physics|cs)(?:\.[A-Z]{2})?/\d{7})"
     r"(?:v\d+)?(?:\s?\[[a-z-]+(?:\.[A-Z]{2})?\])?"),
    ("isbn", r"\bISBN(?:-1[03])?:?\s?(?:97[89][\s-]?)?\d[\d\s-]{7,13}[\dXx]\b"),
    ("issn", r"\bISSN:?\s?\d{4}[-–]?\d{3}[\dXx]\b"),
    ("pmcid", r"\b(?:PMCID:?\s?)?PMC\d{4,9}\b"),
    ("pmid", r"\bPMID:?\s?\d{4,9}\b"),
    ("handle", r"\bhdl:?\s?\d+(?:\.\d+)*/[\w.-]+"),
)  # fmt: skip
_ALL = tuple(kind for kind, _ in _KINDS)
_SCHEME = Late(r"(?i)(?:https?|ftp)://")
_SEVEN = Late(r"/\d{7}")
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
    bare = "".join(text.split())
    return bare if _SCHEME.match(bare) else f"http://{bare}"


def claim(string: str) -> tuple[Claim, ...]:
    """Give the identifiers and addresses of a string, in order, without overlap.

    Closing punctuation stays outside, and a closing bracket unless its opening one is inside.
    """
    lower = string.lower()
    kinds = _hinted(lower)
    if not kinds:
        return ()
    found = []
    for match in _pattern(kinds if len(kinds) == 1 else _ALL).finditer(string):
        stop = _trim(string, match.start(), match.end())
        if stop - match.start() > 4:
            found.append(Claim(str(match.lastgroup), match.start(), stop))
    return tuple(found)


def _hinted(lower: str) -> tuple[str, ...]:
    """Give the kinds that can occur at all: a cheap look that spares most strings the patterns."""
    kinds = []
    if "/" in lower:
        if "//" in lower or "www." in lower:
            kinds.append("url")
        if "10." in lower:
            kinds.append("doi")
        if "arxiv" in lower or _SEVEN.search(lower):
            kinds.append("arxiv")
        if "hdl" in lower:
            kinds.append("handle")
    else:
        if "www." in lower:
            kinds.append("url")
        if "arxiv" in lower:
            kinds.append("arxiv")
    if "isbn" in lower:
        kinds.append("isbn")
    if "issn" in lower:
        kinds.append("issn")
    if "pm" in lower:
        kinds += [kind for kind, hint in (("pmcid", "pmc"), ("pmid", "pmid")) if hint in lower]
    return tuple(kinds)


@cache
def _pattern(kinds: tuple[str, ...]) -> re.Pattern[str]:
    """Compile the pattern of one kind, or of all as one: what has no hint is not found anyway."""
    return re.compile(
        "|".join(f"(?P<{kind}>{body})" for kind, body in _KINDS if kind in kinds), re.IGNORECASE
    )


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
        doi = normalise_doi("".join(text.split()))
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
    return next((Identifier(scheme, found[1]) for scheme, at in _HOSTS if (found := at.search(url))), None)


_HOSTS = (
    (Scheme.ARXIV, Late(r"(?i)arxiv\.org/(?:abs|pdf)/([^\s?#]+?)(?:\.pdf)?$")),
    (Scheme.HANDLE, Late(r"(?i)hdl\.handle\.net/(\S+)")),
    (Scheme.PMID, Late(r"(?i)pubmed(?:\.ncbi\.nlm\.nih\.gov)?/(\d+)")),
)


#: Where an address may stand: in a note it is part of what is said.
_ADDRESSED = frozenset(("url", "doi", "arxiv", "isbn", "note", "other", "genre", "citation-number"))


def parted(
    fields: tuple[Field, ...], sure: dict[str, float], claims: tuple[Claim, ...]
) -> tuple[tuple[Field, ...], dict[str, float]]:
    """Give the fields, an address or DOI that stands in a title, place or name as a field of its own.

    What the field has before it stays, else what it has behind.  An address is as sure as its field was.
    """
    made = list(fields)
    for claim in claims:
        if claim.kind not in ("url", "doi"):
            continue
        for n, field in enumerate(made):
            if field.label not in _ADDRESSED and field.start <= claim.start and claim.stop <= field.stop:
                made[n : n + 1] = _around(field, claim)
                sure = {claim.kind: sure[field.label]} | sure
                break
    if len(made) == len(fields):
        return fields, sure
    labels = {field.label for field in made}
    return tuple(made), {label: chance for label, chance in sure.items() if label in labels}


def _around(field: Field, claim: Claim) -> list[Field]:
    start, stop = claim.start - field.start, claim.stop - field.start
    before, after = field.text[:start].rstrip(" ,;:.(<[“"), field.text[stop:]
    address = Field(claim.kind, claim.start, claim.stop, field.text[start:stop])
    if any(c.isalnum() for c in before):
        return [Field(field.label, field.start, field.start + len(before), before), address]
    rest = after.lstrip(" ,;:.)>]”")
    if not any(c.isalnum() for c in rest):
        return [address]
    return [address, Field(field.label, field.stop - len(rest), field.stop, rest)]
