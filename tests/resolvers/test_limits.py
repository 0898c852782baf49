import threading

import pytest

from bibtrack.resolvers.limits import Limiter, Rate, stated_rate
from tests.resolvers.conftest import Clock


@pytest.mark.parametrize(
    ("headers", "expected"),
    [
        ({}, Rate(3, 1.0, 3)),
        ({"x-rate-limit-limit": "10", "x-rate-limit-interval": "1s"}, Rate(10, 1.0, 3)),
        (
            {"x-rate-limit-limit": "150", "x-rate-limit-interval": "2s", "x-concurrency-limit": "5"},
            Rate(150, 2.0, 5),
        ),
        ({"x-ratelimit-limit": "50", "x-ratelimit-interval": "1s"}, Rate(50, 1.0, 3)),
        ({"x-rate-limit-interval": "100ms"}, Rate(3, 0.1, 3)),
        ({"x-rate-limit-interval": "1m"}, Rate(3, 60.0, 3)),
        ({"x-rate-limit-limit": "0"}, Rate(3, 1.0, 3)),
        ({"x-rate-limit-limit": "-4", "x-rate-limit-interval": "0s"}, Rate(3, 1.0, 3)),
        ({"x-rate-limit-limit": "many", "x-rate-limit-interval": "soon"}, Rate(3, 1.0, 3)),
        ({"x-rate-limit-limit": "9" * 400, "x-rate-limit-interval": "61s"}, Rate(3, 1.0, 3)),
        ({"x-concurrency-limit": "0"}, Rate(3, 1.0, 3)),
    ],
)
def test_the_answer_states_the_rate(headers: dict[str, str], expected: Rate) -> None:
    assert stated_rate(headers, Rate(3, 1.0, 3)) == expected


def test_never_more_than_the_limit_in_any_interval(clock: Clock) -> None:
    limiter, moments = Limiter(Rate(3, 1.0, 3), clock.now, clock.sleep), []
    for _ in range(30):
        with limiter.turn():
            moments.append(clock.now())
    assert all(later - earlier >= 1.0 - 1e-9 for earlier, later in zip(moments, moments[3:], strict=False))
    assert 29 / (moments[-1] - moments[0]) >= 0.95 * 3


@pytest.mark.parametrize("way", [0.0, 0.01, 0.03, 0.3])
def test_what_is_late_on_the_way_is_not_over_the_limit(clock: Clock, way: float) -> None:
    # Every other request reaches the service late, by as much as the slack allows for.
    limiter, arrived = Limiter(Rate(3, 1.0, 3), clock.now, clock.sleep), []
    for number in range(60):
        with limiter.turn():
            late = min(way, 0.03) if number % 2 else 0.0
            arrived.append(clock.now() + (way if number < 3 else late))
            clock.moment += way
    assert all(later - earlier >= 1.0 - 1e-9 for earlier, later in zip(arrived, arrived[3:], strict=False))
    assert 59 / (arrived[-1] - arrived[0]) >= 0.95 * min(3, 1 / way if way else 3)


@pytest.mark.parametrize(("held_up", "back"), [(0.0, 0.15), (0.1, 0.15), (0.15, 0.15), (0.1, 0.0)])
def test_a_request_held_up_on_its_way_keeps_the_next_ones_back(
    clock: Clock, held_up: float, back: float
) -> None:
    # Now and then a busy machine holds a request up; its late answer tells.
    limiter, arrived = Limiter(Rate(3, 1.0, 3), clock.now, clock.sleep), []
    for number in range(60):
        with limiter.turn() as sent:
            sent.left(clock.now())
            late = held_up if number % 10 == 5 else 0.0
            arrived.append(clock.now() + late)
            clock.moment += late + back
    assert all(later - earlier >= 1.0 - 1e-9 for earlier, later in zip(arrived, arrived[3:], strict=False))
    assert 59 / (arrived[-1] - arrived[0]) >= 0.9 * 3


def test_what_leaves_late_counts_from_its_leaving(clock: Clock) -> None:
    limiter, left = Limiter(Rate(3, 1.0, 3), clock.now, clock.sleep), []
    for number in range(40):
        with limiter.turn() as sent:
            # The machine stands still between the turn and the sending.
            clock.moment += 0.25 if number % 7 == 2 else 0.0
            sent.left(clock.now())
            left.append(clock.now())
            clock.moment += 0.1
    assert all(later - earlier >= 1.0 - 1e-9 for earlier, later in zip(left, left[3:], strict=False))


def test_a_pause_holds_everybody(clock: Clock) -> None:
    limiter = Limiter(Rate(10), clock.now, clock.sleep)
    limiter.pause(7.0)
    with limiter.turn():
        assert clock.now() >= 7.0


def test_a_new_rate_holds_from_the_next_turn(clock: Clock) -> None:
    limiter = Limiter(Rate(1), clock.now, clock.sleep)
    with limiter.turn():
        limiter.learn({"x-rate-limit-limit": "10"})
    with limiter.turn():
        assert clock.now() == pytest.approx(0.1)


def test_no_more_at_once_than_the_limit() -> None:
    limiter, most, under_way, lock = Limiter(Rate(10_000, 0.01, 2)), 0, 0, threading.Lock()

    def ask() -> None:
        nonlocal most, under_way
        for _ in range(20):
            with limiter.turn():
                with lock:
                    under_way += 1
                    most = max(most, under_way)
                with lock:
                    under_way -= 1

    threads = [threading.Thread(target=ask) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert 1 <= most <= 2
