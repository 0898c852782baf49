"""What to ask for a source: DOIs printed in its notes, the cleaned reference, title and author.

Pure.  A question never holds what would mislead a search: note numbers, locators, access
dates, addresses.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from urllib.parse import quote

from bibtrack.text import squeeze, tokens
from bibtrack.values.identifier import normalise_doi
from bibtrack.values.match import Strategy
from bibtrack.values.reference import Reference, Role

#: The longest text that is asked for; a longer one is cut at a word (URLs end near 4 kB).
LONGEST = 700
#: The same in bytes as they stand in an address: a Chinese character is nine of them.
LONGEST_QUOTED = 2500
_NOTE_NUMBER = re.compile(r"^\s*(?:\[\d{1,4}\]|\(\d{1,4}\)|\d{1,4}[.)])\s+(?=\D)")
_SIGNAL = re.compile(
    r"^\s*(?:see(?:,? (?:also|e\.g\.,?|for example,?|generally,?))?|but see|cf\.|compare|accord|e\.g\.,)\s+",
    re.I,
)
_URL = re.compile(
    r"(?:available (?:online )?(?:at|from)|retrieved from|online at|url|at)?:?\s*<?\bhttps?://\S+>?|\bwww\.\S+",
    re.I,
)
_DOI = re.compile(r"(?:\bdoi\s*:?\s*)?(?:https?://(?:dx\.)?doi\.org/)?\b10\.\d{4,9}/\S+", re.I)
_DAY = r"(?:\d{1,2}\s+)?[A-Za-z]{3,9}\.?(?:\s+\d{1,2})?,?\s+\d{4}|\d{1,4}[./-]\d{1,2}[./-]\d{2,4}"
_ACCESSED = re.compile(
    rf"[\[(]?\b(?:(?:last |date )?(?:accessed|visited|consulted|viewed|retrieved|downloaded|access date|"
    rf"zuletzt abgerufen|abgerufen|consulté(?: le)?))(?:\s+(?:on|at|am|le))?:?\s*(?:{_DAY})?[\])]?", re.I
)  # fmt: skip
_LOCATOR = re.compile(
    r"[,;]\s*(?:(?:especially|esp\.|here)\s+)?(?:at\s+\d+(?:[-–]\d+)?|(?:para(?:graph)?s?\.?|paras\.|¶+|§+|sec(?:tion|\.)"
    r"|fn\.?|n\.|note|footnote|line|table|fig(?:ure|\.))\s*\d[\d\w.,–-]*)\s*(?=[.;,)]|$)", re.I
)  # fmt: skip
_DOI_START = re.compile(r"10\.\d{4,9}\s?/\s?", re.I)
_TAIL = re.compile(r"[\d./_-]*\d[\w./_-]*[.,;)]?$")
_PIECES = 4


@dataclass(frozen=True, slots=True)
class Question:
    """One thing to ask: a DOI, or a text."""

    strategy: Strategy
    query: str


def questions(reference: Reference, printed: Sequence[str] = ()) -> tuple[Question, ...]:
    """Give what to ask for one source, in the order in which it is asked.

    `printed` are the texts of its citations, the fullest first; without any, the fields speak.
    """
    found = [Question(Strategy.DOI, doi) for doi in printed_dois(reference, printed)]
    text = cleaned(printed[0]) if printed else ""
    if not _names_the_work(text, reference):
        text = described(reference)
    if text:
        found.append(Question(Strategy.BIBLIOGRAPHIC, text))
    short = title_author(reference)
    if short and set(tokens(short)) != set(tokens(text)):
        found.append(Question(Strategy.TITLE_AUTHOR, short))
    return tuple(found)


def _names_the_work(text: str, reference: Reference) -> bool:
    """Tell whether a printed text says enough; a short form ("Mbembe, supra n. 4") does not."""
    words, title = set(tokens(text)), set(tokens(reference.title or ""))
    return len(words) >= 4 and 2 * len(title & words) >= len(title)


def cleaned(text: str) -> str:
    """Give a printed reference without note number, signal, addresses, access date and locator.

    >>> cleaned("12. See A. Smith, 'Rivers', Water 3 (2010) 1-9, at 4, https://x.org (accessed 3 May 2020).")
    "A. Smith, 'Rivers', Water 3 (2010) 1-9"
    """
    bare = squeeze(text)
    for pattern in (_NOTE_NUMBER, _SIGNAL, _ACCESSED, _DOI, _URL, _LOCATOR):
        bare = pattern.sub(" ", bare)
    bare = re.sub(r"[(\[<]\s*[)\]>]", " ", bare)
    bare = re.sub(r"\s+([,.;:)])", r"\1", squeeze(bare))
    bare = re.sub(r"[,;.:]+(?=[,;.:])", "", bare)
    return _cut(bare.strip(" ,;:."))


def described(reference: Reference) -> str:
    """Give a reference's fields as one text: names, title, container, volume, page, year."""
    names = [*reference.names(Role.AUTHOR), *reference.names(Role.EDITOR)][:4]
    parts: list[str | None] = [name.sort_form() for name in names]
    parts += [
        reference.title,
        reference.container_title,
        reference.publisher if not reference.container_title else None,
    ]
    parts += [
        reference.volume,
        reference.issue,
        reference.page,
        str(reference.year) if reference.year else None,
    ]
    has_words = reference.title or (names and reference.container_title)
    return _cut(squeeze(", ".join(part for part in parts if part))) if has_words else ""


def title_author(reference: Reference) -> str:
    """Give title and first author's family name, or "" when there is no title."""
    if not reference.title:
        return ""
    names = reference.names(Role.AUTHOR) or reference.names(Role.EDITOR)
    family = (names[0].family or names[0].literal or "") if names else ""
    return _cut(squeeze(f"{reference.title} {family}"))


def printed_dois(reference: Reference, printed: Iterable[str] = ()) -> tuple[str, ...]:
    """Give the DOIs to try, most likely first: the field's, then those printed, mended if broken.

    A DOI that a line end has broken is offered in every joined form; asking tells which is real.
    """
    found = [reference.doi] if reference.doi else []
    for text in (reference.url or "", *printed):
        found += _joined(text)
    return tuple(dict.fromkeys(doi for doi in found if doi))


def _joined(text: str) -> Iterator[str]:
    for start in _DOI_START.finditer(text):
        prefix = re.sub(r"\s", "", start.group())
        pieces = text[start.end() :].split()[:_PIECES]
        stems = pieces[:1]
        for following in [*pieces[1:], ""]:
            yield from (doi for stem in stems if (doi := normalise_doi(prefix + stem)))
            if not following or not _goes_on(stems[0], following):
                break
            # A hyphen at a line end may belong to the DOI or to the line: both are offered.
            bare = [stem[:-1] for stem in stems if stem.endswith("-")]
            stems = [stem + following for stem in (*stems, *bare)]


def _goes_on(stem: str, following: str) -> bool:
    """Tell whether a DOI may go on behind a blank: it ends on a joint, or what follows is no word."""
    if stem[-1] in "-/._(:":
        return not following.startswith(("(", "[", "http"))
    return _TAIL.match(following) is not None and stem[-1] not in ",;)]>\"'”’."


def _cut(text: str) -> str:
    """Give the text so short, cut at a word, that its request line stays within what services take."""
    room = min(len(text), LONGEST)
    while len(quote(text[:room])) > LONGEST_QUOTED:
        room = room * 9 // 10
    return text if room == len(text) else text[:room].rsplit(" ", 1)[0]
