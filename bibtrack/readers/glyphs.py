"""PDF page → stretches of text on one baseline; raised digits become ¹²³, so that marks survive.

Source: PDFium, fpdf_text.h.  Sizes are font sizes after their matrix; positions are in points,
y upwards.
"""

import ctypes
import math
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

import pypdfium2.raw as pdfium

_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_LOWERED = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
_MOST_CHARS = 200_000
# Characters that stand for a hyphen at a line end, and arrows that lead back from a note.
_HYPHENS = {0x02, 0xFFFE, 0xAD}
_DROPPED = {0, 0xFFFF, 0x21A9, 0xFE0E, 0xFE0F, 0x200B, 0xFEFF}


@dataclass(slots=True)
class Stretch:
    """Text on one baseline: `left` to `right`, baseline `y`, height `size` of its largest characters."""

    text: str
    left: float
    right: float
    y: float
    size: float


class Glyph(NamedTuple):
    """One character with its box."""

    char: str
    left: float
    right: float
    y: float
    size: float


_BLANK = Glyph(" ", 0.0, 0.0, 0.0, 0.0)


def stretches(textpage: "pdfium.FPDF_TEXTPAGE") -> list[Stretch]:
    """Give the stretches of a page in the order of the file."""
    found: list[Stretch] = []
    held: Stretch | None = None
    blank = False
    for glyph in _glyphs(textpage):
        if glyph is None:
            held, blank = None, False
            continue
        if glyph.char == " ":
            blank = held is not None
            continue
        if held is None or not _follows(held, glyph):
            held = Stretch("", glyph.left, glyph.left, glyph.y, glyph.size)
            found.append(held)
            blank = False
        _append(held, glyph, blank or _apart(held, glyph))
        blank = False
    return [stretch for stretch in found if stretch.text.strip()]


def _glyphs(textpage: "pdfium.FPDF_TEXTPAGE") -> Iterator[Glyph | None]:
    # None where PDFium itself ends a line.  The baseline is asked for only when the box moves up
    # or down: every call into PDFium costs, and a page has thousands of characters.
    box = pdfium.FS_RECTF()
    level, baseline, size = (0.0, 0.0), 0.0, 1.0
    for i in range(min(pdfium.FPDFText_CountChars(textpage), _MOST_CHARS)):
        code = pdfium.FPDFText_GetUnicode(textpage, i)
        if code == 32 or code in (9, 0xA0):
            yield _BLANK
        elif code in (10, 13):
            yield None
        elif code in _HYPHENS or (code >= 9 and code not in _DROPPED):
            if not pdfium.FPDFText_GetLooseCharBox(textpage, i, box):
                yield _BLANK
                continue
            if level != (box.top, box.bottom):
                level = (box.top, box.bottom)
                baseline, size = _measured(textpage, i, box.top - box.bottom)
            yield Glyph(_char(code), box.left, box.right, baseline, size)


def _measured(textpage: "pdfium.FPDF_TEXTPAGE", i: int, height: float) -> tuple[float, float]:
    # Baseline and size.  The height of the box differs from font to font; the font size is told
    # before its matrix, and is nonsense in some Type 3 fonts.
    x, y, matrix = ctypes.c_double(), ctypes.c_double(), pdfium.FS_MATRIX()
    pdfium.FPDFText_GetCharOrigin(textpage, i, x, y)
    size = pdfium.FPDFText_GetFontSize(textpage, i)
    if pdfium.FPDFText_GetMatrix(textpage, i, matrix):
        size *= math.hypot(matrix.c, matrix.d)
    usable = 0.4 * height < size < 2.5 * height
    return y.value, max(size if usable else height, 0.1)


def _char(code: int) -> str:
    if code in _HYPHENS:
        return "-"
    return chr(code) if code < 0xD800 or 0xDFFF < code < 0x110000 else "\ufffd"


def _follows(held: Stretch, glyph: Glyph) -> bool:
    height = max(held.size, glyph.size)
    level = abs(glyph.y - held.y) < 0.6 * height
    return level and -0.6 * height < glyph.left - held.right < 1.6 * height


def is_raised(size: float, y: float, line_size: float, line_y: float) -> bool:
    """Tell whether characters stand higher than their line: the smaller they are, the less it takes."""
    up, ratio = (y - line_y) / line_size, size / line_size
    return (ratio < 0.88 and up > 0.08) or (ratio < 0.98 and up > 0.18) or (ratio < 1.05 and up > 0.28)


def _apart(held: Stretch, glyph: Glyph) -> bool:
    return bool(held.text) and glyph.left - held.right > 0.18 * held.size


def _append(held: Stretch, glyph: Glyph, blank: bool) -> None:
    char = glyph.char
    if held.text.isdecimal() and is_raised(held.size, held.y, glyph.size, glyph.y):
        # The line began with its raised label; now its own size is known.
        held.text, held.size, held.y = held.text.translate(_RAISED), glyph.size, glyph.y
    elif char in "0123456789" and held.text and is_raised(glyph.size, glyph.y, held.size, held.y):
        char = char.translate(_RAISED)
    held.text += (" " if blank and held.text else "") + char
    held.right = max(held.right, glyph.right)
    if glyph.size > held.size and not held.text[:-1].isdecimal():
        held.size = glyph.size


def raise_digits(text: str) -> str:
    """Give a number in raised digits."""
    return text.translate(_RAISED)


def lower_digits(text: str) -> str:
    """Give raised digits as ordinary ones."""
    return text.translate(_LOWERED)
