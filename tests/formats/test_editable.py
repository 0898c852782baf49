"""The text that a person edits: nothing is lost on the way there and back."""

import tomllib
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bibtrack.errors import InputError
from bibtrack.formats.editable import NAMES, assigned, dumps, field_name, loads, name_of, part_name, values_of
from bibtrack.matching.chosen import changed, graft, parts, without
from bibtrack.values.identifier import Identifier, Scheme
from bibtrack.values.reference import Creator, ItemType, Name, PartialDate, Reference, Role

WORK = Reference(
    type=ItemType.CHAPTER, title='A "quoted" \\ title', container_title="Big Book", abstract="Two\nlines\tand a tab",
    issued=PartialDate(2010, stop_year=2012), accessed=PartialDate(2020, 5, 3), original_date=PartialDate(verbatim="n.d."),
    creators=(
        Creator(Role.AUTHOR, Name(family="Boom", given="Meredith", non_dropping_particle="De", orcid="0000-1")),
        Creator(Role.AUTHOR, Name(literal="World Bank, Inc.")), Creator(Role.EDITOR, Name(family="Plato")),
    ),
    identifiers=(Identifier(Scheme.DOI, "10.1000/a"), Identifier(Scheme.ISBN, "x"), Identifier(Scheme.ISBN, "y")),
    extra=(("shelf mark", "A 1"), ("file", "a.pdf"), ("file", "b.pdf")),
)  # fmt: skip


def test_untouched_text_changes_nothing() -> None:
    assert loads(dumps(WORK, "boom2010"), WORK) == WORK
    assert loads(dumps(Reference(), "nothing"), Reference()) == Reference()


@pytest.mark.parametrize(
    ("old", "new", "names"),
    [
        ('container-title = "Big Book"', 'container-title = "Small Book"', ["container_title"]),
        ('container-title = "Big Book"', "", ["container_title"]),
        ('type = "chapter"', 'type = "book"', ["type"]),
        ('issued = "2010/2012"', 'issued = "2011-05"', ["issued"]),
        ('issued = "2010/2012"', "issued = 2011", ["issued"]),
        ('"De Boom, Meredith",', '"De Boom, Merry",', ["creators:author"]),
        ('  "{World Bank, Inc.}",\n', "", ["creators:author"]),
        ('"Plato"', '"Plato", "Aristotle"', ["creators:editor"]),
        ('doi = "10.1000/a"', 'doi = "https://doi.org/10.1000/B"', ["identifiers:doi"]),
        ('doi = "10.1000/a"', 'doi = ""', ["identifiers:doi"]),
        ('"shelf mark" = "A 1"', '"shelf mark" = "A 2"', ["extra:shelf mark"]),
        ('"file" = [', 'colour = "red"\n"file" = [', ["extra:colour"]),
        ('publisher = ""', 'publisher = "ISO"', ["publisher"]),
    ],
)
def test_an_edit_changes_only_its_field(old: str, new: str, names: list[str]) -> None:
    text = dumps(WORK, "boom2010")
    assert old in text
    assert changed(WORK, loads(text.replace(old, new), WORK)) == names


def test_a_name_left_alone_keeps_its_parts() -> None:
    after = loads(dumps(WORK, "k").replace('"{World Bank, Inc.}"', '"{OECD}"'), WORK)
    assert after.names(Role.AUTHOR) == (WORK.creators[0].name, Name(literal="OECD"))


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("title = ", "not TOML"),
        ('titel = "x"', "did you mean title"),
        ('journal = "x"', "did you mean container-title"),
        ('zzqq = "x"', "extra.NAME"),
        ('type = "paper"', "no item type 'paper'"),
        ('doi = "abc"', "doi: 'abc' is not one"),
        ('isbn = "9780306406158"', "check digit"),
        ("title = true", "title: a text"),
        ("[title]\na = 1", "title: a text"),
    ],
)
def test_a_mistake_is_named(text: str, message: str) -> None:
    with pytest.raises(InputError, match=message):
        loads(text, WORK)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Boom, Meredith", Name(family="Boom", given="Meredith")),
        ("King, Martin Luther, Jr.", Name(family="King", given="Martin Luther", suffix="Jr.")),
        ("{ISO}", Name(literal="ISO")),
        ("World Bank", Name(literal="World Bank")),
        ("Plato", Name(family="Plato")),
        ("a, b, c, d", Name(literal="a, b, c, d")),
    ],
)
def test_names_are_read(text: str, name: Name) -> None:
    assert name_of(text) == name


def test_every_field_has_a_part() -> None:
    for word in NAMES:
        value = {"type": "book", "doi": "10.1000/z", "isbn": "9780306406157", "issn": "0317-8471"}.get(
            word, "x"
        )
        after = replace(Reference(), **assigned(Reference(), field_name(word), value))
        assert list(parts(after)) == [part_name(word)]
        assert list(values_of(after))[-1] == word
        assert without(after, [part_name(word)]) == Reference()


TEXTS = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=30).filter(
    lambda t: t.strip() == t
)


@given(TEXTS, TEXTS, TEXTS)
def test_any_text_survives(title: str, family: str, own: str) -> None:
    work = Reference(
        title=title, creators=(Creator(Role.AUTHOR, Name(literal=family)),), extra=((own, title),)
    )
    text = dumps(work, "key")
    assert tomllib.loads(text)["title"] == title
    assert loads(text, work) == work


def test_grafting_parts_is_all_of_a_reference() -> None:
    assert graft(Reference(), WORK, parts(WORK)) == WORK
    assert graft(WORK, Reference(), parts(WORK)) == Reference()
    assert graft(WORK, WORK, parts(WORK)) == WORK
