"""Text as pages and documents print it."""

import pytest

from bibtrack.text import unescaped

ESCAPED = [
    ("Mart&#243;nez &amp; Roura", "Martónez & Roura"), ("people&apos;s", "people's"), ("81&#8211;97", "81–97"), ("R&D; A&B", "R&D; A&B"),
    # Nothing that hides, directs or opens a tag comes out of it.
    ("a&#27;[31m", "a&#27;[31m"), ("&#8238;gnp", "&#8238;gnp"), ("&lt;script&gt;", "&lt;script&gt;"), ("&#0;&#x7f;", "&#0;&#x7f;"), ("&nosuch;", "&nosuch;"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), ESCAPED)
def test_character_references_of_visible_marks_are_resolved(text: str, expected: str) -> None:
    assert unescaped(text) == expected
