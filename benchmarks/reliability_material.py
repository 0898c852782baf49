"""Made-up material for the reliability runs: a bibliography, a report, records, themes, libraries."""

import json
import random
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

WORDS = (
    "river mineral harbour copper forest village court law labour energy railway grid port corridor bank debt water"
    " cobalt refinery survey method archive island reform treaty power wind gauge market trust risk"
).split()
FAMILIES = "Adeyemi Brandt Chen Duarte Eze Fischer García Hu Ibrahim Jovanović Kim Łukasz Müller Nguyễn Okoro".split()

THEMES = """
[[theme]]
slug = "minerals"
label = "Minerals"
definition = "Ores and metals."
  [[theme.rule]]
  id = "ores"
  terms = ["mineral*", "copper", "cobalt"]
[[theme]]
slug = "law"
label = "Law"
definition = "Courts and treaties."
  [[theme.rule]]
  id = "courts"
  terms = ["court*", "treaty"]
"""


def title(rng: random.Random) -> str:
    """Make a title of five to nine words."""
    return " ".join(rng.choice(WORDS) for _ in range(rng.randint(5, 9))).capitalize()


def works(count: int, seed: int = 1) -> list[dict[str, str]]:
    """Make so many works."""
    rng = random.Random(seed)
    return [
        {
            "key": f"work{number}", "title": title(rng), "family": rng.choice(FAMILIES), "given": rng.choice("ABCDE") + ".",
            "year": str(rng.randint(1970, 2025)), "journal": f"Journal of {rng.choice(WORDS)} studies",
            "doi": f"10.5555/made.{number}", "volume": str(rng.randint(1, 60)),
        }
        for number in range(count)
    ]  # fmt: skip


def bibtex(made: list[dict[str, str]]) -> str:
    """Give works as BibTeX."""
    return "".join(
        f"@article{{{w['key']},\n  author = {{{w['family']}, {w['given']}}},\n  title = {{{w['title']}}},\n"
        f"  journal = {{{w['journal']}}},\n  year = {{{w['year']}}},\n  volume = {{{w['volume']}}},\n"
        f"  doi = {{{w['doi']}}}\n}}\n\n"
        for w in made
    )


def record(w: dict[str, str]) -> dict[str, object]:
    """Give a work as a registered record."""
    return {
        "DOI": w["doi"], "type": "journal-article", "title": [w["title"]], "container-title": [w["journal"]],
        "author": [{"family": w["family"], "given": w["given"], "sequence": "first"}], "volume": w["volume"],
        "issued": {"date-parts": [[int(w["year"])]]}, "published": {"date-parts": [[int(w["year"])]]},
        "publisher": "Made-up Press", "URL": f"https://doi.org/{w['doi']}", "score": 1.0,
        "reference": [{"key": "r1", "unstructured": "Somebody, Something, 1999."}],
    }  # fmt: skip


def report(made: list[dict[str, str]]) -> str:
    """Give a report in Markdown that cites the works in footnotes."""
    body = "\n\n".join(
        f"It is claimed that {w['title'].lower()} matters.[^{n}]" for n, w in enumerate(made, 1)
    )
    notes = "\n".join(
        f"[^{n}]: {w['given']} {w['family']}, “{w['title']},” *{w['journal']}* {w['volume']} ({w['year']}),"
        f" https://doi.org/{w['doi']}."
        for n, w in enumerate(made, 1)
    )
    return f"# A made-up report\n\n{body}\n\n{notes}\n"


def write(folder: Path, count: int) -> None:
    """Write the material into a folder."""
    made = works(count)
    (folder / "db").mkdir(parents=True, exist_ok=True)
    (folder / "bibtrack.toml").write_text("", encoding="utf-8")
    (folder / "db" / "themes.toml").write_text(THEMES, encoding="utf-8")
    (folder / "works.bib").write_text(bibtex(made), encoding="utf-8")
    (folder / "report.md").write_text(report(made[: count // 2]), encoding="utf-8")
    with (folder / "records.jsonl").open("w", encoding="utf-8") as file:
        file.writelines(json.dumps(record(w)) + "\n" for w in made)


def settle(path: Path) -> None:
    """Fold the write-ahead file in, so that the library is one file."""
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def clone(base: Path, target: Path) -> Path:
    """Copy a library that nobody uses."""
    target.parent.mkdir(parents=True, exist_ok=True)
    for old in target.parent.glob(target.name + "*"):
        old.unlink()
    shutil.copy(base, target)
    return target
