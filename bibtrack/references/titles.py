"""Titles: quotes and labels off, translated title and genre in brackets apart, verbatim otherwise."""

import re

from bibtrack.references.bodies import is_body
from bibtrack.references.bodies import opening as opening_body
from bibtrack.references.draft import Draft, Field
from bibtrack.text import Late, is_wide, squeeze, unescaped
from bibtrack.values.reference import Creator, Name, Role

_QUOTES = '"“”„‟«»‹›「」『』《》〈〉'
_MARK = Late(
    r"[\[［]\s*(?:[JMCDRNPSZGA]|EB|DB|CP|M[/／]OL|J[/／]OL|N[/／]OL|EB[/／]OL|D[/／]OL|C[/／]OL|R[/／]OL|DB[/／]OL)\s*[\]］]"
)
_TRANSLATED = Late(r"\s*\[([^\[\]]{4,})\]\s*$")
_TAGS = Late(r"</?(?:i|b|em|italic|bold|sup|sub|strong)>")
_BROKEN = Late(r"[a-zà-ÿ]{2}[-‐]\s+[a-zà-ÿ]{3}")
_BREAK = Late(r"(\w)[-‐]\s+(?=[a-zà-ÿ])")
_PAIRS = {"(": ")", "[": "]", "“": "”", "«": "»", "《": "》", "（": "）", "「": "」"}

#: “Yidai yilu” 一带一路: a title in Latin letters, then in its own.
_BEFORE_HAN = Late(r"[“\"]?([A-Za-zÀ-ɏ][^“”\"㐀-鿿가-힣ぁ-ヿ]*)[”\"]\s?(?=[㐀-鿿가-힣ぁ-ヿ])")
#: What may enclose a title, or stand unclosed at its end.
_ENCLOSING = frozenset(_QUOTES + "'‘’" + "".join(_PAIRS) + "".join(_PAIRS.values()))

#: Quotes and points around a title: nobody prints more layers.
_LAYERS = 8


def apply(draft: Draft) -> None:
    """Set `title`, and `translated_title` where a bracket after the title holds one."""
    spans = draft.labelled.get("title")
    if not spans:
        return
    text = clean(spans[0].text if len(spans) == 1 else joined(draft.string, spans[0], spans[1]))
    translated = _TRANSLATED.search(text) if text.endswith("]") else None
    if translated and not text.startswith("[") and _is_translation(text, translated.group(1)):
        draft.put("translated_title", clean(translated.group(1)))
        text = clean(text[: translated.start()])
    draft.put("title", _without_body(draft, _requoted(text, draft.string, spans[0].start, spans[-1].stop)))


def _requoted(text: str, string: str, start: int, stop: int) -> str:
    """Give a title the quotation mark that its edge lost when the other half stands within it: “Belt” and Road."""
    if ("”" in text or '"' in text) and is_wide(text) and (found := _BEFORE_HAN.match(text)):
        return f"{found[1]} {text[found.end() :]}"
    if string[start - 1 : start] in ("‘", "'") and _SINGLE.match(text):
        return string[start - 1] + text
    if text.isascii() and '"' not in text:
        return text
    for opening, closing in _QUOTED:
        if closing not in text and opening not in text:
            continue
        if opening == closing:
            odd = text.count(opening) % 2 == 1
            before, after = odd and text[0] != opening, odd and text[-1] != opening
        else:
            before, after = (
                text.count(opening) < text.count(closing),
                text.count(opening) > text.count(closing),
            )
        if before and string[start - 1 : start] == opening:
            return opening + text
        if after and string[stop : stop + 1] == closing:
            return text + closing
    return text


#: "Marching Westwards’: The Rebalancing": a quotation closes within, its first half before the title.
_SINGLE = Late(r"[^‘’']{2,60}[’'](?=[:,]\s)")
#: Marks that are quotes only; "’" is an apostrophe, too.
_QUOTED = (("“", "”"), ("«", "»"), ("„", "“"), ("「", "」"), ('"', '"'))


def _without_body(draft: Draft, text: str) -> str:
    """Take the institution that opens a title without an author for its author."""
    if ":" in text and draft.language == "de" and not draft.creators:
        return _after_colon(draft, text)
    if "," not in text or draft.labelled["title"][0].text[0] in _QUOTES:
        return text
    if draft.creators:
        return (_with_next_body if text.startswith(_ANDS) else _with_rest_of_body)(draft, text)
    stop = opening_body(text)
    if stop:
        draft.add_names(Role.AUTHOR, [Name(literal=text[:stop].rstrip(" ,"))])
    return clean(text[stop:]) if stop else text


def _after_colon(draft: Draft, text: str) -> str:
    """Take "Bundesministerium der Finanzen: " for the author, as German lists print it."""
    name, _, rest = text.partition(": ")
    if not rest or not name[:1].isupper() or not _GERMAN_BODY.match(name) or not is_body(name):
        return text
    draft.add_names(Role.AUTHOR, [Name(literal=name)])
    return clean(rest)


_GERMAN_BODY = Late(
    r"(?:Bundes|Minist|Umwelt|Deutsche|Europäische|Institut|Universität|Stiftung|Verband|Landes|Statistisches)\S*(?:\s\S+){0,10}$"
)


def _with_next_body(draft: Draft, text: str) -> str:
    """Give a title without the second of two bodies: "(CCCMC) and OECD, Chinese Due Diligence Guidelines"."""
    found = _AND_BODY.match(text)
    if found is None or draft.creators[0].name.literal is None or not is_body(found["body"]):
        return text
    draft.creators.append(Creator(draft.creators[0].role, Name(literal=found["body"])))
    return clean(text[found.end() :])


_ANDS = ("and ", "& ", "und ", "et ", "y ")
_AND_BODY = Late(r"(?:and|&|und|et|y)\s(?P<body>[A-ZÀ-Þ][^,“”]{1,60}),\s(?=[A-ZÀ-Þ“])")


def _with_rest_of_body(draft: Draft, text: str) -> str:
    """Give an institution's name its rest where a comma within the name was taken for its end."""
    author, title = draft.first("author"), draft.labelled["title"][0]
    if author is None or len(draft.creators) > 1 or draft.creators[0].name.literal is None:
        return text
    if draft.string[author.stop : title.start] != ", ":
        return text
    stop = opening_body(f"{author.text}, {text}")
    rest = stop - len(author.text) - 2
    if rest <= 0:
        return text
    name = Name(literal=f"{author.text}, {text[:rest]}".rstrip(" ,"))
    draft.creators[0] = Creator(draft.creators[0].role, name)
    return clean(text[rest:])


def joined(string: str, first: Field, second: Field) -> str:
    """Give the first stretch with its continuation, when only punctuation stands between; else the first."""
    beside = second.start - first.stop < 6 and not any(c.isalnum() for c in string[first.stop : second.start])
    return string[first.start : second.stop] if beside else first.text


def _is_translation(text: str, inside: str) -> bool:
    outside = text[: -len(inside)]
    foreign = any(ord(c) > 0x17F for c in outside) or any(
        c in "äöüßéèêàçñãõáíóúåøœæ" for c in outside.lower()
    )
    return foreign or len(inside.split()) > 2


def clean(text: str) -> str:
    """Give a title without markup, enclosing quotes, document marks such as [J], and outer punctuation.

    An unclosed bracket or quote at an end is taken off; "?" and "!" stay.
    """
    bare = _TAGS.sub("", text) if "<" in text else text
    if "&" in bare and ";" in bare:
        bare = unescaped(bare)
    if "[" in bare or "［" in bare:
        bare = _MARK.sub("", bare)
    if ("- " in bare or "‐ " in bare) and _BROKEN.search(bare):
        bare = _BREAK.sub(r"\1", bare)
    bare = squeeze(bare)
    for _ in range(_LAYERS):
        bare = bare.strip(" ,;:.，；：。、")
        if bare[:1] not in _ENCLOSING and bare[-1:] not in _ENCLOSING:
            break
        before = bare
        bare = _unquoted(bare)
        if bare == before:
            break
    return bare


def _unquoted(bare: str) -> str:
    if len(bare) > 1 and bare[0] in _QUOTES + "'‘’" and bare[-1] in _QUOTES + "'’‘" and not _inner(bare):
        return bare[1:-1]
    for opening, closing in _PAIRS.items():
        if bare.startswith(opening) and closing not in bare:
            return bare[1:]
        if bare.endswith(closing) and opening not in bare:
            return bare[:-1]
    return bare[1:] if bare[:1] in ('"', "‘") and bare.count(bare[0]) == 1 and "’" not in bare else bare


def _inner(bare: str) -> bool:
    """Tell whether the first quote closes before the end: “A” and “B”."""
    closing = {"“": "”", "«": "»", "《": "》", "„": "“", "「": "」", "‘": "’", '"': '"', "'": "'"}.get(
        bare[0]
    )
    if closing is None:
        return False
    place = bare.find(closing, 1)
    if closing in "’'":
        return bool(re.search(rf"{closing}[\s,.;]+.*[‘'“]", bare[1:-1]))
    return 0 < place < len(bare) - 1
