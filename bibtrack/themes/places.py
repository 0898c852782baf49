"""Where the tables of a theme file stand: line numbers, which tomllib does not keep."""

import re
from dataclasses import dataclass, field

_HEADER = re.compile(r"^\s*\[\[\s*(theme(?:\s*\.\s*rule)?)\s*\]\]")
_KEY = re.compile(r"^\s*([A-Za-z0-9_-]+|\"[^\"]*\"|'[^']*')\s*=")
_TRIPLE = re.compile(r'"""|' + "'''")


@dataclass(slots=True)
class TableLines:
    """The lines of one table: its header's, and each key's, 1-based; `rules` in their order."""

    line: int
    keys: dict[str, int] = field(default_factory=dict)
    rules: list["TableLines"] = field(default_factory=list)

    def of(self, key: str) -> int:
        """Give the line of a key, or the header's when the key is not written there."""
        return self.keys.get(key, self.line)


def table_lines(text: str) -> list[TableLines]:
    """Give the themes of a file with the lines of their keys and rules, in file order."""
    themes: list[TableLines] = []
    current: TableLines | None = None
    inside: str | None = None
    for number, line in enumerate(text.splitlines(), start=1):
        if inside is None:
            current = _header(line, number, themes) or current
            key = _KEY.match(line)
            if key and current is not None:
                current.keys.setdefault(key.group(1).strip("\"'"), number)
        for quote in _TRIPLE.findall(line):
            inside = quote if inside is None else (None if quote == inside else inside)
    return themes


def _header(line: str, number: int, themes: list[TableLines]) -> TableLines | None:
    found = _HEADER.match(line)
    if found is None:
        return None
    table = TableLines(number)
    if found.group(1) == "theme":
        themes.append(table)
    elif themes:
        themes[-1].rules.append(table)
    return table
