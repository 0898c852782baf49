"""Likeness by an embedding model: the arithmetic with made vectors, the package with a stand-in, once the real one."""

import json
import logging
import socket
import sys
from collections.abc import Callable, Sequence
from importlib.util import find_spec
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import Any

import numpy as np
import pytest
from click.testing import Result

from bibtrack import suggest, tag
from bibtrack.errors import InputError
from bibtrack.store.engine import Library, Run
from bibtrack.store.reading import open_reader
from bibtrack.themes import embedding, similar, tokenvectors

Command = Callable[..., Result]
#: The stand-in reads these words only; what is on one line means the same.
MEANING = {word: axis for axis, line in enumerate((
    "water aquifers rivers 水 wells", "law courts 法 judges", "gardens plants",
)) for word in line.split()}  # fmt: skip


def rows(texts: Sequence[str]) -> embedding.Matrix:
    """Count the meanings in each text; the fourth column is the part that all share."""
    found = np.zeros((len(texts), 4), dtype=np.float32)
    for at, text in enumerate(texts):
        for word, axis in MEANING.items():
            found[at, axis] += word in text.lower()
        found[at, 3] = 2 * found[at].any()
    return found


def stand_in(load: Callable[..., object]) -> ModuleType:
    module = ModuleType("wordllama")
    module.__file__ = "/packages/wordllama/__init__.py"
    module.WordLlama = SimpleNamespace(load=load)  # type: ignore[attr-defined]
    return module


@pytest.fixture
def model(monkeypatch: pytest.MonkeyPatch) -> list[dict[str, Any]]:
    """The stand-in in place of the package; gives how it was loaded, each time."""
    asked: list[dict[str, Any]] = []

    def load(**options: Any) -> object:
        asked.append(options)
        return SimpleNamespace(embed=lambda text: rows([text]))

    monkeypatch.setitem(sys.modules, "wordllama", stand_in(load))
    return asked


@pytest.fixture
def absent(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "wordllama", None)  # type: ignore[arg-type]


TEXTS = {10: "water", 11: "rivers", 12: "wells", 20: "law", 21: "courts", 30: "", 31: "of no word"}


def test_texts_mean_alike_without_a_word_in_common() -> None:
    known = embedding.meanings(TEXTS, rows)
    scores = embedding.likeness(known, [10, 11])
    assert scores[12] == pytest.approx(1, abs=1e-6)
    assert scores[20] < 0
    assert similar.lookalikes(scores, {10, 11}) == [(pytest.approx(1, abs=1e-6), 12)]
    assert similar.likeness(similar.space(TEXTS), [10, 11])[12] == 0


def test_a_text_that_says_nothing_is_like_nothing() -> None:
    scores = embedding.likeness(embedding.meanings(TEXTS, rows), [10, 11])
    assert (scores[30], scores[31]) == (0, 0)


def test_a_member_is_compared_with_the_others_and_not_with_itself() -> None:
    known = embedding.meanings(TEXTS, rows)
    assert embedding.likeness(known, [10, 20])[10] < 0
    assert embedding.likeness(known, [10])[10] == 0
    assert embedding.likeness(known, [10, 11, 999])[11] == pytest.approx(1, abs=1e-6)


def test_nearest_says_which_and_how_near() -> None:
    known = embedding.meanings(TEXTS, rows)
    found = embedding.nearest(known, 12, [20, 11, 10, 999], most=2)
    assert [member for member, _ in found] == [10, 11]
    assert [score for _, score in found] == pytest.approx([1, 1])
    assert [member for member, _ in embedding.nearest(known, 12, [20, 11])] == [11, 20]


@pytest.mark.parametrize("texts", [{}, {1: ""}, {1: "water"}, {1: "water", 2: "water"}], ids=str)
def test_libraries_too_small_to_compare(texts: dict[int, str]) -> None:
    scores = embedding.likeness(embedding.meanings(texts, rows), [1] if texts else [])
    assert scores == dict.fromkeys(texts, 0.0)


# scores of 1, 2 (the theme's) and of 3, 4, 5 → which look like it
BARS = [
    ({1: 0.8, 2: 0.6, 3: 0.5, 4: 0.4, 5: 0.39}, {1, 2}, set(), [3, 4]),
    ({1: 0.8, 2: 0.6, 3: 0.4, 4: 0.5, 5: 0.5}, {1, 2}, {4}, [5, 3]),
    ({1: 0.0, 2: 0.0, 3: 0.0, 4: 0.1, 5: -0.1}, {1, 2}, set(), [4]),
    ({1: -0.5, 2: -0.2, 3: 0.0, 4: 0.1, 5: -0.1}, {1, 2}, set(), [4]),
    ({1: 0.8, 3: 0.9}, {1, 2}, set(), []),
]


@pytest.mark.parametrize(("scores", "members", "closed", "found"), BARS)
def test_what_looks_like_a_theme(
    scores: dict[int, float], members: set[int], closed: set[int], found: list[int]
) -> None:
    assert [key for _, key in similar.lookalikes(scores, members, closed)] == found


def test_the_mean_of_two_likenesses() -> None:
    assert similar.averaged({1: 0.2, 2: 1.0}, {1: 0.6, 2: 0.0}) == pytest.approx({1: 0.4, 2: 0.5})


def test_the_model_is_loaded_from_its_own_folder_and_never_downloaded(model: list[dict[str, Any]]) -> None:
    vectors = tokenvectors.load()
    assert model == [{"cache_dir": Path("/packages/wordllama"), "disable_download": True}]
    assert vectors(["water", "law and courts"]).tolist() == rows(["water", "law and courts"]).tolist()
    assert not vectors(["x" * tokenvectors.LONGEST + " water"]).any()


def test_the_package_may_not_turn_logging_on(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "wordllama.py").write_text(
        "import logging\nlogging.getLogger().addHandler(logging.NullHandler())\nlogging.getLogger().setLevel(1)\n"
        "class WordLlama:\n    load = staticmethod(lambda **options: None)\n"
    )
    monkeypatch.syspath_prepend(str(tmp_path))
    monkeypatch.setitem(sys.modules, "wordllama", ModuleType("wordllama"))
    del sys.modules["wordllama"]
    root = logging.getLogger()
    before = root.handlers[:], root.level
    tokenvectors.load()
    assert str(sys.modules["wordllama"].__file__) == str(tmp_path / "wordllama.py")
    assert (root.handlers, root.level) == before


def test_a_package_without_its_vectors_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    def load(**options: Any) -> object:
        raise FileNotFoundError("Weights file not found")

    monkeypatch.setitem(sys.modules, "wordllama", stand_in(load))
    with pytest.raises(InputError, match=r"lacks its vectors .* pip install --force-reinstall"):
        tokenvectors.load()


def test_evidence_names_the_nearest_sources(stocked: Library, model: list[dict[str, Any]]) -> None:
    tag.apply(stocked, Run("tag"))
    with open_reader(stocked.path) as connection:
        by_words = suggest.similar(connection, "law")
        found = suggest.similar(connection, "law", by=suggest.Similarity.EMBEDDING)
        both = suggest.similar(connection, "law", by=suggest.Similarity.BOTH)
    assert not any(item.nearest for item in by_words)
    assert "chen2021" not in [item.citekey for item in by_words]
    (first,) = [item for item in found if item.citekey == "chen2021"]
    assert first.alike == ()
    assert {near.citekey for near in first.nearest} == {"adams1992courts", "evil2023"}
    assert list(first.nearest) == sorted(first.nearest, key=lambda near: -near.score)
    means = {item.citekey: item.score for item in both}
    assert all(-1 <= near.score <= 1 for item in both for near in item.nearest)
    assert means["chen2021"] == pytest.approx(first.score / 2, abs=1e-4)


def test_suggestions_by_embedding_are_shown_answered_and_never_assigned(
    stocked: Library, bibtrack: Command, model: list[dict[str, Any]]
) -> None:
    bibtrack("tag")
    before = bibtrack("tag", "--explain", "--json").stdout
    ask = ("suggest", "--sources", "--theme", "law", "--similarity")
    told = bibtrack(*ask, "embedding").stdout
    assert "nearest to" in told
    assert "alike in" not in told
    assert "adams1992courts 1.00, evil2023 1.00" in told
    head = bibtrack(*ask, "both").stdout.splitlines()[0]
    assert head.index("alike in") < head.index("nearest to")
    assert "nearest to" not in bibtrack(*ask, "words", code=None).stdout
    (item,) = [one for one in json.loads(bibtrack(*ask, "embedding", "--json").stdout) if one["citekey"] == "chen2021"]  # fmt: skip
    assert {near["citekey"] for near in item["nearest"]} == {"adams1992courts", "evil2023"}
    assert bibtrack("tag", "--explain", "--json").stdout == before
    review = bibtrack("tag", "review", "--theme", "law", "--similarity", "embedding", stdin="n\n" * 6)
    assert "; nearest to " in review.stdout
    assert bibtrack("tag", "--explain", "--json").stdout == before
    assert json.loads(bibtrack(*ask, "embedding", "--json").stdout) == []


@pytest.mark.parametrize("words", [("suggest", "--sources"), ("tag", "review")], ids=" ".join)
@pytest.mark.parametrize("similarity", ["embedding", "both"])
def test_without_the_extra_one_sentence_says_what_to_install(
    words: tuple[str, ...], similarity: str, stocked: Library, bibtrack: Command, absent: None
) -> None:
    told = bibtrack(*words, "--similarity", similarity, code=1)
    assert told.stdout == ""
    assert "needs the extra `embedding`" in told.stderr
    assert "pip install 'bibtrack[embedding]'" in told.stderr
    assert len(told.stderr.strip().splitlines()) == 1
    bibtrack(*words, stdin="q\n")


@pytest.mark.parametrize("more", [(), ("--terms", "law")])
def test_similarity_where_nothing_is_compared_is_refused(
    more: tuple[str, ...], stocked: Library, bibtrack: Command
) -> None:
    assert "goes with --sources" in bibtrack("suggest", *more, "--similarity", "both", code=2).stderr


@pytest.mark.skipif(find_spec("wordllama") is None, reason="the extra `embedding` is not installed")
def test_the_real_model_without_a_network(monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*_: object) -> None:
        raise AssertionError("the model asked a network")

    monkeypatch.setattr(socket.socket, "connect", refused)
    monkeypatch.setattr(socket, "getaddrinfo", refused)
    texts = {
        1: "Photovoltaic electricity", 2: "Wind turbines", 3: "Sonnets of the Renaissance", 4: "Medieval poetry",
        5: "Solar energy", 6: "Shakespeare’s dramas", 7: "", 8: "绿色一带一路",
    }  # fmt: skip
    vectors = tokenvectors.load()
    assert vectors(list(texts.values())).shape == (8, 256)
    known = embedding.meanings(texts, vectors)
    energy, verse = embedding.likeness(known, [1, 2]), embedding.likeness(known, [3, 4])
    assert energy[5] > energy[6]
    assert verse[6] > verse[5]
    assert energy[7] == verse[7] == 0
