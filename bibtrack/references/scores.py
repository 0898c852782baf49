"""The scores of the labels of each token: a linear model over what is seen of it, for a whole batch at once.

The weights of a word's facts are summed once for each distinct word, those of gaps and places
likewise; only the conjunctions are looked up for each token.
"""

from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bibtrack.references.chain import Floats
from bibtrack.references.pairs import gap_codes, pairs
from bibtrack.references.sight import Eyes, Sight
from bibtrack.references.tables import Columns, Keyed, Sums, add, names_of
from bibtrack.references.vocabulary import Vocabulary


class Scorer:
    """The weights, and the sums of those of the words and gaps met so far; not for two threads at once."""

    def __init__(self, arrays: Mapping[str, NDArray[Any]]) -> None:
        floats = {
            name: np.asarray(array, np.float32) for name, array in arrays.items() if array.dtype.kind == "f"
        }
        self._columns = Columns(floats)
        self._vocabulary = Vocabulary(names_of(arrays["word_facts"]))
        self._of_word = Sums((floats["word"],))
        self._gap_facts = {name: number for number, name in enumerate(names_of(arrays["gap_facts"]))}
        self._of_gap = Sums((floats["gap_before"], floats["gap_after"]))
        self._word_codes = np.zeros((3, 0), np.uint32)
        self._gap_codes = np.zeros(0, np.uint32)
        self._pairs = Keyed(arrays["pair_keys"], floats["pairs"])

    def scores(self, sight: Sight, eyes: Eyes) -> Floats:
        """Give (tokens, labels), logarithms without a common zero."""
        self._meet(eyes)
        (words,), (before, after) = self._of_word.tables, self._of_gap.tables
        found: Floats = words.take(sight.words, axis=0, mode="clip")
        add(found, before, sight.before)
        add(found, after, sight.after)
        self._columns.add_to(found, sight.places.columns)
        for keys in pairs(sight, (self._word_codes, self._gap_codes)):
            add(found, self._pairs.weights, self._pairs.rows(keys))
        return found

    def _meet(self, eyes: Eyes) -> None:
        """Take in the words and gaps that have come since."""
        known = self._of_word.filled
        if len(eyes.words.texts) > known:
            numbers, counts, codes = self._vocabulary.look_up(eyes.words, known)
            self._of_word.add(numbers, counts)
            if self._word_codes.shape[1] < self._of_word.filled:
                grown = np.zeros((3, 2 * self._of_word.filled + 1000), np.uint32)
                grown[:, :known] = self._word_codes[:, :known]
                self._word_codes = grown
            self._word_codes[:, known : self._of_word.filled] = np.array(codes, np.uint32).reshape(-1, 3).T
        gaps = eyes.gaps.facts[self._of_gap.filled :]
        if gaps:
            numbers = [self._gap_facts.get(fact, -1) for row in gaps for fact in row]
            self._of_gap.add(numbers, [len(row) for row in gaps])
            self._gap_codes = gap_codes(eyes.gaps.facts)

    def forget(self) -> None:
        """Forget the sums of words and gaps, with the tables of them."""
        self._of_word.forget()
        self._of_gap.forget()
