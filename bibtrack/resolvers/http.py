"""Asking a service politely over HTTP: limits, retries, and the guards around every answer.

Only what a caller may rely on leaves this module: a checked JSON body, "not found", a refusal
that names its reason, or an error that says why we could not ask.
"""

import json
import random
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from email.utils import parsedate_to_datetime
from typing import Any, Protocol
from urllib.parse import urlencode, urljoin, urlsplit

import httpx

from bibtrack import __version__
from bibtrack.errors import RateLimited, ResolverError, ResolverUnavailable, UnexpectedResponse
from bibtrack.resolvers.limits import POLITE, PUBLIC, Limiter, Sent

#: Hosts besides the configured ones to which an answer may send us on.
HOSTS = frozenset({
    "api.crossref.org", "doi.org", "dx.doi.org", "www.doi.org", "api.datacite.org", "data.crosscite.org",
})  # fmt: skip
BODY_CAP = 32 * 2**20
ATTEMPTS = 4
REDIRECTS = 5
#: A service that wants a longer pause than this many seconds is left alone for this run.
LONGEST_WAIT = 120.0
ERROR_SHARE, ERROR_SAMPLE, ERRORS_RUNNING = 0.10, 20, 12


@dataclass(frozen=True, slots=True)
class Answer:
    """A service's answer: `body` is its JSON, None unless `status` is 200; `reason` its own words."""

    status: int
    body: Any = None
    reason: str = ""
    duration_ms: int = 0


@dataclass(slots=True)
class Tally:
    """What has been asked in this run."""

    requests: int = 0
    errors: int = 0
    running: int = 0
    retries: int = 0


@dataclass(frozen=True, slots=True)
class Timing:
    """Where waiting takes its time and chance from; tests pass their own."""

    now: Callable[[], float] = time.monotonic
    sleep: Callable[[float], None] = time.sleep
    chance: Callable[[], float] = random.random
    wall: Callable[[], float] = time.time


class Memory(Protocol):
    """Keeps answers the moment they come, and gives those that an earlier run could not use any more."""

    def recall(self, request: str) -> str | None:
        """Give what was kept for a request, or None."""

    def keep(self, request: str, content: str) -> None:
        """Keep an answer; when this returns it is safe."""


class _Trouble(Exception):
    """One attempt failed and may be tried again after `wait` seconds (None: back-off)."""

    def __init__(
        self, reason: str, wait: float | None = None, kind: type[ResolverError] = ResolverUnavailable
    ) -> None:
        super().__init__(reason)
        self.reason, self.wait, self.kind = reason, wait, kind


@dataclass(slots=True)
class Client:
    """One polite client; safe to share between threads, closed with `close`.

    `stopped` says why nothing more may be asked in this run (403, too many errors), else None.
    """

    mailto: str | None = None
    timeout: float = 20.0
    hosts: frozenset[str] = HOSTS
    body_cap: int = BODY_CAP
    attempts: int = ATTEMPTS
    timing: Timing = field(default_factory=Timing)
    transport: httpx.BaseTransport | None = None
    memory: Memory | None = None
    stopped: str | None = None
    tally: Tally = field(default_factory=Tally)
    _limiters: dict[str, Limiter] = field(default_factory=dict)
    _lock: threading.Lock = field(default_factory=threading.Lock)
    _http: httpx.Client | None = None

    def get(self, url: str, params: Mapping[str, str] | None = None, pool: str = "single") -> Answer:
        """Ask once, retrying what may pass; 200, 400, 404, 410 and 414 are answers.

        Raises ResolverUnavailable, RateLimited, UnexpectedResponse; each names the address.
        """
        if self.memory is None:
            return self._ask(url, params or {}, pool)
        request = named(url, params or {})
        kept = self.memory.recall(request)
        if kept is not None:
            return Answer(*json.loads(kept))
        answer = self._ask(url, params or {}, pool)
        self.memory.keep(request, json.dumps([answer.status, answer.body, answer.reason]))
        return answer

    def _ask(self, url: str, params: Mapping[str, str], pool: str) -> Answer:
        started = self.timing.now()
        for attempt in range(self.attempts):
            if self.stopped:
                raise ResolverUnavailable(self.stopped)
            try:
                answer = self._attempt(url, params, pool)
                return Answer(
                    answer.status, answer.body, answer.reason, int(1000 * (self.timing.now() - started))
                )
            except _Trouble as trouble:
                last = trouble
                self._wait(trouble, attempt, pool)
        raise last.kind(f"{_host(url)}: {last.reason}; tried {self.attempts} times")

    def limiter(self, pool: str) -> Limiter:
        """Give the limiter of one pool ("single", "list", or another service's name)."""
        with self._lock:
            if pool not in self._limiters:
                rates = POLITE if self.mailto else PUBLIC
                rate = rates.get(pool, rates["single"])
                self._limiters[pool] = Limiter(rate, self.timing.now, self.timing.sleep)
            return self._limiters[pool]

    def close(self) -> None:
        """Let the connections go."""
        if self._http is not None:
            self._http.close()

    def _attempt(self, url: str, params: Mapping[str, str], pool: str) -> Answer:
        limiter = self.limiter(pool)
        # Opened before the turn: what takes time must not stand between the turn and the request.
        self._open()
        with limiter.turn() as sent:
            status, headers, body, content_type = self._follow(url, params, sent)
        limiter.learn(headers)
        answer = self._judge(url, status, headers, body, content_type)
        self._count(error=False)
        return answer

    def _follow(
        self, url: str, params: Mapping[str, str], sent: Sent
    ) -> tuple[int, Mapping[str, str], bytes, str]:
        target = str(httpx.URL(url, params={**httpx.URL(url).params, **params})) if params else url
        for _ in range(REDIRECTS):
            status, headers, body = self._fetch(target, sent)
            if status not in (301, 302, 303, 307, 308):
                return status, headers, body, headers.get("content-type", "").split(";")[0].strip().lower()
            target = self._allowed(target, headers.get("location", ""))
        self._count(error=True)
        raise UnexpectedResponse(f"{_host(url)}: more than {REDIRECTS} redirects; the answer was not used")

    def _fetch(self, url: str, sent: Sent) -> tuple[int, Mapping[str, str], bytes]:
        deadline = self.timing.now() + 3 * self.timeout

        def noticed(event: str, _: Any) -> None:
            # https://www.encode.io/httpcore/extensions/#trace
            if event.endswith("send_request_headers.complete"):
                sent.left(self.timing.now())

        try:
            with self._open().stream("GET", url, extensions={"trace": noticed}) as response:
                chunks, size = [], 0
                for chunk in response.iter_bytes():
                    size += len(chunk)
                    if size > self.body_cap:
                        self._count(error=True)
                        raise UnexpectedResponse(
                            f"{_host(url)}: the answer is larger than {self.body_cap >> 20} MiB; it was not read"
                        )
                    if self.timing.now() > deadline:
                        raise _Trouble(f"the answer took longer than {3 * self.timeout:.0f} s")
                    chunks.append(chunk)
                return response.status_code, response.headers, b"".join(chunks)
        except httpx.TimeoutException:
            raise _Trouble(f"no answer within {self.timeout:g} s") from None
        except (httpx.TransportError, httpx.DecodingError) as error:
            raise _Trouble(_plain(error)) from None
        except httpx.InvalidURL as error:
            raise UnexpectedResponse(f"{_host(url)}: not an address ({error})") from None

    def _open(self) -> httpx.Client:
        with self._lock:
            if self._http is None:
                agent = f"bibtrack/{__version__}" + (f" (mailto:{self.mailto})" if self.mailto else "")
                self._http = httpx.Client(
                    headers={"User-Agent": agent, "Accept": "application/json"},
                    timeout=httpx.Timeout(self.timeout, connect=min(self.timeout, 10.0)),
                    follow_redirects=False,
                    transport=self.transport,
                )
            return self._http

    def _allowed(self, source: str, location: str) -> str:
        target = urljoin(source, location)
        old, new = urlsplit(source), urlsplit(target)
        host = new.hostname or ""
        if host not in self.hosts or new.scheme not in ("https", "http") or new.username:
            self._count(error=True)
            raise UnexpectedResponse(
                f"{_host(source)}: sends us on to {host or location!r}, which is not a service we ask"
            )
        if old.scheme == "https" and new.scheme == "http":
            self._count(error=True)
            raise UnexpectedResponse(f"{_host(source)}: sends us from https to http; not followed")
        return target

    def _judge(
        self, url: str, status: int, headers: Mapping[str, str], body: bytes, content_type: str
    ) -> Answer:
        if status == 200:
            return Answer(200, _json(body, content_type))
        if status in (400, 404, 410, 414):
            return Answer(status, reason=_reason(body))
        if status in (401, 403):
            self.stopped = f"{_host(url)} refuses us (HTTP {status}); nothing more was asked. Set BIBTRACK_MAILTO, or write to the service"
            raise RateLimited(self.stopped)
        wait = retry_after(headers.get("retry-after"), self.timing.wall())
        if wait is not None and wait > LONGEST_WAIT:
            self.stopped = (
                f"{_host(url)} asks us to wait {wait:.0f} s; nothing more was asked. Try again later"
            )
            raise RateLimited(self.stopped)
        if status == 429:
            raise _Trouble("HTTP 429, too many requests", wait, RateLimited)
        if status >= 500 or status in (408, 425):
            raise _Trouble(f"HTTP {status}", wait or None)
        self._count(error=True)
        raise UnexpectedResponse(f"{_host(url)}: HTTP {status}, which the service does not document")

    def _wait(self, trouble: _Trouble, attempt: int, pool: str) -> None:
        self._count(error=True)
        if self.stopped or attempt + 1 == self.attempts:
            return
        self.tally.retries += 1
        wait = trouble.wait if trouble.wait is not None else back_off(attempt, self.timing.chance())
        if trouble.kind is RateLimited:
            # Everybody waits, not only the thread that was told so.
            self.limiter(pool).pause(wait)
        else:
            self.timing.sleep(wait)

    def _count(self, *, error: bool) -> None:
        with self._lock:
            tally = self.tally
            tally.requests += 1
            tally.errors += error
            tally.running = tally.running + 1 if error else 0
            share = tally.errors / tally.requests
            if tally.requests >= ERROR_SAMPLE and share >= ERROR_SHARE and error:
                self.stopped = self.stopped or (
                    f"{tally.errors} of {tally.requests} requests failed; nothing more was asked. Try again later"
                )
            elif tally.running >= ERRORS_RUNNING:
                self.stopped = (
                    self.stopped or f"{tally.running} requests in a row failed; nothing more was asked"
                )


def named(url: str, params: Mapping[str, str]) -> str:
    """Name a request by what it asks; who asks is left out."""
    asked = sorted((name, value) for name, value in params.items() if name != "mailto")
    return f"{url}?{urlencode(asked)}" if asked else url


def back_off(attempt: int, chance: float) -> float:
    """Give the seconds to wait after failure number `attempt` (from 0): 1, 2, 4…, jittered by half."""
    return float(min(2.0**attempt, 30.0)) * (0.5 + chance)


def retry_after(text: str | None, wall: float) -> float | None:
    """Read Retry-After (seconds or an HTTP date; RFC 9110, 10.2.3) as seconds from now, or None."""
    if not text:
        return None
    if text.strip().isdigit():
        return float(text.strip()[:9])
    try:
        moment = parsedate_to_datetime(text).timestamp()
    except (TypeError, ValueError, OverflowError):
        return None
    return max(moment - wall, 0.0)


def _json(body: bytes, content_type: str) -> Any:
    if not (content_type == "application/json" or content_type.endswith("+json")):
        raise _Trouble(
            f"the answer is {content_type or 'of no stated type'}, not JSON", kind=UnexpectedResponse
        )
    try:
        return json.loads(body)
    except (ValueError, RecursionError) as error:
        raise _Trouble(
            f"the answer is not whole JSON ({type(error).__name__})", kind=UnexpectedResponse
        ) from None


def _reason(body: bytes) -> str:
    text = body[:4000].decode("utf-8", "replace").strip()
    try:
        message = json.loads(text).get("message")
        items = message if isinstance(message, list) else [message]
        return "; ".join(str(item.get("message", "")) for item in items if isinstance(item, dict))
    except (ValueError, AttributeError, RecursionError):
        return " ".join(text.split())[:200] if not text.startswith("<") else ""


def _plain(error: Exception) -> str:
    text = str(error) or type(error).__name__
    return "connection refused" if "refused" in text.lower() else " ".join(text.split())[:160]


def _host(url: str) -> str:
    parts = urlsplit(url)
    return parts.netloc.rpartition("@")[2] or url
