"""The sentence around a quote, found mark by mark, is what one search for all marks finds."""

import re

from hypothesis import given, settings
from hypothesis import strategies as st

from bibtrack.themes.words import sentence_around

END = re.compile(r"[.!?…。！？；](?:(?<=[。！？；])|[\"'”’)\]]*(?=\s))")
PIECES = st.sampled_from(["a", "bc ", ". ", ".", '."', "… ", "。", "！", "?\n", ".) ", "etc.", " 绿", "；"])


def plain(text: str, start: int, stop: int, longest: int) -> str:
    if len(text) <= longest // 2:
        return text
    ends = [match.end() for match in END.finditer(text, max(0, start - longest), start)]
    left = ends[-1] if ends else max(0, start - longest // 2)
    end = END.search(text, stop, min(len(text), stop + longest))
    right = end.end() if end else min(len(text), stop + longest // 2)
    return text[left:right].strip()


@settings(deadline=None)
@given(st.lists(PIECES, min_size=1, max_size=40).map("".join), st.data())
def test_the_sentence_is_the_same(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    stop = data.draw(st.integers(start + 1, len(text)))
    assert sentence_around(text, start, stop, 24) == plain(text, start, stop, 24)
