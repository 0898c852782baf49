"""Folding and cutting text for comparison; the only shared text code.

Everything here is pure and keeps no state.  `fold` is for comparing, never for storing.
"""

import re
import unicodedata
from collections.abc import Collection, Iterable
from functools import cache
from typing import TYPE_CHECKING, Any

_DASHES = dict.fromkeys(map(ord, "‐‑‒–—―−﹘﹣－"), "-")
_QUOTES = {ord(c): "'" for c in "‘’‚‛′`´"} | {ord(c): '"' for c in "“”„‟″«»「」『』"}
_SPECIAL = {ord("ß"): "ss", ord("æ"): "ae", ord("œ"): "oe", ord("ø"): "o", ord("ł"): "l", ord("đ"): "d",
            ord("ð"): "d", ord("þ"): "th", ord("ı"): "i"}  # fmt: skip


class _Bare(dict[int, str | int | None]):
    """What a decomposed character becomes without its accents; each is looked up once."""

    def __missing__(self, code: int) -> str | int | None:
        bare = _SPECIAL.get(code, None if unicodedata.combining(chr(code)) else code)
        self[code] = bare
        return bare


_BARE = _Bare()
_TOKEN = r"[぀-ヿ㐀-䶿一-鿿豈-﫿가-힯\U00020000-\U0003FFFF]|[^\W_]+(?:'[^\W_]+)?"
# C0 but tab and newline, DEL, C1, bidirectional overrides and isolates, line separators.
_HOSTILE = r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2028\u2029\u2066-\u2069]"
_HYPHENATED = r"[^\W\d_]+(?:-[^\W\d_]+)*(?![^\W\d_]*-\n)"
_LAST_PART = r"((?:[^\W\d_]+[-‐])*[^\W\d_]+)[-‐]$"
_FIRST_PART = r"[^\W\d_]+"
# An address that the line end cut: a scheme and no white space since.
_OPEN_ADDRESS = (
    r"(?:https?://|www\.|doi\.org/|\b10\.\d{4,9}/)\S*(?<![.,;:)])$|(?:https?://|www\.|doi\.org/)\S*[/.:]$"
)
# What goes on an address at the start of a line: no word of prose has such a middle.
_ADDRESS_TAIL = r"[\w%~-]*[/_=&?%~][\w/]|[\w-]+\.(?:pdf|html?|php|aspx?|org|com|gov|edu|net)\b|[\w]+-[\w]+-[\w-]*[/.]|\d{4,}[/.]"
_WORDLIKE = r"[A-Z][a-z]+[ ,]|\d{1,3}[.)] "
_WIDE = re.compile("[^\x00-\u2fff]").search
_CJK_EDGE = r"[　-〿぀-ヿ㐀-䶿一-鿿豈-﫿＀-｠]"
_SUFFIXES = frozenset(
    "able al ed er ful ing ion ions ist ity less ly ment ments ness or ous ship tion tions".split()
)


@cache
def compiled(pattern: str) -> re.Pattern[str]:
    """Give a pattern, compiled once, on first use: classes of Chinese take milliseconds, which most texts need not pay."""
    return re.compile(pattern)


if TYPE_CHECKING:

    class Late(re.Pattern[str]):  # type: ignore[misc]
        """A pattern, as far as types go."""

        def __init__(self, pattern: str) -> None: ...

else:

    class Late:
        """A pattern that is compiled when it is first used: hundreds of them would take a tenth of a second at each start."""

        def __init__(self, pattern: str) -> None:
            self._pattern = pattern

        def __getattr__(self, name: str) -> Any:
            """Give a method of the compiled pattern, and keep it."""
            found = getattr(compiled(self._pattern), name)
            setattr(self, name, found)
            return found


def fold(text: str) -> str:
    """Give `text` for comparison: NFKC, lower case, no accents, plain quotes and dashes.

    Idempotent.  White space is folded to single blanks and trimmed.
    """
    if text.isascii():
        return " ".join(text.replace("`", "'").lower().split())
    plain = unicodedata.normalize("NFKC", text).translate(_DASHES).translate(_QUOTES).casefold()
    bare = unicodedata.normalize("NFD", plain).translate(_BARE)
    return " ".join(unicodedata.normalize("NFC", bare).split())


def tokens(text: str) -> list[str]:
    """Give the words of the folded text in order; each CJK character is a word of its own."""
    return compiled(_TOKEN).findall(fold(text))


def has_cjk(text: str) -> bool:
    """Tell whether the text holds a Chinese, Japanese or Korean character."""
    return is_wide(text) and any(is_cjk(c) for c in text)


def is_cjk(c: str) -> bool:
    """Tell whether a character is Han, kana or Hangul."""
    return c >= "\u3040" and (
        c <= "\u30ff"
        or "\u3400" <= c <= "\u4dbf"
        or "\u4e00" <= c <= "\u9fff"
        or "\uac00" <= c <= "\ud7af"
        or "\uf900" <= c <= "\ufaff"
        or "\U00020000" <= c <= "\U0003ffff"
    )


def is_wide(text: str) -> bool:
    """Tell whether the text holds a character from U+3000 on: Chinese, Japanese, Korean, full-width marks, emoji."""
    return not text.isascii() and _WIDE(text) is not None


class _Latin(dict[int, str]):
    """A letter beyond Latin-1 → one of Latin-1 in the same case; anything else stays."""

    def __missing__(self, code: int) -> str:
        c = chr(code)
        found = c if code < 256 else "À" if c.isupper() else "à" if c.islower() else c
        self[code] = found
        return found


_LATIN = _Latin()
_BEYOND_LATIN = re.compile(r"[^\x00-\xff]").search


def cased(text: str) -> str:
    """Give a text of the same length whose letters are within Latin-1, in the same case: classes of those are cheap."""
    return text if text.isascii() or not _BEYOND_LATIN(text) else text.translate(_LATIN)


def squeeze(text: str) -> str:
    """Give the text with every run of white space as one blank, and none at the ends."""
    if "  " not in text and text.isprintable():  # no white space but single blanks, as most texts have it
        return text.strip(" ")
    return " ".join(text.split())


def printable(text: str) -> str:
    """Give the text without control characters, so that data cannot drive the terminal.

    Escape sequences, bell, backspace, C1 controls and bidirectional overrides become "�"; tab
    and newline stay.  Source: CWE-150; Unicode UAX #9, explicit formatting characters.
    """
    if text.isprintable():  # none of the hostile characters is, whatever the script
        return text
    return compiled(_HOSTILE).sub("�", text)


def slugify(text: str) -> str:
    """Give ASCII words joined by hyphens ("Green BRI" → "green-bri"); "" when none is left."""
    return "-".join(re.findall(r"[a-z0-9]+", fold(text).encode("ascii", "ignore").decode()))


def words_of(text: str) -> frozenset[str]:
    """Give the lower-case words of a text, hyphenated ones whole and apart: evidence for `join_lines`."""
    found = {word.lower() for word in compiled(_HYPHENATED).findall(text)}
    return frozenset(found | {part for word in found for part in word.split("-")})


def join_lines(lines: Iterable[str], words: Collection[str] = ()) -> str:
    """Give the lines as one text: hyphenation mended, CJK lines joined without a blank.

    `words` are the words of the whole document (`words_of`); they decide whether a hyphen at a
    line end belongs to the word.  Soft hyphens are dropped; white space is squeezed.
    """
    pieces: list[str] = []
    tail = ""
    for part in filter(None, map(squeeze, lines)):
        kept, gap = _mended(tail, part, words) if tail else (tail, "")
        if pieces and len(kept) < len(tail):
            pieces[-1] = pieces[-1][: len(kept) - len(tail)]
        pieces += [gap, part]
        tail = (kept + gap + part)[-400:]
    return "".join(pieces).replace("\u00ad", "")


def _mended(left: str, right: str, words: Collection[str]) -> tuple[str, str]:
    # The text so far as it stands joined, and what separates it from the next line.
    if left.endswith("\u00ad"):
        return left[:-1], ""
    address = compiled(_OPEN_ADDRESS).search(left)
    if address and left[-1] == "‐":
        return left[:-1], ""
    goes_on = left[-1] in "/._=&?#%~:-" or compiled(_ADDRESS_TAIL).match(right)
    if address and goes_on and not compiled(_WORDLIKE).match(right):
        return left, ""
    head, first = compiled(_LAST_PART).search(left[-80:]), compiled(_FIRST_PART).match(right)
    if head and first:
        stays = _hyphen_stays(head[1], first[0], words, printed=left[-1] == "-")
        return (left if stays else left[:-1]), ""
    if left[-1] in "/-‐" and left[-2:-1].strip() and right[0].isalnum():
        return left, ""
    return left, "" if compiled(_CJK_EDGE).match(left[-1]) and compiled(_CJK_EDGE).match(right[0]) else " "


def _hyphen_stays(head: str, tail: str, words: Collection[str], *, printed: bool) -> bool:
    # "mining-\nrelated" keeps its hyphen, "criti-\ncal" does not: the document's own words decide.
    # U+2010 is what layout programs put at a line end, so it rarely belongs to the word.
    if not tail[0].islower():
        return True
    left, right = head.lower().rstrip("-‐"), tail.lower()
    if left.rpartition("-")[2] + right in words or left + right in words:
        return False
    if f"{left}-{right}" in words:
        return True
    return printed and len(left) > 3 and left in words and right in words and right not in _SUFFIXES


_REFERENCE = re.compile(r"&(?:#\d{2,6}|#[xX][0-9a-fA-F]{2,5}|[A-Za-z]{2,8}\d?);")


def unescaped(text: str) -> str:
    """Give text with the character references of HTML resolved that stand for a letter or a visible mark.

    "Mart&#243;nez &amp; Roura" → "Martónez & Roura"; one for a control or a mark of direction stays as it is.
    """
    return _REFERENCE.sub(_visible, text)


def _visible(found: re.Match[str]) -> str:
    from html import unescape

    mark = unescape(found[0])
    return mark if len(mark) == 1 and mark.isprintable() and mark not in "<>" else found[0]
