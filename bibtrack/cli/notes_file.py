"""How the notes of a document look without a library: as JSON, or as lines to read."""

from pathlib import Path
from typing import Any

from bibtrack.cli import render


def show_file(file: Path, as_json: bool) -> None:
    """Read a document, take its notes apart and print them.

    Raises InputError for what cannot be read, NoNotesFound when there is neither note nor mark.
    """
    from bibtrack import read

    with render.progress("reading") as tell:
        data = read.reading_json(read.read(file, tell=tell))
    if as_json:
        render.write_json(data)
        return
    render.write(
        f"{file.name}: {len(data['notes'])} notes, {len(data['orphans'])} marks without a note ({data['reader']})"
    )
    for note in data["notes"]:
        render.write("\n" + _note(note))
    for callout in data["orphans"]:
        render.write(f"\n[{callout['label']}] no note in this document\n  “{callout['sentence']}”")
    for finding in data["findings"]:
        render.say(f"{finding['severity']}: {finding['message']}")


def _note(note: dict[str, Any]) -> str:
    lines = [
        f"[{note['label']}] {note['kind']}" + (f" · {' › '.join(note['section'])}" if note["section"] else "")
    ]
    lines += [f"  “{callout['sentence']}”" for callout in note["callouts"]]
    lines.append(f"  {note['text']}")
    for cite in note["citations"]:
        signal = f"{cite['signal']} " if cite["signal"] else ""
        where = f" [{cite['locator']['label']} {cite['locator']['value']}]" if cite["locator"] else ""
        chain = f" = note {' → '.join(f'{n}.{c}' for n, c in cite['chain'])}" if cite["chain"] else ""
        lines.append(f"  → {signal}{cite['text']}{where} ({cite['form']}{chain})")
    return "\n".join([*lines, *(f"  ! {finding['message']}" for finding in note["findings"])])
