"""Where a hit is shown."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bibtrack.filters.excerpts import excerpt, hits, phrases
from bibtrack.filters.parse import parse

#: query, field of the text, text with the hits in square brackets
SHOWN = [
    ("cobalt", "title", "[Cobalt] and [cobalt]"),
    ("lukasiewicz", "author", "[Łukasiewicz], J."),
    ("groesse", "title", "Größe"),
    ("grosse", "title", "[Größe]"),
    ('"green belt"', "title", "Green tea, [green belt], belt"),
    ('"green belt"', "title", "[Green-Belt]"),
    ("deb*", "author", "[DeBoom] and Deng"),
    ('"green be"*', "title", "[green belts] green"),
    ("绿色", "title", "推动[绿色]发展 BRI[绿色]"),
    ("发展b", "title", "推动绿色[发展b]"),
    ("title:cobalt", "abstract", "cobalt"),
    ("title:cobalt", "title", "[cobalt]"),
    ("creator:li", "author", "[Li], W."),
    ("-cobalt nickel", "title", "cobalt [nickel]"),
    ("(cobalt OR nickel)", "title", "[cobalt] [nickel]"),
    ("year:2020", "title", "2020"),
    ("co", "title", "cobalt"),
]


@pytest.mark.parametrize(("query", "field", "marked"), SHOWN, ids=[f"{q} in {m}" for q, _, m in SHOWN])
def test_hits_are_found(query: str, field: str, marked: str) -> None:
    text = marked.replace("[", "").replace("]", "")
    shown, done = "", 0
    for start, stop in hits(text, phrases(parse(query)), field):
        shown += text[done:start] + "[" + text[start:stop] + "]"
        done = stop
    assert shown + text[done:] == marked


def test_an_excerpt_is_cut_around_the_densest_hits() -> None:
    text = "cobalt " + "word " * 100 + "cobalt nickel cobalt " + "word " * 100
    piece = excerpt(text, hits(text, phrases(parse("cobalt OR nickel"))), 100)
    assert piece.text.startswith("…")
    assert piece.text.endswith("…")
    assert len(piece.text) <= 102
    assert [piece.text[a:b] for a, b in piece.hits] == ["cobalt", "nickel", "cobalt"]


@given(
    st.text(alphabet="ab 绿ł-.", max_size=300),
    st.sampled_from(["a", "ab", "绿", "b*", '"a b"']),
    st.integers(20, 200),
)
def test_hits_stay_within_the_excerpt(text: str, query: str, width: int) -> None:
    found = hits(text, phrases(parse(query)))
    assert all(0 <= a < b <= len(text) for a, b in found)
    assert all(first[1] <= second[0] for first, second in pairwise(found))
    piece = excerpt(text, found, width)
    assert all(0 <= a < b <= len(piece.text) for a, b in piece.hits)
