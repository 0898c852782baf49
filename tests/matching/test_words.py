"""Words: their weight, slips, abbreviations; containers, which are made of them."""

import pytest

from bibtrack.matching.containers import container_match
from bibtrack.matching.question import question
from bibtrack.matching.words import (
    abbreviates,
    alike,
    alike_any,
    folded,
    folded_words,
    numeral,
    weight,
    words,
)
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
    ("siderophores", "siderophor", True),
    ("siderophores", "siderophorest", True),
    ("siderophores", "siderophorests", True),
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
    # the record's name is abbreviated and the printed one is not
    ("Title. Analytical Biochemistry 160", "Anal Biochem", (1.0, 0.75)),
    ("Title. Journal of Biogeography 160", "J Biogeogr", (1.0, 0.75)),
    ("Title. Review of Biogeography 160", "R Biogeogr", (0.0, 0.75)),
    ("Title. J Biogeogr 160", "Journal of Biogeography", (1.0, 0.75)),
    # initials: three words make three letters, longer names four at least
    ("Title. BMJ 160", "British Medical Journal", (1.0, 1.0)),
    ("Title. PNAS 160", "Proceedings National Academy Sciences United States", (1.0, 1.0)),
    ("Title. PNASU 160", "Proceedings National Academy Sciences United States", (1.0, 1.0)),
    ("Title. PNASX 160", "Proceedings National Academy Sciences United States", (0.0, 1.0)),
    ("Title. S 160", "Science", (1.0, 0.5)),
    # each word is looked for behind the one before
    ("Title. Analytical Biochemistry and Analytical Letters 160", "Analytical Letters Biochemistry", (2 / 3, 1.0)),
    # letters without blanks: from twelve on
    ("Title. XYZAnaly ticalche", "Analyticalche", (1.0, 0.5)),
    ("Title. Analytica lche", "Analyticalch", (1.0, 0.5)),
    ("Title. XAnalytica lc", "Analyticalc", (0.0, 0.5)),
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


BROKEN = [
    # a slip, a hyphen of a line, a lost blank: still the journal
    ("Title. Analytcal Biochemistry 160", "Analytical Biochemistry", 0.9),
    ("Title. Analytical Biochem istry 160", "Analytical Biochemistry", 0.9),
    ("Title. JournalofExperimentalBotany 160", "Journal of Experimental Botany", 0.9),
]


@pytest.mark.parametrize(("text", "name", "least"), BROKEN)
def test_broken_names_of_journals_are_known(text: str, name: str, least: float) -> None:
    found = container_match(question(Reference(), text), Reference(container_title=name))
    assert found is not None
    assert least <= found[0] <= 1


# names that share most of their letters, and are two journals
OTHERS = [
    ("Title. Analytical Chemistry 160", "Analytical Biochemistry"),
    ("Title. Analytical Biochemistry 160", "Analytical Chemistry"),
    ("Title. Journal of Geography 160", "Journal of Biogeography"),
]


@pytest.mark.parametrize(("text", "name"), OTHERS)
def test_two_journals_of_nearly_one_name_agree_weakly(text: str, name: str) -> None:
    found = container_match(question(Reference(), text), Reference(container_title=name))
    assert found is not None
    assert found[0] < 0.7


NUMERALS = [("12", True), ("viii", True), ("xviii", True), ("xxxviii", True), ("xxxviiii", False), ("mix", False), ("12a", False), ("civil", False)]  # fmt: skip


@pytest.mark.parametrize(("word", "told"), NUMERALS)
def test_numerals(word: str, told: bool) -> None:
    assert numeral(word) is told


@pytest.mark.parametrize(
    ("one", "other"), [("xviii", "xvii"), ("xxiii", "xxii"), ("xxviii", "xxxiii"), ("12345", "12346")]
)
def test_numbers_are_never_slips_of_each_other(one: str, other: str) -> None:
    assert not alike(one, other)
    assert not alike(other, one)
