"""Pieces of HTML.  `text` is the only door through which words from outside come in."""

import re
from collections.abc import Iterable, Sequence
from html import escape

from bibtrack.text import printable

_LINK = re.compile(r"https?://[^\s\"'<>\\^`{|}]+", re.I)


def text(value: object) -> str:
    """Give a value as harmless HTML text: markup shown, control characters replaced."""
    return escape(printable("" if value is None else str(value)), quote=True)


def link(address: str, label: str) -> str:
    """Give a link for an http(s) address, and plain text for anything else."""
    if _LINK.fullmatch(address):
        return f'<a href="{text(address)}" rel="noreferrer noopener" target="_blank">{text(label)}</a>'
    return text(label)


def options(values: Iterable[str], every: str) -> str:
    """Give the choices of a select, the first one for all."""
    rest = "".join(f'<option value="{text(value)}">{text(value)}</option>' for value in values)
    return f'<option value="">{text(every)}</option>{rest}'


def table(caption: str, headers: Sequence[str], rows: Iterable[Sequence[str]], kind: str = "") -> str:
    """Give a table; cells are HTML already, the first of a row is its header."""
    head = "".join(f'<th scope="col">{text(name)}</th>' for name in headers)
    body = "".join(
        f'<tr><th scope="row">{row[0]}</th>{"".join(f"<td>{cell}</td>" for cell in row[1:])}</tr>'
        for row in rows
    )
    return (
        f'<div class="scroll" tabindex="0" role="region" aria-label="{text(caption)}"><table class="{kind}">'
        f"<caption>{text(caption)}</caption><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>"
    )


def step(value: int, most: int, steps: int = 5) -> int:
    """Give the shade of a count: 0 for none, then 1 to `steps`."""
    if value <= 0 or most <= 0:
        return 0
    return min(steps, 1 + (value * steps - 1) // most)
