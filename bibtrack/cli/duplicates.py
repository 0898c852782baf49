"""`bibtrack duplicates`: propose sources that are the same work."""

from __future__ import annotations

import click

from bibtrack.cli import options, render
from bibtrack.cli.selecting import chosen


@click.command()
@options.filter_argument
@options.json_option
@click.pass_context
def command(ctx: click.Context, filter_words: tuple[str, ...], as_json: bool) -> None:
    """Propose sources that are the same work.

    Nothing is changed; `bibtrack merge KEEP OTHER` joins two.  Editions, and chapters of one
    book, are different works and are not proposed.
    """
    from bibtrack import duplicates
    from bibtrack.store.engine import open_library

    ids = chosen(ctx, options.reader(ctx), filter_words)
    library = open_library(options.settings(ctx).database)
    ctx.call_on_close(library.close)
    found = duplicates.propose(library, ids)
    if as_json:
        render.write_json([
            {
                "keep": pair.keep.citekey, "lose": pair.lose.citekey, "score": round(pair.score, 4), "reason": pair.reason,
                "evidence": [
                    {"field": item.field, "ours": item.ours, "theirs": item.theirs, "similarity": item.similarity,
                     "contradiction": item.contradiction, "explanation": item.explanation}
                    for item in pair.evidence
                ],
            }
            for pair in found
        ])  # fmt: skip
        return
    for pair in found:
        render.write(f"{pair.keep.citekey}  {pair.lose.citekey}  {pair.reason}")
        for source in (pair.keep, pair.lose):
            reference = source.reference
            render.write(
                f"  {source.citekey}: {reference.title or 'no title'} ({reference.year or 'no year'})"
            )
        render.write(f"  bibtrack merge {pair.keep.citekey} {pair.lose.citekey}")
    render.say(f"{len(found)} pairs may be one work" if found else "no two sources look like one work")
