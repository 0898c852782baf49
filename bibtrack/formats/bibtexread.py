"""One BibTeX or BibLaTeX entry → one item: CSL's words, Unicode, nothing dropped."""

import json
import re
from collections.abc import Callable, Mapping

from bibtrack.formats import bibtexfields as words
from bibtrack.formats.bibtexdates import read_date, read_year_month
from bibtrack.formats.bibtexnames import read_names
from bibtrack.formats.csljson import from_csl, to_csl
from bibtrack.formats.item import Item
from bibtrack.formats.latex import decode
from bibtrack.formats.remarks import read_remarks
from bibtrack.text import has_cjk, squeeze
from bibtrack.values.identifier import Identifier, Scheme, normalise_doi, normalise_isbn, normalise_issn
from bibtrack.values.reference import Creator, ItemType, PartialDate, Reference

Fields = dict[str, str]

_PARAGRAPH = re.compile(r"\n[ \t\r]*\n\s*")
_DASHES = re.compile(r"\s*(?:-{2,3}|–|—)\s*")
_SEPARATOR = re.compile(r"\s*,\s*|\s*;\s*")
_KEYWORD = re.compile(r"\s*(?<!\\)[,;]\s*")
_CITED = re.compile(r"\s*([^:;]+):\s*([\d,\s]+)")
_EPRINTS = {"arxiv": Scheme.ARXIV, "pubmed": Scheme.PMID, "hdl": Scheme.HANDLE, "pmc": Scheme.PMCID}
_GENRES = {"phdthesis": "PhD thesis", "mastersthesis": "Master’s thesis", "mathesis": "Master’s thesis",
           "techreport": "Technical report", "candthesis": "Candidate thesis"}  # fmt: skip
_SUBTYPES = {"newspaper": ItemType.ARTICLE_NEWSPAPER, "magazine": ItemType.ARTICLE_MAGAZINE}
_SERIES_NUMBER = frozenset({
    ItemType.BOOK, ItemType.CHAPTER, ItemType.PAPER_CONFERENCE, ItemType.COLLECTION, ItemType.CLASSIC,
    ItemType.ENTRY_ENCYCLOPEDIA, ItemType.THESIS,
})  # fmt: skip
#: written type of either dialect that needs no `entrytype`
_USUAL = {(kind, name) for kind, names in words.WRITTEN.items() for name in names}
_ESCAPED_SIGN = re.compile(r"\\?\{?\\([_%&#$~])\\?\}?|\\\{([_%&#$~])\\\}")


def read_entry(entry_type: str, citekey: str, fields: Mapping[str, str]) -> Item:
    """Read an entry; `fields` are texts in LaTeX without delimiters, macros already resolved.

    Fields that have no place are kept in `extra` under their own names.
    """
    left: Fields = dict(fields)
    entry_type = entry_type.lower()
    kind = _kind(entry_type, left)
    values: dict[str, object] = {"type": kind}
    values["creators"] = tuple(
        Creator(role, name)
        for field, role in words.NAMES.items()
        if field in left
        for name in read_names(left.pop(field))
    )
    _titles(left, values)
    _texts(left, values, kind)
    _numbers(left, values, kind)
    _dates(left, values)
    values["identifiers"] = tuple(_identifiers(left))
    _language(left, values)
    if kind is ItemType.THESIS and "genre" not in values and entry_type in _GENRES:
        values["genre"] = _GENRES[entry_type]
    travelling = _travelling(left)
    override = left.pop("x-csl", None)
    if (kind, entry_type) not in _USUAL:
        left["entrytype"] = entry_type
    values["extra"] = tuple(
        (name, text) for name, value in left.items() if (text := _extra_text(name, value))
    )
    reference = Reference(**values)  # type: ignore[arg-type]
    key = travelling.pop("citekey", None) or citekey
    return Item(str(key), _overridden(reference, override), **travelling)  # type: ignore[arg-type]


def text_of(value: str, *, long: bool = False) -> str:
    """Give a LaTeX value as one line of Unicode; `long` keeps empty lines."""
    if long and "\n" in value and _PARAGRAPH.search(value):
        return "\n\n".join(decode(squeeze(part)) for part in _PARAGRAPH.split(value.strip()))
    return decode(squeeze(value))


def verbatim_of(value: str) -> str:
    """Give a value that LaTeX does not touch; the escapes that people add anyway are taken off."""
    text = squeeze(value)
    if "\\" not in text and "{" not in text:
        return text
    if text.startswith("\\url{") and text.endswith("}"):
        text = text[5:-1]
    return (
        _ESCAPED_SIGN.sub(r"\1\2", text).replace("{\\textasciitilde}", "~").replace("\\textasciitilde{}", "~")
    )


def _kind(entry_type: str, left: Fields) -> ItemType:
    named = left.get("x-type", "")
    if named in ItemType._value2member_map_:
        del left["x-type"]
        return ItemType(named)
    kind = words.TYPES.get(entry_type, ItemType.DOCUMENT)
    if kind is ItemType.ARTICLE_JOURNAL and left.get("entrysubtype", "").lower() in _SUBTYPES:
        return _SUBTYPES[left.pop("entrysubtype").lower()]
    return kind


def _pop_text(left: Fields, name: str) -> str | None:
    value = left.pop(name, None)
    return (text_of(value, long=name in words.LONG) or None) if value is not None else None


def _titles(left: Fields, values: dict[str, object]) -> None:
    title = _pop_text(left, "title")
    if title and "subtitle" in left:
        subtitle = _pop_text(left, "subtitle")
        title = f"{title}: {subtitle}" if subtitle else title
    values["title"] = title
    addition = text_of(left.get("titleaddon", ""))
    # The usual place of a translated title; elsewhere "titleaddon" says something about the work.
    if addition and title and has_cjk(title) and not has_cjk(addition):
        values["translated_title"] = addition
        del left["titleaddon"]


def _texts(left: Fields, values: dict[str, object], kind: ItemType) -> None:
    for name, fields in words.PREFERRED.items():
        chosen = next((field for field in fields if field in left), None)
        if name == "container_title" and kind not in words.ARTICLES and "booktitle" in left:
            chosen = "booktitle"
        if chosen is not None:
            values[name] = _pop_text(left, chosen)
    taken = {field for fields in words.PREFERRED.values() for field in fields}
    for field in [field for field in left if field in words.TEXTS and field not in taken]:
        value = left.pop(field)
        read: Callable[[str], str] = verbatim_of if field in words.VERBATIM else text_of
        text = text_of(value, long=True) if field in words.LONG else read(value)
        if field == "type":
            text = _GENRES.get(text.lower(), text)
        values[words.TEXTS[field]] = text or None
    if "url" not in values and "howpublished" in left and (found := _address(left["howpublished"])):
        values["url"] = found
        del left["howpublished"]


def _address(value: str) -> str | None:
    text = text_of(value)
    return text if re.fullmatch(r"https?://[^\s{}\\]+", text) else None


def _numbers(left: Fields, values: dict[str, object], kind: ItemType) -> None:
    if "pages" in left:
        values["page"] = _DASHES.sub("-", text_of(left.pop("pages"))) or None
    number = _pop_text(left, "number")
    if kind in words.ARTICLES:
        values["issue"] = number or _pop_text(left, "issue")
        values["number"] = _pop_text(left, "eid")
    elif number is not None and kind in _SERIES_NUMBER and values.get("collection_title"):
        values["collection_number"] = number
    else:
        values["number"] = number
    if not values.get("issue") and "issue" in left:
        values["issue"] = _pop_text(left, "issue")


def _dates(left: Fields, values: dict[str, object]) -> None:
    date: PartialDate | None = None
    if "date" in left:
        date = read_date(text_of(left.pop("date")))
    if date is None and ("year" in left or "month" in left):
        parts = [text_of(left.pop(name, "")) for name in ("year", "month", "day")]
        date = read_year_month(*parts)
    values["issued"] = date
    for field, name in (("urldate", "accessed"), ("origdate", "original_date")):
        if field in left:
            values[name] = read_date(text_of(left.pop(field)))


def _identifiers(left: Fields) -> list[Identifier]:
    found: list[Identifier] = []
    readers = ((Scheme.DOI, normalise_doi), (Scheme.ISBN, normalise_isbn), (Scheme.ISSN, normalise_issn))
    for scheme, normalise in readers:
        text = verbatim_of(left.get(scheme.value, ""))
        parts = [text] if scheme is Scheme.DOI else [part for part in _SEPARATOR.split(text) if part]
        known = [normalise(part) for part in parts]
        if parts and all(known):
            found += [Identifier(scheme, value) for value in dict.fromkeys(known) if value]
            del left[scheme.value]
    kind = left.get("eprinttype", left.get("archiveprefix", "")).strip().lower()
    if kind in _EPRINTS and left.get("eprint", "").strip():
        found.append(Identifier(_EPRINTS[kind], verbatim_of(left.pop("eprint")).removeprefix("arXiv:")))
        left.pop("eprinttype", None)
        left.pop("archiveprefix", None)
    for scheme in (Scheme.PMID, Scheme.PMCID):
        if left.get(scheme.value, "").strip():
            found.append(Identifier(scheme, verbatim_of(left.pop(scheme.value))))
    return found


def _language(left: Fields, values: dict[str, object]) -> None:
    babel = words.LANGUAGES.get(left.get("langid", "").strip().lower())
    if "language" in left:
        text = text_of(left.pop("language"))
        values["language"] = words.LANGUAGES.get(text.lower(), text) or None
        if babel == values["language"]:
            left.pop("langid", None)
    elif babel:
        values["language"] = babel
        del left["langid"]


def _travelling(left: Fields) -> dict[str, object]:
    """What is said about the source rather than by it."""
    given: dict[str, object] = {"remarks": tuple(read_remarks(left))}
    keywords = [left.pop(name) for name in words.KEYWORDS if name in left]
    given["keywords"] = tuple(dict.fromkeys(word for value in keywords for word in split_keywords(value)))
    given["groups"] = tuple(split_keywords(left.pop("groups", "")))
    given["by_hand"] = tuple(split_keywords(left.pop("x-themes-by-hand", "")))
    given["refused"] = tuple(split_keywords(left.pop("x-themes-refused", "")))
    given["updates"] = tuple(split_keywords(left.pop("x-updates", "")))
    given["grade"] = _pop_text(left, "x-grade")
    given["citekey"] = _pop_text(left, "x-citekey")
    if "x-status" in left:
        status, _, reason = text_of(left.pop("x-status")).partition(": ")
        given |= {"status": status or None, "status_reason": reason or None}
    cited = [_CITED.match(part) for part in text_of(left.get("x-cited-in", "")).split(";")]
    if "x-cited-in" in left and all(cited):
        del left["x-cited-in"]
        given["cited_in"] = tuple(
            (found.group(1).strip(), tuple(int(n) for n in re.findall(r"\d+", found.group(2))))
            for found in cited
            if found
        )
    return given


def split_keywords(value: str) -> list[str]:
    r"""Give the keywords of a list parted by comma or semicolon; ``\,`` is JabRef's comma inside one."""
    text = squeeze(value)
    if not text:
        return []
    parts = _KEYWORD.split(text) if "," in text or ";" in text else [text]
    return [word for part in parts if (word := decode(part.replace("\\,", ",").replace("\\;", ";")).strip())]


def _extra_text(name: str, value: str) -> str:
    if name in words.VERBATIM or name.startswith(("bdsk-", "x-url")):
        return squeeze(value)
    return text_of(value, long=name in words.LONG)


def _overridden(reference: Reference, override: str | None) -> Reference:
    """Apply `x-csl`: the CSL variables that no field can carry exactly; a null takes one away."""
    if override is None:
        return reference
    try:
        given = json.loads(override)
    except (ValueError, RecursionError):
        return reference
    if not isinstance(given, dict):
        return reference
    item = to_csl(reference) | given
    return from_csl({name: value for name, value in item.items() if value is not None})
