"""Open any document: the right reader by content, one door for every error."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from bibtrack.errors import UnreadableDocument
from bibtrack.readers.sniff import kind
from bibtrack.values.document import Document

#: (done, total or None, what): told while a long document is read.
Progress = Callable[[int, int | None, str], Any]
Reader = Callable[..., Document]
#: Gives the reader of a name; `bibtrack.plugins.load` with the group filled in, or a table of tests.
Loader = Callable[[str], Reader]
_LARGEST = 512 << 20


def read(path: Path, *, progress: Progress | None = None, loader: Loader | None = None) -> Document:
    """Read a document of any known kind; its media type is told by its content.

    Raises UnsupportedFormat for a kind that no reader knows, UnreadableDocument for a file that
    is damaged, encrypted, empty or too large, OSError when it cannot be opened.
    """
    size = path.stat().st_size
    if size > _LARGEST:
        raise UnreadableDocument(
            f"{path.name}: the file has {size >> 20} MB; the limit is {_LARGEST >> 20} MB"
        )
    name = kind(path)
    reader = (loader or _built_in)(name)
    return reader(path, progress=progress) if name == "pdf" and progress else reader(path)


def _built_in(name: str) -> Reader:
    from bibtrack.plugins import load

    return load("bibtrack.readers", name)
