"""Word families: Porter's stem by his own examples, and the plain singular."""

import pytest

from bibtrack.themes.stems import singular, stem

# Source of most pairs: the examples of M. F. Porter's paper, taken through all five steps.
STEMS = [
    ("caresses", "caress"), ("ponies", "poni"), ("ties", "ti"), ("cats", "cat"), ("caress", "caress"),
    ("feed", "feed"), ("agreed", "agre"), ("plastered", "plaster"), ("bled", "bled"), ("motoring", "motor"), ("sing", "sing"),
    ("conflated", "conflat"), ("troubled", "troubl"), ("sized", "size"), ("hopping", "hop"), ("tanned", "tan"),
    ("falling", "fall"), ("hissing", "hiss"), ("fizzed", "fizz"), ("failing", "fail"), ("filing", "file"),
    ("happy", "happi"), ("sky", "sky"), ("relational", "relat"), ("conditional", "condit"), ("rational", "ration"),
    ("valenci", "valenc"), ("digitizer", "digit"), ("differentli", "differ"), ("vileli", "vile"), ("analogousli", "analog"),
    ("vietnamization", "vietnam"), ("predication", "predic"), ("operator", "oper"), ("feudalism", "feudal"),
    ("decisiveness", "decis"), ("hopefulness", "hope"), ("callousness", "callous"), ("formaliti", "formal"),
    ("sensitiviti", "sensit"), ("sensibiliti", "sensibl"), ("triplicate", "triplic"), ("formative", "form"), ("formalize", "formal"),
    ("electriciti", "electr"), ("electrical", "electr"), ("hopeful", "hope"), ("goodness", "good"), ("revival", "reviv"),
    ("allowance", "allow"), ("inference", "infer"), ("airliner", "airlin"), ("adjustable", "adjust"), ("defensible", "defens"),
    ("irritant", "irrit"), ("replacement", "replac"), ("adjustment", "adjust"), ("dependent", "depend"), ("adoption", "adopt"),
    ("communism", "commun"), ("activate", "activ"), ("homologous", "homolog"), ("effective", "effect"), ("bowdlerize", "bowdler"),
    ("probate", "probat"), ("rate", "rate"), ("cease", "ceas"), ("controll", "control"), ("roll", "roll"),
    ("governance", "govern"), ("governing", "govern"), ("government", "govern"), ("organisation", "organ"), ("organization", "organ"),
    ("ox", "ox"), ("wasser3", "wasser3"), ("水利", "水利"), ("société", "société"), ("yes", "ye"), ("onion", "onion"),
]  # fmt: skip


@pytest.mark.parametrize(("word", "base"), STEMS)
def test_stems(word: str, base: str) -> None:
    assert stem(word) == base


SINGULARS = [
    ("rivers", "river"), ("policies", "policy"), ("churches", "church"), ("bushes", "bush"), ("classes", "class"), ("boxes", "box"),
    ("class", "class"), ("crisis", "crisis"), ("virus", "virus"), ("ties", "tie"), ("gas", "gas"), ("river", "river"), ("水利s", "水利s"),
]  # fmt: skip


@pytest.mark.parametrize(("plural", "word"), SINGULARS)
def test_singulars(plural: str, word: str) -> None:
    assert singular(plural) == word
