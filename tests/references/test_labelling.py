"""The labeller's arithmetic against slow and plain versions of it: tokens, places, scores, chain, runs."""

from collections.abc import Sequence
from itertools import pairwise, product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bibtrack.references import chain, repeats, runs
from bibtrack.references.identifiers import claim
from bibtrack.references.pairs import Codes, pairs, word_codes
from bibtrack.references.parse import batches
from bibtrack.references.places import COLUMNS
from bibtrack.references.scores import Scorer
from bibtrack.references.sight import Eyes, Sight
from bibtrack.references.tables import Keyed
from bibtrack.references.tokens import pieces, tokenise
from bibtrack.references.vocabulary import Vocabulary
from bibtrack.references.words import Words

STRINGS = [
    "Elinor Ostrom, Governing the Commons (Cambridge: Cambridge University Press, 1990), 23.",
    "",
    "Smith, J. (1999). “On [the] Commons.” Commun. Math. Phys. 12(3): 4-5, doi:10.1000/abc",
    "...",
    "张三. 《论法》, 2001, D78",
    "A",
]
LEXICON = {"smith": "f", "commons": "t", "cambridge": "cp"}
LABELS = 5


def see(strings: list[str], eyes: Eyes | None = None) -> tuple[Sight, Eyes]:
    eyes = eyes or Eyes(LEXICON)
    return eyes.see(strings, [claim(string) for string in strings]), eyes


# -- tokens ------------------------------------------------------------------------------------

TOKENS = [
    ("Phys. Rev. D78, 044002", "Phys Rev D 78 044002"),
    ("J.A. Smith-Jones", "J.A Smith-Jones"),
    ("pp. 44/4, 1761–1800", "pp 44/4 1761–1800"),
    ("———. 2005.", "——— 2005"),
    ("O’Neill & AT&T", "O’Neill AT&T"),
    ("张三D78", "张 三 D 78"),
    ("vol. 1.2 A12-3", "vol 1.2 A 12-3"),
    ("a_b c", "a b c"),
]


@pytest.mark.parametrize(("string", "words"), TOKENS)
def test_tokens(string: str, words: str) -> None:
    assert [token.text for token in tokenise(string)] == words.split()


@given(st.text(max_size=200) | st.text("aA1é张.-–’/& ,—_\u00ad", max_size=200))
def test_pieces_are_the_string(string: str) -> None:
    claims = claim(string)
    assert "".join(pieces(string, claims)) == string
    assert [t.text for t in tokenise(string, claims)] == pieces(string, claims)[1::2]


@given(st.text("aA1 .,-–’/&(:", max_size=60))
def test_ascii_is_cut_as_any_other_string(string: str) -> None:
    plain = string.replace("–", "-").replace("’", "'")
    assert pieces(plain + " é")[:-2][:-1] == pieces(plain + " e")[:-2][:-1]


# -- what is seen ------------------------------------------------------------------------------


def test_spans_and_words_are_those_of_the_tokens() -> None:
    sight, _ = see(STRINGS)
    for number, string in enumerate(STRINGS):
        first, stop = sight.offsets[number], sight.offsets[number + 1]
        spans = zip(sight.texts[first:stop], sight.starts[first:stop], sight.stops[first:stop], strict=True)
        assert list(spans) == [(t.text, t.start, t.stop) for t in tokenise(string, claim(string))]


def test_a_claim_is_known_by_its_kind() -> None:
    sight, eyes = see(STRINGS)
    assert eyes.words.facts[sight.words[sight.texts.index("doi:10.1000/abc")]] == ("k=doi",)


@settings(max_examples=60)
@given(st.lists(st.text('Ab1 .,()"“”《》张[];:—é²', max_size=40), max_size=6))
def test_places_stay_within_their_columns(strings: list[str]) -> None:
    sight, _ = see(strings)
    assert (sight.places.columns >= 0).all()
    assert (sight.places.columns < np.array(list(COLUMNS.values()))).all()


def column(name: str, string: str) -> list[int]:
    sight, _ = see([STRINGS[0], string])
    found: list[int] = sight.places.columns[sight.offsets[1] :, list(COLUMNS).index(name)].tolist()
    return found


PLACES = [
    ("depth", "a (b [c] d) e", [0, 1, 2, 1, 0]),
    ("quote", "a “b c” d", [1, 7, 7, 3]),
    ("quote", "a b", [0, 0]),
    ("run", "a Commun. Math. Phys. 12", [0, 2, 5, 8, 0]),
    ("stop", "a b c d e", [3, 3, 2, 1, 0]),
    ("inside", "a b, c", [1, 4, 0]),
    ("year", "a 1999 b c d", [0, 6, 18, 18, 18]),
]


@pytest.mark.parametrize(("name", "string", "values"), PLACES)
def test_places(name: str, string: str, values: list[int]) -> None:
    assert column(name, string) == values


# -- the scores --------------------------------------------------------------------------------


def weights(sight: Sight, eyes: Eyes) -> dict[str, np.ndarray]:
    """Give random weights for half of what is seen."""
    rng = np.random.default_rng(1)

    def some(*shape: int) -> np.ndarray:
        return rng.standard_normal(shape).astype(np.float16)

    words = sorted({fact for facts in eyes.words.facts for fact in facts})[::2]
    gaps = sorted({fact for facts in eyes.gaps.facts for fact in facts})[::2]
    keys = np.unique(np.concatenate(pairs(sight, Codes().known(eyes))))[1::2]
    found = {
        "word": some(len(words), LABELS), "gap_before": some(len(gaps), LABELS), "gap_after": some(len(gaps), LABELS),
        "word_facts": np.frombuffer("\n".join(words).encode(), np.uint8),
        "gap_facts": np.frombuffer("\n".join(gaps).encode(), np.uint8),
        "pair_keys": keys, "pairs": some(len(keys), LABELS),
    }  # fmt: skip
    return found | {f"place_{name}": some(count, LABELS) for name, count in COLUMNS.items()}


def slowly(string: str, eyes: Eyes, arrays: dict[str, np.ndarray]) -> np.ndarray:
    """Give the scores of one string, token by token and fact by fact."""
    sight = eyes.see([string], [claim(string)])
    names = {key: arrays[key].tobytes().decode().split("\n") for key in ("word_facts", "gap_facts")}
    numbers = np.stack(pairs(sight, Codes().known(eyes))).T
    keys = arrays["pair_keys"].tolist()
    rows = []
    for i, row in enumerate(sight.places.columns):
        found = [arrays[f"place_{name}"][value] for name, value in zip(COLUMNS, row, strict=True)]
        for key, of, facts in (
            ("word", "word_facts", eyes.words.facts[sight.words[i]]),
            ("gap_before", "gap_facts", eyes.gaps.facts[sight.before[i]]),
            ("gap_after", "gap_facts", eyes.gaps.facts[sight.after[i]]),
        ):
            found += [arrays[key][names[of].index(fact)] for fact in facts if fact in names[of]]
        found += [arrays["pairs"][keys.index(key)] for key in numbers[i].tolist() if key in keys]
        rows.append(np.sum([part.astype(float) for part in found], axis=0))
    return np.array(rows)


@given(
    st.lists(
        st.text("abcILVXilvé张A1.-’", min_size=1, max_size=8) | st.text(min_size=1, max_size=45), max_size=8
    )
)
def test_new_words_are_looked_up_as_their_facts_say(texts: list[str]) -> None:
    words = Words({"abc": "ft", "li": "f"})
    chosen = ["Civil", "civil", "commons", "Smith", "JSTOR", "ÉTÉ", "Vol", "LI", "abc", "Abc", *texts]
    rows = sorted({words[text] for text in chosen})
    facts = [words.facts_of(row) for row in rows]
    names = sorted({fact for found in facts for fact in found})[::2]
    numbers, counts, codes = Vocabulary(names).look_up(words, 0)
    assert counts == [len(found) for found in facts]
    assert numbers == [names.index(fact) if fact in names else -1 for found in facts for fact in found]
    assert codes == [code for found in facts for code in word_codes(found)]


def test_scores_are_the_sums_they_should_be_and_no_string_sees_another() -> None:
    sight, eyes = see(STRINGS)
    arrays = weights(sight, eyes)
    fast = Scorer(arrays).scores(sight, eyes)
    slow = np.concatenate([slowly(string, eyes, arrays) for string in STRINGS if tokenise(string)])
    assert np.allclose(fast, slow, atol=1e-2)


def test_scores_stay_when_words_are_forgotten() -> None:
    sight, eyes = see(STRINGS)
    scorer = Scorer(weights(sight, eyes))
    before = scorer.scores(sight, eyes)
    eyes.words.forget()
    eyes.gaps.forget()
    scorer.forget()
    eyes.see(["Other words: before (them)."], [()])
    assert np.allclose(scorer.scores(see(STRINGS, eyes)[0], eyes), before, atol=1e-4)


@given(st.sets(st.integers(1, 2**32 - 1) | st.integers(1, 5000), min_size=1, max_size=200))
def test_keyed_weights_are_found_by_their_key_and_by_no_other(chosen: set[int]) -> None:
    keys = np.array(sorted(chosen), np.uint32)
    table = Keyed(keys, keys[:, None].astype(np.float32))
    assert table.rows(keys).tolist() == list(range(1, len(keys) + 1))
    others = np.array([0, *(key for key in range(1, 5000, 7) if key not in chosen)], np.uint32)
    assert not table.rows(others).any()


# -- the chain ---------------------------------------------------------------------------------


def score(path: Sequence[int], emissions: np.ndarray, scores: chain.Chain) -> float:
    found = scores.start[path[0]] + scores.stop[path[-1]]
    found += sum(emissions[i, label] for i, label in enumerate(path))
    return float(found + sum(scores.steps[a, b] for a, b in pairwise(path)))


def by_enumeration(emissions: np.ndarray, scores: chain.Chain) -> tuple[tuple[int, ...], np.ndarray]:
    """Give the best path and the marginals of one string, by all its paths."""
    length, labels = emissions.shape
    chances, best, most = np.zeros((length, labels)), (), -np.inf
    for path in product(range(labels), repeat=length):
        found = score(path, emissions, scores)
        for i, label in enumerate(path):
            chances[i, label] += np.exp(found)
        if found > most:
            best, most = path, found
    return best, chances / chances.sum(axis=1, keepdims=True)


@pytest.mark.parametrize("spread", [0.5, 2.0, 6.0])
def test_chain_against_all_paths(spread: float) -> None:
    rng = np.random.default_rng(3)
    sizes = [4, 1, 6, 2, 6]
    offsets = np.concatenate(([0], np.cumsum(sizes))).astype(np.int32)
    emissions = (rng.standard_normal((offsets[-1], 3)) * spread).astype(np.float32)
    scores = chain.Chain(
        *((rng.standard_normal(shape) * spread).astype(np.float32) for shape in ((3, 3), 3, 3))
    )
    all_chances = chain.marginals(emissions, offsets, scores)
    labels = chain.best(all_chances, emissions, offsets, scores)
    for start, stop in pairwise(offsets):
        best, chances = by_enumeration(emissions[start:stop].astype(float), scores)
        assert tuple(labels[start:stop]) == best
        assert np.allclose(all_chances[start:stop], chances, atol=1e-4)


def test_fields_that_occur_once_have_one_run() -> None:
    rng = np.random.default_rng(5)
    fields = [repeats.Field(0, 1), repeats.Field(2, 3)]
    sizes = [6, 3, 5, 6, 2, 6, 6, 5, 1, 6]
    offsets = np.concatenate(([0], np.cumsum(sizes))).astype(np.int32)
    emissions = (rng.standard_normal((offsets[-1], 5)) * 3).astype(np.float32)
    scores = chain.Chain(*(rng.standard_normal(shape).astype(np.float32) for shape in ((5, 5), 5, 5)))
    freely = chain.viterbi(emissions, offsets, scores)
    labels = freely.copy()
    repeats.Once(scores, fields).settle(
        labels, chain.marginals(emissions, offsets, scores), emissions, offsets
    )
    changed = 0
    for start, stop in pairwise(offsets):
        free = freely[start:stop].tolist()
        watched = repeated(free)
        if not watched:
            assert labels[start:stop].tolist() == free
            continue
        found = tuple(labels[start:stop].tolist())
        assert not repeated(found) & watched
        own = emissions[start:stop].astype(float)
        paths = [path for path in product(range(5), repeat=int(stop - start)) if legal(path)]
        # What repeats only after the first change is watched as well.
        for watch in (watched, {0, 2}):
            best = max((p for p in paths if not again(p) & watch), key=lambda p: score(p, own, scores))
            changed += found == best
            if found == best:
                break
        else:
            raise AssertionError(found)
    assert changed > 2


def legal(path: Sequence[int]) -> bool:
    """A field goes on only after it has begun."""
    return all(
        label not in (1, 3) or (i > 0 and path[i - 1] in (label, label - 1)) for i, label in enumerate(path)
    )


def repeated(path: Sequence[int]) -> set[int]:
    """The fields (0, 2) with several runs of their two labels."""
    return {
        field
        for field in (0, 2)
        if sum(label in (field, field + 1) and (i == 0 or path[i - 1] not in (field, field + 1)) for i, label in enumerate(path)) > 1
    }  # fmt: skip


def again(path: Sequence[int]) -> set[int]:
    """The fields that begin twice."""
    return {field for field in (0, 2) if list(path).count(field) > 1}


# -- runs and fields ---------------------------------------------------------------------------


def fields_of(string: str, labels: str) -> list[tuple[str, str]]:
    """Label a string by hand: a word for each token, "+" before a label where a field begins anew."""
    sight, _ = see([string])
    names = labels.split()
    numbers = np.array([runs.NUMBER[name.strip("+")] for name in names], np.int32)
    begins = np.array([name.startswith("+") for name in names])
    batch = runs.Labelled(
        sight.offsets, sight.starts, sight.stops, sight.texts, numbers, begins, np.full(len(names), 0.5, np.float32)
    )  # fmt: skip
    ((found, sure),) = runs.fields(batch, runs.Scale({}), [string], [string])
    assert set(sure) == {field.label for field in found}
    return [(field.label, field.text) for field in found]


FIELDS = [
    ("Smith J. Title", "author author title", [("author", "Smith J."), ("title", "Title")]),
    ("A title. Press", "title title publisher", [("title", "A title"), ("publisher", "Press")]),
    ("What is law? 1990", "title title title date", [("title", "What is law?"), ("date", "1990")]),
    ("Law (a study) [1]", "title title title citation-number", [("title", "Law (a study)"), ("citation-number", "1")]),
    ("x (ed.) y", "other editor other", [("editor", "ed.")]),
    ("A B C", "author +author other", [("author", "A"), ("author", "B")]),
    ("A, UN Doc. A/RES/70/1", "author note note note", [("author", "A"), ("genre", "UN Doc. A/RES/70/1")]),
    ("a b", "other other", []),
]  # fmt: skip


@pytest.mark.parametrize(("string", "labels", "expected"), FIELDS)
def test_fields(string: str, labels: str, expected: list[tuple[str, str]]) -> None:
    assert fields_of(string, labels) == expected


def test_scale_takes_the_step_at_or_below_and_the_common_one_for_rare_labels() -> None:
    scale = runs.Scale({"title": ([0.2, 0.6], [0.3, 0.9]), "*": ([0.0, 0.5], [0.1, 0.7])})
    labels = np.array([runs.NUMBER[name] for name in ("title", "title", "title", "isbn", "isbn")], np.int32)
    raw = np.array([0.1, 0.59, 0.61, 0.49, 1.0], np.float32)
    assert scale.confidence(labels, raw).tolist() == [0.3, 0.3, 0.9, 0.1, 0.7]


def test_batches_hold_so_many_strings_or_characters() -> None:
    assert [len(batch) for batch in batches(["a"] * 1200)] == [1024, 176]
    assert [len(batch) for batch in batches(["a" * 100_000] * 45)] == [30, 15]
    assert list(batches([])) == []
