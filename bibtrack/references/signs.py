"""Signs: the words without which a rule can find nothing; each string is cut into words once for all rules.

A rule names its signs beside its pattern, by `watch`; `signs` gives which of all of them a string has.
"""

import re
from collections.abc import Iterable
from functools import lru_cache

from bibtrack.references.language import plain
from bibtrack.text import Late, is_wide

#: ASCII text is cut into words in lower case by one table of bytes: all but letters and digits become blanks.
LOWER = bytes(ord(chr(i).lower()) if chr(i).isalnum() else 32 for i in range(128)).ljust(256)
_WORD = Late(r"[0-9a-zß-öø-ɏͰ-ӿ]+")
_WIDE_WORD = Late(r"[0-9a-zß-öø-ɏͰ-ӿ㐀-鿿]+")
#: The same of Latin-1 in lower case: what is no part of a word becomes a blank.
_LATIN = bytes(i if re.match("[0-9a-zß-öø-ÿ]", chr(i)) else 32 for i in range(256))

_WATCHED: set[str] = set()


def watch(words: Iterable[str]) -> frozenset[str]:
    """Give the words, in lower case, as a set; from now on `signs` looks for them."""
    watched = frozenset(words)
    _WATCHED.update(watched)
    return watched


@lru_cache(maxsize=4)
def signs(string: str) -> frozenset[str]:
    """Give the watched words that a string has: a few, so that asking for some of them costs next to nothing."""
    return frozenset(_WATCHED.intersection(cut(string)))


def cut(string: str) -> list[str]:
    """Give the words of a string in lower case, in order."""
    text = plain(string)
    if text.isascii():
        return text.encode().translate(LOWER).decode().split()
    lower = text.lower()
    try:
        return lower.encode("latin-1").translate(_LATIN).decode("latin-1").split()
    except UnicodeEncodeError:
        return (_WIDE_WORD if is_wide(lower) else _WORD).findall(lower)
