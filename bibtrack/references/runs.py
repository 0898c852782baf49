"""From the labels of tokens to fields: runs of tokens with one label, their confidence and their edges."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from bibtrack.references import journals, proofs, quoted, untitled
from bibtrack.references.draft import Field
from bibtrack.references.places import Ints
from bibtrack.references.tokens import Token

#: The labels of the scheme; "other" is text outside any field.
LABELS = (
    "author", "editor", "translator", "title", "container-title", "collection-title", "date",
    "volume", "issue", "pages", "publisher", "location", "edition", "doi", "url", "arxiv", "isbn",
    "note", "genre", "citation-number", "other",
)  # fmt: skip
NUMBER = {label: number for number, label in enumerate(LABELS)}
OTHER = NUMBER["other"]
Calibration = Mapping[str, tuple[Sequence[float], Sequence[float]]]


class Labelled(NamedTuple):
    """The labels of a batch: for each token its label's number, whether a field begins there, and its chance.

    `offsets` (strings + 1) are the first tokens of the strings; `starts` and `stops` code points in
    the string; `texts` the words.  `chances` are the model's own probabilities, not calibrated.
    """

    offsets: Ints
    starts: Ints
    stops: Ints
    texts: Sequence[str]
    labels: Ints
    begins: NDArray[np.bool_]
    chances: NDArray[np.float32]


class Runs(NamedTuple):
    """The labelled runs of a batch, in order: label's number, first and last token, raw chance.

    `offsets` (strings + 1) are the first runs of the strings.
    """

    offsets: list[int]
    labels: Ints
    first: NDArray[np.intp]
    last: NDArray[np.intp]
    raw: NDArray[np.float32]


class Scale:
    """The calibration: from raw chances to the share that is right among fields as sure as this."""

    def __init__(self, steps: Calibration) -> None:
        raws: list[NDArray[Any]] = []
        shares: list[NDArray[Any]] = []
        self.plain = not steps
        for number, label in enumerate(LABELS):
            known = steps.get(label) or steps.get("*") or ((0.0,), (0.0,))
            raws.append(np.concatenate(((-1.0,), known[0][1:])) + 4.0 * number)
            shares.append(np.asarray(known[1]))
        self._raws, self._shares = np.concatenate(raws), np.concatenate(shares)

    def confidence(self, labels: Ints, raw: NDArray[np.float32]) -> NDArray[Any]:
        """Give the chance that each run is a field as printed; raw where nothing is calibrated."""
        if self.plain:
            return raw
        found: NDArray[Any] = self._shares[np.searchsorted(self._raws, raw + 4.0 * labels, side="right") - 1]
        return found


def runs(batch: Labelled, strings: Sequence[str]) -> Runs:
    """Give the runs of tokens with one label; proofs say more than the model.

    A run is as sure as its least sure token, and as the token after it, which is its edge.
    """
    labels = _proven(batch, strings)
    size = len(labels)
    fresh = np.empty(size, np.bool_)
    fresh[1:] = labels[1:] != labels[:-1]
    # The model's own beginnings hold where its label stands.
    fresh |= batch.begins & (labels == batch.labels)
    full = batch.offsets[:-1][np.diff(batch.offsets) > 0]
    fresh[full] = True
    first = np.flatnonzero(fresh)
    if not size:
        return Runs([0] * len(batch.offsets), labels, first, first, batch.chances)
    edge = np.ones(size + 1, np.float32)
    edge[:size] = batch.chances
    edge[full] = 1.0
    stops = np.append(first[1:], size)
    raw = np.minimum(np.minimum.reduceat(batch.chances, first), edge[stops])
    kept = np.flatnonzero(labels[first] != OTHER)
    first = first[kept]
    offsets = np.searchsorted(first, batch.offsets).tolist()
    return Runs(offsets, labels[first], first, stops[kept] - 1, raw[kept])


def _proven(batch: Labelled, strings: Sequence[str]) -> Ints:
    labels = batch.labels
    for number, string in enumerate(strings):
        if not proofs.may_prove(string):
            continue
        first, stop = int(batch.offsets[number]), int(batch.offsets[number + 1])
        names = [LABELS[n] for n in labels[first:stop].tolist()]
        fixed = names.copy()
        if proofs.corrected(string, partial(_tokens, batch, first, stop), fixed) and fixed != names:
            if labels is batch.labels:
                labels = labels.copy()
            labels[first:stop] = [NUMBER[name] for name in fixed]
    return labels


def _tokens(batch: Labelled, first: int, stop: int) -> list[Token]:
    spans = zip(batch.starts[first:stop].tolist(), batch.stops[first:stop].tolist(), strict=True)
    return [Token(text, *span) for text, span in zip(batch.texts[first:stop], spans, strict=True)]


#: As `Field._make`, without a call in Python: six times for each string.
_field: Callable[[tuple[str, int, int, str]], Field] = partial(tuple.__new__, Field)


def fields(
    batch: Labelled, scale: Scale, texts: Sequence[str], strings: Sequence[str]
) -> list[tuple[tuple[Field, ...], dict[str, float]]]:
    """Give for each string its fields, in order, and the confidence by label (that of the least sure one).

    `strings` are the texts as they were labelled: cleaned, each place unchanged.
    """
    found = runs(batch, strings)
    names = [LABELS[n] for n in found.labels.tolist()]
    starts = batch.starts[found.first].tolist()
    stops = batch.stops[found.last].tolist()
    following = np.append(batch.starts, 0)
    following[batch.offsets[1:]] = -1
    limits = following[found.last + 1].tolist()
    chances = scale.confidence(found.labels, found.raw).tolist()
    given = []
    for number, (text, string) in enumerate(zip(texts, strings, strict=True)):
        first, stop = found.offsets[number], found.offsets[number + 1]
        if first < stop and limits[stop - 1] < 0:
            limits[stop - 1] = len(string)
        made: list[Field] = []
        sure: dict[str, float] = {}
        odd = False
        for i in range(first, stop):
            label, chance, start, end = names[i], chances[i], starts[i], stops[i]
            if string[end : end + 1] in _AFTER or string[start - 1 : start] in _OPENING:
                start, end = _edges(string, start, end, limits[i], label)
            made.append(_field((label, start, end, text[start:end])))
            if chance < sure.get(label, 2.0):
                sure[label] = chance
            if label == "title":
                odd = (
                    odd
                    or string[start] == "("
                    or string[end - 1].isdigit()
                    or string[start - 1 : start] in quoted.OPENERS
                    or (end - start < 40 and string[end : end + 1] == ".")
                )
            elif (label == "container-title" and string[end - 1].isdigit()) or (
                label == "volume" and (string[start].isupper() or "container-title" not in sure)
            ):
                odd = True
        if made and (odd or "title" not in sure or "*" in text or "_" in text):
            made = _bounded(text, made, sure)
        given.append((tuple(made), sure))
    return given


def _bounded(text: str, made: list[Field], sure: dict[str, float]) -> list[Field]:
    # Marks and places say what a field is; it stays as sure as the least sure one was.
    found = untitled.entitled(text, journals.whole(text, quoted.bounded(text, made)))
    if "*" in text or "_" in text:
        found = quoted.emphasised(text, found)
    for field in found:
        if field.label not in sure:
            sure[field.label] = min(sure.values())
    for label in sure.keys() - {field.label for field in found}:
        del sure[label]
    return found


_CLOSING = {")": "(", "]": "[", "）": "（", "］": "［", "》": "《"}
_OPENING = {"(": ")", "[": "]", "（": "）", "《": "》"}
_NAMED = ("author", "editor", "translator")
_AFTER = frozenset(")]）］》?!？！.")


def _edges(string: str, start: int, stop: int, limit: int, label: str) -> tuple[int, int]:
    """Give the stretch of a run: with "?" or "!", the point of an initial, and the bracket it needs."""
    while stop < limit and string[stop] in _AFTER:
        mark = string[stop]
        if mark == ".":
            if label not in _NAMED or not _initial(string, start, stop):
                break
        elif mark in _CLOSING and string.count(_CLOSING[mark], start, stop) <= string.count(
            mark, start, stop
        ):
            break
        stop += 1
    if start and string[start - 1] in _OPENING:
        opened = string[start - 1]
        if string.count(_OPENING[opened], start, stop) > string.count(opened, start, stop):
            start -= 1
    return start, stop


def _initial(string: str, start: int, stop: int) -> bool:
    """Tell whether the point after a name belongs to it: an initial's, or that of "al", "Jr", "ed"."""
    before = string[stop - 2] if stop - 2 >= start else " "
    return (string[stop - 1].isupper() and not before.isalpha()) or string[max(start, stop - 2) : stop] in (
        "al", "Jr", "Sr", "ed", "ds", "rs",
    )  # fmt: skip
