"""Brackets and quotes come in pairs: a value that holds one half gets the other, or loses the one it has.

The last of the normalisers: where the string prints the other half right beside the value it is taken in
("… of early “gastric cancer" + "”"), a half at the edge is taken off, and one inside goes with what it opened.
"""

import re
from collections.abc import Iterator
from dataclasses import fields, replace
from functools import lru_cache
from operator import attrgetter

from bibtrack.references.draft import Draft
from bibtrack.values.reference import Creator, Name

_PAIRS = {
    "(": ")",
    "[": "]",
    "{": "}",
    "“": "”",
    "«": "»",
    "（": "）",
    "［": "］",
    "《": "》",
    "「": "」",
    "『": "』",
}
_OPENING = {closing: opening for opening, closing in _PAIRS.items()}
_MARKS = re.compile("[" + re.escape("".join((*_PAIRS, *_OPENING))) + '"„‘]')
_MARK = _MARKS.search
#: What may stand between a value and its other half.
_BETWEEN = " .,;:，。"
_EDGES = " ,;:，；："
_NOT_TEXT = frozenset(("type", "url", "archive_url", "abstract"))
#: Longer values are not prose that was cut badly; time stays linear.
_LONGEST = 600


def apply(draft: Draft) -> None:
    """Make the halves of brackets and quotes even in every text and name."""
    if _has_mark("".join([value for value in draft.values.values() if isinstance(value, str)])):
        _even_values(draft)
    title = draft.values.get("title") or ""
    if title.endswith("'") and title.count("'") == 1 and f"'{title}" in draft.string:
        draft.values["title"] = title[:-1]
    printed = ""
    for label in _PEOPLE:
        for field in draft.labelled.get(label, ()):
            printed += field.text
    for one in draft.creators:
        printed += one.name.literal or ""
    if _has_mark(printed):
        draft.creators = [_with_even_name(one) for one in draft.creators]


def _has_mark(text: str) -> bool:
    if text.isascii():  # to look for each of seven marks takes a third of the time
        return (
            "(" in text
            or ")" in text
            or '"' in text
            or "[" in text
            or "]" in text
            or "{" in text
            or "}" in text
        )
    return _MARK(text) is not None


def _even_values(draft: Draft) -> None:
    texts = [(name, value) for name, value in draft.values.items() if isinstance(value, str) and _MARK(value)]
    for name, value in texts:
        if name not in _NOT_TEXT and len(value) < _LONGEST:
            found = [] if _is_even("".join(_MARKS.findall(value))) else list(_lone(value))
            if found:
                draft.values[name] = _even(draft.string, value, found)


@lru_cache(maxsize=1024)
def _is_even(marks: str) -> bool:
    """Tell whether marks in their order leave none alone; a single quotation mark needs its words to tell."""
    return "‘" not in marks and not list(_lone(marks))


_PEOPLE = ("author", "editor", "translator")


def lone(text: str) -> list[tuple[int, str]]:
    """Give the halves of brackets and quotes that have no other half, with their places."""
    return list(_lone(text)) if _MARK(text) else []


def _lone(text: str) -> Iterator[tuple[int, str]]:
    opened: list[tuple[int, str]] = []
    # „so“: the German closing mark is the English opening one.
    german = text.count("„")
    for found in _MARKS.finditer(text):
        place, mark = found.start(), found[0]
        if (mark == "“" and german > 0) or (mark == "”" and german > 0 and "“" not in text[:place]):
            german -= 1
        elif mark in _PAIRS:
            opened.append((place, mark))
        elif mark in _OPENING:
            match = next((n for n in range(len(opened) - 1, -1, -1) if opened[n][1] == _OPENING[mark]), None)
            if match is None:
                yield place, mark
            else:
                del opened[match]
    yield from opened
    if text.count('"') % 2:
        place = text.rfind('"') if text.endswith('"') else text.find('"')
        # An inch's mark is no quote: 5".
        if not text[place - 1 : place].isdigit():
            yield place, '"'
    if "‘" in text and "’" not in text and "'" not in text:
        yield text.index("‘"), "‘"


def _even(string: str, value: str, odd: list[tuple[int, str]]) -> str:
    """Give the value with even halves: missing halves may be printed beside it, others go."""
    for _, mark in odd[:2]:
        value = _with_other(string, value, mark) or value
    return without(value, ", ")


def _with_other(string: str, value: str, mark: str) -> str | None:
    """Give the value with the other half that the string prints beside it, or None."""
    start = string.find(value)
    if start < 0:
        return None
    stop = start + len(value)
    before = string[start - 2 : start].rstrip(" ") if start > 1 else string[:start]
    if before and before[-1] == ("„" if mark == "“" else _OPENING.get(mark, mark if mark == '"' else "")):
        return string[string.rindex(before[-1], 0, start) : stop]
    closing = "’" if mark == "‘" else _PAIRS.get(mark, mark)
    after = stop
    while after < len(string) and after < stop + 2 and string[after] in _BETWEEN:
        after += 1
    if string[after : after + 1] != closing:
        return None
    # French marks stand off their words.
    return value + (" »" if closing == "»" and string[after - 1] == " " else closing)


@lru_cache(maxsize=1024)
def without(text: str, instead: str = " ") -> str:
    """Give a text without lone halves; what a lone bracket opened near the end goes with it.

    `instead` stands for a bracket that opened after a word.
    """
    for _ in range(9):
        odd = [one for one in _lone(text) if one[1] != "‘"]
        if not odd:
            break
        place, mark = odd[-1]
        before, after = text[:place], text[place + 1 :]
        if mark in "([（［" and len(after.split()) <= _FEW < len(before.split()):
            text = before
        elif mark in ")]）］" and len(before.split()) <= _FEW < len(after.split()):
            text = after
        elif mark in "([（［" and before[-2:-1].isalnum() and before[-1] == " ":
            text = before.rstrip() + instead + after.lstrip()
        else:
            text = f"{before} {after}" if before[-1:].isalnum() and after[:1].isalnum() else before + after
        text = text.rstrip(_EDGES).lstrip(_EDGES + ".").replace(" ,", ",")
    return " ".join(text.split())


_FEW = 2


def _with_even_name(one: Creator) -> Creator:
    return Creator(one.role, _named(one.name)) if _has_mark("".join(filter(None, _parts(one.name)))) else one


_PARTS = tuple(part.name for part in fields(Name))
_parts = attrgetter(*_PARTS)


def _named(name: Name) -> Name:
    """Give a name without lone halves in any of its parts."""
    changed = {
        part: without(value) or None
        for part, value in zip(_PARTS, _parts(name), strict=True)
        if value and lone(value)
    }
    if not changed:
        return name
    found = replace(name, **changed)
    if found.literal is None and found.family is None:
        return Name(literal=found.display() or name.display(), orcid=name.orcid)
    return found
