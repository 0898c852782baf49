"""The policy of merging as a table: chosen > fetched > printed, per field."""

import pytest

from bibtrack.matching.merge import clashes, merge, shown
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


D = PartialDate
# printed, fetched, chosen date → the one that holds: a registry's bare year takes no month away
DATES = [
    (D(2001, 5), D(2001), None, D(2001, 5), P),
    (D(2001, 5, 3), D(2001, 5), None, D(2001, 5, 3), P),
    (D(2001, 5, 3), D(2001), None, D(2001, 5, 3), P),
    (D(2001, 5), D(2001), D(1999), D(1999), C),
    (D(2001, 5), D(2002), None, D(2002), F),
    (D(2001, 5), D(2001, 6), None, D(2001, 6), F),
    (D(2001, 5), D(2001, 5), None, D(2001, 5), F),
    (D(2001, 5), D(2001, 5, 3), None, D(2001, 5, 3), F),
    (D(2001, 5, 4), D(2001, 5, 3), None, D(2001, 5, 3), F),
    (D(2001, 5, 4), D(2001, 6), None, D(2001, 6), F),
    (D(2001), D(2001), None, D(2001), F),
    (D(2001), None, None, D(2001), P),
    (None, D(2001), None, D(2001), F),
    (D(verbatim="in press"), D(2001), None, D(2001), F),
    (D(verbatim="in press"), None, None, D(verbatim="in press"), P),
    (D(verbatim=""), None, None, None, None),
]


@pytest.mark.parametrize(("printed", "fetched", "chosen", "date", "origin"), DATES)
def test_which_date_holds(printed, fetched, chosen, date, origin):
    merged, provenance = merge(*(Reference(issued=one) for one in (printed, fetched, chosen)))
    assert (merged.issued, provenance.get("issued")) == (date, origin)
    assert merge(Reference(issued=printed), None)[0].issued == (
        printed if printed and (printed.year or printed.verbatim) else None
    )


@pytest.mark.parametrize("name", ["accessed", "archive_url", "note", "translated_title", "original_date"])
def test_what_the_note_knows_better_than_a_registry(name):
    ours, theirs, mine = (
        (D(2001), D(2002), D(2003)) if name in ("accessed", "original_date") else ("a", "b", "c")
    )
    layers = [Reference(**{name: value}) for value in (ours, theirs, mine)]
    assert (getattr(merge(*layers[:2])[0], name), merge(*layers[:2])[1][name]) == (ours, P)
    assert getattr(merge(*layers)[0], name) == mine
    assert getattr(merge(Reference(), layers[1])[0], name) == theirs


def test_identifiers_and_own_fields_are_joined_by_their_names():
    printed = Reference(
        identifiers=(Identifier(Scheme.PMID, "1"), Identifier(Scheme.PMID, "2")),
        extra=(("k", "1"), ("k", "2"), ("l", "3")),
    )
    fetched = Reference(identifiers=(Identifier(Scheme.DOI, "10.1/a"),), extra=(("k", "9"), ("m", "4")))
    merged, provenance = merge(printed, fetched)
    assert [item.value for item in merged.identifiers] == ["10.1/a", "1", "2"]
    assert merged.extra == (("k", "9"), ("m", "4"), ("l", "3"))
    assert (provenance["identifiers"], provenance["extra"]) == (F, F)
    assert merge(printed)[1] == {"identifiers": P, "extra": P}
    assert merge(printed)[0] == printed


SHOWN = [
    (None, ""), ((), ""), ("x", "x"), (PartialDate(2001, 5), "2001-05"), (ItemType.BOOK, "book"), (ItemType.DOCUMENT, ""),
    ((Creator(Role.AUTHOR, Name("Bee", "Anna")), Creator(Role.EDITOR, Name("Cee"))), "Bee, Anna; Cee (editor)"),
    ((Identifier(Scheme.DOI, "10.1/a"), Identifier(Scheme.PMID, "1")), "doi:10.1/a; pmid:1"), ((("k", "1"), ("l", "2")), "k: 1; l: 2"),
]  # fmt: skip


@pytest.mark.parametrize(("value", "line"), SHOWN)
def test_a_value_in_one_line(value, line):
    assert shown(value) == line


def test_identifiers_and_empty_fields_do_not_clash():
    one = Reference(
        ItemType.BOOK, title="T", identifiers=(Identifier(Scheme.DOI, "10.1/a"),), extra=(("k", "1"),)
    )
    other = Reference(ItemType.REPORT, identifiers=(Identifier(Scheme.DOI, "10.1/b"),), extra=(("k", "2"),))
    assert clashes(one, other) == (("type", "book", "report"), ("extra", "k: 1", "k: 2"))
