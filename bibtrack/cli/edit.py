"""`bibtrack edit`: a source in your editor, as TOML or BibTeX; nothing that was typed is lost."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from typing import TYPE_CHECKING

import click

from bibtrack.cli import options, render, writing

if TYPE_CHECKING:
    from bibtrack.edit import Edited
    from bibtrack.store.engine import Library
    from bibtrack.values.reference import Reference
    from bibtrack.values.source import Source

    #: How a source is written for the editor, and how the edited text is read.
    Form = tuple[str, Callable[[Source], str], Callable[[str, Source], Reference]]


@click.command()
@click.argument("key")
@click.option("--bibtex", is_flag=True, help="Edit it as BibLaTeX, in place of TOML.")
@options.json_option
@click.pass_context
def command(ctx: click.Context, key: str, bibtex: bool, as_json: bool) -> None:
    """Edit a source in your editor.

    $VISUAL or $EDITOR opens with the fields as TOML.  A mistake opens it again with the message
    above; when somebody else changed the same field meanwhile, nothing is overwritten and your
    text is kept in a file.
    """
    from bibtrack import edit
    from bibtrack.cli.writing import keys_to_ids

    (number,) = keys_to_ids(ctx, [key])
    library = writing.library(ctx)
    source = edit.load(library, number)
    edits = _until_right(library, source, _bibtex() if bibtex else _toml())
    if edits is None:
        render.say("nothing was changed")
    else:
        writing.show_edits(edits, as_json, dry_run=False)


def _until_right(library: Library, source: Source, form: Form) -> list[Edited] | None:
    """Open the editor until the text can be read, or comes back as it was."""
    from bibtrack import edit
    from bibtrack.errors import BibtrackError, InputError

    ending, write, read = form
    text, shown = write(source), ""
    while True:
        before = _comment(shown) + text
        typed = click.edit(before, extension=ending, require_save=True)
        if typed is None or typed == before:
            _refuse_mistake(shown, text, ending)
            return None
        text = _without_comment(typed)
        try:
            after = read(text, source)
            return edit.save(library, writing.run("edit", source.citekey), source, after)
        except InputError as error:
            shown = str(error)
        except BibtrackError as error:
            raise type(error)(f"{error}; your text is in {_kept(text, ending)}") from error


def _toml() -> Form:
    from bibtrack.formats import editable

    return (
        ".toml",
        lambda source: editable.dumps(source.reference, source.citekey),
        lambda text, source: editable.loads(text, source.reference),
    )


def _bibtex() -> Form:
    from bibtrack import edit

    return ".bib", edit.to_bibtex, edit.from_bibtex


#: Lines that begin so are messages to the person; they are taken out before the text is read.
_MARK = "#! "


def _comment(message: str) -> str:
    return "".join(f"{_MARK}{line}\n" for line in message.splitlines())


def _without_comment(text: str) -> str:
    return "".join(line for line in text.splitlines(keepends=True) if not line.startswith(_MARK))


def _refuse_mistake(message: str, text: str, ending: str) -> None:
    """Keep the text of a mistake that was closed without being mended; nothing typed is no mistake."""
    from bibtrack.errors import InputError

    if message:
        raise InputError(f"{message}; nothing was changed, your text is in {_kept(text, ending)}")


def _kept(text: str, ending: str) -> str:
    with tempfile.NamedTemporaryFile(
        "w", encoding="utf-8", prefix="bibtrack-edit-", suffix=ending, delete=False
    ) as file:
        file.write(text)
    return file.name
