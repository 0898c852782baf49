"""How fast one may ask: limits that the service states in its answers, kept across threads."""

import re
import threading
import time
from collections import deque
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace

#: A request reaches the service some time between leaving here and being answered.  What counts is
#: only by how much its way is longer than another's: at least this share of the interval is allowed
#: for, and what its answer was slower than the quickest one remembered, up to `LONGEST_DELAY` of it.
SLACK = 0.03
LONGEST_DELAY = 0.12
#: Requests looked back on; a higher limit is kept by even spacing alone.
_MEMORY = 256
#: A stated interval beyond this many seconds is taken for a mistake.
LONGEST_INTERVAL = 60.0
_INTERVAL = re.compile(r"\s*(\d+(?:\.\d+)?)\s*(ms|s|m)?\s*$")
_UNITS = {"ms": 0.001, "s": 1.0, "m": 60.0, None: 1.0}


@dataclass(frozen=True, slots=True)
class Rate:
    """`limit` requests in `interval` seconds, `concurrency` of them under way at once."""

    limit: int
    interval: float = 1.0
    concurrency: int = 1


#: What holds until the first answer says otherwise (Crossref, in force since 1 December 2025).
POLITE = {"single": Rate(10, 1.0, 3), "list": Rate(3, 1.0, 3)}
PUBLIC = {"single": Rate(5, 1.0, 1), "list": Rate(1, 1.0, 1)}


def stated_rate(headers: Mapping[str, str], before: Rate) -> Rate:
    """Give the rate that the answer's headers state; what they leave out stays as it was.

    `x-rate-limit-limit`, `x-rate-limit-interval` ("1s"), `x-concurrency-limit`, and the older
    spelling `x-ratelimit-*`.  Values that are no positive numbers are passed over.
    """
    limit = _count(headers.get("x-rate-limit-limit") or headers.get("x-ratelimit-limit"))
    interval = _seconds(headers.get("x-rate-limit-interval") or headers.get("x-ratelimit-interval"))
    concurrency = _count(headers.get("x-concurrency-limit"))
    return replace(
        before,
        limit=limit or before.limit,
        interval=interval or before.interval,
        concurrency=min(concurrency or before.concurrency, 16),
    )


def _count(text: str | None) -> int | None:
    return int(text) if text and text.strip().isdigit() and 0 < int(text) < 100_000 else None


def _seconds(text: str | None) -> float | None:
    found = _INTERVAL.match(text or "")
    seconds = float(found.group(1)) * _UNITS[found.group(2)] if found else 0.0
    return seconds if 0.0 < seconds <= LONGEST_INTERVAL else None


@dataclass(slots=True)
class Sent:
    """A request: when its turn came or, once known, when it left; when it was answered.

    `cold` when it may have had to open its connection first.
    """

    at: float
    cold: bool
    answered: float | None = None

    def left(self, moment: float) -> None:
        """Note when the request had been handed to the network whole."""
        self.at, self.cold = moment, False

    def took(self, now: float) -> float:
        """Give the seconds from its leaving to its answer, or to now."""
        return (now if self.answered is None else self.answered) - self.at

    def arrived(self, now: float, slack: float) -> float:
        """Give the latest moment at which it can have reached the service."""
        took = self.took(now)
        return self.at + (took if self.cold else min(took, slack))


class Limiter:
    """Hands out turns no faster than its rate; safe to share between threads.

    Request number n waits until request n - limit has certainly been with the service for one
    interval, so that the service never counts more than `limit` in any interval.  `now` and
    `sleep` are passed in so that tests take no time.
    """

    def __init__(
        self,
        rate: Rate,
        now: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self.rate = rate
        self._now, self._sleep = now, sleep
        self._turn = threading.Lock()
        self._room = threading.Condition()
        self._under_way = 0
        self._sent: deque[Sent] = deque(maxlen=_MEMORY)
        self._count = 0
        self._not_before = float("-inf")
        self._lateness = 0.0

    @contextmanager
    def turn(self) -> Iterator[Sent]:
        """Wait for room and for the moment, then hold one place while the request is under way.

        Who knows when the request really left tells the `Sent` that is given.
        """
        with self._turn:
            with self._room:
                self._room.wait_for(lambda: self._under_way < self.rate.concurrency)
                self._under_way += 1
            self._wait()
            # The first requests open the connections that later ones find open.
            sent = Sent(self._now(), cold=self._count < self.rate.concurrency)
            self._sent.append(sent)
            self._count += 1
        try:
            yield sent
        finally:
            sent.answered = self._now()
            with self._room:
                self._under_way -= 1
                self._room.notify()

    def learn(self, headers: Mapping[str, str]) -> None:
        """Take over the rate that an answer states."""
        with self._room:
            self.rate = stated_rate(headers, self.rate)
            self._room.notify_all()

    def pause(self, seconds: float) -> None:
        """Let nobody ask for this long; whoever had to be told so leaves more room from now on."""
        self._lateness += SLACK * self.rate.interval
        self._not_before = max(self._not_before, self._now() + seconds)

    def _wait(self) -> None:
        while (wait := (moment := self._moment()) - self._now()) > 0:
            # In short steps, since an answer that comes meanwhile may shorten the wait.
            self._sleep(min(wait, 0.1))
            if wait <= 0.1:
                self._notice(self._now() - moment)

    def _notice(self, late: float) -> None:
        """Remember how late this machine wakes us: a busy one delays requests on their way as well."""
        self._lateness = max(late, 0.95 * self._lateness)

    def _moment(self) -> float:
        """Give the moment at which the next request may leave, as far as it is known now."""
        rate, now = self.rate, self._now()
        moment = self._not_before
        if self._sent:
            moment = max(moment, self._sent[-1].at + rate.interval / rate.limit)
        if len(self._sent) >= rate.limit:
            earlier = self._sent[-rate.limit]
            slack = SLACK * rate.interval + min(2 * self._lateness, rate.interval)
            slack += min(earlier.took(now) - self._quickest(now), LONGEST_DELAY * rate.interval)
            moment = max(moment, earlier.arrived(now, slack) + 1.001 * rate.interval)
        return moment

    def _quickest(self, now: float) -> float:
        """Give the seconds that the quickest request remembered took."""
        return min(sent.took(now) for sent in self._sent)
