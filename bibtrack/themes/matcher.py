"""All rules of all themes, compiled once: which can match a text, and where one does.

A text is scanned first: its words, the phrases in them, and the rules of which every group of
words is there.  Where a rule matches is worked out only when somebody asks.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bibtrack.themes.expressions import spans
from bibtrack.themes.phrases import Found, Hit, Phrases
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
    """A rule ready to be asked: phrases by number, one set for each group of a `near` rule."""

    theme: Theme
    rule: ThemeRule
    groups: tuple[frozenset[int], ...]
    excluding: frozenset[int]
    unless: frozenset[int]
    fields: frozenset[str]

    def weight(self, field: str) -> float | None:
        """Give what a match in this field adds to the theme's score; None: the rule does not look there."""
        if self.fields and field not in self.fields:
            return None
        factor = next((factor for name, factor in self.theme.field_weights if name == field), 1.0)
        return round(self.rule.weight * factor, 6)


class Scan:
    """A text as the rules see it: `rules` are the places in `Matcher.rules` of those that may match."""

    __slots__ = ("_where", "found", "places", "present", "rules", "text")

    def __init__(self, text: str, found: Sequence[Found], present: set[int], rules: tuple[int, ...]) -> None:
        self.text, self.found, self.present, self.rules = text, found, present, rules
        self.places = Places(text)
        self._where: dict[int, list[Hit]] | None = None

    def hits(self, phrases: frozenset[int]) -> set[Hit]:
        """Give where any of these phrases stands."""
        here = phrases & self.present
        if not here:
            return set()
        where = self._where
        if where is None:
            # Worked out when first asked: of most texts nobody asks, of the others many rules do.
            where = self._where = {number: [] for number in self.present}
            for at, stop, numbers in self.found:
                for number in numbers:
                    where[number].append((at, stop))
        return set().union(*map(where.__getitem__, here))


class Matcher:
    """The compiled rules of a set of themes; holds no results, only an index and what it remembers."""

    def __init__(self, themes: Iterable[Theme]) -> None:
        """Compile the rules; the themes are taken as valid (`bibtrack.themes.rules`)."""
        self.themes = tuple(themes)
        self._phrases = Phrases()
        self.rules = tuple(self._compile(theme, rule) for theme in self.themes for rule in theme.rules)
        #: The place in `themes` of each rule's theme.
        self.theme_of = tuple(at for at, theme in enumerate(self.themes) for _ in theme.rules)
        self._weights: dict[str, tuple[float | None, ...]] = {}
        self._scans: dict[str, Scan] = {}
        self._expressions = frozenset(
            at for at, item in enumerate(self.rules) if item.rule.kind is RuleKind.REGEX
        )
        self._slots, self._needed = self._members()
        self._firsts = frozenset(self._needed)

    def _compile(self, theme: Theme, rule: ThemeRule) -> CompiledRule:
        file = self._phrases.file
        if rule.kind is RuleKind.NEAR:
            groups = tuple(frozenset(file(group.split("|"))) for group in rule.terms)
        elif rule.kind is RuleKind.REGEX:
            groups = ()
        else:
            groups = (frozenset(file(rule.terms, rule.kind is RuleKind.STEM)),)
        fields = frozenset(rule.fields) | (frozenset(TITLES) if "title" in rule.fields else frozenset())
        barring, silencing = frozenset(file(rule.excluding)), frozenset(file(rule.unless))
        return CompiledRule(theme, rule, groups, barring, silencing, fields)

    def _members(self) -> tuple[list[list[int]], dict[int, tuple[int, frozenset[int]]]]:
        """Number the groups of all rules: those that each phrase fills, and by first group (rule, its groups)."""
        slots: list[list[int]] = [[] for _ in range(self._phrases.count)]
        needed: dict[int, tuple[int, frozenset[int]]] = {}
        count = 0
        for at, item in enumerate(self.rules):
            for slot, group in enumerate(item.groups, count):
                for number in group:
                    slots[number].append(slot)
            if item.groups:
                needed[count] = at, frozenset(range(count + 1, count + len(item.groups)))
            count += len(item.groups)
        return slots, needed

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
        found = self._phrases.found(text)
        present: set[int] = set().union(*[numbers for _, _, numbers in found])
        rules = self._possible(present) if found or self._expressions else ()
        return Scan(text, found, present, rules)

    def _possible(self, present: set[int]) -> tuple[int, ...]:
        """Give the rules of which every group is there and no silencing phrase is, in order."""
        filled: set[int] = set().union(*map(self._slots.__getitem__, present))
        possible = [*self._expressions]
        for slot in filled & self._firsts:
            at, others = self._needed[slot]
            if others <= filled:
                possible.append(at)
        return tuple(at for at in sorted(possible) if self.rules[at].unless.isdisjoint(present))

    def place(self, at: int, scan: Scan) -> tuple[int, int] | None:
        """Give the span of the first match of a possible rule in a scanned text, or None.

        Raises VocabularyError when a regular expression takes too long on the text.
        """
        item = self.rules[at]
        if not item.groups:
            return _expression_match(item, scan)
        match = _match(item, scan)
        return scan.places.span(*match) if match else None


def _match(item: CompiledRule, scan: Scan) -> Hit | None:
    """Give the first match of a words, phrase, stem or near rule, in words."""
    barred = scan.hits(item.excluding)
    groups = []
    for group in item.groups:
        found = scan.hits(group)
        kept = {hit for hit in found if not _beside(hit, barred)} if barred else found
        if not kept:
            return None
        groups.append(kept)
    if len(groups) == 1:
        return min(groups[0], key=lambda hit: (hit[0], -hit[1]))
    others = [sorted(group) for group in groups[1:]]
    for anchor in sorted(groups[0]):
        near = [_nearest(anchor, group, item.rule.within) for group in others]
        together = [anchor, *[hit for hit in near if hit]]
        if len(together) == len(groups):
            return min(hit[0] for hit in together), max(hit[1] for hit in together)
    return None


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
    barred = [scan.places.span(*hit) for hit in scan.hits(item.excluding)]
    for expression in item.rule.terms:
        for start, stop in spans(expression, scan.text):
            if not any(start < high and low < stop for low, high in barred):
                return start, stop
    return None
