"""The house rules that a machine can see: layers, sizes, names, the tour, the schema's picture."""

import ast
import sqlite3
import statistics
import subprocess
import sys
from contextlib import closing
from importlib import import_module
from pathlib import Path

import click
import pytest

from bibtrack.cli.commands import TOUR

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = ROOT / "bibtrack"
MODULES = sorted(path for path in PACKAGE.rglob("*.py") if "migrations" not in path.parts)
COMMANDS = [(name, module, line) for _, commands in TOUR for name, module, line in commands]


def functions(path: Path) -> list[tuple[str, int, int]]:
    """Give (name, lines, parameters) of every function of a module, docstrings not counted."""
    found = []
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            body = node.body
            documented = isinstance(body[0], ast.Expr) and isinstance(body[0].value, ast.Constant)
            text = (body[0].end_lineno or 0) - body[0].lineno + 1 if documented else 0
            names = [
                arg for arg in [*node.args.posonlyargs, *node.args.args] if arg.arg not in ("self", "cls")
            ]
            found.append((node.name, (node.end_lineno or 0) - node.lineno + 1 - text, len(names)))
    return found


@pytest.mark.parametrize("path", MODULES, ids=lambda p: str(p.relative_to(PACKAGE)))
def test_module_has_at_most_400_lines(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 400


@pytest.mark.parametrize("path", MODULES, ids=lambda p: str(p.relative_to(PACKAGE)))
def test_functions_are_short(path: Path) -> None:
    # Command functions have a parameter an option; click passes them by name.
    most = 99 if path.parent.name == "cli" else 6
    long = [f"{name}: {lines} lines" for name, lines, _ in functions(path) if lines > 45]
    wide = [f"{name}: {count} parameters" for name, _, count in functions(path) if count > most]
    assert not long + wide


def test_median_function_is_under_ten_lines() -> None:
    lengths = sorted(lines for path in MODULES for _, lines, _ in functions(path))
    assert statistics.median(lengths) < 10
    assert lengths[int(len(lengths) * 0.9)] <= 30


@pytest.mark.parametrize("path", MODULES, ids=lambda p: str(p.relative_to(PACKAGE)))
def test_name_says_what_the_file_is_for(path: Path) -> None:
    hiding = {"util", "helper", "common", "base", "misc", "manager", "service"}
    assert path.stem.rstrip("s") not in hiding


EDGES = {
    "sqlmodel": {"store"}, "sqlalchemy": {"store"}, "alembic": {"store"}, "httpx": {"resolvers"}, "click": {"cli"},
    "bibtexparser": {"formats"}, "wordllama": {"themes"},
}  # fmt: skip


@pytest.mark.parametrize("path", MODULES, ids=lambda p: str(p.relative_to(PACKAGE)))
def test_third_party_stays_at_its_edge(path: Path) -> None:
    folder = path.relative_to(PACKAGE).parts[0]
    imported = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            imported |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            imported.add(node.module.split(".")[0])
    wrong = {name for name in imported if name in EDGES and folder not in EDGES[name]}
    # A verb may name the session type that it hands to the store.
    if folder.endswith(".py"):
        wrong -= {"sqlmodel"}
    assert not wrong


@pytest.mark.parametrize(("name", "module", "line"), COMMANDS, ids=[name for name, _, _ in COMMANDS])
def test_tour_tells_the_truth(name: str, module: str, line: str) -> None:
    path = PACKAGE / "cli" / f"{module}.py"
    if not path.exists():
        pytest.fail(f"the tour names {name}, and there is no cli/{module}.py")
    command = import_module(f"bibtrack.cli.{module}").command
    assert isinstance(command, click.Command)
    assert command.get_short_help_str(200) == line


def test_frozen_migrations_are_the_schema() -> None:
    from bibtrack.store import fulltext, schema

    def made(statements: list[str]) -> str:
        with closing(sqlite3.connect(":memory:")) as connection:
            connection.create_function("search_form", 1, fulltext.search_form)
            for statement in statements:
                connection.execute(statement)
            return schema.picture(connection)

    assert made([*schema.frozen(), *schema.frozen("dismissals_and_answers")]) == made(schema.statements())


def test_layers_hold() -> None:
    done = subprocess.run(
        [sys.executable, "-c", "from importlinter.cli import lint_imports_command; lint_imports_command()"],
        cwd=ROOT, capture_output=True, text=True, check=False, env={"PYTHONPATH": str(ROOT), "PATH": ""},
    )  # fmt: skip
    assert done.returncode == 0, done.stdout[-3000:]
