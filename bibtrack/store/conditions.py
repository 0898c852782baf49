"""One term of a query → one SQL condition over `source s`, with bound parameters only.

A condition of a citation (where it stands, how it is introduced) is over `citation x`, `note n`
and `report r`, so that several of them can speak of the same citation.
"""

from collections.abc import Callable, Sequence

from bibtrack.filters.fields import FIELDS, Kind
from bibtrack.filters.tree import Between, Has, Match, Mode
from bibtrack.store import countries
from bibtrack.store.fulltext import match_expression
from bibtrack.text import slugify

Sql = tuple[str, list[object]]

#: The last code point: PREFIX || LAST is the end of the range of words that begin with PREFIX.
LAST = "\U0010ffff"
#: Crossref's names of notices that take a work back, and of the one that restores it.
WITHDRAWN = ("retraction", "withdrawal", "removal", "partial-retraction", "partial_retraction")

#: Holds for a source `s` that stands retracted; a later reinstatement lifts it (`matching.notices.standing_now`).
RETRACTED = (
    "EXISTS (SELECT 1 FROM source_update u WHERE u.source_id = s.id AND u.kind IN ("
    + ", ".join(f"'{kind}'" for kind in WITHDRAWN)
    + ") AND NOT EXISTS (SELECT 1 FROM source_update b WHERE b.source_id = s.id AND b.kind = 'reinstatement'"
    " AND coalesce(b.date, '') > coalesce(u.date, '')))"
)
_THEMES = (
    "s.id IN (SELECT st.source_id FROM source_theme st WHERE st.theme_id IN ("
    "WITH RECURSIVE below (id) AS (SELECT id FROM theme WHERE {which}"
    " UNION SELECT p.theme_id FROM theme_parent p JOIN below ON p.parent_id = below.id) SELECT id FROM below))"
)
_IDENTIFIED = "s.id IN (SELECT i.source_id FROM identifier i WHERE i.scheme {schemes} AND i.value {compared})"


def _cited(condition: str) -> str:
    return f"EXISTS (SELECT 1 FROM citation x WHERE x.source_id = s.id{condition})"


_PRESENT: dict[str, str] = {
    "abstract": "s.abstract IS NOT NULL",
    "annotation": "(EXISTS (SELECT 1 FROM annotation a WHERE a.source_id = s.id) OR EXISTS (SELECT 1 FROM"
    " citation x JOIN annotation a ON a.citation_id = x.id WHERE x.source_id = s.id))",
    "author": "EXISTS (SELECT 1 FROM creator c WHERE c.source_id = s.id AND c.role = 'author')",
    "citation": _cited(""),
    "container": "s.container_title IS NOT NULL",
    "context": "EXISTS (SELECT 1 FROM citation x JOIN callout k ON k.note_id = x.note_id WHERE x.source_id = s.id)",
    "country": f"{countries.CODE} IS NOT NULL",
    "creator": "EXISTS (SELECT 1 FROM creator c WHERE c.source_id = s.id)",
    "identifier": "EXISTS (SELECT 1 FROM identifier i WHERE i.source_id = s.id)",
    "issued": "(s.issued_year IS NOT NULL OR s.issued_verbatim IS NOT NULL)",
    "locator": _cited(" AND x.locator IS NOT NULL"),
    "lookup": "EXISTS (SELECT 1 FROM lookup l WHERE l.source_id = s.id)",
    "note": _cited(""),
    "retraction": RETRACTED,
    "section": "EXISTS (SELECT 1 FROM citation x JOIN note n ON n.id = x.note_id LEFT JOIN callout k"
    " ON k.note_id = n.id WHERE x.source_id = s.id AND coalesce(k.section, n.section) IS NOT NULL)",
    "signal": _cited(" AND x.prefix IS NOT NULL"),
    "theme": "s.id IN (SELECT source_id FROM source_theme)",
    "translation": "s.translated_title IS NOT NULL",
    "type": "s.type <> 'document'",
    "year": "s.issued_year IS NOT NULL",
}


def condition(leaf: Match | Between | Has) -> Sql:
    """Give the condition of one term that is about the source itself."""
    if isinstance(leaf, Has):
        return _has(leaf.name), []
    if isinstance(leaf, Between):
        return _BETWEEN[leaf.field](leaf)
    return _MATCH.get(leaf.field, _BY_KIND.get(FIELDS[leaf.field].kind, _plain))(leaf)


def fulltext(expression: str) -> Sql:
    """Give the condition that the full text of the source matches an index expression."""
    return "s.id IN (SELECT rowid FROM source_fts WHERE source_fts MATCH ?)", [expression]


def is_citing(leaf: object) -> bool:
    """Tell whether a term speaks of a citation, so that it can be joined with others that do."""
    if isinstance(leaf, Between):
        return leaf.field == "note"
    return isinstance(leaf, Match) and (
        leaf.field in ("cited-in", "grade") or FIELDS[leaf.field].kind is Kind.CITING
    )


def citing(leaves: Sequence[Match | Between]) -> Sql:
    """Give the condition that one and the same citation of the source meets all these terms."""
    if len(leaves) == 1 and leaves[0].field == "grade":
        return _grade(leaves[0])
    parts = [_of_citation(leaf) for leaf in leaves]
    joined = " AND ".join(sql for sql, _ in parts)
    return (
        "s.id IN (SELECT x.source_id FROM citation x JOIN note n ON n.id = x.note_id"
        f" JOIN report r ON r.id = n.report_id WHERE {joined})",
        [value for _, values in parts for value in values],
    )


def _of_citation(leaf: Match | Between) -> Sql:
    if isinstance(leaf, Between):
        return _noted(leaf)
    if leaf.field == "grade":
        words = _words(leaf)
        return f"x.grade IN ({_marks(words)})", words
    if leaf.field == "cited-in":
        if leaf.mode is Mode.PREFIX:
            return "(r.slug >= ? AND r.slug < ?)", [leaf.value, leaf.value + LAST]
        return "(r.slug = ? OR r.title = ? COLLATE NOCASE)", [leaf.value, leaf.value]
    like = _contains(leaf.value)
    if leaf.field == "section":
        return (
            "(n.section LIKE ? ESCAPE '\\' OR EXISTS (SELECT 1 FROM callout k WHERE k.note_id = n.id"
            " AND k.section LIKE ? ESCAPE '\\'))",
            [like, like],
        )
    column = {"signal": "x.prefix", "locator": "x.locator"}[leaf.field]
    return f"{column} LIKE ? ESCAPE '\\'", [like]


def _noted(leaf: Between) -> Sql:
    low, high = int(leaf.low or 0), int(leaf.high or 10**9)
    if leaf.low == leaf.high:
        return "(n.ordinal = ? OR n.label = ?)", [low, leaf.low]
    return "n.ordinal BETWEEN ? AND ?", [low, high]


def _has(name: str) -> str:
    if name in ("doi", "isbn"):
        return f"EXISTS (SELECT 1 FROM identifier i WHERE i.source_id = s.id AND i.scheme = '{name}')"
    return _PRESENT.get(name, f"s.{name} IS NOT NULL")


def _text(leaf: Match) -> Sql:
    return fulltext(match_expression(leaf.field, leaf.value, leaf.mode is Mode.PREFIX))


def _words(leaf: Match | Between) -> list[object]:
    """Give the words of a closed list that a value takes in: itself, and its kinds ("article-…")."""
    assert isinstance(leaf, Match)
    if leaf.mode is Mode.EXACT:
        return [leaf.value]
    begins = leaf.value if leaf.mode is Mode.PREFIX else leaf.value + "-"
    return [word for word in FIELDS[leaf.field].values if word == leaf.value or word.startswith(begins)]


def _word(leaf: Match) -> Sql:
    words = _words(leaf)
    return f"s.{leaf.field} IN ({_marks(words)})", words


def _grade(leaf: Match | Between) -> Sql:
    words = _words(leaf)
    marks = _marks(words)
    return (
        f"(s.grade IN ({marks}) OR EXISTS (SELECT 1 FROM citation x WHERE x.source_id = s.id AND x.grade IN ({marks})))",
        words * 2,
    )


def _marks(values: Sequence[object]) -> str:
    return ", ".join("?" * len(values))


def _retracted(leaf: Match) -> Sql:
    return (RETRACTED if leaf.value == "yes" else f"NOT {RETRACTED}"), []


def _key(leaf: Match) -> Sql:
    if leaf.mode is Mode.PREFIX:
        return "(s.citekey >= ? AND s.citekey < ?)", [leaf.value, leaf.value + LAST]
    return "s.citekey = ?", [leaf.value]


def _theme(leaf: Match) -> Sql:
    if leaf.mode is Mode.PREFIX:
        return _THEMES.format(which="slug >= ? AND slug < ?"), [leaf.value, leaf.value + LAST]
    slug = slugify(leaf.value) or leaf.value
    return _THEMES.format(which="slug IN (?, ?) OR label = ? COLLATE NOCASE"), [leaf.value, slug, leaf.value]


def _country(leaf: Match) -> Sql:
    codes: list[object] = [*countries.codes(leaf.value, leaf.mode is Mode.PREFIX)]
    return f"{countries.CODE} IN ({_marks(codes)})", codes


def _identifier(leaf: Match) -> Sql:
    from bibtrack.values.identifier import Scheme, normalise_doi, normalise_isbn

    listed = [leaf.field] if leaf.field in ("doi", "isbn") else [scheme.value for scheme in Scheme]
    schemes = "IN (" + ", ".join(f"'{scheme}'" for scheme in listed) + ")"
    if leaf.mode is Mode.PREFIX:
        return _IDENTIFIED.format(schemes=schemes, compared=">= ? AND i.value < ?"), [
            leaf.value,
            leaf.value + LAST,
        ]
    forms: list[object] = [leaf.value]
    if leaf.field == "identifier":
        forms += [form for form in (normalise_doi(leaf.value), normalise_isbn(leaf.value)) if form]
        forms.append(leaf.value.upper())
    return _IDENTIFIED.format(schemes=schemes, compared=f"IN ({_marks(forms)})"), forms


def _plain(leaf: Match) -> Sql:
    if leaf.field == "url":
        return "s.url LIKE ? ESCAPE '\\'", [_contains(leaf.value)]
    if leaf.field == "language":
        return "(s.language LIKE ? ESCAPE '\\' OR s.language LIKE ? ESCAPE '\\')", [
            _escaped(leaf.value),
            _escaped(leaf.value) + "-%",
        ]
    tail = "%" if leaf.mode is Mode.PREFIX else ""
    return f"s.{leaf.field} LIKE ? ESCAPE '\\'", [_escaped(leaf.value) + tail]


def _contains(value: str) -> str:
    return f"%{_escaped(value)}%"


def _escaped(value: str) -> str:
    return value.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")


def _number(expression: str) -> Callable[[Between], Sql]:
    def build(leaf: Between) -> Sql:
        return _limits(
            expression, int(leaf.low) if leaf.low else None, expression, int(leaf.high) if leaf.high else None
        )

    return build


def _limits(low_side: str, low: object, high_side: str, high: object) -> Sql:
    parts = []
    if low is not None:
        parts.append((f"{low_side} >= ?", low))
    if high is not None:
        parts.append((f"{high_side} <= ?", high))
    return "(" + " AND ".join(sql for sql, _ in parts) + ")", [value for _, value in parts]


def _date(expression: str) -> Callable[[Between], Sql]:
    """Compare ISO dates: an end that names a month or a year takes in all of it."""

    def build(leaf: Between) -> Sql:
        upto = f"substr({expression}, 1, {len(leaf.high or '')})"
        return _limits(expression, leaf.low, upto, leaf.high)

    return build


_ISO = "printf('%04d', s.issued_year)" + "".join(
    f" || CASE WHEN s.issued_{part} IS NULL THEN '' ELSE printf('-%02d', s.issued_{part}) END"
    for part in ("month", "day")
)


def _issued(leaf: Between) -> Sql:
    """Compare the date as far as it is known; the years come first, because they have an index."""
    years = Between("year", leaf.low and leaf.low[:4], leaf.high and leaf.high[:4])
    by_year, by_date = _number("s.issued_year")(years), _date(f"({_ISO})")(leaf)
    return f"({by_year[0]} AND {by_date[0]})", by_year[1] + by_date[1]


def _of_note(leaf: Between) -> Sql:
    return citing([leaf])


_BETWEEN: dict[str, Callable[[Between], Sql]] = {
    "year": _number("s.issued_year"),
    "citations": _number("(SELECT count(*) FROM citation x WHERE x.source_id = s.id)"),
    "issued": _issued,
    "added": _date("s.created_at"),
    "changed": _date("s.updated_at"),
    "note": _of_note,
}
_MATCH: dict[str, Callable[[Match], Sql]] = {
    "key": _key,
    "theme": _theme,
    "retracted": _retracted,
    "country": _country,
    "cited-in": lambda leaf: citing([leaf]),
    "grade": _grade,
}
_BY_KIND: dict[Kind, Callable[[Match], Sql]] = {
    Kind.TEXT: _text,
    Kind.CITING: lambda leaf: citing([leaf]),
    Kind.WORD: _word,
    Kind.IDENTIFIER: _identifier,
}
