"""Add sources by hand: by DOI, ISBN or address, or from BibTeX.

A DOI is looked up at once, so that the source comes with its record; where that cannot be done,
the source is added with what is known and waits for `resolve`.
"""

from collections.abc import Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, replace

from sqlmodel import Session

from bibtrack.errors import InputError
from bibtrack.formats import editable
from bibtrack.formats.citekeys import assign
from bibtrack.matching.merge import merge
from bibtrack.resolvers.registries import open_registries
from bibtrack.settings import Settings
from bibtrack.store import lookups, sources
from bibtrack.store.accepting import accept
from bibtrack.store.engine import Library, Run, change
from bibtrack.store.identity import find_same
from bibtrack.store.rows import put, raw
from bibtrack.text import slugify
from bibtrack.values.identifier import Identifier, Scheme, normalise_doi, normalise_isbn
from bibtrack.values.match import Candidate, Lookup, LookupStatus
from bibtrack.values.reference import ItemType, Reference, partial_date
from bibtrack.values.source import SourceStatus


@dataclass(frozen=True, slots=True)
class Wanted:
    """A source to add: what is known of it, and the citekey that it should have, if any."""

    reference: Reference
    key: str | None = None


@dataclass(frozen=True, slots=True)
class Added:
    """What became of one wish: `is_new` is false when the library has the work already."""

    citekey: str
    title: str | None
    is_new: bool
    remark: str | None = None


def target(text: str, today: str) -> Reference:
    """Read a DOI, an ISBN or an address; `today` is the day of access of an address, ISO.

    Raises InputError for anything else.
    """
    plain = text.strip()
    doi = normalise_doi(plain) if plain.lower().startswith(("10.", "doi:", "http", "info:doi")) else None
    if doi is not None and (not plain.lower().startswith("http") or "doi.org/" in plain.lower()):
        return Reference(identifiers=(Identifier(Scheme.DOI, doi),))
    isbn = normalise_isbn(plain)
    if isbn is not None:
        return Reference(type=ItemType.BOOK, identifiers=(Identifier(Scheme.ISBN, isbn),))
    if plain.lower().startswith(("http://", "https://")):
        return Reference(type=ItemType.WEBPAGE, url=plain, accessed=partial_date(today))
    raise InputError(
        f"{plain!r} is neither a DOI nor an ISBN (its check digit is tested) nor an address; "
        "BibTeX is read from standard input: bibtrack add - < FILE"
    )


def described(reference: Reference, assignments: Sequence[str]) -> Reference:
    """Give the reference with `field=value` words put in; raises InputError."""
    for word in assignments:
        name, _, value = word.partition("=")
        reference = replace(reference, **editable.assigned(reference, editable.field_name(name), value))
    return reference


def from_bibtex(text: str) -> list[Wanted]:
    """Read BibTeX entries with their citekeys; raises InputError with the line of what cannot be read."""
    from bibtrack.formats.bibtex import loads

    read = loads(text)
    for block in read.failed:
        raise InputError(
            f"line {block.line}: {block.message or 'this is not a BibTeX entry'}; nothing was added"
        )
    if not read.items:
        raise InputError("there is no BibTeX entry in this text; nothing was added")
    return [Wanted(item.reference, item.citekey or None) for item in read.items]


def ask(settings: Settings, wanted: Sequence[Wanted]) -> dict[str, Lookup]:
    """Look the DOIs of these sources up; gives DOI → answer, {} when nobody can be asked."""
    dois = list(dict.fromkeys(item.reference.doi for item in wanted if item.reference.doi))
    if not dois:
        return {}
    with closing(open_registries(settings)) as registries:
        if registries.unreachable() is not None:
            return {}
        found: dict[str, Lookup] = {}
        for start in range(0, len(dois), 20):
            found |= registries.by_doi(dois[start : start + 20])
        return found


def run(
    library: Library, run: Run, wanted: Sequence[Wanted], answers: Mapping[str, Lookup], pattern: str
) -> list[Added]:
    """Add the sources in one event; `answers` are those of `ask`.

    A work that the library has is not added again.  Raises InputError for a citekey that is taken.
    """
    with change(library, run) as session:
        addition = _Addition(session, library.clock.stamp(), pattern, sources.taken_keys(raw(session)))
        return [addition.add(item, answers.get(item.reference.doi or "")) for item in wanted]


@dataclass(slots=True)
class _Addition:
    session: Session
    stamp: str
    pattern: str
    taken: set[str]

    def add(self, item: Wanted, lookup: Lookup | None) -> Added:
        record = lookup.candidates[0] if lookup and lookup.candidates else None
        whole = merge(item.reference, record.reference)[0] if record else item.reference
        same = find_same(raw(self.session), whole)
        if same is not None:
            known = sources.get(raw(self.session), same)
            return Added(known.citekey, known.reference.title, False, "the library has it already")
        key = self.key(item, whole)
        number = sources.add(self.session, key, item.reference, self.stamp)
        if lookup is not None:
            self.keep(number, lookup, record)
        return Added(key, whole.title, True, _remark(item.reference, lookup))

    def key(self, item: Wanted, whole: Reference) -> str:
        """Give the citekey: the one asked for, else one by the pattern; it is taken from now on."""
        key = item.key
        if key is None:
            key = assign(whole if whole.title or whole.creators else _named(whole), self.taken, self.pattern)
        elif key in self.taken:
            raise InputError(
                f"the citekey {key!r} is taken by another work; choose one with --key; nothing was added"
            )
        self.taken.add(key)
        return key

    def keep(self, number: int, lookup: Lookup, record: Candidate | None) -> None:
        """Keep the answer; the record of a DOI that a person gave is accepted by that person."""
        made = lookups.keep(self.session, number, lookup, self.stamp)
        if record is None:
            return
        accept(self.session, number, record, made[0], self.stamp)
        decision = {"verdict": "accept", "decided_by": "person", "reason": "added by its DOI"}
        put(self.session, "candidate", {"id": made[0]}, decision)
        sources.set_status(self.session, number, SourceStatus.RESOLVED, "added by its DOI", self.stamp)


def _named(reference: Reference) -> Reference:
    """Give something to make a key of, for a source of which only an identifier is known."""
    if reference.url:
        return replace(
            reference, title=slugify(reference.url.partition("//")[2].partition("/")[0]).replace("-", "")
        )
    value = next((item.value for item in reference.identifiers), "source")
    return replace(reference, title=slugify(value.partition("/")[2] or value).replace("-", ""))


def _remark(reference: Reference, lookup: Lookup | None) -> str | None:
    """Say what of the record is missing: no such record and "could not ask" are different answers."""
    if reference.doi is None:
        return None
    if lookup is None or lookup.status is LookupStatus.FAILED:
        why = f" ({lookup.error})" if lookup and lookup.error else ""
        return f"its record could not be asked for{why}; `bibtrack resolve` tries again"
    if lookup.status is LookupStatus.EMPTY:
        return f"no record of this DOI{f' ({lookup.note})' if lookup.note else ''}; check it"
    return None
