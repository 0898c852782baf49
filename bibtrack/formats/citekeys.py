"""Citekeys from a pattern: ASCII, the same for the same work, a letter where two would collide.

Pattern fields: {author} first family name, {authors} up to three, {year}, {yy}, {title} first
significant word, {title2} and {title3} the first two or three, {container}, {type}.  Everything
else in the pattern stands as it is (letters, digits, "-", "_", ":", ".", "+", "/").
"""

import re
import unicodedata
from collections.abc import Container, Iterator

from bibtrack.errors import InputError
from bibtrack.text import fold, has_cjk
from bibtrack.values.reference import Name, Reference, Role

PATTERN = "{author}{year}{title}"
_FIELD = re.compile(r"\{(\w+)\}")
_PLAIN = re.compile(r"[A-Za-z0-9\-_:.+/]*$")
_HOST = re.compile(r"(?:https?://)?(?:www\.)?([^/:?#\s]+\.[a-z]{2,})(?:[/:?#]|$)", re.I)
_WORD = re.compile(r"[a-z0-9]+")
_HAN = re.compile(r"[㐀-䶿一-鿿豈-﫿\U00020000-\U0003FFFF]+")
_SMALL_WORDS = (
    "a an and as at by for from in into is of on or the to with via what how why when do does toward towards"
    " der die das den dem des ein eine einer eines und im zur zum von vom fur uber"
    " le la les l un une des du de d et en au aux sur pour el los las una del al y e o"
    " il lo gli i uno della dello degli dei"
)
_INSIGNIFICANT = frozenset(_SMALL_WORDS.split())
# Where a name reads a character otherwise than a text does (GB/T 28039-2011, surnames).
_SURNAMES = {"单": "shan", "曾": "zeng", "解": "xie", "仇": "qiu", "区": "ou", "查": "zha", "朴": "piao",
             "盖": "ge", "任": "ren", "尉迟": "yuchi", "缪": "miao", "翟": "zhai", "冼": "xian"}  # fmt: skip
_SOUNDS = (
    "a b v g d e e zh z i i k l m n o p r s t u f kh ts ch sh shch  y  e yu ya i i ye g "
    "a v g d e z i th i k l m n x o p r s s t y f ch ps o"
)
_LETTERS = dict(
    zip("абвгдеёжзийклмнопрстуфхцчшщъыьэюяіїєґαβγδεζηθικλμνξοπρσςτυφχψω", _SOUNDS.split(" "), strict=True)
)

#: "China Chamber of Commerce … (CCCMC)": the short name that a body prints itself.
_ACRONYM = re.compile(r"\(([A-Z]{2,8})\)\W*$")


def assign(reference: Reference, taken: Container[str], pattern: str = PATTERN) -> str:
    """Give a citekey that is not in `taken`; the first holder of a key has it without a letter.

    Later ones get a, b, … z, aa, ab, …  A key in use is never changed, so collisions are stable.
    Raises InputError for a pattern with an unknown field or a sign that keys cannot have.
    """
    return lettered(key_stem(reference, pattern), taken)


def lettered(stem: str, taken: Container[str]) -> str:
    """Give `stem` when it is free, else with the first free letter behind it."""
    if stem not in taken:
        return stem
    return next(stem + letters for letters in _suffixes() if stem + letters not in taken)


def key_stem(reference: Reference, pattern: str = PATTERN) -> str:
    """Give the citekey that the pattern makes, before any letter; never empty."""
    made = _FIELD.sub(lambda found: _field(found.group(1), reference, pattern), pattern)
    if not _PLAIN.match(made):
        raise InputError(
            f"citekey pattern {pattern!r}: use letters, digits and - _ : . + / around the {{fields}}"
        )
    return made.strip("-_:.+/") or "source"


def _suffixes() -> Iterator[str]:
    number = 0
    while True:
        number += 1
        letters, rest = "", number
        while rest:
            rest, digit = divmod(rest - 1, 26)
            letters = chr(97 + digit) + letters
        yield letters


def _field(name: str, reference: Reference, pattern: str) -> str:
    if name in ("author", "authors"):
        return "".join(map(_name_word, _names(reference)[: 3 if name == "authors" else 1])) or _body(
            reference
        )
    if name in ("year", "yy"):
        year = f"{reference.year:04d}" if reference.year is not None else "nd"
        return year[-2:] if name == "yy" else year.lstrip("-")
    if name in ("title", "title2", "title3"):
        return "".join(_title_words(reference)[: int(name[5:] or 1)])
    if name == "container":
        return _initials(reference.container_title or "")
    if name == "type":
        return reference.type.value.replace("_", "")
    raise InputError(
        f"citekey pattern {pattern!r}: {{{name}}} is not a field; "
        "use author, authors, year, yy, title, title2, title3, container, type"
    )


def _names(reference: Reference) -> tuple[Name, ...]:
    for role in (Role.AUTHOR, Role.EDITOR, Role.DIRECTOR, Role.TRANSLATOR):
        if names := reference.names(role):
            return names
    return tuple(creator.name for creator in reference.creators)


def _name_word(name: Name) -> str:
    if name.literal is not None:
        return _body_word(name.literal)
    family = name.family or ""
    if _HAN.fullmatch(family):
        return _SURNAMES.get(family) or ascii_text(family).replace(" ", "")
    return "".join(_WORD.findall(ascii_text(f"{name.non_dropping_particle or ''} {family}")))


def _body(reference: Reference) -> str:
    """Without creators: the body behind the work, by its short name."""
    named = reference.authority or reference.publisher or reference.container_title
    return _body_word(named) if named else _site(reference.url or "")


def _site(url: str) -> str:
    """The name of a web site: "https://www.imf.org/en/data" → "imf"; country and kind of domain left out."""
    found = _HOST.match(url)
    labels = found.group(1).lower().split(".")[:-1] if found else []
    while len(labels) > 1 and labels[-1] in {"co", "com", "org", "gov", "gob", "edu", "ac", "net"}:
        labels.pop()
    return "".join(_WORD.findall(ascii_text(labels[-1]))) if labels else ""


def _body_word(text: str) -> str:
    if _HAN.search(text):
        return "".join(ascii_text("".join(_HAN.findall(text))).split()[:4])
    short = _ACRONYM.search(text)
    if short:
        return short[1].lower()
    words = [word for word in _WORD.findall(ascii_text(text)) if word not in _INSIGNIFICANT]
    return "".join(words) if len(words) <= 2 else "".join(word[0] for word in words)[:8]


def _initials(text: str) -> str:
    return "".join(word[0] for word in _WORD.findall(ascii_text(text)) if word not in _INSIGNIFICANT)[:8]


def _title_words(reference: Reference) -> list[str]:
    title = reference.title or reference.title_short or ""
    if _HAN.search(title):
        return ["".join(ascii_text("".join(_HAN.findall(title))).split()[:2])]
    words = _WORD.findall(ascii_text(title).replace("'", ""))
    return [word for word in words if word not in _INSIGNIFICANT] or words


def ascii_text(text: str) -> str:
    """Give `text` in lower-case ASCII: accents off, Chinese as pinyin, other scripts by letter.

    Chinese syllables are parted by blanks.  What cannot be written is left out.
    """
    if text.isascii():
        return text.lower()
    if has_cjk(text) and _HAN.search(text):
        from pypinyin import Style, lazy_pinyin

        text = _HAN.sub(
            lambda found: " " + " ".join(lazy_pinyin(found.group(), style=Style.NORMAL)) + " ", text
        )
    folded = fold(text)
    return folded if folded.isascii() else "".join(map(_letter, folded))


def _letter(char: str) -> str:
    if char.isascii():
        return char
    if char in _LETTERS:
        return _LETTERS[char]
    # Kana and Hangul: the character's Unicode name ends with its sound.
    name = unicodedata.name(char, "")
    if name.startswith(("HIRAGANA LETTER", "KATAKANA LETTER", "HANGUL SYLLABLE")):
        return name.rsplit(" ", 1)[1].lower()
    return " " if char.isspace() or not char.isalnum() else ""
