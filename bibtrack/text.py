"""Folding and cutting text for comparison; the only shared text code.

Everything here is pure and keeps no state.  `fold` is for comparing, never for storing.
"""

import re
import unicodedata

_DASHES = dict.fromkeys(map(ord, "‐‑‒–—―−﹘﹣－"), "-")
_QUOTES = {ord(c): "'" for c in "‘’‚‛′`´"} | {ord(c): '"' for c in "“”„‟″«»「」『』"}
_SPECIAL = {ord("ß"): "ss", ord("æ"): "ae", ord("œ"): "oe", ord("ø"): "o", ord("ł"): "l", ord("đ"): "d",
            ord("ð"): "d", ord("þ"): "th", ord("ı"): "i"}  # fmt: skip
_CJK = re.compile(r"[぀-ヿ㐀-䶿一-鿿豈-﫿가-힯\U00020000-\U0003FFFF]")
_TOKEN = re.compile(r"[぀-ヿ㐀-䶿一-鿿豈-﫿가-힯\U00020000-\U0003FFFF]|[^\W_]+(?:'[^\W_]+)?")
# C0 but tab and newline, DEL, C1, bidirectional overrides and isolates, line separators.
_HOSTILE = re.compile(
    r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2028\u2029\u2066-\u2069]"
)


def fold(text: str) -> str:
    """Give `text` for comparison: NFKC, lower case, no accents, plain quotes and dashes.

    Idempotent.  White space is folded to single blanks and trimmed.
    """
    plain = unicodedata.normalize("NFKC", text).translate(_DASHES).translate(_QUOTES).casefold()
    bare = "".join(c for c in unicodedata.normalize("NFD", plain) if not unicodedata.combining(c))
    return " ".join(unicodedata.normalize("NFC", bare.translate(_SPECIAL)).split())


def tokens(text: str) -> list[str]:
    """Give the words of the folded text in order; each CJK character is a word of its own."""
    return _TOKEN.findall(fold(text))


def has_cjk(text: str) -> bool:
    """Tell whether the text holds a Chinese, Japanese or Korean character."""
    return _CJK.search(text) is not None


def squeeze(text: str) -> str:
    """Give the text with every run of white space as one blank, and none at the ends."""
    return " ".join(text.split())


def printable(text: str) -> str:
    """Give the text without control characters, so that data cannot drive the terminal.

    Escape sequences, bell, backspace, C1 controls and bidirectional overrides become "�"; tab
    and newline stay.  Source: CWE-150; Unicode UAX #9, explicit formatting characters.
    """
    return _HOSTILE.sub("�", text)


def slugify(text: str) -> str:
    """Give ASCII words joined by hyphens ("Green BRI" → "green-bri"); "" when none is left."""
    return "-".join(re.findall(r"[a-z0-9]+", fold(text).encode("ascii", "ignore").decode()))
