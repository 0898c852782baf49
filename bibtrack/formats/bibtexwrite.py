"""Items → BibTeX or BibLaTeX, deterministic: the same items give the same bytes.

Fields stand in a fixed order, entries by citekey; no time is written.  What no field can carry
exactly is kept in `x-csl` (the differing CSL variables as JSON), so reading gives the item back.
"""

import json
import re
from collections.abc import Iterable, Mapping

from bibtrack.formats import bibtexfields as words
from bibtrack.formats.bibtexdates import write_date
from bibtrack.formats.bibtexnames import write_names
from bibtrack.formats.bibtexread import read_entry
from bibtrack.formats.csljson import to_csl
from bibtrack.formats.item import Item
from bibtrack.formats.latex import encode, to_ascii
from bibtrack.formats.remarks import write_remarks
from bibtrack.text import has_cjk
from bibtrack.values.identifier import Scheme
from bibtrack.values.reference import ItemType, Reference

_FIELD_NAME = re.compile(r"[a-z][a-z0-9+:_-]*$")
_KEY_HOSTILE = re.compile(r"[\s,{}()%#\"'=~\\@\x00-\x1f\x7f]")
_TOKEN = re.compile(r"\\[A-Za-z]+(?:\{\})?|\\.|[^\W\d_][^\W_]*(?:[’'-][^\W_]+)*")
_INNER_CAPITAL = re.compile(r".+[A-Z]")
_PAGE_DASH = re.compile(r"(?<=\d)-(?=\w*\d)")
#: our text field → field of the two dialects
_FIELDS: dict[str, tuple[str, str]] = {
    "title_short": ("shorttitle", "shorttitle"), "original_title": ("origtitle", "origtitle"),
    "container_title_short": ("shortjournal", "shortjournal"), "collection_title": ("series", "series"),
    "publisher_place": ("location", "address"), "volume": ("volume", "volume"),
    "number_of_volumes": ("volumes", "volumes"), "number_of_pages": ("pagetotal", "pagetotal"),
    "chapter_number": ("chapter", "chapter"), "section": ("section", "section"),
    "edition": ("edition", "edition"), "version": ("version", "version"), "genre": ("type", "type"),
    "event_title": ("eventtitle", "eventtitle"), "event_place": ("venue", "venue"),
    "authority": ("authority", "authority"), "medium": ("medium", "medium"), "archive": ("archive", "archive"),
    "archive_location": ("archivelocation", "archivelocation"), "url": ("url", "url"),
    "archive_url": ("archiveurl", "archiveurl"), "abstract": ("abstract", "abstract"), "note": ("note", "note"),
}  # fmt: skip
_ROLE_FIELD = {role: field for field, role in words.NAMES.items()}


def dumps(items: Iterable[Item], dialect: str = "biblatex", *, ascii_only: bool = False) -> str:
    """Give the canonical export: entries by citekey, one empty line between them, UTF-8.

    `dialect` is "biblatex" or "bibtex"; `ascii_only` writes accents as LaTeX commands.
    """
    ordered = sorted(items, key=lambda item: item.citekey)
    return "\n".join(write_entry(item, dialect, ascii_only=ascii_only) for item in ordered)


def write_entry(item: Item, dialect: str = "biblatex", *, ascii_only: bool = False) -> str:
    """Give one entry with its final line end."""
    entry_type, fields = entry_of(item, dialect)
    lines = [f"  {name} = {to_ascii(value) if ascii_only else value},\n" for name, value in fields.items()]
    return f"@{entry_type}{{{written_key(item.citekey)},\n{''.join(lines)}}}\n"


def written_key(citekey: str) -> str:
    """Give the citekey without the signs that would end it or start a comment."""
    return _KEY_HOSTILE.sub("-", citekey) or "source"


def entry_of(item: Item, dialect: str = "biblatex") -> tuple[str, dict[str, str]]:
    """Give the entry type, and the fields in order with their delimiters."""
    bibtex = dialect == "bibtex"
    entry_type, values = _values(item, bibtex)
    missing = _missing(entry_type, item, values)
    if missing:
        values["x-csl"] = missing
    ranks = {name: place for place, name in enumerate(words.ORDER)}
    ranks |= {name: len(ranks) + 1 + place for place, name in enumerate(words.LAST)}
    middle = len(words.ORDER)
    ordered = sorted(values, key=lambda name: (ranks.get(name, middle), name))
    macros = {"month"} if bibtex and values.get("month") in words.MONTHS else set()
    return entry_type, {
        name: values[name] if name in macros else "{" + values[name] + "}" for name in ordered if values[name]
    }


def _values(item: Item, bibtex: bool) -> tuple[str, dict[str, str]]:
    reference = item.reference
    extra = dict(reversed(reference.extra))
    entry_type = _entry_type(reference, extra.pop("entrytype", None), bibtex)
    values: dict[str, str] = {}
    for role in dict.fromkeys(creator.role for creator in reference.creators):
        values[_ROLE_FIELD[role]] = write_names(reference.names(role))
    _put_texts(reference, values, bibtex)
    _put_numbers(reference, values)
    _put_dates(reference, values, bibtex)
    _put_identifiers(reference, values, bibtex)
    _put_type(reference, entry_type, values)
    for name, text in extra.items():
        if _FIELD_NAME.match(name) and name not in values and name != "x-csl":
            values[name] = _written(name, text)
    _put_travelling(item, values, bibtex)
    return entry_type, values


def _entry_type(reference: Reference, kept: str | None, bibtex: bool) -> str:
    if kept and re.match(r"[a-z]+$", kept) and words.TYPES.get(kept, ItemType.DOCUMENT) is reference.type:
        return kept
    return words.WRITTEN[reference.type][1 if bibtex else 0]


def _written(name: str, text: str) -> str:
    return verbatim(text) if name in words.VERBATIM else encode(text, paragraphs=name in words.LONG)


def verbatim(text: str) -> str:
    """Give a value for a field that LaTeX does not touch; what would end the field is percent-encoded."""
    if "{" in text or "}" in text or "\\" in text:
        text = text.replace("{", "%7B").replace("}", "%7D").replace("\\", "%5C")
    return " ".join(text.split())


def _put_texts(reference: Reference, values: dict[str, str], bibtex: bool) -> None:
    if reference.title:
        values["title"] = protected(reference.title)
    if reference.translated_title:
        # Beside a Latin title a reader could not tell a translation from another addition.
        beside = reference.title and has_cjk(reference.title) and not has_cjk(reference.translated_title)
        values["titleaddon" if beside else "x-translated-title"] = protected(reference.translated_title)
    if reference.container_title:
        article = reference.type in words.ARTICLES
        values[("journal" if bibtex else "journaltitle") if article else "booktitle"] = encode(
            reference.container_title
        )
    if reference.publisher:
        values[_publisher_field(reference, bibtex)] = encode(reference.publisher)
    for name, fields in _FIELDS.items():
        text = getattr(reference, name)
        if text:
            values[fields[bibtex]] = _written(fields[bibtex], text)


def _publisher_field(reference: Reference, bibtex: bool) -> str:
    if reference.type is ItemType.THESIS:
        return "school" if bibtex else "institution"
    if reference.type in words.INSTITUTION:
        return "institution"
    return "organization" if reference.type in words.ORGANIZATION else "publisher"


def protected(title: str) -> str:
    """Give an encoded title whose capitals a style must keep in braces: acronyms, inner capitals, names.

    In a title written as a sentence every later capital is a name; in headline style nobody can tell.
    """
    latex = encode(title)
    found = [word for word in _TOKEN.findall(latex) if not word.startswith("\\")]
    later = [word for word in found[1:] if len(word) > 3 and not _INNER_CAPITAL.match(word)]
    sentence = len(later) > 1 and sum(word[0].islower() for word in later) > len(later) / 2
    first = True

    def guard(match: re.Match[str]) -> str:
        nonlocal first
        word = match.group()
        if word.startswith("\\"):
            return word
        named = sentence and not first and word[0].isupper() and len(word) > 1
        first = False
        return "{" + word + "}" if named or _INNER_CAPITAL.match(word) else word

    return _TOKEN.sub(guard, latex)


def _put_numbers(reference: Reference, values: dict[str, str]) -> None:
    if reference.page:
        values["pages"] = _PAGE_DASH.sub("--", encode(reference.page))
    article = reference.type in words.ARTICLES
    number = reference.issue if article else reference.number or reference.collection_number
    if number:
        values["number"] = encode(number)
    if article and reference.number:
        values["eid"] = encode(reference.number)
    if not article and reference.issue:
        values["issue"] = encode(reference.issue)


def _put_dates(reference: Reference, values: dict[str, str], bibtex: bool) -> None:
    issued = reference.issued
    if issued is not None and bibtex and issued.year is not None and issued.verbatim is None:
        values["year"] = (
            str(issued.year) if issued.stop_year is None else f"{issued.year}--{issued.stop_year}"
        )
        if issued.month is not None:
            values["month"] = words.MONTHS[issued.month - 1]
        if issued.day is not None:
            values["day"] = str(issued.day)
    elif issued is not None:
        values["year" if bibtex else "date"] = encode(write_date(issued))
    if reference.accessed is not None:
        values["urldate"] = encode(write_date(reference.accessed))
    if reference.original_date is not None:
        values["origdate"] = encode(write_date(reference.original_date))


def _put_identifiers(reference: Reference, values: dict[str, str], bibtex: bool) -> None:
    for scheme in (Scheme.DOI, Scheme.ISBN, Scheme.ISSN, Scheme.PMID, Scheme.PMCID):
        known = [item.value for item in reference.identifiers if item.scheme is scheme]
        if known:
            joined = ", ".join(known) if scheme in (Scheme.ISBN, Scheme.ISSN) else known[0]
            values[scheme.value] = verbatim(joined)
    for scheme, name in ((Scheme.ARXIV, "arxiv"), (Scheme.HANDLE, "hdl")):
        number = reference.identifier(scheme)
        if number and "eprint" not in values:
            values["eprint"] = verbatim(number)
            values["archiveprefix" if bibtex else "eprinttype"] = name
    if reference.language:
        babel = words.BABEL.get(reference.language)
        values["langid" if babel else "language"] = babel or encode(reference.language)


def _put_type(reference: Reference, entry_type: str, values: dict[str, str]) -> None:
    if words.TYPES.get(entry_type, ItemType.DOCUMENT) is reference.type:
        return
    subtype = {ItemType.ARTICLE_NEWSPAPER: "newspaper", ItemType.ARTICLE_MAGAZINE: "magazine"}.get(
        reference.type
    )
    if subtype and entry_type == "article":
        values["entrysubtype"] = subtype
    else:
        values["x-type"] = reference.type.value


def _put_travelling(item: Item, values: dict[str, str], bibtex: bool) -> None:
    given: Mapping[str, str] = {
        "x-citekey": item.citekey if written_key(item.citekey) != item.citekey else "",
        "x-grade": item.grade or "",
        "x-cited-in": "; ".join(f"{slug}: {', '.join(map(str, notes))}" for slug, notes in item.cited_in),
        "x-status": ": ".join(filter(None, (item.status, item.status_reason))) if item.status else "",
        "x-updates": ", ".join(item.updates),
    }
    values.update({name: encode(text) for name, text in given.items() if text})
    for name, listed in (("keywords", item.keywords), ("x-themes-by-hand", item.by_hand),
                         ("x-themes-refused", item.refused), ("groups", item.groups)):  # fmt: skip
        if listed:
            values[name] = ", ".join(_keyword(word) for word in listed)
    if item.remarks:
        values["annote" if bibtex else "annotation"] = encode(write_remarks(item.remarks), paragraphs=True)


def _keyword(word: str) -> str:
    return encode(word).replace(",", "\\,").replace(";", "\\;")


def _missing(entry_type: str, item: Item, values: Mapping[str, str]) -> str:
    """The CSL variables that the fields do not carry exactly, as JSON without braces in its texts."""
    back = to_csl(read_entry(entry_type, item.citekey, values).reference)
    wanted = to_csl(item.reference)
    if back == wanted or _sorted_extra(back) == _sorted_extra(wanted):
        return ""
    differing = {
        name: wanted.get(name)
        for name in sorted(back.keys() | wanted.keys())
        if back.get(name) != wanted.get(name)
    }
    # Braces and backslashes inside JSON texts would unbalance the field.
    text = json.dumps(differing, ensure_ascii=False, sort_keys=True)
    return re.sub(r'"(?:[^"\\]|\\.)*"', lambda found: _plain_json(found.group()), text)


def _plain_json(text: str) -> str:
    return text.replace("{", "\\u007b").replace("}", "\\u007d").replace("  ", " \\u0020")


def _sorted_extra(item: dict[str, object]) -> dict[str, object]:
    custom = item.get("custom")
    if not isinstance(custom, dict) or "extra" not in custom:
        return item
    return item | {"custom": custom | {"extra": sorted(custom["extra"])}}
