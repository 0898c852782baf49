"""Years in columns that fit a page."""

from collections.abc import Mapping

from bibtrack.values.coverage import Cross


def year_bins(cross: Cross, most: int = 20) -> tuple[list[str], dict[str, list[int]]]:
    """Give the column heads and each theme's counts; single years, or spans of 5, 10, … when they are many.

    Sources without a year are left out.
    """
    years = [int(value) for value in cross.values if value.lstrip("-").isdigit()]
    if not years:
        return [], {}
    low, high = min(years), max(years)
    width = next(width for width in (1, 2, 5, 10, 25, 50, 100, 1_000) if (high - low) // width < most)
    first = low - low % width
    heads = [
        str(start) if width == 1 else f"{start}–{start + width - 1}"
        for start in range(first, high + 1, width)
    ]
    return heads, {slug: _counts(row, first, width, len(heads)) for slug, row in cross.counts.items()}


def _counts(row: Mapping[str, int], first: int, width: int, number: int) -> list[int]:
    counts = [0] * number
    for value, count in row.items():
        if value.lstrip("-").isdigit():
            counts[(int(value) - first) // width] += count
    return counts
