"""All rules of all themes in one index, so that a text is read once however many rules there are.

Each distinct phrase of every rule is filed under its first word; a word of a text is looked up
once and its answer remembered, so the cost hardly grows with the number of rules.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from bibtrack.themes.expressions import spans
from bibtrack.themes.rules import TITLES
from bibtrack.themes.words import Pattern, Words, patterns_of, words_of
from bibtrack.values.theme import RuleKind, Theme, ThemeRule

#: (first word, word after the last), as positions in a text's words.
Hit = tuple[int, int]
#: An exclusion cancels a match that it overlaps, or that is at most this many words away (0: next to it).
BESIDE = 0
#: Words of which the answer is remembered.
_REMEMBERED = 300_000


@dataclass(frozen=True, slots=True)
class CompiledRule:
    """A rule ready to be asked: phrases by number, one tuple for each group of a `near` rule."""

    theme: Theme
    rule: ThemeRule
    groups: tuple[tuple[int, ...], ...]
    excluding: tuple[int, ...]
    unless: tuple[int, ...]
    fields: frozenset[str]


class Matcher:
    """The compiled rules of a set of themes; holds no results, only an index and a word memo."""

    def __init__(self, themes: Iterable[Theme]) -> None:
        """Compile the rules; the themes are taken as valid (`bibtrack.themes.rules`)."""
        self.themes = tuple(themes)
        self._numbers: dict[tuple[Pattern, ...], int] = {}
        self._phrases: list[tuple[Pattern, ...]] = []
        self.rules = tuple(self._compile(theme, rule) for theme in self.themes for rule in theme.rules)
        self._memo: dict[str, tuple[int, ...]] = {}
        self._by_word: dict[str, list[int]] = {}
        self._others: list[int] = []
        for number, phrase in enumerate(self._phrases):
            if phrase[0].kind == "word":
                self._by_word.setdefault(phrase[0].text, []).append(number)
            else:
                self._others.append(number)
        self._asked: dict[int, tuple[int, ...]] = self._rules_by_phrase()
        self._expressions = tuple(
            at for at, item in enumerate(self.rules) if item.rule.kind is RuleKind.REGEX
        )

    def _compile(self, theme: Theme, rule: ThemeRule) -> CompiledRule:
        stemmed = rule.kind is RuleKind.STEM
        if rule.kind is RuleKind.NEAR:
            groups = tuple(self._file(group.split("|")) for group in rule.terms)
        elif rule.kind is RuleKind.REGEX:
            groups = ()
        else:
            groups = (self._file(rule.terms, stemmed),)
        fields = frozenset(rule.fields) | (frozenset(TITLES) if "title" in rule.fields else frozenset())
        return CompiledRule(theme, rule, groups, self._file(rule.excluding), self._file(rule.unless), fields)

    def _file(self, terms: Iterable[str], stemmed: bool = False) -> tuple[int, ...]:
        found = []
        for term in terms:
            phrase = patterns_of(term, stemmed)
            if phrase not in self._numbers:
                self._numbers[phrase] = len(self._phrases)
                self._phrases.append(phrase)
            found.append(self._numbers[phrase])
        return tuple(found)

    def _rules_by_phrase(self) -> dict[int, tuple[int, ...]]:
        asked: dict[int, list[int]] = {}
        for at, item in enumerate(self.rules):
            # A near rule cannot match without its first group, so only that one wakes it.
            for number in item.groups[0] if item.groups else ():
                asked.setdefault(number, []).append(at)
        return {number: tuple(found) for number, found in asked.items()}

    def _starting(self, word: str) -> tuple[int, ...]:
        known = self._memo.get(word)
        if known is None:
            from bibtrack.themes.stems import singular

            others = [number for number in self._others if self._phrases[number][0].matches(word)]
            known = tuple(self._by_word.get(singular(word), []) + others)
            if len(self._memo) >= _REMEMBERED:
                self._memo.clear()
            self._memo[word] = known
        return known

    def _hits(self, words: Words) -> dict[int, list[Hit]]:
        hits: dict[int, list[Hit]] = {}
        folded, memo = words.folded, self._memo
        for at, word in enumerate(folded):
            starting = memo.get(word)
            if starting is None:
                starting = self._starting(word)
            for number in starting:
                phrase = self._phrases[number]
                stop = at + len(phrase)
                if stop <= len(folded) and all(
                    phrase[i].matches(folded[at + i]) for i in range(1, len(phrase))
                ):
                    hits.setdefault(number, []).append((at, stop))
        return hits

    def search(self, field: str, text: str) -> list[tuple[CompiledRule, int, int]]:
        """Give each rule that matches this text, with the span of its first match, in rule order.

        Raises VocabularyError when a regular expression takes too long on the text.
        """
        words = words_of(text)
        hits = self._hits(words)
        woken = {at for number in hits for at in self._asked.get(number, ())}
        found = []
        for at in sorted(woken.union(self._expressions)):
            item = self.rules[at]
            if item.fields and field not in item.fields:
                continue
            if any(number in hits for number in item.unless):
                continue
            place = _expression_match(item, text, words, hits) if not item.groups else None
            if item.groups:
                match = _match(item, hits)
                place = match and (words.starts[match[0]], words.stops[match[1] - 1])
            if place:
                found.append((item, place[0], place[1]))
        return found


def _match(item: CompiledRule, hits: Mapping[int, Sequence[Hit]]) -> Hit | None:
    """Give the first match of a words, phrase, stem or near rule, in words."""
    barred = [hit for number in item.excluding for hit in hits.get(number, ())]
    groups = [
        sorted({hit for number in group for hit in hits.get(number, ()) if not _beside(hit, barred)})
        for group in item.groups
    ]
    if not all(groups):
        return None
    if len(groups) == 1:
        return min(groups[0], key=lambda hit: (hit[0], -hit[1]))
    for anchor in groups[0]:
        near = [_nearest(anchor, group, item.rule.within) for group in groups[1:]]
        together = [anchor, *[hit for hit in near if hit]]
        if len(together) == len(groups):
            return min(hit[0] for hit in together), max(hit[1] for hit in together)
    return None


def _nearest(anchor: Hit, group: Sequence[Hit], within: int) -> Hit | None:
    """Give the hit nearest to the anchor with at most `within` words between, not overlapping it."""
    best = None
    for hit in group:
        gap = _gap(anchor, hit)
        if 0 <= gap <= within and (best is None or gap < best[0]):
            best = (gap, hit)
    return best[1] if best else None


def _gap(one: Hit, other: Hit) -> int:
    """Give the words between two hits; negative when they overlap."""
    return max(one[0], other[0]) - min(one[1], other[1])


def _beside(hit: Hit, barred: Sequence[Hit]) -> bool:
    return any(_gap(hit, other) <= BESIDE for other in barred)


def _expression_match(
    item: CompiledRule, text: str, words: Words, hits: Mapping[int, Sequence[Hit]]
) -> tuple[int, int] | None:
    barred = [
        (words.starts[first], words.stops[last - 1])
        for number in item.excluding
        for first, last in hits.get(number, ())
    ]
    for expression in item.rule.terms:
        for start, stop in spans(expression, text):
            if not any(start < high and low < stop for low, high in barred):
                return start, stop
    return None
