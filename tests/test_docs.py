"""The docs say what the program does: manual, errors, tables, changelog, glossary."""

import re
import subprocess
import sys
from pathlib import Path

from bibtrack import __version__, errors

ROOT = Path(__file__).resolve().parents[1]


def test_manual_is_that_of_the_commands() -> None:
    # A process of its own: click keeps the help option of a command as it was first asked for.
    made = subprocess.run(
        [sys.executable, "-m", "bibtrack.cli.manual"], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout
    assert (ROOT / "docs" / "cli.md").read_text(encoding="utf-8") == made, (
        "python -m bibtrack.cli.manual > docs/cli.md"
    )


def test_every_error_is_in_the_drawn_tree() -> None:
    names = [name for name, value in vars(errors).items() if isinstance(value, type)]
    assert errors.__doc__ is not None
    assert not [name for name in names if name not in errors.__doc__]


def test_changelog_knows_the_version() -> None:
    text = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    assert f"## [{__version__}]" in text or "## [Unreleased]" in text


def test_every_dependency_is_explained() -> None:
    project = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    block = project[project.index("dependencies = [") : project.index("[project.scripts]")]
    names = re.findall(r'"([a-zA-Z0-9-]+)(?:\[[a-z,]+\])?[<>=]', block)
    told = (ROOT / "docs" / "dependencies.md").read_text(encoding="utf-8")
    assert not [name for name in names if f"`{name}`" not in told]


def test_every_table_and_view_is_in_the_dictionary() -> None:
    from sqlmodel import SQLModel

    from bibtrack.store import tables_review, views

    assert tables_review.UNJOURNALLED
    names = [*SQLModel.metadata.tables, *re.findall(r"CREATE VIEW (\w+)", "\n".join(views.VIEWS))]
    told = (ROOT / "db" / "README.md").read_text(encoding="utf-8")
    assert not [name for name in names if f"`{name}`" not in told]
