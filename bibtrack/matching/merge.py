"""Which value wins per field: chosen > fetched > printed.

The printed reference is what the note says, the fetched one what a registry holds, the chosen
one what a person set.  A person's value wins for ever; an empty value never wins.
"""

from dataclasses import fields
from typing import Any

from bibtrack.text import fold
from bibtrack.values.identifier import Identifier
from bibtrack.values.reference import Creator, ItemType, PartialDate, Reference, Role
from bibtrack.values.source import Origin

#: Fields that a registry does not know better than the note: they say how *this* report cites.
PRINTED_FIRST = frozenset({"accessed", "archive_url", "note", "translated_title", "original_date"})

Provenance = dict[str, Origin]
_LAYERS = (Origin.CHOSEN, Origin.FETCHED, Origin.PRINTED)


def merge(
    printed: Reference, fetched: Reference | None = None, chosen: Reference | None = None
) -> tuple[Reference, Provenance]:
    """Give the reference that holds, and from where each non-empty field comes.

    `provenance` maps field names of Reference to their origin; roles are told apart as
    "creators:author", "creators:editor"…  Identifiers and `extra` are joined, the winner's
    first; their origin is the winner's.
    """
    layers = {Origin.PRINTED: printed, Origin.FETCHED: fetched, Origin.CHOSEN: chosen}
    values: dict[str, Any] = {}
    provenance: Provenance = {}
    for field in fields(Reference):
        if field.name in _JOINED:
            values[field.name] = _JOINED[field.name](layers, provenance)
            continue
        origin = _winner(field.name, layers)
        if origin is not None:
            values[field.name] = getattr(layers[origin], field.name)
            provenance[field.name] = origin
    return Reference(**values), provenance


def clashes(before: Reference, after: Reference) -> tuple[tuple[str, str, str], ...]:
    """Give (field, before, after) where both hold a value and the values differ for a reader.

    Case, accents, kinds of dash and white space are no difference.
    """
    found = []
    for field in fields(Reference):
        ours, theirs = shown(getattr(before, field.name)), shown(getattr(after, field.name))
        if ours and theirs and fold(ours) != fold(theirs) and field.name != "identifiers":
            found.append((field.name, ours, theirs))
    return tuple(found)


def shown(value: Any) -> str:
    """Give a field's value as one line for people, "" when it is empty."""
    if value is None or value == ():
        return ""
    if isinstance(value, PartialDate):
        return value.iso()
    if isinstance(value, ItemType):
        return "" if value is ItemType.DOCUMENT else value.value
    if isinstance(value, tuple):
        return "; ".join(_part(item) for item in value)
    return str(value)


def _part(item: object) -> str:
    if isinstance(item, Creator):
        name = item.name.sort_form()
        return name if item.role is Role.AUTHOR else f"{name} ({item.role.value})"
    if isinstance(item, Identifier):
        return f"{item.scheme.value}:{item.value}"
    return ": ".join(map(str, item)) if isinstance(item, tuple) else str(item)


def _winner(name: str, layers: dict[Origin, Reference | None]) -> Origin | None:
    order = (Origin.CHOSEN, Origin.PRINTED, Origin.FETCHED) if name in PRINTED_FIRST else _LAYERS
    if name == "issued" and not _holds(layers[Origin.CHOSEN], name) and _says_more(layers):
        return Origin.PRINTED
    return next((origin for origin in order if _holds(layers[origin], name)), None)


def _says_more(layers: dict[Origin, Reference | None]) -> bool:
    """The printed date names the month or day of the fetched year: a registry's bare year takes nothing away."""
    one, other = layers[Origin.PRINTED], layers[Origin.FETCHED]
    printed, fetched = one.issued if one else None, other.issued if other else None
    if printed is None or fetched is None or printed.year != fetched.year or printed.month is None:
        return False
    return fetched.month is None or (
        fetched.month == printed.month and fetched.day is None and printed.day is not None
    )


def _holds(reference: Reference | None, name: str) -> bool:
    if reference is None:
        return False
    value = getattr(reference, name)
    if isinstance(value, PartialDate):
        return value.year is not None or bool(value.verbatim)
    return value not in (None, "", (), ItemType.DOCUMENT)


def _creators(layers: dict[Origin, Reference | None], provenance: Provenance) -> tuple[Creator, ...]:
    merged: list[Creator] = []
    for role in Role:
        for origin in _LAYERS:
            reference = layers[origin]
            names = reference.names(role) if reference else ()
            if names:
                merged += [Creator(role, name) for name in names]
                provenance[f"creators:{role.value}"] = origin
                break
    return tuple(merged)


def _identifiers(layers: dict[Origin, Reference | None], provenance: Provenance) -> tuple[Identifier, ...]:
    merged: dict[Identifier, None] = {}
    for origin in _LAYERS:
        reference = layers[origin]
        taken = {item.scheme for item in merged}
        for item in reference.identifiers if reference else ():
            # Two DOIs would be two works: a scheme's values come from its winner alone.
            if item.scheme not in taken:
                merged[item] = None
                provenance.setdefault("identifiers", origin)
    return tuple(merged)


def _extra(layers: dict[Origin, Reference | None], provenance: Provenance) -> tuple[tuple[str, str], ...]:
    merged: dict[tuple[str, str], None] = {}
    for origin in _LAYERS:
        reference = layers[origin]
        taken = {name for name, _ in merged}
        for item in reference.extra if reference else ():
            if item[0] not in taken:
                merged[item] = None
                provenance.setdefault("extra", origin)
    return tuple(merged)


_JOINED = {"creators": _creators, "identifiers": _identifiers, "extra": _extra}
