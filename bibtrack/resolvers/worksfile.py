"""Files of Crossref records as published: one record a line, gzip or plain, or a folder of them.

The layout is that of Crossref's public data file (2021 and later): `.jsonl.gz` with one work a
line; older ones hold `.json.gz` with {"items": [...]}, which are read as well.
"""

import gzip
import json
import zlib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import IO, Any

from bibtrack.errors import InputError

ENDINGS = (".jsonl.gz", ".jsonl", ".ndjson.gz", ".ndjson", ".json.gz", ".json")
_LONGEST_LINE = 32 * 1024 * 1024
_ITEMS = (".json.gz", ".json")


def works_files(path: Path) -> list[Path]:
    """Give the files that `path` stands for, sorted: itself, or the record files of a folder.

    Raises InputError when there is nothing to read.
    """
    if path.is_dir():
        found = sorted(file for file in path.iterdir() if file.is_file() and file.name.endswith(ENDINGS))
        if not found:
            raise InputError(
                f"{path}: the folder holds no .jsonl.gz file; name the file or folder of records"
            )
        return found
    if not path.is_file():
        raise InputError(f"{path}: no such file; name a .jsonl.gz file of Crossref records or its folder")
    return [path]


def lines(path: Path) -> Iterator[bytes]:
    """Give the records of one file as JSON bytes, one at a time; over-long lines are left out.

    Raises InputError for a file that is not gzip or ends in the middle.
    """
    try:
        with _opened(path) as stream:
            if path.name.endswith(_ITEMS):
                yield from _items(stream, path)
                return
            while line := stream.readline(_LONGEST_LINE):
                if line.endswith(b"\n") or len(line) < _LONGEST_LINE:
                    yield line
                else:
                    _skip_line(stream)
    except (gzip.BadGzipFile, zlib.error) as error:
        raise InputError(f"{path}: not a sound gzip file ({error}); fetch it again") from error
    except EOFError as error:
        raise InputError(f"{path}: the file ends in the middle of its data; fetch it again") from error


def record_of(line: bytes) -> Mapping[str, Any] | None:
    """Give the record of one line, or None when it is no JSON object with a DOI.

    The answer of the API around a record ({"message": {...}}) is taken off.
    """
    try:
        value = json.loads(line)
    except (ValueError, RecursionError):
        return None
    if isinstance(value, dict) and isinstance(value.get("message"), dict):
        value = value["message"]
    return value if isinstance(value, dict) and isinstance(value.get("DOI"), str) else None


def _opened(path: Path) -> IO[bytes]:
    with path.open("rb") as peek:
        packed = peek.read(2) == b"\x1f\x8b"
    if path.name.endswith(".gz") and not packed:
        raise InputError(f"{path}: not a gzip file; fetch it again, or take the .gz off its name")
    return gzip.open(path, "rb") if packed else path.open("rb")  # type: ignore[return-value]


def _items(stream: IO[bytes], path: Path) -> Iterator[bytes]:
    try:
        value = json.load(stream)
    except (ValueError, RecursionError) as error:
        raise InputError(f"{path}: not JSON ({error}); records one a line belong in .jsonl") from error
    found = value.get("items") if isinstance(value, dict) else value
    for item in found if isinstance(found, list) else [value]:
        yield json.dumps(item).encode()


def _skip_line(stream: IO[bytes]) -> None:
    while (part := stream.readline(_LONGEST_LINE)) and not part.endswith(b"\n"):
        pass
