"""What is asked: the printed text and the parsed reference, made ready for comparison once.

The string itself is evidence.  Parsing errs, so a candidate is validated against the raw text
(as Crossref's search-based matching with validation does); parsed fields add what they know.
Without a text the fields are written out as one, so that both kinds take the same path.
"""

import re
from dataclasses import dataclass
from html import unescape

from bibtrack.matching.words import Word, words
from bibtrack.values.identifier import normalise_doi
from bibtrack.values.reference import Reference, Role

_ADDRESS = re.compile(r"(?:https?://|www\.)\S+|\bdoi:?\s*10\.\S+|\b10\.\d{4,9}/\S+", re.I)
_ACCESS = re.compile(
    r"\b(?:last )?(?:accessed|retrieved|visited|viewed|consulted|consulté|abgerufen|zugriff)\b[^.;)\]]{0,40}?\d{4}"
    r"(?:[-/]\d\d?){0,2}",
    re.I,
)
_LABEL = re.compile(r"^\s*(?:\[\d{1,4}\]|\(\d{1,4}\)|\d{1,4}[.)]\s|\d{1,3}\s?(?=[A-Z]\.))")
_TAG = re.compile(r"</?[a-z][^<>]{0,300}>", re.I)
_QUOTED = re.compile(r"[“„«\"]([^“”„«»\"]{6,400})[”“»\"]")
_LIMIT = 3000


@dataclass(frozen=True, slots=True)
class Question:
    """A reference ready for comparison.

    `text` is blanked where a label, an address, a DOI or an access date stood, so places stay;
    `squeezed` is its folded words without blanks; `numbers` its words with a digit, in order;
    `title` is our title when it is certain, from fields alone or in quotation marks, else None;
    `doi` the printed DOI.
    """

    text: str
    words: tuple[Word, ...]
    forms: frozenset[str]
    squeezed: str
    numbers: tuple[str, ...]
    years: tuple[int, ...]
    reference: Reference
    title: str | None
    doi: str | None
    written_out: bool


def question(reference: Reference, text: str | None = None) -> Question:
    """Make a reference and its printed text ready; at most 3,000 characters of text are read."""
    printed = unescape((text or "").strip()[:_LIMIT]) or None
    raw = clean(printed) if printed else written_out(reference)
    found = words(raw)
    forms = [word.text for word in found]
    numbers = tuple(form for form in forms if any(map(str.isdigit, form)))
    return Question(
        text=raw,
        words=found,
        forms=frozenset(forms),
        squeezed="".join(forms),
        numbers=numbers,
        years=_years(numbers),
        reference=reference,
        title=reference.title if printed is None else quoted_title(raw),
        doi=reference.doi or (normalise_doi(_mended(printed)) if printed else None),
        written_out=printed is None,
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
