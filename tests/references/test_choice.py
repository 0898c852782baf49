"""Rival labellings against all paths there are, what outlines tell, and the choice among rivals."""

from itertools import pairwise, product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bibtrack.references import outlines
from bibtrack.references.chain import Chain, Floats, marginals
from bibtrack.references.choice import LEARN, USE, Candidate, Choice, Limits, Paths
from bibtrack.references.identifiers import claim
from bibtrack.references.outlines import Field
from bibtrack.references.rivals import Rival, rivals, steps_of, ways
from bibtrack.references.sight import Eyes, Sight
from bibtrack.references.usage import Usage
from bibtrack.references.views import Lore, View

NAMES = ("author", "title", "title", "date", "other")
USAGE = Usage({})
EVEN = Chain(np.zeros((5, 5), np.float32), np.zeros(5, np.float32), np.zeros(5, np.float32))


def chain(chance: np.random.Generator, size: int) -> Chain:
    return Chain(*(chance.normal(size=shape).astype(np.float32) for shape in ((size, size), size, size)))


def found_rivals(scores: Floats, chances: Floats, known: Chain, most: int) -> list[Rival]:
    steps = steps_of(known)
    return rivals(ways(scores, chances, steps, 0.002), 0, len(scores), steps, most)


@given(st.integers(0, 400), st.integers(1, 5), st.integers(2, 4))
def test_rivals_are_the_likeliest_of_all_paths(seed: int, count: int, size: int) -> None:
    chance = np.random.default_rng(seed)
    known, scores = chain(chance, size), chance.normal(size=(count, size)).astype(np.float32)
    everything = sorted(
        (
            sum(float(scores[t, label]) for t, label in enumerate(path))
            + sum(float(known.steps[a, b]) for a, b in pairwise(path))
            + float(known.start[path[0]] + known.stop[path[-1]])
            for path in product(range(size), repeat=count)
        ),
        reverse=True,
    )
    found = found_rivals(scores, np.full_like(scores, 1 / size), known, 6)
    assert np.allclose([rival.score for rival in found], everything[:6], atol=1e-3)
    assert len({rival.labels for rival in found}) == len(found)


def test_labels_that_are_nowhere_likely_are_not_followed() -> None:
    scores = np.zeros((2, 3), np.float32)
    chances = np.array([[0.999, 0.0005, 0.0005], [0.5, 0.4995, 0.0005]], np.float32)
    known = Chain(np.zeros((3, 3), np.float32), np.zeros(3, np.float32), np.zeros(3, np.float32))
    found = found_rivals(scores, chances, known, 8)
    assert {rival.labels for rival in found} == {bytes((0, 0)), bytes((0, 1))}


FIELDS = [
    (["title"], [("title", 0, 0)]),
    (["other", "other"], []),
    (["title", "other", "title"], [("title", 0, 0), ("title", 2, 2)]),
    (["volume", "issue", "pages"], [("volume", 0, 1), ("pages", 2, 2)]),
]


@pytest.mark.parametrize(("labels", "fields"), FIELDS)
def test_fields_of_a_labelling(labels: list[str], fields: list[tuple[str, int, int]]) -> None:
    assert outlines.fields_of(labels) == [Field(*field) for field in fields]


def view() -> View:
    """Give that of: Sen, “On (the) Rivers.” Paris, 1999."""
    return View(
        ["Sen", "On", "the", "Rivers", "Paris", "1999"],
        ["^", ',_"', "_(", ")_", '."_', ",_", "$."],
        [0, 1, 2, 3, 4, 5],
        [1, 7, 7, 7, 3, 3],
        {},
        Lore({"paris": "c", "sen": "f"}, USAGE),
    )


TOLD = [
    (["author", "title", "title", "title", "location", "date"], {"t3=author,title,location", "bal=title,0", "qi=title,0,True,True", "yr=date,True,True", "lx=location,c,1,1", 'bt=author,,_",title'}),
    (["author", "author", "title", "title", "title", "date"], {"no=container-title", 'in=author,,_"', "qi=title,1,False,False", "sq=title,True,False,1"}),
    (["title", "other", "title", "other", "other", "other"], {"rep=title", "rep", "no=date", "ot=4", "ow=paris", "bo=title,0,)_"}),
]  # fmt: skip


@pytest.mark.parametrize(("labels", "told"), TOLD)
def test_what_an_outline_tells(labels: list[str], told: set[str]) -> None:
    assert told <= set(outlines.features(view(), labels))


def test_scores_differ_as_all_features_do() -> None:
    weights = {
        name: float(n % 7 - 3)
        for labels, _ in TOLD
        for n, name in enumerate(outlines.features(view(), labels))
    }
    choice = Choice(weights, 0.5, EVEN, NAMES, USAGE)
    paths = ((0, 1, 2, 2, 3, 3), (1, 4, 1, 4, 4, 4), (4, 4, 4, 4, 4, 4), (0, 1, 2, 4, 3, 3))
    candidates = [Candidate(bytes(path), -2.0 * n, (f"rank{n}",)) for n, path in enumerate(paths)]
    slow = [
        0.5 * candidate.likely + sum(weights.get(name, 0) for name in choice.features(view(), candidate))
        for candidate in candidates
    ]
    for n in range(1, 4):
        for other in (candidates, [candidates[0], candidates[n]]):
            found = choice._scores(view(), other)
            assert found[other.index(candidates[n])] - found[0] == pytest.approx(slow[n] - slow[0])


def doubt(second: int) -> tuple[Paths, Sight, Eyes]:
    """Give what a chain says of "Sen Rivers 1999" that takes "Rivers" for a title nearly as gladly as for `second`."""
    strings = ["", "Sen Rivers 1999", "Sen"]
    eyes = Eyes({})
    sight = eyes.see(strings, [claim(string) for string in strings])
    scores = np.full((4, 5), -9, np.float32)
    scores[[0, 1, 2, 3], [0, second, 3, 0]] = 3
    scores[1, 1], scores[3, 1] = 2.5, 0.5
    chances = marginals(scores, np.array([0, 3, 4], np.int32), EVEN)
    return Paths(scores.argmax(axis=1), chances, scores), sight, eyes


CHOSEN = [
    (3, {"no=title": -2.0}, 1),
    (3, {"no=title": 2.0}, 3),
    (3, {}, 3),
    # Other authors are taken only where more speaks for them.
    (0, {"no=title": -2.0}, 0),
    (0, {"no=title": -4.0}, 1),
]


@pytest.mark.parametrize(("second", "weights", "chosen"), CHOSEN)
def test_a_better_outline_wins(second: int, weights: dict[str, float], chosen: int) -> None:
    paths, sight, eyes = doubt(second)
    Choice(weights, 1.0, EVEN, NAMES, USAGE).settle(paths, sight, eyes, [(), (), ()])
    assert paths.labels.tolist() == [0, chosen, 3, 0]


@pytest.mark.parametrize(("limits", "seen"), [(USE, [1]), (LEARN, [1, 2])])
def test_strings_that_the_chain_is_sure_of_are_left_alone(limits: Limits, seen: list[int]) -> None:
    paths, sight, eyes = doubt(3)
    found = Choice({}, 1.0, EVEN, NAMES, USAGE).doubtful(paths, sight, eyes, [(), (), ()], limits)
    assert [number for number, *_ in found] == seen
