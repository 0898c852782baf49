"""What a proven stretch leaves of the fields that the labels made of it: their rest, or nothing."""

import re

from bibtrack.references.draft import Draft
from bibtrack.text import Late
from bibtrack.values.reference import Creator, Name, Role

#: label → the values that come from it; dates stay, for a number may hold the year of issue.
_VALUES = {
    "title": ("title",), "container-title": ("container_title", "publisher", "genre", "number"), "publisher": ("publisher",),
    "collection-title": ("collection_title", "collection_number"), "genre": ("genre", "number"), "location": ("publisher_place",),
    "volume": ("volume", "issue"), "issue": ("issue", "volume", "page"), "pages": ("page", "number_of_pages"),
    "edition": ("edition",), "note": ("note",),
}  # fmt: skip
_PEOPLE = {"author": Role.AUTHOR, "editor": Role.EDITOR, "translator": Role.TRANSLATOR}
_EMPTY = Late(r"\(\s*[,;]?\s*\)|\[\s*[,;]?\s*\]")
_DOUBLED = re.compile(r"\s*([,;])(?:\s*[,;.])+")
_EDGES = " ,;:.–—-"


def release(draft: Draft, start: int, stop: int) -> None:
    """Take what stands in a stretch of the string from all values but the dates; a rest of words stays."""
    inside = draft.string[start:stop]
    for field in draft.fields:
        if field.start >= stop or start >= field.stop:
            continue
        rest = tidy(draft.string[field.start : max(start, field.start)] + draft.string[stop : field.stop])
        overlap = draft.string[max(start, field.start) : min(stop, field.stop)]
        if field.label in _PEOPLE and len(rest) < 3:
            draft.drop_names(_PEOPLE[field.label])
        elif field.label in _PEOPLE:
            draft.creators = [_without(one, overlap) for one in draft.creators]
        for name in _VALUES.get(field.label, ()):
            value = draft.values.get(name)
            if not value:
                continue
            if _is_part(value, inside):
                draft.drop(name)
            elif overlap in value or (rest and rest in value):
                draft.drop(name)
                draft.put(name, tidy(value.replace(overlap, " ", 1)) if overlap in value else rest)


def _without(creator: Creator, text: str) -> Creator:
    literal = creator.name.literal
    kept = tidy(literal.replace(text, "")) if literal and text in literal else ""
    return Creator(creator.role, Name(literal=kept)) if kept else creator


def _is_part(value: str, inside: str) -> bool:
    """Tell whether a value is nothing but words of a stretch."""
    return not any(c.isalnum() for c in value) or _plain(value) in _plain(inside)


def _plain(text: str) -> str:
    return "".join([c for c in text if c.isalnum()])


def tidy(text: str) -> str:
    """Give a text that something was cut from: without empty brackets, doubled commas and bare edges."""
    bare = _DOUBLED.sub(r"\1", _EMPTY.sub("", " ".join(text.split())))
    return bare.strip(_EDGES) if any(c.isalnum() for c in bare) else ""
