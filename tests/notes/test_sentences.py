"""Sentences: stops that end one, and stops that do not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bibtrack.notes.sentences import sentences

CASES = [
    ("One. Two.", ["One.", "Two."]),
    ("Dr. Lee met Prof. Zed. They spoke.", ["Dr. Lee met Prof. Zed.", "They spoke."]),
    ("J. R. R. Tolkien wrote. He did.", ["J. R. R. Tolkien wrote.", "He did."]),
    ("It grew in 2019. The rest fell.", ["It grew in 2019.", "The rest fell."]),
    ("“It ends.” Then more.", ["“It ends.”", "Then more."]),
    ("He asked “why?” and left.", ["He asked “why?” and left."]),
    ("The U.S. economy grew. It did.", ["The U.S. economy grew.", "It did."]),
    ("See vol. 3, p. 12, e.g. there. Next.", ["See vol. 3, p. 12, e.g. there.", "Next."]),
    ("Version 2.0 is out. Buy it!", ["Version 2.0 is out.", "Buy it!"]),
    ("中国在变。世界也在变！是吗？是。", ["中国在变。", "世界也在变！", "是吗？", "是。"]),
    ("他说：“是的。”然后走了。", ["他说：“是的。”", "然后走了。"]),
    ("Das gilt z.B. hier. Dort nicht.", ["Das gilt z.B. hier.", "Dort nicht."]),
    ("Firms such as Acme Inc. The rest followed.", ["Firms such as Acme Inc.", "The rest followed."]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "wanted"), CASES, ids=[text[:20] for text, _ in CASES])
def test_sentences(text, wanted):
    assert [text[span.start : span.stop] for span in sentences(text)] == wanted


@given(st.text(max_size=300))
def test_spans_are_in_order_and_cover_all_but_blanks(text):
    done = 0
    for span in sentences(text):
        assert done <= span.start < span.stop <= len(text)
        assert not text[done : span.start].strip()
        done = span.stop
    assert not text[done:].strip()
