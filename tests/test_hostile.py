"""Hostile input: spoiled, bent on the terminal, the spreadsheet or the file system, or far too large.

A short, seeded part of benchmarks/reliability_fuzz.py, whose recorded run stands in docs/reliability.md,
and each kind of attack once by itself.
"""

import io
import json
import os
import re
import time
import zipfile
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from click.testing import Result
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks import reliability_fuzz as fuzz
from benchmarks import reliability_inputs as inputs
from bibtrack.errors import BibtrackError, InputError
from bibtrack.formats import bibtexwrite, table
from bibtrack.formats.item import Item
from bibtrack.notes.find import read_list
from bibtrack.notes.split import split
from bibtrack.readers.open import read
from bibtrack.themes import rules
from bibtrack.values.reference import Creator, ItemType, Name, Reference, Role

ESCAPES = "\x1b[31mred\x1b]0;owned\x07\x9b2J\x08\x7f"


@pytest.fixture(autouse=True)
def _here() -> Iterator[None]:
    before = Path.cwd()
    yield
    os.chdir(before)


def test_spoiled_input_at_every_door_works_or_is_refused() -> None:
    result = fuzz.run(220, seed=11)
    assert result["faults"] == []
    assert result["outcome"]["worked"] > 30 < result["outcome"]["refused"]


@pytest.fixture
def hostile(bibtrack: Callable[..., Result], tmp_path: Path) -> Callable[..., Result]:
    """A library whose every text tries to drive the terminal, the spreadsheet and TeX."""
    bad = f"=cmd|' /C calc'!A0 {ESCAPES} <script>alert(1)</script> \\input{{/etc/passwd}} \\write18{{id}}"
    items = [
        {"id": "bad1", "type": "book", "title": bad, "author": [{"family": bad, "given": ESCAPES}], "publisher": bad,
         "note": bad, "abstract": bad, "URL": f"https://example.org/{ESCAPES}", "DOI": f"10.1/{ESCAPES}"},
        {"id": "bad2", "type": "book", "title": "@SUM(1+1)*cmd", "author": [{"literal": "-2+3"}], "issued": {"literal": bad}},
    ]  # fmt: skip
    path = tmp_path / "bad.json"
    path.write_text(json.dumps(items), encoding="utf-8")
    bibtrack("import", str(path))
    bibtrack("annotate", "bad1", bad)
    return bibtrack


SHOWING = [
    ["list"], ["show", "bad1"], ["search", "red"], ["annotate", "bad1"], ["history"], ["diff"], ["coverage"], ["duplicates"],
    ["review", "list"],
     ["bibliography"], ["themes", "list"], ["doctor", "--offline"], ["db", "check"],
    ["show", ESCAPES], ["list", f"title:{ESCAPES}"], ["set", "bad1", f"{ESCAPES}=x"], [ESCAPES],
]  # fmt: skip


@pytest.mark.parametrize(
    "words", SHOWING, ids=[" ".join(words)[:20].encode("unicode_escape").decode() for words in SHOWING]
)
def test_no_escape_sequence_reaches_the_terminal(hostile: Callable[..., Result], words: list[str]) -> None:
    result = hostile(*words, code=None)
    seen = result.stdout + result.stderr
    strange = {char for char in seen if (ord(char) < 32 and char not in "\n\t\r") or 127 <= ord(char) < 160}
    assert strange == set()
    assert "fault of its own" not in seen


def test_csv_cells_are_no_formulas(hostile: Callable[..., Result]) -> None:
    import csv

    out = hostile("export", "--format", "csv").stdout
    rows = list(csv.reader(io.StringIO(out)))
    assert len(rows) == 3
    assert [cell for row in rows for cell in row if cell[:1] in "=+-@\t\r" and cell] == []


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(1)", "\t=1", "\r=1", "＝1"])
def test_a_cell_that_would_be_a_formula_is_neutral_and_comes_back(text: str) -> None:
    made = table.neutral(text)
    assert made.lstrip()[:1] not in tuple("=+-@")
    assert table.plain(made) == text


COMMANDS = (
    "\\input{/etc/passwd}",
    "\\write18{id}",
    "\\immediate\\write18{id}",
    "\\openin5=x",
    "\\catcode`\\@=0",
    "\\csname x\\endcsname",
    "^^5cinput{x}",
)


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize("dialect", ["bibtex", "biblatex"])
def test_no_command_of_tex_gets_out(command: str, dialect: str) -> None:
    reference = Reference(
        type=ItemType.BOOK,
        title=f"A {command} title",
        creators=(Creator(Role.AUTHOR, Name(family=command)),),
        publisher=command,
    )
    made = bibtexwrite.dumps([Item("key", reference)], dialect)
    for name in ("input", "write18", "openin", "catcode", "csname", "immediate"):
        # A doubled backslash (in the field that keeps the exact record as JSON) is a line end, no command.
        assert re.search(rf"(?<!\\)\\{name}", made) is None
    assert "^^" not in made


# ── bombs ─────────────────────────────────────────────────────────────────────────────────────


def packed(parts: dict[str, bytes]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return made.getvalue()


LAUGHS = (
    '<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY a "aaaaaaaaaa">'
    + "".join(f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(9))
    + "]>"
)
OUTSIDE = '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>'
BOMBS = {
    "laughs.xml": (LAUGHS + "<article><body><p>&j;</p></body></article>").encode(),
    "outside.xml": (OUTSIDE + "<article><body><p>text &e;</p></body></article>").encode(),
    "zip.docx": packed({"word/document.xml": b"<w:t>" + b"a" * 300_000_000 + b"</w:t>", "[Content_Types].xml": b"<Types/>"}),
    "laughs.docx": packed({"word/document.xml": (LAUGHS + "<w>&j;</w>").encode(), "[Content_Types].xml": b"<Types/>"}),
    "deep.html": b"<div>" * 200_000 + b"text<sup>1</sup>",
    "deep.md": b"> " * 50_000 + b"text[^1]\n\n[^1]: x\n",
    "lists.md": b"".join(b" " * n + b"- a\n" for n in range(2_000)),
    "line.txt": b"a " * 2_000_000,
    "unclosed.html": b"<html><body><p>Text<sup>1</sup></p><" + b"a" * 200_000 + b"{" * 200_000,
    "great.html": b"<html><body>" + b"<p>A claim is made.<sup>4294967295</sup></p>" * 4,
    "labels.md": b"[^1]: x\n\ntext" + b"[^" * 20_000,
    "numbers.txt": b"\n".join(b"%d. see also " % n for n in range(8_000)),
}  # fmt: skip


@pytest.mark.parametrize("name", BOMBS)
def test_a_bomb_is_refused_or_bounded(tmp_path: Path, name: str) -> None:
    import resource

    from bibtrack.notes.find import find

    path = tmp_path / name
    path.write_bytes(BOMBS[name])
    before, started = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, time.process_time()
    try:
        document = read(path)
        if not name.startswith("numbers"):
            find(document)
    except BibtrackError:
        document = None
    if document is not None:
        text = " ".join(paragraph.text for paragraph in document.paragraphs)
        assert "root:" not in text
        assert len(text) < 20_000_000
    assert (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024 < 700
    assert time.process_time() - started < 60


@pytest.mark.parametrize(
    "text",
    [
        "see also " * 4000,
        "A b. " * 8000,
        "Ibid., p. 3. " * 3000,
        "x; " * 13_000,
        "“a” 1990: 3–4. " * 2500,
        "(" * 10_000,
    ],
)
def test_splitting_a_note_takes_time_in_step_with_its_length(text: str) -> None:
    note = read_list("1. " + text + "\n")[0]
    started = time.process_time()
    split(note)
    assert time.process_time() - started < 10


@pytest.mark.parametrize("pattern", ["(a+)+$", "(a|a)*b", "(.*a){25}", "(?:a{1,50}){1,50}b"])
def test_a_pattern_that_explodes_is_stopped(pattern: str) -> None:
    from bibtrack.themes.matcher import Matcher
    from bibtrack.themes.tag import tag
    from bibtrack.values.theme import FieldText

    text = f'[[theme]]\nslug = "t"\nlabel = "T"\ndefinition = "D"\n[[theme.rule]]\nid = "r"\npattern = \'{pattern}\'\n'
    started = time.process_time()
    with suppress(InputError):
        tag([FieldText("title", "a" * 5_000 + "!")], Matcher(rules.parse(text)))
    assert time.process_time() - started < 20


# ── paths and secrets ─────────────────────────────────────────────────────────────────────────


def test_no_path_from_data_is_followed(bibtrack: Callable[..., Result], tmp_path: Path) -> None:
    """Names that lead elsewhere are names: nothing is written or read there."""
    before = sorted(path.name for path in tmp_path.parent.iterdir())
    bib = tmp_path / "bad.bib"
    bib.write_text(
        "@book{../../../evil, title={X}, file={:/etc/passwd:PDF}, crossref={../x}}\n@book{/etc/passwd, title={Y}}\n",
        encoding="utf-8",
    )
    bibtrack("import", str(bib))
    report = tmp_path / "r.md"
    report.write_text(
        "# R\n\n![x](/etc/passwd) claim.[^1]\n\n[^1]: See [x](file:///etc/passwd), 2001.\n", encoding="utf-8"
    )
    refused = bibtrack("ingest", str(report), "--report", "../../evil", code=None)
    shown = bibtrack("export", "--format", "bibtex").stdout
    assert "root:" not in shown + refused.output
    assert sorted(path.name for path in tmp_path.parent.iterdir()) == before


def test_settings_and_contact_address_do_not_leave(
    bibtrack: Callable[..., Result], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BIBTRACK_MAILTO", "secret.person@example.org")
    (tmp_path / "a.bib").write_text(inputs.BIBTEX, encoding="utf-8")
    bibtrack("import", str(tmp_path / "a.bib"))
    bibtrack("db", "export", str(tmp_path / "out"))
    given_out = b"".join(path.read_bytes() for path in (tmp_path / "out").iterdir())
    for form in ("bibtex", "ris", "csl-json", "csv", "markdown", "html"):
        given_out += bibtrack("export", "--format", form).stdout.encode()
    given_out += bibtrack("doctor", "--offline").stdout.encode()
    assert b"secret.person" not in given_out
    assert str(tmp_path).encode() not in b"".join(path.read_bytes() for path in (tmp_path / "out").iterdir())


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=300))
def test_any_text_is_a_query_or_refused(text: str) -> None:
    from bibtrack.errors import FilterSyntaxError
    from bibtrack.filters.parse import parse

    with suppress(FilterSyntaxError, InputError):
        parse(text)


def test_hurtful_words_are_hurtful() -> None:
    """The words that the fuzzer throws hold an escape, a formula, a command of TeX, a path and an entity."""
    words = "".join(inputs.HURTFUL)
    assert all(part in words for part in ("\x1b[", "=cmd", "\\write18", "../../", "<!ENTITY", "(a+)+$"))


@pytest.mark.parametrize("value", ["9" * 12_000, "[" * 20_000])
def test_a_number_or_a_nest_without_end_in_toml_is_refused(tmp_path: Path, value: str) -> None:
    from bibtrack.formats import editable, tracked
    from bibtrack.settings import load

    (tmp_path / "bibtrack.toml").write_text(f"timeout = {value}\n", encoding="utf-8")
    for read_it in (
        lambda: tracked.parse(f"[report]\ntitle = {value}\n", "r.toml"),
        lambda: rules.parse(f"[[theme]]\nslug = {value}\n"),
        lambda: editable.loads(f"title = {value}\n", Reference()),
        lambda: load(environ={}, start=tmp_path),
    ):
        with pytest.raises(InputError, match=r"TOML|toml|read"):
            read_it()
