"""Text out of registry records: tags, entities and doubled escapes become plain Unicode.

Crossref titles and abstracts hold JATS, HTML and MathML, sometimes escaped twice.
"""

import re
from html import unescape

from bibtrack.text import printable, squeeze

# Only tags that publishers deposit, so that "p < 0.05 and q > 2" or "<br-12>" in a title stays.
_TAG = re.compile(
    r"</?(?:(?:jats|mml|m|xhtml|html|x|tex-math|inline-formula)(?::[\w-]+)?|i|b|u|p|em|tt|sc|scp|sub|sup|inf|"
    r"br|div|span|font|small|strong|bold|italic|roman|emph|title|sec|list|list-item|underline|math|mi|mo|mn|"
    r"mrow|msub|msup|mtext|mspace|mfrac|ext-link|uri|a|h[1-6]|cite|abstract|styled-content|named-content|fn|"
    r"xref|SUB|SUP|I|B|TITLE|EM|P|BR)(?:\s[^<>]{0,300})?/?>",
    re.I,
)
# A block's end separates words; an inline tag's does not ("H<sub>2</sub>O").
_BLOCK = re.compile(r"</?(?:jats:)?(?:p|sec|title|list|list-item|br|div|h[1-6])(?:\s[^<>]{0,300})?/?>", re.I)
_FOOTNOTE = re.compile(r"<(?:jats:)?fn\b.{0,2000}?</(?:jats:)?fn>", re.I | re.S)
_LIMIT = 200_000


def plain(text: object) -> str | None:
    """Give plain text of a value from a record, or None when nothing is left.

    Tags go, entities are read up to twice, white space is folded, control characters are shown
    as "�", and at most 200,000 characters are looked at.
    """
    if not isinstance(text, str):
        return None
    if text.isprintable() and "<" not in text and "&" not in text and "  " not in text and len(text) < _LIMIT:
        return text.strip() or None
    bare = text[:_LIMIT]
    for _ in range(2):
        if "<" in bare:
            bare = _TAG.sub("", _BLOCK.sub(" ", _FOOTNOTE.sub(" ", bare)))
        if "&" not in bare:
            break
        bare = unescape(bare)
    if "<" in bare:
        bare = _TAG.sub("", bare)
    return squeeze(printable(bare.replace("\u00ad", ""))) or None
