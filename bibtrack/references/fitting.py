"""Fitting the chain's weights: stochastic gradients with dropout, one string at a time, compiled by numba.

For training only (extra `train`).  Dropout of attributes keeps a few strong ones from doing all the
work (Wager, Wang and Liang 2013; Sutton, Sindelar and McCallum 2006 on weight undertraining); step sizes after
AdaGrad (Duchi, Hazan and Singer 2011), weights averaged over the later passes.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from importlib import import_module
from typing import Any

import numpy as np
from numpy.typing import NDArray

_njit: Any = import_module("numba").njit(cache=True, fastmath=True)
_TINY = np.float32(1e-6)


@dataclass(frozen=True, slots=True)
class Settings:
    """Passes over the strings, first step size, share of attributes left out, shrinking of weights a pass."""

    passes: int = 16
    step: float = 0.1
    dropout: float = 0.5
    decay: float = 0.05
    seed: int = 0


class Samples:
    """Labelled strings as arrays: `ids[starts[t]:starts[t + 1]]` are the attributes of token t."""

    def __init__(self, rows: Sequence[Sequence[Sequence[str]]], labels: Sequence[Sequence[str]]) -> None:
        self.labels = sorted({label for string in labels for label in string})
        number = {label: n for n, label in enumerate(self.labels)}
        names: dict[str, int] = {}
        tokens = [token for string in rows for token in string]
        self.ids = np.array(
            [names.setdefault(name, len(names)) for token in tokens for name in token], np.int32
        )
        self.names = list(names)
        self.starts = np.concatenate(([0], np.cumsum([len(token) for token in tokens]))).astype(np.int32)
        self.offsets = np.concatenate(([0], np.cumsum([len(string) for string in rows]))).astype(np.int32)
        self.gold = np.array([number[label] for string in labels for label in string], np.int32)


def fit(samples: Samples, settings: Settings) -> tuple[NDArray[Any], NDArray[Any]]:
    """Give the weights (attributes, labels) and those of the steps from label to label."""
    size = len(samples.labels)
    weights, steps = np.zeros((len(samples.names), size), np.float32), np.zeros((size, size), np.float32)
    seen, seen_steps = np.zeros_like(weights), np.zeros_like(steps)
    mean, mean_steps = np.zeros_like(weights), np.zeros_like(steps)
    chance = np.random.default_rng(settings.seed)
    kept = settings.passes // 2
    for n in range(settings.passes):
        order = chance.permutation(len(samples.offsets) - 1)
        step = np.float32(settings.step * (1 - n / settings.passes))
        _pass(
            (order, samples.offsets, samples.starts, samples.ids, samples.gold),
            (weights, seen, steps, seen_steps),
            step, np.float32(settings.dropout), settings.seed * 1000 + n,
        )  # fmt: skip
        weights *= np.float32(1 - settings.decay)
        if n >= settings.passes - kept:
            mean += weights / kept
            mean_steps += steps / kept
    return mean, mean_steps


def _scores(first: int, count: int, starts: Any, ids: Any, weights: Any, dropout: float) -> Any:
    """Give the scores of each token's labels, and which attributes were left in (0 or their factor)."""
    base = starts[first]
    left = np.zeros(starts[first + count] - base, np.float32)
    found = np.zeros((count, weights.shape[1]), np.float32)
    for t in range(count):
        for j in range(starts[first + t], starts[first + t + 1]):
            if np.random.random() >= dropout:
                factor = np.float32(1 / (1 - dropout))
                left[j - base] = factor
                for label in range(weights.shape[1]):
                    found[t, label] += factor * weights[ids[j], label]
    return found, left


def _forward(scores: Any, moves: Any) -> Any:
    """Give the scaled forward weights, the factors of the scores and the scales."""
    count, size = scores.shape
    ahead, here = np.zeros((count, size), np.float32), np.empty((count, size), np.float32)
    scale = np.empty(count, np.float32)
    for t in range(count):
        top = scores[t].max()
        for label in range(size):
            here[t, label] = np.exp(scores[t, label] - top)
        if t == 0:
            ahead[0] = here[0]
        else:
            for last in range(size):
                chance = ahead[t - 1, last]
                if chance > 1e-12:
                    for label in range(size):
                        ahead[t, label] += chance * moves[last, label]
            for label in range(size):
                ahead[t, label] *= here[t, label]
        scale[t] = ahead[t].sum()
        for label in range(size):
            ahead[t, label] /= scale[t]
    return ahead, here, scale


def _backward(here: Any, scale: Any, moves: Any) -> Any:
    count, size = here.shape
    back = np.ones((count, size), np.float32)
    for t in range(count - 2, -1, -1):
        for last in range(size):
            total = np.float32(0)
            for label in range(size):
                total += moves[last, label] * here[t + 1, label] * back[t + 1, label]
            back[t, last] = total / scale[t + 1]
    return back


def _expected(ahead: Any, here: Any, scale: Any, back: Any, moves: Any) -> Any:
    """Give how often each step from label to label is expected."""
    count, size = here.shape
    found = np.zeros((size, size), np.float32)
    for t in range(1, count):
        for last in range(size):
            chance = ahead[t - 1, last] / scale[t]
            if chance > 1e-7:
                for label in range(size):
                    found[last, label] += chance * moves[last, label] * here[t, label] * back[t, label]
    return found


def _update(target: Any, seen: Any, slope: Any, factor: Any, step: Any) -> None:
    """Take a step down the slope, smaller where much has been seen."""
    for n in range(len(target)):
        change = factor * slope[n]
        if change != 0:
            seen[n] += change * change
            target[n] -= step * change / np.sqrt(seen[n] + _TINY)


def _string(first: int, count: int, arrays: Any, state: Any, step: Any, dropout: Any) -> None:
    """Learn from one string."""
    _, _, starts, ids, gold = arrays
    weights, seen, steps, seen_steps = state
    scores, left = _fast_scores(first, count, starts, ids, weights, dropout)
    moves = np.exp(steps)
    ahead, here, scale = _fast_forward(scores, moves)
    back = _fast_backward(here, scale, moves)
    between = _fast_expected(ahead, here, scale, back, moves)
    one = np.float32(1)
    for t in range(count):
        slope = ahead[t] * back[t]
        slope[gold[first + t]] -= one
        if t:
            between[gold[first + t - 1], gold[first + t]] -= one
        if np.abs(slope).max() < 1e-3:
            continue
        for j in range(starts[first + t], starts[first + t + 1]):
            factor = left[j - starts[first]]
            if factor > 0:
                _fast_update(weights[ids[j]], seen[ids[j]], slope, factor, step)
    for last in range(len(steps)):
        _fast_update(steps[last], seen_steps[last], between[last], one, step)


def _all(arrays: Any, state: Any, step: Any, dropout: Any, seed: int) -> None:
    """Learn from all strings once."""
    np.random.seed(seed)
    order, offsets = arrays[0], arrays[1]
    for string in order:
        _fast_string(offsets[string], offsets[string + 1] - offsets[string], arrays, state, step, dropout)


_fast_scores, _fast_forward, _fast_backward = _njit(_scores), _njit(_forward), _njit(_backward)
_fast_expected, _fast_update = _njit(_expected), _njit(_update)
_fast_string = _njit(_string)
_pass = _njit(_all)
