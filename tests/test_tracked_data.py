"""The tracked data agree with each other and with the reconstruction they were made from.

Plain text checks on purpose: they hold whatever the BibTeX reader does.
"""

import json
import os
import re
import tomllib
import unicodedata
from collections import Counter, defaultdict
from pathlib import Path
from typing import Any

import pytest

from bibtrack.formats import bibtex
from bibtrack.formats.tracked import parse
from bibtrack.notes.find import find
from bibtrack.readers.text import read
from bibtrack.values.identifier import normalise_doi, normalise_isbn

ROOT = Path(__file__).resolve().parent.parent
BIB = (ROOT / "references.bib").read_text(encoding="utf-8")
REPORT = tomllib.loads((ROOT / "db" / "reports" / "dicarlo-2024.toml").read_text(encoding="utf-8"))
NOTES: list[dict[str, Any]] = REPORT["note"]
BEST_FIRST = ("verified-endnote", "verified-work", "candidate", "unknown")
NOT_RECOVERED = {"2", "11", "17", "26"}
KEY = re.compile(r"[a-z]+(?:\d{4}|nd)[a-z]+")


def read_entries(text: str) -> dict[str, dict[str, str]]:
    """Key → fields of a .bib file that has one field a line, as the canonical export writes it."""
    entries = {}
    for found in re.finditer(r"^@(\w+)\{([^,\n]+),\n(.*?)^\}$", text, re.M | re.S):
        fields = dict(re.findall(r"^\s+([\w-]+)\s*=\s*\{(.*)\},?$", found[3], re.M))
        entries[found[2]] = {"type": found[1], **fields}
    return entries


ENTRIES = read_entries(BIB)
CITES = [(note["label"], cite) for note in NOTES for cite in note["cites"]]


def words(text: str) -> list[str]:
    """The words of a text without case, marks and hyphenation at line ends."""
    joined = re.sub(r"(?<=\w)-\s*\n\s*(?=\w)", "", text.replace("\\&", "&"))
    return re.findall(r"\w+", unicodedata.normalize("NFKC", joined).casefold())


@pytest.fixture(scope="module")
def reports() -> Path:
    folder = Path(os.environ.get("BIBTRACK_SHARED", ROOT.parent / "shared")) / "reports"
    if not folder.is_dir():
        pytest.skip(f"shared research data not found at {folder} (set BIBTRACK_SHARED)")
    return folder


@pytest.fixture(scope="module")
def endnotes(reports: Path) -> list[dict[str, Any]]:
    loaded: list[dict[str, Any]] = json.loads((reports / "dicarlo-2024-endnotes.json").read_text("utf-8"))
    return loaded


def test_the_report_has_35_notes_in_order() -> None:
    assert [note["label"] for note in NOTES] == [str(n) for n in range(1, 36)]
    assert REPORT["report"]["slug"] == "dicarlo-2024"
    assert REPORT["report"]["notes"] == len(NOTES)


def test_four_notes_are_not_recovered_and_the_others_have_cites() -> None:
    assert {note["label"] for note in NOTES if note["state"] == "not recovered"} == NOT_RECOVERED
    for note in NOTES:
        lost = note["label"] in NOT_RECOVERED
        assert (note["grade"] == "unknown") is lost, note["label"]
        assert (note["cites"] == []) is lost, note["label"]


def test_a_note_has_the_best_grade_of_its_cites() -> None:
    for note in NOTES:
        grades = [cite["grade"] for cite in note["cites"]] or ["unknown"]
        assert note["grade"] == min(grades, key=BEST_FIRST.index), note["label"]


def test_every_cite_says_why() -> None:
    assert [label for label, cite in CITES if len(cite["evidence"].split()) < 4] == []


def test_keys_agree_both_ways() -> None:
    assert {cite["key"] for _, cite in CITES} == set(ENTRIES)


def test_every_entry_of_the_file_was_read() -> None:
    assert len(ENTRIES) == len(re.findall(r"^@", BIB, re.M)) == 39


def test_keys_follow_the_pattern_and_the_checked_year() -> None:
    for key, fields in ENTRIES.items():
        assert KEY.fullmatch(key), key
        year = (fields.get("date") or fields.get("year") or "nd")[:4]
        assert year in key or "nd" in key, key


def test_an_entry_carries_its_notes_and_its_best_grade() -> None:
    labels, grades = defaultdict(list), defaultdict(list)
    for label, cite in CITES:
        labels[cite["key"]].append(label)
        grades[cite["key"]].append(cite["grade"])
    for key, fields in ENTRIES.items():
        assert fields["x-cited-in"] == "dicarlo-2024: " + ", ".join(labels[key]), key
        assert fields["x-grade"] == min(grades[key], key=BEST_FIRST.index), key


def unchecked(fields: dict[str, str]) -> dict[str, str]:
    """The values that an entry keeps apart because nobody has seen them."""
    parts = fields.get("x-unchecked", "").split("; ")
    return dict(part.split("=", 1) for part in parts if part)


def test_an_unchecked_value_stands_nowhere_else() -> None:
    """But for a title: a work without any is of no use; x-unchecked names it all the same."""
    for key, fields in ENTRIES.items():
        for name, value in unchecked(fields).items():
            if name != "title":
                assert fields.get(name) != value, (key, name)
            assert fields["x-metadata"], key


def test_identifiers_are_normal_forms() -> None:
    for key, fields in ENTRIES.items():
        if doi := fields.get("doi"):
            assert normalise_doi(doi) == doi, key
            assert "doi.org" not in fields.get("url", ""), key
        if isbn := fields.get("isbn"):
            assert normalise_isbn(isbn) == isbn, key


def test_chinese_titles_have_a_translation() -> None:
    chinese = {
        key: fields for key, fields in ENTRIES.items() if re.search(r"[\u4e00-\u9fff]", fields["title"])
    }
    assert len(chinese) == 4
    for key, fields in chinese.items():
        assert re.fullmatch(r"[ -~]+", fields["titleaddon"]), key


def test_the_file_is_sorted_and_plain_unicode() -> None:
    assert list(ENTRIES) == sorted(ENTRIES)
    assert unicodedata.normalize("NFC", BIB) == BIB
    assert re.findall(r"\\(?![&%_#$])", BIB) == []


def entry_of(item: dict[str, Any]) -> str | None:
    """The key of the entry that has this work's DOI, or its title in one of the two languages."""
    csl = item["csl"]
    if doi := csl.get("DOI"):
        return next((key for key, fields in ENTRIES.items() if fields.get("doi") == doi.lower()), None)
    cited = {cite["key"] for label, cite in CITES if label == str(item["note"])}
    title = re.sub(r"\s*\(Version.*|\s*（第二版）|\s*\[.*", "", csl["title"])
    for key in sorted(cited):
        titles = (ENTRIES[key]["title"], ENTRIES[key].get("titleaddon", ""))
        if words(title) in [words(each) for each in titles]:
            return key
    return None


def test_every_found_work_of_the_reconstruction_is_here(endnotes: list[dict[str, Any]]) -> None:
    """Each of the 46, under its note, with its grade."""
    found = [item for item in endnotes if item["csl"]]
    assert len(found) == 46
    graded = {(label, cite["key"], cite["grade"]) for label, cite in CITES}
    for item in found:
        assert (str(item["note"]), entry_of(item), item["grade"]) in graded, item["csl"]["title"]
    assert {str(item["note"]) for item in endnotes if not item["csl"]} == NOT_RECOVERED


#: What the reconstruction's `metadata_source` calls recalled, inferred or unverified: (note, its id) → fields.
MARKED = (
    (1, "deboom21", {"volume", "number"}),
    (5, "yeo", {"author"}),
    (7, "harlan", {"journaltitle", "volume", "number", "pages", "date"}),
    (7, "sunyu", {"author"}),
    (8, "molcarter", {"title", "volume", "number", "pages"}),
    (10, "shinzhu", {"volume"}),
    (13, "lb23", {"journaltitle"}),
    (14, "cartermol", {"volume"}),
    (20, "lo", {"volume"}),
    (22, "zhouzhao", {"booktitle", "date"}),
    (33, "dialogue", {"title"}),
    (35, "ppsy", {"author", "volume", "number"}),
)


@pytest.mark.parametrize(("note", "ident", "fields"), MARKED)
def test_marked_fields_are_kept_apart(
    endnotes: list[dict[str, Any]], note: int, ident: str, fields: set[str]
) -> None:
    item = next(each for each in endnotes if each["note"] == note and each["csl"].get("id") == ident)
    key = entry_of(item)
    assert key is not None
    assert fields <= set(unchecked(ENTRIES[key]))


def test_all_marked_works_are_in_the_table(endnotes: list[dict[str, Any]]) -> None:
    marks = re.compile(r"recalled|inferred|unverified|page address|its address")
    marked = {item["csl"]["id"] for item in endnotes if marks.search(item["metadata_source"])}
    assert marked == {ident for _, ident, _ in MARKED}


def test_no_sentence_of_the_report_is_copied(reports: Path) -> None:
    """No eight words in a row of the body text, but for titles and authors of the works it names."""
    run = 8
    body = words((reports / "dicarlo-2024-body.txt").read_text("utf-8"))
    printed = {tuple(body[i : i + run]) for i in range(len(body) - run + 1)}
    titles = [
        words(fields.get(name, ""))
        for fields in ENTRIES.values()
        for name in ("title", "titleaddon", "author")
    ]
    allowed = {tuple(each[i : i + run]) for each in titles for i in range(len(each) - run + 1)}
    headings = {tuple(words(part)) for note in NOTES for part in note["section"]}
    for name in ("references.bib", "db/reports/dicarlo-2024.toml", "docs/report-dicarlo-2024.md"):
        text = (ROOT / name).read_text(encoding="utf-8")
        here = words(text)
        runs = {tuple(here[i : i + run]) for i in range(len(here) - run + 1)} & printed
        left = [each for each in runs - allowed if not any(set(each) <= set(head) for head in headings)]
        assert left == [], name


def test_sections_are_the_headings_of_the_report(reports: Path) -> None:
    """Each section is a heading of the body, in its order; the marks stand behind it."""
    body = (reports / "dicarlo-2024-body.txt").read_text("utf-8")
    flat = re.sub(r"\s+", " ", body)
    places = [flat.index(" " + note["section"][0] + " ") for note in NOTES]
    assert places == sorted(places)
    tail = [re.compile(rf"(?<=[^\s\d]){note['label']}(?=[\s,]|$)") for note in NOTES]
    for note, mark, place in zip(NOTES, tail, places, strict=True):
        following = [p for p in places if p > place]
        assert mark.search(flat, place, min(following, default=len(flat))), note["label"]


def test_the_text_itself_puts_each_mark_in_the_tracked_section(reports: Path) -> None:
    apparatus = find(read(reports / "dicarlo-2024-body.txt"))
    found = [(callout.label, callout.section) for callout in apparatus.orphans]
    tracked = parse((ROOT / "db/reports/dicarlo-2024.toml").read_text("utf-8"), "dicarlo-2024.toml")
    assert found == [(note.label, note.section) for note in tracked.notes]


def test_the_file_is_what_its_own_export_writes() -> None:
    read_back = bibtex.loads(BIB)
    assert (list(read_back.issues), list(read_back.failed)) == ([], [])
    assert [item.citekey for item in read_back.items] == list(ENTRIES)
    assert bibtex.dumps(read_back.items) == BIB


def test_the_types_are_those_of_the_works() -> None:
    kinds = Counter(item.reference.type.value for item in bibtex.loads(BIB).items)
    assert kinds == {
        "article-journal": 25, "chapter": 4, "report": 6, "webpage": 2, "standard": 1, "article-magazine": 1,
    }  # fmt: skip
