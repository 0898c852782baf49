"""PDF with a text layer: lines by geometry, raised marks, notes at the foot of the page or at the end."""

from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium

from bibtrack.errors import UnreadableDocument
from bibtrack.readers.columns import Row, margins, rows
from bibtrack.readers.feet import body_size, take_feet
from bibtrack.readers.glyphs import stretches
from bibtrack.readers.heads import Line, furniture
from bibtrack.readers.layout import paragraphs
from bibtrack.text import words_of
from bibtrack.values.document import Document
from bibtrack.values.issue import Issue

Progress = Callable[[int, int | None, str], Any]
_MOST_PAGES = 5_000
# Fewer characters a page than this are a stamp on a scan, not its text.
_SCANNED = 20


def read(path: Path, *, progress: Progress | None = None) -> Document:
    """Read a PDF; `progress` is told every page.

    Raises UnreadableDocument when the file is encrypted, damaged, cut off, without pages or
    without a text layer; OSError when it cannot be opened.
    """
    pdf = _open(path)
    try:
        pages, issues = _pages(pdf, path, progress)
        title = (pdf.get_metadata_dict().get("Title") or "").strip() or None
    finally:
        pdf.close()
    if sum(len(row.text) for page in pages for row in page) < _SCANNED * min(len(pages), 5):
        raise UnreadableDocument(
            f"{path.name}: the PDF has no text layer (a scan?); run text recognition (OCR) and try again"
        )
    return document(pages, title, issues)


def document(
    pages: Sequence[Sequence[Row]], title: str | None = None, issues: tuple[Issue, ...] = ()
) -> Document:
    """Give the lines of pages as paragraphs and the notes of their feet."""
    pages = _without_furniture(pages)
    words = words_of("\n".join(row.text for page in pages for row in page))
    bodies, notes = take_feet(pages, words)
    size = body_size([row for page in bodies for row in page])
    lines = [line for page in bodies for line in _lines(page, size)]
    return Document(
        paragraphs(lines, words), tuple(notes), False, "application/pdf", "pdf", title, issues=issues
    )


def _open(path: Path) -> pypdfium2.PdfDocument:
    try:
        pdf = pypdfium2.PdfDocument(path)
        if len(pdf) == 0:
            raise UnreadableDocument(f"{path.name}: the PDF has no pages")
    except pypdfium2.PdfiumError as error:
        if "password" in str(error).lower() or "security" in str(error).lower():
            raise UnreadableDocument(
                f"{path.name}: the PDF is encrypted; save a copy without password and read that"
            ) from error
        raise UnreadableDocument(f"{path.name}: the PDF is damaged or cut off and cannot be read") from error
    if len(pdf) > _MOST_PAGES:
        pdf.close()
        raise UnreadableDocument(f"{path.name}: the PDF has {len(pdf)} pages; the limit is {_MOST_PAGES}")
    return pdf


def _pages(
    pdf: pypdfium2.PdfDocument, path: Path, progress: Progress | None
) -> tuple[list[list[Row]], tuple[Issue, ...]]:
    found: list[list[Row]] = []
    issues: list[Issue] = []
    total = len(pdf)
    for number in range(total):
        try:
            found.append(_page(pdf, number))
        except pypdfium2.PdfiumError:
            found.append([])
            issues.append(
                Issue("damaged-page", f"page {number + 1} cannot be read", place=f"page {number + 1}")
            )
        if progress:
            progress(number + 1, total, path.name)
    if len(issues) == total:
        raise UnreadableDocument(f"{path.name}: the PDF is damaged; none of its {total} pages can be read")
    return found, tuple(issues)


def _page(pdf: pypdfium2.PdfDocument, number: int) -> list[Row]:
    page = pdf[number]
    try:
        textpage = pdfium.FPDFText_LoadPage(page)
        if not textpage:
            raise pypdfium2.PdfiumError("no text page")
        try:
            return rows(stretches(textpage), number + 1, page.get_width())
        finally:
            pdfium.FPDFText_ClosePage(textpage)
    finally:
        page.close()


def _without_furniture(pages: Sequence[Sequence[Row]]) -> list[list[Row]]:
    flat = [row for page in pages for row in sorted(page, key=lambda row: -row.y)]
    drop = furniture([Line(row.text, page=row.page) for row in flat])
    gone = {id(flat[i]) for i in drop}
    return [[row for row in page if id(row) not in gone] for page in pages]


def _lines(page: Sequence[Row], size: float) -> Iterator[Line]:
    # Rows as lines: a larger step down is a gap, a step to the right an indent.
    edges = dict(margins(page))
    ends = {column: max(row.right for row in page if row.column == column) for column in edges}
    steps = sorted(above.y - row.y for above, row in pairwise(page) if 0 < above.y - row.y < 4 * size)
    usual = steps[len(steps) // 3] if steps else 1.2 * size
    before: Row | None = None
    for row in page:
        gap = 0
        if before is not None and before.column == row.column and before.y - row.y > 1.32 * usual:
            gap = 1
        if (
            before is not None
            and abs(before.size - row.size) > 0.12 * size
            and _sets_apart(before, row, size)
        ):
            gap = max(gap, 1)
        indent = round((row.left - edges[row.column]) / max(0.5 * size, 1.0))
        short = row.right < ends[row.column] - 2.5 * size
        yield Line(row.text, gap, max(indent, 0), row.page, row.size > 1.12 * size, short)
        before = row


def _sets_apart(before: Row, row: Row, size: float) -> bool:
    return max(before.size, row.size) > 1.12 * size or min(before.size, row.size) < 0.93 * size
