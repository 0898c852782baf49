"""The trained labeller: tokens in, labels and their probabilities out.

`model.crfsuite` holds the weights, `model.json` what goes with them: version, lexicon, calibration.
Both are made by `python -m bibtrack.references.train`.
"""

import bisect
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import pycrfsuite

from bibtrack.references.features import features
from bibtrack.references.proofs import correct
from bibtrack.references.tokens import Token

FOLDER = Path(__file__).parent
OUTSIDE = "o"
#: Fields of many words, whose beginning has a label of its own ("B-title", then "I-title").
LONG = frozenset(("author", "editor", "title", "container-title", "publisher", "location"))


@dataclass(frozen=True, slots=True)
class Run:
    """Tokens `first` to `last`, both counted, with one label; `raw` is the labeller's own probability, 0 to 1."""

    label: str
    first: int
    last: int
    raw: float


@dataclass(frozen=True, slots=True)
class Labeller:
    """A loaded model; `calibration` maps a label to steps (raw probability, share right)."""

    tagger: Any
    version: str
    lexicon: Mapping[str, str]
    calibration: Mapping[str, tuple[tuple[float, ...], tuple[float, ...]]]

    def labels(self, string: str, tokens: Sequence[Token]) -> list[str]:
        """Give the model's label of each token."""
        found: list[str] = self.tagger.tag(features(string, tokens, self.lexicon)) if tokens else []
        return found

    def runs(self, string: str, tokens: Sequence[Token]) -> list[Run]:
        """Give the labelled runs of tokens in order; tokens outside any field are in none."""
        if not tokens:
            return []
        self.tagger.set(features(string, tokens, self.lexicon))
        labels = self.tagger.tag()
        chances = [self.tagger.marginal(label, i) for i, label in enumerate(labels)]
        fixed = plain(labels)
        correct(string, tokens, fixed)
        return _runs(labels, fixed, chances)

    def confidence(self, run: Run) -> float:
        """Give the chance that a run is a field as printed, calibrated on strings held out of training."""
        steps = self.calibration.get(run.label) or self.calibration.get("*")
        if not steps:
            return run.raw
        raws, shares = steps
        place = bisect.bisect_right(raws, run.raw) - 1
        return shares[max(place, 0)]


def plain(labels: Sequence[str]) -> list[str]:
    """Give the labels of the scheme: "title" for "B-title" and "I-title", "other" for outside."""
    return ["other" if label == OUTSIDE else label[2:] if label[1] == "-" else label for label in labels]


def _runs(labels: Sequence[str], fixed: Sequence[str], chances: Sequence[float]) -> list[Run]:
    """Give the runs of equal `fixed` labels; a "B-" of the model's own begins another run."""
    runs = []
    i, size = 0, len(fixed)
    while i < size:
        name = fixed[i]
        if name == "other":
            i += 1
            continue
        first, raw = i, chances[i]
        i += 1
        while i < size and fixed[i] == name and labels[i] != f"B-{name}":
            raw = min(raw, chances[i])
            i += 1
        if i < size:
            # What follows ends the run: its own chance is the chance of that edge.
            raw = min(raw, chances[i])
        runs.append(Run(name, first, i - 1, raw))
    return runs


@lru_cache(maxsize=2)
def load(folder: Path = FOLDER) -> Labeller:
    """Load the model of a folder, once (about 30 ms)."""
    facts = json.loads((folder / "model.json").read_text(encoding="utf-8"))
    tagger = pycrfsuite.Tagger()
    tagger.open(str(folder / "model.crfsuite"))
    calibration = {
        label: (tuple(raws), tuple(shares)) for label, (raws, shares) in facts["calibration"].items()
    }
    return Labeller(tagger, facts["version"], lexicon_of(facts), calibration)


def lexicon_of(facts: Mapping[str, Any]) -> dict[str, str]:
    """Give the lexicon as word → classes, from class → words."""
    found: dict[str, str] = {}
    for kind, words in facts["lexicon"].items():
        for word in words.split():
            found[word] = found.get(word, "") + kind
    return found
