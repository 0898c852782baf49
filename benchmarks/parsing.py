"""Measure the reference parser: `python benchmarks/parsing.py [cross alone grobid jats own types calibration speed]`.

cross        exact spans on 5-fold cross-validated AnyStyle core + good (punctuation at edges off)
alone        the same, trained on AnyStyle core + good only
grobid, jats the corpus is held out as a whole (the shipped model never saw it), scored by letters and digits
own          the project's labelled grey literature and Chinese strings, with the shipped model
types        item types on the same
calibration  of fields with confidence 0.9 and above, the share right, on documents held out
speed        references a second of `bibtrack parse --json`, one process and two; memory; growth of time with length

Training takes minutes a fold.  BIBTRACK_SHARED says where the research data are.
"""

import gzip
import json
import os
import re
import subprocess
import sys
import time
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryDirectory

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "tests" / "references")]

import marked  # noqa: E402
import numpy as np  # noqa: E402

from bibtrack.references import model, train  # noqa: E402
from bibtrack.references.corpora import Labelled  # noqa: E402
from bibtrack.references.identifiers import claim  # noqa: E402
from bibtrack.references.parse import label_string, parse_citation  # noqa: E402
from bibtrack.references.runs import LABELS, Scale  # noqa: E402

DATA = Path(os.environ.get("BIBTRACK_SHARED", ROOT / ".." / "shared")).resolve() / "data"
CORE = ("author", "title", "container-title", "date", "volume", "pages", "publisher", "location", "editor")
NOT_NAMES = frozenset("and et al eds ed in und e y others hrsg hg editors editor a cura di by".split())


def words() -> dict[str, str]:
    """Give the shipped lexicon; it is counted from records, never from labelled strings."""
    found: dict[str, str] = json.loads((model.FOLDER / "model.json").read_text(encoding="utf-8"))["lexicon"]
    return found


def known() -> train.Known:
    """Give the shipped lexicon and usage of words; both are counted from records, never from labelled strings."""
    with np.load(model.FOLDER / "model.npz") as arrays:
        return train.Known(words(), {name: arrays[name] for name in arrays if name.startswith("usage")})


def labelled(labeller: model.Labeller, items: Sequence[Labelled]) -> list[list[str]]:
    """Give the labels of the tokens of each item, as the model says, before any proof."""
    strings = [item.string for item in items]
    found = labeller.label(strings, [claim(string) for string in strings])
    names = [LABELS[number] for number in found.labels]
    return [names[start:stop] for start, stop in pairwise(found.offsets.tolist())]


Spans = set[tuple[str, int, int]]


# -- exact spans -------------------------------------------------------------------------------


def spans(item: Labelled, labels: Sequence[str]) -> set[tuple[str, int, int]]:
    """Give the fields as (label, start, stop); AnyStyle has volume and issue in one field."""
    found: list[tuple[str, int, int]] = []
    before = ""
    for token, label in zip(item.tokens, labels, strict=True):
        label = "volume" if label == "issue" else label
        if label == before and label != "other":
            found[-1] = (label, found[-1][1], token.stop)
        elif label != "other":
            found.append((label, token.start, token.stop))
        before = label
    return set(found)


def exact(pairs: Sequence[tuple[Spans, Spans]]) -> str:
    """Give micro F1, the share of references wholly right and F1 by label."""
    right, wrong, missed = Counter[str](), Counter[str](), Counter[str]()
    whole = sum(gold == found for gold, found in pairs)
    for gold, found in pairs:
        right.update(label for label, _, _ in gold & found)
        wrong.update(label for label, _, _ in found - gold)
        missed.update(label for label, _, _ in gold - found)
    rows = " ".join(
        f"{label}={f1(right[label], wrong[label], missed[label]):.3f}({right[label] + missed[label]})"
        for label, _ in right.most_common()
    )
    micro = f1(sum(right.values()), sum(wrong.values()), sum(missed.values()))
    return f"n={len(pairs)} micro={micro:.4f} whole={whole / len(pairs):.4f} {rows}"


def f1(right: int, wrong: int, missed: int) -> float:
    """Give the F1 of counts."""
    return 2 * right / (2 * right + wrong + missed) if right + wrong + missed else 0.0


def alone() -> None:
    """Print exact-span figures of AnyStyle core + good; each fold is labelled by a model that never saw it.

    The chain of a fold is trained on the other folds only. How to choose among rivals is learned from the other
    folds, held out in their turn (the chains whose rivals they were had seen this fold).
    """
    folds = train.held_out(train.read_corpora(DATA) + train.made_strings(DATA), known())
    print("alone", exact(_judged(train.judged(folds, known()))), flush=True)


def cross() -> None:
    """Print the same for chains trained as the shipped one, on the other folds and on all other strings."""
    everything = train.read_corpora(DATA) + train.made_strings(DATA)
    home = [item for item in everything if item.id.startswith(train.HOME)]
    others = [item for item in everything if not item.id.startswith(train.HOME)]
    parts = train.folds(home, train.PARTS)
    learned = train.held_out(everything, known())
    judged = []
    for n, part in enumerate(parts):
        arrays, labels = train.train(
            [item for m, other in enumerate(parts) if m != n for item in other] + others, words()
        )
        choice = train.choice_of(learned, learned[n])
        judged.append((train.opened(arrays | choice, labels, known()), part))
    print("cross", exact(_judged(judged)), flush=True)


def _judged(judged: Iterable[tuple[model.Labeller, Sequence[Labelled]]]) -> list[tuple[Spans, Spans]]:
    """Give the printed and the found fields of all folds; print the figures of each."""
    pairs = []
    for n, (labeller, part) in enumerate(judged):
        found = [
            (spans(item, item.labels), spans(item, labels))
            for item, labels in zip(part, labelled(labeller, part), strict=True)
        ]
        pairs += found
        print(f"  fold {n + 1}: {exact(found)[:40]}", flush=True)
    return pairs


# -- letters and digits ------------------------------------------------------------------------


def fold(text: str) -> str:
    """Give letters and digits only, without case and accents."""
    return "".join(c for c in unicodedata.normalize("NFKD", text).lower() if c.isalnum())


def value(label: str, texts: Sequence[str]) -> object:
    """Give what is compared: name words in any order, the first year, the first number, else letters and digits."""
    text = " ; ".join(texts)
    if label in ("author", "editor"):
        found = re.findall(r"\w+", unicodedata.normalize("NFKD", text).lower().replace("\u0301", ""))
        return "".join(sorted("".join(fold(word) for word in found if fold(word) not in NOT_NAMES))) or None
    number = {"date": r"(?:1[4-9]|20)\d\d", "volume": r"\w*\d+", "pages": r"\w*\d+"}.get(label)
    match = re.search(number, text) if number else None
    if match:
        return match.group().lower().lstrip("p")
    return fold(re.sub(r"^\s*in\b[:\s]+", "", text, flags=re.I)) or None


def letters(pairs: list[tuple[dict[str, list[str]], dict[str, list[str]]]]) -> str:
    """Give micro F1, whole references and F1 by label over (printed fields, found fields)."""
    right, wrong, missed, whole = Counter[str](), Counter[str](), Counter[str](), 0
    scored = [label for label in CORE if sum(label in gold for gold, _ in pairs) >= 10]
    for gold, found in pairs:
        good = True
        for label in scored:
            want, got = value(label, gold.get(label, [])), value(label, found.get(label, []))
            right[label] += want is not None and want == got
            missed[label] += want is not None and want != got
            wrong[label] += got is not None and want != got
            good = good and want == got
        whole += good
    rows = " ".join(
        f"{label}={f1(right[label], wrong[label], missed[label]):.3f}({right[label] + missed[label]})"
        for label in scored
    )
    micro = f1(sum(right.values()), sum(wrong.values()), sum(missed.values()))
    return f"n={len(pairs)} micro={micro:.3f} whole={whole / len(pairs):.3f} {rows}"


def found_fields(string: str, labeller: model.Labeller) -> dict[str, list[str]]:
    """Give label → verbatim stretches, as `bibtrack parse --json` prints them."""
    fields: dict[str, list[str]] = {}
    for field in label_string(string, labeller)[0]:
        fields.setdefault(field.label, []).append(field.text)
    return fields


def held_out(name: str) -> None:
    """Print the figures of a corpus that the model never saw any string of."""
    labeller = model.load()
    with gzip.open(DATA / "parsing" / f"{name}.jsonl.gz", "rt", encoding="utf-8") as lines:
        records = [json.loads(line) for line in lines]
    pairs = [(record["fields"], found_fields(record["string"], labeller)) for record in records]
    print(name, letters(pairs), flush=True)


# -- our own sets ------------------------------------------------------------------------------


def gold_fields(item: Labelled) -> dict[str, list[str]]:
    """Give label → texts of a labelled string."""
    fields: dict[str, list[str]] = {}
    for label, first, last in train.printed_runs(item.labels):
        fields.setdefault(label, []).append(item.string[item.tokens[first].start : item.tokens[last].stop])
    return fields


def own() -> None:
    """Print the figures of the grey literature and the Chinese strings."""
    labeller = model.load()
    for name, items in (("grey", marked.grey()), ("chinese", marked.chinese())):
        for kind in ("", *sorted({item.type or "" for item in items})):
            chosen = [item for item in items if kind in ("", item.type)]
            pairs = [(gold_fields(item), found_fields(item.string, labeller)) for item in chosen]
            print(f"{name} {kind or 'all'}: {letters(pairs)}", flush=True)
        exactly = [
            (spans(item, item.labels), spans(item, labels))
            for item, labels in zip(items, labelled(labeller, items), strict=True)
        ]
        print(f"{name} exact: {exact(exactly)}")


def types() -> None:
    """Print the share of right item types, and what is taken for what."""
    for name, items in (("grey", marked.grey()), ("chinese", marked.chinese())):
        confused: Counter[str] = Counter()
        for item in items:
            got = parse_citation(item.string).reference.type.value
            confused["right" if got in marked.TYPES[item.type or ""] else f"{item.type}→{got}"] += 1
        print(f"types {name}: {confused['right'] / len(items):.3f} of {len(items)}", confused.most_common(12))


def calibration() -> None:
    """Print how many fields with high confidence are right, on documents held out of both steps.

    One part in five is held out; the calibration is made on one half of it, measured on the other.  The choice among
    rivals is the shipped one.
    """
    items = train.read_corpora(DATA) + train.made_strings(DATA)
    with np.load(model.FOLDER / "model.npz") as arrays:
        choice = {name: arrays[name] for name in arrays if name.startswith("outline")}
    outcomes = train.sure(items, known(), choice)
    half = len(outcomes) // 2
    steps, rest = train.calibrate(outcomes[:half]), outcomes[half:]
    scale = Scale(steps)
    labels = np.array([LABELS.index(outcome.label) for outcome in rest])
    sure = scale.confidence(labels, np.array([outcome.raw for outcome in rest], np.float32))
    bins: Counter[int] = Counter()
    right: Counter[int] = Counter()
    for outcome, chance in zip(rest, sure.tolist(), strict=True):
        place = int(min(chance, 0.999) * 10)
        bins[place] += 1
        right[place] += outcome.right
    print(
        "calibration",
        {f"{place / 10:.1f}": f"{right[place] / bins[place]:.3f} of {bins[place]}" for place in sorted(bins)},
    )


def speed(lines: int = 30_000) -> None:
    """Print references a second of `bibtrack parse --json`, all of the process counted, one process and two.

    AnyStyle core + good first, once and over and over to 10,000 lines (AnyStyle's own figures were measured on its
    sets, at 1,000 and at 10,000 lines), then different real strings; then 100,000 lines for memory, and seconds for
    strings of growing length.
    """
    items = train.read_corpora(DATA, ("anystyle-core", "anystyle-good"))
    anystyle = [" ".join(item.string.split()) for item in items]
    others = list(dict.fromkeys(anystyle + _strings()))
    with TemporaryDirectory() as folder:
        path = Path(folder) / "references.txt"
        empty = _run(path, anystyle[:1])[0]
        print(f"  start (one reference): {empty:.2f} s of processor time")
        again = (anystyle * (10_000 // len(anystyle) + 1))[:10_000]
        for name, chosen in (
            ("anystyle", anystyle),
            ("anystyle again", again),
            ("different", others[:lines]),
        ):
            for jobs in (1, 2):
                took, wall, peak = _run(path, chosen, "--jobs", str(jobs))
                print(
                    f"speed {name}: {len(chosen)} lines, {jobs} jobs: {len(chosen) / took:.0f} a second of processor time"
                    f" ({len(chosen) / (took - empty):.0f} without the start), {len(chosen) / wall:.0f} by the clock, {peak:.0f} MB",
                    flush=True,
                )
        took, wall, peak = _run(path, (others * (100_000 // len(others) + 1))[:100_000])
        print(
            f"memory: 100,000 lines, {peak:.0f} MB, {100_000 / took:.0f} a second of processor time",
            flush=True,
        )
    growth()


def _strings() -> list[str]:
    """Give the strings of the matching sets, one line each."""
    found = []
    for path in sorted((DATA / "matching").glob("*.jsonl")):
        for line in path.read_text(encoding="utf-8").splitlines():
            found.append(" ".join((json.loads(line).get("string") or "").split()))
    return [string for string in found if string]


def _run(path: Path, lines: Sequence[str], *options: str) -> tuple[float, float, float]:
    """Run `bibtrack parse --json` on the lines; give processor seconds, clock seconds and peak MB."""
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    code = (
        "import resource, sys; from bibtrack.cli.main import main\n"
        "try: main()\n"
        "except SystemExit: pass\n"
        "use = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]\n"
        "print(sum(u.ru_utime + u.ru_stime for u in use), max(u.ru_maxrss for u in use) / 1024, file=sys.stderr)"
    )
    start = time.perf_counter()
    done = subprocess.run(
        [sys.executable, "-c", code, "parse", "--json", str(path), *options],
        env=os.environ | {"PYTHONPATH": str(ROOT)}, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, check=True,
    )  # fmt: skip
    wall = time.perf_counter() - start
    took, peak = (float(number) for number in done.stderr.split()[-2:])
    return took, wall, peak


def growth() -> None:
    """Print seconds for strings of growing length."""
    for size in (1_000, 10_000, 100_000, 1_000_000):
        for name, unit in (
            ("words", "Smith, J. (1999). "),
            ("brackets", ")("),
            ("dots", "a."),
            ("slashes", "10.1000/a)"),
            ("han", "张，"),
        ):
            text = (unit * size)[:size]
            start = time.process_time()
            parse_citation(text)
            print(f"  {name} {size:>9,}: {time.process_time() - start:.4f} s")


PARTS = {
    "cross": cross, "alone": alone, "grobid": lambda: held_out("grobid-citation"), "jats": lambda: held_out("jats-pmc"), "own": own,
    "types": types, "calibration": calibration, "speed": speed,
}  # fmt: skip

if __name__ == "__main__":
    for part in sys.argv[1:] or PARTS:
        PARTS[part]()
