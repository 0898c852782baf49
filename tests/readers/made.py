"""Documents made for the tests: tiny PDFs, Word files, and a report that any layout can print."""

import io
import textwrap
import zipfile
from dataclasses import dataclass
from xml.sax.saxutils import escape

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def pdf(pages):
    """Make a PDF; a page is a list of (x, y, size, text) in Latin-1, Helvetica."""
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        None,
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    ]
    kids = []
    for page in pages:
        stream = "".join(
            f"BT /F1 {size} Tf {x} {y} Td ({_escaped(text)}) Tj ET\n" for x, y, size, text in page
        )
        objects.append(f"<< /Length {len(stream.encode('cp1252'))} >>\nstream\n{stream}endstream")
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents {len(objects)} 0 R /Resources << /Font << /F1 3 0 R >> >> >>"
        )
        kids.append(f"{len(objects)} 0 R")
    objects[1] = f"<< /Type /Pages /Kids [{' '.join(kids)}] /Count {len(kids)} >>"
    out = io.BytesIO(b"%PDF-1.4\n")
    out.seek(0, 2)
    offsets = []
    for number, body in enumerate(objects, start=1):
        offsets.append(out.tell())
        out.write(f"{number} 0 obj\n{body}\nendobj\n".encode("cp1252"))
    table = out.tell()
    out.write(f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode())
    out.write("".join(f"{offset:010d} 00000 n \n" for offset in offsets).encode())
    out.write(f"trailer << /Size {len(objects) + 1} /Root 1 0 R >>\nstartxref\n{table}\n%%EOF\n".encode())
    return out.getvalue()


def _escaped(text):
    return text.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")


@dataclass(frozen=True)
class Page:
    """What a page of the made report holds: sentences with their note's text, None without one."""

    sentences: tuple


def width(text, size):
    """Give the width of Helvetica text: exact for the few characters where marks matter."""
    narrow, wide = set("iljtfI.,:;'|!()[]/-"), set("mwMW")
    return size * sum(0.278 if c in narrow or c == " " else 0.833 if c in wide else 0.556 for c in text)


def footnoted(count, per_page=2, column=(72, 92)):
    """Make the lines of a report with notes at the foot of each page, and the truth about them."""
    left, wrap = column
    pages, truth, number = [], [], 0
    while number < count:
        items, feet, y = [(250, 800, 9, "The running head"), (290, 30, 9, str(len(pages) + 1))], [], 760
        for _ in range(min(per_page, count - number)):
            number += 1
            sentence = f"The claim of paragraph {spelled(number)} is made here at some length so that it fills the line and goes on to another one."
            note = f"Ann Author{spelled(number)}, Title {spelled(number)} of the Work (Oxford: Press, {1900 + number % 120}), {number + 3}."
            truth.append((str(number), note, sentence))
            lines = textwrap.wrap("It opens with a sentence that cites nothing. " + sentence, wrap)
            items += [(left + (14 if i == 0 else 0), y - 14 * i, 11, line) for i, line in enumerate(lines)]
            y -= 14 * (len(lines) - 1)
            items.append((left + width(lines[-1], 11) + 1, y + 4, 6.5, str(number)))
            y -= 20
            feet.append((number, note))
        y = 60 + 11 * len(feet)
        for label, note in feet:
            items += [(left, y + 3, 5.5, str(label)), (left + 3.5 * len(str(label)) + 2, y, 8.5, note)]
            y -= 11
        pages.append(items)
    return pages, truth


def spelled(number):
    """Spell a number without digits, so that no text can be mistaken for a mark."""
    return "".join("abcdefghij"[int(digit)] for digit in str(number)).capitalize()


def docx(count, parts=None, *, kind="footnote"):
    """Make a Word file with so many notes; `parts` replaces or adds parts by name."""
    body = "".join(
        f"<w:p><w:r><w:t xml:space='preserve'>Sentence {spelled(n)} makes a claim.</w:t></w:r>"
        f"<w:r><w:{kind}Reference w:id='{n}'/></w:r></w:p>"
        for n in range(1, count + 1)
    )
    notes = "".join(
        f"<w:{kind} w:id='{n}'><w:p><w:r><w:t>{escape(f'Ann Author, Title {n} (Oxford: Press, 1999), {n}.')}</w:t></w:r></w:p></w:{kind}>"
        for n in range(1, count + 1)
    )
    held = {
        "word/document.xml": f"<w:document xmlns:w='{W}'><w:body>{body}</w:body></w:document>",
        f"word/{kind}s.xml": f"<w:{kind}s xmlns:w='{W}'>{notes}</w:{kind}s>",
        **(parts or {}),
    }
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in held.items():
            archive.writestr(name, data)
    return out.getvalue()
