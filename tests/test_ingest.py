"""Taking a report in: from a body without notes, from a list of notes, from a whole document, and again."""

import json
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from bibtrack.cli.main import run_in_process

ROOT = Path(__file__).resolve().parents[1]
Run = Callable[..., Result]

BODY = """Mining and its rules

Introduction

Rules for mining abroad have been written by chambers of commerce.1 They follow the guid-
ance of others,2 and version 2.0 came out in 2019.

Findings

The chamber writes for its members, and says so at length in its own reports.3
"""
NOTES = """Notes

1. Karin Buhmann, “Chinese Human Rights Guidance on Minerals Sourcing: Building Soft Power,” Journal of
Current Chinese Affairs 46, no. 2 (2017): 135–154.
2. Ibid., 140; see also Tyler Harlan, “Green Development or Greenwashing? A Political Ecology Perspective on
China’s Green Belt and Road,” Eurasian Geography and Economics 62, no. 2 (2021): 202–226.
3. Buhmann, “Chinese Human Rights Guidance,” 150.
"""


def notes_of(bibtrack: Run) -> list[dict]:
    return json.loads(bibtrack("notes", "--json").stdout)["notes"]


@pytest.fixture
def document(tmp_path: Path) -> Path:
    path = tmp_path / "report.txt"
    path.write_text(BODY + "\n" + NOTES, encoding="utf-8")
    return path


def test_a_document_becomes_notes_citations_and_sources(bibtrack: Run, document: Path) -> None:
    bibtrack("ingest", str(document))
    notes = notes_of(bibtrack)
    assert [note["label"] for note in notes] == ["1", "2", "3"]
    assert [note["section"] for note in notes] == ["Introduction", "Introduction", "Findings"]
    assert notes[1]["contexts"] == ["They follow the guidance of others, and version 2.0 came out in 2019."]
    keys = [[cite["citekey"] for cite in note["cites"]] for note in notes]
    assert keys == [["buhmann2017chinese"], ["buhmann2017chinese", "harlan2021green"], ["buhmann2017chinese"]]
    assert [cite["form"] for cite in notes[1]["cites"]] == ["ibid", "full"]
    assert (notes[1]["cites"][0]["locator"], notes[1]["cites"][1]["prefix"]) == ("140", "see also")
    bibtrack("db", "check")


TWICE = """Report

A claim.1 Another.2 A third.3 A fourth.4

Notes

{notes}
"""
#: What two notes of one report print → how many works that is, and the page that the first work keeps.
WORKS = [
    ("Elinor Ostrom, Governing the Commons (Cambridge: Cambridge University Press, 1990), 23.",
     "Elinor Ostrom, Governing the Commons (Cambridge: Cambridge University Press, 1990), 29–31.", 1, None),
    ("Graeber, David. Debt. New York: Melville House, 2011.",
     "David Graeber, Debt (New York: Melville House, 2011), 5.", 1, None),
    ("Meredith J. DeBoom, “Climate Necropolitics,” Annals 111, no. 3 (2021): 900–912.",
     "Meredith J. DeBoom, “Climate Necropolitics,” Annals 111, no. 3 (2021): 905.", 1, "900-912"),
    ("David Graeber, Debt (New York: Melville House, 2011), 5.",
     "David Graeber, Debt (New York: Melville House, 2014), 5.", 2, None),
    ("David Graeber, Debt (New York: Melville House, 2011), 5.",
     "David Harvey, Debt (New York: Melville House, 2011), 5.", 2, None),
    ("Ann Lee, “Foreword,” Mining Quarterly 3 (2011): 1–2.",
     "Ann Lee, “Foreword,” Mining Quarterly 3 (2011): 90–95.", 2, "1-2"),
]  # fmt: skip


@pytest.mark.parametrize(("one", "other", "works", "page"), WORKS, ids=[one[:20] for one, *_ in WORKS])
def test_a_work_cited_twice_in_full_is_one_source_and_no_note_gives_a_book_pages(
    bibtrack: Run, tmp_path: Path, one: str, other: str, works: int, page: str | None
) -> None:
    between = [
        "Karin Buhmann, Rules of Trade (London: Verso, 2001).",
        "Tyler Harlan, Green Dams (Paris: Seuil, 2003).",
    ]
    listed = "\n".join(f"{n}. {note}" for n, note in enumerate([one, *between, other], start=1))
    path = tmp_path / "twice.txt"
    path.write_text(TWICE.format(notes=listed), encoding="utf-8")
    bibtrack("ingest", str(path))
    notes = notes_of(bibtrack)
    assert len({notes[0]["cites"][0]["citekey"], notes[3]["cites"][0]["citekey"]}) == works
    shown = json.loads(bibtrack("show", notes[0]["cites"][0]["citekey"], "--json").stdout)
    pages = [field["value"] for field in shown["fields"] if field["field"] == "page"]
    assert pages == ([page] if page else [])
    bibtrack("db", "check")


def test_a_report_with_many_notes_does_not_fill_the_screen(bibtrack: Run, tmp_path: Path) -> None:
    body = "Report\n\n" + " ".join(f"A claim.{n}" for n in range(1, 61))
    works = "\n".join(
        f"{n}. Ann Lee{'abcdefghij'[n % 10]}o, Book about Subject {n} (London: Verso, {1950 + n})."
        for n in range(1, 61)
    )
    path = tmp_path / "many.txt"
    path.write_text(f"{body}\n\nNotes\n\n{works}\n", encoding="utf-8")
    said = bibtrack("ingest", str(path)).stderr
    assert "notes added: 1–60" in said
    assert "and 30 more" in said
    assert max(map(len, said.splitlines())) < 1000


def test_of_many_findings_of_one_kind_the_first_are_said(bibtrack: Run, tmp_path: Path) -> None:
    path = tmp_path / "uncalled.md"
    path.write_text(
        "A claim.[^1]\n\n"
        + "".join(f"[^{n}]: Ann Lee, Book {n} (London: Verso, 1999).\n" for n in range(1, 41))
    )
    run = bibtrack("ingest", str(path))
    assert run.stderr.count("no mark in the text calls note") == 10
    assert "and 29 more of the same kinds" in run.stderr


def test_the_same_file_again_changes_nothing(bibtrack: Run, document: Path) -> None:
    bibtrack("ingest", str(document))
    before = bibtrack("history", "--json").stdout
    assert "in the library already" in bibtrack("ingest", str(document)).stderr
    assert bibtrack("history", "--json").stdout == before


def test_a_dry_run_says_the_same_and_changes_nothing(bibtrack: Run, document: Path) -> None:
    shown = bibtrack("ingest", str(document), "--dry-run").stderr
    assert "buhmann2017chinese" in shown
    assert json.loads(bibtrack("history", "--json").stdout) == []


def test_a_changed_document_needs_replace_and_keeps_what_people_did(bibtrack: Run, document: Path) -> None:
    bibtrack("ingest", str(document))
    bibtrack("annotate", "harlan2021green", "Greenwash or not?")
    changed = BODY + "\n" + NOTES.replace("Findings", "Results").replace("150.", "151.")
    document.write_text(changed, encoding="utf-8")
    assert "--replace" in bibtrack("ingest", str(document), code=1).stderr
    shown = bibtrack("ingest", str(document), "--replace", "--dry-run").stderr
    assert "notes changed: 3" in shown
    bibtrack("ingest", str(document), "--replace")
    assert [note["cites"][-1]["locator"] for note in notes_of(bibtrack)] == [None, None, "151"]
    assert "Greenwash or not?" in bibtrack("show", "harlan2021green").stdout
    bibtrack("db", "check")


def test_one_undo_takes_an_ingest_back(bibtrack: Run, document: Path) -> None:
    bibtrack("ingest", str(document))
    bibtrack("undo")
    assert notes_of(bibtrack) == []
    bibtrack("redo")
    assert len(notes_of(bibtrack)) == 3


FAULTS = [
    ("absent.txt", None, "there is no such file"),
    ("empty.txt", b"", "empty.txt"),
    ("plain.txt", b"A letter without any notes at all.\n", "neither notes nor marks"),
    ("damaged.pdf", b"%PDF-1.7\n%%EOF", "damaged.pdf"),
    ("other.zip", b"PK\x05\x06" + b"\0" * 18, "other.zip"),
]


@pytest.mark.parametrize(("name", "content", "said"), FAULTS, ids=[name for name, _, _ in FAULTS])
def test_a_file_that_cannot_be_read_is_said_in_one_sentence(
    bibtrack: Run, tmp_path: Path, name: str, content: bytes | None, said: str
) -> None:
    path = tmp_path / name
    if content is not None:
        path.write_bytes(content)
    message = bibtrack("ingest", str(path), code=1).stderr
    assert said in message
    assert "fault of its own" not in message
    assert len(message.strip().splitlines()) == 1


def test_a_body_without_notes_needs_its_report(bibtrack: Run, tmp_path: Path) -> None:
    path = tmp_path / "body.txt"
    path.write_text(BODY)
    assert "--report" in bibtrack("ingest", str(path), code=1).stderr


# ---- the real report -------------------------------------------------------------------------


@pytest.fixture
def real(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, shared: Path) -> Path:
    """The project's own library, built without network; gives the folder of the report's texts."""
    folder = tmp_path / "project"
    (folder / "db" / "reports").mkdir(parents=True)
    (folder / "bibtrack.toml").write_text("")
    for name in ("references.bib", "db/themes.toml", "db/reports/dicarlo-2024.toml"):
        shutil.copy(ROOT / name, folder / name)
    monkeypatch.chdir(folder)
    call("build", "--offline")
    return shared / "reports"


def call(*words: str, code: int = 0) -> Result:
    result = run_in_process(CliRunner(), list(words))
    assert result.exit_code == code, result.output
    return result


def squeezed(text: str) -> str:
    """Leave out white space, digits (the marks), and the word that says where a table's row stands."""
    return re.sub(r"^\(Table 1\)|[\s\d]+", "", text)


def test_all_35_sentences_and_sections_of_the_real_report(real: Path) -> None:
    call("ingest", str(real / "dicarlo-2024-body.txt"), "--report", "dicarlo-2024")
    notes = json.loads(call("notes", "--report", "dicarlo-2024", "--json").stdout)["notes"]
    truth = {}
    for entry in json.loads((real / "dicarlo-2024-endnotes.json").read_text()):
        truth.setdefault(str(entry["note"]), entry["context"])
    assert [note["label"] for note in notes] == [str(number) for number in range(1, 36)]
    right = [note["label"] for note in notes if len(note["contexts"]) == 1
             and squeezed(note["contexts"][0]) == squeezed(truth[note["label"]])]  # fmt: skip
    assert len(right) == 35, sorted(set(truth) - set(right), key=int)


def test_the_real_list_replaces_the_reconstruction_and_keeps_what_people_did(
    real: Path, tmp_path: Path
) -> None:
    call("annotate", "deboom2021climate", "Coins the term.")
    call("tag", "add", "deboom2021climate", "green-bri")
    path = tmp_path / "notes.txt"
    listed = "\n".join(
        f"{number}. Author {number}, “A Work About Subject {number},” Journal of Work {number}, no. 2 (2001): 1–9."
        for number in range(2, 36)
    )
    path.write_text(
        "1. Meredith J. DeBoom, “Climate Necropolitics: Ecological Civilization and the Distributive Geographies of"
        " Extractive Violence in the Anthropocene,” Annals of the American Association of Geographers 111, no. 3 (2021):"
        f" 900–912.\n{listed}\n",
        encoding="utf-8",
    )
    call("ingest", str(path), "--report", "dicarlo-2024", "--notes")
    shown = json.loads(call("notes", "--json").stdout)
    assert {note["state"] for note in shown["notes"]} == {"printed"}
    assert shown["notes"][0]["cites"][0]["citekey"] == "deboom2021climate"
    assert shown["notes"][0]["cites"][0]["grade"] == "verified-endnote"
    text = call("show", "deboom2021climate").stdout
    assert "Coins the term." in text
    assert "green-bri" in text
    # A build afterwards must not bring the reconstruction back.
    call("build", "--offline")
    assert {note["state"] for note in json.loads(call("notes", "--json").stdout)["notes"]} == {"printed"}


def test_a_reparse_shows_what_it_reads_otherwise_and_spares_what_a_person_chose(
    bibtrack: Run, document: Path, database: Path
) -> None:
    bibtrack("ingest", str(document))
    bibtrack("set", "harlan2021green", "container-title=A Name of My Own")
    assert "0 of" in bibtrack("reparse").stderr
    spoil(database, "harlan2021green", {"title": "Misread", "container-title": "Misread too", "type": "book"})
    shown = bibtrack("reparse", "--dry-run").stdout
    assert "title: Misread → Green Development or Greenwashing?" in shown
    assert source(bibtrack, "harlan2021green")["title"] == "Misread"
    bibtrack("reparse")
    again = source(bibtrack, "harlan2021green")
    assert again["title"].startswith("Green Development or Greenwashing?")
    assert again["container"] == "A Name of My Own"
    bibtrack("db", "check")


def source(bibtrack: Run, key: str) -> dict:
    rows = json.loads(bibtrack("list", f"key:{key}", "--json").stdout)
    assert len(rows) == 1
    return rows[0]


def spoil(database: Path, key: str, record: dict) -> None:
    """Write what an older parser may have read."""
    from bibtrack.formats.csljson import from_csl
    from bibtrack.store import loading, sources
    from bibtrack.store.engine import Run as Step
    from bibtrack.store.engine import change, open_library
    from bibtrack.store.rows import put, raw
    from bibtrack.values.source import Origin

    library = open_library(database)
    with change(library, Step("parse")) as session:
        number = loading.source_id(raw(session), key)
        cite = (
            raw(session)
            .execute(
                "SELECT citation_id FROM statement WHERE source_id = ? AND origin = 'printed'", (number,)
            )
            .fetchone()[0]
        )
        put(session, "citation", {"id": cite}, {"parsed": json.dumps(record)})
        sources.state(
            session, number, Origin.PRINTED, from_csl(record), "2026-03-01T12:00:00Z", citation_id=cite
        )
        sources.settle(session, number, "2026-03-01T12:00:00Z")
    library.close()
