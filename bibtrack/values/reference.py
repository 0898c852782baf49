"""Bibliographic fields of one work, in CSL's terms (CSL 1.0.2, appendices III and IV)."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from enum import StrEnum
from typing import Any

from bibtrack.values.identifier import Identifier, Scheme


class ItemType(StrEnum):
    """Item types of CSL 1.0.2, appendix III; `document` is the one for "not known"."""

    ARTICLE = "article"
    ARTICLE_JOURNAL = "article-journal"
    ARTICLE_MAGAZINE = "article-magazine"
    ARTICLE_NEWSPAPER = "article-newspaper"
    BILL = "bill"
    BOOK = "book"
    BROADCAST = "broadcast"
    CHAPTER = "chapter"
    CLASSIC = "classic"
    COLLECTION = "collection"
    DATASET = "dataset"
    DOCUMENT = "document"
    ENTRY = "entry"
    ENTRY_DICTIONARY = "entry-dictionary"
    ENTRY_ENCYCLOPEDIA = "entry-encyclopedia"
    EVENT = "event"
    FIGURE = "figure"
    GRAPHIC = "graphic"
    HEARING = "hearing"
    INTERVIEW = "interview"
    LEGAL_CASE = "legal_case"
    LEGISLATION = "legislation"
    MANUSCRIPT = "manuscript"
    MAP = "map"
    MOTION_PICTURE = "motion_picture"
    MUSICAL_SCORE = "musical_score"
    PAMPHLET = "pamphlet"
    PAPER_CONFERENCE = "paper-conference"
    PATENT = "patent"
    PERFORMANCE = "performance"
    PERIODICAL = "periodical"
    PERSONAL_COMMUNICATION = "personal_communication"
    POST = "post"
    POST_WEBLOG = "post-weblog"
    REGULATION = "regulation"
    REPORT = "report"
    REVIEW = "review"
    REVIEW_BOOK = "review-book"
    SOFTWARE = "software"
    SONG = "song"
    SPEECH = "speech"
    STANDARD = "standard"
    THESIS = "thesis"
    TREATY = "treaty"
    WEBPAGE = "webpage"


class Role(StrEnum):
    """Name variables of CSL 1.0.2, appendix IV, that bibtrack keeps."""

    AUTHOR = "author"
    EDITOR = "editor"
    TRANSLATOR = "translator"
    CONTAINER_AUTHOR = "container-author"
    COLLECTION_EDITOR = "collection-editor"
    DIRECTOR = "director"
    INTERVIEWER = "interviewer"
    RECIPIENT = "recipient"
    REVIEWED_AUTHOR = "reviewed-author"
    ORIGINAL_AUTHOR = "original-author"
    CONTRIBUTOR = "contributor"


@dataclass(frozen=True, slots=True)
class Name:
    """A person (`family`, with or without `given`) or a body (`literal`); exactly one of the two.

    The original script may be kept in `literal` beside nothing else; a name that did not parse
    is a literal too, so no name is ever lost.
    """

    family: str | None = None
    given: str | None = None
    dropping_particle: str | None = None
    non_dropping_particle: str | None = None
    suffix: str | None = None
    literal: str | None = None
    orcid: str | None = None

    def display(self) -> str:
        """Give the name as one reads it: "Anna van der Berg Jr.", or the literal."""
        if self.literal is not None:
            return self.literal
        parts = (self.given, self.dropping_particle, self.non_dropping_particle, self.family, self.suffix)
        return " ".join(part for part in parts if part)

    def sort_form(self) -> str:
        """Give the name as a list sorts it: "van der Berg, Anna, Jr.", or the literal."""
        if self.literal is not None:
            return self.literal
        family = " ".join(part for part in (self.non_dropping_particle, self.family) if part)
        given = " ".join(part for part in (self.given, self.dropping_particle) if part)
        return ", ".join(part for part in (family, given, self.suffix) if part)


@dataclass(frozen=True, slots=True)
class Creator:
    """A name in a role; the order of creators within a role is the printed one."""

    role: Role
    name: Name


@dataclass(frozen=True, slots=True)
class PartialDate:
    """A date known to the year, month or day, or a range, or only as printed.

    `month` 1 to 12 needs `year`; `day` 1 to 31 needs `month`.  `stop_year` closes a range of
    years.  `verbatim` is the printed text when it says more than the numbers ("forthcoming",
    "n.d.", "c. 1890", "Spring 2019").
    """

    year: int | None = None
    month: int | None = None
    day: int | None = None
    stop_year: int | None = None
    verbatim: str | None = None

    def iso(self) -> str:
        """Give YYYY, YYYY-MM or YYYY-MM-DD, the verbatim text when there is no year, or ""."""
        if self.year is None:
            return self.verbatim or ""
        text = f"{self.year:04d}"
        if self.month is not None:
            text += f"-{self.month:02d}"
            if self.day is not None:
                text += f"-{self.day:02d}"
        return text


_ISO = re.compile(r"(-?\d{1,4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?$")


def partial_date(text: str) -> PartialDate:
    """Read YYYY[-MM[-DD]]; anything else, or an impossible month or day, is kept verbatim."""
    found = _ISO.match(text.strip())
    if found is None:
        return PartialDate(verbatim=text.strip() or None)
    year, month, day = (int(part) if part else None for part in found.groups())
    if (month is not None and not 1 <= month <= 12) or (day is not None and not 1 <= day <= 31):
        return PartialDate(verbatim=text.strip())
    return PartialDate(year, month, day)


# No slots: of forty fields a work has eight or so, and those it has not are read from the class (see `of`).
@dataclass(frozen=True)
class Reference:
    """One work's bibliographic fields; None or empty means "not known".

    Every text is Unicode, free of LaTeX and HTML.  Field names are CSL's with "-" as "_".
    `extra` keeps fields that CSL has no word for, as (name, value) pairs in their order.
    """

    type: ItemType = ItemType.DOCUMENT
    title: str | None = None
    title_short: str | None = None
    original_title: str | None = None
    translated_title: str | None = None
    container_title: str | None = None
    container_title_short: str | None = None
    collection_title: str | None = None
    collection_number: str | None = None
    publisher: str | None = None
    publisher_place: str | None = None
    authority: str | None = None
    genre: str | None = None
    medium: str | None = None
    number: str | None = None
    volume: str | None = None
    number_of_volumes: str | None = None
    issue: str | None = None
    page: str | None = None
    number_of_pages: str | None = None
    chapter_number: str | None = None
    section: str | None = None
    edition: str | None = None
    version: str | None = None
    event_title: str | None = None
    event_place: str | None = None
    archive: str | None = None
    archive_location: str | None = None
    language: str | None = None
    url: str | None = None
    archive_url: str | None = None
    accessed: PartialDate | None = None
    issued: PartialDate | None = None
    original_date: PartialDate | None = None
    abstract: str | None = None
    note: str | None = None
    creators: tuple[Creator, ...] = ()
    identifiers: tuple[Identifier, ...] = ()
    extra: tuple[tuple[str, str], ...] = ()

    @classmethod
    def of(cls, values: Mapping[str, Any]) -> "Reference":
        """Give the reference with these fields, as its constructor would: a fifth of the time, where many are made.

        Raises TypeError for what is no field.
        """
        if not _FIELDS.issuperset(values):
            raise TypeError(f"a reference has no field {', '.join(sorted(values.keys() - _FIELDS))}")
        made = cls.__new__(cls)
        # The constructor of a frozen class sets each of the forty by a call; what is not set here is the class's.
        made.__dict__.update(values)
        return made

    def names(self, role: Role) -> tuple[Name, ...]:
        """Give the names in one role, in their printed order."""
        return tuple(creator.name for creator in self.creators if creator.role is role)

    def identifier(self, scheme: Scheme) -> str | None:
        """Give the first identifier of a scheme, or None."""
        return next((item.value for item in self.identifiers if item.scheme is scheme), None)

    @property
    def doi(self) -> str | None:
        """The DOI, normalised, or None."""
        return self.identifier(Scheme.DOI)

    @property
    def year(self) -> int | None:
        """The year of issue, or None."""
        return self.issued.year if self.issued else None

    def with_identifier(self, scheme: Scheme, value: str) -> "Reference":
        """Give a copy that carries this identifier, once."""
        added = Identifier(scheme, value)
        if added in self.identifiers:
            return self
        return replace(self, identifiers=(*self.identifiers, added))


_FIELDS = frozenset(field.name for field in fields(Reference))
#: The plain-text fields of a Reference, in the order in which exports and screens show them.
TEXT_FIELDS: tuple[str, ...] = (
    "title", "title_short", "original_title", "translated_title", "container_title",
    "container_title_short", "collection_title", "collection_number", "publisher",
    "publisher_place", "authority", "genre", "medium", "number", "volume", "number_of_volumes",
    "issue", "page", "number_of_pages", "chapter_number", "section", "edition", "version",
    "event_title", "event_place", "archive", "archive_location", "language", "url",
    "archive_url", "abstract", "note",
)  # fmt: skip
DATE_FIELDS: tuple[str, ...] = ("issued", "accessed", "original_date")
