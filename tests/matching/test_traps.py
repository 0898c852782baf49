"""No trap is accepted by itself; the works themselves are."""

import pytest

from bibtrack.matching.score import decide
from bibtrack.resolvers.crossref_record import candidate
from bibtrack.values.match import Decision
from bibtrack.values.reference import Reference
from tests.matching.traps import TRAPS


@pytest.mark.parametrize(("kind", "text", "same", "record"), TRAPS, ids=[trap[0] for trap in TRAPS])
def test_trap(kind, text, same, record):
    verdict = decide(Reference(), [candidate(record)], text=text)
    assert (verdict.decision is Decision.ACCEPT) is same, (verdict.reason, verdict.best)


def test_the_table_is_large_and_has_both_kinds():
    assert sum(not same for _, _, same, _ in TRAPS) >= 60
    assert sum(same for _, _, same, _ in TRAPS) >= 12
