"""PDF and plain text: layouts that the tests print themselves."""

import textwrap

import pytest

from bibtrack.notes.find import find
from bibtrack.readers.open import read
from tests.readers import made


def found(path):
    return [(n.label, n.text, n.callouts[0].context if n.callouts else "") for n in find(read(path)).notes]


def test_notes_at_the_foot_of_each_page(tmp_path):
    pages, truth = made.footnoted(24)
    path = tmp_path / "a.pdf"
    path.write_bytes(made.pdf(pages))
    assert found(path) == truth


def columned(count):
    """Print claims in two columns and the notes at the end under a heading; gives pages and truth."""
    items, truth = [(72, 790, 16, "Claims in Two Columns")], []
    x, y = 72, 760
    for n in range(1, count + 1):
        sentence = f"The claim of paragraph {made.spelled(n)} is made here at some length."
        lines = textwrap.wrap("It opens with a sentence that cites nothing. " + sentence, 40)
        for i, line in enumerate(lines):
            items.append((x, y - 12 * i, 10, line))
        y -= 12 * (len(lines) - 1)
        items.append((x + made.width(lines[-1], 10) + 1, y + 4, 6, str(n)))
        y -= 22
        truth.append((str(n), f"Ann Author{made.spelled(n)}, Title (Oxford: Press, 1999), {n}.", sentence))
        if y < 120 and x == 72:
            x, y = 320, 760
    last = [(72, 790, 14, "Notes")] + [
        (72, 760 - 14 * i, 9, f"{label}. {text}") for i, (label, text, _) in enumerate(truth)
    ]
    return [items, last], truth


def test_two_columns_with_notes_at_the_end(tmp_path):
    pages, truth = columned(18)
    path = tmp_path / "a.pdf"
    path.write_bytes(made.pdf(pages))
    assert found(path) == truth


def test_reading_tells_its_progress(tmp_path):
    path = tmp_path / "a.pdf"
    path.write_bytes(made.pdf(made.footnoted(6)[0]))
    told = []
    read(path, progress=lambda done, total, text: told.append((done, total)))
    assert told == [(1, 3), (2, 3), (3, 3)]


LISTS = {
    "glued": ("{}", "Notes", "{}. {}"),
    "bracket": ("[{}]", "References", "[{}] {}"),
    "bracket-apart": (" [{}]", "ENDNOTES", "[{}] {}"),
    "bare": ("{}", "Endnotes", "{} {}"),
    "german": ("{}", "Anmerkungen", "{}. {}"),
    "chinese": ("[{}]", "注释", "[{}] {}"),
}


@pytest.mark.parametrize("name", LISTS)
@pytest.mark.parametrize("width", [0, 72])
def test_plain_text_with_its_notes(name, width, tmp_path):
    mark, heading, item = LISTS[name]
    claims = [
        (
            str(n),
            f"Ann Author{made.spelled(n)}, Title (Oxford: Press, 1999), {n}.",
            f"The claim of {made.spelled(n)} is made here in 1998.",
        )
        for n in range(1, 13)
    ]
    body = [
        f"It opens with nothing. The claim of {made.spelled(int(n))} is made here in 1998.{mark.format(n)} It goes on with G20 and Version 2.0."
        for n, _, _ in claims
    ]
    parts = ["Introduction", *body, heading, *(item.format(n, text) for n, text, _ in claims)]
    printed = parts if not width else [textwrap.fill(part, width) for part in parts]
    path = tmp_path / "a.txt"
    path.write_text("\n\n".join(printed), "utf-8")
    assert found(path) == claims


def test_numbering_that_starts_anew_in_each_chapter(tmp_path):
    chapter = "Chapter {0}\n\nIn chapter {0} a claim is made.1 Then another follows.2 And a third.3\n\nNotes\n\n1. First of {0}.\n2. Second of {0}.\n3. Third of {0}.\n\n"
    path = tmp_path / "a.txt"
    path.write_text("".join(chapter.format(name) for name in ("One", "Two")), "utf-8")
    assert [(text, context) for _, text, context in found(path)] == [
        ("First of One.", "In chapter One a claim is made."), ("Second of One.", "Then another follows."), ("Third of One.", "And a third."),
        ("First of Two.", "In chapter Two a claim is made."), ("Second of Two.", "Then another follows."), ("Third of Two.", "And a third."),
    ]  # fmt: skip


def test_a_list_of_references_without_marks_is_read(tmp_path):
    path = tmp_path / "a.txt"
    path.write_text(
        "Introduction\n\nAs Lee (2010) and Zed (2011) argue at some length, it is so.\n\nReferences\n\nLee, A. (2010). Things. Press.\n\nZed, B. (2011). Stuff. Press.\n",
        "utf-8",
    )
    notes = find(read(path)).notes
    assert [(str(note.kind), note.text) for note in notes] == [
        ("reference", "Lee, A. (2010). Things. Press."), ("reference", "Zed, B. (2011). Stuff. Press."),
    ]  # fmt: skip
