"""Pairs of sources that may be one work: which are compared, which clash, and what a pair says."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from bibtrack.matching import duplicates
from bibtrack.matching.duplicates import apart, compare, pairs
from bibtrack.values.identifier import Identifier, Scheme
from bibtrack.values.match import Candidate, Evidence, ScoredCandidate
from bibtrack.values.reference import Creator, ItemType, Name, PartialDate, Reference, Role
from bibtrack.values.source import Source

HARDIN = Reference(
    ItemType.ARTICLE_JOURNAL, title="The tragedy of the commons", creators=(Creator(Role.AUTHOR, Name("Hardin", "Garrett")),),
    container_title="Science", volume="162", issue="3859", page="1243-1248", issued=PartialDate(1968),
)  # fmt: skip
BOOK = Reference(
    ItemType.BOOK, title="Governing the commons", creators=HARDIN.creators, issued=PartialDate(1990)
)


def with_id(reference: Reference, scheme: Scheme, value: str) -> Reference:
    return replace(reference, identifiers=(*reference.identifiers, Identifier(scheme, value)))


# changes of one side and of the other → are they different works for certain
APART: list[tuple[Reference, dict[str, object], dict[str, object], bool]] = [
    (HARDIN, {}, {}, False),
    (HARDIN, {"volume": "162"}, {"volume": "163"}, True),
    (HARDIN, {"issue": "1"}, {"issue": "2"}, True),
    (HARDIN, {"chapter_number": "1"}, {"chapter_number": "2"}, True),
    (HARDIN, {"section": "A"}, {"section": "B"}, True),
    (HARDIN, {"section": "A"}, {"section": "a"}, False),
    (HARDIN, {"volume": "162"}, {"volume": None}, False),
    (HARDIN, {"volume": ""}, {"volume": "162"}, False),
    # pages: the first one tells, and only when both sides have one
    (HARDIN, {"page": "1243-1248"}, {"page": "1243"}, False),
    (HARDIN, {"page": "p. 1243"}, {"page": "1243–8"}, False),
    (HARDIN, {"page": "1243-1248"}, {"page": "1244-1248"}, True),
    (HARDIN, {"page": "1243-1248"}, {"page": None}, False),
    # editions: the first and none are the same
    (BOOK, {"edition": "1st"}, {}, False),
    (BOOK, {"edition": "1"}, {"edition": "1st ed."}, False),
    (BOOK, {"edition": "2nd"}, {}, True),
    (BOOK, {"edition": "2"}, {"edition": "2nd ed."}, False),
    (BOOK, {"edition": "12"}, {"edition": "2"}, True),
    (BOOK, {"edition": "Revised"}, {"edition": "revised"}, False),
    (BOOK, {"edition": "revised"}, {}, True),
    # a chapter and anything that is known to be none
    (BOOK, {"type": ItemType.CHAPTER}, {}, True),
    (BOOK, {}, {"type": ItemType.CHAPTER}, True),
    (BOOK, {"type": ItemType.CHAPTER}, {"type": ItemType.CHAPTER}, False),
    (BOOK, {"type": ItemType.CHAPTER}, {"type": ItemType.DOCUMENT}, False),
    (BOOK, {"type": ItemType.DOCUMENT}, {"type": ItemType.CHAPTER}, False),
    (BOOK, {}, {"type": ItemType.REPORT}, False),
]


@pytest.mark.parametrize(("reference", "one", "other", "told"), APART)
def test_what_keeps_two_works_apart(
    reference: Reference, one: dict[str, object], other: dict[str, object], told: bool
) -> None:
    ours, theirs = replace(reference, **one), replace(reference, **other)  # type: ignore[arg-type]
    assert apart(ours, theirs) is told
    assert apart(theirs, ours) is told


def test_two_dois_are_two_works_and_one_says_nothing() -> None:
    one, other = with_id(HARDIN, Scheme.DOI, "10.1/a"), with_id(HARDIN, Scheme.DOI, "10.1/b")
    assert apart(one, other)
    assert not apart(one, one)
    assert not apart(one, HARDIN)
    assert not apart(HARDIN, one)


def found(one: Reference, other: Reference) -> duplicates.Pair | None:
    return compare(Source("a", one), Source("b", other))


def test_a_pair_says_which_stays_and_what_agrees() -> None:
    pair = found(HARDIN, HARDIN)
    assert pair is not None
    assert (pair.keep.citekey, pair.lose.citekey) == ("a", "b")
    assert set(pair.reason.removesuffix(" agree").split(", ")) == {
        "title", "author", "issued", "container-title", "volume", "issue", "page",
    }  # fmt: skip
    assert 0.9 < pair.score < 1
    assert pair.evidence


NAMING = [
    (Scheme.DOI, "10.1/a", "DOI 10.1/a"),
    (Scheme.ARXIV, "2101.00001", "ARXIV 2101.00001"),
    (Scheme.PMID, "123", "PMID 123"),
    (Scheme.PMCID, "PMC1", "PMCID PMC1"),
]


@pytest.mark.parametrize(("scheme", "value", "told"), NAMING)
def test_a_shared_identifier_is_told_and_outweighs_the_words(scheme: Scheme, value: str, told: str) -> None:
    pair = found(with_id(HARDIN, scheme, value), with_id(HARDIN, scheme, value))
    assert pair is not None
    assert pair.reason == f"the same {told}"
    assert pair.score >= 0.99
    # What would keep two works apart is told, and the pair is no longer sure.
    other = found(
        with_id(HARDIN, scheme, value),
        with_id(replace(HARDIN, issued=PartialDate(1990), volume="7", page="1-9"), scheme, value),
    )
    assert other is not None
    assert other.reason.startswith(f"the same {told}, although ")
    assert other.score == duplicates.PROPOSED


def test_an_isbn_names_the_book_and_all_its_chapters() -> None:
    bare = Reference(title="Reflections on necropolitics in Accra")
    isbn = "9780521405997"
    assert found(with_id(BOOK, Scheme.ISBN, isbn), with_id(bare, Scheme.ISBN, isbn)) is None


Judged = Callable[..., duplicates.Pair | None]


@pytest.fixture
def judged(monkeypatch: pytest.MonkeyPatch) -> Judged:
    """Compare two sources for which score and evidence are given, one way and the other."""

    def judge(there: float, back: float, *told: tuple[str, float], against: bool = False, shared: bool = False) -> duplicates.Pair | None:  # fmt: skip
        evidence = tuple(
            Evidence(field, None, None, similarity, 1.0, explanation="x") for field, similarity in told
        )
        if against:
            evidence += (
                Evidence("page", None, None, 0.0, 1.0, contradiction=True, explanation="it clashes"),
            )
        scores = iter((there, back))
        monkeypatch.setattr(
            duplicates,
            "score",
            lambda *_: ScoredCandidate(Candidate(None, HARDIN, {}), next(scores), evidence),
        )
        reference = with_id(HARDIN, Scheme.DOI, "10.1/a") if shared else HARDIN
        return found(reference, reference)

    return judge


FULL = (("title", 0.8), ("author", 0.8))
# the scores both ways, what agrees → the score of the pair, None when it is not proposed
PROPOSED = [
    (0.2, 0.6, FULL, 0.6),
    (0.6, 0.2, FULL, 0.6),
    (0.6, 0.2, (("title", 0.8), ("author", 0.79)), None),
    (0.7, 0.2, (("title", 0.8), ("author", 0.79)), 0.7),
    (0.69, 0.2, (("title", 0.8),), None),
    (0.9, 0.2, (("title", 0.79), ("author", 1.0)), None),
    (0.9, 0.2, (("rest", 1.0), ("author", 1.0)), None),
]


@pytest.mark.parametrize(("there", "back", "told", "score"), PROPOSED)
def test_which_pairs_are_proposed(
    judged: Judged, there: float, back: float, told: tuple[tuple[str, float], ...], score: float | None
) -> None:
    pair = judged(there, back, *told)
    assert (pair.score if pair else None) == score
    assert judged(there, back, *told, against=True) is None


def test_the_reason_names_each_field_once_and_not_the_rest(judged: Judged) -> None:
    pair = judged(0.9, 0.9, ("title", 1.0), ("rest", 1.0), ("author", 0.9), ("title", 0.9), ("issued", 0.5))
    assert pair is not None
    assert pair.reason == "title, author agree"


def test_a_shared_doi_makes_a_pair_sure_unless_something_clashes(judged: Judged) -> None:
    told = [judged(there, 0.1, shared=True, against=against) for there, against in ((0.2, False), (0.999, False), (0.999, True))]  # fmt: skip
    assert [(pair.score, pair.reason) for pair in told if pair] == [
        (0.99, "the same DOI 10.1/a"),
        (0.999, "the same DOI 10.1/a"),
        (duplicates.PROPOSED, "the same DOI 10.1/a, although it clashes"),
    ]


# --- which sources are compared at all


@pytest.fixture
def compared(monkeypatch: pytest.MonkeyPatch) -> Callable[..., list[tuple[str, str]]]:
    """Give the pairs of citekeys that are compared, as (keep, lose)."""

    def run(*references: Reference) -> list[tuple[str, str]]:
        asked: list[tuple[str, str]] = []
        monkeypatch.setattr(
            duplicates, "compare", lambda keep, lose: asked.append((keep.citekey, lose.citekey))
        )
        assert pairs([Source(f"s{at}", reference) for at, reference in enumerate(references)]) == []
        return asked

    return run


def titled(title: str, family: str | None = None, year: int | None = None, role: Role = Role.AUTHOR) -> Reference:  # fmt: skip
    creators = (Creator(role, Name(family)),) if family else ()
    return Reference(title=title, creators=creators, issued=PartialDate(year) if year else None)


BLOCKED = [
    # two rare words of the title, in any order and with any words between
    (titled("Rivers of silver"), titled("Silver and other rivers"), True),
    (titled("Rivers of silver"), titled("Rivers and gold"), False),
    # a title of one word is compared with its like only
    (titled("Necropolitics"), titled("Necropolitics"), True),
    (titled("Necropolitics"), titled("Biopolitics"), False),
    (titled("Necropolitics"), titled("Necropolitics revisited"), False),
    # author and year, whatever the title says; an editor where there is no author
    (titled("Rivers", "Lee", 2001), titled("Mountains", "Lee", 2001), True),
    (titled("Rivers", "Lee", 2001), titled("Mountains", "LEE", 2001), True),
    (titled("Rivers", "Lee", 2001), titled("Mountains", "Lee", 2002), False),
    (titled("Rivers", "Lee", 2001), titled("Mountains", "Kim", 2001), False),
    (titled("Rivers", "Lee"), titled("Mountains", "Lee"), False),
    (titled("Rivers", "Lee", 2001, Role.EDITOR), titled("Mountains", "Lee", 2001, Role.EDITOR), True),
    (
        titled("Rivers", "Lee", 2001, Role.TRANSLATOR),
        titled("Mountains", "Lee", 2001, Role.TRANSLATOR),
        False,
    ),
    (titled("Rivers", None, 2001), titled("Mountains", None, 2001), False),
    # bodies are authors too
    (
        replace(titled("Rivers", None, 2001), creators=(Creator(Role.AUTHOR, Name(literal="World Bank")),)),
        replace(
            titled("Mountains", None, 2001), creators=(Creator(Role.AUTHOR, Name(literal="World bank")),)
        ),
        True,
    ),
    # an identifier that names a work
    (
        with_id(titled("Rivers"), Scheme.PMID, "1"),
        with_id(titled("Mountains"), Scheme.PMID, "1"),
        True,
    ),
    (
        with_id(titled("Rivers"), Scheme.PMID, "1"),
        with_id(titled("Mountains"), Scheme.ARXIV, "1"),
        False,
    ),
    (
        with_id(titled("Rivers"), Scheme.ISBN, "9780521405997"),
        with_id(titled("Mountains"), Scheme.ISBN, "9780521405997"),
        False,
    ),
    # a long title is compared by the words before its subtitle, a short one whole
    (titled("Chemical assays of metals: a"), titled("Chemical assays of metals: goats in Ghana"), True),
    (titled("Water: goats in Ghana"), titled("Goats in Ghana"), True),
    # nothing to compare by
    (Reference(), Reference(), False),
]


@pytest.mark.parametrize(("one", "other", "asked"), BLOCKED)
def test_which_sources_are_compared(
    compared: Callable[..., list[tuple[str, str]]], one: Reference, other: Reference, asked: bool
) -> None:
    assert compared(one, other) == ([("s0", "s1")] if asked else [])


def test_each_pair_is_compared_once_and_the_first_would_stay(
    compared: Callable[..., list[tuple[str, str]]],
) -> None:
    same = with_id(titled("Rivers of silver in Ghana", "Lee", 2001), Scheme.DOI, "10.1/a")
    assert compared(same, same, same) == [("s0", "s1"), ("s0", "s2"), ("s1", "s2")]


def test_what_a_crowd_shares_says_nothing(compared: Callable[..., list[tuple[str, str]]]) -> None:
    crowd = [titled("Introduction") for _ in range(duplicates.CROWD + 1)]
    assert compared(*crowd) == []
    assert len(compared(*crowd[1:])) == duplicates.CROWD * (duplicates.CROWD - 1) / 2


def test_of_a_long_title_the_rarest_words_are_compared(
    compared: Callable[..., list[tuple[str, str]]],
) -> None:
    common = [titled(f"Common words again stand here always {number}") for number in range(3)]
    one, other = titled("Common words again stand here silver rivers"), titled("Rivers silver altogether")
    assert ("s0", "s1") in compared(one, other, *common)


def test_pairs_are_told_surest_first(monkeypatch: pytest.MonkeyPatch) -> None:
    sources = [Source(key, titled("Rivers of silver")) for key in "cab"]
    scores = {("c", "a"): 0.8, ("c", "b"): 0.9, ("a", "b"): 0.8}
    monkeypatch.setattr(
        duplicates,
        "compare",
        lambda keep, lose: duplicates.Pair(keep, lose, scores[keep.citekey, lose.citekey], "", ()),
    )
    assert [(pair.keep.citekey, pair.lose.citekey) for pair in pairs(sources)] == [
        ("c", "b"),
        ("a", "b"),
        ("c", "a"),
    ]
