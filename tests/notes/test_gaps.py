"""Marks whose notes are cut off: gaps in their numbering, and numbers that no document has."""

from pathlib import Path

from bibtrack.notes.find import find
from bibtrack.readers.open import read


def test_a_long_gap_is_one_finding_and_an_endless_number_none(tmp_path: Path) -> None:
    path = tmp_path / "far.md"
    path.write_text("A.[^1] B.[^2] C.[^5] D.[^999999] E.[^22222222222222222222]\n", encoding="utf-8")
    assert [issue.message for issue in find(read(path)).issues if issue.code == "callout-gap"] == [
        "no mark 3 was found in the text",
        "no mark 4 was found in the text",
        "no marks 6 to 999998 were found in the text",
    ]
