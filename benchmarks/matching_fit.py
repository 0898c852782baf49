"""Fit the matcher's weights on the `fit` halves of the labelled sets and write weights.toml.

    python -m benchmarks.matching_fit [--per-set 700] [--write]

Logistic regression by gradient descent, in plain Python.  Each question is asked twice: as it
is, and with its right record taken away, so that the work that is left must be refused.
Features that speak for a match may only gain weight, those that speak against only lose it:
a fit to these sets then cannot turn a reason around.
"""

import argparse
import json
import random
from math import exp
from pathlib import Path

from benchmarks.matching import ABSENT, PRESENT, SHARED, cases, open_shared
from bibtrack.matching.evidence import signals
from bibtrack.matching.question import question
from bibtrack.matching.score import DEFAULT

TARGET = Path(__file__).resolve().parents[1] / "bibtrack" / "matching" / "weights.toml"
AGAINST = frozenset(
    "doi.other title.piece title.swapped title.other names.first_absent names.all_absent names.other_initial names.veto year.other"
    " container.other volume.other page.other place.other both.other kind.other rest.words rest.numbers".split()
)
FREE = frozenset({"names.none"})
#: Rare in these sets and strong in life: kept as set by hand.
FIXED = {
    "doi.alone": 8.0,
    "doi.same": 5.0,
    "doi.other": -2.0,
    "kind.other": -1.5,
    "both.other": -2.0,
    "names.veto": -1.0,
    "title.swapped": -1.0,
}

Row = tuple[dict[str, float], int, float]


def rows(shared: Path, per_set: int) -> list[Row]:
    """Give (features, is it the work, importance) for every candidate of the fit halves."""
    index = open_shared(shared)
    found: list[Row] = []
    for name in (*PRESENT, *ABSENT):
        for case in cases(shared, name, "fit", per_set):
            asked = question(case.reference, case.text)
            for candidate in index.lookup(case.reference, case.text).candidates:
                features = {
                    key: value
                    for signal in signals(asked, candidate)
                    for key, value in signal.features
                    if value
                }
                right = candidate.doi == case.doi
                found.append((features, int(right), 1.0 if right else 2.0))
    return found


def fit(found: list[Row], rounds: int, seed: int = 5) -> tuple[dict[str, float], float]:
    """Give weights and bias: Adagrad on the logistic loss, projected on the allowed signs."""
    names = sorted({name for features, _, _ in found for name in features} | set(DEFAULT.features))
    weights = {name: FIXED.get(name, DEFAULT.features.get(name, 0.0)) for name in names}
    squares = dict.fromkeys([*names, "bias"], 1.0)
    bias, order = DEFAULT.bias, random.Random(seed)
    for _ in range(rounds):
        order.shuffle(found)
        for features, right, importance in found:
            odds = bias + sum(weights[name] * value for name, value in features.items())
            error = importance * (1 / (1 + exp(-max(-30, min(30, odds)))) - right)
            if abs(error) < 1e-4:
                continue
            squares["bias"] += error * error
            bias -= 0.3 * error / squares["bias"] ** 0.5
            for name, value in features.items():
                if name in FIXED:
                    continue
                slope = error * value + 2e-5 * weights[name]
                squares[name] += slope * slope
                weights[name] -= 0.3 * slope / squares[name] ** 0.5
                if name not in FREE:
                    weights[name] = min(0.0, weights[name]) if name in AGAINST else max(0.0, weights[name])
    return weights, bias


def written(weights: dict[str, float], bias: float, label: str) -> str:
    lines = [
        "# Log-odds per feature; written by `python -m benchmarks.matching_fit --write`.",
        f'fitted = "{label}"', f"bias = {bias:.3f}", f"accept = {DEFAULT.accept}", f"review = {DEFAULT.review}",
        f"margin = {DEFAULT.margin}", f"support = {DEFAULT.support}", "", "[features]",
    ]  # fmt: skip
    lines += [f'"{name}" = {value:.3f}' for name, value in sorted(weights.items())]
    return "\n".join(lines) + "\n"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", type=Path, default=SHARED)
    parser.add_argument("--per-set", type=int, default=700)
    parser.add_argument("--rounds", type=int, default=12)
    parser.add_argument("--label", default="2026-11")
    parser.add_argument("--rows", type=Path, help="keep the features here, and take them from here next time")
    parser.add_argument("--write", action="store_true", help="write weights.toml")
    options = parser.parse_args()
    if options.rows and options.rows.exists():
        found = [tuple(json.loads(line)) for line in options.rows.open()]
    else:
        found = rows(options.shared, options.per_set)
        if options.rows:
            options.rows.write_text("".join(json.dumps(row) + "\n" for row in found))
    weights, bias = fit(found, options.rounds)
    text = written(weights, bias, options.label)
    print(text, f"# {len(found)} candidates, {sum(right for _, right, _ in found)} right")
    if options.write:
        TARGET.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
