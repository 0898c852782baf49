"""Trouble with one item, as data."""

from dataclasses import dataclass
from enum import StrEnum


class Severity(StrEnum):
    """How much an issue matters: nothing to do, look at it, something is lost until fixed."""

    INFO = "info"
    WARNING = "warning"
    ERROR = "error"


@dataclass(frozen=True, slots=True)
class Issue:
    """One finding about one item: `code` is stable kebab-case, `message` is for people.

    `start` and `stop` are code points into the text of the item, half-open; None when the
    finding is about the whole item.  `place` says where the item is ("note 12", "line 40").
    """

    code: str
    message: str
    severity: Severity = Severity.WARNING
    start: int | None = None
    stop: int | None = None
    place: str | None = None
