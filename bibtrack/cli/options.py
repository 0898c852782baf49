"""Options that several commands share, as decorators, and how a command opens the library."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeVar

import click

if TYPE_CHECKING:
    import sqlite3

    from bibtrack.settings import Settings

Command = TypeVar("Command", bound=Callable[..., Any])


def json_option(command: Command) -> Command:
    """Add --json: print data for programs instead of a table."""
    return click.option("--json", "as_json", is_flag=True, help="Print JSON.")(command)


def dry_run_option(command: Command) -> Command:
    """Add --dry-run: show what would change and change nothing."""
    return click.option("--dry-run", is_flag=True, help="Show what would change; change nothing.")(command)


def similarity_option(command: Command) -> Command:
    """Add --similarity: how sources are compared with a theme's."""
    return click.option(
        "--similarity",
        default="words",
        show_default=True,
        type=click.Choice(["words", "embedding", "both"]),
        help="Compare words, or meanings by an embedding model (needs the extra `embedding`), or both.",
    )(command)


def filter_argument(command: Command) -> Command:
    """Add FILTER…: the words of a query, joined by blanks."""
    return click.argument("filter_words", metavar="[FILTER]...", nargs=-1)(command)


def settings(ctx: click.Context) -> Settings:
    """Load the settings for this call; --db on the group or on the command wins."""
    from bibtrack.settings import load

    return load((ctx.find_root().obj or {}).get("db"))


def reader(ctx: click.Context) -> sqlite3.Connection:
    """Open the library for reading with the standard sqlite3; nothing heavy is imported.

    Raises DatabaseMissing, NotABibtrackDatabase, SchemaTooNew, SchemaOutdated.
    """
    from bibtrack.store.reading import open_reader

    connection: sqlite3.Connection = open_reader(settings(ctx).database)
    ctx.call_on_close(connection.close)
    return connection
