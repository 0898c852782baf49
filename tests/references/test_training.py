"""Training on a few strings: labels line up, templates fill, calibration rises, the command refuses."""

import random
from pathlib import Path

import marked
import numpy as np
import pytest

from bibtrack.references import (
    attributes,
    corpora,
    hanworks,
    styles,
    synthesis,
    train,
    works,
)
from bibtrack.references.ranking import Rivalry
from bibtrack.references.runs import LABELS, Scale
from bibtrack.references.tables import names_of

PEOPLE = (
    ["On rivers: a history"],
    [("Ostrom", "Elinor"), ("Sen", "Amartya K."), ("Li", "Wei"), ("Roy", "A.")],
    ["Journal of Rivers"],
)
NOTHING = train.Known({}, {})


def test_template_without_a_fact_is_refused_and_a_group_left_out() -> None:
    assert synthesis.render("⟦title $title⟧{, ⟦volume $volume⟧}.", {"title": "A"}) == [
        ("title", "A"),
        ("other", "."),
    ]
    with pytest.raises(synthesis.MissingFact):
        synthesis.render("⟦title $title⟧", {})


@pytest.mark.parametrize("kind", styles.STYLES)
def test_every_template_of_a_kind_can_be_filled(kind: str) -> None:
    chance = random.Random(1)
    for template in styles.STYLES[kind][0]:
        for _ in range(200):
            try:
                pieces = synthesis.render(template, works.facts(PEOPLE, chance))
            except synthesis.MissingFact:
                continue
            item = synthesis.labelled(pieces, "x")
            assert len(item.tokens) == len(item.labels)
            assert set(item.labels) <= set(corpora.LABELS)
            break
        else:
            pytest.fail(f"never filled: {template}")


def test_chinese_strings_are_labelled() -> None:
    chance = random.Random(2)
    for n in range(60):
        item = hanworks.string(chance, str(n))
        assert "title" in item.labels


def test_made_strings_are_the_same_every_time() -> None:
    assert [i.string for i in works.strings(PEOPLE, 20)] == [i.string for i in works.strings(PEOPLE, 20)]


def test_training_learns_what_it_is_shown() -> None:
    pytest.importorskip("pycrfsuite")
    items = marked.grey()[:60]
    labeller = train.opened(*train.train(items, {}, {"max_iterations": 40}), NOTHING)
    found = train.outcomes(labeller, items)
    assert sum(outcome.right for outcome in found) / len(found) > 0.95


def test_choice_is_learned_from_rivals() -> None:
    pytest.importorskip("pycrfsuite")
    pytest.importorskip("numba")
    items = marked.grey()[:90]
    learned = train.fold(items[:60], items[60:], NOTHING)
    assert learned.items == items[60:]
    assert learned.others == []
    assert all(abs(sum(rivalry.right) - 1) < 1e-6 for rivalry in learned.rivalries)
    others = train.fold(items[:60], items[:60:2], NOTHING)
    arrays = learned.arrays | train.ranked(learned.rivalries)
    plain, choosing = (train.opened(found, learned.labels, NOTHING) for found in (learned.arrays, arrays))
    right = [
        sum(outcome.right for outcome in train.outcomes(labeller, items[60:]))
        for labeller in (plain, choosing)
    ]
    assert right[1] > right[0]
    assert others.rivalries


def test_choice_for_a_fold_is_not_learned_from_its_strings() -> None:
    pytest.importorskip("numba")

    def lesson(name: str, word: str) -> object:
        return Rivalry(name, [[f"fw={word}"], ["fs=Xx"]], [0.0, -1.0], [1.0, 0.0])

    items = [corpora.Labelled(name, "x", [], [], name) for name in ("one", "two")]
    kept = [
        train.Fold([item], {}, [], [lesson(other, other) for other in ("one", "two") for _ in range(3)], [])
        for item in items
    ]
    assert names_of(train.choice_of(kept, kept[0])["outlines"]) == ["fs=Xx", "fw=two"]
    assert names_of(train.choice_of(kept)["outlines"]) == ["fs=Xx", "fw=one", "fw=two"]


def test_attributes_name_word_gaps_places_and_conjunctions() -> None:
    first, *_, last = next(iter(attributes.attributes(["Sen, A. 1999."], {"sen": "f"})))
    assert {"w:w=sen", "w:l=f", "b:g=^", "a:g=,_", "@start=0"} <= set(first)
    assert {"w:s=Y", "@stop=0"} <= set(last)
    assert any(name.startswith("&") for name in first)


def test_empty_strings_have_no_attributes() -> None:
    assert list(attributes.attributes(["", " . "], {})) == [[], []]


def test_calibration_rises_and_stays_between_nought_and_one() -> None:
    chance = random.Random(3)
    made = [
        train.Outcome("title", raw, chance.random() < raw**2)
        for raw in (chance.random() for _ in range(4000))
    ]
    raws, shares = train.calibrate(made)["title"]
    assert shares == sorted(shares)
    assert all(0 < share < 1 for share in shares)
    scale = Scale({"*": (raws, shares)})
    (sure,) = scale.confidence(np.array([LABELS.index("title")]), np.array([0.5], np.float32))
    assert abs(sure - 0.25) < 0.1


def test_folds_keep_documents_together() -> None:
    items = marked.grey()
    for item_set in train.folds(items, 3):
        assert {i.document for i in item_set}.isdisjoint(
            {i.document for part in train.folds(items, 3) if part != item_set for i in part}
        )


def test_command_says_where_it_looked(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stop:
        train.main(["--data", str(tmp_path)])
    assert stop.value.code == 2
    assert "no labelled strings" in capsys.readouterr().err
