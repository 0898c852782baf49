"""Load and validate a theme file: themes with definitions, synonyms and rules.

A fault is refused as a whole with a `VocabularyError` that names file, line, rule and reason;
nothing is loaded from a file with a fault.  docs/themes.md describes the format.
"""

import re
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bibtrack.errors import VocabularyError
from bibtrack.text import slugify
from bibtrack.themes.expressions import fault
from bibtrack.themes.places import TableLines, table_lines
from bibtrack.themes.words import patterns_of
from bibtrack.values.theme import RuleKind, Theme, ThemeRule

#: The texts that rules can look at.  "title" also means the short, original and translated title.
FIELDS: tuple[str, ...] = (
    "title", "title_short", "original_title", "translated_title", "container_title",
    "collection_title", "abstract", "subject", "genre", "publisher", "authority", "event_title",
    "note", "context", "note_text", "annotation",
)  # fmt: skip
TITLES: tuple[str, ...] = ("title", "title_short", "original_title", "translated_title")
#: The rule that a theme's synonyms make.
SYNONYMS = "synonyms"

_THEME_KEYS = {"slug", "label", "definition", "scope_note", "synonyms", "parents", "threshold", "wanted",
               "field_weights", "rule"}  # fmt: skip
_RULE_KEYS = {"id", "kind", "terms", "fields", "within", "weight", "excluding", "unless", "supporting"}
_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


@dataclass(frozen=True, slots=True)
class _Place:
    """Where we are in the file, for messages."""

    path: str
    lines: TableLines
    name: str

    def refuse(self, key: str | None, reason: str) -> VocabularyError:
        line = self.lines.of(key) if key else self.lines.line
        return VocabularyError(f"{self.path}, line {line}, {self.name}: {reason}")

    def one(self, table: Mapping[str, Any], key: str, kind: type | tuple[type, ...], default: Any) -> Any:
        """Give a single value of the right kind, else refuse it with its line."""
        value = table.get(key, default)
        wrong_bool = isinstance(value, bool) and kind is not bool
        if value is not default and (wrong_bool or not isinstance(value, kind)):
            wanted = {str: "a text", bool: "true or false"}.get(kind, "a number")  # type: ignore[arg-type]
            raise self.refuse(key, f"{key} must be {wanted}, not {value!r}")
        return value

    def texts(self, table: Mapping[str, Any], key: str) -> tuple[str, ...]:
        """Give a list of non-empty texts, else refuse it with its line."""
        value = table.get(key, [])
        value = [value] if isinstance(value, str) else value
        if not isinstance(value, list) or not all(isinstance(item, str) and item.strip() for item in value):
            raise self.refuse(key, f"{key} must be a list of texts, none of them empty")
        return tuple(value)

    def known(self, table: Mapping[str, Any], keys: set[str]) -> None:
        """Refuse a key that means nothing here, with the nearest one that does."""
        for key in table:
            if key not in keys:
                from difflib import get_close_matches

                near = get_close_matches(key, sorted(keys), n=1)
                hint = f"; did you mean {near[0]}?" if near else f"; known are {', '.join(sorted(keys))}"
                raise self.refuse(key, f"unknown key {key!r}{hint}")


def load(path: Path) -> tuple[Theme, ...]:
    """Read the themes of a TOML file, in file order.

    Raises VocabularyError: not readable, not TOML, unknown keys, bad rules, two themes with one
    slug, unknown parents, a theme that is its own ancestor.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise VocabularyError(
            f"{path}: not UTF-8 text (byte {error.start}); save it as UTF-8 and try again"
        ) from error
    except OSError as error:
        raise VocabularyError(
            f"{path}: cannot be read ({error.strerror}); give the path of a theme file"
        ) from error
    return parse(text, str(path))


def parse(text: str, name: str = "themes.toml") -> tuple[Theme, ...]:
    """Read themes from TOML text; `name` stands in messages.  Raises VocabularyError like `load`."""
    try:
        content = tomllib.loads(text.replace("\r\n", "\n"))
    except (ValueError, RecursionError) as error:
        raise VocabularyError(f"{name}: not valid TOML: {error}; correct that line") from error
    for key in content:
        if key != "theme":
            raise VocabularyError(f"{name}: unknown table or key {key!r}; a theme starts with [[theme]]")
    tables = content.get("theme", [])
    if not isinstance(tables, list) or not all(isinstance(table, dict) for table in tables):
        raise VocabularyError(f"{name}: a theme starts with [[theme]], with two brackets")
    places = table_lines(text)
    places += [TableLines(1)] * (len(tables) - len(places))
    themes = tuple(_theme(table, name, lines) for table, lines in zip(tables, places, strict=False))
    check_tree(themes, name)
    return themes


def _theme(table: Mapping[str, Any], path: str, lines: TableLines) -> Theme:
    place = _Place(path, lines, f"theme {table.get('slug', '(without slug)')}")
    place.known(table, _THEME_KEYS)
    slug = place.one(table, "slug", str, "")
    if not _SLUG.fullmatch(slug):
        better = slugify(slug or str(table.get("label", "")))
        raise place.refuse(
            "slug", f"slug must be small letters, digits and hyphens, like {better or 'water'!r}"
        )
    threshold = float(place.one(table, "threshold", (int, float), 1.0))
    wanted = place.one(table, "wanted", int, None)
    if not threshold > 0:
        raise place.refuse("threshold", "threshold must be more than 0")
    if wanted is not None and wanted < 0:
        raise place.refuse("wanted", "wanted must be 0 or more")
    synonyms = place.texts(table, "synonyms")
    return Theme(
        slug=slug,
        label=place.one(table, "label", str, "") or slug,
        definition=place.one(table, "definition", str, "").strip(),
        scope_note=place.one(table, "scope_note", str, "").strip(),
        synonyms=synonyms,
        parents=place.texts(table, "parents"),
        rules=_rules(table, place, synonyms, threshold),
        threshold=threshold,
        wanted=wanted,
        line=lines.line,
        field_weights=_field_weights(table, place),
    )


def _field_weights(table: Mapping[str, Any], place: _Place) -> tuple[tuple[str, float], ...]:
    weights = table.get("field_weights", {})
    if not isinstance(weights, dict):
        raise place.refuse(
            "field_weights", "field_weights must be a table like { title = 1.0, context = 0.5 }"
        )
    for field, weight in weights.items():
        _known_field(field, place, "field_weights")
        if isinstance(weight, bool) or not isinstance(weight, int | float) or not 0 <= weight <= 100:
            raise place.refuse("field_weights", f"the weight of {field} must be a number from 0 to 100")
    return tuple((field, float(weight)) for field, weight in weights.items())


def _rules(
    table: Mapping[str, Any], place: _Place, synonyms: tuple[str, ...], threshold: float
) -> tuple[ThemeRule, ...]:
    tables = table.get("rule", [])
    if not isinstance(tables, list) or not all(isinstance(rule, dict) for rule in tables):
        raise place.refuse("rule", "a rule starts with [[theme.rule]], with two brackets")
    places = [*place.lines.rules, *[place.lines] * (len(tables) - len(place.lines.rules))]
    rules = [
        _rule(rule, place, lines, at) for at, (rule, lines) in enumerate(zip(tables, places, strict=False))
    ]
    _with_words(synonyms, place, "synonyms")
    rules[:0] = synonym_rule(synonyms, threshold, place.lines.of("synonyms"))
    seen: set[str] = set()
    for rule in rules:
        if rule.rule_id in seen:
            message = f"{place.path}, line {rule.line}, {place.name}: two rules are called {rule.rule_id!r}"
            raise VocabularyError(message + "; give each its own id")
        seen.add(rule.rule_id)
    return tuple(rules)


def synonym_rule(
    synonyms: tuple[str, ...], threshold: float, line: int | None = None
) -> tuple[ThemeRule, ...]:
    """Give the rule that synonyms make: each is enough by itself; () when there are none."""
    rule = ThemeRule(SYNONYMS, RuleKind.PHRASE, synonyms, weight=threshold, line=line)
    return (rule,) if synonyms else ()


def _rule(table: Mapping[str, Any], theme: _Place, lines: TableLines, at: int) -> ThemeRule:
    place = _Place(theme.path, lines, f"{theme.name}, rule {table.get('id', at + 1)}")
    place.known(table, _RULE_KEYS)
    rule_id = str(place.one(table, "id", str, "") or f"rule-{at + 1}")
    kind = place.one(table, "kind", str, "phrase")
    if kind not in list(RuleKind):
        raise place.refuse("kind", f"kind {kind!r} is none of {', '.join(RuleKind)}")
    terms = place.texts(table, "terms")
    if not terms:
        raise place.refuse("terms", "terms are missing; a rule without terms would never match")
    fields = place.texts(table, "fields")
    for field in fields:
        _known_field(field, place, "fields")
    weight = float(place.one(table, "weight", (int, float), 1.0))
    if not 0 < weight <= 100:
        raise place.refuse("weight", "weight must be more than 0 and at most 100")
    rule = ThemeRule(
        rule_id=rule_id,
        kind=RuleKind(kind),
        terms=terms,
        fields=fields,
        within=_within(table, kind, place),
        weight=weight,
        excluding=_with_words(place.texts(table, "excluding"), place, "excluding"),
        line=lines.line,
        unless=_with_words(place.texts(table, "unless"), place, "unless"),
        supporting=place.one(table, "supporting", bool, False),
    )
    _TERM_CHECKS.get(rule.kind, _check_words)(rule, place)
    return rule


def _within(table: Mapping[str, Any], kind: str, place: _Place) -> int:
    within = place.one(table, "within", int, 8 if kind == RuleKind.NEAR else 0)
    if kind == RuleKind.NEAR and not 0 <= within <= 1_000:
        raise place.refuse("within", "within is a number of words from 0 to 1000")
    if kind != RuleKind.NEAR and within:
        raise place.refuse("within", f"within belongs to kind near, not to {kind}")
    return int(within)


def _known_field(field: str, place: _Place, key: str) -> None:
    if field not in FIELDS:
        raise place.refuse(key, f"unknown field {field!r}; known are {', '.join(FIELDS)}")


def _with_words(terms: tuple[str, ...], place: _Place, key: str) -> tuple[str, ...]:
    for term in terms:
        if not patterns_of(term):
            raise place.refuse(key, f"{term!r} in {key} holds no word")
    return terms


def _check_words(rule: ThemeRule, place: _Place) -> None:
    _with_words(rule.terms, place, "terms")
    for term in rule.terms:
        if any(not pattern.text for pattern in patterns_of(term)):
            raise place.refuse(
                "terms", f"{term!r}: a star needs letters before it, else it matches every word"
            )


def _check_near(rule: ThemeRule, place: _Place) -> None:
    if len(rule.terms) < 2:
        raise place.refuse(
            "terms", "near needs two or more groups of words, each one text with | between choices"
        )
    for group in rule.terms:
        choices = tuple(group.split("|"))
        _check_words(ThemeRule(rule.rule_id, rule.kind, choices), place)


def _check_expression(rule: ThemeRule, place: _Place) -> None:
    for term in rule.terms:
        reason = fault(term)
        if reason:
            raise place.refuse("terms", reason)


_TERM_CHECKS: dict[RuleKind, Callable[[ThemeRule, _Place], None]] = {
    RuleKind.NEAR: _check_near,
    RuleKind.REGEX: _check_expression,
}


def check_tree(themes: tuple[Theme, ...], name: str) -> None:
    """Refuse two themes with one slug, unknown parents, and a theme that is its own ancestor."""
    by_slug: dict[str, Theme] = {}
    for theme in themes:
        if theme.slug in by_slug:
            first = by_slug[theme.slug].line
            raise _refused(
                theme, name, f"line {first} already has a theme with this slug; rename one of them"
            )
        by_slug[theme.slug] = theme
    for theme in themes:
        for parent in theme.parents:
            if parent not in by_slug:
                raise _refused(theme, name, f"parent {parent!r} is no theme of this file")
    circle = _circle(by_slug)
    if circle:
        raise _refused(
            by_slug[circle[0]], name, f"is its own ancestor ({' → '.join(circle)}); remove one parent"
        )


def _refused(theme: Theme, name: str, reason: str) -> VocabularyError:
    return VocabularyError(f"{name}, line {theme.line}, theme {theme.slug}: {reason}")


def _circle(by_slug: Mapping[str, Theme]) -> list[str]:
    """Give the slugs of one circle of parents, first again at its end; [] when there is none."""
    done: set[str] = set()
    for start in by_slug:
        path: dict[str, None] = {}
        todo: list[tuple[str, bool]] = [(start, False)]
        while todo:
            slug, leaving = todo.pop()
            if leaving:
                del path[slug]
                done.add(slug)
            elif slug in path:
                names = list(path)
                return [*names[names.index(slug) :], slug]
            elif slug not in done:
                path[slug] = None
                todo.append((slug, True))
                todo += [(parent, False) for parent in by_slug[slug].parents]
    return []
