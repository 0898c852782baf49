import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

Bibtrack = Callable[..., Result]

BIB = """@string{jj = {Journal of J}}
% a comment
@article{bee2001, author = {Bee, A.}, title = {On {Bees}}, journal = jj, year = 2001, doi = {10.1000/bee},
  keywords = {green-bri, honey}, annote = {Good.}, x-own = {kept}}

@book{broken, title = {never closed

@book{ant2002, title = {Ants}, author = {{World Bank}}, year = 2002}
@book{ant2002, title = {Other ants}, author = {B, C}, year = 2003}
"""


@pytest.fixture
def bib(tmp_path: Path) -> Path:
    path = tmp_path / "lib.bib"
    path.write_text(BIB, encoding="utf-8")
    return path


def data(result: Result) -> dict[str, object]:
    found: dict[str, object] = json.loads(result.stdout)
    return found


def test_every_entry_is_counted_and_nothing_is_dropped(bibtrack: Bibtrack, bib: Path) -> None:
    told = data(bibtrack("import", str(bib), "--json"))
    assert (told["entries"], told["new"], told["same"]) == (3, 3, 0)
    assert [block["line"] for block in told["failed"]] == [6]  # type: ignore[attr-defined]
    assert told["renamed"] == [{"from": "ant2002", "to": "ant2002a"}]


def test_a_second_import_changes_nothing(bibtrack: Bibtrack, bib: Path) -> None:
    bibtrack("import", str(bib))
    before = bibtrack("history", "--json").stdout
    told = data(bibtrack("import", str(bib), "--json"))
    assert (told["new"], told["same"], told["differences"]) == (0, 3, [])
    assert bibtrack("history", "--json").stdout == before


def test_a_dry_run_writes_nothing(bibtrack: Bibtrack, bib: Path) -> None:
    assert data(bibtrack("import", str(bib), "--dry-run", "--json"))["new"] == 3
    assert data(bibtrack("import", str(bib), "--dry-run", "--json"))["new"] == 3


def test_a_difference_is_shown_and_taken_over_only_on_request(bibtrack: Bibtrack, bib: Path) -> None:
    bibtrack("import", str(bib))
    bib.write_text(
        BIB.replace("On {Bees}", "On {Bees} and wasps").replace("year = 2001", "year = 2004"),
        encoding="utf-8",
    )
    shown = bibtrack("import", str(bib))
    assert "On Bees and wasps" in shown.stdout
    assert "--update" in shown.stderr
    assert len(data(bibtrack("import", str(bib), "--json"))["differences"]) == 1  # type: ignore[arg-type]
    assert data(bibtrack("import", str(bib), "--update", "--json"))["updated"] == 1
    assert data(bibtrack("import", str(bib), "--json"))["differences"] == []


def test_the_same_work_under_another_key_is_known_by_its_doi(
    bibtrack: Bibtrack, bib: Path, tmp_path: Path
) -> None:
    bibtrack("import", str(bib))
    other = tmp_path / "other.bib"
    other.write_text("@article{x, title = {On Bees}, doi = {https://doi.org/10.1000/BEE}}", encoding="utf-8")
    told = data(bibtrack("import", str(other), "--json"))
    assert (told["new"], len(told["differences"])) == (0, 0)  # type: ignore[arg-type]


def test_undo_takes_an_import_back(bibtrack: Bibtrack, bib: Path) -> None:
    bibtrack("import", str(bib))
    bibtrack("undo")
    assert data(bibtrack("import", str(bib), "--json"))["new"] == 3


def test_standard_input(bibtrack: Bibtrack) -> None:
    assert "1 new" in bibtrack("import", "-", stdin="@book{a, title={A}}").stdout


BAD = [
    (b"", "empty"),
    (b"\x00\x01\x02\x03", "not a text file"),
    (b"no entries here", "say which with --format"),
    (b"\xff\xfe\x00", "utf-16"),
]


@pytest.mark.parametrize(("content", "sentence"), BAD)
def test_bad_files_get_one_sentence(
    bibtrack: Bibtrack, tmp_path: Path, content: bytes, sentence: str
) -> None:
    path = tmp_path / "bad.xyz"
    path.write_bytes(content)
    result = bibtrack("import", str(path), code=1)
    assert sentence in result.stderr
    assert "Traceback" not in result.output


def test_a_missing_file_and_a_folder(bibtrack: Bibtrack, tmp_path: Path) -> None:
    assert "check the path" in bibtrack("import", str(tmp_path / "none.bib"), code=1).stderr
    assert "folder" in bibtrack("import", str(tmp_path), code=1).stderr
