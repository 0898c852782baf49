"""Words: their weight, slips, abbreviations; containers, which are made of them."""

import pytest

from bibtrack.matching.containers import container_match
from bibtrack.matching.question import question
from bibtrack.matching.words import abbreviates, alike, alike_any, folded, folded_words, weight, words
from bibtrack.text import fold
from bibtrack.values.reference import Reference

SPLIT = [
    ("Müller's Über-Ich", ("mullers", "uber", "ich")),
    ("中国 climate", ("中", "国", "climate")),
    ("H₂O_x 12(3)", ("h2o", "x", "12", "3")),
    ("—…", ()),
]


@pytest.mark.parametrize(("text", "found"), SPLIT)
def test_a_text_is_cut_into_folded_words(text: str, found: tuple[str, ...]) -> None:
    assert folded_words(text) == found
    assert tuple(word.text for word in words(text)) == found


def test_words_know_their_places_and_case() -> None:
    text = "The Über-ich"
    assert [(text[w.start : w.stop], w.lower) for w in words(text)] == [
        ("The", False),
        ("Über", False),
        ("ich", True),
    ]


@pytest.mark.parametrize(("text", "plain"), [("A  B\nc", "a b c"), ("Ä", "a"), ("`x`", fold("`x`"))])
def test_folded(text: str, plain: str) -> None:
    assert folded(text) == plain


WEIGHTS = [
    ("the", 0.1),
    ("del", 0.1),
    ("1987", 0.5),
    ("中", 0.5),
    ("cat", 0.5),
    ("assay", 5 / 6),
    ("chemical", 1.0),
    ("x", 1 / 6),
]


@pytest.mark.parametrize(("word", "told"), WEIGHTS)
def test_how_much_a_word_tells(word: str, told: float) -> None:
    assert weight(word) == pytest.approx(told)


ALIKE = [
    ("siderophores", "siderophore", True),
    ("siderophores", "syderophores", True),
    ("siderophores", "sydirophores", True),
    ("siderophores", "sydyrophorex", False),
    ("chemical", "chemicel", True),
    ("chemical", "chamicel", False),
    ("assay", "essay", True),
    ("assay", "essex", False),
    ("cats", "cat", False),
    ("12345", "12346", False),
    ("12345", "1234s", False),
    ("hypertension", "hypotension", False),
    ("hypotension", "hypertension", False),
    ("interstate", "intrastate", False),
    ("microeconomics", "macroeconomics", False),
    ("endothermic", "exothermic", False),
    ("underestimates", "overestimates", False),
    ("subported", "supported", False),
    ("hypertension", "hypertensions", True),
    ("chemicals", "chem", False),
]


@pytest.mark.parametrize(("one", "other", "same"), ALIKE)
def test_slips(one: str, other: str, same: bool) -> None:
    assert alike(one, other) is same
    assert alike(other, one) is same
    assert alike_any(one, ["zzz", other]) is same


@pytest.mark.parametrize(
    ("word", "others", "same"),
    [
        ("assay", [], False),
        ("assay", ["xessay"], False),
        ("chemical", ["xhemicax"], False),
        ("abc", ["abc"], False),
    ],
)
def test_a_slip_keeps_an_end(word: str, others: list[str], same: bool) -> None:
    assert alike_any(word, others) is same


ABBREVIATIONS = [
    ("environ", "environmental", True), ("env", "environmental", True), ("e", "environmental", True),
    ("natl", "national", True), ("intl", "international", True), ("dept", "department", True), ("assn", "association", True),
    ("nl", "national", False), ("ntn", "nation", True), ("naz", "national", False), ("nato", "national", True),
    ("nation", "nation", True), ("nations", "nation", False), ("x", "environment", False), ("", "environment", False),
    ("tional", "national", False), ("ntz", "nation", False),
]  # fmt: skip


@pytest.mark.parametrize(("short", "full", "same"), ABBREVIATIONS)
def test_abbreviations(short: str, full: str, same: bool) -> None:
    assert abbreviates(short, full) is same


# text, container of the record → similarity, information
CONTAINERS = [
    ("Title. Analytical Biochemistry 160", "Analytical Biochemistry", (1.0, 0.75)),
    ("Title. Anal Biochem 160", "Analytical Biochemistry", (1.0, 0.75)),
    ("Title. Science 160", "Science", (1.0, 0.5)),
    ("Title. Nature 160", "Science", (0.0, 0.5)),
    ("Title. PNAS 160", "Proceedings of the National Academy of Sciences", (1.0, 1.0)),
    ("Title. PNA 160", "Proceedings of the National Academy of Sciences", (0.0, 1.0)),
    ("Title. AB 160", "Analytical Biochemistry", (0.0, 0.75)),
    ("Title. Analytical Letters 160", "Analytical Biochemistry", (0.5, 0.75)),
    ("Title. Analytical and Clinical Biochemistry 160", "Analytical Biochemistry", (1.0, 0.75)),
    ("Title. Analytical one two three Biochemistry 160", "Analytical Biochemistry", (0.5, 0.75)),
    ("Title. Biochemistry Analytical 160", "Analytical Biochemistry", (0.5, 0.75)),
    ("Enzyme 35:77", "Enzyme 35 (2): 77–81. Portico", (1.0, 0.5)),
    ("Title. The The", "The", (0.0, 0.0)),
    ("Title. AnalyticalBiochemis try 1", "Analytical Biochemistry", (1.0, 0.75)),
    ("Zhongguo waijiao 3", "中国外交", (1.0, 1.0)),
]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "name", "expected"), CONTAINERS, ids=[f"{t} | {n}" for t, n, _ in CONTAINERS]
)
def test_containers(text: str, name: str, expected: tuple[float, float]) -> None:
    found = container_match(question(Reference(), text), Reference(container_title=name))
    assert found == pytest.approx(expected)


def test_the_best_of_the_containers_names_counts() -> None:
    asked = question(Reference(), "Title. Ann Assoc Am Geogr 111")
    theirs = Reference(
        container_title="Zeitschrift", container_title_short="Ann Assoc Am Geogr", collection_title="Series"
    )
    assert container_match(asked, theirs) == (1.0, 1.0)
    assert container_match(asked, Reference(collection_title="Ann Assoc Am Geogr")) == (1.0, 1.0)
    assert container_match(asked, Reference()) is None
