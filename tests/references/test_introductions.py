"""What leads up to a citation in a note is no part of it."""

import pytest

from bibtrack.references import introductions
from bibtrack.references.parse import parse_citation

_JONES = "G. Jones, The Politics of Mining (Oxford: Oxford University Press, 2011), 34."


@pytest.mark.parametrize(
    "lead",
    [
        "For a contrary view, see ",
        "For a contrary view see ",
        "12 For a useful discussion, see also ",
        "On this point, see, for example, ",
        "On China's mining companies in Africa, see especially ",
        "In this regard, compare ",
        "As quoted in ",
        "As cited in ",
        "Compare ",
        "But compare ",
        "See especially ",
        "See, in particular, ",
        "See further ",
        "About quotas see, e.g., ",
    ],
)
def test_what_leads_up_to_a_citation_is_left_out(lead: str) -> None:
    assert introductions.length(lead + _JONES) == len(lead)
    parsed = parse_citation(lead + _JONES)
    alone = parse_citation(_JONES)
    assert parsed.string == lead + _JONES
    assert parsed.reference == alone.reference
    number = [("citation-number", "12")] if lead.startswith("12") else []
    assert [(field.label, field.text) for field in parsed.fields] == number + [
        (field.label, field.text) for field in alone.fields
    ]
    assert all(parsed.string[field.start : field.stop] == field.text for field in parsed.fields)


@pytest.mark.parametrize(
    "text",
    [
        "For Whom the Bell Tolls. New York: Scribner, 1940.",
        "On the Origin of Species. London: John Murray, 1859.",
        "Comparing Apples, see Inside Out. New York: Wiley, 2010.",
        "For a list (1990), see Inside Out. New York: Wiley, 2010.",
        "Compare, R. and Smith, J. 2001. On Seeing. Oxford: OUP.",
        "In our view, 12 June 2001, see below",
        "See",
        "",
        "On " + "a" * 4000 + ", see Smith",
    ],
)
def test_what_is_no_introduction_stays(text: str) -> None:
    assert introductions.length(text) == 0
