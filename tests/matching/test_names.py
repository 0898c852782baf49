"""How far the creators of a record stand in a reference."""

import pytest

from bibtrack.matching.names import NameMatch, name_match
from bibtrack.matching.question import question
from bibtrack.values.reference import Creator, Name, PartialDate, Reference, Role


def matched(text: str, *names: Name, role: Role = Role.AUTHOR) -> NameMatch | None:
    return name_match(
        question(Reference(), text), Reference(creators=tuple(Creator(role, name) for name in names))
    )


# text, the first creator → how far it is found, and at which word
FIRST = [
    ("Schwyn B. Universal assay.", Name("Schwyn", "Bernhard"), 1.0, 0),
    ("B. Schwyn, Universal assay.", Name("Schwyn", "Bernhard"), 1.0, 1),
    ("Müller, K. Title.", Name("Muller", "K."), 1.0, 0),
    ("Zouwen, J. van der. Title.", Name("van der Zouwen", "J."), 1.0, 0),
    ("Zouwen, J. Title.", Name("van der Zouwen", "J."), 0.9, 0),
    ("Lopez, M. Title.", Name("Lopez-Garcia", "M."), 0.0, None),
    ("Garcia, M. Title.", Name("Lopez-Garcia", "M."), 0.9, 0),
    ("Kim, M. Title.", Name("Kim-Lee", "M."), 0.0, None),
    ("Schwynn B. Universal assay.", Name("Schwyn", "B."), 0.8, None),
    ("Schwin B. Universal assay.", Name("Schwyn", "B."), 0.7, 0),
    ("Neilandson, Universal assay.", Name("Xeilandsox", "B."), 0.0, None),
    ("B.Schwynand others Universal assay.", Name("Schwyn", "B."), 0.8, None),
    ("Li, X. Title.", Name("Lu", "X."), 0.0, None),
    # a slip keeps one end of the name
    ("Schwym B. Universal assay.", Name("Schwyn", "B."), 0.7, 0),
    ("Zchwyn B. Universal assay.", Name("Schwyn", "B."), 0.7, 0),
    ("B.Smithand others Universal assay.", Name("Smith", "B."), 0.8, None),
    ("B.Leesand others Universal assay.", Name("Lees", "B."), 0.0, None),
    ("Berg, J. Title.", Name("van Berg", "J."), 0.9, 0),
    ("Berg, J. Title.", Name("Berg", "J."), 1.0, 0),
    ("Bank for Trade. Report.", Name(literal="Bank Office for Trade Union"), 0.6, 0),
    ("World Bank. Report.", Name(literal="World Bank"), 1.0, 0),
    ("World Bank Group. Report.", Name(literal="The World Bank"), 2 / 3, 0),
    ("Bank. Report.", Name(literal="World Bank"), 0.0, 0),
    ("Report.", Name(literal="World Bank"), 0.0, None),
    ("Report.", Name(family="…"), 0.0, None),
    ("Xi Jinping. Title.", Name("习", "近平"), 1.0, 0),
    ("习近平. 谈治国理政", Name("习", "近平"), 1.0, 0),
]


@pytest.mark.parametrize(
    ("text", "name", "first", "place"), FIRST, ids=[f"{t} | {n}" for t, n, _, _ in FIRST]
)
def test_the_first_creator(text: str, name: Name, first: float, place: int | None) -> None:
    found = matched(text, name)
    assert found is not None
    assert (found.first, found.place) == (pytest.approx(first), place)


# text, given name of Schwyn → does the initial agree
INITIALS = [
    ("Schwyn B. Universal assay.", "Bernhard", True),
    ("Schwyn, Bernhard. Universal assay.", "Bernhard", True),
    ("Bernhard Schwyn, Universal assay.", "Bernhard", True),
    ("J. B. Schwyn, Universal assay.", "Bernhard", True),
    ("Schwyn, JB. Universal assay.", "Bernhard", True),
    ("Schwyn von B. Universal assay.", "Bernhard", True),
    ("B. von Schwyn, universal assay.", "Bernhard", True),
    ("Schwyn, von und B. Universal assay.", "Bernhard", None),
    ("Schwyn, A. Universal assay.", "Bernhard", False),
    ("A. Schwyn, universal assay.", "Bernhard", False),
    ("Schwyn, Ber. Universal assay.", "Bernhard", True),
    ("Schwyn, Bern. Universal assay.", "Bernhard", None),
    ("Schwyn. Universal assay.", "Bernhard", None),
    ("Schwyn, USA. Universal assay.", "Bernhard", None),
    ("Schwyn, B. Universal assay.", None, None),
    ("Schwyn, B. Universal assay.", "Karl Bernhard", True),
]


@pytest.mark.parametrize(("text", "given", "agrees"), INITIALS)
def test_the_initial(text: str, given: str | None, agrees: bool | None) -> None:
    found = matched(text, Name("Schwyn", given))
    assert found is not None
    assert found.initial is agrees


def test_no_initial_is_compared_where_the_name_is_only_nearly_there() -> None:
    found = matched("Schwin B. Universal assay.", Name("Schwyn", "Bernhard"))
    assert found is not None
    assert found.initial is None


def test_the_others_are_counted() -> None:
    names = [Name("Schwyn", "B."), Name("Neilands", "J."), Name("Absent", "X.")]
    found = matched("Schwyn B, Neilands JB. Universal assay.", *names)
    assert found is not None
    assert (found.first, found.others, found.count, found.name) == (1.0, 0.5, 2, names[0].sort_form())


def test_a_name_with_a_slip_is_counted_and_a_part_of_a_body_is_not() -> None:
    found = matched(
        "Schwyn B, Neilanks JB. World.", Name("Schwyn"), Name("Neilands"), Name(literal="World Union Bank")
    )
    assert found is not None
    assert (found.count, found.others) == (2, pytest.approx(0.35))
    part = matched("Schwyn B. World Bank.", Name("Schwyn"), Name(literal="World Bank Group"))
    assert part is not None
    assert (part.count, part.others) == (1, pytest.approx(2 / 3))


def test_one_creator_has_no_others_and_ten_are_looked_at() -> None:
    alone = matched("Schwyn B. Universal assay.", Name("Schwyn"))
    assert alone is not None
    assert alone.others is None
    many = matched(
        "Schwyn, Tenthman, Eleventhman", *[Name("Schwyn")] * 9, Name("Tenthman"), Name("Eleventhman")
    )
    assert many is not None
    assert (many.others, many.count) == (1.0, 10)


def test_editors_stand_in_for_authors_and_nobody_is_none() -> None:
    edited = matched("Schwyn B (ed.). Universal assay.", Name("Schwyn"), role=Role.EDITOR)
    assert edited is not None
    assert edited.first == 1.0
    assert matched("Schwyn B. Universal assay.") is None
    assert matched("Schwyn B. Universal assay.", Name("Schwyn"), role=Role.TRANSLATOR) is None


def test_a_name_glued_to_others_is_looked_for_at_the_head_of_written_out_fields() -> None:
    ours = Reference(
        title="A study of Neil and Sons " + "and of others " * 40 + "by neilandson", issued=PartialDate(1987)
    )
    theirs = Reference(creators=(Creator(Role.AUTHOR, Name("Neilands")),))
    found = name_match(question(ours), theirs)
    assert found is not None
    assert found.first == 0.8
    late = Reference(title="A study " + "and of others " * 60 + "by ourneilandson")
    found = name_match(question(late), theirs)
    assert found is not None
    assert found.first == 0.0
