"""Documents made for the tests: tiny PDFs, Word files, and a report that any layout can print."""

import hashlib
import io
import textwrap
import zipfile
from dataclasses import dataclass
from xml.sax.saxutils import escape

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def pdf(pages, password=None):
    """Make a PDF; a page is a list of (x, y, size, text) in Latin-1, Helvetica.

    With a password (the user's; also "") it is encrypted as PDF 1.4 has it: RC4 with 40 bits.
    """
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
    locked, key = ("", None) if password is None else _locked(password)
    for number, body in enumerate(objects, start=1):
        offsets.append(out.tell())
        head, opened, stream = body.encode("cp1252").partition(b"stream\n")
        if key and opened:
            own = hashlib.md5(key + number.to_bytes(3, "little") + b"\0\0").digest()[:10]
            stream = _rc4(own, stream.removesuffix(b"endstream")) + b"endstream"
        out.write(f"{number} 0 obj\n".encode() + head + opened + stream + b"\nendobj\n")
    table = out.tell()
    out.write(f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode())
    out.write("".join(f"{offset:010d} 00000 n \n" for offset in offsets).encode())
    out.write(
        f"trailer << /Size {len(objects) + 1} /Root 1 0 R {locked} >>\nstartxref\n{table}\n%%EOF\n".encode()
    )
    return out.getvalue()


_PAD = bytes.fromhex("28BF4E5E4E758A4164004E56FFFA01082E2E00B6D0683E802F0CA9FE6453697A")


def _locked(password):
    """Give the trailer's words of an encrypted PDF and its key (ISO 32000-1, 7.6.3.3, revision 2)."""
    user, rights, name = (password.encode() + _PAD)[:32], -4, b"0123456789abcdef"
    owner = _rc4(hashlib.md5((b"owner" + _PAD)[:32]).digest()[:5], user)
    key = hashlib.md5(user + owner + rights.to_bytes(4, "little", signed=True) + name).digest()[:5]
    marks = f"/O <{owner.hex()}> /U <{_rc4(key, _PAD).hex()}> /P {rights}"
    return f"/ID [<{name.hex()}> <{name.hex()}>] /Encrypt << /Filter /Standard /V 1 /R 2 {marks} >>", key


def _rc4(key, data):
    state, j, out = list(range(256)), 0, bytearray()
    for i in range(256):
        j = (j + state[i] + key[i % len(key)]) % 256
        state[i], state[j] = state[j], state[i]
    i = j = 0
    for byte in data:
        i = (i + 1) % 256
        j = (j + state[i]) % 256
        state[i], state[j] = state[j], state[i]
        out.append(byte ^ state[(state[i] + state[j]) % 256])
    return bytes(out)


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
