"""Several processes judge as one does, in the same order."""

import os

import pytest

from bibtrack.themes import many as several
from bibtrack.themes.many import ENOUGH, judge
from bibtrack.themes.matcher import Matcher
from bibtrack.themes.rules import parse
from bibtrack.values.theme import FieldText

THEMES = parse(
    '[[theme]]\nslug = "mining"\nlabel = "Mining"\ndefinition = "x"\n[[theme.rule]]\nid = "m"\nkind = "words"\nterms = ["mine*", "cobalt"]\n'
)


def test_processes_agree_with_one() -> None:
    batches = [
        {
            number: [FieldText("title", f"Cobalt mines {number}" if number % 3 else "Something else")]
            for number in range(at, at + 5)
        }
        for at in range(0, 5 * (ENOUGH + 2), 5)
    ]
    many = list(judge(iter(batches), Matcher(THEMES), len(batches)))
    alone = [judged for batch in batches for judged in judge([batch], Matcher(THEMES), 1)]
    assert many == alone
    assert sum(bool(found) for batch in many for found in batch.values()) > len(batches)


@pytest.mark.parametrize("asked", ["sched_getaffinity", "cpu_count"])
def test_one_processor_judges_by_itself(asked: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Starting processes that have no processor of their own only costs; not every system tells which are ours."""
    if asked == "cpu_count":
        monkeypatch.delattr(os, "sched_getaffinity", raising=False)
        monkeypatch.setattr(os, "cpu_count", lambda: 1)
    else:
        monkeypatch.setattr(os, "sched_getaffinity", lambda _: {0}, raising=False)
    monkeypatch.setattr(several, "ProcessPoolExecutor", None)
    batches = [{number: [FieldText("title", "Cobalt")]} for number in range(ENOUGH + 1)]
    assert len(list(judge(batches, Matcher(THEMES), len(batches)))) == len(batches)
