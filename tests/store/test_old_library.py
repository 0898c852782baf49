"""A library of schema 1 is not touched: every command asks for `bibtrack db migrate` in one sentence."""

from pathlib import Path

import pytest
from click.testing import CliRunner

from bibtrack.cli.commands import TOUR
from bibtrack.cli.main import run_in_process
from tests.store.test_migration import first, rows, version

__all__ = ["first"]

#: a line that would work on a present library, for each command that opens one
ASKED = [
    "list", "list --json", "list year:2001", "list --csv", "search rivers", "show a2001", "notes", "notes --report r", "coverage",
    "coverage --json", "report", "themes", "themes list", "duplicates", "duplicates dismissed", "review", "export", "export --check",
    "bibliography", "history", "history a2001", "diff 1", "suggest --theme water", "annotate a2001", "db check", "db export out",
    # and what writes
    "build", "ingest report.md", "import refs.bib", "resolve", "resolve --dry-run", "refresh", "merge a2001 b2002", "unmerge b2002",
    "link 1.1 a2001", "add 10.5555/a", "edit a2001", "set a2001 title=T", "remove a2001", "annotate a2001 read", "tag", "tag --dry-run",
    "reparse --dry-run", "undo", "redo", "db backup", "db purge --yes",
]  # fmt: skip
#: commands that need no library, make one, or say what is wrong with one
FREE = {"init", "parse", "lookup", "completion", "doctor", "serve"}


def run(path: Path, line: str) -> tuple[int, str, str]:
    found = run_in_process(CliRunner(), ["--db", str(path), *line.split()], None)
    return found.exit_code, found.stdout, found.stderr


@pytest.mark.parametrize("line", ASKED)
def test_an_old_library_is_named_and_left_as_it_is(
    first: Path, line: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(first.parent)
    Path("report.md").write_text("Rivers matter.[^1]\n\n[^1]: Okafor, Rivers, 2001.\n")
    Path("refs.bib").write_text("@book{k, title = {T}}\n")
    before = rows(first)
    code, out, told = run(first, line)
    assert (code, out) == (1, "")
    assert (
        told == f"bibtrack: {first}: made by an older bibtrack (schema 1, now 2); run `bibtrack db migrate`\n"
    )
    assert (version(first), rows(first)) == (1, before)
    assert not Path("out").exists()


def test_no_command_is_forgotten() -> None:
    every = {name for _, commands in TOUR for name, _, _ in commands}
    assert every == FREE | {line.split()[0] for line in ASKED}


def test_what_is_asked_for_works_and_the_doctor_says_it_too(
    first: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(first.parent)
    assert "db migrate" in run(first, "doctor")[1]
    code, _, told = run(first, "db migrate")
    assert (code, version(first)) == (0, 2), told
    assert run(first, "list --keys")[:2] == (0, "a2001\nb2002\n")
    assert run(first, "db check")[0] == 0
