"""Read themes, the texts that rules look at, and assignments; light enough for read commands."""

import json
import sqlite3
from collections.abc import Iterable, Mapping
from hashlib import sha256
from typing import Any

from bibtrack.errors import StoreError
from bibtrack.store.loading import chunks, rows_of
from bibtrack.values.theme import FieldText, RuleKind, Theme, ThemeRule

#: Columns of `source` that rules look at, each under its own name as a field.
SOURCE_FIELDS: tuple[str, ...] = (
    "title", "title_short", "original_title", "translated_title", "container_title",
    "collection_title", "abstract", "genre", "publisher", "authority", "event_title", "note",
)  # fmt: skip
#: Names under which `extra` holds subjects.
_SUBJECTS = frozenset({"keyword", "keywords", "subject", "subjects", "categories"})
#: Which column of `theme_evidence` says where a text of a field with several texts stands.
WHERE_COLUMNS: dict[str, str] = {
    "context": "callout_id",
    "annotation": "annotation_id",
    "note_text": "citation_id",
}


def rules_json(theme: Theme) -> str:
    """Give the rules of a theme as the store keeps them; the line in a file is not part of a rule."""
    rules = [
        {
            "id": rule.rule_id, "kind": rule.kind.value, "terms": rule.terms, "fields": rule.fields,
            "within": rule.within, "weight": rule.weight, "excluding": rule.excluding, "unless": rule.unless,
            "supporting": rule.supporting,
        }
        for rule in theme.rules
    ]  # fmt: skip
    return json.dumps(
        {"field_weights": dict(theme.field_weights), "rules": rules}, ensure_ascii=False, sort_keys=True
    )


def digest(theme: Theme) -> str:
    """Give sixteen hexadecimal digits that change when the rules or the threshold do."""
    return sha256(f"{theme.threshold!r} {rules_json(theme)}".encode()).hexdigest()[:16]


def load_themes(connection: sqlite3.Connection, retired: bool = False) -> tuple[Theme, ...]:
    """Give the library's themes in their order, without retired ones unless asked for."""
    parents: dict[int, list[str]] = {}
    for row in rows_of(
        connection,
        "SELECT p.theme_id, t.slug FROM theme_parent p JOIN theme t ON t.id = p.parent_id ORDER BY t.position, t.slug",
    ):
        parents.setdefault(row["theme_id"], []).append(row["slug"])
    where = "" if retired else " WHERE retired_at IS NULL"
    rows = rows_of(connection, f"SELECT * FROM theme{where} ORDER BY position, slug")
    return tuple(_theme(row, tuple(parents.get(row["id"], ()))) for row in rows)


def _theme(row: sqlite3.Row, parents: tuple[str, ...]) -> Theme:
    kept = json.loads(row["rules"])
    kept = kept if isinstance(kept, dict) else {"rules": kept}
    return Theme(
        slug=row["slug"],
        label=row["label"],
        definition=row["definition"],
        scope_note=row["scope_note"],
        synonyms=tuple(json.loads(row["synonyms"])),
        parents=parents,
        rules=tuple(_rule(rule) for rule in kept.get("rules", ())),
        threshold=row["threshold"],
        wanted=row["wanted"],
        field_weights=tuple(kept.get("field_weights", {}).items()),
    )


def _rule(kept: Mapping[str, Any]) -> ThemeRule:
    return ThemeRule(
        rule_id=kept["id"],
        kind=RuleKind(kept["kind"]),
        terms=tuple(kept["terms"]),
        fields=tuple(kept["fields"]),
        within=kept["within"],
        weight=kept["weight"],
        excluding=tuple(kept["excluding"]),
        unless=tuple(kept["unless"]),
        supporting=kept.get("supporting", False),
    )


def theme_ids(connection: sqlite3.Connection) -> dict[str, int]:
    """Give the id of every theme by slug, retired ones included."""
    return {row["slug"]: row["id"] for row in rows_of(connection, "SELECT id, slug FROM theme")}


def known_theme(connection: sqlite3.Connection, name: str) -> tuple[int, str]:
    """Give id and slug of the theme with this slug or label; raises StoreError with the nearest slugs."""
    row = connection.execute(
        "SELECT id, slug FROM theme WHERE retired_at IS NULL AND (slug = ?1 OR lower(label) = lower(?1))"
        " ORDER BY slug = ?1 DESC LIMIT 1",
        (name,),
    ).fetchone()
    if row is not None:
        return int(row[0]), str(row[1])
    from difflib import get_close_matches

    slugs = [row["slug"] for row in rows_of(connection, "SELECT slug FROM theme WHERE retired_at IS NULL")]
    near = get_close_matches(name, slugs, n=2, cutoff=0.4)
    hint = f"did you mean {' or '.join(near)}?" if near else "`bibtrack themes` lists them"
    raise StoreError(f"{name}: there is no theme of this name; {hint}")


def present_ids(connection: sqlite3.Connection) -> list[int]:
    """Give the ids of the sources that are neither removed nor joined into another."""
    sql = "SELECT id FROM source WHERE removed_at IS NULL AND merged_into IS NULL ORDER BY id"
    return [int(row[0]) for row in connection.execute(sql)]


def sources_of(connection: sqlite3.Connection, slug: str) -> set[int]:
    """Give the ids of the sources that have a theme, by rule or by hand."""
    sql = "SELECT x.source_id FROM source_theme x JOIN theme t ON t.id = x.theme_id WHERE t.slug = ?"
    return {int(row[0]) for row in connection.execute(sql, (slug,))}


def field_texts(connection: sqlite3.Connection, ids: Iterable[int]) -> dict[int, list[FieldText]]:
    """Give every text of these sources that rules may look at: fields, subjects, sentences, annotations."""
    texts: dict[int, list[FieldText]] = {}
    for part in chunks(ids):
        marks = ",".join("?" * len(part))
        columns = ", ".join(SOURCE_FIELDS)
        for row in connection.execute(f"SELECT id, extra, {columns} FROM source WHERE id IN ({marks})", part):
            texts[row[0]] = _own_texts(row)
        for field, sql in _ELSEWHERE.items():
            for source, where, text in connection.execute(
                sql.format(marks=marks), part * sql.count("{marks}")
            ):
                if text:
                    texts[source].append(FieldText(field, text, where))
    return texts


def _own_texts(row: tuple[Any, ...]) -> list[FieldText]:
    own = [FieldText(field, text) for field, text in zip(SOURCE_FIELDS, row[2:], strict=True) if text]
    if row[1]:
        subjects = [str(value) for name, value in json.loads(row[1]) if str(name).lower() in _SUBJECTS]
        own += [FieldText("subject", "; ".join(subjects))] if subjects else []
    return own


_ELSEWHERE: dict[str, str] = {
    "context": "SELECT DISTINCT x.source_id, k.id, k.context FROM citation x JOIN callout k ON k.note_id = x.note_id"
    " WHERE x.source_id IN ({marks}) ORDER BY k.id",
    "note_text": "SELECT source_id, id, text FROM citation WHERE source_id IN ({marks}) ORDER BY id",
    "annotation": "SELECT source_id, id, body FROM annotation WHERE source_id IN ({marks}) UNION ALL"
    " SELECT x.source_id, a.id, a.body FROM annotation a JOIN citation x ON x.id = a.citation_id"
    " WHERE x.source_id IN ({marks}) ORDER BY 2",
}


#: What `theme_evidence` says of one place, without the row's own numbers.
EVIDENCE_COLUMNS: tuple[str, ...] = (
    "field", "rule_id", "quote", "context", "start", "stop", "weight", "callout_id", "annotation_id", "citation_id",
)  # fmt: skip
#: One assignment by rule as the store keeps it: row id, score, and its evidence by `EVIDENCE_COLUMNS`.
Kept = tuple[int, float, list[tuple[Any, ...]]]


def kept_by_rule(connection: sqlite3.Connection, ids: Iterable[int]) -> dict[int, dict[str, Kept]]:
    """Give source id → slug → what the store keeps of the theme's assignment by rule."""
    columns = ", ".join(f"e.{name}" for name in EVIDENCE_COLUMNS)
    found: dict[int, dict[str, Kept]] = {}
    for part in chunks(ids):
        marks = ",".join("?" * len(part))
        cursor = connection.cursor()
        cursor.row_factory = None
        cursor.execute(
            f"SELECT a.source_id, t.slug, a.id, a.score, e.id, {columns} FROM theme_assignment a"
            " JOIN theme t ON t.id = a.theme_id LEFT JOIN theme_evidence e ON e.assignment_id = a.id"
            f" WHERE a.source_id IN ({marks}) AND a.method = 'rule' ORDER BY t.position, t.slug, a.id, e.id",
            part,
        )
        for source, slug, number, score, evidence, *entry in cursor:
            kept = found.setdefault(source, {}).setdefault(slug, (number, score, []))
            if evidence is not None:
                kept[2].append(tuple(entry))
    return found


def explanations(connection: sqlite3.Connection, ids: Iterable[int]) -> list[dict[str, Any]]:
    """Give, source by source, each theme with its method, polarity, person, time, reason and evidence."""
    told: list[dict[str, Any]] = []
    for part in chunks(ids):
        marks = ",".join("?" * len(part))
        evidence: dict[int, list[dict[str, Any]]] = {}
        for row in rows_of(
            connection,
            "SELECT e.assignment_id, e.rule_id, e.field, e.quote, e.start, e.stop, e.context, e.weight,"
            " e.callout_id, e.citation_id, e.annotation_id FROM theme_evidence e"
            f" JOIN theme_assignment a ON a.id = e.assignment_id WHERE a.source_id IN ({marks}) ORDER BY e.id",
            part,
        ):
            entry = {name: row[name] for name in row.keys() if row[name] is not None}  # noqa: SIM118
            evidence.setdefault(entry.pop("assignment_id"), []).append(entry)
        rows = rows_of(
            connection,
            "SELECT a.id, s.citekey, s.title, t.slug AS theme, a.method, a.polarity, a.score, a.reason,"
            " a.assigned_by, a.assigned_at, t.retired_at FROM theme_assignment a JOIN source s ON s.id = a.source_id"
            f" JOIN theme t ON t.id = a.theme_id WHERE s.id IN ({marks})"
            " ORDER BY s.citekey, t.position, t.slug, a.method",
            part,
        )
        for row in rows:
            entry = {name: row[name] for name in row.keys() if name not in ("id", "retired_at")}  # noqa: SIM118
            told.append(entry | {"evidence": evidence.get(row["id"], [])})
    return told
