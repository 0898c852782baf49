"""Texts that mean alike: the likeness of vectors that an embedding model gives.

The mean of all texts is taken from each vector first, as static vectors all share a large part that says
nothing (J. Mu and P. Viswanath, "All-but-the-Top: Simple and Effective Postprocessing for Word
Representations", ICLR 2018).
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Matrix = NDArray[np.float32]
#: A model: texts in, one row of numbers for each out, all zero for a text that it cannot read.
Vectors = Callable[[Sequence[str]], Matrix]


@dataclass(frozen=True, slots=True)
class Meanings:
    """Texts as rows of length 1 (or all zero) around their common mean, and the row of each key."""

    rows: Matrix
    place: Mapping[int, int]


def meanings(texts: Mapping[int, str], vectors: Vectors) -> Meanings:
    """Give what texts mean, by the key of their text."""
    rows = _unit(vectors(list(texts.values()))) if texts else np.zeros((0, 1), dtype=np.float32)
    read = rows.any(axis=1)
    if read.any():
        rows[read] -= rows[read].mean(axis=0)
    return Meanings(_unit(rows), {key: at for at, key in enumerate(texts)})


def _unit(rows: Matrix) -> Matrix:
    lengths = np.linalg.norm(rows, axis=1, keepdims=True)
    # Shorter ones are rounding: a text that is the mean itself means nothing.
    found: Matrix = np.divide(rows, lengths, out=np.zeros_like(rows), where=lengths > 1e-4)
    return found


def likeness(known: Meanings, members: Iterable[int]) -> dict[int, float]:
    """Give, of every text, its cosine with the middle of the members, −1 to 1; of a member, with that of the others."""
    own = [known.place[key] for key in members if key in known.place]
    total = known.rows[own].sum(axis=0)
    scores = known.rows @ _unit(total[None])[0]
    rest = _unit(total - known.rows[own])
    scores[own] = np.einsum("ij,ij->i", known.rows[own], rest)
    return {key: float(scores[at]) for key, at in known.place.items()}


def nearest(known: Meanings, key: int, members: Iterable[int], most: int = 3) -> list[tuple[int, float]]:
    """Give the members whose texts are most like that of `key`: (member, cosine), best first."""
    row = known.rows[known.place[key]]
    own = [(member, known.rows[known.place[member]]) for member in members if member in known.place]
    found = [(member, float(row @ other)) for member, other in own]
    return sorted(found, key=lambda entry: (-entry[1], entry[0]))[:most]
