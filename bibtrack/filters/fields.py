"""The words a query knows: its fields, what may stand behind them, and the words people try instead."""

from enum import StrEnum
from typing import NamedTuple


class Kind(StrEnum):
    """What stands behind a field, and so how it is compared.

    `text` words in full text; `citing` words of the place that cites; `word` one of a closed
    list; `flag` yes or no; `number` and `date` a value or a range; `name` a key of our own
    (theme, report, citekey); `identifier` an identifier, normalised; `plain` a short printed
    value, compared whole; `presence` a name of PRESENCE; `saved` the name of a saved search.
    """

    TEXT = "text"
    CITING = "citing"
    WORD = "word"
    FLAG = "flag"
    NUMBER = "number"
    DATE = "date"
    NAME = "name"
    IDENTIFIER = "identifier"
    PLAIN = "plain"
    PRESENCE = "presence"
    SAVED = "saved"


class Field(NamedTuple):
    """One field of the query language."""

    name: str
    kind: Kind
    help: str

    @property
    def values(self) -> tuple[str, ...]:
        """The words that a closed list allows; none for other kinds of field."""
        return closed_list(self.name) if self.kind is Kind.WORD else ()


def closed_list(name: str) -> tuple[str, ...]:
    """Give the words that a field of a closed list allows; the values are imported only for that."""
    from bibtrack.values.reference import ItemType
    from bibtrack.values.source import Grade, SourceStatus

    lists = {"type": ItemType, "status": SourceStatus, "grade": Grade}
    return tuple(str(item) for item in lists[name])


#: Every field by its name, in the order in which the documentation lists them.
FIELDS: dict[str, Field] = {
    field.name: field
    for field in (
        Field("text", Kind.TEXT, "anywhere in the full text; the same as a bare word"),
        Field("title", Kind.TEXT, "the title, its short, original and translated forms"),
        Field("author", Kind.TEXT, "an author, family and given name or the name of a body"),
        Field("creator", Kind.TEXT, "a creator in any role"),
        Field("container", Kind.TEXT, "the journal, book, site or series that holds the work"),
        Field("publisher", Kind.TEXT, "the publisher, its place, or the issuing authority"),
        Field("abstract", Kind.TEXT, "the abstract"),
        Field("annotation", Kind.TEXT, "what people wrote about the source"),
        Field("context", Kind.TEXT, "the sentences that cite the source"),
        Field(
            "note", Kind.TEXT, "the text of the notes that cite it, or a note's number: note:12, note:3..7"
        ),
        Field("key", Kind.NAME, "the citekey; with a star at the end, its beginning"),
        Field("theme", Kind.NAME, "a theme by slug or label, with everything below it"),
        Field("cited-in", Kind.NAME, "the report that cites it"),
        Field("section", Kind.CITING, "the section of the report in which it is cited"),
        Field("signal", Kind.CITING, "the words before the citation: see, cf., but see"),
        Field("locator", Kind.CITING, "the page or paragraph that is cited"),
        Field("grade", Kind.WORD, "how sure it is that a report cites it"),
        Field("year", Kind.NUMBER, "the year of issue: 2018, 2018.., ..2010, 2010..2015"),
        Field("citations", Kind.NUMBER, "how often it is cited: 0, 3.."),
        Field("issued", Kind.DATE, "the date of issue as far as it is known: 2018-05.."),
        Field("added", Kind.DATE, "when it came into the library"),
        Field("changed", Kind.DATE, "when it was last changed"),
        Field("type", Kind.WORD, "the item type; article takes in article-journal and its other kinds"),
        Field("status", Kind.WORD, "where it stands between the page and the registries"),
        Field(
            "country", Kind.NAME, "the country, by code or name: country:CN, country:China (docs/themes.md)"
        ),
        Field("retracted", Kind.FLAG, "yes when a registry says that it was retracted"),
        Field("doi", Kind.IDENTIFIER, "the DOI, in any of its spellings"),
        Field("isbn", Kind.IDENTIFIER, "the ISBN, with or without hyphens"),
        Field("identifier", Kind.IDENTIFIER, "any identifier"),
        Field("url", Kind.PLAIN, "a part of the address"),
        Field("language", Kind.PLAIN, "the language; zh finds zh-Hans too"),
        Field("genre", Kind.PLAIN, "the genre as printed"),
        Field("number", Kind.PLAIN, "the number of a report or standard"),
        Field("volume", Kind.PLAIN, "the volume"),
        Field("issue", Kind.PLAIN, "the issue"),
        Field("page", Kind.PLAIN, "the pages"),
        Field("has", Kind.PRESENCE, "something is known: has:doi, has:annotation"),
        Field("no", Kind.PRESENCE, "nothing is known: no:annotation, no:theme"),
        Field("search", Kind.SAVED, "a saved search, by its name"),
    )
}

#: What `has:` and `no:` can ask for.
PRESENCE: tuple[str, ...] = (
    "abstract", "annotation", "author", "citation", "container", "context", "country", "creator", "doi",
    "identifier", "isbn", "issued", "language", "locator", "lookup", "note", "page", "publisher",
    "retraction", "section", "signal", "theme", "title", "translation", "type", "url", "volume", "year",
)  # fmt: skip

#: Words from elsewhere → ours; they are answered with a suggestion, not silently taken.
_ELSEWHERE = {
    "journal": "container", "journaltitle": "container", "booktitle": "container", "in": "cited-in",
    "tag": "theme", "tags": "theme", "keyword": "theme", "keywords": "theme", "topic": "theme",
    "citekey": "key", "id": "key", "date": "year", "entrytype": "type", "itemtype": "type",
    "lang": "language", "editor": "creator", "name": "author", "authors": "author", "institution": "publisher",
    "report": "cited-in", "cited": "cited-in", "prefix": "signal", "comment": "annotation",
    "abs": "abstract", "any": "text", "fulltext": "text", "sentence": "context", "state": "status",
    "with": "has", "without": "no", "pages": "page", "modified": "changed", "created": "added",
}  # fmt: skip

_FLAGS = {"yes": "yes", "true": "yes", "1": "yes", "no": "no", "false": "no", "0": "no"}


def nearest(word: str, known: tuple[str, ...] | list[str]) -> str | None:
    """Give the known word that is closest to a misspelt one, or None when none is close."""
    from difflib import get_close_matches

    found = get_close_matches(word.lower(), known, n=1, cutoff=0.6)
    return found[0] if found else None


def field_hint(word: str) -> str:
    """Say which field a person may have meant by `word`."""
    near = _ELSEWHERE.get(word.lower()) or nearest(word, list(FIELDS))
    if near:
        return f"Did you mean {near}: ?"
    return 'The fields are in `bibtrack list --fields`; write "…" around words that hold a colon.'


def flag(word: str) -> str | None:
    """Give "yes" or "no", or None for another word."""
    return _FLAGS.get(word.lower())
