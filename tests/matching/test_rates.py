"""Accuracy floors on the halves of the labelled sets that the weights have not seen.

A thinned sample, so that the suite stays quick; `python -m benchmarks.matching` measures all.
"""

from pathlib import Path

import pytest

from benchmarks.matching import ABSENT, PRESENT, cases, measure
from bibtrack.matching.score import DEFAULT
from bibtrack.resolvers.localindex import open_index

pytestmark = [pytest.mark.shared, pytest.mark.slow]
SAMPLE = 60


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory):
    from tests.conftest import ROOT

    folder = tmp_path_factory.mktemp("records")
    for name in ("works.jsonl.gz", "stub-records.jsonl.gz"):
        source = Path(_shared(ROOT)) / "data" / "crossref" / name
        if not source.exists():
            pytest.skip(f"the shared data is absent: no {source}; set BIBTRACK_SHARED")
        (folder / name).symlink_to(source)
    opened = open_index(folder)
    yield opened
    opened.close()


def _shared(root: Path) -> str:
    import os

    return os.environ.get("BIBTRACK_SHARED", str(root / ".." / "shared"))


@pytest.fixture(scope="module")
def tallies(index):
    from tests.conftest import ROOT

    folder = Path(_shared(ROOT))
    return {
        name: measure(index, cases(folder, name, "test", SAMPLE), DEFAULT)[name]
        for name in (*PRESENT, *ABSENT[:6])
    }


@pytest.mark.parametrize("name", PRESENT)
def test_present(tallies, name):
    assert tallies[name].precision >= 0.99
    assert tallies[name].recall >= 0.90
    assert tallies[name].first_three / tallies[name].present >= 0.97


def test_present_together(tallies):
    found = [tallies[name] for name in PRESENT]
    assert sum(tally.right for tally in found) / sum(tally.present for tally in found) >= 0.95


def test_absent(tallies):
    found = [tallies[name] for name in ABSENT[:6]]
    asked = sum(tally.asked for tally in found)
    assert asked > 300
    assert sum(tally.accepted - tally.right for tally in found) / asked <= 0.005
