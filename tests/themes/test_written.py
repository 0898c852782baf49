"""Rules written in one line, expressions that are refused, and what a theme file may not hold."""

import pytest

from bibtrack.errors import VocabularyError
from bibtrack.themes.expressions import LONGEST, fault, spans
from bibtrack.themes.rules import parse
from bibtrack.themes.similar import features
from bibtrack.themes.written import written_rule, written_rules
from bibtrack.values.theme import RuleKind

LINES = [
    ("green belt, silk road*", RuleKind.PHRASE, ("green belt", "silk road*"), 0),
    ('"green belt"', RuleKind.PHRASE, ("green belt",), 0),
    ("stem: govern, ruling", RuleKind.STEM, ("govern", "ruling"), 0),
    ("Stem:govern", RuleKind.STEM, ("govern",), 0),
    ("china NEAR/5 policy|policies", RuleKind.NEAR, ("china", "policy|policies"), 5),
    ("china near policy", RuleKind.NEAR, ("china", "policy"), 8),
    ("a near/3 b near/9 c", RuleKind.NEAR, ("a", "b", "c"), 9),
    ("/gr[ae]y belts?/", RuleKind.REGEX, ("gr[ae]y belts?",), 0),
    ("//", RuleKind.PHRASE, None, 0),
    ("", RuleKind.PHRASE, None, 0),
    ("…", RuleKind.PHRASE, None, 0),
    ("china near …", RuleKind.NEAR, None, 0),
    ("/(a+)+/", RuleKind.REGEX, None, 0),
    ("/(/", RuleKind.REGEX, None, 0),
]


@pytest.mark.parametrize(("line", "kind", "terms", "within"), LINES)
def test_a_rule_in_one_line(line: str, kind: RuleKind, terms: tuple[str, ...] | None, within: int) -> None:
    if terms is None:
        with pytest.raises(VocabularyError, match="rule "):
            written_rule(line)
        return
    rule = written_rule(line)
    assert (rule.kind, rule.terms, rule.within) == (kind, terms, within)


def test_rules_of_lines_are_named_by_their_words() -> None:
    one, other, again = written_rules(["green belt", "silk road", "green belt"])
    assert one.rule_id == again.rule_id != other.rule_id
    assert one.rule_id.startswith("line-")


FAULTS = [
    ("a" * LONGEST, None), ("a" * (LONGEST + 1), "is the most"), ("(", "malformed"), ("a*", "matches the empty text"),
    ("(a+)+", "repeats a group"), ("(?:ab?)+c", None), ("(" * 400 + "a" + ")" * 400, None), ("gr[ae]y", None), (r"\d{4}", None),
]  # fmt: skip


@pytest.mark.parametrize(("expression", "told"), FAULTS, ids=[expression[:20] for expression, _ in FAULTS])
def test_expressions(expression: str, told: str | None) -> None:
    found = fault(expression)
    if told is None:
        assert found is None or "nested" in found
    else:
        assert found is not None
        assert told in found


@pytest.mark.parametrize(
    ("expression", "text", "places"),
    [
        ("a", "banana", [(1, 2), (3, 4), (5, 6)]),
        ("x", "banana", []),
        (r"\b", "banana", []),
        ("a|$", "ba", [(1, 2)]),
    ],
)
def test_places_of_an_expression(expression: str, text: str, places: list[tuple[int, int]]) -> None:
    assert spans(expression, text) == places


@pytest.mark.parametrize(("most", "count"), [(1, 1), (20, 20), (50, 50)])
def test_so_many_places_are_looked_for(most: int, count: int) -> None:
    assert len(spans("a", "a" * 100, most)) == count


def test_an_expression_without_end_is_stopped() -> None:
    with pytest.raises(VocabularyError, match="takes more than"):
        spans("(?:a|aa|aaa)+$", "a" * 5000 + "!")


HEAD = "[[theme]]\nslug = 'water'\nlabel = 'Water'\nsynonyms = ['water']\n"
RULE = HEAD + "[[theme.rule]]\nid = 'r'\n"
REFUSED = [
    (HEAD + "field_weights = 3\n", "field_weights must be a table"),
    (HEAD + "field_weights = { colour = 1 }\n", "unknown field 'colour'"),
    (HEAD + "field_weights = { title = true }\n", "a number from 0 to 100"),
    (HEAD + "field_weights = { title = 101 }\n", "a number from 0 to 100"),
    (HEAD + "field_weights = { title = -1 }\n", "a number from 0 to 100"),
    (HEAD + "rule = 3\n", "a rule starts with"),
    (HEAD + "[theme.rule]\nid = 'r'\n", "a rule starts with"),
    (RULE + "kind = 'near'\nterms = ['a', 'b']\nwithin = 1001\n", "from 0 to 1000"),
    (RULE + "kind = 'near'\nterms = ['a', 'b']\nwithin = -1\n", "from 0 to 1000"),
    (RULE + "terms = ['a']\nwithin = 3\n", "belongs to kind near"),
    (RULE + "terms = ['…']\n", "holds no word"),
    (RULE + "terms = ['a', '*']\n", "star needs letters|holds no word"),
    (RULE + "terms = ['a']\nfields = ['colour']\n", "unknown field 'colour'"),
    (RULE + "terms = ['a']\nexcluding = ['…']\n", "holds no word"),
]


@pytest.mark.parametrize(("text", "told"), REFUSED)
def test_a_theme_file_is_refused_with_the_reason(text: str, told: str) -> None:
    with pytest.raises(VocabularyError, match=told):
        parse(text)


BOUNDS = [0, 100, 0.5]


@pytest.mark.parametrize("weight", BOUNDS)
def test_weights_at_their_bounds_are_taken(weight: float) -> None:
    (theme,) = parse(HEAD + f"field_weights = {{ title = {weight} }}\n")
    assert theme.field_weights == (("title", float(weight)),)


@pytest.mark.parametrize("within", [0, 1000])
def test_distances_at_their_bounds_are_taken(within: int) -> None:
    (theme,) = parse(RULE + f"kind = 'near'\nterms = ['a', 'b']\nwithin = {within}\n")
    assert theme.rules[-1].within == within


def test_features_of_a_text() -> None:
    assert features("中国环境") == ["中国", "国环", "环境"]
    assert "the" not in features("the governance of rivers")
    assert features("12 a") == []
    mixed = features("governing 中国 rivers")
    assert any(word.startswith("govern") for word in mixed)
    assert "中国" in mixed
