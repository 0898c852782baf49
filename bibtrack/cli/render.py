"""How results look on a terminal: tables, JSON lines, progress.  Never decides anything.

All text that came from documents or the network passes `printable` here.
"""

import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any, Protocol
from unicodedata import east_asian_width

import click

from bibtrack.text import printable


def write(text: str = "") -> None:
    """Print one text to stdout, without anything that could drive the terminal."""
    click.echo(printable(text))


def say(text: str) -> None:
    """Print one line for the person to stderr."""
    click.echo(printable(text), err=True)


def write_json(value: Any) -> None:
    """Print a value as indented UTF-8 JSON to stdout; control characters are escaped by JSON."""
    import json

    click.echo(json.dumps(value, ensure_ascii=False, indent=2, default=str))


def width(text: str) -> int:
    """Give the columns that a terminal needs for `text` (UAX #11: wide and full-width count two)."""
    if text.isascii():
        return len(text)
    return sum(2 if east_asian_width(char) in "WF" else 1 for char in text)


def cut(text: str, columns: int) -> str:
    """Give `text` in at most `columns` columns, with an ellipsis when something is left out."""
    if width(text) <= columns:
        return text
    used, kept = 1, []
    for char in text:
        used += 2 if east_asian_width(char) in "WF" else 1
        if used > columns:
            break
        kept.append(char)
    return "".join(kept) + "…"


def table(headers: Sequence[str], rows: Iterable[Sequence[Any]], columns: int | None = None) -> str:
    """Lay out rows under their headers; the widest columns give way when the line is too long.

    `columns` is the width of the line: the terminal's, or unlimited when stdout is a pipe.
    Numbers are set right.
    """
    cells = [
        [printable("" if cell is None else str(cell)).replace("\n", " ") for cell in row] for row in rows
    ]
    right = [bool(cells) and all(_number(row[i]) for row in cells) for i in range(len(headers))]
    sizes = [max([width(head), *(width(row[i]) for row in cells)]) for i, head in enumerate(headers)]
    sizes = _fit(sizes, columns if columns is not None else _line(), list(map(width, headers)))
    lines = [_row([cut(head, size) for head, size in zip(headers, sizes, strict=True)], sizes, right)]
    lines.append("  ".join("─" * size for size in sizes))
    lines += [_row([cut(c, s) for c, s in zip(row, sizes, strict=True)], sizes, right) for row in cells]
    return "\n".join(lines)


def _number(text: str) -> bool:
    return (
        text.replace(".", "", 1).replace("%", "").replace("–", "").replace("-", "", 1).strip().isdigit()
        or not text
    )


def _row(cells: Sequence[str], sizes: Sequence[int], right: Sequence[bool]) -> str:
    padded = []
    for cell, size, flush in zip(cells, sizes, right, strict=True):
        gap = " " * (size - width(cell))
        padded.append(gap + cell if flush else cell + gap)
    return "  ".join(padded).rstrip()


def _fit(sizes: list[int], line: int | None, least: list[int]) -> list[int]:
    while line and sum(sizes) + 2 * (len(sizes) - 1) > line:
        widest = max(range(len(sizes)), key=lambda i: sizes[i] - max(least[i], 8))
        if sizes[widest] <= max(least[widest], 8):
            break
        sizes[widest] -= 1
    return sizes


def _line() -> int | None:
    if not sys.stdout.isatty():
        return None
    import shutil

    return shutil.get_terminal_size((100, 24)).columns


class Progress(Protocol):
    """What a verb may tell while it works."""

    def __call__(self, done: int, total: int | None, text: str = "") -> None:
        """Say that `done` of `total` steps are behind us; total None means not known."""


@contextmanager
def progress(label: str) -> Iterator[Progress]:
    """Show progress on stderr: a live bar on a terminal, one line at the end elsewhere."""
    if not sys.stderr.isatty():
        yield lambda done, total, text="": None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeRemainingColumn
    from rich.progress import Progress as Bar

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Bar(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(label, total=None)

        def tell(done: int, total: int | None, text: str = "") -> None:
            bar.update(task, completed=done, total=total, description=f"{label} {printable(text)}"[:60])

        yield tell
