"""The parts of a reference that a person can choose, by name, and how they are put together.

A part is a field ("title"), the names in a role ("creators:author"), the identifiers of a scheme
("identifiers:doi") or a field that CSL has no word for ("extra:shelfmark"): the same names that
`merge` gives in its provenance.
"""

from collections.abc import Iterable
from dataclasses import fields, replace
from typing import Any

from bibtrack.values.identifier import Scheme
from bibtrack.values.reference import Reference, Role

_GROUPS = ("creators", "identifiers", "extra")
_PLAIN = tuple(field.name for field in fields(Reference) if field.name not in _GROUPS)


def parts(reference: Reference) -> dict[str, Any]:
    """Give every part that holds something, by name, in the order of the fields."""
    empty = Reference()
    found: dict[str, Any] = {
        name: getattr(reference, name)
        for name in _PLAIN
        if getattr(reference, name) != getattr(empty, name) and getattr(reference, name) != ""
    }
    for role in Role:
        if names := reference.names(role):
            found[f"creators:{role.value}"] = names
    for scheme in Scheme:
        if values := tuple(item.value for item in reference.identifiers if item.scheme is scheme):
            found[f"identifiers:{scheme.value}"] = values
    for name in dict.fromkeys(name for name, _ in reference.extra):
        found[f"extra:{name}"] = tuple(value for other, value in reference.extra if other == name)
    return found


def changed(before: Reference, after: Reference) -> list[str]:
    """Name the parts that differ, those that are gone included."""
    old, new = parts(before), parts(after)
    return [
        name for name in [*new, *(name for name in old if name not in new)] if old.get(name) != new.get(name)
    ]


def graft(onto: Reference, source: Reference, names: Iterable[str]) -> Reference:
    """Give `onto` with the named parts taken from `source`; a part that `source` lacks is emptied."""
    for name in names:
        group, _, inner = name.partition(":")
        if not inner:
            onto = replace(onto, **{name: getattr(source, name)})
            continue
        kept = tuple(item for item in getattr(onto, group) if _label(group, item) != inner)
        taken = tuple(item for item in getattr(source, group) if _label(group, item) == inner)
        onto = replace(onto, **{group: _in_place(getattr(onto, group), kept, taken, group)})
    return onto


def _in_place(before: tuple[Any, ...], kept: tuple[Any, ...], taken: tuple[Any, ...], group: str) -> Any:
    """Put the taken items where the first of their label stood, else at the end."""
    if not taken:
        return kept
    label = _label(group, taken[0])
    at = next((i for i, item in enumerate(before) if _label(group, item) == label), len(kept))
    return (*kept[:at], *taken, *kept[at:])


def _label(group: str, item: Any) -> str:
    if group == "creators":
        return str(item.role.value)
    return str(item.scheme.value if group == "identifiers" else item[0])


def without(reference: Reference, names: Iterable[str]) -> Reference:
    """Give the reference with the named parts emptied."""
    return graft(reference, Reference(), names)
