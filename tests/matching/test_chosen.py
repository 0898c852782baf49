"""The parts of a reference that a person can choose, and how they are put together."""

import pytest

from bibtrack.matching.chosen import changed, graft, parts, without
from bibtrack.values.identifier import Identifier, Scheme
from bibtrack.values.reference import Creator, ItemType, Name, PartialDate, Reference, Role

ONE, TWO, ED = (
    Creator(Role.AUTHOR, Name("One")),
    Creator(Role.AUTHOR, Name("Two")),
    Creator(Role.EDITOR, Name("Ed")),
)
DOI, ISBN = Identifier(Scheme.DOI, "10.5555/a"), Identifier(Scheme.ISBN, "9780521405997")
FULL = Reference(
    ItemType.BOOK, title="T", volume="", issued=PartialDate(2001), creators=(ONE, ED, TWO), identifiers=(DOI, ISBN),
    extra=(("k", "1"), ("l", "2"), ("k", "3")),
)  # fmt: skip


def test_every_part_that_holds_something_is_named() -> None:
    assert parts(FULL) == {
        "type": ItemType.BOOK, "title": "T", "issued": PartialDate(2001), "creators:author": (Name("One"), Name("Two")),
        "creators:editor": (Name("Ed"),), "identifiers:doi": ("10.5555/a",), "identifiers:isbn": ("9780521405997",),
        "extra:k": ("1", "3"), "extra:l": ("2",),
    }  # fmt: skip
    assert parts(Reference()) == {}


CHANGED = [
    (Reference(title="A"), Reference(title="A"), []),
    (Reference(title="A"), Reference(title="B"), ["title"]),
    (Reference(title="A"), Reference(), ["title"]),
    (Reference(), Reference(title="A", volume=""), ["title"]),
    (Reference(creators=(ONE,)), Reference(creators=(ONE, ED)), ["creators:editor"]),
    (Reference(creators=(ONE, TWO)), Reference(creators=(TWO, ONE)), ["creators:author"]),
    (Reference(extra=(("k", "1"),)), Reference(extra=(("k", "2"), ("l", "1"))), ["extra:k", "extra:l"]),
    (Reference(identifiers=(DOI,)), Reference(identifiers=(ISBN,)), ["identifiers:isbn", "identifiers:doi"]),
]


@pytest.mark.parametrize(("before", "after", "names"), CHANGED)
def test_what_differs_is_named(before: Reference, after: Reference, names: list[str]) -> None:
    assert changed(before, after) == names
    assert graft(before, after, names) == (after if after.volume is None else Reference(title="A"))


GRAFTS = [
    (["title"], Reference(title="New"), {"title": "New"}),
    (["title"], Reference(), {"title": None}),
    (["creators:author"], Reference(creators=(Creator(Role.AUTHOR, Name("New")),)),
     {"creators": (Creator(Role.AUTHOR, Name("New")), ED)}),
    (["creators:editor"], Reference(), {"creators": (ONE, TWO)}),
    (["creators:translator"], Reference(creators=(Creator(Role.TRANSLATOR, Name("T")),)),
     {"creators": (ONE, ED, TWO, Creator(Role.TRANSLATOR, Name("T")))}),
    (["identifiers:isbn"], Reference(identifiers=(Identifier(Scheme.ISBN, "1"), Identifier(Scheme.DOI, "x"))),
     {"identifiers": (DOI, Identifier(Scheme.ISBN, "1"))}),
    (["extra:l"], Reference(extra=(("l", "new"), ("l", "more"))), {"extra": (("k", "1"), ("l", "new"), ("l", "more"), ("k", "3"))}),
    (["extra:k"], Reference(), {"extra": (("l", "2"),)}),
]  # fmt: skip


@pytest.mark.parametrize(("names", "source", "expected"), GRAFTS)
def test_parts_are_taken_from_another(
    names: list[str], source: Reference, expected: dict[str, object]
) -> None:
    found = graft(FULL, source, names)
    for name, value in expected.items():
        assert getattr(found, name) == value
    untouched = {"title", "creators", "identifiers", "extra", "issued", "type"} - expected.keys()
    assert all(getattr(found, name) == getattr(FULL, name) for name in untouched)


def test_parts_are_emptied() -> None:
    assert (
        parts(without(FULL, parts(FULL))) == {"type": ItemType.DOCUMENT}
        or parts(without(FULL, parts(FULL))) == {}
    )
    assert without(FULL, ["title", "creators:author"]).creators == (ED,)
