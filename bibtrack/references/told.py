"""The features of outlines by name: what the parts of a labelling tell, given the few things it depends on.

Each function gives names "kind=label,value"; `outlines` says which are asked of what, `choice` keeps the sums
of their weights.
"""

from collections.abc import Iterator
from itertools import combinations

#: Fields whose being there or not is looked at by twos.
CORE = (
    "author", "editor", "title", "container-title", "collection-title", "date", "volume", "pages",
    "publisher", "location", "edition", "note", "url", "genre",
)  # fmt: skip
_NEEDED = ("title", "author", "date", "container-title")
_CLASSES = "gfjpct"


def three(one: str, two: str, three: str) -> Iterator[str]:
    """Tell of three fields in a row."""
    yield f"t3={one},{two},{three}"


def two(one: str, other: str) -> Iterator[str]:
    """Tell of two fields in a row."""
    yield f"t2={one},{other}"


def repeated(label: str) -> Iterator[str]:
    """Tell of a field that there is more than once."""
    yield f"rep={label}"
    yield "rep"


def there(names: frozenset[str]) -> Iterator[str]:
    """Tell which fields there are, by twos, and which are missing."""
    for one, other in combinations(CORE, 2):
        if one in names or other in names:
            yield f"co={one}{one in names},{other}{other in names}"
    for name in _NEEDED:
        if name not in names:
            yield f"no={name}"


def number(fields: int) -> Iterator[str]:
    """Tell how many fields there are."""
    yield f"nl={fields}"


def size(label: str, words: str, segments: int) -> Iterator[str]:
    """Tell of a field's size in words and in segments."""
    yield f"ln={label},{words}"
    yield f"ns={label},{segments}"


def gaps(label: str, before: str, after: str) -> Iterator[str]:
    """Tell of the marks on both sides of a field."""
    yield f"g={label},{before},{after}"
    yield f"g0={label},{before}"
    yield f"g1={label},{after}"


def marks(label: str, before: str, after: str, *inner: str) -> Iterator[str]:
    """Tell whether quotes and brackets close within a field, and which marks stand in it."""
    text = "".join(inner)
    balance = text.count("(") + text.count("[") - text.count(")") - text.count("]")
    yield f"bal={label},{balance}"
    yield f"bo={label},{balance},{after[:2]}"
    yield f"qi={label},{text.count(chr(34)) % 2},{chr(34) in before},{chr(34) in after}"
    for mark in set(inner):
        yield f"in={label},{mark}"
    if after in inner:
        yield f"io={label},{after}"
        yield f"io={label}"
    if before in inner:
        yield f"ib={label},{before}"


def first(label: str, name: str, shape: str) -> Iterator[str]:
    """Tell of a field's first word."""
    yield f"fw={label},{name}"
    yield f"fs={label},{shape}"


def last(label: str, name: str, shape: str) -> Iterator[str]:
    """Tell of a field's last word."""
    yield f"lw={label},{name}"
    yield f"ls={label},{shape}"


def looks(label: str, first: bool, last: bool, quotations: int, casing: str, digits: bool) -> Iterator[str]:
    """Tell whether a field is quoted, of its capitals, and whether there are digits."""
    yield f"sq={label},{first},{last},{quotations}"
    yield f"ca={label},{casing}"
    if digits:
        yield f"dg={label}"


def classes(label: str, words: int, *known: int) -> Iterator[str]:
    """Tell how many words are of which class of the lexicon: of few words, or fifths of many (`words` 0)."""
    for kind, count in zip(_CLASSES, known, strict=True):
        yield f"lx={label},{kind},{count},{words}" if words else f"lx={label},{kind},{count}/5,+"


def years(label: str, last: bool, first: bool) -> Iterator[str]:
    """Tell whether a field with a year ends or begins with one."""
    yield f"yr={label},{last},{first}"


def cue(label: str, name: str) -> Iterator[str]:
    """Tell of a cue in a field."""
    yield f"cu={label},{name}"


def before(label: str, name: str) -> Iterator[str]:
    """Tell of the word before a field."""
    yield f"pw={label},{name}"


def start(label: str, outer: str, gap: str, inner: str) -> Iterator[str]:
    """Tell of the shapes on both sides of a field's beginning."""
    yield f"ps={label},{outer},{gap},{inner}"


def after(label: str, name: str) -> Iterator[str]:
    """Tell of the word after a field."""
    yield f"nw={label},{name}"


def stop(label: str, inner: str, gap: str, outer: str) -> Iterator[str]:
    """Tell of the shapes on both sides of a field's end."""
    yield f"xs={label},{inner},{gap},{outer}"


def usage(label: str, kind: str, ahead: int, known: str) -> Iterator[str]:
    """Tell what a field's words look like, how clearly, and whether it is a known name."""
    yield f"nb={label},{kind}"
    yield f"nbm={label},{kind},{ahead}"
    yield f"kn={label},{known}"


def odds(label: str, mean: int) -> Iterator[str]:
    """Tell how usual a field's words are in such fields."""
    yield f"nbo={label},{mean}"


def end_odds(label: str, end: str, value: int) -> Iterator[str]:
    """Tell how usual a field's first or last word is in such fields."""
    yield f"nb{end}={label},{value}"


def split(label: str, head: str, gap: str, tail: str, known: str) -> Iterator[str]:
    """Tell what the words before and after the last mark within a field look like."""
    yield f"sp={label},{head},{tail}"
    yield f"spg={label},{head},{gap},{tail}"
    if known:
        yield f"spk={label},{known}"


def between(one: str, gap: str, other: str) -> Iterator[str]:
    """Tell of the mark between two fields."""
    yield f"bt={one},{gap},{other}"


def within(label: str, gap: str, times: int) -> Iterator[str]:
    """Tell how often a mark within a field also parts fields."""
    yield f"cons={label},{gap},{times}"
    yield f"con={label},{times}"


def strong(kinds: int) -> Iterator[str]:
    """Tell how many different marks part fields."""
    yield f"od={kinds}"


def main(gap: str, times: int, missed: int) -> Iterator[str]:
    """Tell of the mark that parts most fields, and how often it stands within fields."""
    yield f"om={gap},{times}"
    yield f"miss={gap},{missed}"
    yield f"miss={missed}"


def casings(title: str, container: str, ahead: bool) -> Iterator[str]:
    """Tell of the capitals of title and container, and which is first."""
    yield f"tc={title},{container},{ahead}"


def share(steps: int, casing: str) -> Iterator[str]:
    """Tell how long the title is beside the container."""
    yield f"tl={steps},{casing}"


def quotes(title: bool, container: bool, quotations: int) -> Iterator[str]:
    """Tell whether title and container are quoted."""
    yield f"tq={title},{container},{quotations}"


def looks_beside(one: str, kind: str, other: str, next_kind: str) -> Iterator[str]:
    """Tell what the words of two fields look like."""
    yield f"nbp={one}{kind},{other}{next_kind}"


def outside(count: int) -> Iterator[str]:
    """Tell how many words are in no field."""
    yield f"ot={count}"


def left(word: str) -> Iterator[str]:
    """Tell of a word that is in no field."""
    yield f"ow={word}"
