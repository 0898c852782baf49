"""The manual of all commands, made from their help: `python -m bibtrack.cli.manual > docs/cli.md`."""

import sys
from collections.abc import Iterator

import click

from bibtrack.cli.commands import TOUR
from bibtrack.cli.main import cli

HEAD = """# The commands

Written by `python -m bibtrack.cli.manual`; a test compares it with the commands.

Data goes to stdout, everything else to stderr.  Exit codes: 0 done, 1 error, 2 usage, 3 a check
that was asked for failed.
"""


def manual() -> str:
    """Give the whole manual as Markdown, in the order of the tour."""
    root = click.Context(cli, info_name="bibtrack", terminal_width=100, max_content_width=100)
    parts = [HEAD]
    for section, commands in TOUR:
        parts.append(f"## {section}\n")
        for name, _, _ in commands:
            found = cli.get_command(root, name)
            if found is not None:
                parts += _pages(found, name, root)
    return "\n".join(parts)


def _pages(command: click.Command, name: str, parent: click.Context) -> Iterator[str]:
    context = click.Context(command, info_name=name, parent=parent, terminal_width=100, max_content_width=100)
    yield f"### `{context.command_path}`\n\n```text\n{command.get_help(context)}\n```\n"
    if isinstance(command, click.Group):
        for inner in command.list_commands(context):
            found = command.get_command(context, inner)
            if found is not None:
                yield from _pages(found, inner, context)


if __name__ == "__main__":
    sys.stdout.write(manual())
