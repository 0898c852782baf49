"""How right the project's rules are on works labelled by hand: floors, on works not used for making them.

"held" is the untouched half of the first set; "fresh" are works labelled after the rules were written.
"""

import tomllib
from collections import Counter
from pathlib import Path

import pytest

from bibtrack.themes.matcher import Matcher
from bibtrack.themes.rules import load
from bibtrack.themes.tag import tag
from bibtrack.values.theme import FieldText

ROOT = Path(__file__).resolve().parents[2]
WORKS = tomllib.loads((ROOT / "tests" / "data" / "themes_labels.toml").read_text(encoding="utf-8"))["work"]
MAIN = ("non-state-actors", "green-bri", "necropolitics")


def counts(half: str) -> tuple[Counter[str], Counter[str], Counter[str]]:
    """Give hits, false tags and missed tags by theme, from titles alone."""
    matcher = Matcher(load(ROOT / "db" / "themes.toml"))
    hits: Counter[str] = Counter()
    false: Counter[str] = Counter()
    missed: Counter[str] = Counter()
    for work in WORKS:
        if work["half"] == half:
            said = {found.theme for found in tag([FieldText("title", work["title"])], matcher)}
            meant = set(work["themes"])
            hits.update(said & meant)
            false.update(said - meant)
            missed.update(meant - said)
    return hits, false, missed


def test_the_set_is_large_and_its_halves_are_apart() -> None:
    titles = [work["title"] for work in WORKS]
    assert len(titles) == len(set(titles)) >= 250
    assert {work["half"] for work in WORKS} == {"rules", "held", "fresh"}
    assert sum(work["half"] == "fresh" for work in WORKS) >= 120


@pytest.mark.parametrize("half", ["held", "fresh"])
@pytest.mark.parametrize("theme", MAIN)
def test_main_themes_on_untouched_works(theme: str, half: str) -> None:
    hits, false, missed = counts(half)
    assert hits[theme] / (hits[theme] + false[theme]) >= 0.92
    assert hits[theme] / (hits[theme] + missed[theme]) >= 0.80


@pytest.mark.parametrize("half", ["held", "fresh"])
def test_all_themes_together_on_untouched_works(half: str) -> None:
    hits, false, missed = (sum(part.values()) for part in counts(half))
    assert 2 * hits / (2 * hits + false + missed) >= 0.85
