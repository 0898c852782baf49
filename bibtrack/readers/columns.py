"""Stretches of a page → lines in reading order: columns found by their gutter, markers put before their line."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from statistics import median

from bibtrack.readers.glyphs import Stretch, is_raised, raise_digits

_LEAST_IN_COLUMN = 6


@dataclass(slots=True)
class Row:
    """One printed line: its place on the page, and the column it stands in (0, 1; -1 across both)."""

    text: str
    left: float
    right: float
    y: float
    size: float
    page: int
    column: int = 0


def rows(stretches: Sequence[Stretch], page: int, width: float) -> list[Row]:
    """Give the lines of a page from top to bottom, column by column."""
    gutter = _gutter(stretches, width)
    if gutter is None:
        return _lines(stretches, page, 0)
    floor = _floor(stretches, gutter)
    above = [s for s in stretches if s.y > floor]
    ordered: list[Row] = []
    ceiling = float("inf")
    for row in [*_lines([s for s in above if _crosses(s, gutter)], page, -1), None]:
        bottom = row.y if row else floor
        band = [s for s in above if bottom < s.y < ceiling and not _crosses(s, gutter)]
        ordered += _sided(band, gutter, page)
        if row is not None:
            ordered.append(row)
            ceiling = bottom
    return ordered + _lines([s for s in stretches if s.y <= floor], page, -1)


def _floor(stretches: Sequence[Stretch], gutter: float) -> float:
    # Small print at the bottom that runs across the gutter stands in no column.
    sizes = Counter(round(s.size * 2) / 2 for s in stretches for _ in s.text)
    usual = sizes.most_common(1)[0][0]
    floor, crossing = float("-inf"), False
    below: list[float] = []
    for stretch in sorted(stretches, key=lambda s: s.y):
        if stretch.size > 0.96 * usual and len(stretch.text) > 6:
            break
        below.append(stretch.y)
        crossing = crossing or _crosses(stretch, gutter)
    if crossing and below:
        floor = below[-1] + 0.1
    return floor


def _crosses(stretch: Stretch, gutter: float) -> bool:
    return stretch.left < gutter - 3 and stretch.right > gutter + 3


def _sided(stretches: Sequence[Stretch], gutter: float, page: int) -> list[Row]:
    left = [s for s in stretches if s.left < gutter]
    right = [s for s in stretches if s.left >= gutter]
    return [*_lines(left, page, 0), *_lines(right, page, 1)]


def _gutter(stretches: Sequence[Stretch], width: float) -> float | None:
    # A vertical stripe in the middle that nearly nothing crosses, with text on both sides of it.
    long = [s for s in stretches if s.right - s.left > 0.12 * width]
    best: tuple[int, float] | None = None
    for step in range(int(0.35 * width), int(0.65 * width), 3):
        crossing = sum(_crosses(s, step) for s in long)
        left = sum(s.right <= step + 3 for s in long)
        right = sum(s.left >= step - 3 for s in long)
        if min(left, right) < _LEAST_IN_COLUMN or crossing > 0.2 * (left + right):
            continue
        if best is None or crossing < best[0]:
            best = (crossing, float(step))
    return best[1] if best else None


def _lines(stretches: Sequence[Stretch], page: int, column: int) -> list[Row]:
    # Stretches on one baseline are one line, whatever their order in the file; small numbers
    # join the line that they are raised over.
    usual = median([s.size for s in stretches for _ in range(len(s.text))] or [1.0])
    small = [s for s in stretches if s.size < 0.95 * usual and len(s.text.strip()) <= 6 and _marklike(s.text)]
    lines: list[list[Stretch]] = []
    for stretch in sorted(
        (s for s in stretches if all(s is not m for m in small)), key=lambda s: (-s.y, s.left)
    ):
        if lines and _level(lines[-1], stretch):
            lines[-1].append(stretch)
        else:
            lines.append([stretch])
    alone = [mark for mark in small if not _joined(mark, lines)]
    printed = [_row(line, page, column) for line in lines] + [_row([mark], page, column) for mark in alone]
    found: list[Row] = []
    for row in sorted(printed, key=lambda row: -row.y):
        if found and _lone_mark(found[-1], row):
            found[-1].text += raise_digits(row.text)
        else:
            found.append(row)
    return found


def _marklike(text: str) -> bool:
    bare = text.strip().replace(",", "").replace(" ", "")
    return bare.isdecimal() or bare in ("*", "†", "‡", "§", "¶", "**")


def _joined(mark: Stretch, lines: list[list[Stretch]]) -> bool:
    # The line whose upper half the mark stands at, and whose text reaches it.
    best: tuple[float, list[Stretch]] | None = None
    for line in lines:
        base = max(line, key=lambda s: s.size)
        up = mark.y - base.y
        near = (
            min(s.left for s in line) - base.size < mark.left < max(s.right for s in line) + 1.5 * base.size
        )
        if near and -0.1 * base.size < up < 0.7 * base.size and (best is None or up < best[0]):
            best = (up, line)
    if best is None:
        return False
    best[1].append(mark)
    return True


def _lone_mark(before: Row, row: Row) -> bool:
    # A raised mark that the line end parted from its word stands alone on the next line.
    small = row.text.isdecimal() and row.size < 0.85 * before.size
    return small and len(row.text) < 4 and before.y - row.y < 1.5 * before.size


def _level(line: Sequence[Stretch], stretch: Stretch) -> bool:
    biggest = max(line, key=lambda s: s.size)
    return abs(biggest.y - stretch.y) < 0.45 * min(biggest.size, max(stretch.size, 0.6 * biggest.size))


def _row(line: list[Stretch], page: int, column: int) -> Row:
    line.sort(key=lambda s: s.left)
    biggest = max(line, key=lambda s: (round(s.size, 1), len(s.text)))
    text = ""
    for stretch, before in zip(line, [None, *line], strict=False):
        near = before is not None and stretch.left - before.right < 0.15 * biggest.size
        text += ("" if before is None or near else " ") + _lifted(stretch, biggest)
    return Row(text, line[0].left, max(s.right for s in line), biggest.y, biggest.size, page, column)


def _lifted(stretch: Stretch, biggest: Stretch) -> str:
    # A number that the file sets apart, smaller and higher than its line, is a raised mark.
    digits = stretch.text.strip().replace(",", "").isdecimal()
    if digits and stretch is not biggest and is_raised(stretch.size, stretch.y, biggest.size, biggest.y):
        return raise_digits(stretch.text.strip())
    return stretch.text


def margins(page: Sequence[Row]) -> Iterator[tuple[int, float]]:
    """Give the left edge of each column of a page: where most of its lines start."""
    for column in {row.column for row in page}:
        edges = sorted(row.left for row in page if row.column == column)
        yield column, edges[len(edges) // 4]
