"""Apply theme rules to the texts of one source; every assignment quotes its evidence."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

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
    found: dict[str, list[ThemeEvidence]] = {}
    counted: set[tuple[str, str, str]] = set()
    standing: set[str] = set()
    for item in texts:
        text = item.text[: LONGEST.get(item.field, LONGEST_ELSE)]
        here: dict[str, list[tuple[CompiledRule, ThemeEvidence]]] = {}
        for compiled, start, stop in matcher.search(item.field, text):
            evidence = _evidence(item, text, compiled, (start, stop))
            here.setdefault(compiled.theme.slug, []).append((compiled, evidence))
        for slug, matched in here.items():
            found.setdefault(slug, []).extend(_weighed(matched, counted))
            if not all(compiled.rule.supporting for compiled, _ in matched):
                standing.add(slug)
    return tuple(_assignments(matcher.themes, {slug: found[slug] for slug in standing}))


def _weighed(
    matched: Sequence[tuple[CompiledRule, ThemeEvidence]], counted: set[tuple[str, str, str]]
) -> list[ThemeEvidence]:
    """Give the evidence of one text for one theme with its weights, in rule order."""
    taken: list[ThemeEvidence] = []
    weights = {}
    for at, (compiled, evidence) in sorted(enumerate(matched), key=lambda entry: -entry[1][1].weight):
        supporting = compiled.rule.supporting
        key = (compiled.theme.slug, compiled.rule.rule_id, "" if supporting else evidence.field)
        again = not supporting and any(_overlap(evidence, other) for other in taken)
        weights[at] = 0.0 if key in counted or again else evidence.weight
        if not supporting and not again:
            taken.append(evidence)
        if not again:
            counted.add(key)
    return [replace(evidence, weight=weights[at]) for at, (_, evidence) in enumerate(matched)]


def _overlap(one: ThemeEvidence, other: ThemeEvidence) -> bool:
    return one.start < other.stop and other.start < one.stop


def _weight(compiled: CompiledRule, field: str) -> float:
    factors = compiled.theme.field_weights
    factor = next((factor for name, factor in factors if name == field), 1.0)
    return round(compiled.rule.weight * factor, 6)


def _evidence(item: FieldText, text: str, compiled: CompiledRule, span: tuple[int, int]) -> ThemeEvidence:
    start, stop = span
    return ThemeEvidence(
        field=item.field,
        quote=text[start:stop],
        start=start,
        stop=stop,
        rule_id=compiled.rule.rule_id,
        context=sentence_around(text, start, stop),
        weight=_weight(compiled, item.field),
        where=item.where,
    )


def _assignments(themes: Iterable[Theme], found: dict[str, list[ThemeEvidence]]) -> Iterable[Assignment]:
    for theme in themes:
        evidence = found.get(theme.slug, [])
        # Rounded, so that three rules of 0.1 reach a threshold of 0.3.
        score = round(sum(item.weight for item in evidence), 6)
        if evidence and score >= theme.threshold:
            yield Assignment(theme.slug, Method.RULE, evidence=tuple(evidence), score=score)
