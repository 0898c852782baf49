"""A CSL-JSON file ↔ items: themes in `keyword`, annotations in `annote`, both whole in `custom`."""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from bibtrack.formats.csljson import from_csl, to_csl, without_markup
from bibtrack.formats.item import Block, Item, Remark
from bibtrack.formats.remarks import part_remarks, write_remarks
from bibtrack.values.issue import Issue, Severity
from bibtrack.values.reference import Reference

#: "field: value" lines that Zotero's users keep in `note` for lack of a field
_CHEATER = re.compile(r"^(?:\{:)?([A-Za-z-]+):\s*(.+?)\}?$", re.M)
_OWN = ("grade", "cited-in", "updates", "annotations", "themes-by-hand", "themes-refused", "groups")


def to_item(item: Item) -> dict[str, Any]:
    """Give an item as CSL-JSON, with what the library says of it."""
    given = to_csl(item.reference, citekey=item.citekey)
    if item.keywords:
        given["keyword"] = (
            "; ".join(item.keywords)
            if any("," in word for word in item.keywords)
            else ", ".join(item.keywords)
        )
    if item.remarks:
        given["annote"] = write_remarks(item.remarks)
    said = {
        "grade": item.grade,
        "cited-in": {slug: list(notes) for slug, notes in item.cited_in},
        "updates": list(item.updates),
        "annotations": [
            {"body": r.body, "author": r.author, "theme": r.theme, "locator": r.locator} for r in item.remarks
        ],
        "themes-by-hand": list(item.by_hand),
        "themes-refused": list(item.refused),
        "groups": list(item.groups),
        "contexts": [{"report": slug, "note": note, "sentence": text} for slug, note, text in item.contexts],
    }
    kept = {name: value for name, value in said.items() if value}
    if kept:
        given["custom"] = {**given.get("custom", {}), **kept}
    return given


def dumps(items: Iterable[Item]) -> str:
    """Give a CSL-JSON file: an array, sorted by citekey, one variable a line."""
    ordered = sorted(items, key=lambda item: item.citekey)
    return json.dumps([to_item(item) for item in ordered], ensure_ascii=False, indent=2) + "\n"


def from_item(given: Mapping[str, Any]) -> Item:
    """Read one CSL-JSON item, ours or anybody's."""
    raw = given.get("custom")
    custom: Mapping[str, Any] = raw if isinstance(raw, Mapping) else {}
    reference = _noted(without_markup(from_csl(given)))
    extra = dict(reference.extra)
    keywords = _keywords(given, extra.get("keyword", ""))
    remarks = _remarks(custom.get("annotations")) or tuple(part_remarks(extra.get("annote", "")))
    apart = {"keyword", "annote", "categories", "citation-key"}
    cited = custom.get("cited-in")
    return Item(
        str(given.get("citation-key") or given.get("id") or ""),
        replace(reference, extra=tuple(pair for pair in reference.extra if pair[0] not in apart)),
        keywords=keywords,
        remarks=remarks,
        grade=str(custom["grade"]) if custom.get("grade") else None,
        cited_in=tuple((str(k), tuple(v)) for k, v in cited.items()) if isinstance(cited, Mapping) else (),
        updates=_strings(custom.get("updates")),
        by_hand=_strings(custom.get("themes-by-hand")),
        refused=_strings(custom.get("themes-refused")),
        groups=_strings(custom.get("groups")),
    )


def _keywords(given: Mapping[str, Any], text: str) -> tuple[str, ...]:
    parts = text.split(";") if ";" in text else text.split(",")
    listed = [*parts, *_strings(given.get("categories"))]
    return tuple(dict.fromkeys(word for part in listed if (word := part.strip())))


def _strings(value: Any) -> tuple[str, ...]:
    return tuple(map(str, value)) if isinstance(value, list) else ()


def _remarks(value: Any) -> tuple[Remark, ...]:
    rows = (
        [row for row in value if isinstance(row, Mapping) and row.get("body")]
        if isinstance(value, list)
        else []
    )
    return tuple(
        Remark(
            str(row["body"]), *(str(row[k]) if row.get(k) else None for k in ("author", "theme", "locator"))
        )
        for row in rows
    )


def _noted(reference: Reference) -> Reference:
    """Move "DOI: …" and other variable lines out of `note`, where programs put them for lack of a field."""
    note = reference.note
    if not note or ":" not in note:
        return reference
    given: dict[str, Any] = to_csl(reference)
    rest = []
    for line in note.splitlines():
        found = _CHEATER.fullmatch(line.strip())
        name = found.group(1) if found else ""
        name = (
            name.upper() if name.upper() in ("DOI", "ISBN", "ISSN", "PMID", "PMCID", "URL") else name.lower()
        )
        if found and name in _CHEATERS and name not in given:
            given[name] = {"raw": found.group(2)} if name == "original-date" else found.group(2)
        else:
            rest.append(line)
    given["note"] = "\n".join(rest).strip() or None
    return from_csl({name: value for name, value in given.items() if value is not None})


_CHEATERS = frozenset({
    "DOI", "ISBN", "ISSN", "PMID", "PMCID", "original-title", "original-date", "genre", "edition", "medium",
    "container-title-short", "title-short", "collection-title", "event-title", "event-place", "version", "status",
    "number-of-pages", "publisher-place", "original-publisher", "call-number",
})  # fmt: skip


def blocks(text: str, issues: list[Issue]) -> Iterator[Block]:
    """Give the items of a CSL-JSON file; an item that is no object is a failed block."""
    try:
        given = json.loads(text.removeprefix("\ufeff"))
    except (ValueError, RecursionError) as error:
        line = getattr(error, "lineno", 1)
        issues.append(Issue("failed-block", f"not JSON: {error}", Severity.ERROR, place=f"line {line}"))
        yield Block("failed", text, line, message=f"not JSON: {error}")
        return
    listed = given.get("items", [given]) if isinstance(given, dict) else given
    for place, entry in enumerate(listed if isinstance(listed, list) else [listed], 1):
        written = json.dumps(entry, ensure_ascii=False)
        if isinstance(entry, dict):
            item = from_item(entry)
            yield Block("entry", written, place, item.citekey or None, item)
        else:
            message = f"item {place} is not an object"
            issues.append(Issue("failed-block", message, Severity.ERROR, place=f"item {place}"))
            yield Block("failed", written, place, message=message)
