"""How a command reads its FILTER words: quotes the shell took, and saved searches by name."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    import sqlite3

    from bibtrack.filters.tree import Tree


def tree(ctx: click.Context, connection: sqlite3.Connection, words: Sequence[str]) -> Tree:
    """Read the words of a query; raises FilterSyntaxError with the place and a suggestion."""
    from bibtrack.filters.parse import from_words

    if any("search:" in word for word in words):
        return from_words(words, searches(ctx, connection))
    return from_words(words)


def searches(ctx: click.Context, connection: sqlite3.Connection) -> dict[str, str]:
    """Give every saved search by name; those of the settings file win over those of the library."""
    from bibtrack.cli import options
    from bibtrack.store.listing import saved_searches

    return saved_searches(connection) | dict(options.settings(ctx).searches)


def explain(found: Tree) -> str:
    """Say in words how a query was understood, for a message that nothing was found."""
    from bibtrack.filters.tree import spell

    return spell(found) or "every source"
