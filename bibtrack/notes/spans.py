"""Stretches of a note that no boundary may cut: addresses, quotations, brackets."""

import re
from collections.abc import Iterator

# A semicolon before a capital or a quotation mark ends an address; "&amp;" and ";jsessionid" do not.
_IN_URL = r"(?:[^\s<>\"“”«»，。；）;]|;(?![A-Z\"“《]))+"
URL = re.compile(rf"(?:(?i:https?://|www\.)|\b(?i:doi:\s*)?10\.\d{{4,9}}/){_IN_URL}")
_PAIRS = {
    "“": "”",
    "„": "“”",
    "«": "»",
    "»": "«",
    "「": "」",
    "『": "』",
    "《": "》",
    "〈": "〉",
    "‚": "‘’",
    "‹": "›",
    "›": "‹",
}
_OPENER = re.compile(r"[\"'‘“„«»「『《〈‚‹›]")
_OPEN_SINGLE = re.compile(r"(?:^|[\s(\[“\"—–/])['‘](?=\S)")
_CLOSE_SINGLE = re.compile(r"['’](?=[\s,.;:)\]”\"?!—–/]|$)")
_SINGLE = re.compile(r"[‘]|['’](?=[\s,.;:)\]”\"?!—–/]|$)")
_LONGEST_QUOTE = 600


def quotations(text: str) -> list[tuple[int, int]]:
    """Give the quoted stretches, outermost only, in order; an unclosed quotation mark is none."""
    found: list[tuple[int, int]] = []
    place = 0
    while (opener := _OPENER.search(text, place)) is not None:
        stop = _closing(text, opener.start())
        if stop is not None:
            found.append((opener.start(), stop))
        place = stop or opener.end()
    return found


def _closing(text: str, at: int) -> int | None:
    char = text[at]
    if char == '"':
        stop = text.find('"', at + 1, at + _LONGEST_QUOTE)
        return stop + 1 if stop > 0 else None
    if char in "'‘":
        return _single(text, at)
    if char not in _PAIRS or (
        char in "»›" and not (at == 0 or text[at - 1].isspace() or text[at - 1] in "([")
    ):
        return None
    stops = [stop for closer in _PAIRS[char] if (stop := text.find(closer, at + 1, at + _LONGEST_QUOTE)) > 0]
    return min(stops) + 1 if stops else None


def _single(text: str, at: int) -> int | None:
    # An apostrophe is no quotation mark: an opening one stands behind a blank, a closing one before.
    if _OPEN_SINGLE.match(text, max(at - 1, 0)) is None:
        return None
    depth = 0
    for found in _SINGLE.finditer(text, at + 1, at + _LONGEST_QUOTE):
        if found[0] == "‘":
            depth += 1
        elif depth:
            depth -= 1
        elif not _possessive(text, found.start()):
            return found.end()
    first = _CLOSE_SINGLE.search(text, at + 1, at + _LONGEST_QUOTE)
    return first.end() if first else None


def _possessive(text: str, at: int) -> bool:
    # "the students’ views’": a plural genitive before a lower-case word.
    return text[at - 1 : at] == "s" and re.match(r"\s[a-z]", text[at + 1 : at + 3]) is not None


def brackets(text: str, quotes: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Give the outermost round brackets outside quotations; unbalanced ones are left out."""
    inside = protected(quotes, len(text))
    found: list[tuple[int, int]] = []
    stack: list[int] = []
    for i, char in enumerate(text):
        if inside[i]:
            continue
        if char in "(（":
            stack.append(i)
        elif char in ")）" and stack:
            start = stack.pop()
            if not stack:
                found.append((start, i + 1))
    return found


def addresses(text: str) -> list[tuple[int, int]]:
    """Give the web addresses and DOIs, closing punctuation left out."""
    return [(m.start(), m.start() + len(m[0].rstrip(".,;:)]’'"))) for m in URL.finditer(text)]


def protected(spans: list[tuple[int, int]], length: int) -> bytearray:
    """Give one byte a character, 1 inside any span but for its first character."""
    mask = bytearray(length + 1)
    for start, stop in spans:
        mask[start + 1 : stop] = b"\1" * (stop - start - 1)
    return mask


def depth_zero(text: str) -> Iterator[int]:
    """Give the offsets outside quotations, brackets and addresses."""
    quotes = quotations(text)
    mask = protected([*quotes, *brackets(text, quotes), *addresses(text)], len(text))
    return (i for i in range(len(text)) if not mask[i])
