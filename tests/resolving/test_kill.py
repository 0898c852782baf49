import pytest

from benchmarks.resolving import kill


@pytest.mark.slow
def test_a_killed_run_loses_nothing_and_asks_nothing_again() -> None:
    damage = kill(times=3, count=60, rate=200, longest=0.3)
    assert (damage.unsound, damage.asked_again, damage.left) == (0, 0, 0)
    # Three requests may be under way at each kill; how long an answer lies unread is the machine's affair.
    assert damage.requests_twice <= 3 * 3
    assert damage.kept >= 60
