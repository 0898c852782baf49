"""What the outline of a whole reference tells: its fields in their order, their sizes, edges and words.

A chain sees two labels at a time; here all fields of one labelling are looked at together: which
there are and which are missing, whether the same mark that parts fields stands within one, whether
quotation marks and brackets close, what kind of words a field is made of.
"""

import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from itertools import pairwise
from typing import Any, NamedTuple

from bibtrack.references import told
from bibtrack.references.keywords import CLASS_OF
from bibtrack.references.usage import CLASSES, Odds, Sums, Usage
from bibtrack.references.words import LONGEST_KEPT, shape

_WORDY = frozenset(("title", "container-title", "author", "publisher", "location", "editor"))
_CLASSES = "gfjpct"
#: The class of words that a field is made of, and the fields whose kinds of words are looked at by twos.
_OWN = {"title": "t", "container-title": "j", "publisher": "p", "author": "n", "editor": "n", "location": "c"}
_OWN_CLASS = {label: CLASSES.index(kind) for label, kind in _OWN.items()}
_SPLIT = frozenset(("title", "container-title", "publisher"))
_TOLD = frozenset(("title", "container-title", "publisher", "location", "collection-title"))
_BLANK = "_"
#: Words whose looks are kept.
_KEPT = 1 << 15
#: What tells (a function of `told`) and what of; the same ones come again and again, so their sums can be kept.
Group = tuple[Any, ...]


class Field(NamedTuple):
    """A run of one label, first and last token; an issue counts as volume."""

    label: str
    first: int
    last: int


class Look(NamedTuple):
    """A word by itself: in small letters, its shape and the first letter of that, its cue, its classes of the lexicon.

    `name` is its shape where that says more than the word; `odds` are those of `usage`.
    """

    word: str
    shape: str
    form: str
    cue: str | None
    classes: str
    name: str
    odds: Odds | None


class Lore(dict[str, Look]):
    """What is known of words: the lexicon, word → classes, and how usual they are in which field.

    Word as printed → what is seen of it; kept, as most words come again.
    """

    def __init__(self, lexicon: Mapping[str, str], usage: Usage) -> None:
        super().__init__()
        self.lexicon, self.usage = lexicon, usage

    def __missing__(self, text: str) -> Look:
        if len(self) >= _KEPT:
            self.clear()
        found = self.look(text, shape(text))
        if len(text) <= LONGEST_KEPT:
            self[text] = found
        return found

    def look(self, text: str, form: str) -> Look:
        """Give what is seen of a word of this shape."""
        word, mark = text.lower(), form[0]
        return Look(
            word, form, mark, CLASS_OF.get(word), self.lexicon.get(word, ""), form if mark in "drY" else word,
            self.usage.odds(word) if mark in "Xxc" else None,
        )  # fmt: skip


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
        lore: Lore,
    ) -> None:
        looks = [lore[text] for text in texts]
        for n, kind in kinds.items():
            looks[n] = lore.look(texts[n], kind)
        #: `forms` are the first letters of the shapes.
        self.words, self.shapes, forms, self.cues, self.classes, self.names, odds = zip(*looks, strict=True)
        self.forms = "".join(forms)
        self.gaps, self.segments = gaps, segments
        self.quoted = [quote >= 6 for quote in quotes]
        self.quotations = max([quote % 6 // 2 for quote in quotes])
        self._usage = lore.usage
        self._wholes: dict[tuple[int, int], str] = {}
        self.usage = Sums(odds)

    def whole(self, first: int, last: int) -> str:
        """Give the classes in which the words are a known name."""
        known = self._wholes.get((first, last))
        if known is None:
            known = self._wholes[first, last] = self._usage.whole(self.words[first : last + 1])
        return known

    def casing(self, first: int, last: int) -> str:
        """Tell whether the words are mostly small, mixed or mostly begin with a capital."""
        small, large = self.shapes[first : last + 1].count("xx"), self.forms.count("X", first, last + 1)
        return "l" if small > large else "m" if small * 4 > large else "u"


class Coding(NamedTuple):
    """A table for `bytes.translate` from labels' numbers to those of fields, and the names of these."""

    numbers: bytes
    names: Sequence[str]


#: The number of what is in no field.
_NO_FIELD = 255
_RUNS = re.compile(rb"([^\xff])\1*")


def fields_by_label(labels: Sequence[str]) -> Coding:
    """Give for the number of each label ("title", "other") that of its field; an issue counts as volume."""
    names = ["volume" if label == "issue" else label for label in labels]
    numbers = [_NO_FIELD if name == "other" else names.index(name) for name in names]
    return Coding(bytes(numbers).ljust(256), names)


#: As `Field._make`, without a call in Python: a score of times for each string in doubt.
_field: Callable[[tuple[str, int, int]], Field] = partial(tuple.__new__, Field)


def fields(numbers: bytes, names: Sequence[str]) -> list[Field]:
    """Give the fields of a labelling, in order, from the number of the field of each token."""
    found = []
    for run in _RUNS.finditer(numbers):
        first, stop = run.span()
        found.append(_field((names[numbers[first]], first, stop - 1)))
    return found


def fields_of(labels: Sequence[str]) -> list[Field]:
    """Give the fields of a labelling by name ("title", "other"), in order."""
    kinds = sorted(set(labels))
    coding = fields_by_label(kinds)
    return fields(bytes([coding.numbers[kinds.index(label)] for label in labels]), coding.names)


def of_order(names: Sequence[str]) -> list[Group]:
    """Give what the names of the fields tell, in their order: threes, twos, repeats, what is there with what."""
    sequence = ["^", *names, "$"]
    found: list[Group] = [(told.two, *pair) for pair in pairwise(sequence)]
    found += [(told.three, *three) for three in zip(sequence, sequence[1:], sequence[2:], strict=False)]
    found += [(told.repeated, name) for name, count in Counter(names).items() if count > 1]
    return [*found, (told.there, frozenset(names)), (told.number, min(len(names), 12))]


def of_field(view: View, field: Field) -> list[Group]:
    """Give what one field tells by itself."""
    label, first, last = field
    gaps, shapes, names = view.gaps, view.shapes, view.names
    before, after = gaps[first], gaps[last + 1]
    count = last - first + 1
    quoted = (view.quoted[first], view.quoted[last], view.quotations)
    classes = "".join(view.classes[first : last + 1])
    forms = view.forms[first : last + 1]
    years = "Y" in forms and "Y" in shapes[first : last + 1]
    known = [classes.count(kind) for kind in _CLASSES]
    found: list[Group] = [
        (told.size, label, _size(count), min(view.segments[last] - view.segments[first] + 1, 6)),
        (told.gaps, label, before, after),
        (told.marks, label, before, after, *[gap for gap in gaps[first + 1 : last + 1] if gap != _BLANK]),
        (told.first, label, names[first], shapes[first]),
        (told.last, label, names[last], shapes[last]),
        (told.looks, label, *quoted, view.casing(first, last), not set(forms).isdisjoint("drY")),
        (
            told.classes,
            label,
            count if count < 4 else 0,
            *(known if count < 4 else [5 * n // count for n in known]),
        ),
    ]
    if years:
        found.append((told.years, label, shapes[last] == "Y", shapes[first] == "Y"))
    for cue in {cue for cue in view.cues[first : last + 1] if cue}:
        found.append((told.cue, label, cue))
    wordy = label in _WORDY
    if first:
        found.append((told.before, label, names[first - 1]))
        if wordy:
            found.append((told.start, label, shapes[first - 1], before, shapes[first]))
    if last + 1 < len(names):
        found.append((told.after, label, names[last + 1]))
        if wordy:
            found.append((told.stop, label, shapes[last], after, shapes[last + 1]))
    return found + _of_usage(view, field)


def _of_usage(view: View, field: Field) -> list[Group]:
    """Give which fields have such words as a rule, and whether the end of a field looks like another one."""
    label, first, last = field
    sums = view.usage
    found: list[Group] = [(told.usage, label, *sums.verdict(first, last), view.whole(first, last))]
    own = _OWN_CLASS.get(label)
    if own is not None and (mean := sums.mean(own, first, last)) is not None:
        found.append((told.odds, label, int(min(max(mean * 3, -6), 4))))
        for end, token in (("f", first), ("l", last)):
            odds = sums.found[token]
            if odds is not None:
                found.append((told.end_odds, label, end, int(min(max(odds[own] * 2, -4), 3))))
    if label in _SPLIT:
        middle = next((n for n in range(last, first, -1) if view.gaps[n] != _BLANK), None)
        if middle is not None:
            head, tail = sums.verdict(first, middle - 1).kind, sums.verdict(middle, last).kind
            found.append((told.split, label, head, view.gaps[middle], tail, view.whole(middle, last)))
    return found


def of_marks(view: View, fields: Sequence[Field]) -> list[Group]:
    """Give what the marks between the fields tell, and whether the same marks stand within fields."""
    gaps = view.gaps
    outer = []
    found: list[Group] = []
    for one, other in pairwise(fields):
        beside = other.first == one.last + 1
        if beside:
            outer.append(gaps[other.first])
        found.append((told.between, one.label, gaps[other.first] if beside else "+", other.label))
    if not outer:
        return found
    inner = [gaps[first + 1 : last + 1] for _, first, last in fields]
    for (label, _, _), within in zip(fields, inner, strict=True):
        for gap in set(within):
            if gap != _BLANK:
                found.append((told.within, label, gap, min(outer.count(gap), 2)))
    strong = [gap for gap in outer if gap != _BLANK]
    found.append((told.strong, len(set(strong))))
    if strong:
        main = max(sorted(set(strong)), key=strong.count)
        missed = sum([within.count(main) for (label, _, _), within in zip(fields, inner, strict=True) if label not in ("author", "editor")])  # fmt: skip
        found.append((told.main, main, min(strong.count(main), 4), min(missed, 3)))
    return found


def of_rest(view: View, fields: Sequence[Field]) -> list[Group]:
    """Give what the title tells beside the container, and what is in no field."""
    by_label = {field.label: field for field in reversed(fields)}
    title, container = by_label.get("title"), by_label.get("container-title")
    found: list[Group] = []
    if title and container:
        share = (title.last - title.first + 1) / (container.last - container.first + 1)
        casing = view.casing(title.first, title.last)
        found += [
            (
                told.casings,
                casing,
                view.casing(container.first, container.last),
                title.first < container.first,
            ),
            (told.share, sum([share >= edge for edge in (0.5, 1, 2, 4)]), casing),
            (told.quotes, view.quoted[title.first], view.quoted[container.first], view.quotations),
        ]
    looks = [
        (field.label, view.usage.verdict(field.first, field.last).kind)
        for field in fields
        if field.label in _TOLD
    ]
    for one, other in pairwise(looks):
        found.append((told.looks_beside, *one, *other))
    outside = _outside(view, fields)
    found.append((told.outside, min(len(outside), 5)))
    for word in outside[:6]:
        found.append((told.left, word))
    return found


def _outside(view: View, fields: Sequence[Field]) -> list[str]:
    """Give the words that are in no field."""
    found: list[str] = []
    place = 0
    for _, first, last in fields:
        if place < first:
            found += view.words[place:first]
        place = last + 1
    return [*found, *view.words[place:]]


def features(view: View, labels: Sequence[str]) -> list[str]:
    """Give all that a labelling tells."""
    fields = fields_of(labels)
    groups = of_order([field.label for field in fields]) + of_marks(view, fields)
    for field in fields:
        groups += of_field(view, field)
    found: list[str] = []
    for say, *about in groups + of_rest(view, fields):
        found += say(*about)
    return found


def _size(count: int) -> str:
    if count < 4:
        return str(count)
    return next((f"<{top}" for top in (7, 13, 26) if count < top), "26+")
