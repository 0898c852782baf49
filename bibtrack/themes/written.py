"""A rule as a person writes it in one line, for trying it out.

::

    ngo, non-state actor          words and phrases
    green*|ecolog* near BRI       groups near each other, 8 words apart at most
    green near/3 belt and road    3 words apart at most
    stem:govern                   a word family
    /ISO\\s?26000/                 a regular expression
"""

import re
from collections.abc import Iterable
from dataclasses import replace
from zlib import crc32

from bibtrack.errors import VocabularyError
from bibtrack.themes.expressions import fault
from bibtrack.themes.words import patterns_of
from bibtrack.values.theme import RuleKind, ThemeRule

_NEAR = re.compile(r"\s+near(?:/(\d{1,3}))?\s+", re.I)


def written_rule(text: str) -> ThemeRule:
    """Give the rule that one line means.  Raises VocabularyError when it means none."""
    line = text.strip()
    if len(line) > 2 and line[0] == line[-1] == "/":
        reason = fault(line[1:-1])
        if reason:
            raise VocabularyError(f"rule {text!r}: {reason}")
        return ThemeRule("tried", RuleKind.REGEX, (line[1:-1],))
    groups = _NEAR.split(line)
    if len(groups) > 1:
        distances = [int(distance) for distance in groups[1::2] if distance]
        return _checked(
            ThemeRule("tried", RuleKind.NEAR, tuple(groups[::2]), within=max(distances, default=8)), text
        )
    kind = RuleKind.PHRASE
    if line.lower().startswith("stem:"):
        kind, line = RuleKind.STEM, line[5:]
    return _checked(
        ThemeRule("tried", kind, tuple(part.strip().strip('"') for part in line.split(","))), text
    )


def written_rules(lines: Iterable[str]) -> tuple[ThemeRule, ...]:
    """Give the rules of several lines, each with an id that follows from its words."""
    made = [(line, written_rule(line)) for line in lines]
    return tuple(replace(rule, rule_id=f"line-{crc32(line.encode()):08x}") for line, rule in made)


def _checked(rule: ThemeRule, text: str) -> ThemeRule:
    for term in rule.terms:
        for choice in term.split("|") if rule.kind is RuleKind.NEAR else (term,):
            if not patterns_of(choice):
                raise VocabularyError(
                    f"rule {text!r}: {choice!r} holds no word; write words, stem:…, A near B or /…/"
                )
    return rule
