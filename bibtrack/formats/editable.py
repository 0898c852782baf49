"""Source ↔ the text that a person edits: TOML, one line a field, in CSL's words.

Names are written "Family, Given" and bodies "{World Bank}"; several go into a list.  A name that
was left as it was keeps its finer parts (particles, ORCID).
"""

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import replace
from difflib import get_close_matches
from typing import Any

from bibtrack.errors import InputError
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
    partial_date,
)

_ROLES = {role.value: role for role in Role}
_SCHEMES = {scheme.value: scheme for scheme in Scheme}
_TEXTS = {name.replace("_", "-"): name for name in TEXT_FIELDS}
_DATES = {name.replace("_", "-"): name for name in DATE_FIELDS}
_NORMALISE = {Scheme.DOI: normalise_doi, Scheme.ISBN: normalise_isbn, Scheme.ISSN: normalise_issn}
#: Every word that may stand before "=", in the order in which they are written.
NAMES: tuple[str, ...] = ("type", *_ROLES, *_TEXTS, *_DATES, *_SCHEMES)
#: Written even when empty, so that a person sees where they go.
_ALWAYS = ("title", "author", "issued", "container-title", "publisher", "doi", "url")
_ELSEWHERE = {
    "journal": "container-title", "booktitle": "container-title", "container": "container-title", "year": "issued",
    "date": "issued", "pages": "page", "address": "publisher-place", "institution": "publisher",
    "organization": "publisher", "series": "collection-title", "authors": "author", "translation": "translated-title",
    "langid": "language", "urldate": "accessed", "entrytype": "type", "place": "publisher-place",
}  # fmt: skip
_RANGE = re.compile(r"(\d{4})\s*(?:/|–|-|\.\.)\s*(\d{4})$")


def field_name(word: str) -> str:
    """Give the field that a word names: a CSL name, or "extra.NAME" for what CSL has no word for.

    Raises InputError with the nearest name.
    """
    name = word.strip().replace("_", "-")
    if name.lower() in NAMES:
        return name.lower()
    if name.startswith("extra."):
        return "extra." + word.strip()[6:]
    near = _ELSEWHERE.get(name.lower()) or next(iter(get_close_matches(name.lower(), NAMES, n=1)), None)
    hint = f"did you mean {near}?" if near else "a field of your own is written extra.NAME"
    raise InputError(f"there is no field {word.strip()!r}; {hint}")


def part_name(field: str) -> str:
    """Give the name of the part of a reference that a field is (`bibtrack.matching.chosen`)."""
    if field in _ROLES:
        return f"creators:{field}"
    if field in _SCHEMES:
        return f"identifiers:{field}"
    if field.startswith("extra."):
        return f"extra:{field[6:]}"
    return field.replace("-", "_")


def assigned(reference: Reference, field: str, value: str | list[str]) -> dict[str, Any]:
    """Give the keyword arguments for `dataclasses.replace` that put a value into a field.

    "" empties it.  Raises InputError for a value that the field cannot have.
    """
    values = [part for part in (value if isinstance(value, list) else [value]) if part.strip()]
    if field == "type":
        return {"type": _type(values[0]) if values else ItemType.DOCUMENT}
    if field in _ROLES:
        return {"creators": _creators(reference, _ROLES[field], value)}
    if field in _SCHEMES:
        return {"identifiers": _identifiers(reference, _SCHEMES[field], values)}
    if field in _DATES:
        return {_DATES[field]: _date(values[0]) if values else None}
    if field.startswith("extra."):
        kept = tuple(item for item in reference.extra if item[0] != field[6:])
        return {"extra": (*kept, *((field[6:], part) for part in values))}
    return {_TEXTS[field]: "\n".join(part.strip() for part in values) or None}


def _type(value: str) -> ItemType:
    try:
        return ItemType(value.strip().lower())
    except ValueError:
        near = get_close_matches(value.strip().lower(), [str(kind) for kind in ItemType], n=1)
        hint = f"did you mean {near[0]}?" if near else "the item types are those of CSL"
        raise InputError(f"type: there is no item type {value!r}; {hint}") from None


def _date(value: str) -> PartialDate:
    ranged = _RANGE.match(value.strip())
    if ranged:
        return PartialDate(int(ranged.group(1)), stop_year=int(ranged.group(2)))
    return partial_date(value)


def _creators(reference: Reference, role: Role, value: str | list[str]) -> tuple[Creator, ...]:
    texts = value if isinstance(value, list) else value.split(";")
    known = {name.sort_form(): name for name in reference.names(role)}
    known |= {f"{{{name.literal}}}": name for name in reference.names(role) if name.literal}
    made = [Creator(role, known.get(text.strip()) or name_of(text)) for text in texts if text.strip()]
    others = [creator for creator in reference.creators if creator.role is not role]
    return (*made, *others) if role is Role.AUTHOR else (*others, *made)


def name_of(text: str) -> Name:
    """Read "Family, Given[, Suffix]" as a person, "{Body}" or words without a comma as a body.

    One word alone is a family name.
    """
    plain = text.strip()
    if plain.startswith("{") and plain.endswith("}"):
        return Name(literal=plain[1:-1].strip())
    pieces = [piece.strip() for piece in plain.split(",")]
    if len(pieces) in (2, 3) and all(pieces):
        return Name(family=pieces[0], given=pieces[1], suffix=pieces[2] if len(pieces) == 3 else None)
    return Name(literal=plain) if " " in plain or "," in plain else Name(family=plain)


def _identifiers(reference: Reference, scheme: Scheme, values: list[str]) -> tuple[Identifier, ...]:
    kept = [item for item in reference.identifiers if item.scheme is not scheme]
    for value in values:
        normalise = _NORMALISE.get(scheme)
        known = reference.identifiers and Identifier(scheme, value.strip()) in reference.identifiers
        normal = value.strip() if known or normalise is None else normalise(value)
        if normal is None:
            raise InputError(f"{scheme.value}: {value.strip()!r} is not one, or its check digit is wrong")
        kept.append(Identifier(scheme, normal))
    return tuple(kept)


def values_of(reference: Reference) -> dict[str, str | list[str]]:
    """Give what each field holds as text, in the order of NAMES; empty ones are left out."""
    found: dict[str, str | list[str]] = {"type": reference.type.value}
    for word, role in _ROLES.items():
        if names := [_name_text(name) for name in reference.names(role)]:
            found[word] = names
    found |= {word: text for word, name in _TEXTS.items() if (text := getattr(reference, name))}
    for word, name in _DATES.items():
        if (date := getattr(reference, name)) is not None:
            found[word] = _date_text(date)
    for word, scheme in _SCHEMES.items():
        if values := [item.value for item in reference.identifiers if item.scheme is scheme]:
            found[word] = values if len(values) > 1 else values[0]
    for name in dict.fromkeys(name for name, _ in reference.extra):
        values = [value for other, value in reference.extra if other == name]
        found[f"extra.{name}"] = values if len(values) > 1 else values[0]
    return found


def _name_text(name: Name) -> str:
    return f"{{{name.literal}}}" if name.literal is not None else name.sort_form()


def _date_text(date: PartialDate) -> str:
    if date.verbatim:
        return date.verbatim
    return f"{date.year:04d}/{date.stop_year:04d}" if date.stop_year and date.year is not None else date.iso()


def dumps(reference: Reference, citekey: str) -> str:
    """Give the text to edit: TOML, with the usual fields even when they are empty."""
    held = values_of(reference)
    own = [word for word in held if word.startswith("extra.")]
    shown = [word for word in NAMES if word in held or word in _ALWAYS]
    lines = [f"# {citekey}: change, save and close.  An empty value empties the field.", ""]
    lines += [f"{word} = {_toml(held.get(word, ''))}" for word in shown]
    if own:
        lines += ["", "[extra]", *(f"{_toml(word[6:])} = {_toml(held[word])}" for word in own)]
    return "\n".join(lines) + "\n"


def _toml(value: str | list[str]) -> str:
    if isinstance(value, list):
        return "[\n" + "".join(f"  {_toml(item)},\n" for item in value) + "]"
    escaped = value.replace("\\", "\\\\").replace('"', '\\"')
    return '"' + "".join(map(_toml_char, escaped)) + '"'


def _toml_char(char: str) -> str:
    if char in "\n\t":
        return {"\n": "\\n", "\t": "\\t"}[char]
    return char if char >= " " and char != "\x7f" else f"\\u{ord(char):04x}"


def loads(text: str, before: Reference) -> Reference:
    """Read the edited text; a field that is not there any more is empty.

    Raises InputError that names the line or the field.
    """
    try:
        table = tomllib.loads(text)
    except (ValueError, RecursionError) as error:
        raise InputError(f"this is not TOML: {error}") from None
    values = dict(_flat(table))
    after = before
    held = values_of(before)
    for field in [*values, *(field for field in held if field not in values)]:
        new = values.get(field, "")
        if new != held.get(field, ""):
            after = replace(after, **assigned(after, field, new))
    return after


def _flat(table: Mapping[str, Any]) -> Iterator[tuple[str, str | list[str]]]:
    for word, value in table.items():
        if word == "extra" and isinstance(value, dict):
            yield from ((f"extra.{name}", _texts(name, inner)) for name, inner in value.items())
        else:
            yield field_name(word), _texts(word, value)


def _texts(word: str, value: Any) -> str | list[str]:
    if isinstance(value, list):
        return [str(item) for item in value]
    if isinstance(value, dict | bool):
        raise InputError(f"{word}: a text or a list of texts is expected")
    return str(value)
