"""What is asked: the printed text and the parsed reference, made ready for comparison once.

The string itself is evidence.  Parsing errs, so a candidate is validated against the raw text
(as Crossref's search-based matching with validation does); parsed fields add what they know.
Without a text the fields are written out as one, so that both kinds take the same path.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from html import unescape

from bibtrack.matching.words import FRAME, STOP, Word, words
from bibtrack.text import has_cjk
from bibtrack.values.identifier import normalise_doi
from bibtrack.values.reference import Reference, Role

_ADDRESS = re.compile(r"(?:https?://|www\.)\S+|\bdoi:?\s*10\.\S+|\b10\.\d{4,9}/\S+", re.I)
_ACCESS = re.compile(
    r"\b(?:last )?(?:accessed|retrieved|visited|viewed|consulted|consulté|abgerufen|zugriff)\b(?:[^.;)\]]|(?<=\d)\.){0,40}?\d{4}"
    r"(?:[-/]\d\d?){0,2}",
    re.I,
)
_LABEL = re.compile(r"^\s*(?:\[\d{1,4}\]|\(\d{1,4}\)|\d{1,4}[.)]\s|\d{1,3}\s?(?=[A-Z]\.))")
_TAG = re.compile(r"</?[a-z][^<>]{0,300}>", re.I)
_QUOTED = re.compile(r"[“„«\"]([^“”„«»\"]{6,400})[”“»\"]")
_LIMIT = 3000
_ROMAN = frozenset("ivxl")


@dataclass(frozen=True, slots=True)
class Question:
    """A reference ready for comparison.

    `text` is blanked where a label, an address, a DOI or an access date stood, so places stay;
    `squeezed` is its folded words without blanks; `numbers` its words with a digit, in order;
    `texts` the folded words alone, `places` where each stands first, `telling` those of four letters
    or more that are neither name, frame nor stop word, `romans` those that may be Roman numbers;
    `title` is our title when it is certain, from fields alone or in quotation marks, else None;
    `doi` the printed DOI.
    """

    text: str
    words: tuple[Word, ...]
    texts: tuple[str, ...]
    forms: frozenset[str]
    places: Mapping[str, int]
    telling: tuple[Word, ...]
    romans: frozenset[str]
    cjk: bool
    squeezed: str
    numbers: tuple[str, ...]
    years: tuple[int, ...]
    reference: Reference
    title: str | None
    doi: str | None
    written_out: bool


@lru_cache(maxsize=256)
def question(reference: Reference, text: str | None = None) -> Question:
    """Make a reference and its printed text ready; at most 3,000 characters of text are read."""
    printed = unescape((text or "").strip()[:_LIMIT]) or None
    raw = clean(printed) if printed else written_out(reference)
    found = words(raw)
    forms = tuple(word.text for word in found)
    numbers = tuple(form for form in forms if any(map(str.isdigit, form)))
    return Question(
        text=raw,
        words=found,
        texts=forms,
        forms=frozenset(forms),
        places={form: i for i, form in reversed(tuple(enumerate(forms)))},
        telling=tuple(_telling(found)),
        romans=frozenset(form for form in forms if len(form) > 1 and _ROMAN.issuperset(form)),
        cjk=has_cjk(raw),
        squeezed="".join(forms),
        numbers=numbers,
        years=_years(numbers),
        reference=reference,
        title=reference.title if printed is None else quoted_title(raw),
        doi=reference.doi or (normalise_doi(_mended(printed)) if printed else None),
        written_out=printed is None,
    )


def _telling(found: tuple[Word, ...]) -> Iterator[Word]:
    for i, word in enumerate(found):
        form = word.text
        told = len(form) >= 4 and form not in FRAME and form not in STOP and form.isalpha()
        if told and not _is_name(found, i):
            yield word


def _is_name(found: tuple[Word, ...], i: int) -> bool:
    """Tell whether a capital word stands beside initials: a record may name the first author only."""
    if found[i].lower:
        return False
    return any(
        0 <= j < len(found) and len(found[j].text) <= 2 and not found[j].lower and found[j].text.isalpha()
        for j in (i - 1, i + 1)
    )


def quoted_title(text: str) -> str | None:
    """Give the first thing of two words or more that stands in double quotation marks, or None."""
    found = _QUOTED.search(text)
    title = found.group(1).strip(" ,.;") if found else ""
    return title if len(title.split()) > 1 else None


def clean(text: str) -> str:
    """Blank what would mislead a comparison: the list label, addresses, DOIs, access dates, tags."""
    for pattern in (_TAG, _LABEL, _ACCESS, _ADDRESS):
        text = pattern.sub(lambda found: " " * len(found.group()), text)
    return text


def written_out(reference: Reference) -> str:
    """Write the fields as a plain reference: names, year, title, container, volume, pages."""
    names = reference.names(Role.AUTHOR) or reference.names(Role.EDITOR)
    year = (
        str(reference.year) if reference.year else (reference.issued.verbatim if reference.issued else None)
    )
    issue = f"({reference.issue})" if reference.issue else ""
    parts = (
        ", ".join(name.sort_form() for name in names), year, reference.title, reference.container_title,
        reference.collection_title, f"{reference.volume or ''}{issue}", reference.page,
        f"{reference.edition} ed" if reference.edition else None, reference.publisher,
    )  # fmt: skip
    return ". ".join(part for part in parts if part)


def _mended(text: str) -> str:
    """Join a DOI that a line break cut ("10.1016/ j.cell")."""
    return re.sub(r"(10\.\d{4,9}/)\s+", r"\1", text)


def _years(numbers: tuple[str, ...]) -> tuple[int, ...]:
    found = (re.fullmatch(r"(1[5-9]\d\d|20[0-4]\d)[a-z]?", number) for number in numbers)
    return tuple(dict.fromkeys(int(year.group(1)) for year in found if year))
