"""Rows ↔ values, both directions, nothing else; light enough for read commands.

A row is any mapping from column names (a `sqlite3.Row`, a dictionary).
"""

import json
from collections.abc import Iterable
from typing import Any, Protocol

from bibtrack.text import fold
from bibtrack.values.identifier import Identifier, Scheme
from bibtrack.values.reference import (
    TEXT_FIELDS,
    Creator,
    ItemType,
    Name,
    PartialDate,
    Reference,
    Role,
    partial_date,
)


class Row(Protocol):
    """A row by column name."""

    def __getitem__(self, name: str, /) -> Any:
        """Give one column."""


#: The columns of `source` that a Reference fills.
REFERENCE_COLUMNS: tuple[str, ...] = (
    "type", *TEXT_FIELDS, "issued_year", "issued_month", "issued_day", "issued_stop_year", "issued_verbatim",
    "accessed", "original_date", "extra",
)  # fmt: skip
_NAME_PARTS = ("family", "given", "dropping_particle", "non_dropping_particle", "suffix", "literal", "orcid")


def source_columns(reference: Reference) -> dict[str, Any]:
    """Give the `source` columns of a reference; impossible days and months are kept verbatim only."""
    columns: dict[str, Any] = {name: getattr(reference, name) for name in TEXT_FIELDS}
    issued = reference.issued or PartialDate()
    columns |= {
        "type": reference.type.value,
        "issued_year": issued.year,
        "issued_month": issued.month,
        "issued_day": issued.day,
        "issued_stop_year": issued.stop_year,
        "issued_verbatim": issued.verbatim,
        "accessed": (reference.accessed.iso() or None) if reference.accessed else None,
        "original_date": (reference.original_date.iso() or None) if reference.original_date else None,
        "extra": json.dumps(reference.extra, ensure_ascii=False) if reference.extra else None,
    }
    return columns


def creator_columns(reference: Reference) -> list[dict[str, Any]]:
    """Give the `creator` columns of each name; `ordinal` counts from 1 within a role."""
    counts: dict[Role, int] = {}
    rows = []
    for creator in reference.creators:
        counts[creator.role] = counts.get(creator.role, 0) + 1
        row: dict[str, Any] = {part: getattr(creator.name, part) or None for part in _NAME_PARTS}
        if not row["family"] and not row["literal"]:
            row["literal"] = creator.name.display() or "?"
        if row["family"] and row["literal"]:
            row["family"] = None
        row |= {"role": creator.role.value, "ordinal": counts[creator.role]}
        row["folded"] = fold(
            " ".join(p for p in (row["non_dropping_particle"], row["family"], row["literal"]) if p)
        )
        rows.append(row)
    return rows


def identifier_columns(reference: Reference) -> list[dict[str, Any]]:
    """Give the `identifier` columns, each identifier once."""
    unique = dict.fromkeys((item.scheme.value, item.value) for item in reference.identifiers)
    return [{"scheme": scheme, "value": value} for scheme, value in unique]


def reference_of(source: Row, creators: Iterable[Row], identifiers: Iterable[Row]) -> Reference:
    """Give the reference that the rows of one source hold; creators in their order."""
    texts: dict[str, Any] = {name: source[name] for name in TEXT_FIELDS}
    return Reference(
        type=ItemType(source["type"]),
        issued=_issued(source),
        accessed=partial_date(source["accessed"]) if source["accessed"] else None,
        original_date=partial_date(source["original_date"]) if source["original_date"] else None,
        creators=tuple(_creator(row) for row in creators),
        identifiers=tuple(Identifier(Scheme(row["scheme"]), row["value"]) for row in identifiers),
        extra=tuple((str(key), str(value)) for key, value in json.loads(source["extra"] or "[]")),
        **texts,
    )


def _issued(source: Row) -> PartialDate | None:
    issued = PartialDate(
        source["issued_year"],
        source["issued_month"],
        source["issued_day"],
        source["issued_stop_year"],
        source["issued_verbatim"],
    )
    return issued if issued != PartialDate() else None


def _creator(row: Row) -> Creator:
    return Creator(Role(row["role"]), Name(**{part: row[part] for part in _NAME_PARTS}))


def section_text(section: Iterable[str]) -> str | None:
    """Give a path of headings as one text ("Part I › Method"), or None when there is none."""
    return " › ".join(section) or None


def section_path(text: str | None) -> tuple[str, ...]:
    """Give the path of headings back."""
    return tuple(text.split(" › ")) if text else ()
