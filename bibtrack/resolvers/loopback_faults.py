"""What the loopback Crossref counts, and how it misbehaves on demand."""

import random
import threading
import time
from collections import Counter, deque
from collections.abc import Callable
from dataclasses import dataclass, field

from bibtrack.errors import InputError
from bibtrack.resolvers.limits import POLITE, Rate

#: Every way to misbehave, with what it does.
FAULTS = {
    "pass": "a proper answer, to let requests through before the next fault",
    "429": "too many requests, without Retry-After",
    "429-retry-after": "too many requests, with Retry-After: 1",
    "403": "a person has blocked us",
    "500": "the service's own exception as JSON",
    "503": "HTML of a gateway",
    "timeout": "no answer at all for a while",
    "cut": "the connection ends in the middle of the body",
    "content-type": "200 with HTML",
    "trickle": "a body that comes byte by byte",
    "redirect": "sends us on to another host",
    "huge": "a body without end",
    "other-doi": "the record of another work",
    "garbage": "a body that is not JSON",
}


@dataclass(slots=True)
class Meter:
    """Counts requests, those over the limit, and those beyond the concurrency limit.

    A request is over the limit when more than `limit` came in the `interval` that ends with it.
    """

    rates: dict[str, Rate] = field(default_factory=lambda: dict(POLITE))
    now: Callable[[], float] = time.monotonic
    requests: int = 0
    over_limit: int = 0
    most_at_once: int = 0
    first: float = 0.0
    last: float = 0.0
    by_route: Counter[str] = field(default_factory=Counter)
    by_question: Counter[str] = field(default_factory=Counter)
    sent: dict[str, float] = field(default_factory=dict)
    _seen: dict[str, deque[float]] = field(default_factory=dict)
    _under_way: Counter[str] = field(default_factory=Counter)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def enter(self, pool: str, route: str, question: str) -> bool:
        """Count one request as it arrives; false when it is over a limit."""
        with self._lock:
            self.requests += 1
            self.by_route[route] += 1
            self.by_question[question] += 1
            self._under_way[pool] += 1
            self.most_at_once = max(self.most_at_once, self._under_way[pool])
            rate = self.rates.get(pool)
            if rate is None:
                return True
            moment = self.now()
            self.first = self.first or moment
            self.last = moment
            seen = self._seen.setdefault(pool, deque())
            while seen and moment - seen[0] >= rate.interval:
                seen.popleft()
            seen.append(moment)
            fine = len(seen) <= rate.limit and self._under_way[pool] <= rate.concurrency
            self.over_limit += not fine
            return fine

    def leave(self, pool: str) -> None:
        """Count one request as answered."""
        with self._lock:
            self._under_way[pool] -= 1

    def done(self, question: str) -> None:
        """Note when an answer was handed over whole (seconds of the system's clock)."""
        with self._lock:
            self.sent[question] = time.time()

    def answered(self) -> dict[str, float]:
        """Give when each question's newest answer was handed over whole."""
        with self._lock:
            return dict(self.sent)

    def stats(self) -> dict[str, object]:
        """Give the counts as data."""
        with self._lock:
            return {
                "requests": self.requests, "over-limit": self.over_limit, "most-at-once": self.most_at_once,
                "by-route": dict(self.by_route), "seconds": round(self.last - self.first, 3),
                "asked-twice": sum(1 for count in self.by_question.values() if count > 1),
            }  # fmt: skip

    def questions(self) -> dict[str, int]:
        """Give how often each question was asked."""
        with self._lock:
            return dict(self.by_question)


@dataclass(slots=True)
class Faults:
    """Which requests are answered badly: a queue for the next ones, and shares of all."""

    queue: deque[str] = field(default_factory=deque)
    shares: dict[str, float] = field(default_factory=dict)
    chance: random.Random = field(default_factory=lambda: random.Random(5))

    def plan(self, text: str) -> None:
        """Take an order: "500" for the next request, "500*3" for three, "500:0.05" for a share of all.

        Raises InputError for an unknown fault.
        """
        kind, _, share = text.partition(":")
        kind, _, times = kind.partition("*")
        if kind not in FAULTS:
            raise InputError(f"there is no fault {kind!r}; known are {', '.join(FAULTS)}")
        try:
            if share:
                self.shares[kind] = float(share)
            else:
                self.queue.extend([kind] * int(times or 1))
        except ValueError as error:
            raise InputError(f"fault {text!r}: write KIND, KIND*TIMES or KIND:SHARE") from error

    def next(self) -> str | None:
        """Give the fault for the request that has just come in, or None."""
        if self.queue:
            return self.queue.popleft()
        drawn = self.chance.random()
        for kind, share in self.shares.items():
            if drawn < share:
                return kind
            drawn -= share
        return None
