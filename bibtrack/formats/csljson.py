"""Reference ↔ CSL-JSON, without loss in either direction (CSL 1.0.2, csl-data.json).

What CSL has a variable for stands there; everything else stands in `custom`, the object that the
schema keeps for applications:

    custom.translated-title, custom.archive-url    text
    custom.identifiers   [[scheme, value], …]      when the standard variables cannot carry them all
    custom.orcid         [[role, index, orcid], …]
    custom.creator-order [role, …]                 when roles are interleaved
    custom.extra         [[name, value], …]        fields that CSL has no word for
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields
from operator import attrgetter
from typing import Any

from bibtrack.values.identifier import Identifier, Scheme, normalise_doi, normalise_isbn, normalise_issn
from bibtrack.values.reference import (
    DATE_FIELDS,
    TEXT_FIELDS,
    Creator,
    ItemType,
    Name,
    PartialDate,
    Reference,
    Role,
)

_CUSTOM_TEXT = {"translated_title": "translated-title", "archive_url": "archive-url"}
_VARIABLE = {"url": "URL", "archive_location": "archive_location"}
#: our field → CSL variable, for the plain text
TEXT_VARIABLES: dict[str, str] = {
    name: _VARIABLE.get(name, name.replace("_", "-")) for name in TEXT_FIELDS if name not in _CUSTOM_TEXT
}
#: spellings of older CSL versions and of programs, accepted on reading only
_OLDER = {
    "shortTitle": "title_short", "journalAbbreviation": "container_title_short", "event": "event_title",
    "archive-location": "archive_location",
}  # fmt: skip
_FIELD_OF = {variable: name for name, variable in TEXT_VARIABLES.items()} | _OLDER
_SCHEMES = {
    "DOI": Scheme.DOI, "ISBN": Scheme.ISBN, "ISSN": Scheme.ISSN, "PMID": Scheme.PMID, "PMCID": Scheme.PMCID,
}  # fmt: skip
_SCHEME_VARIABLE = {scheme: variable for variable, scheme in _SCHEMES.items()}
_NORMALISE = {Scheme.DOI: normalise_doi, Scheme.ISBN: normalise_isbn, Scheme.ISSN: normalise_issn}
_NAME_PARTS = {
    "family": "family", "given": "given", "dropping_particle": "dropping-particle",
    "non_dropping_particle": "non-dropping-particle", "suffix": "suffix", "literal": "literal",
}  # fmt: skip
_RARE_KEYS = tuple(_NAME_PARTS.values())[2:]
_NO_PARTS = (None,) * len(_RARE_KEYS)
_RARE_PARTS = attrgetter(*tuple(_NAME_PARTS)[2:])
_ROLES = {role.value: role for role in Role}
_TYPES = {kind.value: kind for kind in ItemType}
_DATES = {name: name.replace("_", "-") for name in DATE_FIELDS}
#: CSL variables that Reference keeps in `extra` and that stand at the top level of an item
OTHER_VARIABLES: frozenset[str] = frozenset({
    "annote", "archive-place", "call-number", "categories", "citation-label", "collection-title-short", "dimensions", "division",
    "jurisdiction", "keyword", "license", "number-of-chapters", "original-publisher",
    "original-publisher-place", "page-first", "part-number", "part-title", "printing-number", "references",
    "reviewed-genre", "reviewed-title", "scale", "source", "status", "supplement-number", "volume-title",
    "volume-title-short", "year-suffix",
})  # fmt: skip
_OWN = frozenset({"id", "type", "custom", "citation-key"})
_SEASONS = {"1": "Spring", "2": "Summer", "3": "Autumn", "4": "Winter"}
_TEXT_ITEMS, _DATE_ITEMS = tuple(TEXT_VARIABLES.items()), tuple(_DATES.items())
_TAG = re.compile(r"</?(?:i|b|sub|sup|sc|span|em|strong|u)(?:\s[^<>]*)?>", re.I)


def to_csl(reference: Reference, *, citekey: str | None = None) -> dict[str, Any]:
    """Give the reference as one CSL-JSON item; `citekey` becomes its `id`.

    Only what is known is written.  `from_csl` gives the same reference back.
    """
    item: dict[str, Any] = {} if citekey is None else {"id": citekey}
    item["type"] = reference.type.value
    # Most fields are not there at all: a look costs less than asking for forty attributes, once for each reference.
    given = vars(reference)
    for name, variable in _TEXT_ITEMS:
        if name in given and given[name] is not None:
            item[variable] = given[name]
    _put_creators(item, reference.creators)
    for name, variable in _DATE_ITEMS:
        if name in given and given[name] is not None:
            item[variable] = date_to_csl(given[name])
    _put_identifiers(item, reference.identifiers)
    _put_extra(item, reference)
    return item


def _custom(item: dict[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = item.setdefault("custom", {})
    return found


def _put_creators(item: dict[str, Any], creators: tuple[Creator, ...]) -> None:
    if not creators:
        return
    first = creators[0].role
    names = [creator.name for creator in creators if creator.role is first]
    alone = len(names) == len(creators)
    grouped = {first: names} if alone else _grouped(creators)
    for role, found in grouped.items():
        item[role.value] = [name_to_csl(name) for name in found]
    for creator in creators:
        if creator.name.orcid:
            _put_orcids(item, grouped)
            break
    if alone:
        return
    order = [creator.role for creator in creators]
    if order != [role for role, found in grouped.items() for _ in found]:
        _custom(item)["creator-order"] = [role.value for role in order]


def _grouped(creators: tuple[Creator, ...]) -> dict[Role, list[Name]]:
    """Give the names by role, in the order of roles."""
    found: dict[Role, list[Name]] = {role: [] for role in Role}
    for creator in creators:
        found[creator.role].append(creator.name)
    return {role: names for role, names in found.items() if names}


def _put_orcids(item: dict[str, Any], grouped: Mapping[Role, list[Name]]) -> None:
    _custom(item)["orcid"] = [
        [role.value, index, name.orcid]
        for role, names in grouped.items()
        for index, name in enumerate(names)
        if name.orcid
    ]


def name_to_csl(name: Name) -> dict[str, str]:
    """Give a name as a CSL name-variable; an ORCID is not part of it."""
    given: dict[str, str] = {}
    if name.family is not None:
        given["family"] = name.family
    if name.given is not None:
        given["given"] = name.given
    rare = _RARE_PARTS(name)
    if rare != _NO_PARTS:
        given |= {key: value for key, value in zip(_RARE_KEYS, rare, strict=True) if value is not None}
    return given


def date_to_csl(date: PartialDate) -> dict[str, Any]:
    """Give a date as a CSL date-variable: `date-parts`, with `literal` when the print says more."""
    given: dict[str, Any] = {}
    if date.year is not None:
        parts = [[part for part in (date.year, date.month, date.day) if part is not None]]
        if date.stop_year is not None:
            parts.append([date.stop_year])
        given["date-parts"] = parts
    if date.verbatim is not None:
        given["literal"] = date.verbatim
    return given


def _put_identifiers(item: dict[str, Any], identifiers: tuple[Identifier, ...]) -> None:
    if not identifiers:
        return
    for identifier in identifiers:
        variable = _SCHEME_VARIABLE.get(identifier.scheme)
        if variable is not None:
            item.setdefault(variable, identifier.value)
    if tuple(_standard_identifiers(item)) != identifiers:
        _custom(item)["identifiers"] = [[found.scheme.value, found.value] for found in identifiers]


def _put_extra(item: dict[str, Any], reference: Reference) -> None:
    for name, key in _CUSTOM_TEXT.items():
        value = getattr(reference, name)
        if value is not None:
            _custom(item)[key] = value
    if not reference.extra:
        return
    for name, value in reference.extra:
        if name in OTHER_VARIABLES:
            item.setdefault(name, value)
    if tuple(_standard_extra(item, frozenset())) != reference.extra:
        _custom(item)["extra"] = [list(pair) for pair in reference.extra]


def from_csl(item: Mapping[str, Any]) -> Reference:
    """Read one CSL-JSON item, ours or anybody's; never raises for odd values.

    A value that has no field goes to `extra` under its own name.  Identifiers are normalised
    when they are valid and kept as they are when not.
    """
    values: dict[str, Any] = {"type": _TYPES.get(str(item.get("type")), ItemType.DOCUMENT)}
    for key, value in item.items():
        name = _FIELD_OF.get(key)
        if name is not None and (text := _text(value)) is not None:
            values.setdefault(name, text)
    raw_custom = item.get("custom")
    custom: Mapping[str, Any] = raw_custom if isinstance(raw_custom, Mapping) else {}
    for name, key in _CUSTOM_TEXT.items():
        if (text := _text(custom.get(key))) is not None:
            values[name] = text
    values["creators"] = _creators(item, custom)
    for name, key in _DATES.items():
        if item.get(key) is not None:
            values[name] = date_from_csl(item[key])
    values["identifiers"] = tuple(_identifiers(item, custom))
    values["extra"] = tuple(_extra(item, custom))
    return Reference(**values)


def _text(value: Any) -> str | None:
    """Text of a JSON value; numbers as written, lists joined, None for null."""
    if value is None or isinstance(value, str):
        return value
    if isinstance(value, (list, tuple)):
        return ", ".join(text for entry in value if (text := _text(entry)))
    if isinstance(value, Mapping):
        import json

        return json.dumps(value, ensure_ascii=False)
    return str(value)


def _creators(item: Mapping[str, Any], custom: Mapping[str, Any]) -> tuple[Creator, ...]:
    orcids = {
        (row[0], row[1]): row[2]
        for row in _rows(custom.get("orcid"), 3)
        if all(isinstance(cell, (str, int)) for cell in row)
    }
    grouped: dict[Role, list[Creator]] = {}
    for role in Role:
        names = item.get(role.value)
        for index, entry in enumerate(
            names if isinstance(names, (list, tuple)) else [names] if names else []
        ):
            name = name_from_csl(entry, orcids.get((role.value, index)))
            if name is not None:
                grouped.setdefault(role, []).append(Creator(role, name))
    order = custom.get("creator-order")
    flat = [creator for creators in grouped.values() for creator in creators]
    wanted = [_ROLES.get(str(role)) for role in order] if isinstance(order, list) else []
    if wanted and sorted(map(str, wanted)) == sorted(str(creator.role) for creator in flat):
        queues = {role: iter(creators) for role, creators in grouped.items()}
        return tuple(next(queues[role]) for role in wanted if role is not None)
    return tuple(flat)


def name_from_csl(entry: Any, orcid: Any = None) -> Name | None:
    """Read a CSL name-variable or a plain string; None when nothing is in it."""
    if isinstance(entry, str):
        return Name(literal=entry) if entry.strip() else None
    if not isinstance(entry, Mapping):
        return None
    parts = {part: _text(entry.get(key)) for part, key in _NAME_PARTS.items()}
    number = _text(orcid or entry.get("ORCID"))
    if parts["literal"] is not None:
        return Name(literal=parts["literal"], orcid=number)
    if parts["family"] is None:
        return Name(literal=parts["given"], orcid=number) if parts["given"] else None
    return Name(**parts, orcid=number)


def date_from_csl(value: Any) -> PartialDate | None:
    """Read a CSL date-variable; what is more than year, month, day or years stays as text."""
    if not isinstance(value, Mapping):
        text = _text(value)
        return _printed_date(text) if text else None
    parts = value.get("date-parts")
    listed = parts if isinstance(parts, (list, tuple)) else ()
    rows = [list(map(_number, row)) for row in listed if isinstance(row, (list, tuple))]
    start = _valid(rows[0]) if rows else None
    literal = _text(value.get("literal")) or _text(value.get("raw"))
    if start is None:
        return _printed_date(literal) if literal else None
    stop = rows[1][0] if len(rows) > 1 and rows[1] else None
    season = _SEASONS.get(str(value.get("season")), _text(value.get("season")))
    if literal is None and season:
        literal = f"{season} {start[0]}"
    if literal is None and value.get("circa"):
        literal = f"c. {start[0]}"
    return PartialDate(*start, stop_year=stop, verbatim=literal)


def _printed_date(text: str) -> PartialDate:
    from bibtrack.values.reference import partial_date

    found = partial_date(text)
    # Only text that says no more than the numbers may lose its printed form.
    return found if found.iso() == text else PartialDate(verbatim=text)


def _number(value: Any) -> int | None:
    try:
        return int(value)
    except (TypeError, ValueError, OverflowError):
        return None


def _valid(row: list[int | None]) -> tuple[int | None, int | None, int | None] | None:
    year, month, day = (*row, None, None, None)[:3]
    if year is None:
        return None
    if month is None or not 1 <= month <= 12:
        return year, None, None
    return year, month, day if day is not None and 1 <= day <= 31 else None


def _rows(value: Any, width: int) -> Iterator[list[Any]]:
    for row in value if isinstance(value, list) else ():
        if isinstance(row, (list, tuple)) and len(row) == width:
            yield list(row)


def _standard_identifiers(item: Mapping[str, Any]) -> Iterator[Identifier]:
    for variable, scheme in _SCHEMES.items():
        text = (_text(item.get(variable)) or "").strip()
        if text:
            normalise = _NORMALISE.get(scheme)
            yield Identifier(scheme, (normalise(text) if normalise else None) or text)


def _identifiers(item: Mapping[str, Any], custom: Mapping[str, Any]) -> Iterable[Identifier]:
    known = {scheme.value: scheme for scheme in Scheme}
    own = [
        Identifier(known[str(scheme)], str(value))
        for scheme, value in _rows(custom.get("identifiers"), 2)
        if str(scheme) in known
    ]
    return own or _standard_identifiers(item)


def _standard_extra(item: Mapping[str, Any], shadowed: frozenset[str]) -> Iterator[tuple[str, str]]:
    for key in sorted(item):
        if key in OTHER_VARIABLES and key not in shadowed and (text := _text(item[key])) is not None:
            yield key, text


def _extra(item: Mapping[str, Any], custom: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    own = [(str(name), str(value)) for name, value in _rows(custom.get("extra"), 2)]
    shadowed = frozenset(name for name, _ in own)
    yield from _standard_extra(item, shadowed)
    if item.get("type") is not None and str(item["type"]) not in _TYPES:
        yield "type", str(item["type"])
    known = _FIELD_OF.keys() | _SCHEMES.keys() | _ROLES.keys() | set(_DATES.values()) | OTHER_VARIABLES | _OWN
    for key in item:
        if key not in known and key not in shadowed and (text := _text(item[key])) is not None:
            yield str(key), text
    yield from own


def without_markup(reference: Reference) -> Reference:
    """Give the reference without the HTML-like tags that CSL-JSON allows in its texts."""
    from dataclasses import replace

    changed = {
        field.name: _TAG.sub("", value)
        for field in fields(reference)
        if isinstance(value := getattr(reference, field.name), str) and "<" in value
    }
    return replace(reference, **changed) if changed else reference  # type: ignore[arg-type]
