"""What a command imports: `--help` loads no command, and read commands nothing heavy."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from bibtrack.store import engine, rows, sources
from bibtrack.values.reference import Creator, Name, PartialDate, Reference, Role

HEAVY = {
    "sqlmodel",
    "sqlalchemy",
    "pydantic",
    "httpx",
    "rich",
    "alembic",
    "bibtexparser",
    "numpy",
    "lxml",
}
#: Beyond these a read command needs no package at all.
ALLOWED = {"click", "bibtrack"}

#: Each reads the library and must stay as light as a bare sqlite3 script.
READ = [
    ["list"], ["list", "author:li", "year:2000..", "theme:minerals", "-status:exempt"], ["list", "--json"],
    ["list", "--csv"], ["list", "--keys", "绿色"], ["list", "--fields"], ["search", "sand"], ["search", "--saved"],
    ["show", "li2020"], ["show", "li2020", "--json"], ["annotate", "li2020"], ["history"], ["history", "li2020"],
    ["completion", "bash"], ["completion", "--words", "--", "th", "list"], ["themes"], ["coverage"], ["notes"],
]  # fmt: skip


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    from bibtrack.store.migrate import ensure

    path = tmp_path_factory.mktemp("startup") / "library.sqlite3"
    ensure(path)
    opened = engine.open_library(path)
    with engine.change(opened, engine.Run("add")) as session:
        name = Name(family="Li", given="Wei")
        work = Reference(title="On sand", creators=(Creator(Role.AUTHOR, name),), issued=PartialDate(2020))
        sources.add(session, "li2020", work, "2026-01-01T00:00:00Z")
        theme = {
            "definition": "",
            "scope_note": "",
            "synonyms": "[]",
            "rules": "[]",
            "threshold": 1.0,
            "position": 0,
        }
        rows.insert(session, "theme", {"slug": "minerals", "label": "Minerals", **theme})
    opened.close()
    return path


def imported(*words: str) -> set[str]:
    """Give every module that a fresh process imports for these words of the command line."""
    program = (
        "import sys; from bibtrack.cli.main import run; code = run(sys.argv[1:]);"
        " print('MODULES', *sorted(sys.modules), file=sys.stderr); sys.exit(code)"
    )
    environ = os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)}
    done = subprocess.run(
        [sys.executable, "-c", program, *words], capture_output=True, text=True, env=environ, check=False
    )
    assert done.returncode == 0, done.stderr
    return set(done.stderr.rpartition("MODULES")[2].split())


def packages(modules: set[str]) -> set[str]:
    tops = {module.partition(".")[0] for module in modules}
    return {top for top in tops if top not in sys.stdlib_module_names and not top.startswith("_")} - ALLOWED


def test_help_imports_no_command() -> None:
    found = imported("--help")
    assert not packages(found)
    assert not found & {"sqlite3", "tomllib", "bibtrack.settings", "bibtrack.cli.list"} - {"dataclasses"}


@pytest.mark.parametrize("words", READ, ids=" ".join)
def test_read_commands_are_light(library: Path, words: list[str]) -> None:
    found = imported("--db", str(library), *words)
    assert not packages(found) & HEAVY
    assert not found & {"urllib.request", "ssl", "asyncio", "xml.etree.ElementTree"}
    if words[0] in ("list", "search", "show", "annotate", "history", "completion"):
        assert not packages(found)
