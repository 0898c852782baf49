"""Fields that a reference has once: where the best path has one twice, the best path that has not.

A linear chain cannot see that it has been there before; doubling its states for each such field can.
"""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from bibtrack.references.chain import Chain, Floats, tokens_of, viterbi
from bibtrack.references.places import Ints

_NEVER = np.float32(-1e6)
#: Longer strings are left as they are: they are several references, or a list of names.
_LONGEST = 150
#: Fields that are watched at once, and scores held at once: time and memory stay small.
_FIELDS, _ROOM = 3, 2_000_000
#: Labels below this chance at every token of the strings are not tried.
_UNLIKELY = 1e-4


class Field(NamedTuple):
    """The labels of a field that occurs once: the one that begins it and the one that goes on."""

    begin: int
    inside: int


class Once:
    """Finds the best paths in which no field repeats."""

    def __init__(self, chain: Chain, fields: Sequence[Field]) -> None:
        self._fields = fields
        #: By label: the number of its field, from 1 on; 0 for what is in none of them.
        self._field_of = np.zeros(len(chain.start), np.int8)
        for number, field in enumerate(fields, 1):
            self._field_of[list(field)] = number
        self._chains: dict[tuple[int, ...], Chain] = {(): _strict(chain, fields)}

    @property
    def chain(self) -> Chain:
        """The chain in which a field goes on only after it has begun."""
        return self._chains[()]

    def settle(self, labels: NDArray[np.intp], chances: Floats, emissions: Floats, offsets: Ints) -> None:
        """Change the labels of strings in which a field repeats; no string is empty.

        `chances` are the marginals of `emissions`: labels that are nowhere likely are left out of the search.
        """
        short = np.diff(offsets) <= _LONGEST
        watched = np.zeros((len(short), len(self._fields)), np.bool_)
        for _ in range(_FIELDS):
            fresh = self._repeated(labels, offsets) & ~watched & short[:, None]
            fresh &= np.cumsum(fresh, axis=1) + watched.sum(axis=1, keepdims=True) <= _FIELDS
            watched |= fresh
            again = np.flatnonzero(fresh.any(axis=1))
            if not len(again):
                break
            counts = watched[again].sum(axis=1)
            # Not `np.unique`, nor `np.setdiff1d` below: they load all of numpy.ma.
            for count in sorted(set(counts.tolist())):
                strings = again[counts == count]
                chosen = np.nonzero(watched[strings])[1].reshape(-1, count).tolist()
                together = max(_ROOM // (emissions.shape[1] << count) ** 2, 1)
                for first in range(0, len(strings), together):
                    tokens, edges = tokens_of(strings[first : first + together], offsets)
                    chains = [self._chain(tuple(fields)) for fields in chosen[first : first + together]]
                    labels[tokens] = self._decoded(chances[tokens], emissions[tokens], edges, chains)

    def _decoded(
        self, chances: Floats, emissions: Floats, edges: Ints, chains: Sequence[Chain]
    ) -> NDArray[np.intp]:
        """Give the labels of the best paths; each string has a chain of its own, all of one size."""
        kept = np.flatnonzero(chances.max(axis=0) > _UNLIKELY)
        copies = len(chains[0].start) // emissions.shape[1]
        states = (kept + np.arange(copies)[:, None] * emissions.shape[1]).ravel()
        steps = np.stack([chain.steps[np.ix_(states, states)] for chain in chains])
        ends = (np.stack([getattr(chain, name)[states] for chain in chains]) for name in ("start", "stop"))
        found = viterbi(np.tile(emissions[:, kept], copies), edges, Chain(steps, *ends))
        labels: NDArray[np.intp] = kept[found % len(kept)]
        return labels

    def _repeated(self, labels: NDArray[np.intp], offsets: Ints) -> NDArray[np.bool_]:
        """Tell (strings, fields) which field has several runs in which string."""
        own = self._field_of[labels]
        begins = own > 0
        begins[1:] &= own[1:] != own[:-1]
        begins[offsets[:-1]] = own[offsets[:-1]] > 0
        at = np.flatnonzero(begins)
        string = np.searchsorted(offsets, at, side="right") - 1
        size = len(self._fields)
        cells = string * size + own[at] - 1
        return np.bincount(cells, minlength=(len(offsets) - 1) * size).reshape(-1, size) > 1

    def _chain(self, chosen: tuple[int, ...]) -> Chain:
        known = self._chains.get(chosen)
        if known is None:
            size = len(self._chains[()].start)
            copies = np.arange(2 ** (len(chosen) - 1)) * size
            field = self._fields[chosen[-1]]
            known = _doubled(self._chain(chosen[:-1]), field.begin + copies, field.inside + copies)
            self._chains[chosen] = known
        return known


def _strict(chain: Chain, fields: Sequence[Field]) -> Chain:
    """Give the chain in which a field goes on only after it has begun."""
    steps, start = chain.steps.copy(), chain.start.copy()
    for begin, inside in fields:
        others = [n for n in range(len(start)) if n not in (begin, inside)]
        steps[others, inside] = start[inside] = _NEVER
    return Chain(steps, start, chain.stop)


def _doubled(chain: Chain, begins: NDArray[np.intp], insides: NDArray[np.intp]) -> Chain:
    """Give the chain over twice the states, a field not yet seen and seen; it begins from the first half only."""
    size = len(chain.start)
    own = np.concatenate((begins, insides))
    steps = np.full((2 * size, 2 * size), _NEVER)
    steps[:size, :size] = steps[size:, size:] = chain.steps
    steps[:, np.concatenate((own, own + size))] = _NEVER
    steps[:size, begins + size] = chain.steps[:, begins]
    steps[np.ix_(own + size, insides + size)] = chain.steps[np.ix_(own, insides)]
    start = np.append(chain.start, np.full(size, _NEVER))
    start[begins + size] = chain.start[begins]
    start[own] = _NEVER
    return Chain(steps, start, np.tile(chain.stop, 2))
