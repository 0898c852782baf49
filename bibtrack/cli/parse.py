"""bibtrack parse: free-text references become fields."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any, BinaryIO

import click

from bibtrack.cli.options import json_option
from bibtrack.cli.render import say, write

if TYPE_CHECKING:
    from bibtrack.references.parse import Parsed

_NAMED = 5
_TOGETHER = 100


@click.command("parse", short_help="Turn free-text references into fields.")
@click.argument("file", type=click.File("rb"), default="-", required=False)
@json_option
@click.option("--format", "format_", type=click.Choice(["json", "bibtex", "ris"]), default="json", show_default=True, help="How to print them; json is CSL-JSON.")  # fmt: skip
@click.option("--language", metavar="TAG", help="The language of all references (else found for each).")
@click.option("--jobs", type=click.IntRange(1, 64), default=1, show_default=True, help="Processes to use.")
def command(file: BinaryIO, as_json: bool, format_: str, language: str | None, jobs: int) -> None:
    """Read one reference a line from FILE (or stdin) and print their fields.

    --json prints an object a line with the string, the type, the CSL fields, the verbatim
    stretches of each field, how sure each is, the language and what is odd about the line.
    """
    import gc
    import os

    # One process is one core: `--jobs` says how many, not numpy's own threads.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    # References hold no cycles, so counting sets them free; looking for cycles would cost a fifth of the time.
    gc.disable()
    from bibtrack.references.batch import parse_lines

    parsed = parse_lines(_lines(file), language=language, jobs=jobs)
    if as_json:
        _write_objects(parsed)
    elif format_ == "json":
        _write_csl(parsed)
    else:
        _write_sources(parsed, format_)
    # Nor when the process ends, which would take a twentieth of its start.
    gc.freeze()


def _lines(file: BinaryIO) -> Iterator[str]:
    """Give the lines as text; bytes that are not UTF-8 become "�", empty lines are left out."""
    for number, line in enumerate(file):
        if line.strip():
            yield line.decode("utf-8-sig" if number == 0 else "utf-8", errors="replace").rstrip("\r\n")


def _write_objects(parsed: Iterable[Parsed]) -> None:
    from bibtrack.formats.csljson import to_csl

    for lines in _chunks(_object(one, to_csl(one.reference)) for one in parsed):
        click.echo("\n".join(lines))


def _chunks(lines: Iterator[str]) -> Iterator[list[str]]:
    """Give the lines in lists of up to a hundred: a write to the terminal costs as much as a parse."""
    from itertools import islice

    return iter(lambda: list(islice(lines, _TOGETHER)), [])


def _object(parsed: Parsed, csl: dict[str, Any]) -> str:
    """Give the JSON object of a line.

    Written piece by piece: the stretches and the string need no look at each character where the
    string holds nothing that JSON escapes, and making a dictionary first would cost as much again.
    """
    encode = _encoder()
    string = parsed.string
    quoted = _quoted if string.isprintable() and '"' not in string and "\\" not in string else encode
    fields: dict[str, str] = {}
    for label, _, _, text in parsed.fields:
        fields[label] = f"{fields[label]}, {quoted(text)}" if label in fields else quoted(text)
    stretches = ", ".join([f'"{label}": [{texts}]' for label, texts in fields.items()])
    chances = ", ".join([f'"{label}": {_rounded(chance)}' for label, chance in parsed.confidence.items()])
    return (
        f'{{"string": {quoted(string)}, "type": "{csl["type"]}", "csl": {encode(csl)}, '
        f'"fields": {{{stretches}}}, "confidence": {{{chances}}}, "language": {_word(parsed.language)}, '
        f'"issues": {_issues(parsed)}, "parser_version": {_word(parsed.parser_version)}}}'
    )


def _issues(parsed: Parsed) -> str:
    if not parsed.issues:
        return "[]"
    return _encoder()(
        [
            {"code": issue.code, "severity": issue.severity.value, "message": issue.message}
            for issue in parsed.issues
        ]
    )


@lru_cache(maxsize=256)
def _word(word: str | None) -> str:
    return _encoder()(word)


@cache
def _encoder() -> Callable[[object], str]:
    from json import JSONEncoder, encoder

    plain = JSONEncoder(ensure_ascii=False, check_circular=False)
    make = getattr(encoder, "c_make_encoder", None)
    if make is None:
        return plain.encode
    # `encode` makes this anew for each object, which costs half of the time; what follows are its settings there.
    written = make(None, plain.default, encoder.encode_basestring, None, ": ", ", ", False, False, True)
    return lambda value: "".join(written(value, 0))


def _quoted(text: str) -> str:
    return f'"{text}"'


@lru_cache(maxsize=4096)
def _rounded(chance: float) -> str:
    return repr(round(chance, 3))


def _write_csl(parsed: Iterable[Parsed]) -> None:
    """Print a CSL-JSON array, one item a line, as they come."""
    from bibtrack.formats.csljson import to_csl

    encode = _encoder()
    items = (encode(to_csl(one.reference, citekey=f"ref{n}")) for n, one in enumerate(_telling(parsed), 1))
    opening = "["
    for lines in _chunks(items):
        click.echo(opening + ",\n".join(lines), nl=False)
        opening = ",\n"
    click.echo("[]" if opening == "[" else "]")


def _write_sources(parsed: Iterable[Parsed], format_: str) -> None:
    from importlib import import_module

    from bibtrack.formats.item import Item

    dumps = import_module(f"bibtrack.formats.{format_}").dumps
    items = [Item(f"ref{n}", one.reference) for n, one in enumerate(_telling(parsed), start=1)]
    write(dumps(items).rstrip("\n"))


def _telling(parsed: Iterable[Parsed]) -> Iterator[Parsed]:
    """Pass the references on and tell stderr what is odd: the first few lines by number, then how many."""
    odd = 0
    for number, one in enumerate(parsed, start=1):
        for issue in one.issues:
            odd += 1
            if odd <= _NAMED:
                say(f"reference {number}: {issue.message}")
        yield one
    if odd > _NAMED:
        say(f"and {odd - _NAMED} more findings; --json gives all of them")
