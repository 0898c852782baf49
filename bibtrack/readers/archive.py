"""Parts of a zip file, within bounds: a bomb ends with one sentence, not with a full memory."""

import zipfile
import zlib
from pathlib import Path

from bibtrack.errors import UnreadableDocument

_LARGEST_PART = 96 << 20
_LARGEST_SUM = 256 << 20
_MOST_PARTS = 20_000
_WORST_RATIO = 2000


class Archive:
    """An open zip file that gives its parts until they grow too large."""

    def __init__(self, path: Path) -> None:
        """Open the archive; raises UnreadableDocument when it is damaged or has too many parts."""
        self.path = path
        self._read = 0
        try:
            self._zip = zipfile.ZipFile(path)
        except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError) as error:
            raise UnreadableDocument(f"{path.name}: the file is cut off or damaged ({error})") from error
        if len(self._zip.infolist()) > _MOST_PARTS:
            raise UnreadableDocument(f"{path.name}: the archive holds more than {_MOST_PARTS} parts")
        self.names = frozenset(self._zip.namelist())

    def part(self, name: str) -> bytes | None:
        """Give one part, None when there is none; raises UnreadableDocument when it is too large."""
        if name not in self.names:
            return None
        info = self._zip.getinfo(name)
        if info.flag_bits & 1:
            raise UnreadableDocument(
                f"{self.path.name}: the file is protected by a password; save it without one"
            )
        if info.file_size > _LARGEST_PART or info.file_size > _WORST_RATIO * max(info.compress_size, 1):
            raise UnreadableDocument(
                f"{self.path.name}: {name} unpacks to {info.file_size >> 20} MB; that is no document"
            )
        try:
            with self._zip.open(info) as file:
                data = file.read(_LARGEST_PART + 1)
        except (
            zipfile.BadZipFile,
            zlib.error,
            EOFError,
            NotImplementedError,
            RuntimeError,
            OSError,
            ValueError,
        ) as error:
            raise UnreadableDocument(f"{self.path.name}: {name} is damaged ({error})") from error
        self._read += len(data)
        if len(data) > _LARGEST_PART or self._read > _LARGEST_SUM:
            raise UnreadableDocument(
                f"{self.path.name}: its parts unpack to more than {_LARGEST_SUM >> 20} MB"
            )
        return data

    def close(self) -> None:
        """Close the file."""
        self._zip.close()
