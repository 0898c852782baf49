"""The rules read the plain way: every rule on every text, every phrase at every word.  Slow, and short.

What `bibtrack.themes.tag` gives must be the same; see test_plain.py.
"""

import re
from collections.abc import Sequence

from bibtrack.text import fold
from bibtrack.themes.stems import singular, stem
from bibtrack.themes.words import patterns_of, sentence_around
from bibtrack.values.theme import Assignment, FieldText, Method, RuleKind, Theme, ThemeEvidence, ThemeRule

CJK = "぀-ヿ㐀-䶿一-鿿豈-﫿가-힯\U00020000-\U0003ffff"
WORD = re.compile(rf"[{CJK}]|(?:(?![{CJK}])[^\W_])(?:(?![{CJK}])[^\W_]|[\u0300-\u036f])*(?:['’ʼ]s\b)?")
TITLES = {"title", "title_short", "original_title", "translated_title"}
Span = tuple[int, int]


def answers(kind: str, text: str, word: str) -> bool:
    if kind == "prefix":
        return word.startswith(text)
    return (singular(word) if kind == "word" else stem(word)) == text


def places(terms: Sequence[str], words: list[str], stemmed: bool = False) -> list[Span]:
    found = set()
    for term in terms:
        phrase = patterns_of(term, stemmed)
        for at in range(len(words) - len(phrase) + 1):
            if all(answers(one.kind, one.text, words[at + k]) for k, one in enumerate(phrase)):
                found.add((at, at + len(phrase)))
    return sorted(found)


def gap(one: Span, other: Span) -> int:
    return max(one[0], other[0]) - min(one[1], other[1])


def match(rule: ThemeRule, text: str) -> Span | None:
    spans = [m.span() for m in WORD.finditer(text)]
    words = [fold(text[a:b]).removesuffix("'s").replace("'", "") for a, b in spans]
    if places(rule.unless, words):
        return None
    barred = places(rule.excluding, words)
    if rule.kind is RuleKind.REGEX:
        cancelled = [(spans[a][0], spans[b - 1][1]) for a, b in barred]
        for term in rule.terms:
            for m in re.finditer(term, text, re.I):
                if not any(m.start() < high and low < m.end() for low, high in cancelled):
                    return m.span()
        return None
    near = rule.kind is RuleKind.NEAR
    groups = [group.split("|") for group in rule.terms] if near else [rule.terms]
    kept = [
        [
            p
            for p in places(group, words, rule.kind is RuleKind.STEM)
            if all(gap(p, bar) > 0 for bar in barred)
        ]
        for group in groups
    ]
    if not all(kept):
        return None
    if not near:
        first = min(kept[0], key=lambda p: (p[0], -p[1]))
        return spans[first[0]][0], spans[first[1] - 1][1]
    for anchor in kept[0]:
        others = [[p for p in group if 0 <= gap(anchor, p) <= rule.within] for group in kept[1:]]
        if all(others):
            taken = [anchor, *(min(group, key=lambda p: gap(anchor, p)) for group in others)]
            return spans[min(p[0] for p in taken)][0], spans[max(p[1] for p in taken) - 1][1]
    return None


def theme_of(theme: Theme, texts: Sequence[FieldText]) -> Assignment | None:
    evidence: list[ThemeEvidence] = []
    counted: set[tuple[str, str]] = set()
    standing = False
    for item in texts:
        here = []
        for rule in theme.rules:
            fields = set(rule.fields) | (TITLES if "title" in rule.fields else set())
            place = match(rule, item.text) if not fields or item.field in fields else None
            if place:
                here.append(
                    (rule, place, round(rule.weight * dict(theme.field_weights).get(item.field, 1.0), 6))
                )
        standing = standing or any(not rule.supporting for rule, _, _ in here)
        weights: dict[str, float] = {}
        taken: list[Span] = []
        for rule, place, weight in sorted(here, key=lambda one: -one[2]):
            overlaps = not rule.supporting and any(place[0] < b and a < place[1] for a, b in taken)
            key = (rule.rule_id, "" if rule.supporting else item.field)
            weights[rule.rule_id] = 0.0 if overlaps or key in counted else weight
            if not overlaps:
                counted.add(key)
                taken += [] if rule.supporting else [place]
        evidence += [
            ThemeEvidence(item.field, item.text[a:b], a, b, rule.rule_id, sentence_around(item.text, a, b),
                          weights[rule.rule_id], item.where)
            for rule, (a, b), _ in here
        ]  # fmt: skip
    score = round(sum(one.weight for one in evidence), 6)
    if not standing or score < theme.threshold:
        return None
    return Assignment(theme.slug, Method.RULE, evidence=tuple(evidence), score=score)


def plain(texts: Sequence[FieldText], themes: Sequence[Theme]) -> tuple[Assignment, ...]:
    """Give what `bibtrack.themes.tag.tag` is to give."""
    return tuple(found for theme in themes if (found := theme_of(theme, texts)))
