"""What the shells are offered, and that bash takes it."""

import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from bibtrack.store import engine, rows, sources
from bibtrack.values.reference import Reference

Run = Callable[..., Result]


@pytest.fixture
def filled(library: engine.Library) -> engine.Library:
    with engine.change(library, engine.Run("add")) as session:
        for key in ("boom2020", "boom2021", "xi2019"):
            sources.add(session, key, Reference(title=key), "2026-01-01T00:00:00Z")
        theme = {
            "definition": "",
            "scope_note": "",
            "synonyms": "[]",
            "rules": "[]",
            "threshold": 1.0,
            "position": 0,
        }
        rows.insert(session, "theme", {"slug": "green-bri", "label": "Green", **theme})
        rows.insert(session, "report", {"slug": "rep-1", "apparatus": "printed"})
    return library


@pytest.mark.parametrize(
    ("before", "word", "offered"),
    [
        ([], "sho", ["show"]),
        (["--db", "x"], "lis", ["list"]),
        (["show"], "boom", ["boom2020", "boom2021"]),
        (["show"], "--hi", ["--history"]),
        (["list"], "the", ["theme:"]),
        (["list"], "theme:gr", ["theme:green-bri"]),
        (["list", "x"], "-theme:", ["-theme:green-bri"]),
        (["list"], "cited-in:", ["cited-in:rep-1"]),
        (["list"], "status:un", ["status:unresolved", "status:unmatched"]),
        (["list"], "has:an", ["has:annotation"]),
        (["list"], "retracted:", ["retracted:yes", "retracted:no"]),
        (["search"], "key:x", ["key:xi2019"]),
        (["annotate", "xi2019", "--theme"], "", ["green-bri"]),
        (["annotate", "xi2019", "--report"], "", ["rep-1"]),
        (["set"], "xi", ["xi2019"]),
        (["set", "xi2019"], "publ", ["publisher=", "publisher-place="]),
        (["list"], "zzz", []),
    ],
)
def test_words_are_offered(
    bibtrack: Run, filled: engine.Library, before: list[str], word: str, offered: list[str]
) -> None:
    assert bibtrack("completion", "--words", "--", word, *before).stdout.split() == offered


def test_without_a_library_nothing_is_said(bibtrack: Run, database: Path) -> None:
    database.unlink()
    result = bibtrack("completion", "--words", "--", "x", "show")
    assert (result.stdout, result.stderr) == ("", "")


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_script_is_sound(bibtrack: Run, shell: str, tmp_path: Path) -> None:
    script = bibtrack("completion", shell).stdout
    assert "bibtrack completion --words" in script
    if shutil.which(shell):
        (tmp_path / "script").write_text(script)
        subprocess.run([shell, "-n", str(tmp_path / "script")], check=True)
    assert "name the shell" in bibtrack("completion", "tcsh", code=2).stderr


@pytest.mark.skipif(not shutil.which("bash"), reason="no bash here")
@pytest.mark.parametrize(
    ("line", "replies"),
    [
        ("bibtrack show boom", ["boom2020", "boom2021"]),
        ("bibtrack list theme:gr", ["green-bri"]),
        ("bibtrack lis", ["list"]),
    ],
)
def test_bash_completes(
    bibtrack: Run, filled: engine.Library, tmp_path: Path, line: str, replies: list[str]
) -> None:
    script = bibtrack("completion", "bash").stdout
    program = f"""
{script}
command() {{ shift; {sys.executable} -m bibtrack --db {filled.path} "$@"; }}
COMP_LINE='{line}'; COMP_POINT=${{#COMP_LINE}}; COMP_WORDS=({line.replace(":", " : ")}); COMP_CWORD=$((${{#COMP_WORDS[@]}} - 1))
_bibtrack; printf '%s\\n' "${{COMPREPLY[@]}}"
"""
    done = subprocess.run(["bash", "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.split() == replies
