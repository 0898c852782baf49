"""All rules of all themes, compiled once: which can match a text, and where one does.

A text is scanned first: its words, the phrases in them, and the rules of which every group of
words is there.  Where a rule matches is worked out only when somebody asks.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import count

from bibtrack.themes.expressions import spans
from bibtrack.themes.phrases import Filled, Hit, Phrases
from bibtrack.themes.rules import TITLES
from bibtrack.themes.words import Places
from bibtrack.values.theme import RuleKind, Theme, ThemeRule

#: An exclusion cancels a match that it overlaps, or that is at most this many words away (0: next to it).
BESIDE = 0
#: Fields whose texts come again and again, and how many scans of them are remembered.
_REPEATED = frozenset({"container_title", "collection_title", "genre", "publisher", "authority"})
_REMEMBERED = 20_000


@dataclass(frozen=True, slots=True)
class CompiledRule:
    """A rule ready to be asked, by the slots of its phrases; None: it has no such phrases.

    `groups` holds one slot for each group of a `near` rule, none for an expression, else one.
    """

    theme: Theme
    rule: ThemeRule
    groups: tuple[int, ...]
    excluding: int | None
    unless: int | None
    fields: frozenset[str]

    def weight(self, field: str) -> float | None:
        """Give what a match in this field adds to the theme's score; None: the rule does not look there."""
        if self.fields and field not in self.fields:
            return None
        factor = next((factor for name, factor in self.theme.field_weights if name == field), 1.0)
        return round(self.rule.weight * factor, 6)


class Scan:
    """A text as the rules see it: `rules` are the places in `Matcher.rules` of those that may match."""

    __slots__ = ("_places", "filled", "rules", "text")

    def __init__(self, text: str, filled: Filled, rules: Sequence[int]) -> None:
        self.text, self.filled, self.rules = text, filled, rules
        self._places: Places | None = None

    def span(self, match: Hit) -> tuple[int, int]:
        """Give the code points of a match."""
        if self._places is None:
            self._places = Places(self.text)
        return self._places.span(*match)

    def hits(self, slot: int | None) -> Sequence[Hit]:
        """Give where the phrases of a slot stand."""
        return self.filled.get(slot, ()) if slot is not None else ()


class Matcher:
    """The compiled rules of a set of themes; holds no results, only an index and what it remembers."""

    def __init__(self, themes: Iterable[Theme]) -> None:
        """Compile the rules; the themes are taken as valid (`bibtrack.themes.rules`)."""
        self.themes = tuple(themes)
        self._phrases = Phrases()
        self._slots = count()
        self.rules = tuple(self._compile(theme, rule) for theme in self.themes for rule in theme.rules)
        #: The place in `themes` of each rule's theme.
        self.theme_of = tuple(at for at, theme in enumerate(self.themes) for _ in theme.rules)
        self._weights: dict[str, tuple[float | None, ...]] = {}
        self._scans: dict[str, Scan] = {}
        self._expressions = [at for at, item in enumerate(self.rules) if item.rule.kind is RuleKind.REGEX]
        #: By the slot of its first group, each rule with its other groups.
        self._firsts = {
            item.groups[0]: (at, item.groups[1:]) for at, item in enumerate(self.rules) if item.groups
        }

    def _compile(self, theme: Theme, rule: ThemeRule) -> CompiledRule:
        if rule.kind is RuleKind.NEAR:
            groups = [self._slot(group.split("|")) for group in rule.terms]
        elif rule.kind is RuleKind.REGEX:
            groups = []
        else:
            groups = [self._slot(rule.terms, rule.kind is RuleKind.STEM)]
        fields = frozenset(rule.fields) | (frozenset(TITLES) if "title" in rule.fields else frozenset())
        barring = self._slot(rule.excluding) if rule.excluding else None
        silencing = self._slot(rule.unless) if rule.unless else None
        return CompiledRule(theme, rule, tuple(groups), barring, silencing, fields)

    def _slot(self, terms: Iterable[str], stemmed: bool = False) -> int:
        slot = next(self._slots)
        self._phrases.file(terms, slot, stemmed)
        return slot

    def weights(self, field: str) -> tuple[float | None, ...]:
        """Give the weight of each rule in a field; None for a rule that does not look there."""
        if field not in self._weights:
            self._weights[field] = tuple(item.weight(field) for item in self.rules)
        return self._weights[field]

    def scan(self, field: str, text: str) -> Scan:
        """Read a text of a field; the scans of journals and publishers are remembered."""
        if field not in _REPEATED:
            return self._scan(text)
        if text not in self._scans:
            if len(self._scans) >= _REMEMBERED:
                self._scans.clear()
            self._scans[text] = self._scan(text)
        return self._scans[text]

    def _scan(self, text: str) -> Scan:
        filled = self._phrases.filled(text)
        return Scan(text, filled, self._possible(filled) if filled or self._expressions else ())

    def _possible(self, filled: Filled) -> list[int]:
        """Give the rules of which every group is there and no silencing phrase is, in order."""
        possible = [*self._expressions]
        for slot in filled.keys() & self._firsts.keys():
            at, others = self._firsts[slot]
            if not others or all(map(filled.__contains__, others)):
                possible.append(at)
        possible.sort()
        return [at for at in possible if self.rules[at].unless not in filled]

    def place(self, at: int, scan: Scan) -> tuple[int, int] | None:
        """Give the span of the first match of a possible rule in a scanned text, or None.

        Raises VocabularyError when a regular expression takes too long on the text.
        """
        item = self.rules[at]
        if not item.groups:
            return _expression_match(item, scan)
        match = _match(item, scan)
        return scan.span(match) if match else None


def _match(item: CompiledRule, scan: Scan) -> Hit | None:
    """Give the first match of a words, phrase, stem or near rule, in words."""
    groups = [scan.filled[slot] for slot in item.groups]
    barred = scan.hits(item.excluding)
    if barred:
        groups = [[hit for hit in found if not _beside(hit, barred)] for found in groups]
        if not all(groups):
            return None
    first = groups[0]
    if len(groups) == 1:
        return first[0] if len(first) == 1 else min(first, key=_earliest)
    for anchor in first:
        near = [_nearest(anchor, group, item.rule.within) for group in groups[1:]]
        together = [anchor, *[hit for hit in near if hit]]
        if len(together) == len(groups):
            return min(hit[0] for hit in together), max(hit[1] for hit in together)
    return None


def _earliest(hit: Hit) -> Hit:
    """Order hits by where they begin, the longest of those first."""
    return hit[0], -hit[1]


def _nearest(anchor: Hit, group: Sequence[Hit], within: int) -> Hit | None:
    """Give the hit nearest to the anchor with at most `within` words between, not overlapping it."""
    best, least = None, within + 1
    for hit in group:
        gap = _gap(anchor, hit)
        if 0 <= gap < least:
            best, least = hit, gap
    return best


def _gap(one: Hit, other: Hit) -> int:
    """Give the words between two hits; negative when they overlap."""
    return (other[0] - one[1]) if one[0] <= other[0] else (one[0] - other[1])


def _beside(hit: Hit, barred: Iterable[Hit]) -> bool:
    return any(_gap(hit, other) <= BESIDE for other in barred)


def _expression_match(item: CompiledRule, scan: Scan) -> tuple[int, int] | None:
    barred = [scan.span(hit) for hit in scan.hits(item.excluding)]
    for expression in item.rule.terms:
        for start, stop in spans(expression, scan.text):
            if not any(start < high and low < stop for low, high in barred):
                return start, stop
    return None
