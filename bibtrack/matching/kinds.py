"""Works that look alike and are not the same: errata, replies, reviews, editions, chapters.

Each rule gives one sentence when the question and the candidate are of different kinds.
"""

import re
from collections.abc import Callable, Iterator
from functools import lru_cache

from bibtrack.matching.numbers import pages
from bibtrack.matching.question import Question
from bibtrack.matching.titles import TitleMatch
from bibtrack.matching.words import folded, folded_words
from bibtrack.values.reference import ItemType, Reference

#: kind → how its titles begin (or what they hold); read on the folded title and on the folded text.
_MARKS: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (kind, re.compile(pattern))
    for kind, pattern in (
        ("a correction", r"^(?:\W*(?:author|publisher)'?s? )?(?:correction|corrigend\w+|errat\w+|addend\w+)\b(?! (?:of|for|factor|in|officer|facilit))"
         r"|[\[(](?:correction|corrigendum|erratum)[\])]|\b(?:corrigendum|erratum) (?:to|for)\b|^correction to\b|[-–—:.?] ?(?:an? )?(?:correction|corrigendum|erratum|addendum)$"),
        ("a retraction notice", r"^(?:retraction(?: note| notice|:)|notice of retraction|withdrawal notice|expression of concern)"),
        ("a reply or comment", r"^(?:author'?s?'? )?(?:reply|response|rejoinder|rebuttal)(?: to\b|:| by\b|$)|^(?:the )?authors'? (?:reply|respon)"
         r"|^comments? on\b|^commentary (?:on|to)\b|^in reply\b|[-–—:.?] ?(?:authors?'? )?(?:an? |some |further )?(?:reply|response|rejoinder|comments?|critique|rebuttal|discussion)$"
            r"|^re: |^(?:invited )?(?:commentary|discussion|letter|editorial comment)s?(?::| of\b)|^an? (?:comment|reply|response|note) (?:on|to)\b"),
        ("a recommendation", r"faculty opinions recommendation|^f1000(?:prime)? recommendation"),
        ("a review", r"^book reviews?\b|^reviews? of (?:books?|\W)|^review: |\bbook review\b|^\[?review\]? of\b|\(review\)$|^besprechung|^rezension|^compte rendu"),
        ("a peer review", r"^(?:peer )?review(?:er)? (?:report|comment|#)|^decision letter|^author response|^referee report"),
        ("supplementary material", r"^(?:supplement(?:ary|al) (?:material|information|data|file|table|figure)|additional file|supporting information)"),
        ("a data set", r"^(?:data|dataset|code|replication (?:data|files?|package|code))(?: and code)? (?:from|for|of)\b"),
        ("front matter", r"^(?:front ?matter|back ?matter|table of contents|title page|contents|index|list of contributors|cover)$"),
    )
)  # fmt: skip
#: One of these stands in every text that a mark above can match; looking for them is quick.
_SIGNS = (
    "correct", "corrig", "errat", "addend", "retract", "withdraw", "concern", "repl", "respon", "rejoin", "rebut",
    "comment", "critique", "discussion", "re: ", "letter", "note", "recommend", "review", "besprechung", "rezension",
    "compte", "report", "referee", "supplement", "additional file", "supporting", "data", "code", "matter", "contents",
    "title page", "index", "contributors", "cover",
)  # fmt: skip
_GENRE_KINDS = {
    "peer review": "a peer review", "component": "a component", "journal issue": "a whole issue",
    "journal volume": "a whole volume", "grant": "a grant",
}  # fmt: skip
_PREPRINT = re.compile(
    r"\b(?:arxiv|biorxiv|medrxiv|preprint|pre-print|ssrn|psyarxiv|socarxiv|chemrxiv|techrxiv|osf|repec|research square"
    r"|working paper|hal|zenodo|authorea)\b"
)
_EDITION = re.compile(
    r"\b(\d{1,2})(?:st|nd|rd|th|\.)?\s*(?:rev(?:ised)?\.? )?(?:ed\b|edn\b|edition|aufl|auflage)|\b(second|third|"
    r"fourth|fifth|sixth|seventh|eighth|ninth|tenth) (?:revised )?(?:ed\b|edn\b|edition)"
)
_ORDINALS = {name: str(i) for i, name in enumerate(
    ("second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth"), start=2)}  # fmt: skip
_IN = re.compile(r"(?:^|[\s.,;:(\"”’'»])(?:in|dans|en|chapter in)\s*:?\s*[^.]{0,80}$", re.I)
_SERIAL = re.compile(
    r"\b\d+\s*\(\s*\d+[^)]{0,9}\)\s*[:,]|\b\d+\s*[:,;]\s*(?:pp?\.? ?)?[a-z]{0,2}\d+\s*[-–—]+\s*[a-z]{0,2}\d+"
    r"|\bvol\.? ?\d+,? ?(?:no|nr|issue|pp?)\b|\b\d+\s?:\s?[a-z]?\d{2,}\b",
    re.I,
)
_WHOLE = frozenset({ItemType.BOOK, ItemType.COLLECTION, ItemType.PERIODICAL})
_PART = frozenset({ItemType.CHAPTER, ItemType.ENTRY, ItemType.PAPER_CONFERENCE})
_PAPER = frozenset({ItemType.ARTICLE_JOURNAL, ItemType.REVIEW, ItemType.REVIEW_BOOK})


def clashes(
    asked: Question, theirs: Reference, title: TitleMatch, container: float | None
) -> Iterator[tuple[str, str]]:
    """Give (field, sentence) for each way in which the two are different kinds of work."""
    for rule in _RULES:
        told = rule(asked, theirs, title, container)
        if told is not None:
            yield told


@lru_cache(maxsize=4096)
def marked_kind(title: str | None) -> str | None:
    """Name the kind that a title gives away ("Erratum: …" → "a correction"), or None."""
    plain = folded(title or "")
    if not any(sign in plain for sign in _SIGNS):
        return None
    return next((kind for kind, pattern in _MARKS if pattern.search(plain)), None)


@lru_cache(maxsize=4096)
def edition_of(text: str | None) -> str | None:
    """Give the number of the edition that a text names, as digits, or None; 1 when it says "first"."""
    found = _EDITION.search(folded(text or ""))
    if found is None:
        return None
    return found.group(1) or _ORDINALS[found.group(2)]


_Told = tuple[str, str] | None


def _marked(asked: Question, theirs: Reference, title: TitleMatch, container: float | None) -> _Told:
    kind = _GENRE_KINDS.get(theirs.genre or "") or marked_kind(theirs.title)
    if kind is None and theirs.genre and theirs.genre.startswith("notice of"):
        kind = f"a {theirs.genre}"
    # A journal may be called "Review of …": its name is no sign of a kind.
    printed = _kinds_printed(asked, title) - {marked_kind(theirs.container_title)}
    if kind and kind not in printed:
        return "type", f"the record is {kind}, the reference is not"
    if printed and kind is None and theirs.type not in (ItemType.REVIEW, ItemType.REVIEW_BOOK):
        return "type", f"the reference names {sorted(printed)[0]}, the record is none"
    return None


def _kinds_printed(asked: Question, title: TitleMatch) -> set[str]:
    """Name the kinds that the text shows at our title, or just before or after the place found."""
    texts = [asked.title or ""]
    if title.start is not None and title.stop is not None:
        first, last = asked.words[title.start].start, asked.words[title.stop - 1].stop
        before = re.split(r"[.)\"“”,]\s+", asked.text[max(0, first - 60) : first])[-1]
        texts += [before + asked.text[first:last], asked.text[first : last + 30]]
    return {kind for text in texts if text and (kind := marked_kind(text))} | _kinds_of_pieces(asked.text)


def _preprint(asked: Question, theirs: Reference, title: TitleMatch, container: float | None) -> _Told:
    printed = _names_preprint(asked.text) or "arxiv" in (asked.doi or "")
    is_preprint = theirs.genre == "preprint"
    if is_preprint and not printed and _serial(asked.text):
        return "type", "the record is a preprint, the reference names volume and pages"
    if (
        printed
        and not is_preprint
        and theirs.type in _PAPER
        and (container or 0) < 0.5
        and theirs.container_title
    ):
        return "type", "the reference is a preprint, the record the published article"
    return None


def _edition(asked: Question, theirs: Reference, title: TitleMatch, container: float | None) -> _Told:
    if theirs.type not in _WHOLE | _PART | {ItemType.DOCUMENT, ItemType.REPORT}:
        return None
    ours = (asked.reference.edition or edition_of(asked.text) or "").strip(" .")
    other = (theirs.edition or edition_of(theirs.title) or edition_of(theirs.container_title) or "").strip(
        " ."
    )
    ours, other = edition_of(f"{ours} ed") or ours, edition_of(f"{other} ed") or other
    if ours.isdigit() and other.isdigit() and ours != other:
        return "edition", f"the reference is edition {ours}, the record edition {other}"
    if ours.isdigit() and ours != "1" and not other and theirs.type in _WHOLE and _other_year(asked, theirs):
        return "edition", f"the reference is edition {ours}, the record names none and another year"
    return None


def _other_year(asked: Question, theirs: Reference) -> bool:
    return bool(asked.years) and theirs.year is not None and theirs.year not in asked.years


def _whole_and_part(asked: Question, theirs: Reference, title: TitleMatch, container: float | None) -> _Told:
    """Tell a chapter from its book: "In: The Book" names the book as the container."""
    if theirs.type not in _WHOLE or title.start is None:
        return None
    before = asked.text[: asked.words[title.start].start]
    own = asked.reference.title
    held = asked.reference.container_title
    if own and held and _inside(theirs.title, held) and not _inside(theirs.title, own):
        return "type", "the record is the whole book, the reference a part of it"
    if _IN.search(before) and len(folded_words(before)) > 5:
        return "type", "the record is the whole book, the reference names it after “in”"
    return None


def _inside(one: str | None, other: str) -> bool:
    mine, theirs = set(folded_words(one or "")), set(folded_words(other))
    return bool(mine) and len(mine & theirs) / len(mine) >= 0.8


def _part_of(asked: Question, theirs: Reference, title: TitleMatch, container: float | None) -> _Told:
    """Tell a book from a chapter of it: only the book's title is printed, or both are the same."""
    if theirs.type not in _PART or not theirs.container_title or not theirs.title:
        return None
    same = _inside(theirs.title, theirs.container_title)
    if same and (asked.reference.type is ItemType.BOOK or _book_like(asked.text)):
        return "type", "the record is a chapter, the reference the book"
    first, _ = pages(theirs.page)
    if title.similarity < 0.6 and (container or 0) >= 0.7 and first not in asked.forms:
        return "type", "the record is one part of the work that the reference names"
    return None


def _thesis(asked: Question, theirs: Reference, title: TitleMatch, container: float | None) -> _Told:
    printed = asked.reference.type is ItemType.THESIS or _names_thesis(asked.text)
    if printed and theirs.type in _PAPER | {ItemType.BOOK, ItemType.PAPER_CONFERENCE}:
        return "type", "the reference is a thesis, the record is none"
    if theirs.type is ItemType.THESIS and not printed and _serial(asked.text):
        return "type", "the record is a thesis, the reference names volume and pages of a periodical"
    return None


def _book_and_paper(asked: Question, theirs: Reference, title: TitleMatch, container: float | None) -> _Told:
    """Tell a book from an article of its title (its review), and a periodical from its articles."""
    if theirs.type is ItemType.PERIODICAL and len(asked.words) > len(folded_words(theirs.title or "")) + 3:
        return "type", "the record is a whole periodical"
    if theirs.type is ItemType.BOOK and asked.reference.type is not ItemType.BOOK and _serial(asked.text):
        return "type", "the record is a book, the reference names volume and pages of a periodical"
    is_book = asked.reference.type is ItemType.BOOK or (
        _book_like(asked.text) and asked.reference.type is ItemType.DOCUMENT
    )
    if theirs.type in _PAPER and is_book and theirs.container_title and (container or 0) < 0.5:
        return "type", "the reference is a book, the record an article in a periodical that is not named"
    return None


_IMPRINT = re.compile(
    r"\b[A-Z][\w.]+(?:,? [A-Z][\w.]+)?\s?:\s?[A-Z][\w& ]{2,30},?\s\(?\d{4}\b|\b[A-Z][\w.]+(?:,? [A-Z][\w.]+)?:"
    r" [A-Z][\w&]+(?: [A-Z&][\w&]*){0,3}[.;]?$|\bPress\b|\bVerlag\b|\bPubl(?:ishers?|ishing)\b|\bISBN\b"
)
_PAGED = re.compile(r"\bpp?\.? ?\d+ ?[-–—]+ ?\d+|\bIn: ", re.I)


@lru_cache(maxsize=256)
def _book_like(text: str) -> bool:
    return bool(_IMPRINT.search(text)) and not _serial(text) and not _PAGED.search(text)


@lru_cache(maxsize=256)
def _serial(text: str) -> bool:
    return bool(_SERIAL.search(text))


@lru_cache(maxsize=256)
def _names_thesis(text: str) -> bool:
    return bool(_THESIS.search(folded(text)))


@lru_cache(maxsize=256)
def _names_preprint(text: str) -> bool:
    return bool(_PREPRINT.search(folded(text)))


@lru_cache(maxsize=256)
def _kinds_of_pieces(text: str) -> frozenset[str]:
    pieces = (piece.strip(" \"“”'‘’") for piece in re.split(r"[.)]\s+|[“”\"]", text))
    return frozenset(kind for piece in pieces if piece and (kind := marked_kind(piece)))


_THESIS = re.compile(
    r"\b(?:ph\.? ?d\.?|doctoral|master'?s?|m\.?sc\.?|habilitation|bachelor'?s?) (?:thesis|dissertation|diss)|\b(?:unpublished )?"
    r"(?:thesis|dissertation),|\((?:thesis|dissertation)\)|\bdiss\. |\bthese de doctorat\b|\bdissertation, univ"
)


def _standing_alone(asked: Question, theirs: Reference, title: TitleMatch, container: float | None) -> _Told:
    """Tell what stands alone (a report, a data set) from an article of its title in a periodical."""
    alone = theirs.type in (ItemType.REPORT, ItemType.DATASET, ItemType.THESIS) and not theirs.container_title
    if alone and asked.reference.type not in (ItemType.REPORT, ItemType.DATASET) and _serial(asked.text):
        return (
            "type",
            f"the record is a {theirs.type.value}, the reference names volume and pages of a periodical",
        )
    return None


_Rule = Callable[[Question, Reference, TitleMatch, float | None], _Told]
_RULES: tuple[_Rule, ...] = (
    _marked,
    _preprint,
    _edition,
    _whole_and_part,
    _part_of,
    _thesis,
    _standing_alone,
    _book_and_paper,
)
