"""What each field says for and against a match: the features that are weighed, and what forbids acceptance."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from bibtrack.matching import evidence
from bibtrack.matching.evidence import Signal, signals
from bibtrack.matching.names import NameMatch
from bibtrack.matching.numbers import NumberMatch
from bibtrack.matching.question import question
from bibtrack.matching.titles import TitleMatch
from bibtrack.values.match import Candidate
from bibtrack.values.reference import Creator, ItemType, Name, PartialDate, Reference, Role

SCHWYN, NEILANDS, MILLER = (
    Creator(Role.AUTHOR, Name(family, given))
    for family, given in (("Schwyn", "Bernhard"), ("Neilands", "J. B."), ("Miller", "A."))
)
RECORD = Reference(
    ItemType.ARTICLE_JOURNAL, title="Universal chemical assay for siderophores", creators=(SCHWYN, NEILANDS),
    container_title="Analytical Biochemistry", volume="160", page="47-56", issued=PartialDate(1987),
)  # fmt: skip
TITLE = RECORD.title or ""
PLACE = "Anal Biochem 160:47–56"
TEXT = f"Schwyn B, Neilands JB (1987) {TITLE}. {PLACE}"


def found(text: str, doi: str | None = "10.5555/a", **changes: object) -> tuple[Signal, ...]:
    return signals(question(Reference(), text), Candidate(doi, replace(RECORD, **changes), {}))  # type: ignore[arg-type]


def features(told: tuple[Signal, ...]) -> dict[str, float]:
    return {name: value for signal in told for name, value in signal.features}


def test_what_agrees_in_every_field_says_so_in_every_feature() -> None:
    told = found(TEXT)
    assert {signal.field: signal.similarity for signal in told} == dict.fromkeys(
        ("title", "author", "issued", "container-title", "volume", "page", "rest"), 1.0
    )
    assert not any(signal.contradiction for signal in told)
    information = (1 + 1 + 5 / 6 + 1) / 4
    assert features(told) == pytest.approx({
        "title.found": information, "title.whole": information, "title.swapped": 0, "title.piece": 0, "title.other": 0,
        "names.first": 1, "names.others": 1, "names.many": 1 / 4, "names.first_absent": 0, "names.all_absent": 0,
        "names.initial": 1, "names.other_initial": 0, "year.same": 1, "year.near": 0, "year.other": 0,
        "container.same": 3 / 4, "container.other": 0, "volume.same": 1, "volume.other": 0,
        "page.same": 0.8, "page.within": 0, "page.other": 0, "page.after_volume": 1, "rest.words": 0, "rest.numbers": 0,
    })  # fmt: skip


# printed text, changes of the record → what the features say then
FEATURES: list[tuple[str, dict[str, object], dict[str, float]]] = [
    # words that nothing explains: a capital word is half a word (a name?), six are the worst
    (f"{TEXT} alpha", {}, {"rest.words": 1 / 6}),
    (f"{TEXT} Alpha", {}, {"rest.words": 0.5 / 6}),
    (f"{TEXT} alphas betas gammas deltas epsilons", {}, {"rest.words": 5 / 6}),
    (f"{TEXT} alphas betas gammas deltas epsilons zetas", {}, {"rest.words": 1}),
    (f"{TEXT} alphas betas gammas deltas epsilons zetas thetas", {}, {"rest.words": 1}),
    (f"{TEXT} Lowry OH, Rosebrough NJ", {}, {"rest.words": 0}),
    (f"{TEXT} O. H. Lowry", {}, {"rest.words": 0}),
    (f"{TEXT} and Lowry", {}, {"rest.words": 0.5 / 6}),
    (f"{TEXT} OH lowry", {}, {"rest.words": 1 / 6}),
    (f"{TEXT} vol pages the und", {}, {"rest.words": 0}),
    (f"{TEXT} siderophore", {}, {"rest.words": 0}),
    (f"{TEXT} Academic Press", {"publisher": "Academic Press"}, {"rest.words": 0}),
    (f"{TEXT} methods", {"collection_title": "Methods"}, {"rest.words": 0}),
    (f"{TEXT} biochimica", {"container_title_short": "Biochimica"}, {"rest.words": 0}),
    (TEXT, {"container_title": None}, {"rest.words": 1 / 6}),
    # a slip explains a word only where the title was found
    (f"Miller. Siderophore of goats. {PLACE}", {}, {"rest.words": 2.0 / 6}),
    # numbers that nothing explains: three are the worst
    (f"{TEXT}, 998", {}, {"rest.numbers": 1 / 3}),
    (f"{TEXT}, 998, 997, 996", {}, {"rest.numbers": 1}),
    (f"{TEXT}, 998, 997, 996, 995", {}, {"rest.numbers": 1}),
    # the title
    (f"Schwyn B 1987 Nothing of the kind. {PLACE}", {}, {"title.found": 0, "title.whole": 0, "title.piece": 0, "title.other": 1.5 / 6}),
    (f"Schwyn B, On {TITLE} in goats. {PLACE}", {}, {"title.whole": 0, "title.piece": 1, "title.other": 0}),
    (f"Schwyn B. {TITLE} in goats. {PLACE}", {}, {"title.whole": 23 / 48, "title.piece": 0.5}),
    # names
    (TEXT, {"creators": ()}, {"names.none": 1}),
    (f"{TITLE}. {PLACE}, 1987", {}, {"names.none": 1}),
    (TEXT, {"creators": (MILLER,)}, {"names.first": 0, "names.first_absent": 1, "names.all_absent": 1, "names.others": 0}),
    (TEXT, {"creators": (MILLER, SCHWYN)}, {"names.first": 0, "names.first_absent": 1, "names.all_absent": 0, "names.others": 1, "names.many": 0}),
    (TEXT.replace("Schwyn B", "Schwyn A"), {}, {"names.first": 1, "names.initial": 0, "names.other_initial": 1}),
    (TEXT.replace("Schwyn B, Neilands JB", "Schwyn"), {"creators": (SCHWYN,)}, {"names.initial": 0, "names.other_initial": 0, "names.many": 0}),
    # a name behind the title may be an editor's or another work's
    (f"Miller A. {TITLE}, by Schwyn B. {PLACE}, 1987", {}, {"names.first": 0.4}),
    # the year
    (TEXT.replace("1987", "1988"), {}, {"year.same": 0, "year.near": 1, "year.other": 0}),
    (TEXT.replace("1987", "1986"), {}, {"year.same": 0, "year.near": 1, "year.other": 0}),
    (TEXT.replace("1987", "1989"), {}, {"year.same": 0, "year.near": 0, "year.other": 1}),
    # the container: "Analytical" alone is half of it, which tells little
    (TEXT, {"container_title": "Analytical Letters"}, {"container.same": 0.75 / 6, "container.other": 0}),
    (TEXT, {"container_title": "Nature"}, {"container.same": 0, "container.other": 1}),
    # volume, issue, page
    (TEXT, {"volume": "161"}, {"volume.same": 0, "volume.other": 1, "page.after_volume": 0}),
    (TEXT.replace("160:", "160(3):"), {"issue": "3"}, {"issue.same": 1, "page.after_volume": 1}),
    (TEXT, {"page": "40-60"}, {"page.same": 0, "page.within": 1, "page.other": 0}),
    (TEXT, {"page": "57-60"}, {"page.same": 0, "page.within": 0, "page.other": 1}),
    (TEXT.replace("47–56", "7"), {"page": "7"}, {"page.same": 0.6}),
    (TEXT.replace("47–56", "1477"), {"page": "1477"}, {"page.same": 1}),
    (TEXT, {"volume": "161", "page": "99"}, {"place.other": 1}),
    # the printed DOI
    (f"{TEXT} doi:10.5555/a", {}, {"doi.same": 1}),
    (f"{TEXT} doi:10.5555/b", {}, {"doi.other": 1}),
]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "changes", "expected"), FEATURES, ids=[f"{t[-40:]} {list(c)} {list(e)}" for t, c, e in FEATURES]
)
def test_what_the_features_say(text: str, changes: dict[str, object], expected: dict[str, float]) -> None:
    told = features(found(text, **changes))  # type: ignore[arg-type]
    assert {name: told.get(name) for name in expected} == pytest.approx(expected)


ABSENT = [
    (TEXT.replace("(1987) ", ""), {}, "issued"),
    (TEXT, {"issued": None}, "issued"),
    (TEXT, {"container_title": None}, "container-title"),
    (TEXT, {"volume": None}, "volume"),
    (TEXT, {"page": None}, "page"),
    (TEXT, {"issue": "3"}, "issue"),
    (f"{TEXT}, 998", {"issue": "3"}, "issue"),
    (TEXT, {}, "identifier"),
    (f"{TEXT} doi:10.5555/ab", {}, "identifier"),
    (f"{TEXT} doi:10.5555/", {}, "identifier"),
]


@pytest.mark.parametrize(("text", "changes", "field"), ABSENT)
def test_a_field_that_cannot_be_compared_says_nothing(
    text: str, changes: dict[str, object], field: str
) -> None:
    assert field not in {signal.field for signal in found(text, **changes)}  # type: ignore[arg-type]


def test_a_record_without_a_doi_is_not_compared_by_it() -> None:
    assert "identifier" not in {signal.field for signal in found(f"{TEXT} doi:10.5555/a", None)}
    assert found("10.5555/a", None) != found("10.5555/a")


# beside its DOI a reference may hold two more words ("See also …"); with three it says something itself
@pytest.mark.parametrize(
    ("text", "alone"),
    [
        ("10.5555/a", True),
        ("See also 10.5555/a", True),
        ("One two three 10.5555/a", False),
        ("10.5555/b", False),
    ],
)
def test_a_doi_alone(text: str, alone: bool) -> None:
    told = found(text)
    assert (features(told) == {"doi.alone": 1.0}) is alone
    if alone:
        assert [(one.field, one.ours, one.theirs, one.similarity, one.contradiction) for one in told] == [
            ("identifier", "10.5555/a", "10.5555/a", 1.0, False)
        ]


def test_what_people_read_beside_each_field() -> None:
    told = {one.field: (one.ours, one.theirs) for one in found(f"{TEXT} (orig. 1901) 10.5555/b")}
    assert told == {
        "identifier": ("10.5555/b", "10.5555/a"), "title": (None, TITLE), "author": (None, "Schwyn, Bernhard"),
        "issued": ("1987, 1901", "1987"), "container-title": (None, "Analytical Biochemistry"), "volume": (None, "160"),
        "page": (None, "47-56"), "rest": (None, None),
    }  # fmt: skip


# --- from here on what was found is given, so that each rule is met at its edge

WHOLE = TitleMatch(1.0, 1.0, 1.0, 5, 10)
FIRST = NameMatch(1.0, None, 1, None, 0, "Schwyn, B.")
SAME = NumberMatch(1.0, 1.0, None, 1.0, True, 0, 2, False)
OTHER = NumberMatch(1.0, None, None, None, False, 0, 0, False)
Judge = Callable[..., tuple[Signal, ...]]


@pytest.fixture
def judged(monkeypatch: pytest.MonkeyPatch) -> Judge:
    """Give the signals for what was found in title, names, container and numbers."""

    def judge(
        title: TitleMatch = WHOLE, names: NameMatch | None = FIRST, held: tuple[float, float] | None = (1.0, 1.0),
        numbers: NumberMatch = SAME, text: str = TEXT, ours: Reference | None = None, theirs: Reference = RECORD,
    ) -> tuple[Signal, ...]:  # fmt: skip
        for name, value in (("title", title), ("name", names), ("container", held), ("number", numbers)):
            monkeypatch.setattr(evidence, f"{name}_match", lambda *_, value=value: value)
        monkeypatch.setattr(evidence, "clashes", lambda *_: ())
        asked = question(ours) if ours else question(Reference(), text)
        return signals(asked, Candidate(None, theirs, {}))

    return judge


def of(told: tuple[Signal, ...], field: str) -> Signal:
    return next(signal for signal in told if signal.field == field)


def against(told: tuple[Signal, ...]) -> list[str]:
    return [signal.explanation for signal in told if signal.contradiction]


TITLES = [
    (replace(WHOLE, similarity=0.95), "the title agrees", {"title.found": 0.9, "title.whole": 1.0, "title.piece": 0.0}),
    (replace(WHOLE, similarity=0.94), "the title agrees in part", {"title.found": 0.88, "title.whole": 0.0, "title.piece": 0.0}),
    (replace(WHOLE, similarity=0.6), "the title agrees in part", {"title.found": 0.2, "title.whole": 0.0}),
    (replace(WHOLE, similarity=0.59), "the title is not in the reference", {"title.found": 0.18}),
    (replace(WHOLE, similarity=0.5), "the title is not in the reference", {"title.found": 0.0}),
    (replace(WHOLE, similarity=0.2), "the title is not in the reference", {"title.found": 0.0}),
    (replace(WHOLE, bounded=0.5), "the title agrees with a piece of the text", {"title.whole": 0.5, "title.piece": 0.5}),
    (replace(WHOLE, bounded=0.0, similarity=0.8), "the title agrees in part", {"title.whole": 0.0, "title.piece": 1.0}),
    (replace(WHOLE, bounded=0.0, similarity=0.79), "the title agrees in part", {"title.piece": 0.0}),
    (replace(WHOLE, information=0.25), "the title agrees", {"title.found": 0.25, "title.whole": 0.25}),
    (replace(WHOLE, similarity=0.9, subtitle_missing=True), "the title agrees; one side lacks the subtitle", {"title.found": 0.8}),
    (replace(WHOLE, similarity=0.6, swapped=0.5), "the title agrees but for a telling word or number", {"title.swapped": 0.5}),
    (replace(WHOLE, similarity=0.6, swapped=0.49), "the title agrees in part", {"title.swapped": 0.49}),
    (replace(WHOLE, similarity=0.59, swapped=1.0), "the title is not in the reference", {"title.swapped": 1.0}),
]  # fmt: skip


@pytest.mark.parametrize(("title", "sentence", "expected"), TITLES)
def test_how_a_title_agrees(
    judged: Judge, title: TitleMatch, sentence: str, expected: dict[str, float]
) -> None:
    told = of(judged(title), "title")
    assert (told.similarity, told.explanation) == (title.similarity, sentence)
    values = dict(told.features)
    assert {name: values[name] for name in expected} == pytest.approx(expected)


def test_a_certain_title_that_is_another_weighs_in_full(judged: Judge) -> None:
    other = replace(WHOLE, similarity=0.25)
    quoted = of(judged(other, text=f"Schwyn B, “On goats in Ghana”. {PLACE}"), "title")
    loose = of(judged(other, text=f"Schwyn B. {PLACE}"), "title")
    assert (dict(quoted.features)["title.other"], dict(loose.features)["title.other"]) == (0.75, 0.0)
    assert (quoted.ours, quoted.theirs) == ("On goats in Ghana", TITLE)


def test_a_record_without_a_title_is_told_so(judged: Judge) -> None:
    told = of(judged(replace(WHOLE, similarity=0.0), theirs=replace(RECORD, title=None)), "title")
    assert (told.features, told.explanation) == ((), "the record has no title")


# how the names were found → similarity, sentence
NAMES = [
    (replace(FIRST, initial=True), 1.0, "the first author agrees"),
    (FIRST, 1.0, "the first author agrees"),
    (replace(FIRST, initial=False), 0.7, "same family name, other initial"),
    (replace(FIRST, first=0.7), 0.7, "the first author agrees"),
    (
        replace(FIRST, first=0.0, others=1.0),
        0.6,
        "the record's first author is not in the reference, others are",
    ),
    (
        replace(FIRST, first=0.0, others=0.5),
        0.3,
        "the record's first author is not in the reference, others are",
    ),
    (replace(FIRST, first=0.0, others=None), 0.0, "no creator of the record is in the reference"),
    (replace(FIRST, first=0.0, others=0.0), 0.0, "no creator of the record is in the reference"),
]


@pytest.mark.parametrize(("names", "similarity", "sentence"), NAMES)
def test_how_names_agree(judged: Judge, names: NameMatch, similarity: float, sentence: str) -> None:
    told = of(judged(names=names), "author")
    assert (told.similarity, told.explanation, told.theirs) == (
        pytest.approx(similarity),
        sentence,
        names.name,
    )


@pytest.mark.parametrize(("count", "many"), [(0, 0.0), (1, 0.0), (2, 0.25), (5, 1.0), (9, 1.0)])
def test_many_names_weigh_more(judged: Judge, count: int, many: float) -> None:
    assert features(judged(names=replace(FIRST, count=count)))["names.many"] == many


# where the title starts, where the name stands → how much of the name counts
LATE = [(5, 0, 1.0), (5, 4, 1.0), (5, 5, 0.4), (5, 6, 0.4), (2, 2, 0.4), (1, 6, 1.0), (0, 6, 1.0), (None, 6, 1.0), (5, None, 1.0)]  # fmt: skip


@pytest.mark.parametrize(("start", "place", "share"), LATE)
def test_a_name_behind_the_title_counts_less(
    judged: Judge, start: int | None, place: int | None, share: float
) -> None:
    told = judged(replace(WHOLE, start=start), replace(FIRST, place=place))
    assert features(told)["names.first"] == share


# the title's place and similarity, the names → does the reference name nobody
NOBODY = [
    (0, 0.8, None, True), (1, 0.8, None, True), (2, 0.8, None, False), (1, 0.79, None, False), (None, 0.9, None, False), (1, 0.8, 0.0, True),
    (1, 0.8, 0.5, False),
]  # fmt: skip


@pytest.mark.parametrize(("start", "similarity", "others", "nobody"), NOBODY)
def test_a_reference_that_begins_with_its_title_names_nobody(
    judged: Judge, start: int | None, similarity: float, others: float | None, nobody: bool
) -> None:
    told = judged(
        TitleMatch(similarity, 1.0, 1.0, start, 6), replace(FIRST, first=0.0, others=others, count=0)
    )
    author = of(told, "author")
    assert ("names.none" in dict(author.features)) is nobody
    if nobody:
        assert (author.similarity, author.explanation, author.theirs) == (
            0.5,
            "the reference names nobody",
            "Schwyn, B.",
        )
        assert against(told) == []


def test_fields_without_creators_name_nobody(judged: Judge) -> None:
    absent = replace(FIRST, first=0.0, count=0)
    for creators, sentence in (
        ((), "the reference names nobody"),
        ((MILLER,), "no creator of the record is in the reference"),
    ):
        ours = Reference(title=TITLE, creators=creators)
        told = of(judged(names=absent, ours=ours), "author")
        assert told.explanation == sentence


def test_a_record_that_names_nobody(judged: Judge) -> None:
    told = of(judged(names=None), "author")
    assert (told.similarity, told.explanation, told.features) == (
        0.5,
        "the record names nobody",
        (("names.none", 1.0),),
    )


# similarity of the container → same (of full information), other, sentence
HELD = [
    (1.0, 1.0, 0.0, "the container agrees"),
    (0.7, 0.5, 0.0, "the container agrees"),
    (0.69, 0.29 / 0.6, 0.0, "the container is not in the reference"),
    (0.4, 0.0, 0.0, "the container is not in the reference"),
    (0.39, 0.0, 1.0, "the container is not in the reference"),
    (0.0, 0.0, 1.0, "the container is not in the reference"),
]


@pytest.mark.parametrize(("similarity", "same", "other", "sentence"), HELD)
def test_how_containers_agree(
    judged: Judge, similarity: float, same: float, other: float, sentence: str
) -> None:
    told = of(judged(held=(similarity, 1.0)), "container-title")
    assert dict(told.features) == pytest.approx({"container.same": same, "container.other": other})
    assert (told.similarity, told.explanation) == (similarity, sentence)


def test_how_volume_and_page_agree(judged: Judge) -> None:
    told = judged(numbers=replace(SAME, issue=1.0))
    assert [of(told, field).explanation for field in ("volume", "issue", "page")] == [
        "the volume agrees",
        "the issue agrees",
        "the first page agrees",
    ]
    told = judged(numbers=replace(SAME, volume=0.0, issue=0.0, page=0.5))
    assert [of(told, field).explanation for field in ("volume", "page")] == [
        "the volume is not in the reference",
        "the printed page lies within the work",
    ]
    assert "issue" not in {signal.field for signal in told}
    assert of(judged(numbers=replace(SAME, issue=1.0)), "issue").similarity == 1.0
    assert (
        of(judged(numbers=replace(SAME, page=0.0)), "page").explanation == "the page is not in the reference"
    )


# digits of the first page → how much it tells: two digits of a number say less than four
@pytest.mark.parametrize(("digits", "rare"), [(1, 0.6), (2, 0.8), (3, 1.0), (4, 1.0)])
def test_long_numbers_tell_more(judged: Judge, digits: int, rare: float) -> None:
    assert features(judged(numbers=replace(SAME, page_digits=digits)))["page.same"] == pytest.approx(rare)


NONE = replace(OTHER, left_over=1)
LOST = replace(WHOLE, similarity=0.59)
ODD = replace(WHOLE, information=0.39)
AWAY = (0.29, 0.5)
#: The title's place ends before the seventh word.
ENDED = replace(WHOLE, stop=7)
BACK = f"Schwyn B. {TITLE}. Journal of Experimental Botany"
ANOTHER = "the reference names another container"
# title, container, numbers, text → what forbids acceptance
FORBIDDEN: list[tuple[str, TitleMatch, tuple[float, float] | None, NumberMatch, str, list[str]]] = [
    ("nothing", WHOLE, (1.0, 1.0), SAME, TEXT, []),
    ("ranges", WHOLE, (1.0, 1.0), replace(SAME, page=0.5, apart=True), TEXT, ["the page ranges do not meet"]),
    ("ranges, but the page agrees", WHOLE, (1.0, 1.0), replace(SAME, apart=True), TEXT, []),
    ("page behind the volume", WHOLE, (1.0, 1.0), replace(SAME, page=0.0, other_page="999"), TEXT, ["the same volume, but page 999"]),
    ("page behind another volume", WHOLE, (1.0, 1.0), replace(SAME, volume=None, page=0.0, other_page="999"), TEXT, []),
    ("says more", replace(WHOLE, similarity=0.5, more="revisited"), (1.0, 1.0), replace(SAME, page=None), TEXT,
     ["the record's title says more: revisited"]),
    ("says more in the same place", replace(WHOLE, more="revisited"), (1.0, 1.0), SAME, TEXT, []),
    ("says more in the same volume", replace(WHOLE, more="revisited"), (1.0, 1.0), replace(SAME, page=0.5), TEXT, ["the record's title says more: revisited"]),
    ("says more on the same page", replace(WHOLE, more="revisited"), (1.0, 1.0), replace(SAME, volume=None), TEXT, ["the record's title says more: revisited"]),
    ("says more, hardly found", replace(WHOLE, similarity=0.49, more="revisited"), (1.0, 1.0), replace(SAME, page=None), TEXT, []),
    ("nothing of three", LOST, (1.0, 1.0), NONE, TEXT, ["neither title, volume nor page agree"]),
    ("nothing of three, page other", LOST, (1.0, 1.0), replace(NONE, page=0.0), TEXT, ["neither title, volume nor page agree"]),
    ("title half found", replace(LOST, similarity=0.6), (1.0, 1.0), NONE, TEXT, []),
    ("no numbers printed", LOST, (1.0, 1.0), OTHER, TEXT, []),
    ("volume agrees", LOST, (1.0, 1.0), replace(NONE, volume=1.0), TEXT, []),
    ("page within", LOST, (1.0, 1.0), replace(NONE, page=0.5), TEXT, []),
    ("common title elsewhere", ODD, (0.39, 1.0), OTHER, "Schwyn B. Notes.", ["many works have this title, and the container is another"]),
    ("common title, container half", ODD, (0.4, 1.0), OTHER, "Schwyn B. Notes.", []),
    ("telling title elsewhere", replace(ODD, information=0.4), (0.39, 1.0), OTHER, "Schwyn B. Notes.", []),
    ("common title, no container", ODD, None, OTHER, "Schwyn B. Notes.", []),
    ("common title, the same page", ODD, (0.39, 1.0), SAME, "Schwyn B. Notes.", []),
    ("common title, a page of one digit", ODD, (0.39, 1.0), replace(SAME, page_digits=1), "Schwyn B. Notes.",
     ["many works have this title, and the container is another"]),
    ("another container", ENDED, AWAY, OTHER, BACK, [ANOTHER]),
    ("another container, found a little", ENDED, (0.3, 0.5), OTHER, BACK, []),
    ("another container of one common word", ENDED, (0.29, 0.49), OTHER, BACK, []),
    ("another container, no place of the title", replace(ENDED, stop=None), AWAY, OTHER, BACK, []),
    ("another container, title at the edge", replace(ENDED, similarity=0.8), AWAY, OTHER, BACK, [ANOTHER]),
    ("another container, title below", replace(ENDED, similarity=0.79), AWAY, OTHER, BACK, []),
    ("another container, the volume", ENDED, AWAY, replace(OTHER, volume=1.0), BACK, []),
    ("another container, the page", ENDED, AWAY, replace(OTHER, page=1.0), BACK, []),
    ("another container, other volume", ENDED, AWAY, replace(OTHER, volume=0.0), BACK, [ANOTHER]),
    ("another container of one capital word", ENDED, AWAY, OTHER, f"Schwyn B. {TITLE}. Journal of Botany", []),
    ("another container, abbreviated", ENDED, AWAY, OTHER, f"Schwyn B. {TITLE}. Acta Bot", [ANOTHER]),
    ("a word of two letters is no name of a place", ENDED, AWAY, OTHER, f"Schwyn B. {TITLE}. Acta Bo", []),
    ("only small words behind", ENDED, AWAY, OTHER, f"Schwyn B. {TITLE}. some experimental botany", []),
    ("a place and a publisher", ENDED, AWAY, OTHER, f"Schwyn B. {TITLE}. Oxford University Press, London", []),
    ("the names again", ENDED, AWAY, OTHER, f"Schwyn B. {TITLE}. Bernhard Schwyn, Neilands", []),
    ("swapped", replace(WHOLE, similarity=0.6, swapped=0.5), (1.0, 1.0), replace(SAME, page=None), TEXT, ["the titles differ in a telling word or number"]),
    ("swapped a little", replace(WHOLE, similarity=0.6, swapped=0.49), (1.0, 1.0), replace(SAME, page=None), TEXT, []),
    ("swapped, hardly found", replace(WHOLE, similarity=0.59, swapped=1.0), (1.0, 1.0), replace(SAME, page=None), TEXT, []),
    ("swapped in the same place", replace(WHOLE, swapped=1.0), (1.0, 1.0), SAME, TEXT, []),
    ("volume and page", WHOLE, (1.0, 1.0), replace(SAME, volume=0.0, page=0.0), TEXT, ["volume and page both differ"]),
    ("the volume alone", WHOLE, (1.0, 1.0), replace(SAME, volume=0.0), TEXT, []),
    ("the page alone", WHOLE, (1.0, 1.0), replace(SAME, page=0.0), TEXT, []),
]  # fmt: skip


#: which field the contradiction is told of
SPEAKING = {
    "the page ranges do not meet": "page", "the same volume": "page", "volume and page both differ": "page",
    "the record's title says more": "title", "neither title": "title", "the titles differ in a telling word or number": "title",
    "many works have this title": "container-title", ANOTHER: "container-title",
}  # fmt: skip


@pytest.mark.parametrize(
    ("title", "held", "numbers", "text", "told"), [case[1:] for case in FORBIDDEN], ids=[case[0] for case in FORBIDDEN]
)  # fmt: skip
def test_what_forbids_acceptance(
    judged: Judge, title: TitleMatch, held: tuple[float, float] | None, numbers: NumberMatch, text: str, told: list[str]
) -> None:  # fmt: skip
    found = judged(title, held=held, numbers=numbers, text=text)
    assert against(found) == told
    for signal in found:
        if signal.contradiction:
            field = SPEAKING[signal.explanation.split(":")[0].split(",")[0]]
            assert (signal.field, signal.similarity) == (field, 0.0)
            assert (
                signal.theirs
                == {"page": RECORD.page, "title": TITLE, "container-title": RECORD.container_title}[field]
            )
            assert signal.features == ((("place.other", 1.0),) if "both" in signal.explanation else ())


NOBODYS = "no creator of the record is in the reference"
# title's similarity, volume, page, similarity of the names → what forbids acceptance
NAMELESS: list[tuple[float, float | None, float | None, float, list[str]]] = [
    (0.49, 1.0, 1.0, 0.0, ["title and first author both disagree"]),
    (0.5, 1.0, 1.0, 0.0, [NOBODYS]),
    # a record may hold a wrong name: title, volume and page together outvote it
    (0.95, 1.0, 1.0, 0.0, []),
    (0.94, 1.0, 1.0, 0.0, [NOBODYS]),
    (1.0, 1.0, 0.5, 0.0, [NOBODYS]),
    (1.0, None, 1.0, 0.0, [NOBODYS]),
    (0.0, 1.0, 1.0, 0.7, []),
]


@pytest.mark.parametrize(("similarity", "volume", "page", "first", "told"), NAMELESS)
def test_names_that_are_not_there(
    judged: Judge, similarity: float, volume: float | None, page: float | None, first: float, told: list[str]
) -> None:
    title = replace(WHOLE, similarity=similarity)
    found = judged(title, replace(FIRST, first=first), numbers=replace(SAME, volume=volume, page=page))
    assert against(found) == told
    names = {
        "title and first author both disagree": ("both.other", "title"),
        NOBODYS: ("names.veto", "author"),
    }
    for signal in (signal for signal in found if signal.contradiction):
        name, field = names[signal.explanation]
        assert (signal.field, signal.features, signal.similarity) == (field, ((name, 1.0),), 0.0)


def test_years_two_apart_forbid_acceptance_and_one_apart_does_not() -> None:
    assert against(found(TEXT.replace("1987", "1989"))) == ["the years differ by 2"]
    near = of(found(TEXT.replace("1987", "1988")), "issued")
    assert (near.contradiction, near.similarity) == (False, 0.5)
    assert near.explanation == "the year is next to it (online and print may differ)"


def test_the_rest_agrees_the_less_the_more_words_nothing_explains() -> None:
    assert of(found(f"{TEXT} alphas betas"), "rest").similarity == pytest.approx(1 - 2 / 6)


# how far the title was found, and where → does a slip of its words explain a word
@pytest.mark.parametrize(
    ("title", "explained"),
    [
        (WHOLE, True),
        (replace(WHOLE, similarity=0.61), True),
        (replace(WHOLE, similarity=0.6), False),
        (replace(WHOLE, start=None), False),
    ],
)
def test_a_slip_is_explained_where_the_title_was_found(
    judged: Judge, title: TitleMatch, explained: bool
) -> None:
    told = judged(title, text=TEXT.replace("siderophores", "siderophore"))
    assert (features(told)["rest.words"] == 0) is explained


def test_the_printed_doi_is_told_as_evidence() -> None:
    same, other = (of(found(f"{TEXT} doi:10.5555/{end}"), "identifier") for end in "ab")
    assert (same.ours, same.theirs, same.similarity, same.contradiction) == (
        "10.5555/a",
        "10.5555/a",
        1.0,
        False,
    )
    assert (other.ours, other.theirs, other.similarity, other.contradiction) == (
        "10.5555/b",
        "10.5555/a",
        0.0,
        True,
    )


def test_another_kind_of_work_forbids_acceptance_and_weighs() -> None:
    told = found(TEXT, title=f"Erratum: {TITLE}")
    kind = of(told, "type")
    assert (kind.features, kind.similarity, kind.contradiction) == ((("kind.other", 1.0),), 0.0, True)
    assert kind.explanation == "the record is a correction, the reference is not"
    # Whether the container agrees is asked too: a preprint has become an article of a journal that is named.
    preprint = f"Schwyn B. {TITLE}. bioRxiv, 1987"
    assert against(found(preprint)) != []
    assert "type" not in {one.field for one in found(f"{preprint}, later Analytical Biochemistry")}
