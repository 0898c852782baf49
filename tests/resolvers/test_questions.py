from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bibtrack.resolvers.questions import LONGEST, LONGEST_QUOTED, cleaned, printed_dois, questions
from bibtrack.values.identifier import Identifier, Scheme
from bibtrack.values.match import Strategy
from bibtrack.values.reference import Creator, ItemType, Name, PartialDate, Reference, Role

BARE = "Garrett Hardin, 'The Tragedy of the Commons', Science 162 (1968): 1243-48"


@pytest.mark.parametrize(
    "printed",
    [
        BARE,
        BARE + ".",
        "12. " + BARE,
        "[12] " + BARE,
        "See " + BARE,
        "See also " + BARE + ".",
        "Cf. " + BARE,
        "but see " + BARE,
        BARE + ", https://www.jstor.org/stable/1724745.",
        BARE + ". Available at: https://www.jstor.org/stable/1724745 (accessed 3 May 2020).",
        BARE + ", doi:10.1126/science.162.3859.1243.",
        BARE + ". https://doi.org/10.1126/science.162.3859.1243",
        BARE + " (last accessed 12 June 2021)",
        BARE + " [Accessed: 2021-06-12]",
        BARE + ", at 1244.",
        BARE + ", para. 12.",
        BARE + "; n. 14",
    ],
)
def test_a_question_holds_only_the_work(printed: str) -> None:
    assert cleaned(printed) == BARE


@pytest.mark.parametrize(
    ("text", "dois"),
    [
        ("no doi here", ()),
        ("doi:10.1000/xyz123.", ("10.1000/xyz123",)),
        ("https://doi.org/10.1000/XYZ123", ("10.1000/xyz123",)),
        ("10.1016/j.gloenv- cha.2019.101955", ("10.1016/j.gloenv-", "10.1016/j.gloenv-cha.2019.101955", "10.1016/j.gloenvcha.2019.101955")),
        ("https://doi.org/10.1080/ 09692290.2020.1784774.", ("10.1080/09692290.2020.1784774",)),
        ("10.1000/182 and more words", ("10.1000/182",)),
        ("10.1080/09692290. 2020.1784774", ("10.1080/09692290", "10.1080/09692290.2020.1784774")),
        ("10.1111/1468-2346.12 345.", ("10.1111/1468-2346.12", "10.1111/1468-2346.12345")),
        ("(10.1890/1051-0761(1997)007)", ("10.1890/1051-0761(1997)007",)),
        ("10. 5555/12", ()),
    ],
)  # fmt: skip
def test_broken_dois_are_offered_mended(text: str, dois: tuple[str, ...]) -> None:
    assert printed_dois(Reference(), [text]) == dois


def _reference(**fields: object) -> Reference:
    return Reference(type=ItemType.ARTICLE_JOURNAL, **fields)  # type: ignore[arg-type]


def test_doi_then_reference_then_title_and_author() -> None:
    reference = _reference(
        title="The Tragedy of the Commons",
        creators=(Creator(Role.AUTHOR, Name(family="Hardin", given="Garrett")),),
        identifiers=(Identifier(Scheme.DOI, "10.1126/science.162.3859.1243"),),
        issued=PartialDate(1968),
    )
    asked = questions(reference, ["4. " + BARE])
    assert [question.strategy for question in asked] == [
        Strategy.DOI, Strategy.BIBLIOGRAPHIC, Strategy.TITLE_AUTHOR,
    ]  # fmt: skip
    assert asked[1].query == BARE
    assert asked[2].query == "The Tragedy of the Commons Hardin"


@pytest.mark.parametrize(
    ("reference", "printed", "count"),
    [
        (_reference(), [], 0),
        (_reference(title="Necropolitics"), [], 1),
        (_reference(title="Necropolitics", issued=PartialDate(2003)), [], 2),
        (_reference(), ["Ibid."], 0),
        (_reference(title="Necropolitics"), ["Mbembe, supra n. 4."], 1),
    ],
)
def test_nothing_is_asked_twice_or_for_nothing(reference: Reference, printed: list[str], count: int) -> None:
    assert len(questions(reference, printed)) == count


def test_a_question_fits_into_an_address() -> None:
    assert len(quote(cleaned("绿色丝绸之路" * 200))) <= LONGEST_QUOTED
    assert len(cleaned("word " * 400)) <= LONGEST


@given(st.text(max_size=2000))
def test_cleaning_never_fails_and_never_grows(text: str) -> None:
    assert len(cleaned(text)) <= min(len(text), LONGEST)
    printed_dois(Reference(), [text])
