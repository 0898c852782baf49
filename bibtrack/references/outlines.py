"""What the outline of a whole reference tells: its fields in their order, their sizes, edges and words.

A chain sees two labels at a time; here all fields of one labelling are looked at together: which
there are and which are missing, whether the same mark that parts fields stands within one, whether
quotation marks and brackets close, what kind of words a field is made of.
"""

import re
from collections import Counter
from collections.abc import Callable, Sequence
from functools import lru_cache, partial
from itertools import pairwise
from typing import Any, NamedTuple

from bibtrack.references import told
from bibtrack.references.usage import CLASSES
from bibtrack.references.views import BLANK, View

_WORDY = frozenset(("title", "container-title", "author", "publisher", "location", "editor"))
_CLASSES = "gfjpct"
_NO_CLASSES = [0] * len(_CLASSES)
#: The class of words that a field is made of, and the fields whose kinds of words are looked at by twos.
_OWN = {"title": "t", "container-title": "j", "publisher": "p", "author": "n", "editor": "n", "location": "c"}
_OWN_CLASS = {label: CLASSES.index(kind) for label, kind in _OWN.items()}
#: How a number of words is told: up to three, and by steps.
_SIZES = ("0", "1", "2", "3", *["<7"] * 3, *["<13"] * 6, *["<26"] * 13, "26+")
#: Fields that hold marks of their own, between names.
_LISTS = frozenset(("author", "editor"))
_SPLIT = frozenset(("title", "container-title", "publisher"))
_TOLD = frozenset(("title", "container-title", "publisher", "location", "collection-title"))
#: What tells (a function of `told`) and what of; the same ones come again and again, so their sums can be kept.
Group = tuple[Any, ...]


class Field(NamedTuple):
    """A run of one label, first and last token; an issue counts as volume."""

    label: str
    first: int
    last: int


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
    digits = "d" in forms or "r" in forms or "Y" in forms
    known = [classes.count(kind) for kind in _CLASSES] if classes else _NO_CLASSES
    found: list[Group] = [
        (told.size, label, _SIZES[min(count, 26)], min(view.segments[last] - view.segments[first] + 1, 6)),
        (told.gaps, label, before, after),
        (told.marks, label, before, after, *view.within(first, last)),
        (told.first, label, names[first], shapes[first]),
        (told.last, label, names[last], shapes[last]),
        (told.looks, label, *quoted, view.casing(first, last), digits),
        (
            told.classes,
            label,
            count if count < 4 else 0,
            *(known if count < 4 else [5 * n // count for n in known]),
        ),
    ]
    if years:
        found.append((told.years, label, shapes[last] == "Y", shapes[first] == "Y"))
    for cue in set(view.cues[first : last + 1]):
        if cue:
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
        middle = view.last_mark(first, last)
        if middle:
            head, tail = sums.verdict(first, middle - 1).kind, sums.verdict(middle, last).kind
            found.append((told.split, label, head, view.gaps[middle], tail, view.whole(middle, last)))
    return found


def of_marks(view: View, fields: Sequence[Field]) -> list[Group]:
    """Give what the marks between the fields tell, and whether the same marks stand within fields."""
    found: list[Group] = []
    outer = []
    before, stop = "", -1
    for label, first, last in fields:
        gap = "+"
        if first == stop:
            gap = view.gaps[first]
            outer.append(gap)
        if before:
            found.append((told.between, before, gap, label))
        before, stop = label, last + 1
    if not outer:
        return found
    strong = tuple([gap for gap in outer if gap != BLANK])
    kinds, main, times = _main(strong)
    missed = 0
    for label, first, last in fields:
        within = view.within(first, last) if first < last else ()
        for gap in set(within):
            found.append((told.within, label, gap, min(strong.count(gap), 2)))
        if within and label not in _LISTS:
            missed += within.count(main)
    found.append((told.strong, kinds))
    if strong:
        found.append((told.main, main, times, min(missed, 3)))
    return found


@lru_cache(maxsize=1 << 12)
def _main(strong: tuple[str, ...]) -> tuple[int, str, int]:
    """Give how many different marks there are, the commonest and how often it stands there, up to four."""
    kinds = sorted(set(strong))
    main = max(kinds, key=strong.count, default="")
    return len(kinds), main, min(strong.count(main), 4)


def of_rest(view: View, fields: Sequence[Field]) -> list[Group]:
    """Give what the title tells beside the container, and what is in no field."""
    title: Field | None = None
    container: Field | None = None
    looks: list[tuple[str, str]] = []
    for field in fields:
        label, first, last = field
        if label in _TOLD:
            looks.append((label, view.usage.verdict(first, last).kind))
            if label == "title":
                title = title or field
            elif label == "container-title":
                container = container or field
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
