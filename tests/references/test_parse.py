"""The parser as a whole: fields, spans, odd input, streams."""

import pytest

import bibtrack
from bibtrack.references.parse import parse_citation

BOOK = "Elinor Ostrom, Governing the Commons (Cambridge: Cambridge University Press, 1990), 23."


def test_published_name_is_the_function() -> None:
    assert bibtrack.parse_citation is parse_citation


def test_book_in_chicago_notes() -> None:
    parsed = parse_citation(BOOK)
    reference = parsed.reference
    assert (reference.title, reference.publisher, reference.publisher_place, reference.year) == (
        "Governing the Commons", "Cambridge University Press", "Cambridge", 1990,
    )  # fmt: skip
    assert [creator.name.sort_form() for creator in reference.creators] == ["Ostrom, Elinor"]


@pytest.mark.parametrize(
    "text", ["", "   ", "\x00\x01\x02", "\u202e\u200f", "💥", ".", "(", "%PDF-1.4\n%âãÏÓ", "\ud800"]
)
def test_odd_input_is_an_issue_and_nothing_raises(text: str) -> None:
    parsed = parse_citation(text)
    assert parsed.issues
    assert all(text[field.start : field.stop] == field.text for field in parsed.fields)
