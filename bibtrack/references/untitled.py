"""An institution's work has a title, also where the model saw none: what stands where titles stand.

Works of institutions look like journals or remarks to the model ("CCCMC, Guidelines for … (2014)").
"""

from collections.abc import Sequence

from bibtrack.references.bodies import is_body
from bibtrack.references.draft import Field
from bibtrack.references.quoted import OPENERS
from bibtrack.text import Late

_TAKEN_FOR = ("container-title", "note", "collection-title", "publisher")
_NAMED = ("author", "editor", "translator", "date", "citation-number")
#: Where one of these is printed, a container may well stand alone: "Smith, Nature 393 (1998): 440".
_PLACED = ("volume", "issue", "pages")
_YEAR_FIRST = Late(r"\(((?:1[6-9]|20)\d\d[a-z]?)\)[.,:]?\s+(?=\S)")
_WORDS = 3
_UNCLOSED = Late(r",?\s\(([^()]+)$")


def entitled(text: str, fields: Sequence[Field]) -> list[Field]:
    """Give the fields, with a title where the model saw none, and without the year that begins one."""
    labels = [field.label for field in fields]
    if "title" not in labels:
        return _renamed(text, fields, labels)
    at = labels.index("title")
    year = _YEAR_FIRST.match(fields[at].text) if "date" not in labels else None
    if year is None:
        return list(fields)
    start = fields[at].start
    date = Field("date", start + year.start(1), start + year.end(1), year[1])
    title = Field("title", start + year.end(), fields[at].stop, text[start + year.end() : fields[at].stop])
    return [*fields[:at], date, title, *fields[at + 1 :]]


def _renamed(text: str, fields: Sequence[Field], labels: Sequence[str]) -> list[Field]:
    after = next((n for n, label in enumerate(labels) if label not in _NAMED), len(labels))
    if after == 0 or after == len(labels) or labels[after] not in _TAKEN_FOR:
        return list(fields)
    if not any(field.label == "author" and is_body(field.text) for field in fields[:after]):
        return list(fields)
    numbered = labels[after] == "container-title" and any(label in _PLACED for label in labels)
    quoted = text[fields[after].start - 1 : fields[after].start] in OPENERS
    if numbered or (len(fields[after].text.split()) < _WORDS and not quoted):
        return list(fields)
    return [*fields[:after], *_parted(fields[after]), *fields[after + 1 :]]


def _parted(field: Field) -> list[Field]:
    # "Guidelines for Mining (CCCMC": the bracket held who printed it, and the year.
    opened = _UNCLOSED.search(field.text)
    if opened is None:
        return [field._replace(label="title")]
    stop, start = field.start + opened.start(), field.start + opened.start(1)
    return [
        Field("title", field.start, stop, field.text[: opened.start()]),
        Field("publisher", start, field.stop, opened[1]),
    ]
