"""A linear-chain conditional random field over a batch of strings: the best labels and how sure each is.

Lafferty, McCallum and Pereira 2001; forward-backward with scaling, and Viterbi where it can differ.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from bibtrack.references.places import Ints

Floats = NDArray[np.float32]


class Chain(NamedTuple):
    """Scores of going from label to label (from, to), of beginning and of ending with a label; logarithms."""

    steps: Floats
    start: Floats
    stop: Floats


class Order(NamedTuple):
    """The tokens step by step: at step t the t-th token of every string that has one, longest first.

    `ranked` are the strings; `ahead` and `back` the tokens counted from the start and from the end of
    the strings; `edges[t]` is where step t begins in them.
    """

    ranked: NDArray[np.intp]
    ahead: Ints
    back: Ints
    edges: list[int]


def order(offsets: Ints) -> Order:
    """Give the steps of a batch; no string is empty."""
    sizes = np.diff(offsets)
    ranked = np.argsort(-sizes, kind="stable")
    active = np.searchsorted(-sizes[ranked], -np.arange(sizes.max()), side="left")
    edges = np.concatenate(([0], np.cumsum(active)))
    step = np.repeat(np.arange(len(active)), active)
    string = ranked[np.arange(edges[-1]) - edges[:-1][step]]
    return Order(ranked, offsets[:-1][string] + step, offsets[1:][string] - 1 - step, edges.tolist())


def best(chances: Floats, emissions: Floats, offsets: Ints, chain: Chain) -> NDArray[np.intp]:
    """Give for each token its label on the most likely path of its string.

    `emissions` is (tokens, labels), logarithms, and `chances` are the marginals of it; `offsets` are
    the first tokens of the strings, and their total; no string is empty.
    """
    labels: NDArray[np.intp] = chances.argmax(axis=1)
    doubt = 1.0 - np.take_along_axis(chances, labels[:, None], axis=1)[:, 0]
    # A path whose tokens are together wrong with less than one half is the most likely one.
    doubtful = np.flatnonzero(np.add.reduceat(doubt, offsets[:-1]) >= 0.499)
    if len(doubtful):
        tokens, edges = tokens_of(doubtful, offsets)
        labels[tokens] = viterbi(emissions.take(tokens, axis=0, mode="clip"), edges, chain)
    return labels


def tokens_of(strings: NDArray[np.intp], offsets: Ints) -> tuple[NDArray[np.intp], Ints]:
    """Give the tokens of some of the strings, and where each of these begins among them."""
    sizes = np.diff(offsets)[strings]
    edges = np.concatenate(([0], np.cumsum(sizes))).astype(np.int32)
    shift = np.repeat(offsets[strings] - edges[:-1], sizes)
    return np.arange(edges[-1]) + shift, edges


def marginals(emissions: Floats, offsets: Ints, chain: Chain) -> Floats:
    """Give the probability of each label of each token, (tokens, labels)."""
    weights: Floats = np.exp(emissions - emissions.max(axis=1, keepdims=True))
    steps = order(offsets)
    # `take`, here and below, costs a third of what an index does.
    both = np.empty((2, *weights.shape), np.float32)
    for n, tokens in enumerate((steps.ahead, steps.back)):
        weights.take(tokens, axis=0, out=both[n], mode="clip")
    moves = np.exp(np.stack((chain.steps, chain.steps.T)))
    seen = np.empty_like(both)
    first = seen[:, : steps.edges[1]]
    first[:] = np.exp(np.stack((chain.start, chain.stop)))[:, None]
    state = first * both[:, : steps.edges[1]]
    tiny = np.float32(1e-30)
    for start, stop in zip(steps.edges[1:], steps.edges[2:], strict=False):
        here = seen[:, start:stop]
        state = state[:, : stop - start]
        state /= np.add.reduce(state, axis=2, keepdims=True) + tiny
        np.matmul(state, moves, out=here)
        state = here * both[:, start:stop]
    places = np.empty(len(weights), np.intp)
    for found, tokens in zip(seen, (steps.ahead, steps.back), strict=True):
        places[tokens] = np.arange(len(weights))
        weights *= found.take(places, axis=0, mode="clip")
    weights /= weights.sum(axis=1, keepdims=True) + 1e-30
    return weights


def viterbi(emissions: Floats, offsets: Ints, chain: Chain) -> NDArray[np.intp]:
    """Give the labels of the most likely path of each string.

    The scores of `chain` may have a first axis more, for strings that have chains of their own.
    """
    steps = order(offsets)
    ranked = emissions.take(steps.ahead, axis=0, mode="clip")
    edges = steps.edges
    best = np.empty_like(ranked)
    own = chain.steps.ndim == 3
    known = chain.steps[steps.ranked] if own else chain.steps
    # (from, strings, to): the greatest of whole rows is found in half the time that it takes within rows.
    moves = np.ascontiguousarray(known.swapaxes(0, 1)) if own else known[:, None]
    best[: edges[1]] = (chain.start[steps.ranked] if own else chain.start) + ranked[: edges[1]]
    for before, start, stop in zip(edges, edges[1:], edges[2:], strict=False):
        last = best[before : before + stop - start].T[:, :, None]
        here = best[start:stop]
        np.maximum.reduce(last + (moves[:, : stop - start] if own else moves), axis=0, out=here)
        here += ranked[start:stop]
    found = np.empty(len(best), np.intp)
    ends = chain.stop[steps.ranked] if own else chain.stop
    found[steps.ahead] = _trace(best, edges, known.swapaxes(-1, -2), ends)
    return found


def _trace(best: Floats, edges: list[int], into: Floats, ends: Floats) -> NDArray[np.intp]:
    """Go back over the best scores; `into` is (to, from), of all strings or of each, as are `ends`."""
    found = np.empty(len(best), np.intp)
    own = into.ndim == 3
    into = into if own else np.ascontiguousarray(into)
    rows = np.arange(edges[1])
    going = 0
    for start, stop in zip(edges[-2::-1], edges[:0:-1], strict=True):
        scores = best[start:stop]
        count = stop - start
        if going:
            after = found[stop : stop + going]
            scores[:going] += into[rows[:going], after] if own else into.take(after, axis=0)
        if going < count:
            scores[going:] += ends[going:count] if own else ends
        scores.argmax(axis=1, out=found[start:stop])
        going = count
    return found
