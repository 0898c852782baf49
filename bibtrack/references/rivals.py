"""Rival labellings of a string: its few most likely paths, best first.

Only labels that are likely somewhere are followed, so that a string costs little more than the number
of its doubtful words.  After the k-best Viterbi search of Schwartz and Chow 1990.
"""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from bibtrack.references.chain import Chain, Floats


class Rival(NamedTuple):
    """A path: the numbers of its labels, and the sum of its scores."""

    labels: tuple[int, ...]
    score: float


class _Step(NamedTuple):
    """A label on a path, and the step before it."""

    label: int
    before: "_Step | None"


def rivals(emissions: Floats, chances: Floats, chain: Chain, most: int, rare: float) -> list[Rival]:
    """Give at most so many paths through the tokens of a string, best first; all of them may be forbidden (none).

    `chances` are the marginals of `emissions`, (tokens, labels); labels less likely than `rare` are not followed.
    """
    likely = chances > np.minimum(chances.max(axis=1, keepdims=True), rare)
    likely |= chances == chances.max(axis=1, keepdims=True)
    places = [np.flatnonzero(row).tolist() for row in likely]
    states: list[tuple[int, list[tuple[float, _Step]]]] = [
        (label, [(float(chain.start[label] + emissions[0, label]), _Step(label, None))])
        for label in places[0]
    ]
    for token in range(1, len(places)):
        states = _advanced(states, places[token], emissions[token], chain, most)
    ends = [(score + float(chain.stop[label]), step) for label, paths in states for score, step in paths]
    ends.sort(key=lambda end: -end[0])
    return [Rival(_labels(step), score) for score, step in ends[:most]]


def _advanced(
    states: Sequence[tuple[int, list[tuple[float, _Step]]]],
    labels: Sequence[int],
    emissions: Floats,
    chain: Chain,
    most: int,
) -> list[tuple[int, list[tuple[float, _Step]]]]:
    found = []
    for label in labels:
        here = float(emissions[label])
        paths: list[tuple[float, _Step]] = []
        for last, known in states:
            step = float(chain.steps[last, label])
            if step > -1e5:
                step += here
                paths += [(score + step, _Step(label, before)) for score, before in known]
        if len(states) > 1:
            paths.sort(key=lambda path: -path[0])
        if paths:
            found.append((label, paths[:most]))
    return found


def _labels(step: _Step | None) -> tuple[int, ...]:
    found = []
    while step is not None:
        found.append(step.label)
        step = step.before
    return tuple(found[::-1])
