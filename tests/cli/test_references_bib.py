"""references.bib is the tool's own canonical export of the project's library."""

import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

from bibtrack.cli.main import run_in_process

ROOT = Path(__file__).resolve().parents[2]


def test_references_bib_is_up_to_date(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "project"
    (folder / "db").mkdir(parents=True)
    (folder / "bibtrack.toml").write_text("")
    shutil.copy(ROOT / "references.bib", folder)
    shutil.copy(ROOT / "db" / "themes.toml", folder / "db")
    shutil.copytree(ROOT / "db" / "reports", folder / "db" / "reports")
    monkeypatch.chdir(folder)
    assert run_in_process(CliRunner(), ["build"]).exit_code == 0
    result = run_in_process(CliRunner(), ["export", "--check"])
    assert result.exit_code == 0, f"{result.stderr}\nrun `bibtrack build` and `bibtrack export`"
