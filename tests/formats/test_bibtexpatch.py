from dataclasses import replace

import pytest

from bibtrack.formats.bibtex import loads
from bibtrack.formats.bibtexpatch import patched
from bibtrack.formats.item import Item
from bibtrack.values.reference import PartialDate

ENTRY = """@Article{key,
    Author    = "A. {B}ee and " # other,
    journal   = jmacro,
    TITLE     = {The {NASA} report},
    year      = 2001,
    pages     = "1--2",
    weird     = {kept   as is}
}"""


def before() -> Item:
    return loads(ENTRY).items[0]


EDITS = [
    ("nothing", {}, ENTRY),
    ("title", {"title": "New"}, ENTRY.replace("{The {NASA} report}", "{New}")),
    ("container", {"container_title": "J & K"}, ENTRY.replace("jmacro", "{J \\& K}")),
    ("year", {"issued": PartialDate(2002)}, ENTRY.replace("2001", "{2002}")),
    ("no pages", {"page": None}, ENTRY.replace('    pages     = "1--2",\n', "")),
    ("no last field", {"extra": ()}, ENTRY.replace("\n    weird     = {kept   as is}", "")),
    ("new field", {"volume": "7"}, ENTRY.replace("as is}\n}", "as is},\n    volume    = {7}\n}")),
]  # fmt: skip


@pytest.mark.parametrize(
    ("changes", "expected"), [case[1:] for case in EDITS], ids=[case[0] for case in EDITS]
)
def test_only_the_edited_field_changes(changes: dict[str, object], expected: str) -> None:
    old = before()
    new = replace(old, reference=replace(old.reference, **changes))
    text = patched(ENTRY, old, new, "bibtex")
    assert text == expected
    assert loads(text).items[0].reference == new.reference


def test_key_and_one_line_entries() -> None:
    text = "@book{old, title={T}}"
    item = loads(text).items[0]
    assert patched(text, item, replace(item, citekey="new")) == "@book{new, title={T}}"
    assert patched(text, item, replace(item, keywords=("a",))) == "@book{old, title={T}, keywords = {a}}"
