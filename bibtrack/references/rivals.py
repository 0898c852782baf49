"""Rival labellings of a string: its few most likely paths, best first.

Only labels that are likely somewhere are followed, and a token that has one such label is passed by, so
that a string costs as much as it has doubtful words.  After the k-best Viterbi search of Schwartz and
Chow 1990.
"""

from operator import itemgetter
from typing import NamedTuple

import numpy as np

from bibtrack.references.chain import Chain, Floats

_FORBIDDEN = -1e5
_score = itemgetter(0)


class Rival(NamedTuple):
    """A path: the numbers of its labels, and the sum of its scores."""

    labels: tuple[int, ...]
    score: float


class Steps(NamedTuple):
    """The scores of a chain as plain numbers, which are quicker one at a time; `steps` is [from][to]."""

    steps: list[list[float]]
    start: list[float]
    stop: list[float]


class _Places(NamedTuple):
    """The likeliest label of each token and its score; of tokens that have several, each and its score."""

    labels: list[int]
    scores: list[float]
    several: dict[int, list[tuple[int, float]]]


#: The labels that a path takes where there are several, the last one first.
_Turns = tuple[int, "_Turns"] | None
#: By label the paths that end with it, best first.
_States = dict[int, list[tuple[float, _Turns]]]


def steps_of(chain: Chain) -> Steps:
    """Give the scores of a chain as plain numbers."""
    return Steps(chain.steps.tolist(), chain.start.tolist(), chain.stop.tolist())


def rivals(emissions: Floats, chances: Floats, steps: Steps, most: int, rare: float) -> list[Rival]:
    """Give at most so many paths through the tokens of a string, best first; all of them may be forbidden (none).

    `chances` are the marginals of `emissions`, (tokens, labels); labels less likely than `rare` are not followed.
    """
    places = _places(emissions, chances, rare)
    states = _followed(places, steps, most)
    ends = [(score + steps.stop[label], turns) for label, paths in states.items() for score, turns in paths]
    ends.sort(key=_score, reverse=True)
    return [Rival(_labels(places, turns), score) for score, turns in ends[:most]]


def _places(emissions: Floats, chances: Floats, rare: float) -> _Places:
    top = chances.max(axis=1)
    likely = chances >= np.minimum(top, rare)[:, None]
    tokens, labels = likely.nonzero()
    scores: list[float] = emissions[tokens, labels].tolist()
    found: list[list[tuple[int, float]]] = [[] for _ in range(len(top))]
    for token, label, score in zip(tokens.tolist(), labels.tolist(), scores, strict=True):
        found[token].append((label, score))
    several = {n: choices for n, choices in enumerate(found) if len(choices) > 1}
    return _Places([choices[0][0] for choices in found], [choices[0][1] for choices in found], several)


def _followed(places: _Places, steps: Steps, most: int) -> _States:
    """Give the best paths by their last label; where there is one way to go on, only their scores change."""
    states: _States = {
        label: [(steps.start[label] + score, (label, None) if 0 in places.several else None)]
        for label, score in places.several.get(0, ((places.labels[0], places.scores[0]),))
    }
    for token in range(1, len(places.labels)):
        here = places.several.get(token)
        if here is not None:
            states = _turned(states, here, steps, most)
            continue
        label, score = places.labels[token], places.scores[token]
        paths = [
            (known + steps.steps[last][label] + score, turns)
            for last, ways in states.items()
            if steps.steps[last][label] > _FORBIDDEN
            for known, turns in ways
        ]
        if len(states) > 1:
            paths.sort(key=_score, reverse=True)
        states = {label: paths[:most]} if paths else {}
    return states


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


def _labels(places: _Places, turns: _Turns) -> tuple[int, ...]:
    found = places.labels.copy()
    for token in reversed(places.several):
        assert turns is not None
        found[token], turns = turns
    return tuple(found)
