"""Fitting the weights of outlines: which of the rival labellings of a string is the printed one.

For training only (extra `train`).  A log-linear model over the rivals of each string, fitted like the
chain (`fitting`): stochastic gradients, AdaGrad's steps, dropout of features, weights averaged.
"""

from collections import Counter
from collections.abc import Sequence
from importlib import import_module
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

_njit: Any = import_module("numba").njit(cache=True, fastmath=True)
PASSES, STEP, DROPOUT, DECAY, LEAST = 40, 0.1, 0.5, 0.01, 3
_MASK = 4095


class Rivalry(NamedTuple):
    """The rivals of the string `id`: features of each, the chain's score, and the share of it that is right."""

    id: str
    features: list[list[str]]
    likely: list[float]
    right: list[float]


def distinct(rows: Sequence[Sequence[str]]) -> list[list[str]]:
    """Leave out the features that all rivals have equally often: they tell nothing."""
    counts = [Counter(row) for row in rows]
    same = {name for name, count in counts[0].items() if all(other[name] == count for other in counts[1:])}
    return [[name for name in row if name not in same] for row in rows]


def fit(rivalries: Sequence[Rivalry], seed: int = 0) -> tuple[dict[str, float], float]:
    """Give the weight of each feature and that of the chain's score."""
    known: Counter[str] = Counter()
    for rivalry in rivalries:
        known.update({name for row in rivalry.features for name in row})
    number = {name: n for n, name in enumerate(sorted(name for name in known if known[name] >= LEAST))}
    arrays = _arrays(rivalries, number)
    weights, seen = np.zeros(len(number), np.float32), np.full(len(number), 0.1, np.float32)
    trust, mean, mean_trust = np.ones(2, np.float32), np.zeros(len(number)), 0.0
    chance, kept = np.random.default_rng(seed), PASSES // 2
    for n in range(PASSES):
        order = chance.permutation(len(rivalries))
        _pass((order, *arrays), (weights, seen, trust), np.float32(STEP * (1 - n / PASSES)), seed * 99 + n)
        if n >= PASSES - kept:
            mean += weights / kept
            mean_trust += float(trust[0]) / kept
    return dict(zip(number, mean.tolist(), strict=True)), mean_trust


def _arrays(rivalries: Sequence[Rivalry], number: dict[str, int]) -> tuple[NDArray[Any], ...]:
    rows = [
        [number[name] for name in row if name in number] for rivalry in rivalries for row in rivalry.features
    ]
    return (
        np.concatenate(([0], np.cumsum([len(rivalry.likely) for rivalry in rivalries]))).astype(np.int32),
        np.concatenate(([0], np.cumsum([len(row) for row in rows]))).astype(np.int32),
        np.array([n for row in rows for n in row], np.int32),
        np.array([value for rivalry in rivalries for value in rivalry.likely], np.float32),
        np.array([value for rivalry in rivalries for value in rivalry.right], np.float32),
    )


def _chances(first: int, stop: int, arrays: Any, weights: Any, trust: Any, left: Any) -> Any:
    _, _, starts, ids, likely, _ = arrays
    scores = np.empty(stop - first, np.float32)
    for rival in range(first, stop):
        total = trust[0] * likely[rival]
        for j in range(starts[rival], starts[rival + 1]):
            if left[ids[j] & _MASK]:
                total += weights[ids[j]]
        scores[rival - first] = total
    found = np.exp(scores - scores.max())
    return found / found.sum()


def _string(first: int, stop: int, arrays: Any, state: Any, step: Any, left: Any) -> None:
    """Learn from the rivals of one string."""
    _, _, starts, ids, likely, right = arrays
    weights, seen, trust = state
    chances = _fast_chances(first, stop, arrays, weights, trust, left)
    slope = np.float32(0)
    for rival in range(first, stop):
        over = chances[rival - first] - right[rival]
        slope += over * likely[rival]
        if abs(over) < 1e-4:
            continue
        for j in range(starts[rival], starts[rival + 1]):
            n = ids[j]
            if left[n & _MASK]:
                change = over + np.float32(DECAY) * weights[n]
                seen[n] += change * change
                weights[n] -= step * change / np.sqrt(seen[n] + np.float32(1e-6))
    trust[1] += slope * slope
    trust[0] -= step * np.float32(0.1) * slope / np.sqrt(trust[1])


def _all(arrays: Any, state: Any, step: Any, seed: int) -> None:
    """Learn from all strings once."""
    np.random.seed(seed)
    offsets = arrays[1]
    for string in arrays[0]:
        first, stop = offsets[string], offsets[string + 1]
        if stop - first > 1:
            left = np.random.random(_MASK + 1) >= DROPOUT
            _fast_string(first, stop, arrays, state, step, left)


_fast_chances = _njit(_chances)
_fast_string = _njit(_string)
_pass = _njit(_all)
