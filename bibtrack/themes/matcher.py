"""All rules of all themes in one index, so that a text is read once however many rules there are.

Each distinct phrase of every rule is filed under its first word; a word of a text is looked up
once and its answer remembered, so the cost hardly grows with the number of rules.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from bibtrack.themes.expressions import spans
from bibtrack.themes.rules import TITLES
from bibtrack.themes.stems import singular, stem
from bibtrack.themes.words import Pattern, Words, patterns_of
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

    def weight(self, field: str) -> float:
        """Give what a match in this field adds to the theme's score."""
        factor = next((factor for name, factor in self.theme.field_weights if name == field), 1.0)
        return round(self.rule.weight * factor, 6)


@dataclass(frozen=True, slots=True)
class _Start:
    """What a word of a text can begin: phrases of one word, and longer ones by their second word."""

    whole: tuple[int, ...]
    by_second: Mapping[str, tuple[int, ...]]
    loose: tuple[int, ...]


class Matcher:
    """The compiled rules of a set of themes; holds no results, only an index and a word memo."""

    def __init__(self, themes: Iterable[Theme]) -> None:
        """Compile the rules; the themes are taken as valid (`bibtrack.themes.rules`)."""
        self.themes = tuple(themes)
        self._numbers: dict[tuple[Pattern, ...], int] = {}
        self._phrases: list[tuple[Pattern, ...]] = []
        self.rules = tuple(self._compile(theme, rule) for theme in self.themes for rule in theme.rules)
        self._memo: dict[str, _Start | None] = {}
        self._first: dict[str, dict[str, list[int]]] = {"word": {}, "prefix": {}, "stem": {}}
        for number, phrase in enumerate(self._phrases):
            self._first[phrase[0].kind].setdefault(phrase[0].text, []).append(number)
        self._longest = max(map(len, self._first["prefix"]), default=0)
        self._members = self._members_of_phrases()
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

    def _members_of_phrases(self) -> list[tuple[tuple[int, int], ...]]:
        """Give, for each phrase, the (rule, group) pairs that it can fill."""
        members: list[list[tuple[int, int]]] = [[] for _ in self._phrases]
        for at, item in enumerate(self.rules):
            for place, group in enumerate(item.groups):
                for number in dict.fromkeys(group):
                    members[number].append((at, place))
        return [tuple(pairs) for pairs in members]

    def _starting(self, word: str) -> _Start | None:
        found = list(self._first["word"].get(singular(word), ()))
        if self._first["stem"]:
            found += self._first["stem"].get(stem(word), ())
        prefixes = self._first["prefix"]
        for length in range(1, min(len(word), self._longest) + 1):
            found += prefixes.get(word[:length], ())
        if len(self._memo) >= _REMEMBERED:
            self._memo.clear()
        self._memo[word] = self._start(found) if found else None
        return self._memo[word]

    def _start(self, numbers: Sequence[int]) -> _Start:
        whole, loose, by_second = [], [], dict[str, list[int]]()
        for number in numbers:
            phrase = self._phrases[number]
            if len(phrase) == 1:
                whole.append(number)
            elif phrase[1].kind == "word":
                by_second.setdefault(phrase[1].text, []).append(number)
            else:
                loose.append(number)
        return _Start(tuple(whole), {word: tuple(n) for word, n in by_second.items()}, tuple(loose))

    def _hits(self, folded: Sequence[str]) -> dict[int, list[Hit]]:
        hits: dict[int, list[Hit]] = {}
        memo, last = self._memo, len(folded) - 1
        for at, word in enumerate(folded):
            start = memo[word] if word in memo else self._starting(word)
            if start is None:
                continue
            for number in start.whole:
                hits.setdefault(number, []).append((at, at + 1))
            if at < last:
                candidates = start.loose
                if start.by_second:
                    candidates += start.by_second.get(singular(folded[at + 1]), ())
                for number in candidates:
                    stop = self._end(number, folded, at)
                    if stop:
                        hits.setdefault(number, []).append((at, stop))
        return hits

    def _end(self, number: int, folded: Sequence[str], at: int) -> int:
        """Give the word after a phrase that starts at `at`, or 0 when the rest does not follow."""
        phrase = self._phrases[number]
        stop = at + len(phrase)
        if stop > len(folded):
            return 0
        for place in range(1, len(phrase)):
            if not phrase[place].matches(folded[at + place]):
                return 0
        return stop

    def search(self, field: str, text: str) -> list[tuple[CompiledRule, int, int]]:
        """Give each rule that matches this text, with the span of its first match, in rule order.

        Raises VocabularyError when a regular expression takes too long on the text.
        """
        words = Words(text)
        hits = self._hits(words.folded)
        if not hits and not self._expressions:
            return []
        filled = self._filled(hits)
        found = []
        for at in sorted([*filled, *self._expressions]):
            item = self.rules[at]
            if (item.fields and field not in item.fields) or any(n in hits for n in item.unless):
                continue
            if item.groups:
                match = _match(item, filled[at], hits)
                place = match and words.span(*match)
            else:
                place = _expression_match(item, text, words, hits)
            if place:
                found.append((item, place[0], place[1]))
        return found

    def _filled(self, hits: Mapping[int, list[Hit]]) -> dict[int, dict[int, list[Hit]]]:
        """Give the rules of which every group has a hit: rule → group → hits."""
        filled: dict[int, dict[int, list[Hit]]] = {}
        for number, places in hits.items():
            for at, group in self._members[number]:
                groups = filled.setdefault(at, {})
                groups[group] = groups[group] + places if group in groups else places
        return {at: groups for at, groups in filled.items() if len(groups) == len(self.rules[at].groups)}


def _match(
    item: CompiledRule, filled: Mapping[int, Sequence[Hit]], hits: Mapping[int, Sequence[Hit]]
) -> Hit | None:
    """Give the first match of a words, phrase, stem or near rule, in words."""
    barred = [hit for number in item.excluding if number in hits for hit in hits[number]]
    groups = []
    for place in range(len(item.groups)):
        kept = [hit for hit in filled[place] if not (barred and _beside(hit, barred))]
        if not kept:
            return None
        groups.append(sorted(set(kept)))
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
    barred = [words.span(*hit) for number in item.excluding for hit in hits.get(number, ())]
    for expression in item.rule.terms:
        for start, stop in spans(expression, text):
            if not any(start < high and low < stop for low, high in barred):
                return start, stop
    return None
