"""The entry point and the one exit door: errors become one sentence and an exit code."""

import os
import sys
from importlib import import_module
from typing import Any

import click

from bibtrack import __version__
from bibtrack.cli.commands import TOUR
from bibtrack.errors import BibtrackError

_MODULES = {name: module for _, commands in TOUR for name, module, _ in commands}

EPILOG = """Data goes to stdout, everything else to stderr; --json prints data for programs.
Exit codes: 0 done, 1 error, 2 usage, 3 a check that was asked for failed."""


class Tour(click.Group):
    """The command group; a command's module is imported when it is needed."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Name the commands in the order of the tour."""
        return list(_MODULES)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import and give one command, or None when there is none of this name."""
        module = _MODULES.get(cmd_name)
        if module is None:
            return None
        found: click.Command = import_module(f"bibtrack.cli.{module}").command
        return found

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command, or refuse with the nearest names."""
        if args and args[0] not in _MODULES and not args[0].startswith("-"):
            from difflib import get_close_matches

            near = get_close_matches(args[0], _MODULES, n=2)
            hint = f" Did you mean {' or '.join(near)}?" if near else " `bibtrack --help` lists them."
            raise click.UsageError(f"there is no command {args[0]!r}.{hint}", ctx)
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the tour, section by section, without importing a command."""
        for title, commands in TOUR:
            with formatter.section(title):
                formatter.write_dl([(name, line) for name, _, line in commands])

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the closing lines as they are."""
        formatter.write_paragraph()
        for line in EPILOG.splitlines():
            formatter.write(line + "\n")


@click.group(cls=Tour, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="bibtrack")
@click.option("--db", metavar="FILE", help="The library (else BIBTRACK_DB, else db/bibtrack.sqlite3).")
@click.option("--debug", is_flag=True, help="Show the traceback of an error.")
@click.pass_context
def cli(ctx: click.Context, db: str | None, debug: bool) -> None:
    """Track what a report cites: on which claim, whether it is real, and what it is about."""
    ctx.obj = {"db": db, "debug": debug}


def main() -> None:
    """Run the command line; ends the process with the documented exit code."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(encoding="utf-8", errors="replace")
    try:
        code = run(sys.argv[1:])
        sys.stdout.flush()
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        code = 0
    sys.exit(code)


def run(words: list[str]) -> int:
    """Run one command; gives its exit code.  The one place where errors become sentences."""
    try:
        code = cli.main(_negations(words), prog_name="bibtrack", standalone_mode=False)
        return code if isinstance(code, int) else 0
    except BibtrackError as error:
        return _fail(str(error), error.exit_code)
    except click.UsageError as error:
        error.show()
        return 2
    except (click.Abort, KeyboardInterrupt):
        return _fail("stopped; what was finished is kept, nothing else was changed", 130)
    except click.ClickException as error:
        return _fail(error.format_message(), 1)
    except BrokenPipeError:
        raise
    except OSError as error:
        return _fail(_os_sentence(error), 1)
    except Exception as error:
        return _fail(
            f"bibtrack met a fault of its own ({type(error).__name__}: {error}); --debug shows where", 1
        )


def _negations(words: list[str]) -> list[str]:
    stop = words.index("--") if "--" in words else len(words)
    return [*map(_negation, words[:stop]), *words[stop:]]


def _negation(word: str) -> str:
    """Keep click from reading `-theme:x`, a term of a query, as options; `!` means the same there."""
    if word.startswith("--") or not word.startswith("-") or ":" not in word:
        return word
    from bibtrack.filters.fields import FIELDS

    return "!" + word[1:] if word[1:].partition(":")[0].lower().replace("_", "-") in FIELDS else word


def run_in_process(runner: Any, words: list[str], stdin: str | None = None) -> Any:
    """Run one command under a `click.testing.CliRunner`, errors and exit codes as in `main`."""

    @click.command(add_help_option=False, context_settings={"ignore_unknown_options": True})
    @click.argument("given", nargs=-1, type=click.UNPROCESSED)
    def door(given: tuple[str, ...]) -> None:
        sys.exit(run(list(given)))

    return runner.invoke(door, ["--", *words], input=stdin)


def _fail(message: str, code: int) -> int:
    from bibtrack.text import printable

    if "--debug" in sys.argv[1:]:
        import traceback

        traceback.print_exc()
    click.echo(f"bibtrack: {printable(message)}", err=True)
    return code


def _os_sentence(error: OSError) -> str:
    where = f"{error.filename}: " if error.filename else ""
    return f"{where}{error.strerror or error}; nothing was left half written"
