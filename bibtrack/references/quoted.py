"""A title between quotation marks or marks of emphasis is what stands there, whatever the model made of its edges.

Chicago 17, 14.86 and 14.106: titles of articles and chapters are quoted, "in" leads to the book.
"""

from collections.abc import Sequence

from bibtrack.references.draft import Field
from bibtrack.text import Late

OPENING = {"“": "”", '"': '"', "„": "“”", "«": "»", "「": "」"}
#: What may stand before a quoted title.
OPENERS = frozenset(OPENING) | {"‘"}
#: A longer stretch is no title; one without its second mark is not bounded.
_LONGEST = 400
#: What leads from a quoted title to its container: "in", or the name of a platform (Chicago 17, 14.209).
_IN = Late(
    r"[\s,.]*(?:\b(?:in|In)\b:?[\s_*]+(?=[A-ZÀ-Þ])|(?=(?:Twitter|Facebook|Instagram|YouTube|LinkedIn|Weibo|WeChat|Telegram|TikTok)\b))"
)
_BESIDE = Late(r"\s+(?=[A-ZÀ-Þ][\w’'-]*[\s:][^“”]{8})")
#: What follows a quoted title in small letters: “…,” panel presentation.
_KIND = Late(r"\s+([a-zà-ÿ]+(?:\s[a-zà-ÿ]+){0,2})$")
#: "’" that closes a quotation, and is no apostrophe: a mark follows, or "in".
_SINGLE_CLOSE = Late(r"(?<=[\w?!.)”])’(?=[,;.:](?:\s|$)|\s\(|\s[Ii]n\s|$)")
_AFTER_SINGLE = Late(r",\s+(?=[A-ZÀ-Þ][\w’'-]*[\s:,][^‘’]{8})")
_ENDS = " ,.;:”’\"'"

#: "*Debt: The First 5,000 Years*", "_Nature_": Markdown's emphasis, of words, not of parts of them.
_EMPHASISED = Late(r"(?<![\w*])([*_]{1,2})(?=[^\s*_])([^*_]{2,300}?)(?<=\S)\1(?![\w*])")
_SET_OFF = ("title", "container-title")
_NUMBERS = ("volume", "issue", "pages", "date", "edition", "genre")


def emphasised(text: str, fields: Sequence[Field]) -> list[Field]:
    """Give the fields, an emphasised stretch belonging wholly to the title or container that has most of it."""
    made = list(fields)
    for found in _EMPHASISED.finditer(text):
        start, stop = found.span(2)
        while stop > start and text[stop - 1] in ",.;:":
            stop -= 1
        within = [field for field in made if field.start < stop and field.stop > start]
        named = [field for field in within if field.label in _SET_OFF]
        # "*Nature 393*": a volume or a year stands within the marks.
        if not named or any(field.label in _NUMBERS for field in within):
            continue
        most = max(named, key=lambda field: min(field.stop, stop) - max(field.start, start))
        made = [piece for field in made for piece in _outside(text, field, start, stop)]
        made.append(Field(most.label, start, stop, text[start:stop]))
        made.sort(key=lambda field: field.start)
    return made


def _outside(text: str, field: Field, start: int, stop: int) -> list[Field]:
    # What is left of a field before an emphasised stretch; behind it only a field that began behind.
    if field.stop <= start or field.start >= stop:
        return [field]
    bare = text[field.start : start].rstrip(" ,.;:*_“”\"'(")
    return (
        [Field(field.label, field.start, field.start + len(bare), bare)]
        if field.start < start and bare
        else []
    )


def bounded(string: str, fields: Sequence[Field]) -> list[Field]:
    """Give the fields, a quoted title ending where its quotation does; "in …" behind it is the container.

    A title only grows over words that no other field claims.
    """
    made: list[Field] = []
    for number, field in enumerate(fields):
        close = _closing(string, field) if field.label == "title" else -1
        if close < 0:
            made.append(field)
        elif close < field.stop:
            held = any(other.label == "container-title" for other in fields)
            made += _cut(string, field, close, held=held)
        else:
            limit = fields[number + 1].start if number + 1 < len(fields) else len(string)
            made.append(_ending(string, field, close) if close <= limit else field)
    return made


def _closing(string: str, field: Field) -> int:
    # The place of the mark that ends the quotation in which the title begins, or -1.
    limit = field.start + _LONGEST
    opener = string[field.start - 1 : field.start] if field.start else ""
    if opener == "‘":
        single = _SINGLE_CLOSE.search(string, field.start, limit)
        return single.start() if single else -1
    closers = OPENING.get(opener)
    if not closers:
        return -1
    found = [place for mark in closers if (place := string.find(mark, field.start, limit)) > 0]
    return min(found) if found else -1


def _ending(string: str, field: Field, close: int) -> Field:
    stop = close
    while stop > field.stop and string[stop - 1] in _ENDS:
        stop -= 1
    return Field(field.label, field.start, stop, string[field.start : stop])


def _cut(string: str, field: Field, close: int, *, held: bool) -> list[Field]:
    # Quotation marks inside a title are common: cut is what says "in", or follows a comma or point that
    # stands within them (“…,” Book), when nothing else is the container.
    behind = _IN.match(string, close + 1, field.stop)
    if behind is None and string[close - 1] in ",.":
        kind = _KIND.match(string, close + 1, field.stop)
        if kind:
            title = Field(field.label, field.start, close, string[field.start : close].rstrip(_ENDS))
            return [
                title._replace(stop=title.start + len(title.text)),
                Field("genre", kind.start(1), kind.end(1), kind[1]),
            ]
        behind = None if held else _BESIDE.match(string, close + 1, field.stop)
    if behind is None and not held and string[close] == "’":
        behind = _AFTER_SINGLE.match(string, close + 1, field.stop)
    if behind is None or behind.end() >= field.stop:
        return [field]
    stop = close
    while stop > field.start and string[stop - 1] in _ENDS:
        stop -= 1
    book = Field("container-title", behind.end(), field.stop, string[behind.end() : field.stop])
    return [Field(field.label, field.start, stop, string[field.start : stop]), book]
