"""How long tagging, coverage and the report page take on a large made library.

    python benchmarks/themes.py [SOURCES] [THEMES] [FOLDER]
    python benchmarks/themes.py suggestions

Three in a hundred titles are real ones of the label set; the others, and an abstract for every
fourth source, are words of a made language with one word in eight from those titles, so that rules
are woken often and match seldom, as in life.  Prints seconds; nothing is kept unless FOLDER is given.

`suggestions` tells how many works of the label set come back among the first suggestions for a theme, by words,
by the embedding model where the extra is installed, and by both: from titles alone, and from titles and abstracts
of works that others screened for a review (a theme "included"), where the shared data is there.  Asked in two
ways: each work of a theme is taken out of it once, the other works of the theme are its sources (left out); and a
theme's sources are what the rules tag, the works to be found those that a person gave the theme and the rules did
not (missed).
"""

import json
import os
import random
import re
import sys
import tempfile
import time
import tomllib
from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any
from zlib import crc32

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from bibtrack import tag  # noqa: E402
from bibtrack.errors import InputError  # noqa: E402
from bibtrack.store.engine import Library, Run, change, open_library  # noqa: E402
from bibtrack.store.migrate import ensure  # noqa: E402
from bibtrack.store.rows import raw  # noqa: E402
from bibtrack.themes import embedding, similar, tokenvectors  # noqa: E402
from bibtrack.themes.matcher import Matcher  # noqa: E402
from bibtrack.themes.rules import load  # noqa: E402
from bibtrack.themes.tag import tag as tag_text  # noqa: E402
from bibtrack.values.theme import FieldText, Theme  # noqa: E402

STAMP = "2026-01-01T00:00:00Z"
TYPES = ("article-journal", "book", "chapter", "report", "webpage", "thesis")


def coined(number: int = 20_000) -> list[str]:
    """Give the words of the made language."""
    chance = random.Random(3)
    return ["".join(chance.choices("aeioulmnrst", k=chance.randrange(3, 10))) for _ in range(number)]


def themes(number: int) -> tuple[Theme, ...]:
    """Give the project's themes, then as many more with rules of the same shape in coined words."""
    seed, words = load(ROOT / "db" / "themes.toml"), coined()
    made = list(seed)

    def translated(term: str) -> str:
        return re.sub(
            r"[^\W\d_]+", lambda word: words[crc32(f"{len(made)}{word.group()}".encode()) % len(words)], term
        )

    while len(made) < number:
        model = seed[len(made) % len(seed)]
        rules = tuple(
            replace(rule, terms=tuple(map(translated, rule.terms)), excluding=(), unless=())
            for rule in model.rules
        )
        made.append(
            replace(model, slug=f"theme-{len(made)}", label=f"Theme {len(made)}", rules=rules, parents=())
        )
    return tuple(made)


def fill(library: Library, number: int) -> None:
    """Add a report of 400 notes and `number` sources, three in a hundred with one of the label set's titles."""
    chance = random.Random(7)
    works = tomllib.loads((ROOT / "tests/data/themes_labels.toml").read_text(encoding="utf-8"))["work"]
    titles = [work["title"] for work in works]
    real = [word for title in titles for word in title.split()]
    made = coined()

    def text(length: int) -> str:
        return " ".join(chance.choice(real if chance.random() < 0.125 else made) for _ in range(length))

    def row(at: int) -> tuple[object, ...]:
        own = chance.random() < 0.03
        title = chance.choice(titles) if own else text(11)
        abstract = text(150) if at % 4 == 0 else None
        return (f"work{at}", chance.choice(TYPES), title, abstract, f"Journal {chance.randrange(300)}",
                1960 + int(64 * chance.random() ** 0.4), chance.choice(("en", "zh", None)),
                chance.choice(("resolved", "resolved", "unmatched", "exempt", "unresolved")), STAMP, STAMP)  # fmt: skip

    with change(library, Run("benchmark")) as session:
        connection = raw(session)
        connection.executemany(
            "INSERT INTO source (citekey, type, title, abstract, container_title, issued_year, language, status,"
            " created_at, updated_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            [row(at) for at in range(number)],
        )
        connection.executemany(
            "INSERT INTO creator (source_id, role, ordinal, family, folded) VALUES (?, 'author', 1, ?, ?)",
            [(at + 1, f"Name{at % 4001}", f"name{at % 4001}") for at in range(number)],
        )
        connection.execute(
            "INSERT INTO report (slug, title, apparatus) VALUES ('made', 'A made report', 'printed')"
        )
        for note in range(400):
            connection.execute(
                "INSERT INTO note (report_id, kind, ordinal, label, section, text, grade)"
                " VALUES (1, 'endnote', ?, ?, ?, '', 'verified-endnote')",
                (note + 1, str(note + 1), f"Section {note // 50 + 1}"),
            )
            connection.execute(
                "INSERT INTO callout (note_id, ordinal, label, section, paragraph, context, callout_offset)"
                " VALUES (?, 1, ?, ?, ?, ?, 0)",
                (
                    note + 1,
                    str(note + 1),
                    f"Section {note // 50 + 1}",
                    note,
                    text(30),
                ),
            )
        connection.executemany(
            "INSERT INTO citation (note_id, ordinal, text, form, confidence, grade, linked_by, source_id)"
            " VALUES (?, ?, '', 'full', 1.0, 'verified-endnote', 'rule', ?)",
            [
                (note + 1, place + 1, chance.randrange(min(number, 2_000)) + 1)
                for note in range(400)
                for place in range(3)
            ],
        )


def timed(name: str, work: object) -> object:
    """Run and print the seconds."""
    start = time.perf_counter()
    result = work()  # type: ignore[operator]
    print(f"{name:44} {time.perf_counter() - start:7.2f} s")
    return result


def main(number: int, count: int, folder: Path) -> None:
    """Build, tag, tag again, cover, report."""
    import sqlite3
    import subprocess

    path = folder / "library.sqlite3"
    ensure(path)
    library = open_library(path)
    timed(f"fill with {number} sources", lambda: fill(library, number))
    tag.load_vocabulary(library, Run("benchmark"), themes(count))
    summary = timed(f"tag with {count} themes", lambda: tag.apply(library, Run("benchmark")))
    print("   assignments:", sum(summary.by_theme.values()), "without:", summary.without)  # type: ignore[attr-defined]
    again = timed("tag again", lambda: tag.apply(library, Run("benchmark")))
    print("   nothing changed:", not again.news)  # type: ignore[attr-defined]
    library.close()
    sqlite3.connect(path).execute("PRAGMA optimize")
    command = [sys.executable, "-m", "bibtrack", "--db", str(path)]
    for words in (["coverage"], ["coverage", "--by", "year"], ["report", "-o", str(folder / "page.html")]):
        out = timed("bibtrack " + " ".join(words[:3]), lambda words=words: subprocess.run(
            [*command, *words], check=False, capture_output=True, text=True, cwd=ROOT))  # fmt: skip
        if out.returncode:  # type: ignore[attr-defined]
            print("   ", out.stderr.strip()[:200])  # type: ignore[attr-defined]


def measures(texts: dict[int, str]) -> dict[str, Callable[[Iterable[int]], dict[int, float]]]:
    """Give the ways to compare texts that are installed, by name."""
    known = similar.space(texts)

    def words(members: Iterable[int]) -> dict[int, float]:
        return similar.likeness(known, members)

    try:
        told = embedding.meanings(texts, tokenvectors.load())
    except InputError as error:
        print(error, file=sys.stderr)
        return {"words": words}

    def meaning(members: Iterable[int]) -> dict[int, float]:
        return embedding.likeness(told, members)

    return {
        "words": words,
        "embedding": meaning,
        "both": lambda members: similar.averaged(words(members), meaning(members)),
    }


def places(works: list[dict[str, Any]]) -> dict[str, dict[str, list[int | None]]]:
    """Give, by question and measure, the place of each wanted work among the suggestions, None if it is not there."""
    matcher = Matcher(load(ROOT / "db" / "themes.toml"))
    tagged = [
        {found.theme for found in tag_text([FieldText("title", work["title"])], matcher)} for work in works
    ]
    asked: dict[str, dict[str, list[int | None]]] = {"left out": {}, "missed": {}}
    texts = {
        at: " . ".join(filter(None, (work["title"], work.get("abstract")))) for at, work in enumerate(works)
    }
    for name, measure in measures(texts).items():
        found = {question: answers.setdefault(name, []) for question, answers in asked.items()}
        for theme in sorted({theme for work in works for theme in work["themes"]}):
            own = {at for at, work in enumerate(works) if theme in work["themes"]}
            for at in sorted(own):
                found["left out"].append(place(measure, own - {at}, at))
            ruled = {at for at, themes in enumerate(tagged) if theme in themes}
            if ruled:
                found["missed"] += [place(measure, ruled, at) for at in sorted(own - ruled)]
    return asked


def place(measure: Callable[[Iterable[int]], dict[int, float]], members: set[int], wanted: int) -> int | None:
    """Give the place of a work among the suggestions for these members, from 1."""
    order = [key for _, key in similar.lookalikes(measure(members), members)]
    return order.index(wanted) + 1 if wanted in order else None


def screened() -> list[dict[str, Any]]:
    """Give the works that others screened for a review of theirs, with abstracts; none without the shared data."""
    shared = Path(os.environ.get("BIBTRACK_SHARED", str(ROOT / ".." / "shared")))
    path = shared / "data" / "themes" / "screening-nagtegaal-2019.jsonl"
    if not path.exists():
        print(f"no {path}; set BIBTRACK_SHARED", file=sys.stderr)
        return []
    lines = map(json.loads, path.read_text(encoding="utf-8").splitlines())
    return [work | {"themes": ["included"] if work["included"] else []} for work in lines]


def suggestions() -> None:
    """Print the share of works that come back among the first 5 and 10 suggestions, and among all."""
    works = tomllib.loads((ROOT / "tests/data/themes_labels.toml").read_text(encoding="utf-8"))["work"]
    sets = {half: [work for work in works if work["half"] == half] for half in ("rules", "held", "fresh")}
    print(f"{'works':8} {'question':10} {'by':10} {'sought':>6} {'first 5':>8} {'first 10':>8} {'all':>6}")
    for label, chosen in (sets | {"together": works, "screened": screened()}).items():
        for question, answers in places(chosen).items():
            for name, found in answers.items():
                if found:
                    shares = [
                        sum(at is not None and at <= most for at in found) / len(found)
                        for most in (5, 10, 10**9)
                    ]
                    print(f"{label:8} {question:10} {name:10} {len(found):6} "
                          + " ".join(f"{share:{size}.2f}" for share, size in zip(shares, (8, 8, 6), strict=True)))  # fmt: skip


if __name__ == "__main__":
    if sys.argv[1:] == ["suggestions"]:
        suggestions()
        sys.exit()
    sources = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    many = int(sys.argv[2]) if len(sys.argv) > 2 else 50
    with tempfile.TemporaryDirectory() as made:
        main(sources, many, Path(sys.argv[3]) if len(sys.argv) > 3 else Path(made))
