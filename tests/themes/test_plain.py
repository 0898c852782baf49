"""The quick way of judging gives exactly what the plain way gives, on any rules and texts."""

from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from bibtrack.themes.matcher import Matcher
from bibtrack.themes.rules import load
from bibtrack.themes.tag import tag
from bibtrack.values.theme import FieldText, RuleKind, Theme, ThemeRule
from tests.themes.plain import plain

ROOT = Path(__file__).resolve().parents[2]
WORDS = (
    "green belt road roads china’s CHINA'S china policy policies govern governance governing 绿色 一带一路 路 société"
    " socie\u0301te\u0301 b a's NGO NGOs card Ünal"
).split()
FIELDS = ("title", "translated_title", "abstract", "context", "container_title", "publisher")
word = st.sampled_from(WORDS)
term = st.lists(st.builds(str.__add__, word, st.sampled_from(["", "", "*"])), min_size=1, max_size=3).map(
    " ".join
)
terms = st.lists(term, min_size=1, max_size=4)
texts = st.lists(
    st.builds(
        FieldText,
        st.sampled_from(FIELDS),
        st.lists(st.tuples(word, st.sampled_from([" ", "", "-", ". ", "。", "\n", "_", "\u2028"])), max_size=25).map(
            lambda parts: "".join(map("".join, parts))
        ),
        st.sampled_from([None, 1, 2]),
    ),
    min_size=1,
    max_size=5,
)  # fmt: skip


@st.composite
def rules(draw: st.DrawFn, number: int) -> ThemeRule:
    kind = draw(st.sampled_from(list(RuleKind)))
    if kind is RuleKind.NEAR:
        said = draw(st.lists(terms.map("|".join), min_size=2, max_size=3))
    else:
        said = ["gr\\w+n|路|N.O"] if kind is RuleKind.REGEX else draw(terms)
    return ThemeRule(
        f"r{number}",
        kind,
        tuple(said),
        tuple(draw(st.lists(st.sampled_from(FIELDS), max_size=2))),
        draw(st.integers(0, 5)) if kind is RuleKind.NEAR else 0,
        draw(st.sampled_from([0.1, 0.25, 0.3, 0.5, 1.0])),
        excluding=tuple(draw(st.lists(term, max_size=1))),
        unless=tuple(draw(st.lists(term, max_size=1))),
        supporting=draw(st.booleans()),
    )


@st.composite
def vocabularies(draw: st.DrawFn) -> tuple[Theme, ...]:
    return tuple(
        Theme(
            f"t{at}",
            f"T{at}",
            rules=tuple(draw(rules(number)) for number in range(draw(st.integers(0, 4)))),
            threshold=draw(st.sampled_from([0.3, 0.5, 1.0])),
            field_weights=tuple(draw(st.dictionaries(st.sampled_from(FIELDS), st.sampled_from([0.0, 0.6]), max_size=2)).items()),
        )
        for at in range(draw(st.integers(1, 4)))
    )  # fmt: skip


@settings(max_examples=250, deadline=None)
@given(vocabularies(), texts)
def test_any_rules_on_any_texts(themes: tuple[Theme, ...], made: list[FieldText]) -> None:
    assert tag(made, themes) == plain(made, themes)


def test_one_matcher_for_many_sources_remembers_nothing_that_matters() -> None:
    themes = load(ROOT / "db" / "themes.toml")
    matcher = Matcher(themes)
    titles = [
        "Greening China’s Belt and Road Initiative", "环境治理与绿色一带一路", "Necropolítica y minería de litio",
        "NGOs and green cards in the new economy", "ESG ratings: standards for due diligence in cobalt mining",
    ]  # fmt: skip
    for title in [*titles, *titles]:
        made = [FieldText("container_title", titles[0]), FieldText("title", title)]
        assert tag(made, matcher) == plain(made, themes)
