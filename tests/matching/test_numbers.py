"""Year, volume, issue and page: what counts as the same, as near, as another, as nothing to compare."""

import pytest

from bibtrack.matching.numbers import NumberMatch, number_match, pages, year_gap
from bibtrack.matching.question import question
from bibtrack.values.reference import PartialDate, Reference

PAGES = [
    ("47-56", ("47", "56")),
    ("47–6", ("47", "46")),
    ("123-5", ("123", "125")),
    ("1199-202", ("1199", "1202")),
    ("W496-502", ("w496", "502")),
    ("W496-W502", ("w496", "w502")),
    ("e12", ("e12", None)),
    ("S17—S19", ("s17", "s19")),
    ("12", ("12", None)),
    ("pp. 12", ("12", None)),
    ("Article 7, 12", ("12", None)),
    ("iv", ("iv", None)),
    ("9-12", ("9", "12")),
    ("12a-14b", ("12a", "14b")),
    # the last page is cut, not the first; letters stay
    ("101-12", ("101", "112")),
    ("47-47", ("47", "47")),
    ("e47-9", ("e47", "9")),
    ("", (None, None)),
    (None, (None, None)),
    ("…", (None, None)),
]


@pytest.mark.parametrize(("text", "found"), PAGES, ids=[str(text) for text, _ in PAGES])
def test_pages(text: str | None, found: tuple[str | None, str | None]) -> None:
    assert pages(text) == found


def record(**fields: object) -> Reference:
    year = fields.pop("year", None)
    return Reference(issued=PartialDate(year) if year else None, **fields)  # type: ignore[arg-type]


def matched(text: str, **fields: object) -> NumberMatch:
    return number_match(question(Reference(), text), record(**fields), str(fields.get("title", "")))


YEARS = [
    ("A, Title, 1987", 1987, 1.0, 0),
    ("A, Title, 1987", 1988, 0.5, 1),
    ("A, Title, 1987", 1986, 0.5, 1),
    ("A, Title, 1987", 1989, 0.0, 2),
    ("A, Title, 1987 (orig. 1920)", 1921, 0.5, 1),
    ("A, Title, 1987a", 1987, 1.0, 0),
    ("A, Title", 1987, None, None),
    ("A, Title, 1987", None, None, None),
    ("A, Title, 1499", 1987, None, None),
    ("A, Title, 2050", 2049, None, None),
    ("A, Title, 2049", 2049, 1.0, 0),
    ("A, Title, 1500", 1500, 1.0, 0),
]


@pytest.mark.parametrize(("text", "year", "same", "gap"), YEARS)
def test_years(text: str, year: int | None, same: float | None, gap: int | None) -> None:
    assert matched(text, year=year).year == same
    assert year_gap(question(Reference(), text), record(year=year)) == gap


# text, fields of the record → volume, issue, page
FIELDS = [
    ("Anal Biochem 160:47–56, 1987", {"volume": "160", "page": "47-56"}, (1.0, None, 1.0)),
    ("Anal Biochem 160:47–56, 1987", {"volume": "161", "page": "147-156"}, (0.0, None, 0.0)),
    ("Anal Biochem 160(2):47", {"volume": "160", "issue": "2", "page": "47"}, (1.0, 1.0, 1.0)),
    ("Anal Biochem 160(2):47", {"volume": "160", "issue": "3", "page": "47"}, (1.0, 0.0, 1.0)),
    # Everything printed is explained: what the record says besides is not compared.
    ("Anal Biochem 160:47", {"volume": "160", "issue": "3", "page": "47"}, (1.0, None, 1.0)),
    ("Title. Journal.", {"volume": "160", "page": "47"}, (None, None, None)),
    # A page within the work is half a page.
    ("Journal 7: 50", {"volume": "7", "page": "47-56"}, (1.0, None, 0.5)),
    ("Journal 7: 55", {"volume": "7", "page": "47-56"}, (1.0, None, 0.5)),
    # The last page is a number of the record; alone it is neither the first page nor another.
    ("Journal 7: 56", {"volume": "7", "page": "47-56"}, (1.0, None, None)),
    ("Journal 7: 57", {"volume": "7", "page": "47-56"}, (1.0, None, 0.0)),
    ("Journal 7: 46", {"volume": "7", "page": "47-56"}, (1.0, None, 0.0)),
    # A whole book of pages explains no printed number.
    ("Journal 7: 150", {"volume": "7", "page": "1-200"}, (1.0, None, 0.5)),
    ("Journal 7: 150", {"volume": "7", "page": "1-201"}, (1.0, None, 0.0)),
    # Roman volumes.
    ("Journal, vol. XIV, p. 3", {"volume": "14", "page": "3"}, (1.0, None, 1.0)),
    ("Journal, vol. IX, p. 3", {"volume": "9", "page": "3"}, (1.0, None, 1.0)),
    ("Journal, vol. XLIX, p. 3", {"volume": "49", "page": "3"}, (1.0, None, 1.0)),
    ("Journal, vol. LXXXIX, p. 3", {"volume": "89", "page": "3"}, (1.0, None, 1.0)),
    ("Journal, vol. XIV, p. 3, 99", {"volume": "15", "page": "3"}, (0.0, None, 1.0)),
    ("Journal, vol. VI, p. 3", {"volume": "6", "page": "3"}, (1.0, None, 1.0)),
    ("Journal, vol. II, p. 3", {"volume": "2", "page": "3"}, (1.0, None, 1.0)),
    ("Journal, vol. XXIV, p. 3", {"volume": "24", "page": "3"}, (1.0, None, 1.0)),
    ("Journal, vol. XLV, p. 3", {"volume": "45", "page": "3"}, (1.0, None, 1.0)),
    # one letter may be an initial
    ("V. Lee, Journal, p. 3, 99", {"volume": "5", "page": "3"}, (0.0, None, 1.0)),
    # Letters before a page.
    ("Journal 7: 17–19", {"volume": "7", "page": "S17-S19"}, (1.0, None, 1.0)),
    ("Journal 7: S17", {"volume": "7", "page": "17-19"}, (1.0, None, 1.0)),
    # The record's container carries the place.
    ("Enzyme 35:77", {"container_title": "Enzyme 35 (2): 77–81. Portico"}, (1.0, None, 1.0)),
    ("Enzyme 35(2):77", {"container_title": "Enzyme 35 (2): 77–81. Portico"}, (1.0, 1.0, 1.0)),
    ("Suppl. Journal 12", {"volume": "12 Suppl"}, (1.0, None, None)),
    ("Journal B", {"volume": "B", "page": "9"}, (None, None, None)),
]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "fields", "expected"), FIELDS, ids=[f"{text} | {fields}" for text, fields, _ in FIELDS]
)
def test_numbers(text: str, fields: dict[str, str], expected: tuple[float | None, ...]) -> None:
    found = matched(text, **fields)
    assert (found.volume, found.issue, found.page) == expected


LEFT = [
    ("Journal 7: 47–56, 1987", {"volume": "7", "page": "47-56", "year": 1987}, 0),
    ("Journal 7: 47–56, 1987, 99", {"volume": "7", "page": "47-56", "year": 1987}, 1),
    ("Journal 7: 50, 1987, 99, 98, 99", {"volume": "7", "page": "47-56", "year": 1987}, 2),
    ("Route 66 revisited, Journal 7", {"volume": "7", "title": "Route 66 revisited"}, 0),
    ("Journal 7, 1987a", {"volume": "7", "year": 1987}, 0),
    ("Journal 7, 198712", {"volume": "7", "year": 1987}, 1),
    ("Journal 7, 1987, 198712", {"volume": "7", "year": 1987}, 1),
    # the first page stands for itself, the last is the end of the work
    ("Journal 7: 48, 56, 57", {"volume": "7", "page": "47-56"}, 1),
    ("Journal 7: 50", {"volume": "7", "page": "e47-e56"}, 1),
    ("Journal 7: 50", {"volume": "7", "page": "47"}, 1),
]


@pytest.mark.parametrize(("text", "fields", "count"), LEFT)
def test_numbers_that_the_record_does_not_explain(text: str, fields: dict[str, str], count: int) -> None:
    assert matched(text, **fields).left_over == count


APART = [
    ("Journal 7: 147–156", "47-56", True),
    ("Journal 7: 56–60", "47-56", False),
    ("Journal 7: 57–60", "47-56", True),
    ("Journal 7: 40–47", "47-56", False),
    ("Journal 7: 40–46", "47-56", True),
    ("Journal 7: 50–52", "47-56", False),
    ("Journal 7: 147–156 and 47–50", "47-56", False),
    ("Journal 7: 156–147", "47-56", False),
    ("Journal 7: 147–147", "47-56", False),
    ("Journal 7: 147", "47-56", False),
    ("Journal 7: 147–156", "47", False),
    ("Journal 7: a147–a156", "47-56", False),
    ("1987–1991, Journal 7", "47-56", False),
]


@pytest.mark.parametrize(("text", "page", "apart"), APART)
def test_ranges_that_do_not_meet(text: str, page: str, apart: bool) -> None:
    assert matched(text, page=page).apart is apart


OTHER_PAGE = [
    # a number no larger than the count of pages is that count
    ("Science 162, 99999 (1968)", {"volume": "162", "page": "1243-1248"}, "99999"),
    ("Science 162, 999999 (1968)", {"volume": "162", "page": "1243-1248"}, "999999"),
    ("Science 162, 6 (1968)", {"volume": "162", "page": "1243-1248"}, None),
    ("Science 162, 7 (1968)", {"volume": "162", "page": "1243-1248"}, "7"),
    # pages that end before they begin, or end in a letter, are no pages for certain
    ("Science 162, 999 (1968)", {"volume": "162", "page": "1243-1240"}, None),
    ("Science 162, 999 (1968)", {"volume": "162", "page": "1243-S48"}, None),
    # one digit wrong is a slip, two are another page
    ("Science 162, 1248 (1968)", {"volume": "162", "page": "1243-1247"}, None),
    ("Science 162, 1393 (1968)", {"volume": "162", "page": "1243-1248"}, "1393"),
    # first and last page run together
    ("Science 162, 124348 (1968)", {"volume": "162", "page": "1243-1248"}, None),
    ("Science 162, 4756 (1968)", {"volume": "162", "page": "47-56"}, None),
    ("Science 162, 2431248 (1968)", {"volume": "162", "page": "243-248"}, None),
    ("Science 162, 4757 (1968)", {"volume": "162", "page": "47-56"}, "4757"),
    # numbers of articles: of one make, and more than a slip apart
    ("Food Chem. 1968;17:117249", {"volume": "17", "page": "100538"}, "117249"),
    ("Food Chem. 1968;17:17249", {"volume": "17", "page": "10053"}, "17249"),
    ("Food Chem. 1968;17:100539", {"volume": "17", "page": "100538"}, None),
    ("Food Chem. 1968;17:ab539", {"volume": "17", "page": "ab100"}, "ab539"),
    # a single page of a volume with issues; five digits may be an article's number
    ("JAMA 1968;203:477", {"volume": "203", "issue": "11", "page": "9821"}, "477"),
    ("JAMA 1968;203:477", {"volume": "203", "issue": "11", "page": "98211"}, None),
    ("JAMA 1968;203:477", {"volume": "203", "issue": "1", "page": "982"}, None),
    ("JAMA 1968;203:477", {"volume": "203", "page": "982"}, None),
    ("Arch. 1983;119:1425", {"volume": "119", "page": "709d-711"}, "1425"),
    # The volume is the record's, the page behind it cannot be.
    ("Science 162, 999 (1968)", {"volume": "162", "page": "1243-1248"}, "999"),
    ("Science 1968, 162, 999.", {"volume": "162", "page": "1243-1248"}, "999"),
    ("Science. 1968;162(3859):999.", {"volume": "162", "page": "1243-1248"}, "999"),
    ("Science, 162(3859), 999.", {"volume": "162", "page": "1243-1248"}, "999"),
    ("Science, vol. 162, no. 3859, 1968, p. 999.", {"volume": "162", "page": "1243-1248"}, "999"),
    ("Science 162, no. 3859 (1968): 999", {"volume": "162", "page": "1243-1248"}, "999"),
    ("Science. 1968;162:1999.", {"volume": "162", "page": "1243-1248"}, "1999"),
    ("JAMA 1968;203:477", {"volume": "203", "issue": "11", "page": "982"}, "477"),
    ("Arch. 1983;119:1425", {"volume": "119", "page": "709b-709"}, "1425"),
    ("PLoS ONE 1968;8:e12345", {"volume": "8", "issue": "1", "page": "e55038"}, "e12345"),
    ("Food Chem. 1968;17:117249", {"volume": "17", "page": "100538"}, "117249"),
    ("Food Chem. 17 (1968) 117249.", {"volume": "17", "page": "100538"}, "117249"),
    # The same number with a slip, or of another make.
    ("PLoS ONE 1968;8:e55039", {"volume": "8", "issue": "1", "page": "e55038"}, None),
    ("PLoS ONE 1968;8:55038", {"volume": "8", "issue": "1", "page": "e55038"}, None),
    ("PLoS Med 1968;8:e1000097", {"volume": "8", "page": "1000097"}, None),
    # Not certain: within the pages, one digit slipped, run together, a count of pages, a year.
    ("Science 162, 1244 (1968)", {"volume": "162", "page": "1243-1248"}, None),
    ("Science 162, 1253 (1968)", {"volume": "162", "page": "1243-1248"}, None),
    ("Prev. Med. 51, 214221 (1968)", {"volume": "51", "page": "214-221"}, None),
    ("Inform. 41(5), 11 (1968)", {"volume": "41", "page": "779-789"}, None),
    ("Science 162, 1968", {"volume": "162", "page": "1243-1248"}, None),
    # An article's number is no page.
    ("BMC 1968;17:999", {"volume": "17", "issue": "1", "page": "136"}, None),
    ("PLoS ONE 1968;8:999", {"volume": "8", "issue": "1", "page": "e55038"}, None),
    ("Hindawi 1968;8:999", {"volume": "8", "page": "1-12"}, None),
    ("Food Chem. 1968;17:999", {"volume": "17", "page": "100538"}, None),
    ("Science 161, 999 (1968)", {"volume": "162", "page": "1243-1248"}, None),
]


@pytest.mark.parametrize(("text", "fields", "page"), OTHER_PAGE)
def test_another_page_of_the_same_volume(text: str, fields: dict[str, str], page: str | None) -> None:
    assert matched(text, year=1968, **fields).other_page == page


ADJACENT = [
    ("Journal 160:47–56", {"volume": "160", "page": "47-56"}, True),
    ("Journal 160(2):47–56", {"volume": "160", "issue": "2", "page": "47-56"}, True),
    ("Journal 160, no. 2 (1987): 47", {"volume": "160", "issue": "2", "page": "47"}, True),
    ("Journal 160, 3, 4, 47", {"volume": "160", "page": "47"}, False),
    ("47 ways, Journal 160", {"volume": "160", "page": "47"}, False),
    ("Journal 160:48", {"volume": "160", "page": "47"}, False),
    ("Journal :47", {"page": "47"}, False),
    ("Journal 160", {"volume": "160"}, False),
]


@pytest.mark.parametrize(("text", "fields", "adjacent"), ADJACENT)
def test_volume_stands_before_the_page(text: str, fields: dict[str, str], adjacent: bool) -> None:
    assert matched(text, **fields).adjacent is adjacent


@pytest.mark.parametrize(("page", "digits"), [("47-56", 2), ("e1234567", 8), ("1-9", 1), (None, 0)])
def test_how_telling_a_page_is(page: str | None, digits: int) -> None:
    assert matched("Journal 7: 47", page=page).page_digits == digits


@pytest.mark.parametrize("field", ["volume", "issue", "page", "container_title"])
@pytest.mark.parametrize(
    "unit", ["9", '{"a":', "9-", " 9(9", "ⅷ"], ids=["digits", "nested", "ranges", "places", "odd"]
)
def test_numbers_of_thousands_of_characters_are_no_numbers(field: str, unit: str) -> None:
    found = matched("A. Author, Journal 12 (2001): 34.", **{field: unit * 6000})
    assert found.page in (None, 0.0)
    assert found.volume in (None, 0.0)
