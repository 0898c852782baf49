"""`bibtrack lookup`: find the DOI of references, without a library."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

import click

from bibtrack.cli import options, render

if TYPE_CHECKING:
    from bibtrack.lookup import Answer

_WORDS = {
    "accept": "match", "review": "unsure", "reject": "no match", "exempt": "not expected to be registered",
}  # fmt: skip


@click.command(short_help="Find the DOI of references.")
@click.argument("text", metavar="[TEXT|-]", nargs=-1)
@click.option(
    "--from", "records", metavar="FILE", help="Ask a file of Crossref records (.jsonl.gz, or a folder)."
)
@click.option("--jobs", type=click.IntRange(1, 64), metavar="N", help="Processes, with --from (else chosen).")
@options.json_option
@click.pass_context
def command(
    ctx: click.Context, text: tuple[str, ...], records: str | None, jobs: int | None, as_json: bool
) -> None:
    """Find the DOI of references: TEXT, or one question a line on standard input with "-".

    A line is a reference as printed, or JSON: a CSL-JSON item or a reference as deposited with
    Crossref, with the printed text in "text" where there is one.  With --json every answer is one
    line: verdict, DOI when accepted, candidates with their evidence.
    """
    from pathlib import Path

    from bibtrack import lookup

    asked = lookup.read(_lines(text))
    if records is not None:
        with render.progress("indexing") as tell:
            found = lookup.from_file(asked, Path(records), jobs=jobs, tell=tell)
            failed = _show(found, as_json)
    else:
        failed = _show(lookup.from_registries(asked, options.settings(ctx)), as_json)
    if failed:
        from bibtrack.errors import ResolverUnavailable

        raise ResolverUnavailable(
            f"{failed} could not be asked; try again, or use --from with a file of records"
        )


def _lines(text: tuple[str, ...]) -> Iterable[str]:
    if text and text != ("-",):
        return [" ".join(text)]
    if not text and sys.stdin.isatty():
        raise click.UsageError("give a reference, or - and one reference a line on standard input")
    reconfigure = getattr(sys.stdin, "reconfigure", None)
    if reconfigure is not None:
        reconfigure(encoding="utf-8", errors="replace")
    return sys.stdin


def _show(found: Iterator[Answer], as_json: bool) -> int:
    failed = 0
    for one in found:
        failed += one["decision"] is None
        if as_json:
            click.echo(json.dumps(one, ensure_ascii=False))
        else:
            render.write("\n".join(_card(one)) + "\n")
    return failed


def _card(answer: Answer) -> Iterator[str]:
    """Give the lines for one answer: the verdict, then the best candidate with its evidence."""
    decision = answer["decision"]
    verdict = _WORDS[str(decision)] if decision else "could not ask"
    yield render.cut(str(answer["question"]), 100)
    yield f"  {verdict}: {answer['doi'] or answer['reason']}"
    if decision in (None, "exempt"):
        return
    for candidate in answer["candidates"][: 1 if decision != "review" else 3]:
        names = "; ".join(candidate["creators"][:3])
        yield f"  {candidate['strength']}  {candidate['doi']}  {names} ({candidate['issued'] or 'n.d.'}) {candidate['title']}"
        for item in candidate["evidence"]:
            if item["weight"] >= 0.3 or item["contradiction"]:
                sign = "!" if item["contradiction"] else "+" if item["similarity"] >= 0.5 else "-"
                yield f"      {sign} {item['field']}: {item['explanation']}"
