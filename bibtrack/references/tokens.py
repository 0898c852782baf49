"""A reference string as tokens: the words, and the punctuation that stands between them.

A token is a word without its outer punctuation; punctuation lives in the gaps and becomes
features.  So a field that is a run of tokens never carries edge punctuation, and every token
knows its place in the string.  Chinese, Japanese and Korean characters are tokens of their own.
"""

import re
from dataclasses import dataclass
from typing import NamedTuple

from bibtrack.text import Late, is_cjk, is_wide

_DASH = "-‐‑–"


def _pattern(word: str, letter: str, others: str = "", alone: str = "") -> str:
    """Give the pattern of a token, in one group; `word` is a character of words, `letter` one of letters.

    `others` begin words besides ASCII; `alone` is what follows a character that is a word by itself.
    """
    joiners = rf"{_DASH}'’ʼ/&·@\u00ad"
    # What joins the parts of a word: initials "J.A", "1.2", "1761–1800", "O’Neill", "AT&T", "44/4".
    joined = (
        rf"(?:(?=[{joiners}.])(?:[{joiners}]|(?<=[^\W\d_])(?<![^\W_]{{2}})\.(?=[^\W\d_]{{1,2}}\b)|(?<=\d)\.(?=\d))"
        # Nothing follows that could fail, so "*" is "*+", which Python up to 3.11.4 gets wrong.
        rf"[{_DASH}]?{word}++)*"
    )
    # Each token begins with one of a class: the characters between tokens are passed by at once.
    return (
        rf"([A-Za-z0-9{others}—―_–-](?:"
        # Most words, for speed.
        r"(?<=[A-Za-z])[A-Za-z]*+(?=[ ,:;)(])"
        # "Phys. Rev. D78": the journal's section, apart from the volume.
        rf"|(?<={letter}){letter}*+(?:(?=\d{{2,}}(?!{word}))|{word}*+{joined})"
        rf"|(?<={word}){word}*+{joined}"
        # The dash that stands for the author of the line before, and "[s.n.]"-like blanks.
        rf"|(?:(?<=[—―_])[—―_]*|(?<=[-–])[-–]+)(?=[\s.,:;(]|$){alone}))"
    )


#: What stands for all of them while a string is cut (a letter of Old English): a class of one is made at once.
_STAND_IN = "ƿ"
_OTHERS = r"À-ÖØ-öø-ʯ\w"
_SPLIT_WIDE = Late(_pattern(rf"[^\W_{_STAND_IN}]", rf"[^\W\d_{_STAND_IN}]", _OTHERS, rf"|(?<={_STAND_IN})"))
#: The same for strings without such characters.
_SPLIT = re.compile(_pattern(r"[^\W_]", r"[^\W\d_]", _OTHERS)).split
#: The same for strings of ASCII only, about twice as fast.
_SPLIT_ASCII = re.compile(_pattern("[A-Za-z0-9]", "[A-Za-z]"), re.ASCII).split
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


def pieces(string: str, claims: tuple[Claim, ...] = ()) -> list[str]:
    """Give the string in pieces: gap, word, gap … word, gap; joined they are the string.

    A claimed stretch is one word; `claims` are in order and do not overlap.  Linear in the length.
    """
    split = _SPLIT_ASCII if string.isascii() else _split_wide if is_wide(string) else _SPLIT
    if not claims:
        return split(string)
    found: list[str] = []
    place = 0
    for claim in claims:
        found += split(string[place : claim.start])
        found.append(string[claim.start : claim.stop])
        place = claim.stop
    found += split(string[place:])
    return found


class _StandIns(dict[int, str]):
    def __missing__(self, code: int) -> str:
        c = chr(code)
        found = self[code] = _STAND_IN if is_cjk(c) else c
        return found


_STAND_INS = _StandIns()


def _split_wide(string: str) -> list[str]:
    found: list[str] = []
    place = 0
    for piece in _SPLIT_WIDE.split(string.translate(_STAND_INS)):
        found.append(string[place : place + len(piece)])
        place += len(piece)
    return found


def tokenise(string: str, claims: tuple[Claim, ...] = ()) -> list[Token]:
    """Give the tokens in order; a claimed stretch is one token.  Linear in the length."""
    kind_at = {claim.start: claim.kind for claim in claims}
    found: list[Token] = []
    place = 0
    for number, piece in enumerate(pieces(string, claims)):
        stop = place + len(piece)
        if number % 2:
            found.append(Token(piece, place, stop, kind_at.get(place, "")))
        place = stop
    return found
