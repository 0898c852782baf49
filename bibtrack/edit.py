"""Edit the library by hand: set fields, save an edited source, remove, keep searches.

Whatever a person sets is a chosen value: nothing that is fetched or read later overwrites it.
"""

from collections.abc import Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from typing import Any

from bibtrack.errors import EditConflict, InputError, StoreError
from bibtrack.filters.parse import parse
from bibtrack.formats import editable
from bibtrack.matching.chosen import changed, graft, parts
from bibtrack.store import editing, sources
from bibtrack.store.engine import Library, Run, change
from bibtrack.store.loading import load_sources
from bibtrack.store.reading import open_reader
from bibtrack.store.rows import raw
from bibtrack.text import slugify
from bibtrack.values.reference import Reference
from bibtrack.values.source import Source, SourceStatus


@dataclass(frozen=True, slots=True)
class Edited:
    """One field of one source, before and after, as a person reads it; "" is empty."""

    citekey: str
    field: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Wishes:
    """What to set: (field, value) in order, fields to forget, and the status with its reason."""

    values: tuple[tuple[str, str], ...] = ()
    forget: tuple[str, ...] = ()
    status: SourceStatus | None = None
    reason: str | None = None


def wishes(assignments: Sequence[str], forget: Sequence[str] = ()) -> Wishes:
    """Read `field=value` words; raises InputError for an unknown field or status."""
    values, status, reason = [], None, None
    for word in assignments:
        name, sign, value = word.partition("=")
        if not sign:
            raise InputError(f"{word!r}: write field=value")
        if name == "status":
            status = _status(value)
        elif name in ("reason", "status-reason", "status_reason"):
            reason = value or None
        else:
            values.append((editable.field_name(name), value))
    if reason is not None and status is None:
        raise InputError("a reason belongs to a status: status=exempt reason='a press release'")
    return Wishes(tuple(values), tuple(editable.field_name(name) for name in forget), status, reason)


def _status(value: str) -> SourceStatus:
    try:
        return SourceStatus(value)
    except ValueError:
        raise InputError(f"status: {value!r} is none of {', '.join(SourceStatus)}") from None


def set_fields(
    library: Library, run: Run, ids: Sequence[int], wanted: Wishes, *, dry_run: bool = False
) -> list[Edited]:
    """Set the same fields of some sources; gives what changes.  One event, or none.

    Raises InputError for a value that a field cannot have; then nothing is changed.
    """
    with closing(open_reader(library.path)) as connection:
        found = load_sources(connection, ids)
    planned = [(source, _assigned(source.reference, wanted)) for source in found]
    edits = [edit for source, after in planned for edit in _edits(source, after, wanted)]
    if dry_run:
        return edits
    stamp, by = library.clock.stamp(), library.clock.actor()
    forgotten = [editable.part_name(field) for field in wanted.forget]
    with change(library, run) as session:
        for source, after in planned:
            number = _id(source)
            names = changed(source.reference, after)
            if names:
                editing.choose(session, number, after, names, stamp, by)
            if forgotten and editing.unchoose(session, number, forgotten, stamp):
                now = sources.get(raw(session), number)
                edits += _differences(source.citekey, after, now.reference)
            if wanted.status is not None:
                sources.set_status(session, number, wanted.status, wanted.reason, stamp)
    return edits


def _id(source: Source) -> int:
    if source.id is None:
        raise StoreError(f"{source.citekey}: is not in the library")
    return source.id


def _assigned(reference: Reference, wanted: Wishes) -> Reference:
    for field, value in wanted.values:
        reference = replace(reference, **editable.assigned(reference, field, value))
    return reference


def _edits(source: Source, after: Reference, wanted: Wishes) -> list[Edited]:
    edits = _differences(source.citekey, source.reference, after)
    if wanted.status is not None and (wanted.status, wanted.reason) != (source.status, source.status_reason):
        before = " · ".join(part for part in (source.status, source.status_reason) if part)
        now = " · ".join(part for part in (wanted.status, wanted.reason) if part)
        edits.append(Edited(source.citekey, "status", before, now))
    return edits


def _differences(citekey: str, before: Reference, after: Reference) -> list[Edited]:
    old, new = editable.values_of(before), editable.values_of(after)
    names = [*new, *(name for name in old if name not in new)]
    return [
        Edited(citekey, name, _shown(old.get(name, "")), _shown(new.get(name, "")))
        for name in names
        if old.get(name) != new.get(name)
    ]


def _shown(value: str | list[str]) -> str:
    return "; ".join(value) if isinstance(value, list) else value


def load(library: Library, number: int) -> Source:
    """Give a source to edit, as it is now."""
    with closing(open_reader(library.path)) as connection:
        return load_sources(connection, [number])[0]


def save(library: Library, run: Run, base: Source, after: Reference) -> list[Edited]:
    """Save an edited source; `base` is what the edit started from.  Gives what changed.

    What somebody else changed meanwhile is kept where the edit did not touch it; where both
    changed the same field to different values, EditConflict is raised and nothing is saved.
    """
    names = changed(base.reference, after)
    stamp, by = library.clock.stamp(), library.clock.actor()
    with change(library, run) as session:
        now = sources.get(raw(session), _id(base)).reference
        _refuse_conflicts(base.citekey, base.reference, now, after)
        merged = graft(now, after, names)
        edits = _differences(base.citekey, now, merged)
        if changed(now, merged):
            editing.choose(session, _id(base), after, names, stamp, by)
    return edits


def to_bibtex(source: Source) -> str:
    """Give the source as one BibLaTeX entry, to be edited."""
    from bibtrack.formats.bibtex import write_entry
    from bibtrack.formats.item import Item

    return write_entry(Item(source.citekey, source.reference))


def from_bibtex(text: str, source: Source) -> Reference:
    """Read the edited entry; what BibLaTeX cannot carry stays as it was.

    Raises InputError with the line when the text is not one sound entry.
    """
    from bibtrack.formats.bibtex import loads

    read = loads(text)
    for block in read.failed:
        raise InputError(f"line {block.line}: {block.message or 'this is not a BibTeX entry'}")
    if len(read.items) != 1:
        raise InputError(f"one entry is expected here, not {len(read.items)}")
    untouched = loads(to_bibtex(source)).items[0].reference
    after = read.items[0].reference
    return graft(source.reference, after, changed(untouched, after))


def _refuse_conflicts(citekey: str, base: Reference, now: Reference, after: Reference) -> None:
    ours, theirs = parts(after), parts(now)
    both = [
        name
        for name in changed(base, after)
        if name in changed(base, now) and ours.get(name) != theirs.get(name)
    ]
    if both:
        shown = "; ".join(_three_ways(name, base, now, after) for name in both)
        raise EditConflict(
            f"{citekey}: somebody else changed the same since you began, so nothing was saved: {shown}"
        )


def _three_ways(name: str, base: Reference, now: Reference, after: Reference) -> str:
    was, is_now, wanted = (_part(editable.values_of(it), name) for it in (base, now, after))
    return f"{name} was {was}, is now {is_now}, you wrote {wanted}"


def _part(values: Mapping[str, str | list[str]], name: str) -> str:
    found = [_shown(value) for field, value in values.items() if editable.part_name(field) == name]
    return repr("; ".join(found)) if found else "empty"


def remove(
    library: Library, run: Run, ids: Sequence[int], *, cited: bool = False, dry_run: bool = False
) -> list[str]:
    """Remove sources; gives their citekeys.  `undo` brings them back.

    Raises StoreError for a source that is cited, unless `cited` allows it: then its citations
    stay, without a source.
    """
    with closing(open_reader(library.path)) as connection:
        rows = editing.overview(connection, ids)
        counts = {key: editing.citation_count(connection, number) for number, key, _ in rows}
    held = {key: count for key, count in counts.items() if count}
    if held and not cited:
        listed = ", ".join(f"{key} ({count})" for key, count in list(held.items())[:8])
        raise StoreError(
            f"cited, so not removed: {listed}; --cited removes them and leaves their citations open"
        )
    if not dry_run:
        with change(library, run) as session:
            for number, _, _ in rows:
                editing.take_out(session, number, library.clock.stamp())
    return [key for _, key, _ in rows]


def save_search(library: Library, name: str, query: str, known: Mapping[str, str]) -> None:
    """Keep a query under a name, for `search:NAME`.

    Raises FilterSyntaxError when the query is malformed, InputError for a name that is no word.
    """
    if slugify(name) != name:
        raise InputError(f"{name!r}: name a search with small letters, digits and hyphens")
    parse(query, {key: text for key, text in known.items() if key != name})
    with change(library, Run("search", f"bibtrack search --save {name}")) as session:
        editing.put_search(session, name, query)


def forget_search(library: Library, name: str) -> None:
    """Forget a kept query; raises StoreError when there is none of this name."""
    with change(library, Run("search", f"bibtrack search --forget {name}")) as session:
        editing.drop_search(session, name)


def as_data(edits: Sequence[Edited]) -> list[dict[str, Any]]:
    """Give edits for programs."""
    return [{"key": e.citekey, "field": e.field, "before": e.before, "after": e.after} for e in edits]
