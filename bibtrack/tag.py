"""Apply the theme rules to sources, and keep a person's yes and no beside them."""

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Protocol

from bibtrack.store import tagging
from bibtrack.store import themes as stored
from bibtrack.store.engine import Library, Run, change
from bibtrack.store.loading import source_id
from bibtrack.store.rows import put, raw
from bibtrack.store.tagging import TagChanges
from bibtrack.themes.many import Judged, judge, uncollected
from bibtrack.themes.matcher import Matcher
from bibtrack.themes.rules import SYNONYMS, check_tree, synonym_rule
from bibtrack.themes.tag import tag
from bibtrack.values.theme import Assignment, Polarity, Theme, ThemeRule


class Tell(Protocol):
    """Where progress goes."""

    def __call__(self, done: int, total: int | None, text: str = "") -> None:
        """Say that `done` of `total` sources are behind us."""


@dataclass(slots=True)
class TagSummary:
    """What tagging did: sources looked at, assignments by rule added, removed, changed and left alone.

    `by_theme` counts the rule assignments that hold now; `kept` the words of people that stand
    against a rule.
    """

    sources: int = 0
    changes: TagChanges = field(default_factory=TagChanges)
    by_theme: dict[str, int] = field(default_factory=dict)
    without: int = 0

    @property
    def news(self) -> bool:
        """Whether anything changed."""
        return bool(self.changes.added or self.changes.removed or self.changes.changed)


def load_vocabulary(library: Library, run: Run, themes: Sequence[Theme], retire: bool = False) -> bool:
    """Bring themes into the library; True when that changed anything.  One event, or none."""
    with change(library, run) as session:
        return tagging.put_themes(session, themes, library.clock.stamp(), retire)


def add_theme(library: Library, run: Run, theme: Theme) -> bool:
    """Add a theme or change one; what is empty in `theme` stays as it was.  True when that is news.

    Raises VocabularyError for an unknown parent or a theme that would be its own ancestor.
    """
    with change(library, run) as session:
        connection = raw(session)
        themes = list(stored.load_themes(connection))
        old = next((known for known in themes if known.slug == theme.slug), None)
        at = themes.index(old) if old else len(themes)
        themes[at : at + 1] = [_joined(old, theme) if old else theme]
        check_tree(tuple(themes), "the library")
        return tagging.put_themes(session, themes, library.clock.stamp())


def _joined(old: Theme, new: Theme) -> Theme:
    """Give the old theme with the new one's words; synonyms and their rule come on top."""
    synonyms = tuple(dict.fromkeys((*old.synonyms, *new.synonyms)))
    rules = tuple(rule for rule in old.rules if rule.rule_id != SYNONYMS)
    return replace(
        old,
        label=new.label if new.label != new.slug else old.label,
        definition=new.definition or old.definition,
        synonyms=synonyms,
        parents=new.parents or old.parents,
        wanted=old.wanted if new.wanted is None else new.wanted,
        rules=(
            *synonym_rule(synonyms, old.threshold),
            *rules,
            *(r for r in new.rules if r.rule_id != SYNONYMS),
        ),
    )


def retire(library: Library, run: Run, name: str) -> str:
    """Set a theme aside; its tags stay and do not count.  Raises StoreError: no such theme."""
    with change(library, run) as session:
        number, slug = stored.known_theme(raw(session), name)
        put(session, "theme", {"id": number}, {"retired_at": library.clock.stamp()})
        return slug


def _said(connection: sqlite3.Connection, ids: Iterable[int], matcher: Matcher) -> Judged:
    return {source: tag(texts, matcher) for source, texts in stored.field_texts(connection, ids).items()}


def _judged(connection: sqlite3.Connection, ids: Sequence[int], matcher: Matcher) -> Iterator[Judged]:
    parts = list(tagging.batches(ids))
    return judge((stored.field_texts(connection, part) for part in parts), matcher, len(parts))


def apply(
    library: Library, run: Run, ids: Sequence[int] | None = None, tell: Tell | None = None
) -> TagSummary:
    """Tag these sources (None: all) by the library's rules; one event, or none when nothing changes.

    A person's word is not touched.  Raises VocabularyError when an expression takes too long;
    then nothing is changed.
    """
    with uncollected(), change(library, run) as session:
        connection = raw(session)
        matcher, every = _matcher(connection), _ids(connection, ids)
        themes = {theme.slug: theme for theme in matcher.themes}
        summary = TagSummary()
        for wanted in _judged(connection, every, matcher):
            made = tagging.write_assignments(session, wanted, themes, "rules", library.clock.stamp())
            _count(summary, wanted, made)
            if tell:
                tell(summary.sources, len(every))
        return summary


def preview(
    connection: sqlite3.Connection, ids: Sequence[int] | None = None, themes: Sequence[Theme] | None = None
) -> TagSummary:
    """Give what `apply` would do with the library's rules or with others, and change nothing.

    Themes that `themes` lacks count as removed.
    """
    matcher = Matcher(themes) if themes is not None else _matcher(connection)
    slugs = {theme.slug for theme in matcher.themes}
    slugs |= {theme.slug for theme in stored.load_themes(connection)} if themes is not None else set()
    summary = TagSummary()
    with uncollected():
        for wanted in _judged(connection, _ids(connection, ids), matcher):
            _count(summary, wanted, tagging.difference(connection, wanted, slugs)[0])
    return summary


def _matcher(connection: sqlite3.Connection) -> Matcher:
    return Matcher(stored.load_themes(connection))


def _ids(connection: sqlite3.Connection, ids: Sequence[int] | None) -> Sequence[int]:
    return stored.present_ids(connection) if ids is None else ids


def _count(summary: TagSummary, wanted: dict[int, tuple[Assignment, ...]], made: TagChanges) -> None:
    summary.sources += len(wanted)
    for found in wanted.values():
        summary.without += not found
        for assignment in found:
            summary.by_theme[assignment.theme] = summary.by_theme.get(assignment.theme, 0) + 1
    summary.changes.added += made.added
    summary.changes.removed += made.removed
    summary.changes.changed += made.changed
    summary.changes.same += made.same


def try_rule(
    connection: sqlite3.Connection, rule: ThemeRule, slug: str | None = None
) -> list[dict[str, Any]]:
    """Give the sources that one rule matches, with its words; `has` compares with a theme's sources.

    Raises VocabularyError when an expression takes too long.
    """
    matcher = Matcher([Theme(slug or "tried", slug or "tried", rules=(rule,), threshold=rule.weight)])
    having = stored.sources_of(connection, slug) if slug else None
    keys = dict(connection.execute("SELECT id, citekey FROM source").fetchall())
    found = []
    for part in tagging.batches(stored.present_ids(connection)):
        for source, assigned in _said(connection, part, matcher).items():
            for evidence in assigned[0].evidence[:1] if assigned else ():
                has = None if having is None else source in having
                found.append({"citekey": keys[source], "has": has, "field": evidence.field, "quote": evidence.quote,
                              "context": evidence.context})  # fmt: skip
    return found


def decide(
    library: Library,
    run: Run,
    key: str,
    names: Sequence[str],
    *,
    polarity: Polarity,
    reason: str | None = None,
) -> list[tuple[str, str, bool]]:
    """Keep a person's yes (assigned) or no (excluded) on themes of a source.

    Gives (citekey, slug, news) each.  Raises NoSuchSource, AmbiguousKey, StoreError (no such theme).
    """
    with change(library, run) as session:
        source, citekey = _source(raw(session), key)
        said: dict[str, Any] = {
            "reason": reason, "assigned_by": library.clock.actor(), "assigned_at": library.clock.stamp()
        }  # fmt: skip
        done = []
        for name in names:
            theme, slug = stored.known_theme(raw(session), name)
            done.append((citekey, slug, tagging.decide(session, source, theme, polarity, said)))
        return done


def forget(library: Library, run: Run, key: str, names: Sequence[str]) -> list[tuple[str, str, bool]]:
    """Take a person's word on themes of a source back, so that the rules decide again."""
    with change(library, run) as session:
        source, citekey = _source(raw(session), key)
        found = [stored.known_theme(raw(session), name) for name in names]
        return [(citekey, slug, tagging.forget(session, source, theme)) for theme, slug in found]


def answer(library: Library, run: Run, key: str, name: str, accepted: bool) -> tuple[str, str]:
    """Accept or refuse a suggested theme; a yes is also a person's assignment."""
    with change(library, run) as session:
        source, citekey = _source(raw(session), key)
        theme, slug = stored.known_theme(raw(session), name)
        actor, stamp = library.clock.actor(), library.clock.stamp()
        if accepted:
            said = {"reason": "accepted a suggestion", "assigned_by": actor, "assigned_at": stamp}
            tagging.decide(session, source, theme, Polarity.ASSIGNED, said)
        tagging.answer(session, source, theme, "accepted" if accepted else "refused", (actor, stamp))
        return citekey, slug


def _source(connection: sqlite3.Connection, key: str) -> tuple[int, str]:
    number = source_id(connection, key)
    return number, str(connection.execute("SELECT citekey FROM source WHERE id = ?", (number,)).fetchone()[0])
