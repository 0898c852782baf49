from dataclasses import replace

import pytest

from bibtrack.formats.bibtex import loads
from bibtrack.formats.bibtexpatch import patched
from bibtrack.formats.item import Item, Remark
from bibtrack.values.identifier import Identifier, Scheme
from bibtrack.values.reference import ItemType, PartialDate

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


# entry as it stands, what is edited, → the entry then
PLACES: list[tuple[str, dict[str, object], str]] = [
    # a new field is written as the others are: indent, blanks around "=", comma at the end or none, line end
    ("@book{k, title = {T}, year = 2001}", {"volume": "7", "edition": "2"}, "@book{k, title = {T}, year = 2001, volume = {7}, edition = {2}}"),
    ("@book{k,\n\ttitle={T},\n\tyear={2001}\n}\n", {"volume": "7"}, "@book{k,\n\ttitle={T},\n\tyear={2001},\n\tvolume={7}\n}\n"),
    ("@book{k,\n  title   = {T},\n}", {"volume": "7"}, "@book{k,\n  title   = {T},\n  volume   = {7},\n}"),
    ("@book{k,}", {"volume": "7"}, "@book{k, volume = {7},}"),
    ("@book{k}", {"volume": "7"}, "@book{k, volume = {7}}"),
    ("@book{k, title = {T}}", {"publisher_place": "B"}, "@book{k, title = {T}, location = {B}}"),
    # a field that is gone takes its comma, and its line when it stood alone on it
    ("@book{k,\n  title = {T},\n\n  year = 2001 ,\n}", {"issued": None}, "@book{k,\n  title = {T},\n\n}"),
    ("@book{k,\n  title = {T}, year = 2001,\n}", {"issued": None}, "@book{k,\n  title = {T},\n}"),
    ("@book{k,\n  title = {T}, year = 2001,\n}", {"title": None}, "@book{k,\n year = 2001,\n}"),
    ("@book{k, title = {T} , volume = {1}}", {"title": None}, "@book{k, volume = {1}}"),
    ("@book{k,\r\n  title = {T},\r\n  volume = {1}\r\n}", {"title": None}, "@book{k,\r\n  volume = {1}\r\n}"),
    # a field keeps the name that the entry gives it
    ("@book{k, Date = {2001}, title = {T}}", {"issued": PartialDate(2002)}, "@book{k, Date = {2002}, title = {T}}"),
    ("@book{k, keyword = {a}, annote = {x}}", {"keywords": ("b",), "remarks": (Remark("y"),)}, "@book{k, keyword = {b}, annote = {y}}"),
    ("@book{k, mendeley-tags = {a}}", {"keywords": ("b",)}, "@book{k, mendeley-tags = {b}}"),
    ("@book{k, keywords = {a}, annotation = {x}}", {"keywords": ("b",), "remarks": ()}, "@book{k, keywords = {b},}"),
    ("@article{k, number = {3}}", {"issue": "4"}, "@article{k, number = {4}}"),
    ("@article{k, issue = {3}}", {"issue": "4"}, "@article{k, issue = {4}}"),
    ("@misc{k, language = {english}}", {"language": "fr"}, "@misc{k, language = {french}}"),
    ("@misc{k, langid = {english}}", {"language": "fr"}, "@misc{k, langid = {french}}"),
    ("@misc{k, langid = {english}}", {"language": None}, "@misc{k,}"),
    ("@misc{k, school = {A}}", {"publisher": "B"}, "@misc{k, school = {B}}"),
    ("@misc{k, address = {A}}", {"publisher_place": "B"}, "@misc{k, address = {B}}"),
    ("@misc{k, numpages = {9}}", {"number_of_pages": "8"}, "@misc{k, numpages = {8}}"),
    ("@book{k, title = {年}, titleaddon = {Y}}", {"translated_title": "Z"}, "@book{k, title = {年}, titleaddon = {Z}}"),
    ("@book{k, x-translated-title = {Y}}", {"translated_title": "Z"}, "@book{k, x-translated-title = {Z}}"),
    ("@misc{k, eprint = {1}, archiveprefix = {arXiv}}", {"identifiers": (Identifier(Scheme.HANDLE, "2"),)}, "@misc{k, eprint = {2}, archiveprefix = {hdl}}"),
    # what looks like the field inside another value is not it
    ("@book{k, note = {title = {x}}, title = {T}}", {"title": "U"}, "@book{k, note = {title = {x}}, title = {U}}"),
    ("@book{k, subtitle = {S}, volume = {T}}", {"volume": "U"}, "@book{k, subtitle = {S}, volume = {U}}"),
    ("@book{k, year = 2001, volume = 2001}", {"volume": "2"}, "@book{k, year = 2001, volume = {2}}"),
    ("@book{k, title = \"T\" # {U}, volume = {1}}", {"title": "V"}, "@book{k, title = {V}, volume = {1}}"),
    # key and type, whatever brackets and blanks stand around them
    ("@book( old , title = {T})", {"citekey": "new"}, "@book( new , title = {T})"),
    ("@Book{ old,title = {old}}", {"citekey": "new"}, "@Book{ new,title = {old}}"),
    ("@Book {k, title = {T}}", {"type": ItemType.REPORT}, "@report {k, title = {T}}"),
    ("@book{k, title = {@book}}", {"type": ItemType.REPORT}, "@report{k, title = {@book}}"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "changes", "expected"), PLACES, ids=[f"{t[:30]} {list(c)}" for t, c, _ in PLACES])  # fmt: skip
def test_every_other_byte_stays(text: str, changes: dict[str, object], expected: str) -> None:
    old = loads(text).items[0]
    own = {name: changes[name] for name in changes if name in ("citekey", "keywords", "remarks")}
    fields = {name: changes[name] for name in changes if name not in own}
    new = replace(old, reference=replace(old.reference, **fields), **own)  # type: ignore[arg-type]
    assert patched(text, old, new) == expected
    assert patched(expected, new, new) == expected
    assert loads(expected).items == [new]


def test_each_dialect_names_a_new_field_in_its_own_way() -> None:
    text = "@article{k, title = {T}}"
    old = loads(text).items[0]
    new = replace(old, reference=replace(old.reference, container_title="J"))
    assert patched(text, old, new, "bibtex") == "@article{k, title = {T}, journal = {J}}"
    assert patched(text, old, new) == "@article{k, title = {T}, journaltitle = {J}}"
