"""A journal's name is whole: its abbreviated words before, and the letter of its section behind.

"Chem. Rev. 76, 625" is no article called "Chem"; "Phys. Lett. B428" is volume 428 of Physics Letters B.
"""

from collections.abc import Sequence

from bibtrack.references.draft import Field
from bibtrack.text import Late

#: Letter and number of "D89" or "B 428".
SECTION = Late(r"[A-Z]\s?(?=\d)")
_JOURNAL = Late(r"(?:\.|\b(?:Phys|Lett|Rev|Mod|Nucl|Commun|Chem|Math|Soc|Am|Acta|Cryst))\W{0,2}$")
_ABBREVIATED = Late(r"(?:[A-ZÀ-Þ][\w’]{1,9}\.\s?){1,4}$")
_SHORT = 40


def whole(text: str, fields: Sequence[Field]) -> list[Field]:
    """Give the fields, with what belongs to a journal's name in its field."""
    made = _alone(text, [part for field in fields for part in _without_tail(field, fields)])
    for n in range(len(made) - 1):
        one, following = made[n], made[n + 1]
        if one.label == "container-title" and following.label == "volume":
            made[n], made[n + 1] = _with_section(text, one, following)
        elif one.label == "title" and following.label == "container-title" and _begins(text, one, following):
            # The title was all there was of it; what follows keeps its label.
            made[n] = Field("container-title", one.start, following.stop, text[one.start : following.stop])
            return [*made[: n + 1], *made[n + 2 :]]
    return made


def _without_tail(field: Field, fields: Sequence[Field]) -> list[Field]:
    # "Journal of Research, 84(A9), 5099" was all container.
    if field.label != "container-title" or any(one.label in ("volume", "pages") for one in fields):
        return [field]
    found = _TAIL.search(field.text)
    if found is None:
        return [field]
    names = ("volume", "issue", "pages")
    spans = [(name, found.start(n), found.end(n)) for n, name in enumerate(names, start=1) if found[n]]
    return [
        Field(field.label, field.start, field.start + found.start(), field.text[: found.start()]),
        *(Field(name, field.start + a, field.start + b, field.text[a:b]) for name, a, b in spans),
    ]


_TAIL = Late(r",\s(\d{1,4})(?:\s?\(([A-Z]?\d{1,4}[A-Z]?)\))?,\s([A-Za-z]?\d{1,7}(?:\s?[-–]\s?\w?\d{1,7})?)$")


def _alone(text: str, fields: Sequence[Field]) -> list[Field]:
    """Take for the journal what is the only thing named before a volume and pages: "Noor, M. A. Blood 2004, 105, 1162"."""
    made = list(fields)
    labels = [field.label for field in made]
    if "pages" not in labels or "author" not in labels or not _OTHERS.isdisjoint(labels):
        return made
    if labels.count("title") == 1:
        at = labels.index("title")
        title = made[at]
        numbered = (
            _NUMBERED.fullmatch(title.text) if _is_short(title.text) and "volume" not in labels else None
        )
        if numbered and labels[at + 1 : at + 3] in (["pages"], ["pages", "date"], ["date", "pages"]):
            cut = title.start + numbered.end(1)
            volume = Field("volume", title.start + numbered.start(2), title.stop, numbered[2])
            made[at : at + 1] = [Field("container-title", title.start, cut, numbered[1]), volume]
        elif _is_short(title.text) and _runs_on(text, made, at):
            made[at] = title._replace(label="container-title")
    elif "title" not in labels and "volume" in labels:
        at = labels.index("author")
        found = _INITIALS_FIRST.fullmatch(made[at].text)
        if found and _runs_on(text, made, at):
            author = made[at]
            start = author.start + found.start(2)
            made[at : at + 1] = [
                Field("author", author.start, author.start + found.end(1), found[1]),
                Field("container-title", start, author.stop, found[2]),
            ]
    return made


def _is_short(name: str) -> bool:
    # Few words, and those of four letters with capitals: what is in small letters is an article's title.
    words = [word for word in name.split() if len(word) > 3]
    small = sum(word[0].islower() for word in words)
    return len(name) < 90 and len(words) < 9 and small * 3 <= len(words)


def _runs_on(text: str, fields: Sequence[Field], at: int) -> bool:
    # A volume as a bare number, or the year and then it, follow at once; nothing is in quotes.
    after = fields[at + 1 : at + 4]
    labels = [field.label for field in after]
    if labels[:1] != ["volume"] and labels[:2] != ["date", "volume"]:
        return False
    volume = after[labels.index("volume")]
    between = text[fields[at].stop : after[0].start]
    return (
        volume.text.isdecimal()
        and between.strip() in ("", ",")
        and text[fields[at].start - 1 : fields[at].start] not in _QUOTES
    )


#: Where one of these is printed, more is named than a journal.
_OTHERS = frozenset(
    ("container-title", "publisher", "location", "edition", "editor", "genre", "collection-title")
)
_NUMBERED = Late(r"(\D+[^\d\W])\s(\d{1,3})")
_INITIALS_FIRST = Late(r"(.*[,;]\s(?:[A-ZÀ-Þ]\.[\s-]?)*[A-ZÀ-Þ]\.)\s([A-ZÀ-Þ][a-zà-ÿ]{2}.*)")
_QUOTES = tuple('“"‘«')


def _with_section(text: str, journal: Field, volume: Field) -> tuple[Field, Field]:
    letter = SECTION.match(volume.text)
    if letter is None or not _JOURNAL.search(text, journal.start, volume.start):
        return journal, volume
    stop = volume.start + 1
    digits = volume.start + letter.end()
    return (
        Field("container-title", journal.start, stop, text[journal.start : stop]),
        Field("volume", digits, volume.stop, text[digits : volume.stop]),
    )


def _begins(text: str, title: Field, journal: Field) -> bool:
    # Only abbreviations, and nothing but their points before the rest: "Curr. Opin." + "Cell Biol."
    between = text[title.stop : journal.start]
    return (
        len(title.text) < _SHORT
        and between.strip() == "."
        and (text[journal.stop : journal.stop + 1] == "." or "." in journal.text)
        and _ABBREVIATED.fullmatch(text[title.start : journal.start]) is not None
    )
