"""What the shells are offered, and that bash, zsh and fish take it."""

import contextlib
import os
import pty
import select
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
ROOT = Path(__file__).resolve().parents[2]


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
        (
            ["list"],
            "-country:C",
            [
                "-country:CA",
                "-country:CD",
                "-country:CF",
                "-country:CG",
                "-country:CH",
                "-country:CI",
                "-country:CL",
                "-country:CM",
                "-country:CN",
                "-country:CO",
                "-country:CR",
                "-country:CU",
                "-country:CY",
                "-country:CZ",
            ],
        ),
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


@pytest.fixture
def program(filled: engine.Library, tmp_path: Path) -> Path:
    """A folder with a `bibtrack` in it that asks the filled library, as the shells call it."""
    folder = tmp_path / "bin"
    folder.mkdir()
    (folder / "bibtrack").write_text(
        f'#!/bin/sh\nexec "{sys.executable}" -m bibtrack --db "{filled.path}" "$@"\n', encoding="utf-8"
    )
    (folder / "bibtrack").chmod(0o755)
    return folder


def surroundings(program: Path) -> dict[str, str]:
    """The environment of a shell of its own: our program first, nobody's settings."""
    return os.environ | {
        "PATH": f"{program}:{os.environ['PATH']}", "HOME": str(program), "ZDOTDIR": str(program),
        "XDG_CONFIG_HOME": str(program), "XDG_DATA_HOME": str(program), "TERM": "dumb", "PYTHONPATH": str(ROOT),
    }  # fmt: skip


@pytest.mark.skipif(not shutil.which("fish"), reason="no fish here")
@pytest.mark.parametrize(
    ("line", "offered"),
    [
        ("bibtrack show boom", ["boom2020", "boom2021"]),
        ("bibtrack list theme:gr", ["theme:green-bri"]),
        ("bibtrack list x -theme:", ["-theme:green-bri"]),
        ("bibtrack lis", ["list"]),
        ("bibtrack set xi2019 publ", ["publisher=", "publisher-place="]),
        ("bibtrack show zzz", []),
    ],
)
def test_fish_completes(bibtrack: Run, program: Path, line: str, offered: list[str]) -> None:
    script = program / "bibtrack.fish"
    script.write_text(bibtrack("completion", "fish").stdout, encoding="utf-8")
    done = subprocess.run(
        ["fish", "--no-config", "-c", f"source {script}; complete -C '{line}'"],
        capture_output=True, text=True, check=True, env=surroundings(program), cwd=program, timeout=120,
    )  # fmt: skip
    assert [row.split("\t")[0] for row in done.stdout.splitlines()] == offered
    assert done.stderr == ""


@pytest.mark.skipif(not shutil.which("zsh"), reason="no zsh here")
@pytest.mark.parametrize(
    ("typed", "line"),
    [
        ("bibtrack show xi", "bibtrack show xi2019 "),
        ("bibtrack show boom", "bibtrack show boom202"),
        ("bibtrack list theme:gr", "bibtrack list theme:green-bri "),
        ("bibtrack list cited-i", "bibtrack list cited-in:"),
        ("bibtrack set xi2019 volu", "bibtrack set xi2019 volume="),
        ("bibtrack exp", "bibtrack export "),
    ],
)
def test_zsh_completes(bibtrack: Run, program: Path, typed: str, line: str) -> None:
    """A zsh at a terminal of its own: the line is typed, tab pressed, and the line read back."""
    (program / "script").write_text(bibtrack("completion", "zsh").stdout, encoding="utf-8")
    seen = program / "seen"
    (program / ".zshrc").write_text(
        "autoload -Uz compinit; compinit -u -D; source ./script; LISTMAX=0; unsetopt BEEP\n"
        f"tell() {{ print -rn -- \"$BUFFER\" > {seen}.part; mv {seen}.part {seen}; exit }}\nzle -N tell\nbindkey '^G' tell\n"
    )
    child, terminal = pty.fork()
    if not child:
        os.chdir(program)
        os.execvpe("zsh", ["zsh", "-d", "-i"], surroundings(program))
    os.write(terminal, typed.encode() + b"\t\x07")
    with contextlib.suppress(OSError):  # the terminal is gone with the shell
        while select.select([terminal], [], [], 120)[0] and os.read(terminal, 4096):
            pass
    os.close(terminal)
    os.waitpid(child, 0)
    assert seen.read_text(encoding="utf-8") == line
