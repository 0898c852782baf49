"""The scores of the labels of each token: a linear model over what is seen of it, for a whole batch at once.

The weights of a word's facts are summed once for each distinct word, those of gaps and places
likewise; only the conjunctions are looked up for each token.
"""

from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bibtrack.references.chain import Floats
from bibtrack.references.pairs import Codes, pairs
from bibtrack.references.sight import Eyes, Sight
from bibtrack.references.tables import Columns, Keyed, Sums, add, names_of


class Scorer:
    """The weights, and the sums of those of the words and gaps met so far; not for two threads at once."""

    def __init__(self, arrays: Mapping[str, NDArray[Any]]) -> None:
        floats = {
            name: np.asarray(array, np.float32) for name, array in arrays.items() if array.dtype.kind == "f"
        }
        self._columns = Columns(floats)
        self._of_word = Sums(names_of(arrays["word_facts"]), (floats["word"],))
        self._of_gap = Sums(names_of(arrays["gap_facts"]), (floats["gap_before"], floats["gap_after"]))
        self._codes = Codes()
        self._pairs = Keyed(arrays["pair_keys"], floats["pairs"])

    def scores(self, sight: Sight, eyes: Eyes) -> Floats:
        """Give (tokens, labels), logarithms without a common zero."""
        (words,) = self._of_word.known(eyes.words.facts)
        before, after = self._of_gap.known(eyes.gaps.facts)
        found: Floats = words.take(sight.words, axis=0, mode="clip")
        add(found, before, sight.before)
        add(found, after, sight.after)
        self._columns.add_to(found, sight.places.columns)
        for keys in pairs(sight, self._codes.known(eyes)):
            add(found, self._pairs.weights, self._pairs.rows(keys))
        return found

    def forget(self) -> None:
        """Forget the sums of words and gaps, with the tables of them."""
        self._of_word.forget()
        self._of_gap.forget()
        self._codes.forget()
