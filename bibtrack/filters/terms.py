"""One term of a query → one node: what each kind of field makes of its value."""

import re
from collections.abc import Callable

from bibtrack.filters.fields import FIELDS, PRESENCE, Field, Kind, flag, nearest
from bibtrack.filters.tokens import Token, fault
from bibtrack.filters.tree import Between, Has, Match, Mode, Tree, disjunction, negation

#: SQLite takes patterns of 50,000 bytes at most.
MAX_LENGTH = 10_000
_RANGE = re.compile(r"(?P<low>\d[\d-]*)?(?:\.\.\.?|…)(?P<high>\d[\d-]*)?$")
_DASHED = re.compile(r"(?P<low>\d{4})[-–—](?P<high>\d{4})$")
_COMPARED = re.compile(r"(?P<sign>[<>]=?|=|≤|≥)(?P<value>\d[\d-]*)$")
_DATE = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?$")
_RANGES_HINT = "Write {0}:2018, {0}:2018.., {0}:..2010 or {0}:2010..2015."


def node(token: Token, query: str) -> Tree | None:
    """Give the node of one term, or None for a bare word without a letter or digit.

    Raises FilterSyntaxError for a value that the field cannot have.
    """
    field = FIELDS[token.field or "text"]
    if len(token.value) > MAX_LENGTH:
        raise fault(f"a term has at most {MAX_LENGTH} characters", query, token.position)
    if "*" in token.value.strip("*") and not token.quoted and field.kind is not Kind.PLAIN:
        raise fault(
            "a star stands within a word", query, token.position, "A star can only end a word: cobal*"
        )
    if token.value == "*" and not token.quoted:
        return _any(token, field, query)
    if field.name == "note" and (numbered := _numbers(token)):
        return numbered
    return _READERS[field.kind](token, field, query)


def _any(token: Token, field: Field, query: str) -> Tree:
    if field.name in PRESENCE:
        return Has(field.name, token.position)
    raise fault("a star stands alone", query, token.position, "A star ends the beginning of a word: cobal*")


def _mode(token: Token) -> Mode:
    return Mode.PREFIX if token.starred else Mode.WORDS


def _text(token: Token, field: Field, query: str) -> Tree | None:
    if field.name == "text" and not token.quoted and token.value.startswith(("10.", "https://doi.org/10.")):
        doi = _normalised("doi", token.value)
        if doi is not None:
            return Match("doi", doi, _mode(token), token.position)
    if field.name == "text" and not token.quoted and token.value.startswith(("http://", "https://")):
        return Match("url", token.value, _mode(token), token.position)
    if not any(map(str.isalnum, token.value)):
        if token.field is None and not token.quoted:
            return None
        raise fault(f"{token.value!r} holds no word to look for", query, token.position)
    return Match(field.name, token.value, _mode(token), token.position)


def _citing(token: Token, field: Field, query: str) -> Tree:
    if not token.value.strip():
        raise fault(f"{field.name}: stands without a value", query, token.position)
    return Match(field.name, token.value, _mode(token), token.position)


def _word(token: Token, field: Field, query: str) -> Tree:
    found: list[Tree] = []
    for word in _listed(token):
        value = word.lower()
        known = value in field.values or (not token.quoted and _is_family(value, field.values))
        if not known and not (token.starred and any(item.startswith(value) for item in field.values)):
            raise fault(
                f"{field.name}: cannot be {word!r}", query, token.position, _values_hint(value, field)
            )
        mode = Mode.EXACT if token.quoted else _mode(token)
        found.append(Match(field.name, value, mode, token.position))
    return disjunction(found)


def _is_family(value: str, values: tuple[str, ...]) -> bool:
    return any(item.startswith(value + "-") for item in values)


def _values_hint(value: str, field: Field) -> str:
    near = nearest(value, field.values)
    near = near or next((item for item in field.values if value and item.endswith(value)), None)
    if near:
        return f"Did you mean {field.name}:{near} ?"
    if len(field.values) < 12:
        return "It can be " + ", ".join(field.values) + "."
    return "The item types are those of CSL: article-journal, book, chapter, report, webpage, …"


def _flag(token: Token, field: Field, query: str) -> Tree:
    value = flag(token.value)
    if value is None:
        raise fault(
            f"{field.name}: is yes or no, not {token.value!r}",
            query,
            token.position,
            f"Write {field.name}:yes.",
        )
    return Match(field.name, value, Mode.EXACT, token.position)


#: More digits than any number here has, or SQLite can compare.
_ENDLESS = re.compile(r"\d{19}")


def _between(field: str, value: str, position: int) -> Between | None:
    """Read one value, a range or a comparison of numbers or dates; None when it is neither."""
    if _ENDLESS.search(value):
        return None
    if re.fullmatch(r"\d[\d-]*", value) and not _DASHED.match(value):
        return Between(field, value, value, position)
    ranged = _RANGE.match(value) or _DASHED.match(value)
    if ranged is not None:
        low, high = ranged.group("low"), ranged.group("high")
        return Between(field, low, high, position) if low or high else None
    compared = _COMPARED.match(value)
    if compared is None:
        return None
    return _comparison(field, compared.group("sign"), compared.group("value"), position)


def _comparison(field: str, sign: str, value: str, position: int) -> Between | None:
    step = {">": 1, "<": -1}.get(sign, 0)
    if step and not value.isdigit():
        return None
    moved = str(int(value) + step) if step else value
    if sign == "=":
        return Between(field, moved, moved, position)
    return Between(field, moved, None, position) if sign[0] in ">≥" else Between(field, None, moved, position)


def _numbers(token: Token) -> Tree | None:
    parts = [_between("note", part, token.position) for part in _listed(token)]
    if token.quoted or token.starred or any(part is None for part in parts):
        return None
    return disjunction([part for part in parts if part is not None])


def _ranged(is_value: Callable[[str], object], what: str) -> Callable[[Token, Field, str], Tree]:
    def read(token: Token, field: Field, query: str) -> Tree:
        found: list[Tree] = []
        for part in _listed(token):
            between = _between(field.name, part, token.position)
            ends = (between.low, between.high) if between else ("",)
            if between is None or any(end is not None and not is_value(end) for end in ends):
                hint = _RANGES_HINT.format(field.name)
                raise fault(f"{field.name}: {part!r} is not {what}", query, token.position, hint)
            if between.low and between.high and _later(between.low, between.high):
                hint = f"Did you mean {field.name}:{between.high}..{between.low} ?"
                raise fault(f"{field.name}: the range {part} runs backwards", query, token.position, hint)
            found.append(between)
        return disjunction(found)

    return read


def _later(low: str, high: str) -> bool:
    if low.isdigit() and high.isdigit():
        return int(low) > int(high)
    return low[: len(high)] > high


def _name(token: Token, field: Field, query: str) -> Tree:
    if not token.value.strip():
        raise fault(f"{field.name}: stands without a value", query, token.position)
    mode = Mode.PREFIX if token.starred else Mode.EXACT
    return Match(field.name, token.value, mode, token.position)


def _identifier(token: Token, field: Field, query: str) -> Tree:
    value: str | None = token.value.strip().lower()
    if field.name == "isbn" and not token.starred:
        value = _normalised("isbn", token.value)
    elif field.name == "doi" and not token.starred:
        value = _normalised("doi", token.value)
    if not value:
        raise fault(
            f"{token.value!r} is not {'an ISBN' if field.name == 'isbn' else 'a DOI'}",
            query,
            token.position,
            f"With a star at the end the beginning is enough: {field.name}:{'978*' if field.name == 'isbn' else '10.1016/*'}",
        )
    return Match(field.name, value, Mode.PREFIX if token.starred else Mode.EXACT, token.position)


def _normalised(scheme: str, text: str) -> str | None:
    from bibtrack.values.identifier import normalise_doi, normalise_isbn

    return normalise_doi(text) if scheme == "doi" else normalise_isbn(text)


def _plain(token: Token, field: Field, query: str) -> Tree:
    if not token.value.strip():
        raise fault(f"{field.name}: stands without a value", query, token.position)
    return Match(field.name, token.value.strip(), _mode(token), token.position)


def _presence(token: Token, field: Field, query: str) -> Tree:
    found: list[Tree] = []
    for word in _listed(token):
        name = word.lower()
        name = name if name in PRESENCE else name.removesuffix("s")
        if name not in PRESENCE:
            near = nearest(name, PRESENCE)
            hint = f"Did you mean {field.name}:{near} ?" if near else "It can be " + ", ".join(PRESENCE) + "."
            raise fault(f"{field.name}: does not know {word!r}", query, token.position, hint)
        has = Has(name, token.position)
        found.append(negation(has) if field.name == "no" else has)
    return disjunction(found)


def _listed(token: Token) -> list[str]:
    """Give the alternatives of `a,b,c`; a quoted value is one."""
    if token.quoted:
        return [token.value.strip()]
    return [part.strip() for part in token.value.split(",") if part.strip()] or [token.value]


_READERS: dict[Kind, Callable[[Token, Field, str], Tree | None]] = {
    Kind.TEXT: _text,
    Kind.CITING: _citing,
    Kind.WORD: _word,
    Kind.FLAG: _flag,
    Kind.NUMBER: _ranged(lambda end: end.isdigit() and len(end) < 10, "a number or a range"),
    Kind.DATE: _ranged(_DATE.match, "a date or a range"),
    Kind.NAME: _name,
    Kind.IDENTIFIER: _identifier,
    Kind.PLAIN: _plain,
    Kind.PRESENCE: _presence,
}
