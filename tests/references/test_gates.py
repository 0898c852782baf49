"""A cheap look before a pattern hides nothing: what the pattern alone finds, the look lets through."""

import re
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bibtrack.references import bodies, dates, halves, kinds, law, locators, names, persons, signs
from bibtrack.references.draft import Draft, Field
from bibtrack.text import squeeze

#: Letters whose case folds into ASCII, accents, marks that end words, blanks of several kinds.
TEXTS = st.text("abEisſıK.,;:()[]-–—_'’\"12 \t\xa0éÜß中の/&", max_size=24)
CASES = (str, str.upper, str.title)


def _editors(text: str, behind: str) -> tuple[bool, bool]:
    """Tell whether names are editors: as the patterns alone say, and as the parser does."""
    draft = Draft(text + behind, (Field("author", 0, len(text), text),))
    alone = not names._LONE_ED.match(text) and bool(
        names._EDITOR_TAIL.search(text, max(0, len(text) - 18))
        or names._EDITOR_NEXT.match(draft.string, len(text))
    )
    return alone, names._is_editor(draft, draft.fields[0])


EDITORS = (
    "ed eds edd editor editors éd éds hrsg hg hrg herausgeber coord coords org orgs comp comps compilador "
    "compiladores organizador organizadores coordinador coordinadores hgg"
)


@pytest.mark.parametrize("word", [*EDITORS.split(), "a cura di", "Müller", "K.", ""])
def test_editors_are_seen(word: str) -> None:
    seen = set()
    for case, lead, end in product(CASES, (", ", " (", "; ", ",\t[", ",\xa0"), ("", ".", ".)", " ).", ")\n", ",\xa0", ":")):  # fmt: skip
        for text, behind in ((f"Smith, J{lead}{case(word)}{end}", " Coal"), ("Smith, J.", f"{lead}{case(word)}{end}")):  # fmt: skip
            alone, found = _editors(text, behind)
            assert alone == found, (text, behind)
            seen.add(found)
    assert (True in seen) == (word not in ("Müller", "K.", "", "compilador"))


@given(TEXTS, TEXTS)
def test_editors_as_the_patterns_say(text: str, behind: str) -> None:
    alone, found = _editors(f"A{text}", behind)
    assert alone == found


@given(st.sampled_from(law._MARKS), st.sampled_from(("{}", "1 {} 12", "({}A. 3)", "X{}, 4", "Üb. {}")))
def test_marks_of_law_are_seen(mark: tuple[str, int], around: str) -> None:
    sign, place = mark
    assert place in law._candidates(around.format(sign))


@given(
    TEXTS, st.sampled_from(("", "in", "In: ", "dans", "EN «", "em", "Nel", "im ", "//", "载", "见《")), TEXTS
)
def test_in_before_a_container_is_seen(before: str, word: str, behind: str) -> None:
    assert kinds._ends_in(before + word) == (kinds._IN.search(before + word) is not None)
    assert kinds._begins_in(word + behind) == (kinds._IN_INSIDE.match(word + behind) is not None)


@pytest.mark.parametrize("word", sorted(dates._ACCESS_WORDS))
def test_words_of_access_are_seen(word: str) -> None:
    for case, lead, end in product(
        CASES, ("", "Coal. ", "Köhle (", "煤 ["), (" ", ": ", " on ", " am (", ". ")
    ):
        string = f"{lead}{case(word)}{end}12 May 2012"
        assert dates._after_access(string, string.index("12 May")), string


@given(TEXTS)
def test_words_are_those_of_the_pattern(text: str) -> None:
    lower = signs.plain(text).lower()
    pattern = signs._WIDE_WORD if re.search("[\u3000-\uffff]", lower) else signs._WORD
    assert signs.cut(text) == pattern.findall(lower)
    assert signs.signs(text) == signs._WATCHED.intersection(signs.cut(text))


@given(TEXTS, st.sampled_from(("", "bank", "(Bank)", "world-bank", "bank's", "universität", "ministry,")))
def test_bodies_are_those_of_whole_words(text: str, word: str) -> None:
    lower = f"{text}{word}".lower()
    cut = [one.strip(bodies._EDGE) for one in lower.split()]
    whole = not bodies._WORDS.isdisjoint(cut) or any(one.startswith(bodies._STEMS) for one in cut)
    assert bodies._is_named(lower, sign=bodies._SIGN(lower) is not None) == whole


@given(st.text("—―–_- x", max_size=4))
def test_dashes_are_those_of_the_pattern(text: str) -> None:
    assert persons.is_dash(text) == (persons._DASH.match(text) is not None)


@given(st.text("0123456789-–—~ ,p.", max_size=12))
def test_plain_pages_are_read_as_labelled_ones(text: str) -> None:
    if text[:1].isdecimal():
        assert locators.pages(text) == locators.pages(f"pp. {text}")


@given(TEXTS)
def test_squeezed_text_is_split_and_joined(text: str) -> None:
    assert squeeze(text) == " ".join(text.split())


@given(st.text('ab()[]{}"“”«»（）《》「」„‘’ é', max_size=6))
def test_halves_are_seen(text: str) -> None:
    assert halves._has_mark(text) == (halves._MARKS.search(text) is not None)
