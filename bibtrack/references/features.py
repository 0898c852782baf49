"""What the labeller sees of each token: cheap facts about it, its neighbours and its place.

The facts of a word alone are computed once and kept (a bounded table); each feature is a short
string `name=value`.  Linear in the number of tokens.
"""

import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from bibtrack.references.keywords import CLASS_OF
from bibtrack.references.tokens import Token

_YEAR = re.compile(r"(?:1[4-9]|20)\d\d[a-z]?$")
_RANGE = re.compile(r"[A-Za-z]{0,2}\d+[-‐‑–][A-Za-z]{0,2}\d+$")
_ROMAN = re.compile(r"[IVXLCDM]+$|[ivxlcdm]+$")
_OPEN = frozenset("“«„‘《「『‹")
_CLOSE = frozenset("”»’》」』›")
_WORDS_KEPT = 40_000


class Word(NamedTuple):
    """What a word tells by itself: its features, and the forms in which its neighbours see it."""

    facts: tuple[str, ...]
    word: str
    form: str
    kind: str
    before: str
    after: str
    far_before: str
    far_after: str


_known: dict[str, Word] = {}


def shape(text: str) -> str:
    """Give the kind of a word: year, page range, digits by length, initial, Caps, CAPS, lower…"""
    if text.isdigit():
        return "Y" if _YEAR.match(text) else f"d{min(len(text), 5)}"
    if any(c.isdigit() for c in text):
        if _YEAR.match(text):
            return "Y"
        return "rng" if _RANGE.match(text) else "mix"
    return _letter_shape(text)


def _letter_shape(text: str) -> str:
    first = text[0]
    if first > "⺀" and first.isalpha():
        return "cjk"
    if not first.isalpha():
        return "pun"
    if len(text) == 1:
        return "X" if first.isupper() else "x"
    if text.isupper():
        if "." in text or "-" in text:
            return "X.X"
        return f"XX{min(len(text), 4)}"
    if first.isupper():
        return "Xx" if text[1:].islower() else "XxX"
    return "xx" if text.islower() else "xX"


def _static(token: Token, lexicon: Mapping[str, str]) -> Word:
    key = token.kind + "\0" + token.text if token.kind else token.text
    known = _known.get(key)
    if known is None:
        if len(_known) > _WORDS_KEPT:
            _known.clear()
        known = _known[key] = _describe(token, lexicon)
    return known


def _describe(token: Token, lexicon: Mapping[str, str]) -> Word:
    if token.kind:
        kind = token.kind
        return Word(
            (f"k={kind}",),
            f"<{kind}>",
            kind,
            kind,
            f"-w=<{kind}>",
            f"+w=<{kind}>",
            f"--c={kind}",
            f"++c={kind}",
        )
    word = token.text.lower()
    form = shape(token.text)
    bare = "0" if form[0] == "d" or form in ("rng", "Y") else word
    kind = CLASS_OF.get(word, "-")
    facts = [f"w={bare}", f"s={form}", f"c={kind}"]
    if form[0] in "xX" and len(word) > 3:
        facts.append(f"3={word[-3:]}")
        if _ROMAN.match(token.text):
            facts.append("roman")
    known_as = lexicon.get(word)
    if known_as:
        facts.append(f"l={known_as}")
    far = ("", "") if kind == "-" else (f"--c={kind}", f"++c={kind}")
    return Word(tuple(facts), bare, form, kind, f"-w={bare}", f"+w={bare}", *far)


def features(
    string: str, tokens: Sequence[Token], lexicon: Mapping[str, str], language: str = ""
) -> list[list[str]]:
    """Give the features of each token, in order; `lexicon` maps a lower-case word to its classes."""
    if not tokens:
        return []
    statics = [_static(token, lexicon) for token in tokens]
    gaps = _gaps(string, tokens)
    segments = _segments(statics, gaps)
    states = _states(string, tokens, statics, gaps)
    short = _abbreviations(statics, gaps)
    rows = []
    for i in range(len(tokens)):
        row = list(statics[i][0])
        _neighbours(row, i, statics, gaps)
        row += segments[i]
        row += states[i]
        if short[i]:
            row.append(short[i])
        rows.append(row)
    return rows


def _gaps(string: str, tokens: Sequence[Token]) -> list[str]:
    """Give the punctuation before each token and after the last, blanks folded; n + 1 of them."""
    gaps = []
    place = 0
    for token in tokens:
        gaps.append(_gap(string[place : token.start]))
        place = token.stop
    gaps.append(_gap(string[place : place + 12]))
    return gaps


_gap_of: dict[str, str] = {" ": "_", "": "", ", ": ",_", ". ": "._"}
_FOLD = str.maketrans(
    "“”„«»『』「」‟＂〝〞‘‚‹›（），。；：．［］、–—‐−【】", '"' * 13 + "''''" + "(),.;:.[],----[]"
)


def _gap(text: str) -> str:
    known = _gap_of.get(text)
    if known is None:
        if len(_gap_of) > 5000:
            _gap_of.clear()
        known = _gap_of[text] = re.sub(r"\s+", "_", text).translate(_FOLD)[:4]
    return known


def _neighbours(row: list[str], i: int, words: Sequence[Word], gaps: Sequence[str]) -> None:
    word, before, after = words[i], gaps[i], gaps[i + 1]
    form, kind = word.form, word.kind
    row += (f"b={before}", f"a={after}", f"bsa={before}|{form}|{after}")
    if i:
        last = words[i - 1]
        shape_before = last.form
        row += (
            last.before, f"-s={shape_before}{before}{form}", f"-c={last.kind}|{kind}", f"-b={gaps[i - 1]}|{shape_before}|{before}"
        )  # fmt: skip
        if i > 1:
            row.append(f"--s={words[i - 2].form}|{shape_before}|{form}")
            if words[i - 2].far_before:
                row.append(words[i - 2].far_before)
    else:
        row.append("first")
    if i + 1 < len(words):
        following = words[i + 1]
        shape_after = following.form
        row += (
            following.after, f"+s={form}{after}{shape_after}", f"+c={kind}|{following.kind}", f"+a={after}|{shape_after}|{gaps[i + 2]}"
        )  # fmt: skip
        if i + 2 < len(words):
            row.append(f"++s={form}|{shape_after}|{words[i + 2].form}")
            if words[i + 2].far_after:
                row.append(words[i + 2].far_after)
    else:
        row.append("last")


def _abbreviations(words: Sequence[Word], gaps: Sequence[str]) -> list[str]:
    """Give each token its place in a run of abbreviated words ("Commun. Math. Phys."), "" outside one."""
    found = [""] * len(words)
    start = 0
    for i in range(len(words) + 1):
        if (
            i < len(words)
            and gaps[i + 1][:2] in ("._", ".", "_.")
            and words[i].form[0] == "X"
            and len(words[i].word) > 1
        ):
            continue
        size = min(i - start, 4)
        if size > 1:
            for place in range(start, i):
                found[place] = f"ab={min(place - start, 2)}/{size}"
        start = i + 1
    return found


_BREAK = frozenset('.,;:()[]"?!《》')


def _segments(statics: Sequence[Word], gaps: Sequence[str]) -> list[list[str]]:
    """Give each token the facts of its segment: the run of words between punctuation marks."""
    edges = [0]
    for i in range(1, len(statics)):
        gap = gaps[i]
        if (
            gap != "_"
            and any(c in _BREAK for c in gap)
            and not (gap[0] == "." and len(statics[i - 1][1]) == 1)
        ):
            edges.append(i)
    edges.append(len(statics))
    facts: list[list[str]] = []
    for n in range(len(edges) - 1):
        shared = _segment(n, edges, statics, gaps)
        size = edges[n + 1] - edges[n]
        inner = [shared[0], shared[1]]
        facts += [shared if i < 2 or i == size - 1 else inner for i in range(size)]
    return facts


def _segment(n: int, edges: Sequence[int], statics: Sequence[Word], gaps: Sequence[str]) -> list[str]:
    start, stop = edges[n], edges[n + 1]
    inside = statics[start:stop]
    kinds = {item[3] for item in inside}
    kinds.discard("-")
    caps = sum(item[2][0] == "X" for item in inside)
    size = stop - start
    facts = [
        f"gl={min(size, 9) if size < 6 else 6 if size < 10 else 10}{'C' if caps == size else 'c' if caps * 2 > size else 'l'}",
        f"gf={inside[0][1]}",
        f"ge={inside[-1][1]}",
        f"gb={gaps[start]}|{gaps[stop]}",
    ]
    facts += [f"gk={kind}" for kind in kinds]
    if stop < len(statics):
        facts.append(f"gn={statics[stop][2]}|{statics[stop][3]}")
        end = edges[n + 2]
        facts += [f"gnk={item[3]}" for item in statics[stop : min(end, stop + 8)] if item[3] != "-"]
    if start:
        facts.append(f"gp={statics[start - 1][2]}|{statics[start - 1][3]}")
    return facts


def _states(
    string: str, tokens: Sequence[Token], statics: Sequence[Word], gaps: Sequence[str]
) -> list[list[str]]:
    """Give each token where it stands: in the string, in quotes, in brackets, beside the year."""
    size = len(tokens)
    years = [i for i, item in enumerate(statics) if item[2] == "Y"]
    first_year, last_year = (years[0], years[-1]) if years else (-1, -1)
    early = "e" if 0 <= first_year * 2 < size else "l" if years else "n"
    quoted = "q" if any('"' in gap or "'" in gap for gap in gaps) else "-"
    quote, passed, depth = 0, 0, 0
    rows = []
    for i in range(size):
        gap = gaps[i]
        if gap != "_" and gap != ",_":
            quote, passed, depth = _advance(gap, quote, passed, depth)
        side = "b" if i < first_year else "y" if i == first_year else "a" if i < last_year else "z"
        rows.append(
            [
                f"at={i if i < 3 else 3 + 8 * i // size}",
                f"q={quote}{passed}{quoted}",
                f"y={side}{early}{quoted}{min(passed, 1)}",
            ]
        )
    return rows


def _advance(gap: str, quote: int, passed: int, depth: int) -> tuple[int, int, int]:
    for c in gap:
        if c == '"' or (c == "'" and len(gap) > 1):
            quote = 1 - quote
            passed = min(passed + (quote == 0), 2)
        elif c in "([":
            depth = min(depth + 1, 2)
        elif c in ")]":
            depth = max(depth - 1, 0)
        elif c in "《":
            quote = 1
        elif c == "》":
            quote, passed = 0, min(passed + 1, 2)
    return quote, passed, depth


def forget() -> None:
    """Drop what is kept about words; needed only when another lexicon comes into use."""
    _known.clear()
