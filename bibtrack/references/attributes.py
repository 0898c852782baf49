"""What the trainer sees, and back: the facts of each token as named attributes, weights as the runtime's arrays.

CRFsuite learns a weight for each attribute and label.  The runtime (`scores`) adds up the same
weights from tables: of words, of the gaps before and after, of places, and of conjunctions by key.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bibtrack.references.identifiers import claim
from bibtrack.references.pairs import Codes, pairs
from bibtrack.references.places import COLUMNS
from bibtrack.references.sight import Eyes

#: Prefixes: fact of a word, of the gap before, of the gap after, place, conjunction.
WORD, BEFORE, AFTER, PLACE, PAIR = "w:", "b:", "a:", "@", "&"
_BATCH = 200
Rows = list[list[str]]


def attributes(strings: Sequence[str], lexicon: Mapping[str, str]) -> Iterator[Rows]:
    """Give for each string the attributes of each of its tokens."""
    eyes, codes = Eyes(lexicon), Codes()
    for start in range(0, len(strings), _BATCH):
        if eyes.rest():
            codes.forget()
        yield from _of_batch(strings[start : start + _BATCH], eyes, codes)


def _of_batch(strings: Sequence[str], eyes: Eyes, codes: Codes) -> Iterator[Rows]:
    sight = eyes.see(strings, [claim(string) for string in strings])
    if not sight.texts:
        yield from ([] for _ in strings)
        return
    words = [[WORD + fact for fact in eyes.words.facts[row]] for row in sight.words.tolist()]
    before = [[BEFORE + fact for fact in eyes.gaps.facts[row]] for row in sight.before.tolist()]
    after = [[AFTER + fact for fact in eyes.gaps.facts[row]] for row in sight.after.tolist()]
    places = [
        [f"{PLACE}{name}={value}" for name, value in zip(COLUMNS, values, strict=True)]
        for values in sight.places.columns.tolist()
    ]
    keys = np.stack(pairs(sight, codes.known(eyes)), 1).tolist()
    joined = [[f"{PAIR}{key}" for key in row if key] for row in keys]
    rows = [a + b + c + d + e for a, b, c, d, e in zip(words, before, after, places, joined, strict=True)]
    for first, stop in zip(sight.offsets[:-1].tolist(), sight.offsets[1:].tolist(), strict=True):
        yield rows[first:stop]


def arrays(tagger: Any) -> tuple[dict[str, NDArray[Any]], list[str]]:
    """Give the weights of an opened `pycrfsuite.Tagger` as the runtime's arrays, and the labels in their order."""
    labels = sorted(tagger.labels())
    number = {label: n for n, label in enumerate(labels)}
    info = tagger.info()
    weights: dict[str, NDArray[np.float32]] = {}
    for (attribute, label), weight in info.state_features.items():
        row = weights.get(attribute)
        if row is None:
            row = weights[attribute] = np.zeros(len(labels), np.float32)
        row[number[label]] = weight
    transitions = np.zeros((len(labels), len(labels)), np.float32)
    for (before, after), weight in info.transitions.items():
        transitions[number[before], number[after]] = weight
    found = _tables(weights, len(labels)) | {
        "transitions": transitions.astype(np.float16),
        "start": np.zeros(len(labels), np.float16),
        "stop": np.zeros(len(labels), np.float16),
    }
    return found, labels


def _tables(weights: Mapping[str, NDArray[np.float32]], size: int) -> dict[str, NDArray[Any]]:
    found: dict[str, NDArray[Any]] = {}
    facts = sorted(name[2:] for name in weights if name.startswith(WORD))
    gaps = sorted({name[2:] for name in weights if name[:2] in (BEFORE, AFTER)})
    zero = np.zeros(size, np.float32)
    found["word_facts"], found["gap_facts"] = _packed(facts), _packed(gaps)
    found["word"] = np.array([weights[WORD + fact] for fact in facts], np.float16)
    found["gap_before"] = np.array([weights.get(BEFORE + fact, zero) for fact in gaps], np.float16)
    found["gap_after"] = np.array([weights.get(AFTER + fact, zero) for fact in gaps], np.float16)
    for name, count in COLUMNS.items():
        rows = [weights.get(f"{PLACE}{name}={value}", zero) for value in range(count)]
        found[f"place_{name}"] = np.array(rows, np.float16)
    keys = sorted(int(name[1:]) for name in weights if name.startswith(PAIR))
    found["pair_keys"] = np.array(keys, np.uint32)
    found["pairs"] = np.array([weights[f"{PAIR}{key}"] for key in keys], np.float16)
    return found


def _packed(names: Sequence[str]) -> NDArray[np.uint8]:
    return np.frombuffer("\n".join(names).encode(), np.uint8)
