"""The real report: 35 glued marks, no notes, and nothing else taken for a mark."""

import json
import os
from pathlib import Path

import pytest

from bibtrack.notes.find import find
from bibtrack.readers.open import read

REPORTS = Path(os.environ.get("BIBTRACK_SHARED", Path(__file__).parents[2] / ".." / "shared")) / "reports"
pytestmark = pytest.mark.skipif(not REPORTS.is_dir(), reason=f"no shared research data at {REPORTS}")

SECTIONS = {
    1: "Introduction", 16: "Introduction", 17: "China’s Policy Landscape in Relation to Critical Minerals",
    21: "China’s Policy Landscape in Relation to Critical Minerals",
    22: "CCCMC and the Role of Shanghui in ESG Safeguards", 24: "CCCMC’s Evolution and Expanding Role",
    26: "CCCMC’s Key Mining Guidelines and Interactions with Global Environmental Governance",
    33: "CCCMC’s Key Mining Guidelines and Interactions with Global Environmental Governance",
    34: "“Western” Versus “Chinese” ESG Standards",
    35: "Translating Up and Down: Industry Representative, Non-state Actor, International Partner",
}  # fmt: skip


def test_the_report_has_35_callouts_and_no_other():
    apparatus = find(read(REPORTS / "dicarlo-2024-body.txt"))
    assert apparatus.notes == ()
    assert [callout.label for callout in apparatus.orphans] == [str(n) for n in range(1, 36)]
    assert {n: apparatus.orphans[n - 1].section[-1] for n in SECTIONS} == SECTIONS


def test_every_callout_has_the_sentence_that_cites():
    truth = {
        entry["note"]: entry["context"].removeprefix("(Table 1) ")
        for entry in json.loads((REPORTS / "dicarlo-2024-endnotes.json").read_text("utf-8"))
    }
    calls = find(read(REPORTS / "dicarlo-2024-body.txt")).orphans
    for call in calls:
        marked, shift = call.context, 0
        for other in calls:
            if (other.paragraph, other.context) == (call.paragraph, call.context):
                at = other.offset + shift
                marked, shift = marked[:at] + other.label + marked[at:], shift + len(other.label)
        assert marked == truth[int(call.label)]
