"""A journal's name is whole: its abbreviated words before, and the letter of its section behind.

"Chem. Rev. 76, 625" is no article called "Chem"; "Phys. Lett. B428" is volume 428 of Physics Letters B.
"""

import re
from collections.abc import Sequence

from bibtrack.references.draft import Field

#: Letter and number of "D89" or "B 428".
SECTION = re.compile(r"[A-Z]\s?(?=\d)")
_JOURNAL = re.compile(r"(?:\.|\b(?:Phys|Lett|Rev|Mod|Nucl|Commun|Chem|Math|Soc|Am|Acta|Cryst))\W{0,2}$")
_ABBREVIATED = re.compile(r"(?:[A-ZÀ-Þ][\w’]{1,9}\.\s?){1,4}$")
_SHORT = 40


def whole(text: str, fields: Sequence[Field]) -> list[Field]:
    """Give the fields, with what belongs to a journal's name in its field."""
    made = list(fields)
    for n in range(len(made) - 1):
        one, following = made[n], made[n + 1]
        if one.label == "container-title" and following.label == "volume":
            made[n], made[n + 1] = _with_section(text, one, following)
        elif one.label == "title" and following.label == "container-title" and _begins(text, one, following):
            # The title was all there was of it; what follows keeps its label.
            made[n] = Field("container-title", one.start, following.stop, text[one.start : following.stop])
            return [*made[: n + 1], *made[n + 2 :]]
    return made


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
