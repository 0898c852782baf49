"""How far a candidate's creators stand in the question."""

from collections.abc import Mapping
from dataclasses import dataclass

from bibtrack.matching.question import Question
from bibtrack.matching.scripts import in_script_of
from bibtrack.matching.words import alike, folded_words
from bibtrack.values.reference import Name, Reference, Role

_MOST = 10


@dataclass(frozen=True, slots=True)
class NameMatch:
    """How the creators compare.

    `first` 0 to 1: the first creator's name is found; `others` the share of the next ones, None
    when there are none; `count` how many are found; `initial` True, False or None (not printed);
    `place` the word position.
    """

    first: float
    others: float | None
    count: int
    initial: bool | None
    place: int | None
    name: str


def name_match(asked: Question, reference: Reference) -> NameMatch | None:
    """Compare the first creator and up to nine more; None when the record names nobody."""
    names = reference.names(Role.AUTHOR) or reference.names(Role.EDITOR)
    if not names:
        return None
    places = asked.places
    first, place = _found(asked, places, names[0])
    rest = [_found(asked, places, name)[0] for name in names[1:_MOST]]
    return NameMatch(
        first=first,
        others=sum(rest) / len(rest) if rest else None,
        count=sum(one >= 0.7 for one in (first, *rest)),
        initial=_initial(asked, places, names[0]) if first == 1 else None,
        place=place,
        name=names[0].sort_form(),
    )


def _found(asked: Question, places: Mapping[str, int], name: Name) -> tuple[float, int | None]:
    if name.family is None:
        return _body(asked, places, folded_words(in_script_of(name.literal or "", asked.text)))
    family = folded_words(in_script_of(name.family, asked.text))
    if not family:
        return 0.0, None
    if all(part in places for part in family):
        return 1.0, min(places[part] for part in family)
    # A particle may be left out, and a double name cut: "van der Zouwen", "Lopez-Garcia".
    longest = max(family, key=len)
    if len(family) > 1 and len(longest) > 3 and longest in places:
        return 0.9, places[longest]
    return _slipped(asked, places, "".join(family))


def _slipped(asked: Question, places: Mapping[str, int], family: str) -> tuple[float, int | None]:
    if len(family) < 4:
        return 0.0, None
    if len(family) > 4 and family in asked.squeezed[: 400 if asked.written_out else None]:
        return 0.8, None
    for word, place in places.items():
        if (word[0] == family[0] or word[-1] == family[-1]) and alike(word, family):
            return 0.7, place
    return 0.0, None


def _body(asked: Question, places: Mapping[str, int], parts: tuple[str, ...]) -> tuple[float, int | None]:
    known = [places[part] for part in parts if part in places]
    if not parts or not known:
        return 0.0, None
    share = len(known) / len(parts)
    return (share if share >= 0.6 else 0.0), min(known)


def _initial(asked: Question, places: Mapping[str, int], name: Name) -> bool | None:
    """Compare the given name with what stands around the family name; None when nothing does."""
    given = folded_words(name.given or "")
    family = folded_words(name.family or "")
    if not given or not family:
        return None
    place = places.get(family[-1])
    if place is None:
        return None
    return _beside(asked, place, given)


def _beside(asked: Question, place: int, given: tuple[str, ...]) -> bool | None:
    initials = {part[0] for part in given} | {given[0]}
    seen = False
    for i in (place + 1, place + 2, place - 1, place - 2):
        if not 0 <= i < len(asked.words):
            continue
        word = asked.words[i]
        if word.text in given or (
            word.text.isalpha() and len(word.text) <= 3 and word.text[0] == given[0][0]
        ):
            return True
        raw = asked.text[word.start : word.stop]
        if raw.isalpha() and raw.isupper() and len(raw) <= 2:
            seen = True
            if set(word.text) & initials:
                return True
    return False if seen else None
