"""RIS, EndNote XML and CSV: what a file of another program means, and the way back."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bibtrack.formats import csljsonfile, endnotexml, ris, table
from bibtrack.formats.item import Item, Remark
from bibtrack.formats.reading import decoded, format_of
from bibtrack.formats.remarks import part_remarks, write_remarks
from bibtrack.values.identifier import Identifier, Scheme
from bibtrack.values.issue import Issue
from bibtrack.values.reference import Creator, ItemType, Name, PartialDate, Reference, Role

RIS = """TY  - JOUR
ID  - bee2001
AU  - Bee, Anna
AU  - World Bank
TI  - On bees
 and wasps
T2  - Journal of J
PY  - 2001
DA  - 2001/03/07
SP  - 12
EP  - 34
DO  - https://doi.org/10.1000/BEE
SN  - 0378-5955
KW  - honey
KW  - wax
RN  - Good.
C9  - own
ER  -

loose text
AU  - Nobody
ER  -
"""


def test_ris() -> None:
    issues: list[Issue] = []
    blocks = list(ris.blocks(RIS, issues))
    assert "".join(block.text for block in blocks) == RIS
    assert [block.kind for block in blocks] == ["entry", "failed"]
    assert [issue.code for issue in issues] == ["failed-block"]
    item = blocks[0].item
    assert item is not None
    assert item.citekey == "bee2001"
    assert item.keywords == ("honey", "wax")
    assert item.remarks == (Remark("Good."),)
    assert item.reference == Reference(
        ItemType.ARTICLE_JOURNAL, title="On bees and wasps", container_title="Journal of J", page="12-34",
        issued=PartialDate(2001, 3, 7),
        creators=(Creator(Role.AUTHOR, Name("Bee", "Anna")), Creator(Role.AUTHOR, Name(literal="World Bank"))),
        identifiers=(Identifier(Scheme.DOI, "10.1000/bee"), Identifier(Scheme.ISSN, "0378-5955")),
        extra=(("ris-c9", "own"),),
    )  # fmt: skip


ENDNOTE = """<?xml version="1.0"?><xml><records><record><ref-type name="Journal Article">17</ref-type>
<contributors><authors><author><style face="normal">Bee, Anna</style></author></authors></contributors>
<titles><title><style>On bees</style></title><secondary-title>Journal of J</secondary-title></titles>
<pages>12–34</pages><volume>3</volume><number>2</number><keywords><keyword>honey</keyword></keywords>
<dates><year>2001</year></dates><electronic-resource-num>10.1000/bee</electronic-resource-num>
<research-notes>Good.</research-notes><custom1>own</custom1></record></records></xml>"""


def test_endnote_xml() -> None:
    (block,) = endnotexml.blocks(ENDNOTE, [])
    assert block.item is not None
    assert block.item.keywords == ("honey",)
    assert block.item.remarks == (Remark("Good."),)
    assert block.item.reference == Reference(
        ItemType.ARTICLE_JOURNAL, title="On bees", container_title="Journal of J", volume="3", issue="2", page="12-34",
        issued=PartialDate(2001), creators=(Creator(Role.AUTHOR, Name("Bee", "Anna")),),
        identifiers=(Identifier(Scheme.DOI, "10.1000/bee"),), extra=(("endnote-custom1", "own"),),
    )  # fmt: skip


def test_endnote_xml_uses_no_entity_and_no_broken_file() -> None:
    bomb = '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><xml><records><record><titles><title>&b;</title></titles></record></records></xml>'
    (block,) = endnotexml.blocks(bomb, [])
    assert block.item is None or "aaaa" not in (block.item.reference.title or "")
    issues: list[Issue] = []
    (block,) = endnotexml.blocks("<xml><records>", issues)
    assert (block.kind, issues[0].code) == ("failed", "failed-block")


ZOTERO_CSV = '"Key","Item Type","Publication Year","Author","Title","Publication Title","DOI","Manual Tags","Notes"\n"AB12","journalArticle","2001","Bee, Anna; Wasp, Will","On bees","Journal of J","10.1000/bee","honey; wax","Good."\n'


def test_csv_of_zotero() -> None:
    (block,) = table.blocks(ZOTERO_CSV, [])
    item = block.item
    assert item is not None
    assert (item.citekey, item.keywords, item.remarks) == ("AB12", ("honey", "wax"), (Remark("Good."),))
    assert item.reference.type is ItemType.ARTICLE_JOURNAL
    assert item.reference.names(Role.AUTHOR) == (Name("Bee", "Anna"), Name("Wasp", "Will"))
    assert (item.reference.container_title, item.reference.doi) == ("Journal of J", "10.1000/bee")


FORMULAS = ["=1+1", "+1", "-1", "@x", "\t=1", "'=1", "''=1", "plain", "'quoted'", ""]


@pytest.mark.parametrize("cell", FORMULAS)
def test_formula_cells_are_neutral_and_come_back(cell: str) -> None:
    assert not table.neutral(cell).startswith(("=", "+", "-", "@", "\t"))
    assert table.plain(table.neutral(cell)) == cell


TEXT = st.text(st.characters(exclude_categories=["Cc", "Cs", "Zl", "Zp", "Zs"]), min_size=1, max_size=9)
ITEMS = st.builds(
    Item,
    citekey=TEXT,
    reference=st.builds(
        Reference, type=st.sampled_from([ItemType.BOOK, ItemType.REPORT, ItemType.WEBPAGE]), title=TEXT,
        publisher=st.none() | TEXT, abstract=st.none() | TEXT, issued=st.none() | st.builds(PartialDate, st.integers(1000, 2100)),
    ),
    grade=st.sampled_from([None, "candidate"]),
)  # fmt: skip


@given(ITEMS)
@settings(max_examples=80, deadline=None)
def test_csv_and_csl_json_come_back_whole(item: Item) -> None:
    (row,) = table.blocks(table.dumps([item]), [])
    assert row.item == item
    (entry,) = csljsonfile.blocks(csljsonfile.dumps([item]), [])
    assert entry.item == item


@given(ITEMS)
@settings(max_examples=80, deadline=None)
def test_ris_comes_back_but_for_the_grade(item: Item) -> None:
    entries = [block.item for block in ris.blocks(ris.dumps([item]), []) if block.item]
    assert [(entry.citekey, entry.reference.title, entry.reference.type) for entry in entries] == [
        (item.citekey, item.reference.title, item.reference.type)
    ]


def test_a_value_cannot_start_a_tag_of_its_own() -> None:
    item = Item("k", Reference(title="x\nER  - \nTY  - BOOK"))
    assert [block.kind for block in ris.blocks(ris.dumps([item]), [])].count("entry") == 1


REMARKS = [
    (Remark("plain"),),
    (Remark("[looks like a head] x"),),
    (Remark("a\n\nb", "alice", "green-bri", "p. 12"), Remark("[bob] no"), Remark("\\[x")),
]


@pytest.mark.parametrize("remarks", REMARKS)
def test_annotations_come_back_one_by_one(remarks: tuple[Remark, ...]) -> None:
    assert tuple(part_remarks(write_remarks(remarks))) == remarks


def test_cheater_lines_and_custom_of_csl_json() -> None:
    item = csljsonfile.from_item(
        {"id": "a", "type": "book", "note": "DOI: 10.1000/x\noriginal-date: 1890\nreal note"}
    )
    assert (item.reference.doi, item.reference.note) == ("10.1000/x", "real note")
    assert item.reference.original_date == PartialDate(1890)


FORMATS = [
    ("x.bib", "@book{a, title={T}}", "bibtex"), ("x", "TY  - BOOK\n", "ris"), ("x", '[{"id": "a"}]', "csl-json"),
    ("x.csv", "title,year\n", "csv"), ("x", "<?xml?><xml><records>", "endnote-xml"), ("x.txt", "\n\n@misc{a}", "bibtex"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "text", "expected"), FORMATS)
def test_the_format_is_seen(name: str, text: str, expected: str) -> None:
    assert format_of(name, text) == expected


ENCODINGS = [
    ("ü".encode(), "utf-8"), ("\ufeffü".encode("utf-16-le"), "utf-16-le"), ("abcdé".encode("utf-16-be"), "utf-16-be"),
    ("ü".encode("cp1252"), "cp1252"), (b"% Encoding: ISO-8859-2\n\xb1", "ISO-8859-2"), (b"\x81", "latin-1"),
]  # fmt: skip


@pytest.mark.parametrize(("data", "encoding"), ENCODINGS)
def test_bytes_come_back_from_every_encoding(data: bytes, encoding: str) -> None:
    text, found = decoded(data, "x")
    assert found == encoding
    assert text.encode(found) == data


def test_a_keyword_with_a_comma_stays_whole() -> None:
    item = Item("k", Reference(title="T"), keywords=("a, b", "c"))
    (block,) = csljsonfile.blocks(csljsonfile.dumps([item]), [])
    assert block.item == replace(item)
