"""Sources as items for other programs, over the standard sqlite3: with themes, annotations, reports cited in."""

import hashlib
import re
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from operator import attrgetter
from typing import Any

from bibtrack.formats.item import Item, Remark
from bibtrack.store.convert import creator_columns, reference_of, source_columns
from bibtrack.store.loading import chunks, load_sources, rows_of
from bibtrack.text import slugify
from bibtrack.values.reference import DATE_FIELDS, TEXT_FIELDS, PartialDate, Reference, partial_date

#: who an annotation is by when its file did not say
IMPORTED = "imported"
#: fields of `extra` that an Item holds apart
_APART = ("keyword", "groups")


@dataclass(frozen=True, slots=True)
class Original:
    """The text as which a source was imported; `intact` when the source is as it was read."""

    text: str
    intact: bool
    file_id: int
    line: int


def all_ids(connection: sqlite3.Connection) -> list[int]:
    """Give the ids of every source that is there."""
    sql = "SELECT id FROM source WHERE removed_at IS NULL AND merged_into IS NULL ORDER BY id"
    return [int(row[0]) for row in connection.execute(sql)]


def load_items(
    connection: sqlite3.Connection, ids: Iterable[int], *, contexts: bool = False
) -> Iterator[tuple[int, Item]]:
    """Give (id, item) for the sources, in the order asked for; `contexts` adds the citing sentences."""
    labels = theme_names(connection)
    for part in chunks(ids):
        given = _Travelling.load(connection, part, contexts)
        for source in load_sources(connection, part):
            assert source.id is not None
            yield source.id, given.item(source.id, source.citekey, source.reference, source.themes, labels)


def theme_names(connection: sqlite3.Connection) -> dict[str, str]:
    """Give every name of a theme (slug, label, synonyms), as a slug, with the theme's slug."""
    import json

    names: dict[str, str] = {}
    for row in rows_of(connection, "SELECT slug, label, synonyms FROM theme WHERE retired_at IS NULL"):
        for name in (row["slug"], row["label"], *json.loads(row["synonyms"])):
            names.setdefault(_name(name), row["slug"])
    return names


def theme_of(keyword: str, names: Mapping[str, str]) -> str | None:
    """Give the theme that a keyword names, or None."""
    return names.get(_name(keyword))


@lru_cache(maxsize=16384)
def _name(keyword: str) -> str:
    return slugify(keyword) or keyword.casefold()


Rows = dict[int, list[sqlite3.Row]]


@dataclass(frozen=True, slots=True)
class _Travelling:
    remarks: Rows
    cited: Rows
    updates: Rows
    manual: Rows
    grades: Rows
    contexts: Rows

    @classmethod
    def load(cls, connection: sqlite3.Connection, ids: Sequence[int], contexts: bool) -> "_Travelling":
        marks = ",".join("?" * len(ids))

        def grouped(sql: str) -> Rows:
            found: Rows = {}
            for row in rows_of(connection, sql.replace("IDS", marks), ids):
                found.setdefault(row["source_id"], []).append(row)
            return found

        return cls(
            grouped(
                "SELECT a.source_id, a.author, a.body, a.locator, t.slug FROM annotation a"
                " LEFT JOIN theme t ON t.id = a.theme_id WHERE a.source_id IN (IDS) ORDER BY a.id"
            ),
            grouped(
                "SELECT DISTINCT source_id, report AS slug, note AS ordinal FROM citation_overview"
                " WHERE source_id IN (IDS) ORDER BY slug, ordinal"
            ),
            grouped(
                "SELECT DISTINCT source_id, kind FROM source_update WHERE source_id IN (IDS) ORDER BY kind"
            ),
            grouped(
                "SELECT a.source_id, t.slug, a.polarity FROM theme_assignment a JOIN theme t ON t.id = a.theme_id"
                " WHERE a.method = 'manual' AND a.source_id IN (IDS) ORDER BY t.position, t.slug"
            ),
            grouped("SELECT id AS source_id, grade, status, status_reason FROM source WHERE id IN (IDS)"),
            grouped(
                "SELECT DISTINCT x.source_id, x.report AS slug, x.note AS ordinal, k.context FROM citation_overview x"
                " JOIN callout k ON k.note_id = x.note_id WHERE x.source_id IN (IDS) ORDER BY slug, ordinal, k.ordinal"
            )
            if contexts
            else {},
        )

    def item(
        self, number: int, citekey: str, reference: Reference, themes: Sequence[str], names: Mapping[str, str]
    ) -> Item:
        reference, plain, groups = taken_apart(reference)
        manual = self.manual.get(number, ())
        refused = tuple(row["slug"] for row in manual if row["polarity"] == "excluded")
        kept = [word for word in plain if theme_of(word, names) not in refused or not refused]
        named = {theme_of(word, names) for word in kept}
        cited: dict[str, list[int]] = {}
        for row in self.cited.get(number, ()):
            cited.setdefault(row["slug"], []).append(row["ordinal"])
        facts = self.grades[number][0]
        by_hand = tuple(row["slug"] for row in manual if row["polarity"] == "assigned")
        derived = tuple(slug for slug in themes if slug not in named)
        return Item(
            citekey,
            reference,
            keywords=(*kept, *derived),
            by_rule=tuple(slug for slug in derived if slug not in by_hand),
            remarks=tuple(_remark(row) for row in self.remarks.get(number, ())),
            grade=facts["grade"],
            status=facts["status"],
            status_reason=facts["status_reason"],
            cited_in=tuple((slug, tuple(ordinals)) for slug, ordinals in cited.items()),
            updates=tuple(row["kind"] for row in self.updates.get(number, ())),
            by_hand=by_hand,
            refused=refused,
            groups=groups,
            contexts=tuple(
                (row["slug"], row["ordinal"], row["context"]) for row in self.contexts.get(number, ())
            ),
        )


def _remark(row: sqlite3.Row) -> Remark:
    author = row["author"] if row["author"] != IMPORTED else None
    return Remark(row["body"], author, row["slug"], row["locator"])


def taken_apart(reference: Reference) -> tuple[Reference, tuple[str, ...], tuple[str, ...]]:
    """Part the plain keywords and the groups from a reference as the library keeps it."""
    found = {name: text for name, text in reference.extra if name in _APART}
    if not found:
        return reference, (), ()
    rest = tuple(pair for pair in reference.extra if pair[0] not in _APART)
    return replace(reference, extra=rest), _listed(found.get("keyword")), _listed(found.get("groups"))


def put_together(item: Item) -> Reference:
    """Give the reference as the library keeps it: with the plain keywords and the groups in `extra`."""
    added = tuple(
        (name, "; ".join(listed) + (";" if len(listed) == 1 and "," in listed[0] else ""))
        for name, listed in (("keyword", item.keywords), ("groups", item.groups))
        if listed
    )
    return replace(item.reference, extra=item.reference.extra + added) if added else item.reference


def _listed(text: str | None) -> tuple[str, ...]:
    if not text:
        return ()
    sign = ";" if ";" in text else "," if "," in text and "\n" not in text else "\n"
    return tuple(word for part in text.split(sign) if (word := part.strip()))


_FIELDS = attrgetter("type.value", *TEXT_FIELDS, "extra")
_NAME = attrgetter(
    "family", "given", "dropping_particle", "non_dropping_particle", "suffix", "literal", "orcid"
)


def digest(item: Item) -> str:
    """Give a short digest of what an export of the item would say, whatever the order of keywords."""
    reference = item.reference
    facts = (
        item.citekey, _FIELDS(reference), [_date(getattr(reference, name)) for name in DATE_FIELDS],
        [(creator.role.value, _NAME(creator.name)) for creator in reference.creators],
        [(found.scheme.value, found.value) for found in reference.identifiers],
        sorted(item.keywords), [(r.body, r.author, r.theme, r.locator) for r in item.remarks],
        item.grade, item.cited_in, item.updates, sorted(item.groups),
    )  # fmt: skip
    return hashlib.blake2b(repr(facts).encode("utf-8", "surrogatepass"), digest_size=12).hexdigest()


def _date(date: PartialDate | None) -> tuple[object, ...]:
    return () if date is None else (date.year, date.month, date.day, date.stop_year, date.verbatim)


def as_rows_keep(reference: Reference) -> Reference:
    """Give the reference as it comes back from the rows of a source."""
    changed: dict[str, Any] = {}
    for name in ("accessed", "original_date"):
        date = getattr(reference, name)
        if date is not None and (kept := partial_date(date.iso())) != date:
            changed[name] = kept
    if any(not creator.name.family and not creator.name.literal for creator in reference.creators):
        changed["creators"] = reference_of(_NO_SOURCE, creator_columns(reference), ()).creators
    if len(reference.identifiers) > 1:
        changed["identifiers"] = tuple(dict.fromkeys(reference.identifiers))
    return replace(reference, **changed) if changed else reference


_NO_SOURCE = source_columns(Reference())


def originals(connection: sqlite3.Connection, items: Mapping[int, Item]) -> dict[int, Original]:
    """Give for each source the latest text as which it was imported, an intact one first."""
    found: dict[int, Original] = {}
    for part in chunks(items):
        marks = ",".join("?" * len(part))
        sql = (
            "SELECT b.source_id, b.text, b.digest, b.import_file_id, b.line FROM import_block b"
            " JOIN import_file f ON f.id = b.import_file_id AND f.format = 'bibtex'"
            f" WHERE b.kind = 'entry' AND b.source_id IN ({marks}) ORDER BY b.id"
        )
        for row in rows_of(connection, sql, part):
            number = row["source_id"]
            intact = row["digest"] == digest(items[number])
            if intact or number not in found or not found[number].intact:
                found[number] = Original(row["text"], intact, row["import_file_id"], row["line"] or 0)
    return found


def context_of(connection: sqlite3.Connection, original: Original) -> str:
    """Give the blocks of its file that an entry leans on: the @string it uses, its crossref and xdata parents."""
    found: dict[str, None] = {}
    waiting = [original.text]
    seen: set[str] = set()
    while waiting:
        text = waiting.pop()
        words = {word.lower() for word in MACRO.findall(text)}
        keys = {key for value in _PARENT.findall(text) for key in re.split(r"\s*,\s*", value.strip())}
        for kind, names in (("string", words - seen), ("entry", keys - seen)):
            seen |= names
            marks = ",".join("?" * len(names))
            sql = (
                f"SELECT text FROM import_block WHERE import_file_id = ? AND kind = '{kind}'"
                f" AND {'lower(key)' if kind == 'string' else 'key'} IN ({marks}) ORDER BY ordinal"
            )
            rows = rows_of(connection, sql, (original.file_id, *names)) if names else []
            found |= dict.fromkeys(row["text"] for row in rows)
            waiting += [row["text"] for row in rows]
    found.pop(original.text, None)
    return "\n".join(reversed(found)) + "\n"


#: names of @string in an entry's fields, and the keys of its parents
MACRO = re.compile(r"[=#]\s*([^\W\d][\w:.+\-]*)\s*(?=[,#})\n\r]|$)")
_PARENT = re.compile(r"\b(?:crossref|xdata)\s*=\s*[{\"]([^{}\"]*)[}\"]", re.I)


def strings_of(connection: sqlite3.Connection, files: Iterable[int]) -> list[tuple[str, str]]:
    """Give (kind, text) of the @string and @preamble blocks of imported files, in order, each once."""
    listed = sorted(set(files))
    marks = ",".join("?" * len(listed))
    sql = (
        "SELECT kind, text FROM import_block WHERE kind IN ('string', 'preamble')"
        f" AND import_file_id IN ({marks}) ORDER BY import_file_id, ordinal"
    )
    return list(dict.fromkeys((row["kind"], row["text"]) for row in rows_of(connection, sql, listed)))
