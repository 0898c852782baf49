import csv
import io
import json
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

Bibtrack = Callable[..., Result]

BIB = """@preamble{"\\newcommand{\\x}{y}"}
@string{jj = {Journal of J}}
@string{unused = {U}}

@Article{bee2001,
    author = "Bee, A.",
    title={On {Bees}},
    journal = jj,
    year=2001,
    weird = {=cmd|' /C calc'!A0}
}

@book{ant2002, title = {Ants \\& more}, author = {{World Bank}}, date = {2002}, annote = {Good.}, keywords = {honey, wax}}
"""


@pytest.fixture
def filled(bibtrack: Bibtrack, tmp_path: Path) -> Bibtrack:
    path = tmp_path / "lib.bib"
    path.write_text(BIB, encoding="utf-8")
    bibtrack("import", str(path))
    return bibtrack


def test_untouched_entries_come_back_byte_for_byte(filled: Bibtrack) -> None:
    text = filled("export", "--format", "bibtex").stdout
    entries = BIB[BIB.index("@Article") :]
    bee, ant = entries.split("\n\n")
    assert text == BIB[: BIB.index("@string{unused")] + "\n" + ant + "\n" + bee + "\n"
    assert filled("export", "--file", "lib.bib").stdout == BIB


def test_an_edit_changes_only_its_field(filled: Bibtrack) -> None:
    filled("set", "bee2001", "title=On Wasps")
    assert filled("export", "--file", "lib.bib").stdout == BIB.replace("{On {Bees}}", "{On Wasps}")


def test_a_removed_entry_is_left_out(filled: Bibtrack) -> None:
    filled("remove", "ant2002")
    assert "ant2002" not in filled("export", "--file", "lib.bib").stdout


def test_check_tells_whether_the_file_is_up_to_date(filled: Bibtrack, tmp_path: Path) -> None:
    path = str(tmp_path / "out.bib")
    words = ("export", "--format", "canonical", "-o", path)
    assert "missing" in filled(*words, "--check", code=3).stderr
    filled(*words)
    filled(*words, "--check")
    Path(path).write_text(Path(path).read_text().replace("Bees", "Wasps"))
    assert "line " in filled(*words, "--check", code=3).stderr


def test_canonical_export_is_a_fixed_point(filled: Bibtrack, tmp_path: Path) -> None:
    text = filled("export", "--format", "canonical").stdout
    again = tmp_path / "again.bib"
    again.write_text(text, encoding="utf-8")
    told = json.loads(filled("import", str(again), "--json").stdout)
    assert (told["new"], told["same"], told["differences"]) == (0, 2, [])
    assert filled("export", "--format", "canonical").stdout == text


def test_csl_json(filled: Bibtrack) -> None:
    ant, bee = json.loads(filled("export", "--format", "csl-json").stdout)
    assert (ant["id"], ant["keyword"], ant["annote"]) == ("ant2002", "honey, wax", "Good.")
    assert ant["custom"]["annotations"][0]["body"] == "Good."
    assert bee["container-title"] == "Journal of J"


def test_csv_cells_are_no_formulas(filled: Bibtrack) -> None:
    filled("set", "ant2002", "title==1+1")
    text = filled("export", "--format", "csv").stdout
    assert text.startswith("\ufeffcitekey,")
    rows = list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"))))
    assert (rows[0]["title"], rows[0]["author"]) == ("'=1+1", "{World Bank}")
    long = filled("export", "--format", "csv-long").stdout.splitlines()
    assert [line.split(",")[:2] for line in long[1:]] == [
        ["ant2002", "honey"],
        ["ant2002", "wax"],
        ["bee2001", ""],
    ]


ROUND = ["csl-json", "ris", "csv"]


@pytest.mark.parametrize("form", ROUND)
def test_other_formats_are_read_back_as_the_same_works(filled: Bibtrack, tmp_path: Path, form: str) -> None:
    path = tmp_path / f"out.{form.removeprefix('csl-')}"
    filled("export", "--format", form, "-o", str(path))
    told = json.loads(filled("import", str(path), "--json").stdout)
    assert (told["entries"], told["new"], told["differences"]) == (2, 0, [])


def test_readable_forms(filled: Bibtrack, tmp_path: Path) -> None:
    assert "Bee, A. (2001). On Bees. *Journal of J*" in filled("export", "--format", "markdown").stdout
    assert "<i>Journal of J</i>" in filled("export", "--format", "html").stdout
    path = tmp_path / "out.docx"
    filled("export", "--format", "docx", "-o", str(path))
    with zipfile.ZipFile(path) as archive:
        assert "Journal of J" in archive.read("word/document.xml").decode()


def test_jabref_groups(filled: Bibtrack) -> None:
    assert "jabref-meta: grouping:" in filled("export", "--format", "bibtex", "--jabref-groups").stdout


def test_refusals(filled: Bibtrack, tmp_path: Path) -> None:
    assert "no BibTeX file of this name" in filled("export", "--file", "none.bib", code=1).stderr
    assert "needs a file" in filled("export", "--check", "--format", "ris", code=2).stderr
    assert "cannot be written" in filled("export", "-o", str(tmp_path / "no" / "x.bib"), code=1).stderr


STYLE = """<style xmlns="http://purl.org/net/xbiblio/csl" version="1.0" class="in-text" default-locale="en-US">
<info><title>t</title><id>t</id><updated>2020-01-01T00:00:00+00:00</updated></info>
<citation><layout><text variable="title"/></layout></citation>
<bibliography><sort><key variable="title"/></sort>
<layout suffix="."><names variable="author"/><text variable="title" font-style="italic" prefix=", "/></layout></bibliography>
</style>"""


def test_bibliography_in_a_style_of_ones_own(filled: Bibtrack, tmp_path: Path) -> None:
    style = tmp_path / "own.csl"
    style.write_text(STYLE, encoding="utf-8")
    filled("set", "ant2002", "title=蚂蚁", "translated_title=Ants")
    text = filled("bibliography", "--style", str(style), "--format", "html", "--with", "annotations").stdout
    assert "World Bank, <i>蚂蚁 [Ants]</i>." in text
    assert "<blockquote>Good.</blockquote>" in text


def test_bibliography_by_theme(filled: Bibtrack) -> None:
    text = filled("bibliography", "--by", "theme", "--with", "annotations,contexts").stdout
    assert text.startswith("## Without a theme")
    assert "  > Good." in text


def test_bibliography_refusals(filled: Bibtrack, tmp_path: Path) -> None:
    bad = tmp_path / "bad.csl"
    bad.write_text("<no", encoding="utf-8")
    assert "not readable as a CSL style" in filled("bibliography", "--style", str(bad), code=1).stderr
    assert "style file" in filled("bibliography", "--style", "none.csl", code=1).stderr
    assert "not one of the styles" in filled("bibliography", "--style", "no-such-style", code=1).stderr
    assert "--with knows" in filled("bibliography", "--with", "nonsense", code=2).stderr
