"""A reference string as tokens: the words, and the punctuation that stands between them.

A token is a word without its outer punctuation; punctuation lives in the gaps and becomes
features.  So a field that is a run of tokens never carries edge punctuation, and every token
knows its place in the string.  Chinese, Japanese and Korean characters are tokens of their own.
"""

import re
from dataclasses import dataclass
from typing import NamedTuple

#: What the tokeniser counts as one character, one token (Han, kana, Hangul).
CJK = "぀-ヿ㐀-䶿一-鿿豈-﫿가-힯\U00020000-\U0003ffff"
_WORD = rf"[^\W_{CJK}]"
_DASH = "-‐‑–"
_TOKEN = re.compile(
    rf"[{CJK}]"
    # A word with what joins its parts: initials "J.A", "1.2", "1761–1800", "O’Neill", "AT&T", "44/4".
    rf"|{_WORD}+(?:(?:[{_DASH}'’ʼ/&·@\u00ad]|(?<=[^\W\d_])(?<![^\W_]{{2}})\.(?=[^\W\d_]{{1,2}}\b)|(?<=\d)\.(?=\d))[{_DASH}]?{_WORD}+)*"
    # The dash that stands for the author of the line before, and "[s.n.]"-like blanks.
    r"|(?:[—―_]{1,}|[-–]{2,})(?=[\s.,:;(]|$)"
)
_GLUED = re.compile(r"[^\W\d_]+(?=\d{2,}(?:[^\w]|$))")
#: Longer strings are cut for labelling: no reference is longer, and labelling stays linear.
LONGEST = 4000


class Token(NamedTuple):
    """One word: `text` is `string[start:stop]`; `kind` is "" or the claim that made it ("doi", "url"…)."""

    text: str
    start: int
    stop: int
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Claim:
    """A stretch that a recogniser took before labelling: `kind` is the label it proves."""

    kind: str
    start: int
    stop: int


def tokenise(string: str, claims: tuple[Claim, ...] = ()) -> list[Token]:
    """Give the tokens in order; a claimed stretch is one token.  Linear in the length.

    `claims` are in order and do not overlap.
    """
    found: list[Token] = []
    place = 0
    for claim in claims:
        _words(string, place, claim.start, found)
        found.append(Token(string[claim.start : claim.stop], claim.start, claim.stop, claim.kind))
        place = claim.stop
    _words(string, place, len(string), found)
    return found


def _words(string: str, start: int, stop: int, found: list[Token]) -> None:
    for match in _TOKEN.finditer(string, start, stop):
        first, last = match.span()
        glued = _GLUED.match(string, first, last)
        if glued:
            # "Phys. Rev. D78": the journal's section and the volume.
            found.append(Token(glued.group(), first, glued.end()))
            first = glued.end()
        found.append(Token(string[first:last], first, last))
