"""Rival labellings of a string: its few most likely paths, best first.

Only labels that are likely somewhere are followed, and tokens that have one such label are passed by, so
that a string costs as much as it has doubtful words.  After the k-best Viterbi search of Schwartz and
Chow 1990.
"""

from bisect import bisect_left
from operator import itemgetter
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from bibtrack.references.chain import Chain, Floats

_FORBIDDEN = -1e5
_score = itemgetter(0)


class Rival(NamedTuple):
    """A path: the numbers of its labels, and the sum of its scores."""

    labels: bytes
    score: float


class Steps(NamedTuple):
    """The scores of a chain as plain numbers, which are quicker one at a time; `steps` is [from][to], as is `table`."""

    steps: list[list[float]]
    start: list[float]
    stop: list[float]
    table: NDArray[np.float64]


class Ways(NamedTuple):
    """The likely labels of the tokens of many strings: `labels` and `scores` are the first of each and its score.

    `several` are those of tokens that have more than one, each with its score, and `turning` is where these
    tokens are; `gains` is what the label of a token adds to a path that had that of the token before.
    """

    labels: bytes
    scores: list[float]
    gains: list[float]
    several: dict[int, list[tuple[int, float]]]
    turning: list[int]


#: The labels that a path takes where there are several, the last one first.
_Turns = tuple[int, "_Turns"] | None
#: By label the paths that end with it, best first.
_States = dict[int, list[tuple[float, _Turns]]]


def steps_of(chain: Chain) -> Steps:
    """Give the scores of a chain as plain numbers."""
    table = chain.steps.astype(np.float64)
    return Steps(table.tolist(), chain.start.tolist(), chain.stop.tolist(), table)


def ways(emissions: Floats, chances: Floats, steps: Steps, rare: float) -> Ways:
    """Give the labels to follow; `chances` are the marginals of `emissions`, (tokens, labels).

    Labels less likely than `rare` are not followed, but for the likeliest of a token.
    """
    likely = chances >= np.minimum(chances.max(axis=1), rare)[:, None]
    tokens, labels = likely.nonzero()
    scores = emissions[tokens, labels].astype(np.float64)
    counts = np.bincount(tokens, minlength=len(chances))
    stops = np.cumsum(counts)
    firsts = stops - counts
    turning = np.flatnonzero(counts > 1)
    choices = list(zip(labels.tolist(), scores.tolist(), strict=True))
    edges = zip(turning.tolist(), firsts[turning].tolist(), stops[turning].tolist(), strict=True)
    alone, own = labels[firsts], scores[firsts]
    gains = own.copy()
    gains[1:] += steps.table[alone[:-1], alone[1:]]
    return Ways(
        alone.astype(np.uint8).tobytes(), own.tolist(), gains.tolist(),
        {token: choices[first:stop] for token, first, stop in edges}, turning.tolist(),
    )  # fmt: skip


def rivals(known: Ways, first: int, stop: int, steps: Steps, most: int) -> list[Rival]:
    """Give at most so many paths through the tokens of a string, best first; all of them may be forbidden (none)."""
    turning = known.turning[bisect_left(known.turning, first) : bisect_left(known.turning, stop)]
    states = _followed(known, first, stop, turning, steps, most)
    ends = [(score + steps.stop[label], turns) for label, paths in states.items() for score, turns in paths]
    ends.sort(key=_score, reverse=True)
    labels = known.labels[first:stop]
    places = [token - first for token in reversed(turning)]
    return [Rival(_labels(labels, places, turns), score) for score, turns in ends[:most]]


def _followed(known: Ways, first: int, stop: int, turning: list[int], steps: Steps, most: int) -> _States:
    """Give the best paths by their last label; where there is one way to go on, only their scores change."""
    states: _States = {
        label: [(steps.start[label] + score, (label, None) if first in known.several else None)]
        for label, score in known.several.get(first, ((known.labels[first], known.scores[first]),))
    }
    done = first + 1
    for token in (*turning, stop):
        if done < token:
            states = _passed(known, states, done, token, steps, most)
        if first < token < stop:
            states = _turned(states, known.several[token], steps, most)
        done = token + 1
    return states


def _passed(known: Ways, states: _States, first: int, stop: int, steps: Steps, most: int) -> _States:
    """Give the best paths that go on with the one label of each of these tokens."""
    label = known.labels[first]
    gains = known.gains[first + 1 : stop]
    if gains and min(gains) < _FORBIDDEN:
        return {}
    gain = known.scores[first] + sum(gains)
    paths = [
        (score + step + gain, turns)
        for last, ways in states.items()
        if (step := steps.steps[last][label]) > _FORBIDDEN
        for score, turns in ways
    ]
    if len(states) > 1:
        paths.sort(key=_score, reverse=True)
    return {known.labels[stop - 1]: paths[:most]} if paths else {}


def _turned(states: _States, labels: list[tuple[int, float]], steps: Steps, most: int) -> _States:
    """Give the best paths that go on with one of the labels."""
    found: _States = {}
    for label, score in labels:
        paths: list[tuple[float, _Turns]] = []
        for last, ways in states.items():
            step = steps.steps[last][label]
            if step > _FORBIDDEN:
                step += score
                paths += [(known + step, (label, turns)) for known, turns in ways]
        if len(states) > 1:
            paths.sort(key=_score, reverse=True)
        if paths:
            found[label] = paths[:most]
    return found


def _labels(labels: bytes, places: list[int], turns: _Turns) -> bytes:
    """Give the labels of a path; `places` are those of its turns, the last one first."""
    found = bytearray(labels)
    for place in places:
        assert turns is not None
        found[place], turns = turns
    return bytes(found)
