"""Which notes are one entry of a reference list, and which hold several cites."""

import pytest

from bibtrack.notes.single import is_single
from bibtrack.notes.split import split
from bibtrack.values.document import Note, NoteKind

CASES = [
    ("Smith, B. (2009). Which approach? The education of pupils. Journal of Handicap, 17(3), 111–115.", True),
    ("Polyzos SA, Mantzoros CS (2014) Necessity for timely diagnosis. Metabolism 63:161–167", True),
    ("[4] Yu L, Chen H. Automated recognition. IEEE Trans Med Imag. 2017;36(4):994-1004.", True),
    ("van der Berg, A., & Lee, B. C. (2001). Water. A history. Springer.", True),
    (
        "Smith, Beryl. 2009. “Which Approach? The Education of Pupils.” Journal of Handicap 17 (3): 111–115.",
        True,
    ),
    ("Meredith J. DeBoom, “Climate Necropolitics,” Annals 111 (2021): 900–912.", False),
    (
        "Smith, B. (2009). Which approach? Journal of Handicap, 17(3), 111–115. Jones, C. (2010). Other ways. Mind, 3, 1–9, and more.",
        False,
    ),
    ("See Smith, B. (2009). Which approach? Journal of Handicap, 17(3), 111–115.", False),
    (
        "Smith, B. (2009), p. 3; Jones, C. (2010). Other ways of seeing the same thing in mines. Mind, 3, 1–9.",
        False,
    ),
    ("Ibid., 5.", False),
    ("Harlan, Green Development, 205.", False),
    ("", False),
]


@pytest.mark.parametrize(("text", "single"), CASES, ids=[text[:30] for text, _ in CASES])
def test_is_single(text: str, single: bool) -> None:
    assert is_single(text) is single


@pytest.mark.parametrize("text", [text for text, single in CASES if single])
def test_a_single_entry_is_one_citation_from_end_to_end(text: str) -> None:
    (citation,) = split(Note(1, "1", text, NoteKind.ENDNOTE)).citations
    assert citation.text == text[citation.start : citation.stop]
    assert citation.stop - citation.start >= len(text) - 1


def test_a_long_note_takes_linear_time() -> None:
    assert is_single("Smith, B. (2009). " + "Words and words. " * 20_000) is True
