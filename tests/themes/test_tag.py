"""Rules on texts: what matches, what is cancelled, and the evidence that is quoted."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bibtrack.errors import VocabularyError
from bibtrack.themes.matcher import Matcher
from bibtrack.themes.rules import parse
from bibtrack.themes.tag import tag
from bibtrack.values.theme import Assignment, FieldText


def one(rule: str, theme: str = "") -> Matcher:
    return Matcher(parse(f'[[theme]]\nslug = "t"\n{theme}\n[[theme.rule]]\nid = "r"\n{rule}'))


def quotes(found: tuple[Assignment, ...]) -> list[str]:
    return [evidence.quote for assignment in found for evidence in assignment.evidence]


NEAR = 'kind = "near"\nterms = ["green*", "BRI|belt and road"]\nwithin = 2\nexcluding = ["green card"]'
MATCHES = [
    ("word", 'kind = "words"\nterms = ["ngo"]', "The NGOs’ work", ["NGOs"]),
    ("word is whole", 'kind = "words"\nterms = ["ngo"]', "Mango trade in Angola", []),
    ("accents do not matter", 'kind = "words"\nterms = ["société civile"]', "La Societe Civile", ["Societe Civile"]),
    ("decomposed accents", 'terms = ["société"]', "la socie\u0301te\u0301 civile", ["socie\u0301te\u0301"]),
    ("possessive", 'terms = ["china environment"]', "China’s environment", ["China’s environment"]),
    ("plural", 'terms = ["industry association"]', "Industry associations", ["Industry associations"]),
    ("hyphen or not", 'terms = ["non-state actor"]', "Non state actors", ["Non state actors"]),
    ("phrase over a line end", 'terms = ["soft power"]', "soft\npower", ["soft\npower"]),
    ("prefix", 'terms = ["necropolit*"]', "Necropolítica", ["Necropolítica"]),
    ("prefix is a start", 'terms = ["polit*"]', "necropolitics", []),
    ("stem", 'kind = "stem"\nterms = ["govern"]', "Governance of water", ["Governance"]),
    ("stem of another family", 'kind = "stem"\nterms = ["nation"]', "native", []),
    ("Chinese inside a sentence", 'terms = ["绿色一带一路"]', "共建绿色一带一路的进展", ["绿色一带一路"]),
    ("Chinese beside Latin", 'terms = ["绿色"]', "BRI绿色ESG", ["绿色"]),
    ("near", NEAR, "Greening the Belt and Road", ["Greening the Belt and Road"]),
    ("near, too far", NEAR, "The BRI is to be green", []),
    ("near, turned round", NEAR, "Is the BRI really green?", ["BRI really green"]),
    ("near, cancelled", NEAR, "Green card holders and the BRI", []),
    ("near, another green counts", NEAR, "Green card? A green BRI", ["green BRI"]),
    ("unless", 'terms = ["bri"]\nunless = ["brain*"]', "BRI and the brains", []),
    ("regex", "kind = 'regex'\nterms = ['ISO\\s?26\\d{3}']", "On iso 26000", ["iso 26000"]),
    ("regex, cancelled", "kind = 'regex'\nterms = ['green']\nexcluding = ['green card']", "Green card", []),
    ("full-width letters", 'terms = ["esg"]', "ＥＳＧ ratings", ["ＥＳＧ"]),
]  # fmt: skip


@pytest.mark.parametrize(
    ("rule", "text", "expected"), [row[1:] for row in MATCHES], ids=[r[0] for r in MATCHES]
)
def test_a_rule_quotes_what_it_matched(rule: str, text: str, expected: list[str]) -> None:
    assert quotes(tag([FieldText("title", text)], one(rule))) == expected


def test_a_title_rule_also_reads_the_translated_title_and_no_abstract() -> None:
    matcher = one('terms = ["water"]\nfields = ["title"]')
    found = tag([FieldText("abstract", "water"), FieldText("translated_title", "Water")], matcher)
    assert [evidence.field for evidence in found[0].evidence] == ["translated_title"]


def test_a_further_text_of_one_field_is_quoted_and_not_counted() -> None:
    texts = [FieldText("context", "Water law.", 7), FieldText("context", "More water.", 8)]
    (found,) = tag(texts, one('terms = ["water"]'))
    assert [(e.where, e.weight) for e in found.evidence] == [(7, 1.0), (8, 0.0)]
    assert found.score == 1.0


@pytest.mark.parametrize(
    ("texts", "themed"),
    [
        ([("title", "water")], False),
        ([("title", "water"), ("abstract", "water")], True),
        ([("title", "water"), ("context", "water")], False),
        ([("title", "water law")], True),
    ],
    ids=["one weak word", "in two fields", "in a field of little weight", "two weak rules"],
)
def test_weights_are_added_up_to_the_threshold(texts: list[tuple[str, str]], themed: bool) -> None:
    matcher = one(
        'terms = ["water"]\nweight = 0.5\n[[theme.rule]]\nid = "s"\nterms = ["law"]\nweight = 0.5',
        "field_weights = { context = 0.2 }",
    )
    assert bool(tag([FieldText(*text) for text in texts], matcher)) is themed


def test_the_context_is_the_sentence_of_a_long_text() -> None:
    text = "First things. " * 40 + "Then came the NGOs of China. " + "Last things. " * 40
    (found,) = tag([FieldText("abstract", text)], one('terms = ["ngo"]'))
    assert found.evidence[0].context == "Then came the NGOs of China."


def test_an_expression_that_takes_too_long_is_refused_by_name() -> None:
    matcher = one("kind = 'regex'\nterms = ['(.*?,){11}P']")
    with pytest.raises(VocabularyError, match="takes more than"):
        tag([FieldText("title", "ab," * 2_000)], matcher)


@given(st.lists(st.text(max_size=80), max_size=4))
def test_evidence_always_slices_to_its_quote_and_a_second_run_is_the_same(texts: list[str]) -> None:
    matcher = one(
        "kind = 'near'\nterms = ['a*|b|水|1', 'c*|d|路|é*']\nwithin = 3\n"
        "[[theme.rule]]\nid = 's'\nterms = ['e*', '0', '一']\n[[theme.rule]]\nid='x'\nkind='regex'\nterms=['\\w{2}']"
    )
    fields = [FieldText("abstract", text, at) for at, text in enumerate(texts)]
    found = tag(fields, matcher)
    assert found == tag(fields, matcher)
    for assignment in found:
        assert assignment.evidence
        assert assignment.score >= 1
        for evidence in assignment.evidence:
            assert texts[evidence.where or 0][evidence.start : evidence.stop] == evidence.quote != ""
