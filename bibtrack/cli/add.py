"""`bibtrack add`: sources by DOI, ISBN, address, or BibTeX."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from bibtrack.cli import options, render, writing

if TYPE_CHECKING:
    from bibtrack.add import Wanted


@click.command()
@click.argument("words", metavar="[DOI|ISBN|URL|-]... [FIELD=VALUE]...", nargs=-1)
@click.option("--key", metavar="KEY", help="The citekey (else made by the pattern of the settings).")
@click.option("--offline", is_flag=True, help="Ask no registry; `resolve` can do it later.")
@options.json_option
@click.pass_context
def command(
    ctx: click.Context, words: tuple[str, ...], key: str | None, offline: bool, as_json: bool
) -> None:
    """Add a source by DOI, ISBN, address or BibTeX.

    `-` reads BibTeX from standard input.  Fields are those of `bibtrack set`; alone they describe a
    source of which nothing else is known: bibtrack add title="…" author="Family, Given".
    """
    from bibtrack import add

    library = writing.library(ctx)
    settings = options.settings(ctx)
    wanted = _wanted(words, key, library.clock.now().date().isoformat())
    answers = {} if offline else add.ask(settings, wanted)
    run = writing.run("add", *words)
    done = add.run(library, run, wanted, answers, settings.citekey_pattern)
    if as_json:
        render.write_json([
            {"key": item.citekey, "title": item.title, "new": item.is_new, "remark": item.remark} for item in done
        ])  # fmt: skip
        return
    for item in done:
        render.write(item.citekey)
        remark = f": {item.remark}" if item.remark else ""
        render.say(
            f"{'added' if item.is_new else 'not added'} {item.citekey} {item.title or ''}".rstrip() + remark
        )


def _wanted(words: tuple[str, ...], key: str | None, today: str) -> list[Wanted]:
    from bibtrack import add
    from bibtrack.values.reference import Reference

    targets = [word for word in words if not _is_assignment(word)]
    assignments = [word for word in words if _is_assignment(word)]
    if not targets and not assignments and sys.stdin.isatty():
        raise click.UsageError("say what to add: a DOI, an ISBN, an address, or `-` for BibTeX")
    if targets == ["-"] or not words:
        wanted = add.from_bibtex(sys.stdin.read())
    else:
        wanted = [add.Wanted(add.target(text, today)) for text in targets] or [add.Wanted(Reference())]
    if key is not None and len(wanted) > 1:
        raise click.UsageError("--key names one source, and there are several")
    return [add.Wanted(add.described(item.reference, assignments), key or item.key) for item in wanted]


def _is_assignment(word: str) -> bool:
    """Tell `title=…` from an address or a DOI that holds an equals sign."""
    name = word.partition("=")[0]
    return (
        "=" in word and name.replace("-", "").replace("_", "").replace(".", "").isalpha() and "/" not in name
    )
