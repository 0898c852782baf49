"""The policy of merging as a table: chosen > fetched > printed, per field."""

import pytest

from bibtrack.matching.merge import clashes, merge
from bibtrack.values.identifier import Identifier, Scheme
from bibtrack.values.reference import Creator, ItemType, Name, PartialDate, Reference, Role
from bibtrack.values.source import Origin

P, F, C = Origin.PRINTED, Origin.FETCHED, Origin.CHOSEN

# printed, fetched, chosen → value, origin
TABLE = [
    ("a", None, None, "a", P),
    ("a", "b", None, "b", F),
    ("a", "b", "c", "c", C),
    ("a", None, "c", "c", C),
    (None, "b", None, "b", F),
    ("a", "", None, "a", P),
    ("a", "b", "", "b", F),
    (None, None, None, None, None),
]


@pytest.mark.parametrize(("printed", "fetched", "chosen", "value", "origin"), TABLE)
def test_precedence(printed, fetched, chosen, value, origin):
    merged, provenance = merge(Reference(title=printed), Reference(title=fetched), Reference(title=chosen))
    assert merged.title == value
    assert provenance.get("title") == origin


def test_what_the_note_says_about_its_own_use_stays():
    printed = Reference(accessed=PartialDate(2020, 1, 2), note="on file")
    merged, provenance = merge(printed, Reference(accessed=PartialDate(2024), note="registry"))
    assert (merged.accessed, merged.note) == (PartialDate(2020, 1, 2), "on file")
    assert provenance["accessed"] is P


def test_roles_are_merged_one_by_one():
    printed = Reference(
        creators=(Creator(Role.AUTHOR, Name(family="A")), Creator(Role.TRANSLATOR, Name(family="T")))
    )
    fetched = Reference(creators=(Creator(Role.AUTHOR, Name(family="A", given="Ann")),))
    merged, provenance = merge(printed, fetched)
    assert merged.names(Role.AUTHOR) == (Name(family="A", given="Ann"),)
    assert merged.names(Role.TRANSLATOR) == (Name(family="T"),)
    assert (provenance["creators:author"], provenance["creators:translator"]) == (F, P)


def test_a_fetched_type_does_not_hide_a_printed_one_by_saying_nothing():
    merged, _ = merge(Reference(type=ItemType.REPORT), Reference(type=ItemType.DOCUMENT))
    assert merged.type is ItemType.REPORT


def test_two_dois_never_meet_in_one_source():
    printed = Reference(
        identifiers=(Identifier(Scheme.DOI, "10.1/a"), Identifier(Scheme.ISBN, "9780521405997"))
    )
    merged, _ = merge(printed, Reference(identifiers=(Identifier(Scheme.DOI, "10.1/b"),)))
    assert [item.value for item in merged.identifiers] == ["10.1/b", "9780521405997"]


def test_merging_nothing_new_is_a_fixed_point():
    printed = Reference(type=ItemType.BOOK, title="T", issued=PartialDate(2001), extra=(("k", "v"),))
    assert merge(printed)[0] == printed
    assert merge(printed, printed, printed)[0] == printed


def test_clashes_see_differences_that_a_reader_sees():
    before = Reference(title="The  title", volume="3", issued=PartialDate(2001))
    after = Reference(title="the title", volume="4", issued=PartialDate(2002), page="1")
    assert clashes(before, after) == (("volume", "3", "4"), ("issued", "2001", "2002"))
