"""Question × candidate → signals: per field what agrees, what clashes, and how much.

A signal carries its features, plain numbers that `score` weighs, and the sentence that people
read.  Nothing is decided here but contradictions, which forbid automatic acceptance.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from bibtrack.matching.containers import container_match
from bibtrack.matching.kinds import clashes
from bibtrack.matching.names import NameMatch, name_match
from bibtrack.matching.numbers import NumberMatch, number_match, year_gap
from bibtrack.matching.question import Question
from bibtrack.matching.titles import NOTHING, TitleMatch, title_match
from bibtrack.matching.words import FRAME, STOP, abbreviates, alike_any, folded_words
from bibtrack.values.match import Candidate
from bibtrack.values.reference import Reference

#: With fewer words than this nothing but a DOI is printed.
_BARE = 3
#: So many unexplained words are as bad as more.
_UNEXPLAINED = 6.0
Features = tuple[tuple[str, float], ...]


@dataclass(frozen=True, slots=True)
class Signal:
    """What one field says: `features` feed the score, the rest is for people."""

    field: str
    features: Features
    ours: str | None
    theirs: str | None
    similarity: float
    explanation: str
    contradiction: bool = False


def signals(asked: Question, candidate: Candidate) -> tuple[Signal, ...]:
    """Compare one candidate with the question, field by field."""
    if asked.doi and asked.doi == candidate.doi and len(asked.words) < _BARE:
        told = "the reference is the record's DOI and nothing else"
        return (Signal("identifier", (("doi.alone", 1.0),), asked.doi, candidate.doi, 1.0, told),)
    theirs = candidate.reference
    title = title_match(asked, theirs.title) if theirs.title else NOTHING
    names = name_match(asked, theirs)
    held = container_match(asked, theirs)
    numbers = number_match(asked, theirs, theirs.title)
    rest = left_over(asked, theirs, title)
    found = [
        *_doi(asked, candidate),
        _title(asked, theirs, title, rest),
        *_names(asked, names, title),
        *_year(asked, theirs, numbers),
        *_container(theirs, held),
        *_volume(theirs, numbers),
        *_page(theirs, numbers),
        *_elsewhere(asked, theirs, title, held, numbers),
        Signal("rest", (("rest.words", rest), ("rest.numbers", min(1.0, numbers.left_over / 3))), None, None,
               1 - rest, "words and numbers of the reference that the record does not explain"),
    ]  # fmt: skip
    found += [
        Signal(field, (("kind.other", 1.0),), None, None, 0.0, told, contradiction=True)
        for field, told in clashes(asked, theirs, title, held[0] if held else None)
    ]
    return (*found, *_vetoes(found))


def left_over(asked: Question, theirs: Reference, title: TitleMatch) -> float:
    """Give 0 to 1: how many words of the text neither the record nor the frame explains.

    Names beside initials are left out: a record may name the first author only.
    """
    title_words = frozenset(folded_words(theirs.title or ""))
    known = set(title_words)
    for creator in theirs.creators[:20]:
        known.update(folded_words(creator.name.display()))
    slips = title.start is not None and title.similarity > 0.6
    held = _by_letter(theirs)
    count = 0.0
    for word in asked.telling:
        form = word.text
        if form in known or any(abbreviates(form, full) for full in held.get(form[0], ())):
            continue
        if slips and alike_any(form, title_words):
            continue
        count += 1.0 if word.lower else 0.5
        if count >= _UNEXPLAINED:
            return 1.0
    return count / _UNEXPLAINED


def _by_letter(theirs: Reference) -> dict[str, list[str]]:
    """Give the words of the record's places by their first letter."""
    places = (theirs.container_title, theirs.container_title_short, theirs.collection_title, theirs.publisher)
    held: dict[str, list[str]] = {}
    for full in folded_words(" ".join(filter(None, places))):
        held.setdefault(full[0], []).append(full)
    return held


def _doi(asked: Question, candidate: Candidate) -> Iterator[Signal]:
    ours, theirs = asked.doi, candidate.doi
    if ours is None or theirs is None:
        return
    if ours == theirs:
        told = "the printed DOI is the record's"
        yield Signal("identifier", (("doi.same", 1.0),), ours, theirs, 1.0, told)
    elif not (ours.startswith(theirs) or theirs.startswith(ours)):
        told = "the reference prints another DOI"
        yield Signal("identifier", (("doi.other", 1.0),), ours, theirs, 0.0, told, contradiction=True)


def _title(asked: Question, theirs: Reference, found: TitleMatch, rest: float) -> Signal:
    similarity, told = found.similarity, "the record has no title"
    known = asked.title is not None
    features: list[tuple[str, float]] = []
    if theirs.title:
        features = [
            ("title.found", found.information * max(0.0, (similarity - 0.5) * 2)),
            ("title.whole", found.information * found.bounded * (similarity >= 0.95)),
            ("title.swapped", found.swapped),
            ("title.piece", (1 - found.bounded) * (similarity >= 0.8)),
            ("title.other", (1 - similarity) * (1.0 if known else rest)),
        ]
        told = _title_told(found)
    return Signal("title", tuple(features), asked.title, theirs.title, similarity, told)


def _title_told(found: TitleMatch) -> str:
    if found.swapped >= 0.5 and found.similarity >= 0.6:
        return "the title agrees but for a telling word or number"
    if found.subtitle_missing:
        return "the title agrees; one side lacks the subtitle"
    if found.similarity >= 0.95:
        return "the title agrees" if found.bounded == 1 else "the title agrees with a piece of the text"
    if found.similarity >= 0.6:
        return "the title agrees in part"
    return "the title is not in the reference"


def _names(asked: Question, found: NameMatch | None, title: TitleMatch) -> Iterator[Signal]:
    if found is None:
        yield Signal("author", (("names.none", 1.0),), None, None, 0.5, "the record names nobody")
        return
    if found.first == 0 and not found.others and _names_nobody(asked, title):
        yield Signal("author", (("names.none", 1.0),), None, found.name, 0.5, "the reference names nobody")
        return
    others = found.others or 0.0
    absent = found.first == 0 and others == 0
    late = (
        found.first > 0 and title.start is not None and (found.place or 0) >= title.start and title.start > 1
    )
    features = (
        ("names.first", found.first * (0.4 if late else 1.0)),
        ("names.others", others),
        ("names.many", min(1.0, max(0, found.count - 1) / 4)),
        ("names.first_absent", float(found.first == 0)),
        ("names.all_absent", float(absent)),
        ("names.initial", 1.0 if found.initial else 0.0),
        ("names.other_initial", 1.0 if found.initial is False else 0.0),
    )
    similarity = max(found.first, others * 0.6) * (0.7 if found.initial is False else 1.0)
    told = _names_told(found, absent)
    yield Signal("author", features, None, found.name, similarity, told)


def _names_nobody(asked: Question, title: TitleMatch) -> bool:
    """Tell whether the reference prints no creator: its fields have none, or it begins with the title."""
    if asked.written_out:
        return not asked.reference.creators
    return title.start is not None and title.start <= 1 and title.similarity >= 0.8


def _names_told(found: NameMatch, absent: bool) -> str:
    if absent:
        return "no creator of the record is in the reference"
    if found.first == 0:
        return "the record's first author is not in the reference, others are"
    return "the first author agrees" if found.initial is not False else "same family name, other initial"


def _year(asked: Question, theirs: Reference, numbers: NumberMatch) -> Iterator[Signal]:
    if numbers.year is None:
        return
    gap = year_gap(asked, theirs) or 0
    features = (
        ("year.same", float(gap == 0)),
        ("year.near", float(gap == 1)),
        ("year.other", float(gap > 1)),
    )
    told = ("the year agrees", "the year is next to it (online and print may differ)")[gap] if gap < 2 else (
        f"the years differ by {gap}")  # fmt: skip
    ours = ", ".join(map(str, asked.years))
    yield Signal("issued", features, ours, str(theirs.year), numbers.year, told, contradiction=gap > 1)


def _container(theirs: Reference, held: tuple[float, float] | None) -> Iterator[Signal]:
    if held is None:
        return
    similarity, information = held
    features = (
        ("container.same", max(0.0, (similarity - 0.4) / 0.6) * information),
        ("container.other", float(similarity < 0.4)),
    )
    told = "the container agrees" if similarity >= 0.7 else "the container is not in the reference"
    yield Signal("container-title", features, None, theirs.container_title, similarity, told)


def _volume(theirs: Reference, numbers: NumberMatch) -> Iterator[Signal]:
    if numbers.volume is not None:
        same = numbers.volume == 1
        features: Features = (("volume.same", float(same)), ("volume.other", float(not same)))
        told = "the volume agrees" if same else "the volume is not in the reference"
        yield Signal("volume", features, None, theirs.volume, numbers.volume, told)
    if numbers.issue is not None and numbers.issue == 1:
        yield Signal("issue", (("issue.same", 1.0),), None, theirs.issue, 1.0, "the issue agrees")


def _page(theirs: Reference, numbers: NumberMatch) -> Iterator[Signal]:
    if numbers.page is None:
        return
    rare = min(1.0, 0.4 + 0.2 * numbers.page_digits)
    same = numbers.page == 1
    features = (
        ("page.same", rare * same),
        ("page.within", float(numbers.page == 0.5)),
        ("page.other", float(numbers.page == 0)),
        ("page.after_volume", float(numbers.adjacent)),
    )
    told = "the first page agrees" if same else (
        "the printed page lies within the work" if numbers.page == 0.5 else "the page is not in the reference")  # fmt: skip
    yield Signal("page", features, None, theirs.page, numbers.page, told)


def _elsewhere(
    asked: Question,
    theirs: Reference,
    title: TitleMatch,
    held: tuple[float, float] | None,
    numbers: NumberMatch,
) -> Iterator[Signal]:
    """The same title in another place: other pages, or a container that is not the printed one."""
    if numbers.apart and numbers.page != 1:
        yield Signal("page", (), None, theirs.page, 0.0, "the page ranges do not meet", contradiction=True)
    elif numbers.other_page and numbers.volume == 1:
        told = f"the same volume, but page {numbers.other_page}"
        yield Signal("page", (), numbers.other_page, theirs.page, 0.0, told, contradiction=True)
    same_place = numbers.volume == 1 and numbers.page == 1
    if title.more and title.similarity >= 0.5 and not same_place:
        told = f"the record's title says more: {title.more}"
        yield Signal("title", (), asked.title, theirs.title, 0.0, told, contradiction=True)
    if title.similarity < 0.6 and numbers.left_over and numbers.volume != 1 and not numbers.page:
        told = "neither title, volume nor page agree"
        yield Signal("title", (), asked.title, theirs.title, 0.0, told, contradiction=True)
    if (
        held is not None
        and held[0] < 0.4
        and title.information < 0.4
        and (numbers.page != 1 or numbers.page_digits < 2)
    ):
        told = "many works have this title, and the container is another"
        yield Signal("container-title", (), None, theirs.container_title, 0.0, told, contradiction=True)
    if held is None or held[0] >= 0.3 or held[1] < 0.5 or title.stop is None or title.similarity < 0.8:
        return
    if numbers.volume != 1 and numbers.page != 1 and _names_place(asked, theirs, title.stop):
        told = "the reference names another container"
        yield Signal("container-title", (), None, theirs.container_title, 0.0, told, contradiction=True)


def _names_place(asked: Question, theirs: Reference, start: int) -> bool:
    """Tell whether two telling capital words stand behind the title that the record does not explain."""
    known = (
        FRAME
        | STOP
        | set(folded_words(f"{theirs.publisher or ''} {theirs.title or ''} {theirs.event_title or ''}"))
    )
    for creator in theirs.creators[:20]:
        known = known | set(folded_words(creator.name.display()))
    rest = [w for w in asked.words[start:] if not w.lower and w.text.isalpha() and len(w.text) > 2]
    return sum(word.text not in known for word in rest) >= 2


def _vetoes(found: list[Signal]) -> Iterator[Signal]:
    """Contradictions that only two fields together make."""
    by_field = {signal.field: signal for signal in found}
    volume, page, title, names = (by_field.get(name) for name in ("volume", "page", "title", "author"))
    swapped = dict(title.features).get("title.swapped", 0.0) if title else 0.0
    same_place = bool(volume and page and volume.similarity == 1 and page.similarity == 1)
    if volume and page and volume.similarity == 0 and page.similarity == 0:
        told = "volume and page both differ"
        yield Signal("page", (("place.other", 1.0),), None, page.theirs, 0.0, told, contradiction=True)
    if title and swapped >= 0.5 and title.similarity >= 0.6 and not same_place:
        told = "the titles differ in a telling word or number"
        yield Signal("title", (), title.ours, title.theirs, 0.0, told, contradiction=True)
    if names is None or names.similarity > 0:
        return
    if title and title.similarity < 0.5:
        told = "title and first author both disagree"
        yield Signal("title", (("both.other", 1.0),), title.ours, title.theirs, 0.0, told, contradiction=True)
    elif not (same_place and title and title.similarity >= 0.95):
        # A record may hold a wrong name; title, volume and page together outvote it.
        told = "no creator of the record is in the reference"
        yield Signal("author", (("names.veto", 1.0),), None, names.theirs, 0.0, told, contradiction=True)
