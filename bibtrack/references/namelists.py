"""People in a list: what stands between commas and "and" is cut into pieces, and the pieces become names.

"Last, First and First Last" mixes, initials behind or before, suffixes and lost commas.
"""

from bibtrack.references import persons, surnames
from bibtrack.references.bodies import is_body
from bibtrack.text import Late
from bibtrack.values.reference import Name

#: Degrees after a name say nothing of who it is.
_DEGREE = Late(r"(?:Ph\.?\s?D|M\.\s?D|M\.?P\.?H|M\.?Sc|B\.?Sc|Esq|S\.J|O\.P|R\.N|F\.R\.S)\.?$")
# The blanks around it are left to the pieces: to look for them at each place takes a quarter longer.
_SEPARATOR = Late(
    r"[,，、]\s*(&|(?:and|und|et|y(?!\ue000)|en|och|e|i|a)\b(?=\s+\S))?|(&|(?<![^\s.])(?:and|und|et|y(?!\ue000)|en|och|và|with)\b|(?<=[a-zà-ÿ.]\s)(?:e|i|og|a)\s(?=[A-ZÀ-Þ]))"
)
_DOUBLE = Late(r"^([^\W\d_]+\s[^\W\d_]+) y ([^\W\d_]+)$")
_RUN_ON = Late(r"(?:(?:[A-Z]\.[\s-]?)+(?:(?:[Dd]e|[Vv]an|[Vv]on|[Dd]er|[Dd]i)\s)*[A-Z][\w’'-]+(?:\s|$)){2,}")
_RUN_ON_ONE = Late(r"(?:[A-Z]\.[\s-]?)+(?:(?:[Dd]e|[Vv]an|[Vv]on|[Dd]er|[Dd]i)\s)*[A-Z][\w’'-]+")
_ACRONYMS = frozenset(
    "WHO FAO ILO IMF IEA OECD UNEP UNDP IPCC UNESCO UNICEF WTO EU UN NATO IUCN WWF ADB AIIB IFC UNHCR".split()
)


def people(text: str, language: str | None) -> list[Name]:
    """Give the people of a list without role words; blanks are single ones."""
    # "José Ortega y Gasset" is one person: the mark keeps the "y" from being read as "and".
    if " y " in text:
        text = _DOUBLE.sub("\\1 y\ue000\\2", text)
    if "," not in text and text.isascii() and not _ANDS.search(text):
        return _single(text, language)
    pieces: list[str] = []
    ends: set[int] = set()
    parts = _SEPARATOR.split(text)
    for n in range(0, len(parts), 3):
        piece = parts[n].strip(" \t;:…")
        piece = piece.lstrip(". ") if piece.startswith("..") else piece
        if piece and not (pieces and " " in pieces[-1] and _DEGREE.match(piece)):
            pieces.append(piece)
        if n + 2 < len(parts) and (parts[n + 1] or parts[n + 2]):
            ends.add(len(pieces))
    ends.add(len(pieces))
    return _pair(pieces, ends, language)


_ANDS = Late(r"&|\s(?:and|und|et|y|en|och|og|e|i|a|và|with)\s")


def _single(text: str, language: str | None) -> list[Name]:
    if text.count(".") > 1 and text.count(" ") > 2 and _RUN_ON.fullmatch(text):
        return [persons.parse_name(part, language) for part in _RUN_ON_ONE.findall(text)]
    return [persons.parse_name(text, language)]


def _pair(pieces: list[str], ends: set[int], language: str | None) -> list[Name]:
    names: list[Name] = []
    natural = _is_natural(pieces)
    i, size = 0, len(pieces)
    while i < size:
        piece = pieces[i]
        following = pieces[i + 1] if i + 1 < size and (i + 1) not in ends else None
        if names and piece in persons.SUFFIXES:
            names[-1] = persons.with_suffix(names[-1], piece)
        elif (
            following
            and following in persons.SUFFIXES
            and i + 2 < size
            and i + 2 not in ends
            and _is_given(pieces[i + 2])
        ):
            names.append(persons.with_suffix(persons.family_given(piece, pieces[i + 2]), following))
            i += 2
        elif (
            following
            and " " in following
            and " " not in piece
            and i + 2 < size
            and _lost_comma(following, pieces[i + 2 :])
        ):
            initials, _, pieces[i + 1] = following.rpartition(" ")
            names.append(persons.family_given(piece, initials))
        elif following and _inverted(piece, following, natural, i == 0 or size == 2):
            names.append(persons.family_given(piece, following))
            i += 1
        else:
            names += _single(piece, language)
        i += 1
    return names


def _is_given(piece: str) -> bool:
    return persons.is_initials(piece) or surnames.is_given(piece.partition(" ")[0])


def _lost_comma(piece: str, rest: list[str]) -> bool:
    """Tell whether "Greenwood, D.R. Müller, R.D." lost the comma between two people."""
    initials, _, family = piece.rpartition(" ")
    if not persons.is_initials(initials) or len(family) < 3 or persons.is_initials(family):
        return False
    following = rest[0]
    return persons.is_initials(following) or (len(rest) > 1 and " " in following and _lost_comma(following, rest[1:]))  # fmt: skip


def _is_natural(pieces: list[str]) -> bool:
    """Tell whether every piece is a whole name: "Dionne Searcey, Michael Forsythe", "Smith JA, Jones B"."""
    if len(pieces) < 2:
        return False
    if (len(pieces) > 2 or persons.is_vancouver(pieces[0])) and _are_whole(pieces):
        return True
    return len([piece for piece in pieces if persons.is_vancouver(piece)]) * 3 > len(pieces) * 2


def _are_whole(pieces: list[str]) -> bool:
    """Tell whether each piece is given names and a family name."""
    for piece in pieces:
        if " " not in piece or persons.is_initials(piece) or persons.particles(piece.split())[0] is not None:
            return False
    return True


def _inverted(piece: str, following: str, natural: bool, first: bool) -> bool:
    """Tell whether "piece, following" is one name with the family name first."""
    words = piece.split()
    if following in persons.SUFFIXES or following in _ACRONYMS:
        return False
    if persons.is_initials(following):
        if natural and len(words) > 1:
            return False
        return len(words) == 1 or not (
            persons.is_initials(words[0]) and (len(words[0]) == 1 or "." in words[0])
        )
    if natural or (len(words) > 1 and (len(words[0]) == 1 or is_body(piece))):
        return False
    if sum(word.lower() not in persons.PARTICLES for word in words) <= 1:
        return _takes_given(piece, following)
    return (first or len(words) == 2) and _is_given_of_double(words, following.split())


def _takes_given(piece: str, following: str) -> bool:
    """Tell whether a lone family name takes what follows as its given names."""
    words = following.split()
    if len(words) > 3 and not all(
        persons.is_initials(word) or word.lower() in persons.PARTICLES for word in words[1:]
    ):
        return False
    if persons.is_vancouver(piece) or (is_body(following) and len(words) > 1):
        return False
    if piece.isupper() and len(piece) > 1 and following.isupper() and is_body(following):
        # "UNEP, UNDP": two acronyms.
        return len(piece) > 7 or surnames.is_given(following)
    return True


def _is_given_of_double(words: list[str], given: list[str]) -> bool:
    """Tell whether "García Márquez" goes with "Gabriel": given names only after, none before."""
    if len(given) > 2 or surnames.is_given(words[0]) or any("." in word for word in words):
        return False
    if persons.is_vancouver(" ".join(words)):
        return False
    if len(given) == 1:
        return True
    return surnames.is_given(given[0]) and (
        surnames.is_given(given[1]) or persons.is_initials(given[1]) or given[1].lower() in persons.PARTICLES
    )


def evenly_cased(names: list[Name]) -> list[Name]:
    """Give short families in capitals ("LI") the case of the others, when all are set in capitals in print."""
    short = [
        n for n, name in enumerate(names) if name.family and name.family.isupper() and len(name.family) > 1
    ]
    if not short or len(short) == len(names) or any(name.family is None for name in names):
        return names
    if any(len(names[n].family or "") > 3 for n in short):
        return names
    found = list(names)
    for n in short:
        name = names[n]
        found[n] = Name((name.family or "").capitalize(), name.given, name.dropping_particle, name.non_dropping_particle, name.suffix)  # fmt: skip
    return found
