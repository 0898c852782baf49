"""Apply theme rules to the texts of one source; every assignment quotes its evidence."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from bibtrack.themes.matcher import CompiledRule, Matcher, Scan
from bibtrack.themes.words import sentence_around
from bibtrack.values.theme import Assignment, FieldText, Method, Theme, ThemeEvidence

#: Only so much of one text is looked at, in characters; what is longer is a body, not an abstract.
LONGEST = {"abstract": 4_000}
LONGEST_ELSE = 20_000
#: More than rounding can add to a score.
_ROUNDING = 1e-5


def tag(texts: Sequence[FieldText], themes: Matcher | Sequence[Theme]) -> tuple[Assignment, ...]:
    """Give the themes that a source has by rule, in theme order, each with quoted evidence.

    A rule adds its weight times the field's once for each field that it matches; further texts of
    the same field (a second citing sentence) are quoted with weight 0, and so are words that a
    heavier rule of the theme has counted already.  Supporting rules count once in all, and not
    alone.  A theme is assigned when the sum reaches its threshold.  For many sources compile the
    themes once: `Matcher(themes)`.  Raises VocabularyError when a regular expression takes too long.
    """
    matcher = themes if isinstance(themes, Matcher) else Matcher(themes)
    looked = [
        (item, matcher.scan(item.field, item.text[: LONGEST.get(item.field, LONGEST_ELSE)])) for item in texts
    ]
    near = _within_reach(looked, matcher)
    if not near:
        return ()
    found: dict[int, list[_Found]] = {}
    counted: set[tuple[int, str]] = set()
    standing: set[int] = set()
    for item, scan in looked:
        for theme, matched in _matched(item, scan, matcher, near).items():
            found.setdefault(theme, []).extend(_weighed(matched, counted))
            if not all(one.compiled.rule.supporting for one in matched):
                standing.add(theme)
    return tuple(_assignments(matcher.themes, {theme: found[theme] for theme in sorted(standing)}))


def _within_reach(looked: Iterable[tuple[FieldText, Scan]], matcher: Matcher) -> set[int]:
    """Give the themes that would be assigned if every rule that may match did; no other can be."""
    most: dict[tuple[int, str], float] = {}
    standing: set[int] = set()
    for item, scan in looked:
        weights = matcher.weights(item.field)
        for at in scan.rules:
            weight = weights[at]
            if weight is None:
                continue
            if matcher.rules[at].rule.supporting:
                most[at, ""] = max(weight, most.get((at, ""), 0.0))
            else:
                most[at, item.field] = weight
                standing.add(matcher.theme_of[at])
    sums = dict.fromkeys(standing, _ROUNDING)
    for (at, _), weight in most.items():
        theme = matcher.theme_of[at]
        if theme in standing:
            sums[theme] += weight
    return {theme for theme, total in sums.items() if total >= matcher.themes[theme].threshold}


def _matched(item: FieldText, scan: Scan, matcher: Matcher, near: set[int]) -> dict[int, list["_Found"]]:
    """Give what matches one text by theme, in rule order; only themes in `near` are looked at."""
    weights = matcher.weights(item.field)
    here: dict[int, list[_Found]] = {}
    for at in scan.rules:
        theme, weight = matcher.theme_of[at], weights[at]
        if weight is not None and theme in near:
            place = matcher.place(at, scan)
            if place:
                here.setdefault(theme, []).append(_Found(item, at, matcher.rules[at], *place, weight))
    return here


class _Found(NamedTuple):
    """A rule that matched a text; becomes evidence only when its theme is assigned."""

    item: FieldText
    at: int
    compiled: CompiledRule
    start: int
    stop: int
    weight: float


def _weighed(matched: list[_Found], counted: set[tuple[int, str]]) -> list[_Found]:
    """Give what matched one text for one theme with the weights that count, in rule order."""
    if len(matched) == 1:
        return [_first(matched[0], counted)]
    taken: list[_Found] = []
    weighed = list(matched)
    for at in sorted(range(len(matched)), key=lambda at: -matched[at].weight):
        one = matched[at]
        supporting = one.compiled.rule.supporting
        key = (one.at, "" if supporting else one.item.field)
        again = not supporting and any(one.start < other.stop and other.start < one.stop for other in taken)
        if again or key in counted:
            weighed[at] = one._replace(weight=0.0)
        if not again:
            counted.add(key)
            if not supporting:
                taken.append(one)
    return weighed


def _first(one: _Found, counted: set[tuple[int, str]]) -> _Found:
    """Give the only match of a text, without weight when its rule has counted in this field."""
    key = (one.at, "" if one.compiled.rule.supporting else one.item.field)
    if key in counted:
        return one._replace(weight=0.0)
    counted.add(key)
    return one


def _evidence(one: _Found) -> ThemeEvidence:
    item, start, stop = one.item, one.start, one.stop
    context = sentence_around(item.text, start, stop)
    rule = one.compiled.rule.rule_id
    return ThemeEvidence(
        item.field, item.text[start:stop], start, stop, rule, context, one.weight, item.where
    )


def _assignments(themes: Sequence[Theme], found: dict[int, list[_Found]]) -> Iterable[Assignment]:
    for at, matched in found.items():
        # Rounded, so that three rules of 0.1 reach a threshold of 0.3.
        score = round(sum(one.weight for one in matched), 6)
        if score >= themes[at].threshold:
            yield Assignment(
                themes[at].slug, Method.RULE, evidence=tuple(map(_evidence, matched)), score=score
            )
