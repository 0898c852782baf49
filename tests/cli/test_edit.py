"""The editor: what is typed is saved or kept, never lost."""

import os
import re
import stat
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import Result

from bibtrack import edit
from bibtrack.errors import EditConflict
from bibtrack.store import engine, sources
from bibtrack.values.identifier import Identifier, Scheme
from bibtrack.values.reference import Creator, ItemType, Name, PartialDate, Reference, Role

Run = Callable[..., Result]

WORK = Reference(
    type=ItemType.ARTICLE_JOURNAL, title="Climate {necropolitics} & 100% more", container_title="Annals",
    issued=PartialDate(2020), abstract="Two\n\nparagraphs", translated_title="Übersetzt",
    creators=(Creator(Role.AUTHOR, Name(family="Boom", given="Meredith", non_dropping_particle="De", orcid="0000-1")),),
    identifiers=(Identifier(Scheme.DOI, "10.1000/a"),),
)  # fmt: skip


@pytest.fixture
def filled(library: engine.Library) -> engine.Library:
    with engine.change(library, engine.Run("add")) as session:
        sources.add(session, "boom2020", WORK, library.clock.stamp())
    return library


@pytest.fixture
def editor(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], Path]:
    """Make $EDITOR a shell script; gives the log of all texts that it was shown."""

    def make(script: str) -> Path:
        path, log = tmp_path / "editor.sh", tmp_path / "shown.txt"
        path.write_text(
            f'#!/bin/sh\ncat "$1" >> {log}\necho ---- >> {log}\n{script}\ntouch -d "+10 seconds" "$1"\n'
        )
        path.chmod(path.stat().st_mode | stat.S_IXUSR)
        monkeypatch.setenv("VISUAL", str(path))
        return log

    return make


def _reference(library: engine.Library) -> Reference:
    return edit.load(library, 1).reference


def test_an_edit_is_saved(bibtrack: Run, filled: engine.Library, editor: Callable[[str], Path]) -> None:
    log = editor("""sed -i 's/^issued = .*/issued = "2021"/; s/^publisher = .*/publisher = "ISO"/' "$1" """)
    result = bibtrack("edit", "boom2020")
    assert result.stdout.splitlines() == [
        "boom2020  publisher: (empty) → ISO",
        "boom2020  issued: 2020 → 2021",
    ]
    assert 'doi = "10.1000/a"' in log.read_text()
    after = _reference(filled)
    assert (after.year, after.publisher, after.creators) == (2021, "ISO", WORK.creators)


def test_nothing_typed_is_nothing_changed(
    bibtrack: Run, filled: engine.Library, editor: Callable[[str], Path]
) -> None:
    editor("true")
    assert "nothing was changed" in bibtrack("edit", "boom2020").stderr
    editor("true")
    assert "nothing was changed" in bibtrack("edit", "boom2020", "--bibtex").stderr
    assert _reference(filled) == WORK


def test_a_mistake_opens_the_editor_again(
    bibtrack: Run, filled: engine.Library, editor: Callable[[str], Path]
) -> None:
    script = """if grep -q '^#!' "$1"; then sed -i 's/^titel/title/; s/^journal/container-title/' "$1"
    else sed -i 's/^title = .*/titel = "New"/' "$1"; fi"""
    log = editor(script)
    bibtrack("edit", "boom2020")
    assert _reference(filled).title == "New"
    assert "#! there is no field 'titel'; did you mean title?" in log.read_text()


@pytest.mark.parametrize("option", ["--bibtex", None])
def test_a_mistake_left_alone_loses_nothing(
    bibtrack: Run, filled: engine.Library, editor: Callable[[str], Path], option: str | None
) -> None:
    editor("""grep -q '^#!' "$1" || echo 'My long = work {{{' > "$1" """)
    result = bibtrack("edit", "boom2020", *([option] if option else []), code=1)
    kept = Path(re.search(r"your text is in (\S+)", result.stderr).group(1))  # type: ignore[union-attr]
    assert kept.read_text() == "My long = work {{{\n"
    os.unlink(kept)
    assert _reference(filled) == WORK


def test_bibtex_changes_only_what_was_edited(
    bibtrack: Run, filled: engine.Library, editor: Callable[[str], Path]
) -> None:
    log = editor("""sed -i 's/Annals/Annals of Science/' "$1" """)
    assert (
        bibtrack("edit", "boom2020", "--bibtex").stdout
        == "boom2020  container-title: Annals → Annals of Science\n"
    )
    assert "@article{boom2020," in log.read_text()
    after = _reference(filled)
    assert after.container_title == "Annals of Science"
    assert (after.title, after.abstract, after.creators) == (WORK.title, WORK.abstract, WORK.creators)


def _race(library: engine.Library, field: str, value: str) -> None:
    edit.set_fields(library, engine.Run("set"), [1], edit.wishes([f"{field}={value}"]))


def test_two_editors_at_once(filled: engine.Library) -> None:
    base = edit.load(filled, 1)
    _race(filled, "publisher", "Theirs")
    mine = replace(base.reference, title="Mine")
    assert [e.field for e in edit.save(filled, engine.Run("edit"), base, mine)] == ["title"]
    assert (_reference(filled).title, _reference(filled).publisher) == ("Mine", "Theirs")
    with pytest.raises(EditConflict, match="boom2020: somebody else changed the same since you began"):
        edit.save(
            filled, engine.Run("edit"), base, edit._assigned(base.reference, edit.wishes(["title=Again"]))
        )
    assert _reference(filled).title == "Mine"


def test_a_conflict_keeps_the_text(
    bibtrack: Run, filled: engine.Library, editor: Callable[[str], Path], database: Path
) -> None:
    import sys

    other = f"{sys.executable} -m bibtrack --db {database} set boom2020 title=Theirs >&2"
    editor(f"""sed -i 's/^title = .*/title = "Mine"/' "$1"; {other}""")
    result = bibtrack("edit", "boom2020", code=1)
    assert "somebody else changed the same" in result.stderr
    kept = Path(re.search(r"your text is in (\S+)", result.stderr).group(1))  # type: ignore[union-attr]
    assert 'title = "Mine"' in kept.read_text()
    os.unlink(kept)
    assert _reference(filled).title == "Theirs"
