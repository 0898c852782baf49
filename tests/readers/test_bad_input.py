"""Bad and hostile files: one sentence each, bounded time and memory, never a crash."""

import zipfile

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bibtrack.errors import BibtrackError, UnreadableDocument, UnsupportedFormat
from bibtrack.notes.find import find
from bibtrack.notes.split import split
from bibtrack.readers.open import read
from tests.readers import made

PDF = made.pdf(made.footnoted(4)[0])
DOCX = made.docx(3)
HTML = b"<html><body><h1>T</h1><p>A claim.<sup><a href='#fn1' id='r1'>1</a></sup></p><ol><li id='fn1'>Ann Lee. <a href='#r1'>^</a></li></ol>"
JATS = b"<article article-type='x'><body><sec><title>S</title><p>A claim <xref ref-type='bibr' rid='r1'>1</xref>.</p></sec></body><back><ref-list><ref id='r1'><label>1</label><mixed-citation>Lee</mixed-citation></ref></ref-list></back></article>"
MARKDOWN = b"# T\n\nA claim.[^1] And ^[inline] more.\n\n[^1]: Ann Lee, *Things*.\n    More.\n"
TEXT = b"Introduction\n\nA claim was made by many.1 Another was not.2 A third [3].\n\nNotes\n\n1. Ann Lee, Things.\n2. Ibid.\n3. Bob Zed.\n"
W = made.W
BOMB = made.docx(1, {"word/document.xml": b" " * (200 << 20)})
LAUGHS = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "ha"><!ENTITY c "&b;&b;&b;">]><article article-type="x"><body><p>&c;</p></body></article>'
OUTSIDE = made.docx(
    1,
    {
        "word/document.xml": f'<!DOCTYPE w [<!ENTITY e SYSTEM "file:///etc/passwd">]><w:document xmlns:w="{W}"><w:body><w:p><w:r><w:t>&e;</w:t></w:r></w:p></w:body></w:document>'
    },
)
DEEP_XML = f'<w:document xmlns:w="{W}"><w:body>' + "<w:tbl>" * 100_000

# name → (bytes, error, words of the sentence)
BAD = {
    "empty.pdf": (b"", UnreadableDocument, "empty"),
    "blank.txt": (b"  \n \n", UnreadableDocument, "empty"),
    "cut.pdf": (PDF[:300], UnreadableDocument, "damaged or cut off"),
    "noise.pdf": (b"%PDF-1.7\n" + bytes(range(256)) * 20, UnreadableDocument, "damaged"),
    "scan.pdf": (made.pdf([[], []]), UnreadableDocument, "no text layer"),
    "locked.pdf": (made.pdf(made.footnoted(4)[0], "secret"), UnreadableDocument, "the PDF is encrypted; save a copy without password"),
    "picture.pdf": (b"\x89PNG\r\n\x1a\n" + b"0" * 50, UnsupportedFormat, "picture"),
    "old.docx": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"0" * 500, UnsupportedFormat, "save it as .docx"),
    "cut.docx": (DOCX[: len(DOCX) // 2], UnreadableDocument, "damaged"),
    "bomb.docx": (BOMB, UnreadableDocument, "unpacks to 200 MB"),
    "outside.docx": (OUTSIDE, UnreadableDocument, "entities of its own"),
    "broken.docx": (made.docx(1, {"word/document.xml": "<w:document"}), UnreadableDocument, "XML is broken"),
    "deep.docx": (made.docx(1, {"word/document.xml": DEEP_XML}), UnreadableDocument, "XML is broken"),
    "laughs.xml": (LAUGHS, UnreadableDocument, "entities of its own"),
    "other.xml": (b"<?xml version='1.0'?><rss><item/></rss>", UnsupportedFormat, "neither JATS nor XHTML"),
    "deep.html": (b"<html><body>" + b"<div>" * 100_000, UnreadableDocument, "deep"),
    "huge.html": (b"<html><body>" + b"<b>x</b>" * (52 << 17), UnreadableDocument, "elements"),
    "program.bin": (b"\x7fELF" + bytes(1000), UnsupportedFormat, "program"),
    "data.bin": (bytes(range(1, 32)) * 100, UnsupportedFormat, "not text"),
}  # fmt: skip


@pytest.mark.parametrize("name", BAD)
def test_bad_input_is_one_clear_sentence(name, tmp_path):
    data, error, words = BAD[name]
    path = tmp_path / name
    path.write_bytes(data)
    with pytest.raises(error) as caught:
        read(path)
    assert type(caught.value) is error
    assert words in str(caught.value)
    assert str(caught.value).startswith(name)
    assert "\n" not in str(caught.value)


def test_a_pdf_that_anybody_may_open_is_read_although_it_is_encrypted(tmp_path):
    """Encrypted with an empty user password, as publishers do to forbid printing."""
    path = tmp_path / "a.pdf"
    path.write_bytes(made.pdf(made.footnoted(4)[0], ""))
    locked = find(read(path))
    path.write_bytes(PDF)
    assert [note.text for note in locked.notes] == [note.text for note in find(read(path)).notes]
    assert len(locked.notes) == 4


def test_a_word_file_with_broken_relations_is_read(tmp_path):
    path = tmp_path / "a.docx"
    path.write_bytes(
        made.docx(
            2,
            {
                "_rels/.rels": "<Relationships><Relationship Type='x/officeDocument' Target='../../gone.xml'/></Relationships>"
            },
        )
    )
    assert len(find(read(path)).notes) == 2


def test_a_mark_to_a_note_that_is_gone_is_a_finding(tmp_path):
    path = tmp_path / "a.docx"
    path.write_bytes(made.docx(1, {"word/footnotes.xml": f"<w:footnotes xmlns:w='{W}'/>"}))
    assert [issue.code for issue in read(path).issues] == ["broken-link"]


def test_any_zip_is_not_word(tmp_path):
    path = tmp_path / "a.docx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("readme.txt", "x")
    with pytest.raises(UnsupportedFormat, match="zip archive"):
        read(path)


NOTE = "Zur Frage „Größe“ – naïve Ansätze.1 Ein zweiter Satz.2 Dritter.3\n\nNotes\n\n1. Müller, Über Größe.\n2. Ebd.\n3. Weiß.\n"
CHINESE = "中国的环境治理正在转型。[1] 学者强调非国家行为体的作用。[2] 第三句话在这里结束。[3]\n\n注释\n\n[1] 王毅：《中国外交》。\n[2] 同上。\n[3] 李明：《研究》。\n"
ENCODINGS = [
    (NOTE, "utf-8"), (NOTE, "utf-8-sig"), (NOTE, "utf-16"), (NOTE, "utf-16-le"), (NOTE, "utf-16-be"), (NOTE, "cp1252"),
    (CHINESE, "utf-8"), (CHINESE, "gb18030"), (CHINESE, "utf-16"), (CHINESE, "utf-16-le"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "encoding"), ENCODINGS, ids=[f"{e}-{t[:2]}" for t, e in ENCODINGS])
def test_text_is_read_in_any_of_the_usual_encodings(text, encoding, tmp_path):
    path = tmp_path / "a.txt"
    path.write_bytes(text.encode(encoding))
    notes = find(read(path)).notes
    assert [(note.label, bool(note.callouts)) for note in notes] == [("1", True), ("2", True), ("3", True)]
    assert notes[0].text in text


def test_a_list_out_of_order_is_read_with_findings(tmp_path):
    path = tmp_path / "a.txt"
    path.write_text("One claim.1 Two.2 Three.3 Four.4\n\nNotes\n\n1. A\n2. B\n4. D\n3. C\n", "utf-8")
    apparatus = find(read(path))
    assert "note-gap" in [issue.code for note in apparatus.notes for issue in note.issues]


def mutated(data):
    """Give a strategy of damaged copies: bytes changed, cut out, doubled, or the end lost."""
    place = st.integers(0, len(data) - 1)
    edit = st.tuples(place, st.binary(max_size=6), st.integers(0, 12))
    cut = st.integers(1, len(data))

    def damage(edits, stop):
        damaged = bytearray(data[:stop])
        for at, new, gone in edits:
            damaged[at : at + gone] = new
        return bytes(damaged)

    return st.builds(damage, st.lists(edit, max_size=8), st.one_of(st.just(len(data)), cut))


SEEDS = {"pdf": PDF, "docx": DOCX, "html": HTML, "xml": JATS, "md": MARKDOWN, "txt": TEXT}


@pytest.mark.parametrize("suffix", SEEDS)
def test_damaged_files_never_crash_a_reader(suffix, tmp_path):
    path = tmp_path / f"a.{suffix}"

    @settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck), database=None)
    @given(mutated(SEEDS[suffix]))
    def check(data):
        path.write_bytes(data)
        try:
            document = read(path)
        except BibtrackError:
            return
        apparatus = find(document)
        for note in apparatus.notes:
            split(note)
            for callout in note.callouts:
                assert 0 <= callout.offset <= len(callout.context)

    check()


@settings(max_examples=80, deadline=None, suppress_health_check=list(HealthCheck), database=None)
@given(st.text(max_size=400))
def test_any_text_is_read(text):
    from bibtrack.readers import html, markdown
    from bibtrack.readers import text as plain

    for document in (plain.document(text), markdown.document(text), html.document(text)):
        find(document)
