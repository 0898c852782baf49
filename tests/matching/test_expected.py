"""Is a registered record to be expected?  One line a case."""

import pytest

from bibtrack.matching.expected import registered
from bibtrack.values.identifier import Identifier, Scheme
from bibtrack.values.reference import ItemType, Reference

TEXTS = [
    ("Dekkers, R., Le droit privé des peuples, Brussels, 1953", True),
    ("Schwyn B, Neilands JB (1987) Universal chemical assay. Anal Biochem 160:47–56", True),
    ("World Bank, Press Release, 12 May 2010", False),
    ("http://tolweb.org/tree/ Tree of Life Web Project", False),
    ("Interview with the permanent secretary, Accra, 3 June 2014", False),
    ("Author's interview, Nairobi, 2011", False),
    ("J. Smith, personal communication, 4 May 2001", False),
    ("E-mail to the author from the registrar, 2 May 2012", False),
    ("42 U.S.C. § 1983", False),
    ("Brown v. Board of Education, 347 U.S. 483 (1954)", False),
    ("US Patent No. 4,683,202", False),
    ("D.S. Mackey, A quasi-canonical form, in preparation, 2011.", False),
    ("Author A. Title. J Foo. 2011;12(3):45-67. http://example.org/x", True),
    ("Author A. Title. https://doi.org/10.5555/12345678", True),
    ("Title, in The Book, pp. 34-40, http://example.org/x", True),
    ("", True),
]


@pytest.mark.parametrize(("text", "expected"), TEXTS)
def test_from_the_text(text, expected):
    answer, reason = registered(Reference(), text)
    assert answer is expected, reason
    assert reason


OTHERS = [
    ("J. Smith, pers. comm., 2001", False),
    ("Letter to the editor, J Foo", True),
    ("Letter from the registrar, 2 May 2012", False),
    ("Unpublished data, 2012", False),
    ("Title, www.example.org", False),
    ("UN Doc A/64/292", False),
    ("Title, ISSN 0378-5955, http://example.org/x", True),
    ("Title, Oxford University Press, www.example.org", True),
]


@pytest.mark.parametrize(("text", "expected"), OTHERS)
def test_from_other_texts(text, expected):
    assert registered(Reference(), text)[0] is expected


TYPES = [
    *((ItemType(kind), False) for kind in (
        "post", "post-weblog", "broadcast", "bill", "regulation", "hearing", "personal_communication", "speech", "manuscript", "motion_picture",
        "song", "pamphlet", "patent", "map", "event", "performance", "graphic", "software")),
    (ItemType.CHAPTER, True), (ItemType.DATASET, True), (ItemType.STANDARD, True),
    (ItemType.WEBPAGE, False), (ItemType.LEGISLATION, False), (ItemType.INTERVIEW, False),
    (ItemType.ARTICLE_NEWSPAPER, False), (ItemType.LEGAL_CASE, False), (ItemType.TREATY, False),
    (ItemType.ARTICLE_JOURNAL, True), (ItemType.BOOK, True), (ItemType.REPORT, True), (ItemType.DOCUMENT, True),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "expected"), TYPES)
def test_from_the_type(kind, expected):
    assert registered(Reference(type=kind))[0] is expected


def test_a_printed_doi_always_means_yes():
    page = Reference(type=ItemType.WEBPAGE, identifiers=(Identifier(Scheme.DOI, "10.5555/x"),))
    assert registered(page) == (True, "a DOI is printed")


# a page with volume and issue, or volume and pages, is an article on the web
PLACED = [({"volume": "7"}, False), ({"issue": "2"}, False), ({"page": "3"}, False), ({"volume": "7", "issue": "2"}, True),
          ({"volume": "7", "page": "3"}, True), ({"issue": "2", "page": "3"}, False)]  # fmt: skip


@pytest.mark.parametrize(("fields", "expected"), PLACED)
def test_a_place_in_a_periodical_tells_a_work(fields, expected):
    assert registered(Reference(type=ItemType.WEBPAGE, **fields))[0] is expected


@pytest.mark.parametrize("scheme", [Scheme.ARXIV, Scheme.PMID, Scheme.PMCID])
def test_an_identifier_of_a_work_means_yes(scheme):
    page = Reference(type=ItemType.WEBPAGE, identifiers=(Identifier(scheme, "1"),))
    assert registered(page) == (True, "an identifier of a registered work is printed")
    assert (
        registered(Reference(type=ItemType.WEBPAGE, identifiers=(Identifier(Scheme.ISBN, "1"),)))[0] is False
    )
