"""Shared by commands that take a FILTER or have a default sub-command; decides nothing."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from bibtrack.cli.options import settings

if TYPE_CHECKING:
    import sqlite3


def chosen(ctx: click.Context, connection: sqlite3.Connection, words: Sequence[str]) -> list[int] | None:
    """Give the ids of the sources that a FILTER means, or None when there is no FILTER.

    Raises FilterSyntaxError.
    """
    if not words:
        return None
    from bibtrack.filters.parse import from_words
    from bibtrack.store.search import matching_ids

    tree = from_words(words, settings(ctx).searches)
    return matching_ids(connection, tree)


class DefaultGroup(click.Group):
    """A group whose `default` sub-command runs when the first word names none of them."""

    default = ""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Put the default's name in front when no sub-command is named; help stays the group's."""
        if not args or (args[0] not in self.commands and args[0] not in ("-h", "--help")):
            args = [self.default, *args]
        return super().parse_args(ctx, args)
