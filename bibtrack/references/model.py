"""The trained labeller: strings in, the labels of their tokens and how sure each is out.

`model.npz` holds the weights, `model.json` what goes with them: version, labels, lexicon,
calibration.  Both are made by `python -m bibtrack.references.train`.
"""

import json
from collections.abc import Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from threading import Lock
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bibtrack.references import chain, repeats
from bibtrack.references.choice import LEARN, Candidate, Choice, Paths
from bibtrack.references.identifiers import claim
from bibtrack.references.runs import NUMBER, Labelled, Scale
from bibtrack.references.scores import Scorer
from bibtrack.references.sight import Eyes, Sight
from bibtrack.references.tables import Named
from bibtrack.references.tokens import Claim
from bibtrack.references.usage import Usage
from bibtrack.references.views import View

FOLDER = Path(__file__).parent
OUTSIDE = "o"
_ROOM = 24 << 20
#: Fields of many words, whose beginning has a label of its own ("B-title", then "I-title").
LONG = frozenset(("author", "editor", "title", "container-title", "publisher", "location"))


class Labeller:
    """A loaded model; it keeps what it has seen of words, and threads take turns."""

    def __init__(self, arrays: Mapping[str, NDArray[Any]], facts: Mapping[str, Any]) -> None:
        _keep_memory()
        self.version: str = facts["version"]
        self._turn = Lock()
        self.scale = Scale(facts.get("calibration") or {})
        self._eyes = Eyes(lexicon_of(facts))
        self._scorer = Scorer(arrays)
        self._chain = chain.Chain(
            *(np.asarray(arrays[name], np.float32) for name in ("transitions", "start", "stop"))
        )
        self._once = _once(self._chain, facts["labels"])
        names = plain(facts["labels"])
        self.choice = _choice(arrays, self._once.chain, names)
        self._number = np.array([NUMBER[name] for name in names], np.int32)
        self._begins = np.array([label.startswith("B-") for label in facts["labels"]])

    def label(self, strings: Sequence[str], claims: Sequence[tuple[Claim, ...]]) -> Labelled:
        """Give the labels of a batch; `claims[s]` are those of string s.  Linear in the length."""
        with self._turn:
            if self._eyes.rest():
                self._scorer.forget()
            sight = self._eyes.see(strings, claims)
            labels, chances = self._decoded(sight, claims)
            self._eyes.words.settle()
        return Labelled(
            sight.offsets, sight.starts, sight.stops, sight.texts, self._number[labels], self._begins[labels], chances
        )  # fmt: skip

    def _decoded(
        self, sight: Sight, claims: Sequence[tuple[Claim, ...]]
    ) -> tuple[NDArray[np.intp], chain.Floats]:
        if not sight.texts:
            return np.zeros(0, np.intp), np.zeros(0, np.float32)
        paths = self._paths(sight)
        self.choice.settle(paths, sight, self._eyes, claims)
        return paths.labels, np.take_along_axis(paths.chances, paths.labels[:, None], axis=1)[:, 0]

    def _paths(self, sight: Sight) -> Paths:
        """Give the best paths in which no field repeats."""
        offsets = np.append(sight.offsets[:-1][np.diff(sight.offsets) > 0], sight.offsets[-1:])
        scores = self._scorer.scores(sight, self._eyes)
        chances = chain.marginals(scores, offsets, self._chain)
        labels = chain.best(chances, scores, offsets, self._chain)
        self._once.settle(labels, chances, scores, offsets)
        return Paths(labels, chances, scores)

    def doubtful(self, string: str) -> tuple[View, list[Candidate]] | None:
        """Give the labellings of a string to choose from, where the chain is in doubt (for training)."""
        with self._turn:
            if self._eyes.rest():
                self._scorer.forget()
            claims = claim(string)
            sight = self._eyes.see([string], [claims])
            if not sight.texts:
                return None
            paths = self._paths(sight)
            found = next(self.choice.doubtful(paths, sight, self._eyes, [claims], LEARN), None)
            return found and found[1:]


def _keep_memory() -> None:
    """Have the C library keep what batches of some megabytes give back, for the next one, where it would unmap it.

    glibc learns from the largest block that was freed (mallopt(3), M_MMAP_THRESHOLD); elsewhere this does nothing.
    """
    del_me = np.empty(_ROOM, np.uint8)
    del del_me


def _once(known: chain.Chain, labels: Sequence[str]) -> repeats.Once:
    """Give what keeps the fields of many words single; of a label that the model lacks there is nothing to keep."""
    both = [(f"B-{field}", f"I-{field}") for field in sorted(LONG)]
    fields = [repeats.Field(labels.index(b), labels.index(i)) for b, i in both if b in labels and i in labels]
    return repeats.Once(known, fields)


def _choice(arrays: Mapping[str, NDArray[Any]], known: chain.Chain, names: Sequence[str]) -> Choice:
    """Give the choice among rivals; without weights for it the chain's own is taken."""
    weights: dict[str, float] | Named = {}
    trust = 1.0
    if "outlines" in arrays:
        weights = Named(arrays["outlines"], arrays["outline_weights"])
        trust = float(arrays["outline_trust"])
    return Choice(weights, trust, known, names, Usage(arrays))


def plain(labels: Sequence[str]) -> list[str]:
    """Give the labels of the scheme: "title" for "B-title" and "I-title", "other" for outside."""
    return ["other" if label == OUTSIDE else label[2:] if label[1] == "-" else label for label in labels]


@lru_cache(maxsize=2)
def load(folder: Path = FOLDER) -> Labeller:
    """Load the model of a folder, once (about 50 ms)."""
    facts = json.loads((folder / "model.json").read_text(encoding="utf-8"))
    with np.load(folder / "model.npz") as arrays:
        return Labeller(dict(arrays), facts)


def lexicon_of(facts: Mapping[str, Any]) -> dict[str, str]:
    """Give the lexicon as word → classes, from class → words."""
    found: dict[str, str] = {}
    for kind, words in facts["lexicon"].items():
        own = dict.fromkeys(words.split(), kind)
        for word in own.keys() & found.keys():
            own[word] = found[word] + kind
        found |= own
    return found
