"""What is asked, made ready: what is blanked, which words tell, which numbers are years."""

import pytest

from bibtrack.matching.question import clean, question, quoted_title, written_out
from bibtrack.values.identifier import Identifier, Scheme
from bibtrack.values.reference import Creator, Name, PartialDate, Reference, Role

CLEAN = [
    ("[12] Lee A. Title", "Lee A. Title"),
    ("(3) Lee A. Title", "Lee A. Title"),
    ("12. Lee A. Title", "Lee A. Title"),
    ("7) Lee A. Title", "Lee A. Title"),
    ("12 L. Lee. Title", "L. Lee. Title"),
    ("1984. A novel", "A novel"),
    ("12345. A novel", "12345. A novel"),
    ("3 Men in a boat", "3 Men in a boat"),
    ("Title. https://a.b/c_d 2001", "Title. 2001"),
    ("Title. www.a.b/c 2001", "Title. 2001"),
    ("Title. doi:10.5555/a.b 2001", "Title. 2001"),
    ("Title. 10.5555/a 2001", "Title. 2001"),
    ("Title. Accessed 3 May 2012. More", "Title. . More"),
    ("Title. Last visited 2012-05-03. More", "Title. . More"),
    ("Title (abgerufen am 3. Mai 2012)", "Title ( )"),
    ("Title. Zugriff: 3.5.2012", "Title."),
    ("Title. Accessed. More 2012", "Title. Accessed. More 2012"),
    ("Title (abgerufen am 3 Mai 2012)", "Title ( )"),
    ("<i>Title</i> of H<sub>2</sub>O", "Title of H 2 O"),
]


@pytest.mark.parametrize(("text", "plain"), CLEAN)
def test_what_would_mislead_is_blanked_and_places_stay(text: str, plain: str) -> None:
    found = clean(text)
    assert " ".join(found.split()) == plain
    assert len(found) == len(text)


QUOTED = [
    ("Lee, “Land reform,” Journal", "Land reform"),
    ("Lee, „Land reform“, Journal", "Land reform"),
    ("Lee, «Land reform», Journal", "Land reform"),
    ('Lee, "Land reform." Journal', "Land reform"),
    ("Lee, “Reforming”, Journal", None),
    ("Lee, “A b c”, Journal", None),
    ("Lee, “A b cd”, Journal", "A b cd"),
    ("Lee, ‘Land reform’, Journal", None),
    ("Lee, Land reform, Journal", None),
    ("Lee, “Land reform” and “water law”", "Land reform"),
]


@pytest.mark.parametrize(("text", "title"), QUOTED)
def test_a_title_in_quotation_marks_is_certain(text: str, title: str | None) -> None:
    assert quoted_title(text) == title
    assert question(Reference(title="Other"), text).title == title


LEE = Reference(
    title="Land reform", container_title="World Development", collection_title="Series", volume="7", issue="2", page="47-56", edition="2",
    publisher="Elsevier", issued=PartialDate(1987), creators=(Creator(Role.AUTHOR, Name("Lee", "A.")), Creator(Role.AUTHOR, Name("Kim"))),
)  # fmt: skip
WRITTEN = [
    (LEE, "Lee, A., Kim. 1987. Land reform. World Development. Series. 7(2). 47-56. 2 ed. Elsevier"),
    (Reference(title="T", volume="7"), "T. 7"),
    (Reference(title="T", issue="2"), "T. (2)"),
    (Reference(title="T", issued=PartialDate(verbatim="in press")), "in press. T"),
    (Reference(title="T", creators=(Creator(Role.EDITOR, Name("Lee")),)), "Lee. T"),
    (Reference(title="T", creators=(Creator(Role.EDITOR, Name("Lee")), Creator(Role.AUTHOR, Name("Kim")))), "Kim. T"),
    (Reference(), ""),
]  # fmt: skip


@pytest.mark.parametrize(("reference", "text"), WRITTEN)
def test_fields_are_written_out_as_a_reference(reference: Reference, text: str) -> None:
    assert written_out(reference) == text
    asked = question(reference)
    assert (asked.text, asked.written_out, asked.title) == (text, True, reference.title)
    assert question(reference, "  ") == asked


def test_what_a_question_holds() -> None:
    asked = question(Reference(title="Other"), "Lee A. O. Baker, Land XIV and it reform of land I, 1987a, 12")
    assert asked.texts == ("lee", "a", "o", "baker", "land", "xiv", "and", "it", "reform", "of", "land", "i", "1987a", "12")  # fmt: skip
    assert (asked.squeezed, asked.written_out, asked.cjk) == ("".join(asked.texts), False, False)
    assert (asked.numbers, asked.years) == (("1987a", "12"), (1987,))
    # One letter is an initial, and "it" no number.
    assert asked.romans == {"xiv"}
    assert (asked.places["land"], asked.places["12"]) == (4, 13)
    # Names stand beside initials; small, short and framing words tell nothing.
    assert [word.text for word in asked.telling] == ["land", "reform", "land"]


YEARS = [
    ("1500 1499", (1500,)), ("2049 2050", (2049,)), ("1987 1987 1988", (1987, 1988)), ("1987b", (1987,)), ("1987ab", ()), ("19871", ()), ("x1987", ()),
]  # fmt: skip


@pytest.mark.parametrize(("text", "years"), YEARS)
def test_which_numbers_are_years(text: str, years: tuple[int, ...]) -> None:
    assert question(Reference(), f"Title, {text}").years == years


DOIS = [
    ("Title. doi:10.5555/A", "10.5555/a"),
    ("Title. https://doi.org/10.5555/a.", "10.5555/a"),
    ("Title. 10.5555/ a", "10.5555/a"),
    ("Title &amp; more", None),
]


@pytest.mark.parametrize(("text", "doi"), DOIS)
def test_the_printed_doi(text: str, doi: str | None) -> None:
    assert question(Reference(), text).doi == doi
    known = Reference(identifiers=(Identifier(Scheme.DOI, "10.1/known"),))
    assert question(known, text).doi == "10.1/known"
    assert question(known).doi == "10.1/known"


def test_entities_are_read_and_endless_text_is_cut() -> None:
    assert question(Reference(), "Land &amp; law").text == "Land & law"
    assert len(question(Reference(), "word " * 5000).text) <= 3000
