"""How usual words are by field: what is counted, what the tables tell, and the outline features made of it."""

import numpy as np
import pytest

from bibtrack.references import outlines, tallies
from bibtrack.references.tallies import Tallies
from bibtrack.references.usage import CLASSES, UNKNOWN, Sums, Usage, Verdict, parts
from bibtrack.references.views import Lore, View

TEXTS = [
    ("t", "<i>Rivers</i> of the world"),
    ("t", ["On rivers", "The history of rivers"]),
    ("j", ["Journal of Rivers", "Science"]),
    ("j", "Journal of Rivers"),
    ("p", "River Press"),
    ("n", ["Amartya", "Sen"]),
    ("c", "Paris"),
    ("c", None),
]


@pytest.fixture(scope="module")
def usage() -> Usage:
    counted = Tallies()
    for kind, text in TEXTS * 2000:
        counted.add(kind, text)
    return Usage(tallies.arrays(counted))


@pytest.mark.parametrize(
    ("word", "kind"),
    [("Journal", "j"), ("history", "t"), ("Sen", "n"), ("press", "p"), ("PARIS", "c"), ("paris-", "c")],
)
def test_words_are_most_usual_where_they_were_counted(usage: Usage, word: str, kind: str) -> None:
    odds = usage.odds(word)
    assert odds is not None
    assert CLASSES[int(np.argmax(odds))] == kind
    assert usage.odds(word) is odds


@pytest.mark.parametrize("word", ["", "1999", "unheard", "-"])
def test_words_never_counted_have_no_odds(usage: Usage, word: str) -> None:
    assert usage.odds(word) is None
    assert Usage({}).odds(word) is None


@pytest.mark.parametrize(
    ("words", "classes"),
    [
        (["Journal", "of", "Rivers"], "j"), (["journal", "of", "rivers."], "j"), (["Science"], "j"), (["Paris"], "c"),
        (["River", "Press"], "p"), (["of", "Rivers"], ""), ([], ""), (["Journal"] * 20, ""),
    ],
)  # fmt: skip
def test_whole_names_are_known(usage: Usage, words: list[str], classes: str) -> None:
    assert usage.whole(words) == classes
    assert Usage({}).whole(words) == ""


def test_a_verdict_is_of_the_words_between() -> None:
    title, place = (1.0, 0.0, 0.0, 0.0, -1.0), (-1.0, 0.0, 0.0, 0.0, 1.5)
    sums = Sums([title, None, title, place])
    assert sums.verdict(0, 2) == Verdict("t", 2)
    assert sums.verdict(3, 3).kind == "c"
    assert sums.verdict(1, 1) == UNKNOWN
    assert sums.mean(0, 0, 3) == pytest.approx(1 / 3)
    assert sums.mean(0, 1, 1) is None


def test_markup_is_not_counted_and_rare_words_are_left_out() -> None:
    counted = Tallies()
    for text in ("<sub>2</sub> of", "of", "of", "of", r"\emph{once}"):
        counted.add("t", text)
    assert counted.words["t"] == {"of": 4, "once": 1}
    assert len(tallies.arrays(counted)["usage_keys"]) == 1
    assert parts("E-mail, Łódź 1999") == ["e", "mail", "łódź"]


def test_outline_tells_what_the_words_of_a_field_look_like(usage: Usage) -> None:
    texts = ["Sen", "On", "rivers", "Science", "Paris"]
    seen = View(texts, ["^", ",_", "_", "._", ",_", "$"], [0, 1, 1, 2, 3], [0] * 5, {}, Lore({}, usage))
    right = outlines.features(seen, ["author", "title", "title", "container-title", "location"])
    wrong = outlines.features(seen, ["author", "title", "title", "title", "publisher"])
    assert {"nb=author,n", "nb=title,t", "kn=container-title,j", "nbp=titlet,container-titlej"} <= set(right)
    assert {"sp=title,t,j", "spg=title,t,._,j", "spk=title,j", "nb=publisher,c"} <= set(wrong)
