"""Everyday kinds (article, book, chapter, report, web page…) by weighed evidence of a reference's fields.

The evidence has names ("has=volume", "container~proceedings", "shape=container+pages"); the weights
in `kinds.json` are learned by `python -m bibtrack.references.trainkinds` (softmax regression) from
records whose type is known, printed in many styles, and never from strings labelled by hand.
"""

import json
import re
from collections.abc import Iterator, Mapping
from functools import cache, lru_cache
from pathlib import Path
from string import whitespace
from struct import Struct
from typing import NamedTuple

import numpy as np

from bibtrack.references.bodies import is_body, is_press
from bibtrack.references.draft import Draft
from bibtrack.references.periodicals import is_news_address, is_newspaper, periodical
from bibtrack.references.signs import LOWER, watch
from bibtrack.text import Late
from bibtrack.values.identifier import Scheme
from bibtrack.values.reference import ItemType, Role

PATH = Path(__file__).with_name("kinds.json")
#: Words that tell a kind wherever they stand, in the languages of the field.
CUES = watch(
    "preprint thesis dissertation diss phd doctoral master masters master's msc mphil magíster diplomarbeit masterarbeit bachelorarbeit habilitation thèse mémoire tesis tese "
    "tesi dottorato maestría mestrado doutorado doctorat proefschrift proceedings proc proceeding conference conf symposium workshop workshops congress congreso congrès anais "
    "actas actes atti colloque tagung tagungsband kongress meeting presented poster abstracts report reports rapport informe bericht relatório rapporto working paper papers "
    "discussion policy brief briefing memorandum technical tech white issue occasional series bulletin circular press release newsletter factsheet fact sheet guidelines guide "
    "guidance manual handbook handbuch companion encyclopedia encyclopaedia enciclopedia dictionary lexikon blog online internet available retrieved accessed disponible "
    "disponível verfügbar abgerufen zugriff updated website webpage web newspaper times post herald daily tribune zeitung gazette guardian journal review revue revista rivista "
    "annals archives zeitschrift magazine weekly quarterly unpublished manuscript forthcoming hrsg ed eds edited editors dir dirs coord org cura edition edn aufl vol chapter ch "
    "kapitel capítulo chap pp seiten arxiv biorxiv medrxiv ssrn osf zenodo dataset data software version package pdf html blogs lecture notes lncs acm ieee aaai icml iclr nips "
    "neurips cvpr university institute college bank ministry department commission agency organization council committee strategy plan statistics statement survey".split()
)
_FLAGS = (
    "container", "volume", "issue", "pages", "publisher", "place", "editor", "url", "edition", "series", "quoted",
    "in", "day", "body", "genre", "author", "doi", "count", "note", "number", "newspaper", "magazine",
    "agency", "news-address", "press", "office", "own", "accessed", "title", "arxiv", "pdf", "one-page",
)  # fmt: skip
_BIT = {name: 1 << n for n, name in enumerate(_FLAGS)}
#: Flags that tell only that a field is there.
_BIT_OF_FIELD = {
    name: _BIT[flag] for name, flag in (
        ("container_title", "container"), ("volume", "volume"), ("issue", "issue"), ("page", "pages"),
        ("publisher", "publisher"), ("publisher_place", "place"), ("url", "url"), ("edition", "edition"),
        ("collection_title", "series"), ("genre", "genre"), ("number_of_pages", "count"), ("note", "note"),
        ("number", "number"), ("accessed", "accessed"), ("title", "title"),
    )
}  # fmt: skip
#: Which flags are weighed together, besides each alone.
_SHAPES = (
    ("container", "volume", "issue", "pages"),
    ("container", "publisher", "place", "editor", "in"),
    ("container", "url", "day", "publisher", "body"),
    ("publisher", "place", "quoted", "container", "pages"),
    ("body", "url", "publisher", "number", "genre"),
    ("container", "volume", "editor", "in", "quoted", "pages"),
    ("author", "container", "publisher", "url", "day", "volume"),
    ("newspaper", "magazine", "day", "volume", "url"),
    ("container", "agency", "news-address", "day", "url", "title"),
    ("body", "press", "office", "own", "place", "container"),
    ("body", "url", "pdf", "accessed", "day", "container", "publisher"),
    ("quoted", "publisher", "press", "in", "pages"),
)
_SHAPE_BITS = tuple((n, sum(1 << _FLAGS.index(name) for name in shape)) for n, shape in enumerate(_SHAPES))
#: Texts that come again in a list; titles and addresses hardly do.
_RECURRING = ("container", "publisher", "genre", "by")
_LOOSE = ("title", "url")
#: The lead that titles, addresses and cue words do not take back.
SURE = 500
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)?")
_QUOTES = frozenset("\"“”„‟«»‘’'‚「『")
#: What stands before a container, in its words' last letters, and what opens it: a cheap look before each pattern.
_IN_ENDS = frozenset("nsmlNSML/载见")
_IN_LEADS = frozenset("in da en em ne im //".split())
_AROUND = '"“‘«《:' + whitespace
_IN = re.compile(r"(?i)(?:\b(?:in|dans|en|em|nel|im)\s*:?|//|载|见)\s*[\"“‘«《]?$")
_IN_INSIDE = re.compile(r"(?i)(?:in|dans|en|em|nel|im)\b[\s:]|//|载")
#: A day in a date: what newspapers and web pages print and journals do not.
_DAY = Late(
    r"(?i)\b[a-zà-ÿ]{3,10}\.?\s+\d{1,2}(?:st|nd|rd|th)?,?\s+\d{4}|\b\d{1,2}(?:st|nd|rd|th|\.|º|er)?\s+(?:de\s+|of\s+)?[a-zà-ÿ]{3,10}\.?|\d{4}[-./年]\d{1,2}[-./月]\d{1,2}|\b\d{1,2}[./-]\d{1,2}[./-]\d{2,4}"
)


#: Weights in hundredths, by kind: whole numbers add up to the same in any order.
Row = tuple[int, ...]


def evidence(draft: Draft, words: frozenset[str]) -> Iterator[str]:
    """Give what tells the kind of a work, each by name; `words` are those of the whole string, in lower case."""
    yield from _mask_names(_mask(draft, _body(draft)))
    for label, text in _texts(draft):
        yield from (f"{label}~{word}" for word in _text_words(label, text))
    for word in words & CUES:
        yield f"~{word}"


def _mask_names(mask: int) -> Iterator[str]:
    """Give the names of the flags that hold, and of their combinations ("3:2051": shape 3, these bits of it)."""
    for n, name in enumerate(_FLAGS):
        if mask >> n & 1:
            yield name
    for n, bits in _SHAPE_BITS:
        yield f"{n}:{mask & bits}"


def _text_words(label: str, text: str) -> list[str]:
    """Give the words of a text that are weighed."""
    size, count = (48, 3) if label == "title" else (120, 14)
    start = text[:size]
    if start.isascii() and "'" not in start:
        return start.encode().translate(LOWER).decode().split(None, count)[:count]
    return _WORD.findall(start.lower())[:count]


def _texts(draft: Draft) -> Iterator[tuple[str, str]]:
    """Give the texts whose words are weighed, with the field they are in."""
    get = draft.values.get
    texts = (get("container_title"), get("publisher"), get("genre"), _body(draft), get("title"), get("url"))
    for label, text in zip((*_RECURRING, *_LOOSE), texts, strict=True):
        if text:
            yield label, text


def _mask(draft: Draft, body: str | None) -> int:
    """Give the flags that hold, as bits in the order of `_FLAGS`."""
    mask = _of_strings(draft, body)
    for name, value in draft.values.items():
        if value and name in _BIT_OF_FIELD:
            mask |= _BIT_OF_FIELD[name]
    labelled = draft.labelled
    if "editor" in labelled:
        mask |= _BIT["editor"]
    if "author" in labelled:
        mask |= _BIT["author"]
    if "title" in labelled and _is_quoted(draft):
        mask |= _BIT["quoted"]
    if "container-title" in labelled and _is_in(draft):
        mask |= _BIT["in"]
    if _has_day(draft):
        mask |= _BIT["day"]
    if draft.identifiers:
        mask |= _BIT["doi"]
        if any(item.scheme is Scheme.ARXIV for item in draft.identifiers):
            mask |= _BIT["arxiv"]
    return mask


def _of_strings(draft: Draft, body: str | None) -> int:
    """Give the flags that the container, the publisher, the body, the address and the pages set by what they say."""
    get = draft.values.get
    container, publisher, url, page = get("container_title"), get("publisher"), get("url"), get("page")
    mask = 0
    if container:
        mask = _of_container(container)
    if publisher:
        mask |= _of_publisher(publisher)
        if body is not None and (body in publisher or publisher in body):
            mask |= _BIT["own"]
    if body:
        mask |= _BIT["body"] | (_BIT["agency"] if is_newspaper(body) else 0)
    if url:
        mask |= (_BIT["news-address"] if is_news_address(url) else 0) | (_BIT["pdf"] if ".pdf" in url.lower() else 0)  # fmt: skip
    if page and page.isdigit():
        mask |= _BIT["one-page"]
    return mask


@lru_cache(maxsize=8192)
def _of_container(container: str) -> int:
    newspaper, magazine = periodical(container)
    return (_BIT["newspaper"] if newspaper else 0) | (_BIT["magazine"] if magazine else 0)


@lru_cache(maxsize=8192)
def _of_publisher(publisher: str) -> int:
    """Tell whether the publisher is a news agency, and a press or a body that issues reports."""
    house = "press" if is_press(publisher) else "office" if is_body(publisher) else None
    return (_BIT["agency"] if is_newspaper(publisher) else 0) | (_BIT[house] if house else 0)


def _is_quoted(draft: Draft) -> bool:
    title = draft.labelled["title"][0]
    return title.text[0] in _QUOTES or (title.start > 0 and draft.string[title.start - 1] in _QUOTES)


def _is_in(draft: Draft) -> bool:
    item = draft.labelled["container-title"][0]
    return _begins_in(item.text) or _ends_in(draft.string[max(0, item.start - 8) : item.start])


def _begins_in(text: str) -> bool:
    lead = text[:2].lower()
    return (lead in _IN_LEADS or not lead.isascii()) and _IN_INSIDE.match(text) is not None


def _ends_in(text: str) -> bool:
    end = text.rstrip(_AROUND)[-1:]
    return (end in _IN_ENDS or not end.isascii()) and _IN.search(text) is not None


def _has_day(draft: Draft) -> bool:
    issued = draft.values.get("issued")
    if issued is not None and issued.day is not None:
        return True
    # Nothing shorter than "1.1.2001" names a day.
    return any(map(_names_day, [item.text for item in draft.labelled.get("date", ()) if len(item.text) > 7]))


@lru_cache(maxsize=4096)
def _names_day(text: str) -> bool:
    return _DAY.search(text) is not None


def _body(draft: Draft) -> str | None:
    """Give the first author that is an institution, or None."""
    for creator in draft.creators:
        literal = creator.name.literal
        if creator.role is Role.AUTHOR and literal and literal[0].isalpha():
            return literal
    return None


@cache
def weights(path: Path = PATH) -> tuple[tuple[ItemType, ...], Mapping[str, Row]]:
    """Load the kinds and, for each piece of evidence, its weight for each of them."""
    facts = json.loads(path.read_text(encoding="utf-8"))
    kinds = tuple(ItemType(kind) for kind in facts["kinds"])
    return kinds, {name: tuple(row) for name, row in facts["weights"].items()}


class _Tables(NamedTuple):
    """The weights as sums are made of them: the row of each piece of evidence as one long whole number.

    Each kind has 32 bits of it, in their order, `_LEAST` added, so that adding rows up adds up all kinds at once.
    """

    always: int
    flags: dict[int, int]
    shapes: tuple[tuple[int, dict[int, int]], ...]
    words: dict[str, dict[str, int]]
    cues: dict[str, int]
    cued: frozenset[str]
    unpack: Struct


_LEAST = 1024


@cache
def _tables() -> _Tables:
    kinds, table = weights()
    rows = np.array(list(table.values()), np.int64) + _LEAST
    long = dict(zip(table, (int.from_bytes(row, "little") for row in rows.astype("<u4")), strict=True))
    nothing = int.from_bytes(np.full(len(kinds), _LEAST, "<u4"), "little")
    shapes: list[tuple[int, dict[int, int]]] = [(bits, {}) for _, bits in _SHAPE_BITS]
    words: dict[str, dict[str, int]] = {label: {} for label in ("", *_RECURRING, *_LOOSE)}
    for name, row in long.items():
        shape, colon, mask = name.partition(":")
        label, tilde, word = name.partition("~")
        if colon and shape.isdigit():
            shapes[int(shape)][1][int(mask)] = row
        elif tilde:
            words[label][word] = row
    flags = {bit: long.get(name, 0) for name, bit in _BIT.items()}
    cues = words.pop("")
    return _Tables(
        long.get("*", nothing),
        flags,
        tuple(shapes),
        words,
        cues,
        CUES & cues.keys(),
        Struct(f"<{len(kinds)}I"),
    )


@lru_cache(maxsize=8192)
def _mask_row(mask: int) -> int:
    tables = _tables()
    row = tables.always
    rest = mask
    while rest:
        bit = rest & -rest
        row += tables.flags[bit]
        rest ^= bit
    for bits, weighed in tables.shapes:
        row += weighed.get(mask & bits, 0)
    return row


@lru_cache(maxsize=8192)
def _text_row(label: str, text: str | None) -> int:
    if not text:
        return 0
    known = _tables().words[label]
    return sum([known[word] for word in _text_words(label, text) if word in known])


def _sums(row: int) -> tuple[int, ...]:
    """Give the sum of each kind, all with the same too much."""
    unpack = _tables().unpack
    return unpack.unpack(row.to_bytes(unpack.size, "little"))


@lru_cache(maxsize=8192)
def _recurring(mask: int, texts: tuple[str | None, ...]) -> tuple[int, ItemType | None]:
    """Give the weight of what comes again in lists, and the kind that the rest cannot change, or None."""
    row = _mask_row(mask)
    row += sum(map(_text_row, _RECURRING, texts))
    sums = _sums(row)
    first, second = sorted(sums)[:-3:-1]
    return row, weights()[0][sums.index(first)] if first - second > SURE else None


def decide(draft: Draft, found: frozenset[str]) -> ItemType:
    """Give the kind that the evidence speaks for most; `found` are the signs of the string."""
    get = draft.values.get
    body = _body(draft)
    row, sure = _recurring(_mask(draft, body), (get("container_title"), get("publisher"), get("genre"), body))
    if sure is not None:
        return sure
    tables = _tables()
    row += sum(map(tables.cues.__getitem__, found & tables.cued))
    for label in _LOOSE:
        if text := get(label):
            known = tables.words[label]
            row += sum([known[word] for word in _text_words(label, text) if word in known])
    sums = _sums(row)
    return weights()[0][sums.index(max(sums))]


def reasons(draft: Draft, words: frozenset[str], kind: ItemType) -> list[tuple[str, int]]:
    """Give the pieces of evidence for a kind with their weights, the strongest first."""
    kinds, table = weights()
    place = kinds.index(kind)
    found = [(name, table[name][place]) for name in evidence(draft, words) if name in table]
    return sorted(found, key=lambda pair: -pair[1])
