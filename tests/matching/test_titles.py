"""How far a title stands in a reference: the place, what is left over, and what only looks alike."""

import pytest

from bibtrack.matching.question import question
from bibtrack.matching.titles import NOTHING, TitleMatch, title_match
from bibtrack.values.reference import Creator, Name, PartialDate, Reference, Role

TITLE = "Universal chemical assay for the detection of siderophores"
TEXT = "Schwyn B, Neilands JB (1987) Universal chemical assay for the detection of siderophores. Anal Biochem 160:47"


def matched(text: str, title: str, reference: Reference | None = None) -> TitleMatch:
    return title_match(question(reference or Reference(), text or None), title)


def test_the_whole_title_is_found_with_its_place() -> None:
    found = matched(TEXT, TITLE)
    assert (found.similarity, found.information, found.bounded) == (1.0, 1.0, 1.0)
    assert (found.start, found.stop, found.subtitle_missing, found.swapped, found.more) == (
        5,
        13,
        False,
        0.0,
        "",
    )


# title of the record → least and greatest similarity in TEXT
SIMILAR = [
    ("Universal chemical assay for detection of siderophores", 1.0, 1.0),
    ("Universal chemical assay for the detection of syderophores", 0.95, 1.0),
    ("Universalchemical assay for the detectionof siderophores", 0.9, 1.0),
    ("RETRACTED: " + TITLE, 1.0, 1.0),
    ("Retracted article: " + TITLE, 1.0, 1.0),
    ("WITHDRAWN — " + TITLE, 1.0, 1.0),
    ("Universal chemical assay for the detection of trace metals", 0.6, 0.9),
    ("Water policy in northern Ghana", 0.0, 0.3),
    ("", 0.0, 0.0),
    ("…", 0.0, 0.0),
]


@pytest.mark.parametrize(("title", "least", "most"), SIMILAR)
def test_similarity(title: str, least: float, most: float) -> None:
    assert least <= matched(TEXT, title).similarity <= most


INFORMATION = [
    ("Introduction", 0.25),
    ("Editorial note", (1 + 4 / 6) / 4),
    ("The state", 5 / 24),
    (TITLE, 1.0),
    ("State state state", 5 / 24),
]


@pytest.mark.parametrize(("title", "told"), INFORMATION)
def test_information(title: str, told: float) -> None:
    assert matched(f"A, B. {title}. Journal 1", title).information == pytest.approx(told)


BOUNDED = [
    ("Lee A. Land reform. Journal 1", 1.0),
    ("Lee A. On land reform in Ghana. Journal 1", 0.0),
    ("Lee A. Land reform in Ghana. Journal 1", 0.5),
    ("Lee A. On land reform. Journal 1", 0.5),
    ("Land reform", 1.0),
    ("1987 land reform 12", 1.0),
    ("Lee land reform twelve", 0.0),
    ("Lee A_Land reform_Journal 1", 1.0),
    ("Lee land, reform in Ghana", 0.0),
    ("Lee 12 land reform in Ghana", 0.5),
    ("Lee land reform 12", 0.5),
]


@pytest.mark.parametrize(("text", "bounded"), BOUNDED)
def test_whether_the_title_is_a_piece_of_a_longer_one(text: str, bounded: float) -> None:
    assert matched(text, "Land reform").bounded == bounded


SUBTITLES = [
    ("Lee A. Chemical assays of metals. Journal 1", "Chemical assays of metals: siderophores reconsidered twice", True),
    ("Lee A. Chemical assays of metals. Journal 1", "Chemical assays of metals? Siderophores reconsidered twice", True),
    ("Lee A. Chemical assays of metals. Journal 1", "Chemical assays of metals – siderophores reconsidered twice", True),
    # A telling main title only, and only one that stands by itself.
    ("Lee A. Metals. Journal 1", "Metals: siderophores reconsidered twice", False),
    ("Lee A. On chemical assays of metals in Ghana. Journal 1", "Chemical assays of metals: siderophores reconsidered twice", False),
    ("Lee A. Chemical assays of metals: siderophores reconsidered twice. J", "Chemical assays of metals: siderophores reconsidered twice", False),
]  # fmt: skip


@pytest.mark.parametrize(("text", "title", "missing"), SUBTITLES)
def test_a_missing_subtitle(text: str, title: str, missing: bool) -> None:
    found = matched(text, title)
    assert found.subtitle_missing is missing
    assert not missing or found.similarity == 0.9


SWAPPED = [
    (
        "Lee A. The health of working men in northern towns. J",
        "The health of working women in northern towns",
        0.4,
    ),
    ("Lee A. Chemical assays of metals, part 2. J", "Chemical assays of metals, part 3", 1.0),
    ("Lee A. Chemical assays of metals, part II. J", "Chemical assays of metals, part III", 1.0),
    ("Lee A. Chemical assays of metals, part XII. J", "Chemical assays of metals, part XIV", 1.0),
    ("Lee A. Chemical assays of metals, part XVII. J", "Chemical assays of metals, part XVIII", 1.0),
    ("Lee A. 2 chemical assays of metals. J", "3 chemical assays of metals", 1.0),
    ("2 chemical assays of metals. J", "3 chemical assays of metals", 1.0),
    ("Lee A. Health and labour of working men in towns", "Health and labour of fishing boys in towns", 1.0),
    # a number two words away is another thing's: the journal's
    ("Lee A. Chemical assays of metals, part. Journal 2", "Chemical assays of metals, part 3", 0.0),
    ("Lee 2, on chemical assays of metals. J", "3 chemical assays of metals", 0.0),
    ("Lee A. Chemical assays of metals. J", "Chemical assays of metals", 0.0),
    ("Lee A. Chemical assays of metalls. J", "Chemical assays of metals", 0.0),
]


@pytest.mark.parametrize(("text", "title", "least"), SWAPPED)
def test_a_telling_word_in_place_of_another(text: str, title: str, least: float) -> None:
    found = matched(text, title)
    assert least <= found.swapped <= 1
    assert (found.swapped > 0) is (least > 0)


MORE = [
    (
        "Lee A. Chemical assays of metals in water. J",
        "Chemical assays of metals in water revisited",
        "revisited",
    ),
    ("Lee A. Chemical assays of metals in water. J", "Letter: chemical assays of metals in water", "letter"),
    ("Lee A. Chemical assays of metals in water. J", "Chemical assays of metals in water: a field study", ""),
    ("Lee A. Chemical assays of metals in water. J", "Chemical assays of metals in water", ""),
    ("Lee A. Chemical assays of metals in water. J", "The chemical assays of metals in water of the", ""),
    ("Lee A. Chemical assays of metals in water. J", "A letter and note: chemical assays of metals in water", "letter note"),
    ("Lee A. Chemical assays of metals in water. J", "Chemical assays of metals in water revisited, a letter", "revisited letter"),
    # a slip, or a blank that is lost, is nothing more; nor is what stands two words away
    ("Lee A. Chemical assays of metals in water, once revisitet. J", "Chemical assays of metals in water revisited", ""),
    ("Lee A. Chemical assays of metals in water, once more revisitet. J", "Chemical assays of metals in water revisited", "revisited"),
    ("Lee A. Revisitet once: chemical assays of metals in water. J", "Revisited: chemical assays of metals in water", ""),
    ("Lee A. Revisitet once more: chemical assays of metals in water. J", "Revisited: chemical assays of metals in water", "revisited"),
    ("Lee A. Chemical assays of metals in water revisitet. J", "Chemical assays of metals in water revisited", ""),
    ("Lee A. Chemical assays of metals in waterrevisited. J", "Chemical assays of metals in water revisited", ""),
    ("Lee A. Chemical assays of metals in water. J, footnote", "Chemical assays of metals in water note", "note"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "title", "more"), MORE)
def test_what_the_title_says_more(text: str, title: str, more: str) -> None:
    assert matched(text, title).more == more


TRANSLITERATED = [
    ("Wang Yi, Zhongguo waijiao de weilai, 2020", "中国外交的未来", 1.0),
    ("Wang Yi, Zhong guo wai jiao de wei lai, 2020", "中国外交的未来", 1.0),
    ("王毅：《中国外交的未来》，2020", "Zhongguo waijiao de weilai", 1.0),
    ("Wang Yi, Meiguo jingji de guoqu, 2020", "中国外交的未来", 0.0),
    ("Wang Yi, Mei, 2020", "美", 0.0),
    ("Zhongguo", "中国", 1.0),
    ("Meiguoo 12345", "美国", 0.0),
    ("Wang", "中国外交的未来", 0.0),
]


@pytest.mark.parametrize(("text", "title", "similarity"), TRANSLITERATED)
def test_pinyin_and_characters(text: str, title: str, similarity: float) -> None:
    found = matched(text, title)
    assert found.similarity == pytest.approx(similarity, abs=0.02)
    assert (found == NOTHING) is (similarity == 0)
    assert similarity == 0 or (found.information, found.bounded, found.start) == (0.8, 1.0, None)


def test_damaged_text_is_compared_by_letters() -> None:
    broken = "Le e A. Univer salchem icalas sayfor thedet ectionofsid erophores. Anal Biochem"
    assert matched(broken, TITLE).similarity == 1.0
    # From twenty-five letters on; shorter ones stand in too many texts.
    assert matched("Lee A. Landref orminnor thernghana. J", "Land reform in northern Ghana").similarity == 1.0
    assert matched("Lee A. Landref orminnor thernmali. J", "Land reform in northern Mali").similarity < 0.5
    assert matched("Le e A. Univer salchem icalas say. Anal", "Universal chemical assay").similarity < 0.9


# our title (fields alone), the record's → similarity
BOTH_WAYS = [
    ("Chemical assays of metals", "Chemical assays of metals", 1.0, 1.0),
    (
        "Chemical assays of metals and of siderophores in northern rivers",
        "Chemical assays of metals",
        0.9,
        1.0,
    ),
    ("On the history of chemical assays of metals and siderophores", "Chemical assays of metals", 0.6, 0.0),
    ("Chemical assays", "Chemical", 0.55, 0.0),
]


@pytest.mark.parametrize(("ours", "theirs", "most", "bounded"), BOTH_WAYS)
def test_our_title_may_say_more_when_it_is_certain(
    ours: str, theirs: str, most: float, bounded: float
) -> None:
    reference = Reference(
        title=ours, issued=PartialDate(1987), creators=(Creator(Role.AUTHOR, Name("Lee", "A.")),)
    )
    found = matched("", theirs, reference)
    assert 0 < found.similarity <= most
    assert found.bounded == bounded


# text, title → first word of the place, the word behind it
PLACES = [
    ("Lee A. Land reform in Ghana. J", "Land reform in Ghana", 2, 6),
    # a small word before the title that stands in the title, too
    ("Miller, in: Land reform in Ghana. J", "Land reform in Ghana", 2, 6),
    ("Lee A. The land and the law. J", "The land and the law", 2, 7),
    ("On the. Lee A. The land and the law. J", "The land and the law", 4, 9),
    # of two places the one that holds more of it, of two alike the first
    ("Lee A. Land law. Land reform in Ghana. J", "Land reform in Ghana", 4, 8),
    ("Land reform. Land reform", "Land reform", 0, 2),
    # of two that hold the same the shorter
    ("Lee A. Land and its reform. The land reform", "Land reform", 7, 9),
    ("Lee A. Land reform. Land and reform", "Land reform", 2, 4),
    # words in between and another order
    ("Lee A. Reform of the land. J", "Land reform", 2, 6),
    ("Lee A. Something else. J", "Land reform", None, None),
]


@pytest.mark.parametrize(("text", "title", "start", "stop"), PLACES)
def test_the_place_of_a_title(text: str, title: str, start: int | None, stop: int | None) -> None:
    found = matched(text, title)
    assert (found.start, found.stop) == (start, stop)
    assert start is not None or found.bounded == 0.0


def test_a_title_is_not_put_together_from_far_and_wide() -> None:
    near = "Lee A. Land and its reform. J"
    far = "Lee A. Land and its old reform. J"
    assert matched(near, "Land reform").similarity == 1.0
    assert matched(far, "Land reform").similarity == pytest.approx(0.6)


PARTS = [
    # a word of the title counts once, however often the text has it
    ("Lee A. Land land reform. J", "Land reform in Ghana", (4 + 6) / (4 + 6 + 0.6 + 5)),
    # a word with a slip, or cut by a hyphen, counts nearly in full
    ("Lee. Universal chemical asays for metals in Ghana", "Universal chemical assays of metals in Ghana", 1 - (0.1 + 0.1) / 5.0333),
    ("Lee. Universal chemi cal assays for metals in Ghana", "Universal chemical assays of metals in Ghana", 1 - (0.1 + 0.1) / 5.0333),
    ("Lee. Land reform in Ghans", "Land reform in Ghana", 1 - 0.5 / 15.6),
    ("Lee. Land reform in the old Ghans", "Land reform in Ghana", 1 - 0.5 / 15.6),
    ("Lee. Land reform in the very old Ghans", "Land reform in Ghana", 10.6 / 15.6),
    ("Ghans the old land reform of Lee", "Ghana land reform", 1 - 0.5 / 15),
    ("Ghans the very old land reform of Lee", "Ghana land reform", 10 / 15),
    ("Lee. Goats and universal horses in the city", "Universal chemical assays of metals in Ghana", (1 + 0.1) / 5.0333),
]  # fmt: skip


@pytest.mark.parametrize(("text", "title", "similarity"), PARTS)
def test_how_much_of_a_title_is_there(text: str, title: str, similarity: float) -> None:
    assert matched(text, title).similarity == pytest.approx(similarity, abs=0.001)


def test_a_title_without_words_tells_nothing() -> None:
    assert matched(TEXT, "…") == NOTHING == TitleMatch(0.0, 0.0, 0.0)


# our certain title, the record's → similarity
CERTAIN = [
    ("Chemicel assays of metals", "Chemical assays of metals", 0.97),
    ("Chemical assays of metals again", "Chemical assays of metals", 0.9),
    # three words at the head are enough for a missing subtitle, two are not
    ("Chemical assays of gold and of silver", "Chemical assays of", 0.9),
    ("Chemical assays of gold and of silver", "Chemical assays", 0.504),
    ("Siderophores of goats", "Chemical assays of metals", 0.0),
]


@pytest.mark.parametrize(("ours", "theirs", "similarity"), CERTAIN)
def test_a_certain_title_is_compared_both_ways(ours: str, theirs: str, similarity: float) -> None:
    found = matched("", theirs, Reference(title=ours, creators=(Creator(Role.AUTHOR, Name("Lee")),)))
    assert found.similarity == pytest.approx(similarity, abs=0.005)
