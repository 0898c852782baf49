"""Every BibTeX file of the shared data: nothing is lost, whole or mutated."""

import json
import random
from pathlib import Path

import pytest
from bibtexparser.model import DuplicateBlockKeyBlock, Entry
from bibtexparser.splitter import Splitter

from bibtrack.formats.bibtex import dumps, loads
from bibtrack.formats.bibtexblocks import pieces
from bibtrack.formats.reading import decoded

pytestmark = pytest.mark.shared


@pytest.fixture
def texts(shared: Path) -> list[tuple[str, str, int]]:
    """(file, text, number of lines that begin an entry) of each file; UTF-16 is read, too."""
    folder = shared / "data" / "bib"
    listed = [
        json.loads(line) for line in (folder / "manifest.jsonl").read_text(encoding="utf-8").splitlines()
    ]
    return [
        (one["file"], decoded((folder / one["file"]).read_bytes(), one["file"])[0], one["at_entries"])
        for one in listed
    ]


def test_all_files_come_back_byte_for_byte_and_nearly_all_entries_are_read(
    texts: list[tuple[str, str, int]],
) -> None:
    entries = failed = 0
    for name, text, _ in texts:
        found = pieces(text)
        assert "".join(piece.text for piece in found) == text, name
        entries += sum(piece.kind == "entry" for piece in found)
        failed += sum(piece.kind == "failed" for piece in found)
    assert len(texts) == 576
    assert entries >= 16_590
    assert failed <= 8


def test_canonical_export_of_real_entries_is_a_fixed_point(texts: list[tuple[str, str, int]]) -> None:
    for name, text, _ in texts[::9]:
        items = {item.citekey or "source": item for item in loads(text).items}
        for dialect in ("biblatex", "bibtex"):
            once = dumps(items.values(), dialect)
            back = loads(once)
            assert not back.failed, name
            assert {item.citekey for item in back.items} == set(items), name
            for item in back.items:
                kept = items[item.citekey]
                assert (
                    sorted(item.reference.extra) == sorted(kept.reference.extra) or kept.reference.identifiers
                ), name
                assert (item.reference.title, item.reference.creators) == (
                    kept.reference.title,
                    kept.reference.creators,
                ), name
            assert dumps(back.items, dialect) == once, name


def mutated(text: str, chance: random.Random) -> str:
    """The text with a few signs dropped, doubled or swapped for those that BibTeX minds."""
    chars = list(text)
    for _ in range(max(3, len(chars) // 200)):
        place = chance.randrange(len(chars))
        chars[place] = chance.choice(
            ["", chars[place] * 2, "{", "}", '"', ",", "=", "@", "#", "\\", "\n", "@book{"]
        )
    return "".join(chars)


def test_mutated_files_never_crash_and_lose_nothing(texts: list[tuple[str, str, int]]) -> None:
    chance = random.Random(6)
    for name, text, _ in texts:
        if not 20 < len(text) < 4_000:
            continue
        broken = mutated(text, chance)
        found = loads(broken)
        assert "".join(block.text for block in found.blocks) == broken, name
        assert all(not loads(dumps([item])).failed for item in found.items if item.citekey), name


def by_splitter(text: str) -> list[tuple[str, str, list[tuple[str, str]]]]:
    """The well-formed entries as bibtexparser's splitter gives them by itself."""
    entries = [
        block for block in Splitter(text).split().blocks if isinstance(block, Entry | DuplicateBlockKeyBlock)
    ]
    whole = [
        entry.ignore_error_block if isinstance(entry, DuplicateBlockKeyBlock) else entry for entry in entries
    ]
    return [
        (entry.entry_type, entry.key, [(field.key.lower(), field.value) for field in entry.fields])
        for entry in whole
        if isinstance(entry, Entry)
    ]


def test_plain_entries_are_read_as_bibtexparser_reads_them(texts: list[tuple[str, str, int]]) -> None:
    chance = random.Random(7)
    for name, text, _ in texts:
        if len(text) > 300_000:
            continue
        for version in (text, mutated(text, chance)) if 20 < len(text) < 3_000 else (text,):
            ours = [
                (piece.entry_type, piece.key, piece.fields)
                for piece in pieces(version)
                if piece.kind == "entry" and piece.code is None
            ]
            assert ours == by_splitter(version), name
