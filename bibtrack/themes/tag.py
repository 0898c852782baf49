"""Apply theme rules to the texts of one source; every assignment quotes its evidence."""

from collections.abc import Iterable, Sequence

from bibtrack.themes.matcher import CompiledRule, Matcher
from bibtrack.themes.words import sentence_around
from bibtrack.values.theme import Assignment, FieldText, Method, Theme, ThemeEvidence

#: Only so much of one text is looked at, in characters: an abstract, not a book.
LONGEST = 200_000


def tag(texts: Sequence[FieldText], themes: Matcher | Sequence[Theme]) -> tuple[Assignment, ...]:
    """Give the themes that a source has by rule, in theme order, each with quoted evidence.

    A rule adds its weight times the field's once for each field that it matches; further texts of
    the same field (a second citing sentence) are quoted with weight 0.  Supporting rules count once
    in all, and not alone.  A theme is assigned when the sum reaches its threshold.  For many sources compile the themes once: `Matcher(themes)`.
    Raises VocabularyError when a regular expression takes too long.
    """
    matcher = themes if isinstance(themes, Matcher) else Matcher(themes)
    found: dict[str, list[ThemeEvidence]] = {}
    counted: set[tuple[str, str, str]] = set()
    standing: set[str] = set()
    for item in texts:
        text = item.text[:LONGEST]
        for compiled, start, stop in matcher.search(item.field, text):
            once = "" if compiled.rule.supporting else item.field
            key = (compiled.theme.slug, compiled.rule.rule_id, once)
            weight = 0.0 if key in counted else _weight(compiled, item.field)
            counted.add(key)
            if not compiled.rule.supporting:
                standing.add(compiled.theme.slug)
            found.setdefault(compiled.theme.slug, []).append(_evidence(item, compiled, (start, stop), weight))
    return tuple(_assignments(matcher.themes, {slug: found[slug] for slug in standing}))


def _weight(compiled: CompiledRule, field: str) -> float:
    factors = compiled.theme.field_weights
    return compiled.rule.weight * next((factor for name, factor in factors if name == field), 1.0)


def _evidence(item: FieldText, compiled: CompiledRule, span: tuple[int, int], weight: float) -> ThemeEvidence:
    start, stop = span
    return ThemeEvidence(
        field=item.field,
        quote=item.text[start:stop],
        start=start,
        stop=stop,
        rule_id=compiled.rule.rule_id,
        context=sentence_around(item.text, start, stop),
        weight=weight,
        where=item.where,
    )


def _assignments(themes: Iterable[Theme], found: dict[str, list[ThemeEvidence]]) -> Iterable[Assignment]:
    for theme in themes:
        evidence = found.get(theme.slug, [])
        # Rounded, so that three rules of 0.1 reach a threshold of 0.3.
        score = round(sum(item.weight for item in evidence), 6)
        if evidence and score >= theme.threshold:
            yield Assignment(theme.slug, Method.RULE, evidence=tuple(evidence), score=score)
