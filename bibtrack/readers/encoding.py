"""Bytes → text: byte order marks, UTF-8, UTF-16 without a mark, GB18030, Windows-1252.

No statistics over languages: UTF-8 proves itself, UTF-16 shows by its zero bytes, GB18030 by
strict decoding into common Chinese characters; what is left is Windows-1252, which never fails.
"""

import codecs
import re

from bibtrack.values.issue import Issue, Severity

_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF32_LE, "utf-32"), (codecs.BOM_UTF32_BE, "utf-32"),
          (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))  # fmt: skip
_SAMPLE = 1 << 16
_COMMON_CJK = re.compile(r"[　-〿一-鿿＀-￯]")
# Encodings a document may claim; codecs such as "idna" or "unicode_escape" are not for documents.
_TEXTUAL = re.compile(r"(?:iso[-_]?8859|latin|windows|cp|gb|big5|shift|euc|koi8|mac|tis|hz)[-_a-z0-9]*")
_DECLARED = re.compile(rb"""(?:charset|encoding)\s*=\s*["']?([A-Za-z0-9_.:-]{2,30})""")


def decode(data: bytes, declared: str | None = None) -> tuple[str, str, tuple[Issue, ...]]:
    """Give the text, the name of its encoding, and an issue when some bytes could not be read.

    `declared` is what the file or its container says of itself; it loses against a byte order
    mark.  Line ends become "\\n"; NUL characters are dropped.
    """
    for name in _candidates(data, declared):
        try:
            return _plain(data.decode(name)), name, ()
        except (UnicodeDecodeError, LookupError):
            continue
    text = data.decode("cp1252", errors="replace")
    lost = text.count("\ufffd")
    issue = Issue("undecodable-bytes", f"{lost} bytes are not Windows-1252 text; shown as \ufffd",
                  Severity.WARNING)  # fmt: skip
    return _plain(text), "cp1252", (issue,) if lost else ()


def declared_in(data: bytes) -> str | None:
    """Give the encoding that an XML declaration or an HTML meta element names, or None."""
    found = _DECLARED.search(data[:2048])
    return found[1].decode("ascii") if found else None


def _candidates(data: bytes, declared: str | None) -> list[str]:
    marked = [name for mark, name in _MARKS if data.startswith(mark)]
    if marked:
        return marked
    names = [wide] if (wide := _wide(data[:_SAMPLE])) else []
    names.append("utf-8")
    if declared and _TEXTUAL.fullmatch(declared.lower()):
        names.append("gb18030" if declared.lower().startswith("gb") else declared)
    if _looks_chinese(data[:_SAMPLE]):
        names.append("gb18030")
    return names


def _wide(sample: bytes) -> str | None:
    # UTF-16 text with Latin letters, digits or line ends has NULs on one side only.
    if len(sample) < 4:
        return None
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    least = len(sample) // 40 + 1
    if odd >= least and even * 8 < odd:
        return "utf-16-le"
    return "utf-16-be" if even >= least and odd * 8 < even else None


def _looks_chinese(sample: bytes) -> bool:
    high = sum(byte > 0x7F for byte in sample)
    text = codecs.getincrementaldecoder("gb18030")(errors="replace").decode(sample)
    return high > 3 and "\ufffd" not in text and len(_COMMON_CJK.findall(text)) * 2 > 0.85 * high


def _plain(text: str) -> str:
    return text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n").replace("\0", "")
