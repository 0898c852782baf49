"""References as nobody's manual has them: each part of a whole record printed in one of its usual ways.

Templates give the styles of the manuals; bibliographies of theses mix, abbreviate and forget.  Here
the order, the quotes, the cues ("In:", "vol.", "S.") and the punctuation are drawn at random, a few
of them together as one "habit", so that a network learns what a field looks like from its words.
"""

import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bibtrack.references.corpora import Labelled
from bibtrack.references.records import Person, Record
from bibtrack.references.synthesis import Piece, labelled, noisy
from bibtrack.references.works import PLACES, PUBLISHERS, UNIVERSITIES

_QUOTES = (("“", ",”"), ("“", ".”"), ("“", "”,"), ("‘", "’,"), ('"', '",'), ('"', '."'), ("« ", " »,"), ("'", "',"), ("„", "“,"), ("‘", "’."))
_MONTHS = "January February March April May June July August September October November December".split()
_ABBREVIATED = {"Journal": "J.", "Review": "Rev.", "American": "Am.", "International": "Int.", "Society": "Soc.", "Science": "Sci.", "Research": "Res.", "Proceedings": "Proc.", "Transactions": "Trans.", "Annals": "Ann.", "European": "Eur.", "Quarterly": "Q.", "University": "Univ.", "Association": "Assoc.", "Bulletin": "Bull.", "Physics": "Phys.", "Medicine": "Med.", "Conference": "Conf."}  # fmt: skip


@dataclass(slots=True)
class Habit:
    """How one bibliography prints: one choice for each question, made once a string."""

    chance: random.Random
    names: str
    joint: str
    last: str
    dated: str
    stop: str

    @classmethod
    def drawn(cls, chance: random.Random) -> "Habit":
        """Give a habit at random."""
        return cls(
            chance,
            chance.choice(("lf", "lf", "lf", "li", "li", "li", "va", "va", "fl", "fl", "if", "if", "LF", "mix", "mix")),
            chance.choice((", ", ", ", ", ", "; ", "; ", " – ")),
            chance.choice((" and ", " and ", ", and ", " & ", ", & ", ", ", "; ", " et ", " und ", " y ", " e ")),
            chance.choice(("(y)", "(y)", "(y)", "y", "y", "end", "end", "end", "end", "imprint")),
            chance.choice((". ", ". ", ", ", ", ", ": ")),
        )


def strings(records: Sequence[Record], count: int, seed: int = 23) -> Iterator[Labelled]:
    """Give `count` labelled strings; the same ones for the same records and seed.

    Kinds are drawn with the shares of the humanities, not with those of Crossref.
    """
    chance = random.Random(seed)
    of_kind: dict[str, list[Record]] = {}
    for record in records:
        of_kind.setdefault(record.kind, []).append(record)
    kinds = [kind for kind in ("article", "chapter", "book", "report", "thesis") if of_kind.get(kind)]
    shares = [{"article": 40, "chapter": 22, "book": 30, "report": 4, "thesis": 4}[kind] for kind in kinds]
    for number in range(count):
        kind = chance.choices(kinds, shares)[0]
        record = chance.choice(of_kind[kind])
        if kind == "book" and chance.random() < 0.7:
            record = _as_book(chance.choice(records), record)
        yield labelled(noisy(_pieces(record, kind, Habit.drawn(chance)), chance), f"medley:{number}", kind)


def _as_book(record: Record, book: Record) -> Record:
    """Give another record's title and people as those of a book: there are few books among the records."""
    imprint = {name: book.facts[name] for name in ("publisher", "location", "edition") if name in book.facts}
    return Record("book", record.authors, [], {"title": record.facts["title"], "date": record.facts["date"], **imprint})


def _pieces(record: Record, kind: str, habit: Habit) -> list[Piece]:
    chance = habit.chance
    out: list[Piece] = _number(chance)
    date = _date(record, habit, kind)
    lead = _authors(record, habit)
    out += lead
    if habit.dated in ("(y)", "y") and lead:
        out += _dated(date, habit)
    elif lead:
        out.append(("other", habit.stop))
    out += _title(record, kind, habit)
    out += {"article": _article, "chapter": _chapter}.get(kind, _book)(record, habit, date)
    return [*out, *_tail(record, habit)]


def _number(chance: random.Random) -> list[Piece]:
    if chance.random() > 0.12:
        return []
    number = str(chance.randint(1, 240))
    before, after = chance.choice((("[", "] "), ("", ". "), ("(", ") "), ("", " "), ("", ") ")))
    return [("other", before), ("citation-number", number), ("other", after)] if before else [("citation-number", number), ("other", after)]


def _date(record: Record, habit: Habit, kind: str) -> str:
    chance, year = habit.chance, record.facts["date"]
    if kind == "article" and chance.random() < 0.12:
        month = chance.choice(_MONTHS)
        month = month[: chance.choice((3, 9))]
        if habit.dated in ("(y)", "y"):
            return chance.choice((f"{year}, {month}", f"{year}, {month} {chance.randint(1, 28)}"))
        return chance.choice((f"{month} {year}", f"{chance.randint(1, 28)} {month} {year}", f"{month} {chance.randint(1, 28)}, {year}"))
    if habit.dated in ("(y)", "y") and chance.random() < 0.08:
        return year + chance.choice("abc")
    return f"{year} [{int(year) - chance.randint(5, 90)}]" if chance.random() < 0.015 and year.isdigit() else year


def _dated(date: str, habit: Habit) -> list[Piece]:
    before, after = habit.chance.choice(
        ((" (", ") "), (" (", "). "), (" (", "), "), (" (", "): ")) if habit.dated == "(y)" else ((". ", ". "), (", ", ". "), (" ", ". "), (", ", ", "), (" ", " "), (", ", ": "))
    )
    return [("other", before), ("date", date), ("other", after)]


def _people(people: Sequence[Person], habit: Habit, way: str) -> str:
    some = list(people)
    tail = ""
    if len(some) > 3 and habit.chance.random() < 0.5:
        some, tail = some[: habit.chance.choice((1, 1, 3))], habit.chance.choice((" et al.", ", et al.", " et al"))
    printed = [_person(person, "fl" if way == "mix" and place else "lf" if way == "mix" else way) for place, person in enumerate(some)]
    if tail or len(printed) == 1:
        return habit.joint.join(printed) + tail
    return habit.joint.join(printed[:-1]) + habit.last + printed[-1]


def _person(person: Person, way: str) -> str:
    family, given = person
    initials = [part[0].upper() for part in re.split(r"[\s.-]+", given) if part and part[0].isalpha()]
    if way == "LF":
        return f"{family.upper()}, {given}"
    if way in ("lf", "fl"):
        return f"{family}, {given}" if way == "lf" else f"{given} {family}"
    if way == "va":
        return f"{family} {''.join(initials)}"
    dotted = " ".join(f"{letter}." for letter in initials)
    return f"{family}, {dotted}" if way == "li" else f"{dotted} {family}"


def _authors(record: Record, habit: Habit) -> list[Piece]:
    chance = habit.chance
    if record.authors and chance.random() < 0.02:
        return [("author", chance.choice(("———", "---", "_____", "——")))]
    if record.authors:
        return [("author", _people(record.authors, habit, habit.names))]
    if record.editors and record.kind == "book":
        eds = chance.choice((" (ed.)", " (eds.)", " (Eds.)", ", eds.", ", ed.", " (Hrsg.)", " (Hg.)", " (dir.)"))
        return [("editor", _people(record.editors, habit, habit.names) + eds)]
    return []


def _title(record: Record, kind: str, habit: Habit) -> list[Piece]:
    chance, title = habit.chance, record.facts["title"].rstrip(".")
    if chance.random() < 0.25:
        title = title.lower().capitalize()
    elif chance.random() < 0.15:
        title = " ".join(word[0].upper() + word[1:] if len(word) > 3 else word for word in title.split())
    if chance.random() < (0.15 if kind in ("book", "report", "thesis") else 0.5):
        before, after = chance.choice(_QUOTES)
        return [("other", before), ("title", title), ("other", after + " ")]
    stop = "" if title[-1] in "?!" else chance.choice((". ", ". ", ", ", ", ", ": ", "; ", " "))
    return [("title", title), ("other", stop or " ")] if stop != " " or kind == "book" else [("title", title), ("other", ". ")]


def _container(record: Record, chance: random.Random) -> str:
    name = record.facts.get("container-title", "")
    if record.kind == "article" and chance.random() < 0.2:
        name = record.facts.get("short", name)
    elif record.kind == "article" and chance.random() < 0.15:
        name = " ".join(_ABBREVIATED.get(word, word) for word in name.split())
        name = re.sub(r" of (?:the )?", " ", name)
    return name


def _article(record: Record, habit: Habit, date: str) -> list[Piece]:
    chance, facts = habit.chance, record.facts
    out: list[Piece] = []
    name = _container(record, chance)
    if name:
        out = [("container-title", chance.choice(("", "", "", "", "In: ", "in ", "In ", "in: ")) + name), ("other", chance.choice((", ", ", ", " ", " ", ". ")))]
    out += _volume(facts.get("volume", ""), facts.get("issue", ""), chance)
    late = habit.dated not in ("(y)", "y") or not (record.authors or record.editors)
    if late and chance.random() < 0.7:
        before, after = chance.choice(((" (", ")"), (", ", ""), (" (", "):"), (", ", ","))) if out else ("", "")
        out += [("other", before), ("date", date), ("other", after)]
        late = False
    out += _pages(facts.get("pages", ""), chance)
    return [*out, ("other", ", "), ("date", date)] if late else out


def _volume(volume: str, issue: str, chance: random.Random) -> list[Piece]:
    if not volume:
        return []
    if chance.random() < 0.4:
        issue = ""
    cue = chance.choice(("", "", "", "", "vol. ", "Vol. ", "v. ", "Bd. ", "t. ", "Volume "))
    if not issue:
        return [("volume", cue + volume)]
    way = chance.choice((("(", ")"), (" (", ")"), (", no. ", ""), (":", ""), ("/", ""), (", n° ", ""), (", nr. ", ""), (" no. ", ""), (", H. ", ""), (", issue ", ""), (", ", ""), (", No. ", "")))
    before, mark = re.match(r"(\W*)(.*)", way[0]).groups()  # type: ignore[union-attr]
    return [("volume", cue + volume), ("other", before), ("issue", mark + issue), ("other", way[1])]


def _pages(pages: str, chance: random.Random) -> list[Piece]:
    if not pages or chance.random() < 0.1:
        return []
    dash = chance.choice(("-", "–", "–", "-", "—"))
    pages = re.sub(r"[–-]+", dash, pages)
    first, _, last = pages.partition(dash)
    if last and len(first) == len(last) > 2 and chance.random() < 0.2:
        pages = first + dash + last[-2:]
    return [("other", chance.choice((", ", ", ", ": ", ":", " ", ". "))), ("pages", chance.choice(("", "", "", "pp. ", "pp. ", "p. ", "S. ", "pages ", "Pp. ")) + pages)]


def _chapter(record: Record, habit: Habit, date: str) -> list[Piece]:
    chance, facts = habit.chance, record.facts
    name = facts.get("container-title", "")
    editors = record.editors or ([] if chance.random() < 0.4 else record.authors[:1])
    cue = chance.choice(("In ", "In ", "In: ", "in ", "in: ", ""))
    out: list[Piece] = []
    if editors and chance.random() < 0.5:
        people = _people(editors, habit, chance.choice(("if", "fl", habit.names)))
        out = [("editor", cue + people + chance.choice((" (Eds.)", " (eds)", " (ed.)", ", eds.", " (Hrsg.)", ", editors", " (eds.)"))), ("other", chance.choice((", ", ": ", " "))), ("container-title", name)]
    elif editors:
        by = chance.choice(("ed. ", "edited by ", "Edited by ", "eds. ", "ed. by ", "hrsg. von "))
        out = [("container-title", cue + name), ("other", chance.choice((", ", ". ")) if by[0].islower() else ". "), ("editor", by + _people(editors, habit, "fl"))]
    else:
        out = [("container-title", cue + name)]
    if chance.random() < 0.5:
        return [*out, *_pages(facts.get("pages", ""), chance), ("other", ". "), *_imprint(record, habit, date)]
    return [*out, ("other", chance.choice((". ", ", ", " "))), *_imprint(record, habit, date), *_pages(facts.get("pages", ""), chance)]


def _book(record: Record, habit: Habit, date: str) -> list[Piece]:
    chance, facts = habit.chance, record.facts
    out: list[Piece] = []
    if record.kind == "thesis":
        out = [("genre", chance.choice(("PhD thesis", "Ph.D. diss.", "Master’s thesis", "Dissertation", "Unpublished doctoral dissertation", "Thèse de doctorat"))), ("other", ", ")]
    elif chance.random() < 0.15:
        edition = facts.get("edition") or chance.choice(("2nd ed.", "3rd edition", "2. Aufl.", "2nd edn", "Revised ed.", "4th ed."))
        out = [("edition", edition), ("other", " " if edition[-1] == "." else ". ")]
    if chance.random() < 0.06:
        out += [("volume", chance.choice((f"Vol. {chance.randint(1, 9)}", "2 vols.", "Bd. 2"))), ("other", ". ")]
    if facts.get("collection-title") and chance.random() < 0.5:
        out += [("collection-title", facts["collection-title"]), ("other", ". ")]
    return [*out, *_imprint(record, habit, date)]


def _imprint(record: Record, habit: Habit, date: str) -> list[Piece]:
    chance, facts = habit.chance, record.facts
    publisher = facts.get("publisher") if chance.random() < 0.5 else None
    publisher = re.sub(r"\s*\([A-Z]+\)$", "", publisher or chance.choice(UNIVERSITIES if record.kind == "thesis" else PUBLISHERS))
    place = facts.get("location") if chance.random() < 0.5 else None
    place = place or chance.choice(PLACES)
    late = habit.dated not in ("(y)", "y") or not (record.authors or record.editors)
    way = chance.choice(("l:p", "l:p", "l:p", "l: p", "p,l", "p,l", "p", "p", "l", "l,p"))
    out: list[Piece] = {
        "l:p": [("location", place), ("other", ": "), ("publisher", publisher)], "l: p": [("location", place), ("other", " : "), ("publisher", publisher)],
        "p,l": [("publisher", publisher), ("other", ", "), ("location", place)], "p": [("publisher", publisher)],
        "l": [("location", place)], "l,p": [("location", place), ("other", ", "), ("publisher", publisher)],
    }[way]  # fmt: skip
    if late:
        out += [("other", " " if way == "l" and chance.random() < 0.4 else ", "), ("date", date)]
    return [("other", "("), *out, ("other", ")")] if chance.random() < 0.15 else out


def _tail(record: Record, habit: Habit) -> list[Piece]:
    chance, facts = habit.chance, record.facts
    out: list[Piece] = [("other", chance.choice((".", ".", ".", "", "")))]
    if facts.get("doi") and chance.random() < 0.15:
        out += [("other", " "), ("doi", chance.choice(("doi:", "https://doi.org/", "DOI: ", "")) + facts["doi"])]
    elif facts.get("url") and chance.random() < 0.15:
        out += [("other", " "), ("url", facts["url"])]
        if chance.random() < 0.5:
            when = f"{chance.randint(1, 28)} {chance.choice(_MONTHS)} {chance.randint(2003, 2024)}"
            out += [("other", " ("), ("note", chance.choice(("accessed ", "last accessed ", "Accessed: ", "visited on ")) + when), ("other", ").")]
    return out
