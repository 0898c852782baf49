"""Annotations in fields that hold one text: written so that one reads them, and parted again.

Each annotation opens with its author, theme and place in square brackets where they are known,
and an empty line parts it from the next:  [alice; theme: green-bri; at: p. 12] The claim …
"""

import re
from collections.abc import Iterator, Sequence

from bibtrack.formats.item import Remark
from bibtrack.formats.latex import decode
from bibtrack.text import squeeze

_HEAD = re.compile(r"\[([^\[\];]*)(?:; theme: ([a-z0-9-]+))?(?:; at: ([^\[\]]*))?\] ?")
_PART = re.compile(r"\n\n(?=\[[^\[\];]*(?:; theme: [a-z0-9-]+)?(?:; at: [^\[\]]*)?\] )")
_GUARD = re.compile(r"^(\\*)(?=\[)", re.M)
_GUARDED = re.compile(r"^\\(\\*)(?=\[)", re.M)
_BREAK = re.compile(r"\n[ \t\r]*\n\s*")
_CLEAN = re.compile(r"[\[\];\n]")


def write_remarks(remarks: Sequence[Remark]) -> str:
    """Give annotations as one text; a lone one without author stands as it is."""
    if (
        len(remarks) == 1
        and remarks[0] == Remark(remarks[0].body)
        and not remarks[0].body.startswith(("[", "\\"))
    ):
        return _GUARD.sub(r"\\\1", remarks[0].body)
    return "\n\n".join(_head(remark) + _GUARD.sub(r"\\\1", remark.body) for remark in remarks)


def _head(remark: Remark) -> str:
    head = _CLEAN.sub(" ", remark.author or "")
    if remark.theme:
        head += f"; theme: {remark.theme}"
    if remark.locator:
        head += f"; at: {_CLEAN.sub(' ', remark.locator)}"
    return f"[{head}] "


def part_remarks(text: str) -> list[Remark]:
    """Give the annotations of a text that `write_remarks` wrote, or anybody."""
    if not text.strip():
        return []
    return [_remark(part) for part in _PART.split(text)]


def _remark(text: str) -> Remark:
    found = _HEAD.match(text)
    if found is None:
        return Remark(_GUARDED.sub(r"\1", text))
    author, theme, locator = found.groups()
    return Remark(_GUARDED.sub(r"\1", text[found.end() :]), author or None, theme, locator or None)


def read_remarks(left: dict[str, str]) -> Iterator[Remark]:
    """Take the annotations out of BibTeX fields: annote, annotation, review, comment, comment-USER."""
    for name in ("annote", "annotation", "review", "comment"):
        if name in left:
            yield from part_remarks(latex_paragraphs(left.pop(name)))
    for name in [name for name in left if name.startswith("comment-")]:
        body = latex_paragraphs(left.pop(name))
        if body:
            yield Remark(body, author=name[8:])


def latex_paragraphs(value: str) -> str:
    """Give a LaTeX text with its empty lines kept."""
    return "\n\n".join(decode(squeeze(part)) for part in _BREAK.split(value.strip()))
