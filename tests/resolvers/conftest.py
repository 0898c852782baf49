from collections.abc import Iterator

import pytest

from bibtrack.resolvers.http import Client, Timing
from bibtrack.resolvers.limits import Rate
from bibtrack.resolvers.loopback import Loopback
from tests.resolvers.records import RECORDS


class Clock:
    """A clock that only sleeping moves."""

    def __init__(self) -> None:
        self.moment = 0.0
        self.slept: list[float] = []

    def now(self) -> float:
        return self.moment

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.moment += seconds


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def server() -> Iterator[Loopback]:
    """A loopback Crossref without limits; its faults are set by the test."""
    with Loopback.over(RECORDS) as loopback:
        loopback.meter.rates = {"single": Rate(10_000, 1.0, 50), "list": Rate(10_000, 1.0, 50)}
        loopback.stall = 0.4
        yield loopback


@pytest.fixture
def client(server: Loopback, clock: Clock) -> Iterator[Client]:
    """A polite client whose waiting takes no time."""
    made = Client(
        "someone@example.org",
        timeout=0.2,
        hosts=frozenset({"127.0.0.1"}),
        timing=Timing(clock.now, clock.sleep, lambda: 0.5, lambda: 0.0),
    )
    yield made
    made.close()
