"""Theme files: what is read, and what is refused with file, line, rule and reason."""

from pathlib import Path

import pytest

from bibtrack.errors import VocabularyError
from bibtrack.themes.rules import SYNONYMS, load, parse
from bibtrack.values.theme import RuleKind

ROOT = Path(__file__).resolve().parents[2]
GOOD = """
[[theme]]
slug = "water"
label = "Water"
definition = '''
[[theme]] inside a text is no header
'''
synonyms = ["agua", "水"]
threshold = 1.5
wanted = 4
field_weights = { abstract = 0.5 }

[[theme.rule]]
id = "river"
kind = "near"
terms = ["river|stream", "law*"]
within = 3
excluding = ["stream of consciousness"]
unless = ["blood"]
fields = ["title"]
weight = 0.5

[[theme]]
slug = "ground-water"
parents = ["water"]
"""


def test_a_good_file_gives_every_part() -> None:
    water, ground = parse(GOOD)
    assert (water.slug, water.label, water.threshold, water.wanted) == ("water", "Water", 1.5, 4)
    assert (water.line, ground.line, ground.parents, ground.label) == (2, 23, ("water",), "ground-water")
    assert water.field_weights == (("abstract", 0.5),)
    synonyms, river = water.rules
    assert (synonyms.rule_id, synonyms.terms, synonyms.weight) == (SYNONYMS, ("agua", "水"), 1.5)
    assert (river.kind, river.within, river.line, river.unless) == (RuleKind.NEAR, 3, 13, ("blood",))


RULE = '[[theme]]\nslug = "a"\n[[theme.rule]]\nid = "r"\n'
REFUSED = [
    ("not toml", "slug = \n\n", 1, "not valid TOML"),
    ("a key outside", 'colour = "red"', None, "unknown table or key 'colour'"),
    ("a table, no list", "[theme]\nslug = 'a'", None, "two brackets"),
    ("unknown key", '[[theme]]\nslug = "a"\nlable = "x"', 3, "unknown key 'lable'; did you mean label"),
    ("no slug", '[[theme]]\nlabel = "Green BRI"', 1, "like 'green-bri'"),
    ("slug with blanks", '[[theme]]\nlabel = "x"\nslug = "Green BRI"', 3, "like 'green-bri'"),
    ("one slug twice", '[[theme]]\nslug = "a"\n\n[[theme]]\nslug = "a"', 4, "line 1 already has"),
    ("own parent", '[[theme]]\nslug = "a"\nparents = ["a"]', 1, "own ancestor (a → a)"),
    ("own grandparent", '[[theme]]\nslug = "a"\nparents = ["b"]\n[[theme]]\nslug = "b"\nparents = ["a"]', 1, "a → b → a"),
    ("unknown parent", '[[theme]]\nslug = "a"\nparents = ["z"]', 1, "'z' is no theme"),
    ("threshold of nothing", '[[theme]]\nslug = "a"\nthreshold = 0', 3, "more than 0"),
    ("threshold is true", '[[theme]]\nslug = "a"\nthreshold = true', 3, "must be a number"),
    ("wanted below nothing", '[[theme]]\nslug = "a"\nwanted = -1', 3, "0 or more"),
    ("an empty synonym", '[[theme]]\nslug = "a"\nsynonyms = [""]', 3, "none of them empty"),
    ("a synonym without a word", '[[theme]]\nslug = "a"\nsynonyms = ["--"]', 3, "holds no word"),
    ("unknown field weight", '[[theme]]\nslug = "a"\nfield_weights = { tilte = 1 }', 3, "unknown field 'tilte'"),
    ("rule without terms", RULE, 3, "terms are missing"),
    ("unknown kind", RULE + 'kind = "fuzzy"\nterms = ["x"]', 5, "none of words, phrase, stem, near, regex"),
    ("unknown rule key", RULE + 'terms = ["x"]\nwindow = 4', 6, "unknown key 'window'"),
    ("unknown field", RULE + 'terms = ["x"]\nfields = ["headline"]', 6, "unknown field 'headline'"),
    ("a lone star", RULE + 'terms = ["*"]', 5, "holds no word"),
    ("near with one group", RULE + 'kind = "near"\nterms = ["x|y"]', 6, "two or more groups"),
    ("near with an empty choice", RULE + 'kind = "near"\nterms = ["x|", "y"]', 6, "holds no word"),
    ("within without near", RULE + 'terms = ["x"]\nwithin = 3', 6, "belongs to kind near"),
    ("a weight of nothing", RULE + 'terms = ["x"]\nweight = 0', 6, "more than 0"),
    ("an endless weight", RULE + 'terms = ["x"]\nweight = inf', 6, "at most 100"),
    ("broken expression", RULE + 'kind = "regex"\nterms = ["(a"]', 6, "malformed"),
    ("expression for nothing", RULE + 'kind = "regex"\nterms = ["a*"]', 6, "matches the empty text"),
    ("exploding expression", RULE + "kind = 'regex'\nterms = ['(a+)+b']", 6, "for ever"),
    ("exploding, nested deeper", RULE + "kind = 'regex'\nterms = ['x((a*)b?){2,}']", 6, "for ever"),
    ("endless expression", RULE + f"kind = 'regex'\nterms = ['{'a' * 2001}']", 6, "2000 is the most"),
    ("two rules of one id", RULE + 'terms = ["x"]\n[[theme.rule]]\nid = "r"\nterms = ["y"]', 6, "two rules are called 'r'"),
    ("synonyms named again", '[[theme]]\nslug = "a"\nsynonyms = ["x"]\n[[theme.rule]]\nid = "synonyms"\nterms = ["y"]', 4, "two rules"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "line", "reason"), [row[1:] for row in REFUSED], ids=[r[0] for r in REFUSED]
)
def test_a_fault_is_refused_with_its_place(text: str, line: int | None, reason: str) -> None:
    with pytest.raises(VocabularyError) as caught:
        parse(text, "my.toml")
    message = str(caught.value)
    assert message.startswith("my.toml")
    assert reason in message
    assert "\n" not in message
    assert line is None or f"line {line}" in message


@pytest.mark.parametrize(
    "expression", [r"(?:ab)+c", r"[(+*)]+", r"a{2,3}", r"\(+a", r"(a+)b+", r"(?:a+b)?c", r"[]+]+x"]
)
def test_a_plain_expression_is_let_through(expression: str) -> None:
    assert parse(RULE + f"kind = 'regex'\nterms = ['{expression}']")[0].rules[0].terms == (expression,)


def test_ten_thousand_themes_in_one_line_of_descent_load() -> None:
    text = "".join(
        f'[[theme]]\nslug = "t{i}"\n' + (f'parents = ["t{i - 1}"]\n' if i else "") for i in range(10_000)
    )
    assert len(parse(text)) == 10_000


@pytest.mark.parametrize(
    ("content", "reason"),
    [(b"\xff\xfe\x00", "not UTF-8"), (None, "cannot be read")],
    ids=["bytes", "missing"],
)
def test_a_file_that_cannot_be_read_is_named(tmp_path: Path, content: bytes | None, reason: str) -> None:
    path = tmp_path / "themes.toml"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(VocabularyError, match=reason):
        load(path)


def test_the_project_s_own_file_loads_and_every_theme_is_explained() -> None:
    themes = load(ROOT / "db" / "themes.toml")
    assert {"non-state-actors", "green-bri", "necropolitics"} <= {theme.slug for theme in themes}
    assert len(themes) >= 7
    for theme in themes:
        assert all((theme.definition, theme.scope_note, theme.rules, theme.wanted)), theme.slug
        assert any(not synonym.isascii() for synonym in theme.synonyms), theme.slug
