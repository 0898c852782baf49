"""Apply theme rules to the texts of one source; every assignment quotes its evidence."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from bibtrack.themes.matcher import CompiledRule, Matcher
from bibtrack.themes.words import sentence_around
from bibtrack.values.theme import Assignment, FieldText, Method, Theme, ThemeEvidence

#: Only so much of one text is looked at, in characters; what is longer is a body, not an abstract.
LONGEST = {"abstract": 4_000}
LONGEST_ELSE = 20_000


def tag(texts: Sequence[FieldText], themes: Matcher | Sequence[Theme]) -> tuple[Assignment, ...]:
    """Give the themes that a source has by rule, in theme order, each with quoted evidence.

    A rule adds its weight times the field's once for each field that it matches; further texts of
    the same field (a second citing sentence) are quoted with weight 0, and so are words that a
    heavier rule of the theme has counted already.  Supporting rules count once in all, and not
    alone.  A theme is assigned when the sum reaches its threshold.  For many sources compile the
    themes once: `Matcher(themes)`.  Raises VocabularyError when a regular expression takes too long.
    """
    matcher = themes if isinstance(themes, Matcher) else Matcher(themes)
    found: dict[str, list[_Found]] = {}
    counted: set[tuple[str, str, str]] = set()
    standing: set[str] = set()
    for item in texts:
        text = item.text[: LONGEST.get(item.field, LONGEST_ELSE)]
        here: dict[str, list[_Found]] = {}
        for compiled, start, stop in matcher.search(item.field, text):
            weight = compiled.weight(item.field)
            here.setdefault(compiled.theme.slug, []).append(_Found(item, compiled, start, stop, weight))
        for slug, matched in here.items():
            found.setdefault(slug, []).extend(_weighed(matched, counted))
            if not all(one.compiled.rule.supporting for one in matched):
                standing.add(slug)
    return tuple(_assignments(matcher.themes, {slug: found[slug] for slug in standing}))


class _Found(NamedTuple):
    """A rule that matched a text; becomes evidence only when its theme is assigned."""

    item: FieldText
    compiled: CompiledRule
    start: int
    stop: int
    weight: float


def _weighed(matched: Sequence[_Found], counted: set[tuple[str, str, str]]) -> list[_Found]:
    """Give what matched one text for one theme with the weights that count, in rule order."""
    taken: list[_Found] = []
    weights = {}
    for at, one in sorted(enumerate(matched), key=lambda entry: -entry[1].weight):
        rule = one.compiled.rule
        key = (one.compiled.theme.slug, rule.rule_id, "" if rule.supporting else one.item.field)
        again = not rule.supporting and any(
            one.start < other.stop and other.start < one.stop for other in taken
        )
        weights[at] = 0.0 if again or key in counted else one.weight
        if not again:
            counted.add(key)
            if not rule.supporting:
                taken.append(one)
    return [one if weights[at] else one._replace(weight=0.0) for at, one in enumerate(matched)]


def _evidence(one: _Found) -> ThemeEvidence:
    item = one.item
    return ThemeEvidence(
        field=item.field,
        quote=item.text[one.start : one.stop],
        start=one.start,
        stop=one.stop,
        rule_id=one.compiled.rule.rule_id,
        context=sentence_around(item.text, one.start, one.stop),
        weight=one.weight,
        where=item.where,
    )


def _assignments(themes: Iterable[Theme], found: dict[str, list[_Found]]) -> Iterable[Assignment]:
    for theme in themes if found else ():
        matched = found.get(theme.slug)
        if matched is None:
            continue
        # Rounded, so that three rules of 0.1 reach a threshold of 0.3.
        score = round(sum(one.weight for one in matched), 6)
        if score >= theme.threshold:
            yield Assignment(theme.slug, Method.RULE, evidence=tuple(map(_evidence, matched)), score=score)
