"""Cut a query into its tokens: brackets, operators and terms, each with its place."""

import re
from collections.abc import Iterator
from enum import StrEnum
from typing import NamedTuple

from bibtrack.errors import FilterSyntaxError
from bibtrack.filters.fields import FIELDS, Kind, field_hint

#: How much of a long query is shown around the fault.
_SHOWN = 60
_NAME = re.compile(r"([^\W\d_][\w-]*)[:：]")
_QUOTES = {'"': '"', "“": "”", "„": "“", "«": "»", "「": "」", "”": "”"}
_OPERATORS = {"AND": "and", "&&": "and", "OR": "or", "|": "or", "||": "or", "NOT": "not"}
_SCHEMES = ("http", "https", "ftp")
_BARE_END = re.compile(r"[\s()\"“„«「（）]")
#: Their values hold brackets: a DOI of 1990 and many addresses do.
_RAW = {"doi", "url", "isbn", "identifier", "key"}


class TokenKind(StrEnum):
    """The kinds of token."""

    OPEN = "("
    CLOSE = ")"
    AND = "and"
    OR = "or"
    NOT = "not"
    TERM = "term"


class Token(NamedTuple):
    """One token at code point `position`; `field` is None for a bare word.

    `quoted` tells that the value stood in quotation marks, `starred` that a star followed it.
    An opening bracket may carry a field, which then holds for the whole bracket.
    """

    kind: TokenKind
    position: int
    value: str = ""
    field: str | None = None
    quoted: bool = False
    starred: bool = False


def fault(message: str, query: str, position: int, hint: str | None = None) -> FilterSyntaxError:
    """Make the error for a fault at `position`; of a long query only the surroundings are shown."""
    start = max(0, position - _SHOWN)
    start = 0 if start < 8 else start
    shown = re.sub(r"\s", " ", query[start : position + _SHOWN])
    if start:
        shown = "…" + shown[1:]
    if position + _SHOWN < len(query):
        shown += "…"
    return FilterSyntaxError(f"{message}, at character {position + 1}:", shown, position - start, hint)


def tokenise(query: str) -> Iterator[Token]:
    """Yield the tokens in order; raises FilterSyntaxError for an open quotation or an unknown field."""
    at = 0
    while at < len(query):
        char = query[at]
        if char.isspace():
            at += 1
        elif char in "(（":
            yield Token(TokenKind.OPEN, at)
            at += 1
        elif char in ")）":
            yield Token(TokenKind.CLOSE, at)
            at += 1
        elif char in "-!−" and _starts_term(query, at + 1):
            yield Token(TokenKind.NOT, at)
            at += 1
        else:
            token, at = _word(query, at)
            yield token


def _starts_term(query: str, at: int) -> bool:
    return at < len(query) and not query[at].isspace() and query[at] not in ")）-"


def _word(query: str, start: int) -> tuple[Token, int]:
    named = _NAME.match(query, start)
    if named is not None and not _is_text(query, named):
        return _field(query, start, named)
    token, at = _value(query, start, start, None)
    if not token.quoted and token.value in _OPERATORS:
        return Token(TokenKind(_OPERATORS[token.value]), start), at
    return token, at


def _is_text(query: str, named: re.Match[str]) -> bool:
    """Tell a colon of running text from a field: an address, or an unknown word before a blank."""
    word, after = named.group(1), query[named.end() : named.end() + 1]
    known = word.lower() in FIELDS
    return word.lower() in _SCHEMES or (not known and (not after or after.isspace()))


def _field(query: str, start: int, named: re.Match[str]) -> tuple[Token, int]:
    name = named.group(1).lower().replace("_", "-")
    if name not in FIELDS:
        raise fault(f"there is no field {named.group(1)!r}", query, start, field_hint(name))
    at = named.end()
    while at < len(query) and query[at].isspace():
        at += 1
    if at == len(query) or query[at] in ")）":
        raise fault(
            f"{name}: stands without a value", query, start, f'Write {name}:VALUE or {name}:"TWO WORDS".'
        )
    if query[at] in "(（":
        return Token(TokenKind.OPEN, start, field=name), at + 1
    return _value(query, at, start, name)


def _value(query: str, at: int, start: int, field: str | None) -> tuple[Token, int]:
    if query[at] in _QUOTES:
        value, at = _quoted(query, at)
        starred = query[at : at + 1] == "*"
        return Token(TokenKind.TERM, start, value, field, True, starred), at + starred
    raw = field in _RAW or (field is None and re.match(r"10\.\d|https?:", query[at:]))
    stop = _raw_end(query, at) if raw else _bare_end(query, at)
    value = query[at:stop]
    starred = value.endswith("*") and value != "*"
    return Token(TokenKind.TERM, start, value.rstrip("*") if starred else value, field, False, starred), stop


def _quoted(query: str, at: int) -> tuple[str, int]:
    closing, parts, here = {_QUOTES[query[at]], '"' if query[at] == '"' else ""}, [], at + 1
    while here < len(query):
        if query[here] == "\\" and here + 1 < len(query):
            parts.append(query[here + 1])
            here += 2
        elif query[here] in closing:
            return "".join(parts), here + 1
        else:
            parts.append(query[here])
            here += 1
    raise fault("a quotation mark is not closed", query, at, 'Add the closing ", or take the mark out.')


def _bare_end(query: str, at: int) -> int:
    found = _BARE_END.search(query, at + 1)
    return found.start() if found else len(query)


def _raw_end(query: str, at: int) -> int:
    """Find the end of a value that may hold brackets: a closing one ends it when none is open."""
    open_brackets = 0
    for here in range(at, len(query)):
        if query[here].isspace():
            return here
        open_brackets += {"(": 1, ")": -1}.get(query[here], 0)
        if open_brackets < 0:
            return here
    return len(query)


def is_saved(token: Token) -> bool:
    """Tell whether the term names a saved search."""
    return token.field is not None and FIELDS[token.field].kind is Kind.SAVED
