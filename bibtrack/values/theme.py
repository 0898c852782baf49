"""Themes, their rules, and the reasons for which a source has one."""

from dataclasses import dataclass
from enum import StrEnum


class RuleKind(StrEnum):
    """How a rule matches text."""

    WORDS = "words"
    PHRASE = "phrase"
    STEM = "stem"
    NEAR = "near"
    REGEX = "regex"


@dataclass(frozen=True, slots=True)
class ThemeRule:
    """One way in which a text shows a theme; `rule_id` is stable within its theme.

    `terms` are words, phrases, stems or one regular expression by `kind`; `within` is the
    distance in words for `near`; `fields` are looked at (empty: all); `weight` is added to the
    theme's score for each field that matches; `excluding` are phrases that cancel a match
    which they overlap or stand beside; `unless` are phrases that, anywhere in the same text,
    silence the rule there.  A `supporting` rule counts once, and only beside one that is not.
    `line` is the rule's line in its file, 1-based.
    """

    rule_id: str
    kind: RuleKind
    terms: tuple[str, ...]
    fields: tuple[str, ...] = ()
    within: int = 0
    weight: float = 1.0
    excluding: tuple[str, ...] = ()
    line: int | None = None
    unless: tuple[str, ...] = ()
    supporting: bool = False


@dataclass(frozen=True, slots=True)
class Theme:
    """A topic that a researcher defines: `slug` is its stable name, `parents` other slugs.

    A source has the theme when the weights of its matching rules reach `threshold`.
    `wanted` is the number of sources a review should have, None when not set.  `field_weights`
    are (field, factor) pairs that a rule's weight is multiplied with; a field not named has 1.
    """

    slug: str
    label: str
    definition: str = ""
    scope_note: str = ""
    synonyms: tuple[str, ...] = ()
    parents: tuple[str, ...] = ()
    rules: tuple[ThemeRule, ...] = ()
    threshold: float = 1.0
    wanted: int | None = None
    line: int | None = None
    field_weights: tuple[tuple[str, float], ...] = ()


class Method(StrEnum):
    """Who assigned a theme."""

    RULE = "rule"
    MANUAL = "manual"


class Polarity(StrEnum):
    """A person may also say no; that "no" outlives every rule."""

    ASSIGNED = "assigned"
    EXCLUDED = "excluded"


@dataclass(frozen=True, slots=True)
class ThemeEvidence:
    """The words that show a theme: `quote` is `text[start:stop]` of the named field.

    `context` is the sentence (or whole short field) around the quote; `rule_id` names the
    rule; `weight` is what the match added; `where` identifies one of several texts of a
    field (the callout or annotation id), None for single fields.
    """

    field: str
    quote: str
    start: int
    stop: int
    rule_id: str
    context: str = ""
    weight: float = 1.0
    where: int | None = None

    def __reduce__(self) -> tuple[type["ThemeEvidence"], tuple[object, ...]]:
        """Give how to make it again: a third of the time that pickling a value field by field takes."""
        return ThemeEvidence, (
            self.field,
            self.quote,
            self.start,
            self.stop,
            self.rule_id,
            self.context,
            self.weight,
            self.where,
        )


@dataclass(frozen=True, slots=True)
class Assignment:
    """A source has a theme, and why: `score` is the sum of the evidence's weights."""

    theme: str
    method: Method
    polarity: Polarity = Polarity.ASSIGNED
    evidence: tuple[ThemeEvidence, ...] = ()
    score: float = 0.0

    def __reduce__(self) -> tuple[type["Assignment"], tuple[object, ...]]:
        """Give how to make it again: a third of the time that pickling a value field by field takes."""
        return Assignment, (self.theme, self.method, self.polarity, self.evidence, self.score)


@dataclass(frozen=True, slots=True)
class FieldText:
    """One text that rules look at: a title, an abstract, one citing sentence…"""

    field: str
    text: str
    where: int | None = None

    def __reduce__(self) -> tuple[type["FieldText"], tuple[object, ...]]:
        """Give how to make it again: a third of the time that pickling a value field by field takes."""
        return FieldText, (self.field, self.text, self.where)
