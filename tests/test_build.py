"""The main job on the project's own tracked files, without network, and on broken ones."""

import json
import os
import shutil
import stat
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from bibtrack.cli.main import run_in_process
from bibtrack.resolvers.limits import Rate
from bibtrack.resolvers.loopback import Loopback
from tests.resolvers.records import RECORDS
from tests.test_crash import as_nobody

ROOT = Path(__file__).resolve().parents[1]
Run = Callable[..., Result]


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the tracked files in a project folder of its own."""
    folder = tmp_path / "project"
    (folder / "db" / "reports").mkdir(parents=True)
    (folder / "bibtrack.toml").write_text("")
    shutil.copy(ROOT / "references.bib", folder)
    shutil.copy(ROOT / "db" / "themes.toml", folder / "db")
    shutil.copy(ROOT / "db" / "reports" / "dicarlo-2024.toml", folder / "db" / "reports")
    monkeypatch.chdir(folder)
    return folder


def call(*words: str, code: int = 0) -> Result:
    result = run_in_process(CliRunner(), list(words))
    assert result.exit_code == code, result.output
    return result


def build(code: int = 0) -> dict:
    result = call("build", "--json", code=code)
    return json.loads(result.stdout) if code == 0 else {"said": result.stderr}


def test_the_main_job_and_a_second_run(project: Path) -> None:
    first = build()
    assert (first["created"], first["news"]) == (True, True)
    assert (first["sources"], first["notes"]) == (39, 35)
    assert first["could_not_ask"]
    assert first["not_asked"] == first["statuses"]["unresolved"]
    assert sum(theme["sources"] for theme in first["coverage"]["themes"]) > 39
    second = build()
    assert (second["created"], second["news"]) == (False, False)
    assert second["coverage"] == first["coverage"]
    history = json.loads(call("history", "--json").stdout)
    assert {row["command"] for row in history} == {"bibtrack build"}


def test_could_not_ask_is_said_once_and_is_not_unmatched(project: Path) -> None:
    result = call("build")
    assert result.stderr.count("were not asked") == 1
    assert "unmatched" not in result.stderr
    assert "not the report's own list" in result.stderr


def test_every_tag_has_evidence(project: Path) -> None:
    build()
    check = json.loads(call("db", "check", "--json").stdout)
    assert all(item["holds"] for item in check)


def test_a_changed_file_is_taken_in(project: Path) -> None:
    build()
    path = project / "references.bib"
    path.write_text(path.read_text().replace("Building Soft Power", "Building Hard Power"))
    summary = build()
    assert summary["changed"] == ["buhmann2017chinese"]
    assert build()["news"] is False


def test_one_undo_takes_the_whole_build_back(project: Path) -> None:
    build()
    assert [row["command"] for row in json.loads(call("history", "--json").stdout)] == ["bibtrack build"]
    call("undo")
    assert json.loads(call("coverage", "--json").stdout)["total"]["sources"] == 0


@pytest.fixture
def registry(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A registry on this machine that knows a few works."""
    with Loopback.over(RECORDS) as loopback:
        loopback.meter.rates = {"single": Rate(10_000, 1.0, 50), "list": Rate(10_000, 1.0, 50)}
        for name in ("CROSSREF", "DOI", "DATACITE"):
            monkeypatch.setenv(f"BIBTRACK_{name}_URL", loopback.url)
        yield


@pytest.mark.parametrize("first", [(), ("build", "--offline")], ids=["at once", "resolved by the second"])
def test_a_build_that_resolves_is_one_step_too(project: Path, registry: None, first: tuple[str, ...]) -> None:
    """Also when the tracked files bring nothing new and resolving makes the first change."""
    (project / "references.bib").write_text(
        "@article{hardin1968tragedy, title = {The Tragedy of the Commons}, author = {Hardin, Garrett}, year = {1968},"
        " journal = {Science}, doi = {10.1126/science.162.3859.1243}}\n"
    )
    (project / "db" / "reports" / "dicarlo-2024.toml").unlink()
    if first:
        call(*first)
    before = json.loads(call("list", "--json").stdout) if first else []
    assert build()["statuses"] == {"resolved": 1}
    assert len(json.loads(call("history", "--json").stdout)) == 1 + bool(first)
    call("undo")
    assert json.loads(call("list", "--json").stdout) == before
    call("redo")
    assert build()["news"] is False


BROKEN = [
    (
        "db/themes.toml",
        lambda text: text + "\n[[theme]]\nslug = 'x'\nlabel = 'X'\nruels = []\n",
        "themes.toml",
    ),
    ("db/themes.toml", lambda text: text + "\n[[theme", "themes.toml"),
    (
        "db/reports/dicarlo-2024.toml",
        lambda text: text.replace("deboom2021climate", "nobody1999nothing"),
        "nobody1999nothing",
    ),
    (
        "db/reports/dicarlo-2024.toml",
        lambda text: text.replace('"candidate"', '"certain"', 1),
        "grade 'certain'",
    ),
    ("db/reports/dicarlo-2024.toml", lambda text: text.replace("[report]", "[rep", 1), "not TOML"),
]


@pytest.mark.parametrize(("name", "spoil", "said"), BROKEN, ids=[said for _, _, said in BROKEN])
def test_a_broken_file_is_refused_before_anything_is_written(
    project: Path, name: str, spoil: Callable[[str], str], said: str
) -> None:
    path = project / name
    path.write_text(spoil(path.read_text()))
    message = build(code=1)["said"]
    assert said in message
    assert len(message.strip().splitlines()) == 1
    assert not (project / "db" / "bibtrack.sqlite3").exists()


def test_a_broken_entry_is_named_with_its_line_and_the_rest_is_read(project: Path) -> None:
    path = project / "references.bib"
    text = path.read_text()
    path.write_text(text + "\n@article{broken2020entry,\n  title = {Never closed\n")
    summary = build()
    assert summary["sources"] == 39
    line = len(text.splitlines()) + 2
    assert any(f"line {line}" in said for said in summary["said"])


def test_a_file_that_is_not_a_library_is_refused(project: Path) -> None:
    path = project / "db" / "bibtrack.sqlite3"
    path.write_text("these are my notes\n" * 100)
    assert "not a SQLite database" in build(code=1)["said"]
    assert path.read_text().startswith("these are my notes")


@pytest.mark.skipif(os.name != "posix", reason="rights of POSIX")
@pytest.mark.parametrize(
    "before", [False, True], ids=["no library yet", "a library that a changed file would change"]
)
def test_a_read_only_folder_is_said(project: Path, before: bool) -> None:
    """As root, who may write anywhere, the command is run by `nobody`."""
    folder, path = project / "db", project / "references.bib"
    if before:
        build()
        path.write_text(path.read_text().replace("Building Soft Power", "Building Hard Power"))
    held = {item.name: item.read_bytes() for item in folder.iterdir() if item.is_file()}
    for parent in project.parents[:-2]:
        parent.chmod(parent.stat().st_mode | stat.S_IXGRP | stat.S_IXOTH)
    for item in [folder, *folder.iterdir()]:
        item.chmod(0o555 if item.is_dir() else 0o444)
    try:
        code, said = as_nobody(["build"], folder / "bibtrack.sqlite3")
    finally:
        folder.chmod(stat.S_IRWXU)
    assert (code, "read-only" in said, "Traceback" in said) == (1, True, False), said
    assert {item.name: item.read_bytes() for item in folder.iterdir() if item.is_file()} == held


@pytest.mark.parametrize("command", [["list"], ["coverage"], ["history"], ["show", "x"], ["export"]])
def test_without_a_library_nothing_is_made(project: Path, command: list[str]) -> None:
    result = call(*command, code=1)
    assert "there is no library here" in result.stderr
    assert not (project / "db" / "bibtrack.sqlite3").exists()


def test_init_makes_an_empty_library_once(project: Path) -> None:
    assert "made" in call("init").stderr
    assert "nothing was changed" in call("init").stderr
    assert json.loads(call("coverage", "--json").stdout)["total"]["sources"] == 0


def test_the_tracked_bibliography_is_the_canonical_export_and_stays_it(project: Path, shared: Path) -> None:
    build()
    assert "up to date" in call("export", "--check").stderr
    call("ingest", str(shared / "reports" / "dicarlo-2024-body.txt"), "--report", "dicarlo-2024")
    # The sentences give more themes; what rules derive is no part of the tracked file.
    call("export", "--check")


def test_a_persons_words_travel_with_the_tracked_bibliography(project: Path) -> None:
    build()
    call("tag", "add", "park2023global", "green-bri")
    call("annotate", "park2023global", "On *cobalt*.")
    assert "line" in call("export", "--check", code=3).stderr
    call("export")
    (project / "db" / "bibtrack.sqlite3").unlink()
    build()
    call("export", "--check")
    shown = call("show", "park2023global").stdout
    assert "On *cobalt*." in shown
    assert "green-bri" in shown
