"""What notices say of a work now: retracted, under concern, corrected, reinstated, superseded.

Types are kept apart; a correction is never a retraction.  Of several notices of the
retract-or-reinstate kind the newest decides.  Source: Crossref, update types.
"""

from collections.abc import Iterable
from enum import StrEnum

from bibtrack.values.match import Update


class Standing(StrEnum):
    """How a work stands by its notices, worst first."""

    RETRACTED = "retracted"
    CONCERN = "expression of concern"
    REINSTATED = "reinstated"
    CORRECTED = "corrected"
    SUPERSEDED = "new version"


_RETRACTING = frozenset({"retraction", "withdrawal", "removal", "partial-retraction", "partial_retraction"})
_REINSTATING = frozenset({"reinstatement"})
_CONCERN = frozenset({"expression-of-concern", "concern"})
_CORRECTING = frozenset({"correction", "erratum", "corrigendum", "addendum", "clarification"})
_SUPERSEDING = frozenset({"new-version", "new-edition"})


def standing_of(kind: str) -> Standing | None:
    """Give what one type of notice means, or None for a type that says nothing of the work's worth."""
    if kind in _RETRACTING:
        return Standing.RETRACTED
    if kind in _REINSTATING:
        return Standing.REINSTATED
    if kind in _CONCERN:
        return Standing.CONCERN
    if kind in _CORRECTING:
        return Standing.CORRECTED
    return Standing.SUPERSEDED if kind in _SUPERSEDING else None


def standing_now(updates: Iterable[Update]) -> tuple[Standing, Update] | None:
    """Give the gravest thing that holds now, with the notice that says so, or None.

    A retraction that was reinstated later counts as reinstated; without dates the retraction holds.
    """
    told = [(standing, update) for update in updates if (standing := standing_of(update.kind))]
    grave = [pair for pair in told if pair[0] in (Standing.RETRACTED, Standing.REINSTATED)]
    if grave:
        # On the same day, or without a date, the retraction weighs more.
        return max(grave, key=lambda pair: (pair[1].date or "", pair[0] is Standing.RETRACTED))
    order = list(Standing)
    return min(told, key=lambda pair: (order.index(pair[0]), _later(pair[1])), default=None)


def _later(update: Update) -> tuple[int, ...]:
    return tuple(-ord(char) for char in update.date or "")


def told(update: Update) -> str:
    """Say a notice in one line: its type, date, DOI and who reported it."""
    parts = [update.kind.replace("-", " "), update.date, f"notice {update.doi}" if update.doi else None]
    origin = f"reported by {update.origin}" if update.origin else None
    return ", ".join(part for part in (*parts, origin) if part)
