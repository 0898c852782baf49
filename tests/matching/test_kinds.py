"""Works that look alike and are not the same: what a title gives away, and which kinds clash."""

import pytest

from bibtrack.matching.kinds import clashes, edition_of, marked_kind
from bibtrack.matching.question import question
from bibtrack.matching.titles import TitleMatch, title_match
from bibtrack.values.reference import Creator, ItemType, Name, PartialDate, Reference, Role

MARKED = [
    ("Correction: Land reform in Ghana", "a correction"),
    ("Author Correction: Land reform in Ghana", "a correction"),
    ("Publisher's correction: Land reform", "a correction"),
    ("Corrigendum to “Land reform in Ghana”", "a correction"),
    ("Land reform in Ghana [Erratum]", "a correction"),
    ("Land reform in Ghana: erratum", "a correction"),
    ("Correction of errors in surveys", None),
    ("Correction for attenuation", None),
    ("Retraction Note: Land reform", "a retraction notice"),
    ("Notice of Retraction: Land reform", "a retraction notice"),
    ("Expression of Concern: Land reform", "a retraction notice"),
    ("Retraction of the tongue", None),
    ("Reply to Miller", "a reply or comment"),
    ("Authors' reply", "a reply or comment"),
    ("Response: Land reform", "a reply or comment"),
    ("Comment on “Land reform”", "a reply or comment"),
    ("Land reform in Ghana: a reply", "a reply or comment"),
    ("Land reform in Ghana – some comments", "a reply or comment"),
    ("Re: Land reform in Ghana", "a reply or comment"),
    ("Responses of plants to drought", None),
    ("Faculty Opinions recommendation of Land reform", "a recommendation"),
    ("Book Review: Land reform", "a review"),
    ("Land reform (Review)", "a review"),
    ("Rezension zu Land reform", "a review"),
    ("Review of land reform", "a review"),
    ("Peer review report for: Land reform", "a peer review"),
    ("Decision letter: Land reform", "a peer review"),
    ("Supplementary Material for Land reform", "supplementary material"),
    ("Additional file 3 of Land reform", "supplementary material"),
    ("Data from: Land reform", "a data set"),
    ("Replication package for Land reform", "a data set"),
    ("Code for Land reform", "a data set"),
    ("Land reform in Ghana: a rebuttal", "a reply or comment"),
    ("Land reform in Ghana: a critique", "a reply or comment"),
    ("Land reform in Ghana: a discussion", "a reply or comment"),
    ("Rejoinder to Miller", "a reply or comment"),
    ("Letter: Land reform", "a reply or comment"),
    ("A note on Land reform", "a reply or comment"),
    ("Addendum: Land reform", "a correction"),
    ("Withdrawal notice: Land reform", "a retraction notice"),
    ("Besprechung von Land reform", "a review"),
    ("Compte rendu de Land reform", "a review"),
    ("Referee report: Land reform", "a peer review"),
    ("Supporting information for Land reform", "supplementary material"),
    ("Contents", "front matter"),
    ("Back matter", "front matter"),
    ("Title page", "front matter"),
    ("List of contributors", "front matter"),
    ("Cover", "front matter"),
    ("Front Matter", "front matter"),
    ("Index", "front matter"),
    ("Index of land reform", None),
    ("Land reform in Ghana", None),
    ("", None),
    (None, None),
]


@pytest.mark.parametrize(("title", "kind"), MARKED)
def test_what_a_title_gives_away(title: str | None, kind: str | None) -> None:
    assert marked_kind(title) == kind


EDITIONS = [
    ("Politics, 2nd ed.", "2"), ("Politics, 3rd edition", "3"), ("Politik, 4. Auflage", "4"), ("Politics, 12th edn", "12"),
    *((f"Politics, {word} edition", str(number)) for number, word in enumerate(
        ("second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth"), 2)),
    ("Politics, tenth revised edition", "10"), ("Politics, 2nd rev. ed.", "2"),
    ("Politics, 1st ed.", "1"), ("Politics, edited by Lee", None), ("Politics", None), (None, None), ("Politics, 123rd ed", None),
]  # fmt: skip


@pytest.mark.parametrize(("text", "number"), EDITIONS)
def test_editions(text: str | None, number: str | None) -> None:
    assert edition_of(text) == number


LEE = (Creator(Role.AUTHOR, Name("Lee", "A.")),)
ARTICLE = {"type": ItemType.ARTICLE_JOURNAL, "container_title": "World Development"}
TITLE = "Land reform in northern Ghana"

# printed text, the record's fields → a word of each sentence (None: no clash)
CLASHES = [
    (f"Lee A. {TITLE}. World Development 7: 47–56, 1987", ARTICLE, None),
    (f"Lee A. {TITLE}. World Development 7: 47–56", ARTICLE | {"title": f"Erratum: {TITLE}"}, "the record is a correction"),
    (f"Lee A. Erratum: {TITLE}. World Development 7: 47–56", ARTICLE | {"title": f"Erratum: {TITLE}"}, None),
    (f"Lee A. Erratum: {TITLE}. World Development 7: 47–56", ARTICLE, "the reference names a correction"),
    (f"Lee A. Review: {TITLE}. World Development 7", ARTICLE | {"type": ItemType.REVIEW_BOOK}, None),
    (f"Lee A. {TITLE}. World Development 7", ARTICLE | {"genre": "peer review"}, "the record is a peer review"),
    (f"Lee A. {TITLE}. World Development 7", ARTICLE | {"genre": "notice of retraction"}, "a notice of retraction"),
    # preprints
    (f"Lee A. {TITLE}. World Development 7: 47–56", {"genre": "preprint", "type": ItemType.ARTICLE}, "the record is a preprint"),
    (f"Lee A. {TITLE}. arXiv preprint, 2020", {"genre": "preprint", "type": ItemType.ARTICLE}, None),
    (f"Lee A. {TITLE}. 2020", {"genre": "preprint", "type": ItemType.ARTICLE}, None),
    (f"Lee A. {TITLE}. arXiv preprint, 2020", ARTICLE, "the reference is a preprint"),
    (f"Lee A. {TITLE}. bioRxiv, later World Development", ARTICLE, None),
    (f"Lee A. {TITLE}. 2021. doi:10.48550/arXiv.2101.00001", ARTICLE, "the reference is a preprint"),
    (f"Lee A. {TITLE}. 2021. doi:10.48550/2101.00001", ARTICLE, None),
    # editions
    (f"Lee A. {TITLE}, 2nd ed. Oxford, 1987", {"type": ItemType.BOOK, "edition": "3"}, "the reference is edition 2, the record edition 3"),
    (f"Lee A. {TITLE}, 2nd ed. Oxford, 1987", {"type": ItemType.BOOK, "edition": "2"}, None),
    (f"Lee A. {TITLE}, 2nd ed. Oxford, 1987", {"type": ItemType.BOOK, "issued": PartialDate(1979)}, "the record names none and another year"),
    (f"Lee A. {TITLE}, 2nd ed. Oxford, 1987", {"type": ItemType.BOOK, "issued": PartialDate(1987)}, None),
    (f"Lee A. {TITLE}, 1st ed. Oxford, 1987", {"type": ItemType.BOOK, "issued": PartialDate(1979)}, None),
    (f"Lee A. {TITLE}, 2nd ed. Oxford, 1987", ARTICLE | {"edition": "3"}, None),
    # a chapter and its book
    ("Miller B. The courts of the north revisited, in: Northern Rivers Reconsidered. Oxford, 1987",
     {"type": ItemType.BOOK, "title": "Northern Rivers Reconsidered"}, "names it after “in”"),
    ("Miller in: Northern Rivers Reconsidered. Oxford, 1987", {"type": ItemType.BOOK, "title": "Northern Rivers Reconsidered"}, None),
    (f"{TITLE}. Oxford, 1987", {"type": ItemType.BOOK}, None),
    (f"Lee A. {TITLE}. Oxford University Press, Oxford, 1987", {"type": ItemType.CHAPTER, "container_title": TITLE}, "the record is a chapter"),
    ("Lee A. The Handbook of Northern Courts, 1987", {"type": ItemType.CHAPTER, "container_title": "The Handbook of Northern Courts", "page": "3-9"},
     "the record is one part of the work"),
    ("Lee A. The Handbook of Northern Courts, 1987, 3", {"type": ItemType.CHAPTER, "container_title": "The Handbook of Northern Courts", "page": "3-9"}, None),
    # theses
    (f"Lee A. {TITLE}. PhD thesis, Accra, 1987", ARTICLE, "the reference is a thesis"),
    (f"Lee A. {TITLE}. PhD thesis, Accra, 1987", {"type": ItemType.THESIS}, None),
    # what stands alone
    (f"Lee A. {TITLE}. World Development 7: 47–56", {"type": ItemType.REPORT}, "the record is a report"),
    (f"Lee A. {TITLE}. World Bank, 1987", {"type": ItemType.REPORT}, None),
    (f"Lee A. {TITLE}. World Development 7: 47–56", {"type": ItemType.DATASET}, "the record is a dataset"),
    (f"Lee A. {TITLE}. World Development 7: 47–56", {"type": ItemType.THESIS}, "the record is a thesis"),
    (f"Lee A. {TITLE}. World Development 7: 47–56", {"type": ItemType.REPORT, "container_title": "World Development"}, None),
    (f"Lee A. {TITLE}. World Development 7: 47–56", {"type": ItemType.BOOK}, "the record is a book"),
    (f"Lee A. {TITLE}. Oxford, 1987", {"type": ItemType.BOOK}, None),
    (f"Lee A. {TITLE}. World Development 7", {"type": ItemType.PERIODICAL}, "the record is a whole periodical"),
    # three words more are the place and the year, four are a reference of their own
    (f"Lee A. {TITLE}. Accra 1987", {"type": ItemType.PERIODICAL}, "the record is a whole periodical"),
    (f"Lee A. {TITLE}. Accra", {"type": ItemType.PERIODICAL}, None),
    (f"Lee A. {TITLE}", {"type": ItemType.PERIODICAL}, None),
    (f"{TITLE}. Vol. 7", {"type": ItemType.PERIODICAL}, None),
    # a book is no article: its review has its title
    (f"Lee A. {TITLE}. Oxford University Press, 1987", ARTICLE, "the reference is a book"),
    (f"Lee A. {TITLE}. Oxford University Press. World Development, 1987", ARTICLE, None),
    (f"Lee A. {TITLE}. Oxford University Press, 1987", {"type": ItemType.ARTICLE_JOURNAL}, None),
    *((f"Lee A. {TITLE}. World Development 7", ARTICLE | {"genre": genre}, f"the record is {told}") for genre, told in (
        ("component", "a component"), ("journal issue", "a whole issue"), ("journal volume", "a whole volume"), ("grant", "a grant"))),
    # a journal may be called so
    (f"Lee A. {TITLE}. Review of Land Economics 7", ARTICLE | {"container_title": "Review of Land Economics"}, None),
    # what stands beside the title is its kind, what stands far from it is not
    (f"Lee A. Erratum to {TITLE}. Accra", ARTICLE, "the reference names a correction"),
    (f"Lee A. {TITLE} (Review). Accra", ARTICLE, "the reference names a review"),
    ("Miller B. The courts, in: Northern Rivers Reconsidered. Oxford, 1987", {"type": ItemType.BOOK, "title": "Northern Rivers Reconsidered"}, None),
    ("Miller B. The northern courts, in: Northern Rivers Reconsidered. Oxford", {"type": ItemType.BOOK, "title": "Northern Rivers Reconsidered"}, "names it after “in”"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "fields", "told"), CLASHES, ids=[f"{t} | {f}" for t, f, _ in CLASHES])
def test_kinds_that_clash(text: str, fields: dict[str, object], told: str | None) -> None:
    theirs = Reference(**({"title": TITLE, "creators": LEE} | fields))  # type: ignore[arg-type]
    asked = question(Reference(), text)
    container = 1.0 if "World Development" in text else 0.7 if "Handbook" in text else 0.0
    pairs = list(clashes(asked, theirs, title_match(asked, theirs.title or ""), container))
    found = [sentence for _, sentence in pairs]
    assert all(field == ("edition" if "is edition" in sentence else "type") for field, sentence in pairs)
    if told is None:
        assert found == []
    else:
        assert any(told in sentence for sentence in found), found


def test_fields_tell_a_chapter_from_its_book() -> None:
    ours = Reference(title="The courts of the north", container_title=TITLE, creators=LEE)
    book = Reference(type=ItemType.BOOK, title=TITLE, creators=LEE)
    asked = question(ours)
    found = list(clashes(asked, book, title_match(asked, TITLE), 0.0))
    assert ("type", "the record is the whole book, the reference a part of it") in found


# how far title and container were found → is a part of the named work clashing
PARTS = [
    (0.59, 0.7, True),
    (0.6, 0.7, False),
    (0.59, 0.69, False),
    (0.59, None, False),
]


@pytest.mark.parametrize(("similarity", "container", "clash"), PARTS)
def test_a_part_whose_own_title_is_missing(similarity: float, container: float | None, clash: bool) -> None:
    chapter = Reference(ItemType.CHAPTER, title=TITLE, container_title="The Handbook", page="3-9")
    asked = question(Reference(), "Lee A. The Handbook, 1987")
    found = list(clashes(asked, chapter, TitleMatch(similarity, 1.0, 1.0), container))
    assert bool(found) is clash


# how far the container was found → is the published article clashing with a preprint, or with a book
@pytest.mark.parametrize(
    ("container", "clash"), [(None, True), (0.0, True), (0.49, True), (0.5, False), (1.0, False)]
)
@pytest.mark.parametrize(
    "text", [f"Lee A. {TITLE}. bioRxiv, 1987", f"Lee A. {TITLE}. Oxford University Press, 1987"]
)
def test_an_article_in_a_periodical_that_is_not_named(
    text: str, container: float | None, clash: bool
) -> None:
    article = Reference(title=TITLE, creators=LEE, **ARTICLE)  # type: ignore[arg-type]
    asked = question(Reference(), text)
    assert bool(list(clashes(asked, article, title_match(asked, TITLE), container))) is clash


def test_what_the_fields_say_of_the_kind_counts() -> None:
    periodical = "World Development 7: 47–56"
    book = Reference(ItemType.BOOK, title=TITLE, creators=LEE)
    for own, clash in ((ItemType.BOOK, False), (ItemType.DOCUMENT, True)):
        asked = question(Reference(own), f"Lee A. {TITLE}. {periodical}")
        assert bool(list(clashes(asked, book, title_match(asked, TITLE), 1.0))) is clash
    report = Reference(ItemType.REPORT, title=TITLE, creators=LEE)
    for own, clash in ((ItemType.REPORT, False), (ItemType.DATASET, False), (ItemType.DOCUMENT, True)):
        asked = question(Reference(own), f"Lee A. {TITLE}. {periodical}")
        assert bool(list(clashes(asked, report, title_match(asked, TITLE), 1.0))) is clash
    asked = question(Reference(ItemType.BOOK), f"Lee A. {TITLE}. Accra, 1987")
    article = Reference(title=TITLE, creators=LEE, **ARTICLE)  # type: ignore[arg-type]
    assert "book" in next(clashes(asked, article, title_match(asked, TITLE), 0.0))[1]


# title of the book that the chapter is in, type of the question → is the record only a chapter
CHAPTERS = [
    (TITLE, ItemType.BOOK, True),
    (TITLE, ItemType.DOCUMENT, False),
    # four words of five are the same title, three are not
    ("Land reform in northern Mali", ItemType.BOOK, True),
    ("Land reform in southern Mali", ItemType.BOOK, False),
]


@pytest.mark.parametrize(("container", "own", "clash"), CHAPTERS)
def test_a_chapter_that_is_called_as_its_book(container: str, own: ItemType, clash: bool) -> None:
    asked = question(Reference(own), f"Lee A. {TITLE}. Accra, 1987")
    chapter = Reference(ItemType.CHAPTER, title=TITLE, container_title=container, creators=LEE)
    found = [told for _, told in clashes(asked, chapter, title_match(asked, TITLE), 1.0)]
    assert (found == ["the record is a chapter, the reference the book"]) is clash
