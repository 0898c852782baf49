"""What the outline of a whole reference tells: its fields in their order, their sizes, edges and words.

A chain sees two labels at a time; here all fields of one labelling are looked at together: which
there are and which are missing, whether the same mark that parts fields stands within one, whether
quotation marks and brackets close, what kind of words a field is made of.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import combinations, groupby, pairwise
from typing import NamedTuple

from bibtrack.references.keywords import CLASS_OF
from bibtrack.references.words import shape

#: Fields whose being there or not is looked at by twos.
CORE = (
    "author", "editor", "title", "container-title", "collection-title", "date", "volume", "pages",
    "publisher", "location", "edition", "note", "url", "genre",
)  # fmt: skip
_NEEDED = ("title", "author", "date", "container-title")
_WORDY = frozenset(("title", "container-title", "author", "publisher", "location", "editor"))
_CLASSES = "gfjpct"
_BLANK = "_"


class Field(NamedTuple):
    """A run of one label, first and last token; an issue counts as volume."""

    label: str
    first: int
    last: int


class View:
    """What is looked at of a string: by token its word, shape, cue, classes of the lexicon, gaps, segment, quotes.

    `kinds` gives the claim that made a token, where one did; `quotes` the column "quote" of its places.
    """

    def __init__(
        self,
        texts: Sequence[str],
        gaps: Sequence[str],
        segments: Sequence[int],
        quotes: Sequence[int],
        kinds: Mapping[int, str],
        lexicon: Mapping[str, str],
    ) -> None:
        looks = [_look(text) for text in texts]
        self.words = [look[0] for look in looks]
        self.shapes = [look[1] for look in looks]
        for n, kind in kinds.items():
            self.shapes[n] = kind
        #: The first letters of the shapes, one a token.
        self.forms = "".join([form[0] for form in self.shapes])
        self.cues = [look[2] for look in looks]
        self.classes = [lexicon.get(word, "") for word in self.words]
        self.gaps, self.segments = gaps, segments
        self.quoted = [quote >= 6 for quote in quotes]
        self.quotations = max(quote % 6 // 2 for quote in quotes)
        self.names = [
            form if form[0] in "drY" else word for form, word in zip(self.shapes, self.words, strict=True)
        ]

    def casing(self, first: int, last: int) -> str:
        """Tell whether the words are mostly small, mixed or mostly begin with a capital."""
        small, large = self.shapes[first : last + 1].count("xx"), self.forms.count("X", first, last + 1)
        return "l" if small > large else "m" if small * 4 > large else "u"


@lru_cache(maxsize=1 << 15)
def _look(text: str) -> tuple[str, str, str | None]:
    """Give a word in small letters, its shape and its cue; kept, as most words come again."""
    word = text.lower()
    return word, shape(text), CLASS_OF.get(word)


def fields_of(labels: Sequence[str]) -> list[Field]:
    """Give the fields of a labelling ("title", "other"), in order."""
    found: list[Field] = []
    first = 0
    for label, run in groupby(["volume" if label == "issue" else label for label in labels]):
        stop = first + len(list(run))
        if label != "other":
            found.append(Field(label, first, stop - 1))
        first = stop
    return found


def of_order(names: Sequence[str]) -> Iterator[str]:
    """Give what the names of the fields tell, in their order: threes, twos, repeats, what is there with what."""
    sequence = ["^", *names, "$"]
    yield from (f"t3={a},{b},{c}" for a, b, c in zip(sequence, sequence[1:], sequence[2:], strict=False))
    yield from (f"t2={a},{b}" for a, b in pairwise(sequence))
    for name, count in Counter(names).items():
        if count > 1:
            yield from (f"rep={name}", "rep")
    there = set(names)
    for a, b in combinations(CORE, 2):
        if a in there or b in there:
            yield f"co={a}{a in there},{b}{b in there}"
    yield from (f"no={name}" for name in _NEEDED if name not in there)
    yield f"nl={min(len(names), 12)}"


def of_field(view: View, field: Field) -> Iterator[str]:
    """Give what one field tells by itself."""
    label, first, last = field
    before, after = view.gaps[first], view.gaps[last + 1]
    yield f"ln={label},{_size(last - first + 1)}"
    yield f"ns={label},{min(view.segments[last] - view.segments[first] + 1, 6)}"
    yield f"g={label},{before},{after}"
    yield f"g0={label},{before}"
    yield f"g1={label},{after}"
    yield f"sq={label},{view.quoted[first]},{view.quoted[last]},{view.quotations}"
    yield from _of_marks(view, field, before, after)
    yield from _of_words(view, field)
    yield from _of_neighbours(view, field, before, after)


def _of_marks(view: View, field: Field, before: str, after: str) -> Iterator[str]:
    """Give whether quotes and brackets close within the field, and which marks stand in it."""
    label, first, last = field
    inner = view.gaps[first + 1 : last + 1]
    text = "".join(inner)
    balance = text.count("(") + text.count("[") - text.count(")") - text.count("]")
    yield f"bal={label},{balance}"
    yield f"bo={label},{balance},{after[:2]}"
    yield f"qi={label},{text.count(chr(34)) % 2},{chr(34) in before},{chr(34) in after}"
    marks = {gap for gap in inner if gap != _BLANK}
    for mark in marks:
        yield f"in={label},{mark}"
    if after in marks:
        yield from (f"io={label},{after}", f"io={label}")
    if before in marks:
        yield f"ib={label},{before}"


def _of_words(view: View, field: Field) -> Iterator[str]:
    label, first, last = field
    stop, count = last + 1, last - first + 1
    yield f"fw={label},{view.names[first]}"
    yield f"lw={label},{view.names[last]}"
    yield f"fs={label},{view.shapes[first]}"
    yield f"ls={label},{view.shapes[last]}"
    for cue in set(view.cues[first:stop]):
        if cue:
            yield f"cu={label},{cue}"
    classes = "".join(view.classes[first:stop])
    for kind in _CLASSES:
        known = classes.count(kind)
        yield f"lx={label},{kind},{known if count < 4 else f'{5 * known // count}/5'},{count if count < 4 else '+'}"
    yield f"ca={label},{view.casing(first, last)}"
    forms = set(view.forms[first:stop])
    if not forms.isdisjoint("drY"):
        yield f"dg={label}"
    if "Y" in forms and "Y" in (shapes := view.shapes[first:stop]):
        yield f"yr={label},{shapes[-1] == 'Y'},{shapes[0] == 'Y'}"


def _of_neighbours(view: View, field: Field, before: str, after: str) -> Iterator[str]:
    label, first, last = field
    if first:
        yield f"pw={label},{view.names[first - 1]}"
        if label in _WORDY:
            yield f"ps={label},{view.shapes[first - 1]},{before},{view.shapes[first]}"
    if last + 1 < len(view.words):
        yield f"nw={label},{view.names[last + 1]}"
        if label in _WORDY:
            yield f"xs={label},{view.shapes[last]},{after},{view.shapes[last + 1]}"


def of_marks(view: View, fields: Sequence[Field]) -> Iterator[str]:
    """Give what the marks between the fields tell, and whether the same marks stand within fields."""
    gaps = view.gaps
    outer = []
    for one, other in pairwise(fields):
        if other.first == one.last + 1:
            outer.append(gaps[other.first])
            yield f"bt={one.label},{gaps[other.first]},{other.label}"
        else:
            yield f"bt={one.label},+,{other.label}"
    if not outer:
        return
    for label, first, last in fields:
        for gap in set(gaps[first + 1 : last + 1]):
            if gap != _BLANK:
                times = min(outer.count(gap), 2)
                yield f"cons={label},{gap},{times}"
                yield f"con={label},{times}"
    strong = [gap for gap in outer if gap != _BLANK]
    yield f"od={len(set(strong))}"
    if strong:
        main = max(sorted(set(strong)), key=strong.count)
        yield f"om={main},{min(strong.count(main), 4)}"
        missed = sum([gaps[first + 1 : last + 1].count(main) for label, first, last in fields if label not in ("author", "editor")])  # fmt: skip
        yield f"miss={main},{min(missed, 3)}"
        yield f"miss={min(missed, 3)}"


def of_rest(view: View, fields: Sequence[Field], outside: Sequence[int]) -> Iterator[str]:
    """Give what the title tells beside the container, and what is in no field (the tokens `outside`)."""
    by_label = {field.label: field for field in reversed(fields)}
    title, container = by_label.get("title"), by_label.get("container-title")
    if title and container:
        casing = view.casing(title.first, title.last)
        yield f"tc={casing},{view.casing(container.first, container.last)},{title.first < container.first}"
        share = (title.last - title.first + 1) / (container.last - container.first + 1)
        yield f"tl={sum(share >= edge for edge in (0.5, 1, 2, 4))},{casing}"
        yield f"tq={view.quoted[title.first]},{view.quoted[container.first]},{view.quotations}"
    yield f"ot={min(len(outside), 5)}"
    yield from (f"ow={view.words[n]}" for n in outside[:6])


def features(view: View, labels: Sequence[str]) -> list[str]:
    """Give all that a labelling tells."""
    fields = fields_of(labels)
    found = [*of_order([field.label for field in fields]), *of_marks(view, fields)]
    for field in fields:
        found += of_field(view, field)
    return found + list(of_rest(view, fields, [n for n, label in enumerate(labels) if label == "other"]))


def _size(count: int) -> str:
    if count < 4:
        return str(count)
    return next((f"<{top}" for top in (7, 13, 26) if count < top), "26+")
