"""Values never hold one half of a bracket or quote: a table of cuts, and whole references."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bibtrack.references.draft import Draft, Field
from bibtrack.references.halves import apply, lone, without
from bibtrack.references.parse import parse_citation
from bibtrack.values.reference import Creator, Name, Role

#: the string, the value cut out of it → the value with even halves
CUTS = [
    ("On the “green economy”. Geoforum", "On the “green economy", "On the “green economy”"),
    ("“Bad Company.” Review of Gain", "Bad Company.” Review of Gain", "“Bad Company.” Review of Gain"),
    ('"Welcome!": social predictors', 'Welcome!": social predictors', '"Welcome!": social predictors'),
    ("„Geistige Behinderung“ im Widerspruch", "Geistige Behinderung“ im Widerspruch", "„Geistige Behinderung“ im Widerspruch"),
    ("« Le prix », dans « Le marché », 1999", "Le prix », dans « Le marché", "« Le prix », dans « Le marché »"),
    ("A study (phase 2); German version", "phase 2); German version", "(phase 2); German version"),
    ("J. Physiol. (Lond.) 266", "J. Physiol. (Lond", "J. Physiol. (Lond)"),
    ("Washington (DC: National Academies Press", "Washington (DC", "Washington, DC"),
    ("Proceedings of the Symposium on Mines (IEEE, 2009)", "Proceedings of the Symposium on Mines (IEEE", "Proceedings of the Symposium on Mines"),
    ("The ‘safe rides’ programme", "The ‘safe rides", "The ‘safe rides’"),
    # Even already, or no quote at all: as they are.
    ("The 5\" disk (1990)", "The 5\" disk", "The 5\" disk"),
    ("Architecture in the ‘50s", "Architecture in the ‘50s", "Architecture in the ‘50s"),
    ("Niqabat Bila ‘Umal", "Niqabat Bila ‘Umal", "Niqabat Bila ‘Umal"),
    ("„So“ (und so)", "„So“ (und so)", "„So“ (und so)"),
    ("《论[语]》", "《论[语]》", "《论[语]》"),
]  # fmt: skip


@pytest.mark.parametrize(("string", "value", "whole"), CUTS, ids=[value for _, value, _ in CUTS])
def test_halves(string: str, value: str, whole: str) -> None:
    draft = Draft(string, (), values={"title": value})
    apply(draft)
    assert draft.values["title"] == whole


def test_names_lose_lone_halves() -> None:
    names = [Creator(Role.EDITOR, Name("York)", "New")), Creator(Role.AUTHOR, Name(")", "K. Brown (gen."))]
    draft = Draft("New York)", (Field("editor", 0, 9, "New York)"),), creators=names)
    apply(draft)
    assert [one.name for one in draft.creators] == [Name("York", "New"), Name(literal="K. Brown gen.")]


@given(st.text(alphabet="ab ()[]“”«»,.", max_size=30))
def test_nothing_lone_is_left(text: str) -> None:
    assert len(lone(text)) > 4 or not lone(without(text))


WHOLE = [
    ("U.S. Geological Survey. 2023. Mineral Commodity Summaries 2023 Data Release (version 2.0, May 2023) [Data set]. https://doi.org/10.5066/P9WCYUI6.", "note"),
    ("Foucault, Michel. Discipline and Punish: The Birth of the Prison. 2nd ed. New York: Vintage, 1995. Originally published as Surveiller et punir (Paris: Gallimard, 1975).", "note"),
    ("Amnesty International and Afrewatch. 2016. “This Is What We Die For”: Human Rights Abuses Power the Global Trade in Cobalt. London: Amnesty International.", "title"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "name"), WHOLE, ids=[text[:24] for text, _ in WHOLE])
def test_of_references(text: str, name: str) -> None:
    value = getattr(parse_citation(text).reference, name)
    assert not value or not lone(value)
