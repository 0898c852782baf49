"""A Crossref on this machine, for tests and demonstrations: `python -m bibtrack.resolvers.loopback`.

Serves `/works/{doi}`, `/works`, `/works/{doi}/agency` (also under `/v1`), doi.org's `/doiRA/…`
and DataCite's `/dois/{doi}` from a file of records, with the real bodies for refusals, rate
limits in the headers, and faults on demand.  Standard library only; bound to 127.0.0.1.
"""

import argparse
import json
import threading
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from bibtrack.resolvers import loopback_works
from bibtrack.resolvers.limits import PUBLIC, Rate
from bibtrack.resolvers.loopback_faults import Faults, Meter
from bibtrack.resolvers.loopback_index import Index, read_records
from bibtrack.resolvers.loopback_works import Reply

LONGEST_LINE = 4096


@dataclass(slots=True)
class Loopback:
    """The server: start with `with Loopback(records) as server`, ask at `server.url`.

    `agencies` names the agency of DOIs that Crossref does not hold, `datacite` their DataCite
    `attributes`; `latency` is added to each answer, in seconds.
    """

    index: Index
    agencies: Mapping[str, str] = field(default_factory=dict)
    datacite: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    meter: Meter = field(default_factory=Meter)
    faults: Faults = field(default_factory=Faults)
    latency: float = 0.0
    port: int = 0
    stall: float = 30.0
    _server: ThreadingHTTPServer | None = None

    @classmethod
    def over(cls, records: Iterable[Mapping[str, Any]], **options: Any) -> "Loopback":
        """Make a server over these records."""
        return cls(Index(records), **options)

    @property
    def url(self) -> str:
        """The base address, to be given as BIBTRACK_CROSSREF_URL, _DOI_URL and _DATACITE_URL."""
        return f"http://127.0.0.1:{self.port}"

    def __enter__(self) -> "Loopback":
        """Start serving in a thread."""
        self.open()
        threading.Thread(target=self._serve, daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        """Stop serving."""
        if self._server is not None:
            self._server.shutdown()
            self._server.server_close()

    def open(self) -> None:
        """Take the port (0: any free one)."""
        handler = type("Handler", (_Handler,), {"loopback": self})
        self._server = _Server(("127.0.0.1", self.port), handler)
        self.port = self._server.server_address[1]

    def serve(self) -> None:
        """Serve until interrupted."""
        self.open()
        self._serve()

    def _serve(self) -> None:
        if self._server is not None:
            self._server.serve_forever(poll_interval=0.05)


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False
    request_queue_size = 64

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Stay silent when a client goes away in the middle."""


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    wbufsize = 65536
    loopback: Loopback

    def do_GET(self) -> None:
        """Answer one question, or misbehave as planned."""
        parts = urlsplit(self.path)
        path = parts.path.removeprefix("/v1")
        if path.startswith("/loopback/"):
            meter = self.loopback.meter
            told = {"questions": meter.questions, "answered": meter.answered}
            self._send(Reply(200, told.get(path.rpartition("/")[2], meter.stats)()))
            return
        query = parse_qsl(parts.query, keep_blank_values=True)
        pool = _pool(path)
        question = _question(path, query)
        fine = self.loopback.meter.enter(pool, _route(path), question)
        try:
            time.sleep(self.loopback.latency)
            if not fine:
                self._send(_too_many(None), pool)
                return
            fault = self.loopback.faults.next()
            if fault is None or not self._misbehave(fault, path, query, pool):
                self._send(self._answer(path, query), pool)
                self.wfile.flush()
                self.loopback.meter.done(question)
        finally:
            self.loopback.meter.leave(pool)

    def do_POST(self) -> None:
        """Take an order for faults: the body is one order a line ("500*3", "429:0.1")."""
        length = int(self.headers.get("Content-Length") or 0)
        for line in self.rfile.read(length).decode().split():
            self.loopback.faults.plan(line)
        self._send(Reply(200, {"status": "ok"}))

    def log_message(self, format: str, *args: Any) -> None:
        """Keep stderr for people."""

    def _answer(self, path: str, query: Sequence[tuple[str, str]]) -> Reply:
        if len(self.path) > LONGEST_LINE:
            return Reply(414, "<html><body><h1>414 Request-URI Too Large</h1></body></html>", "text/html")
        served = self.loopback
        if path.startswith(("/doiRA/", "/ra/")):
            return loopback_works.agencies(served.index, served.agencies, path.split("/", 2)[2])
        if path.startswith("/dois/"):
            return loopback_works.datacite(served.datacite, unquote(path.removeprefix("/dois/")))
        if path == "/works":
            return loopback_works.listed(served.index, query)
        if path.startswith("/works/"):
            return loopback_works.single(served.index, unquote(path.removeprefix("/works/")))
        return loopback_works.NOT_FOUND

    def _misbehave(self, fault: str, path: str, query: Sequence[tuple[str, str]], pool: str) -> bool:
        """Do what the fault says; false when the answer is to be given after all."""
        if fault == "pass":
            return False
        plain = _REPLIES.get(fault)
        if plain is not None:
            self._send(plain(), pool)
            return True
        if fault == "timeout":
            time.sleep(self.loopback.stall)
            self.close_connection = True
        elif fault == "redirect":
            self._send(Reply(302, "", headers={"Location": "http://elsewhere.invalid/works"}), pool)
        elif fault == "other-doi":
            return self._send_other(path, pool)
        else:
            self._send_slowly(fault, self._answer(path, query))
        return True

    def _send_other(self, path: str, pool: str) -> bool:
        asked = unquote(path.removeprefix("/works/"))
        other = next(
            (r for r in self.loopback.index.records if str(r.get("DOI")).lower() != asked.lower()), None
        )
        if other is None:
            return False
        listed = {"items": [other], "total-results": 1, "items-per-page": 1}
        self._send(loopback_works.ok(listed if path == "/works" else other, "work"), pool)
        return True

    def _send_slowly(self, fault: str, reply: Reply) -> None:
        body = reply.body_bytes()
        size = len(body) if fault != "huge" else 1 << 33
        self._head(reply.status, {"Content-Type": "application/json", "Content-Length": str(size)})
        self.close_connection = True
        if fault == "cut":
            self.wfile.write(body[: len(body) // 2])
            return
        deadline = time.monotonic() + self.loopback.stall
        pieces = (
            iter(lambda: b" " * 2**20, b"")
            if fault == "huge"
            else (body[i : i + 1] for i in range(len(body)))
        )
        for piece in pieces:
            self.wfile.write(piece)
            self.wfile.flush()
            if fault == "trickle":
                time.sleep(0.05)
            if time.monotonic() > deadline:
                return

    def _send(self, reply: Reply, pool: str | None = None) -> None:
        body = reply.body_bytes()
        rate = self.loopback.meter.rates.get(pool or "")
        headers = {"Content-Type": reply.content_type, "Content-Length": str(len(body)), **reply.headers}
        if rate is not None and pool is not None:
            headers |= _limits(rate, pool)
        self._head(reply.status, headers)
        self.wfile.write(body)
        self.wfile.flush()

    def _head(self, status: int, headers: Mapping[str, str]) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()


def _too_many(wait: str | None) -> Reply:
    text = "<html><body><h1>429 Too Many Requests</h1>\nYou have sent too many requests in a given amount of time.\n</body></html>\n"
    return Reply(429, text, "text/html", {"Retry-After": wait} if wait else {})


_REPLIES: dict[str, Callable[[], Reply]] = {
    "429": lambda: _too_many(None),
    "429-retry-after": lambda: _too_many("1"),
    "403": lambda: Reply(403, "Forbidden", "text/plain"),
    "500": lambda: loopback_works.exception("class clojure.lang.ExceptionInfo", "Response Exception"),
    "503": lambda: Reply(503, "<html><body><h1>503 Service Unavailable</h1></body></html>", "text/html"),
    "content-type": lambda: Reply(200, "<html><body>Please sign in</body></html>", "text/html"),
    "garbage": lambda: Reply(200, '{"status":"ok","message":{"items":[', "application/json"),
}


def _limits(rate: Rate, pool: str) -> dict[str, str]:
    interval = f"{rate.interval:g}s" if rate.interval >= 1 else f"{1000 * rate.interval:g}ms"
    return {
        "x-rate-limit-limit": str(rate.limit), "x-rate-limit-interval": interval,
        "x-concurrency-limit": str(rate.concurrency),
        "x-api-pool": "polite-single" if pool == "single" else "polite-array",
    }  # fmt: skip


def _pool(path: str) -> str:
    if path.startswith(("/doiRA/", "/ra/")):
        return "doi.org"
    return "list" if path == "/works" else "datacite" if path.startswith("/dois/") else "single"


def _route(path: str) -> str:
    return "/" + path.strip("/").split("/", 1)[0] + ("/{doi}" if path.count("/") > 1 else "")


def _question(path: str, query: Sequence[tuple[str, str]]) -> str:
    return path + "?" + json.dumps(sorted(pair for pair in query if pair[0] != "mailto"))


def main(arguments: Sequence[str] | None = None) -> None:
    """Serve a file of records until interrupted; prints the settings to use."""
    parser = argparse.ArgumentParser(prog="python -m bibtrack.resolvers.loopback", description=__doc__)
    parser.add_argument(
        "--from",
        dest="source",
        type=Path,
        required=True,
        help="records, one JSON object a line (.gz or not), or a folder of such files",
    )
    parser.add_argument("--port", type=int, default=8765, help="port on 127.0.0.1 (0: any free one)")
    parser.add_argument(
        "--fault", action="append", default=[], help="KIND, KIND*TIMES or KIND:SHARE; may be repeated"
    )
    parser.add_argument("--latency", type=float, default=0.0, help="seconds that each answer takes")
    parser.add_argument("--public", action="store_true", help="the limits of the public pool")
    parser.add_argument("--rate", type=int, metavar="N", help="N lists a second in place of 3")
    given = parser.parse_args(arguments)
    server = Loopback.over(read_records(given.source), port=given.port, latency=given.latency)
    if given.public:
        server.meter.rates = dict(PUBLIC)
    if given.rate:
        server.meter.rates["list"] = Rate(given.rate, 1.0, 3)
    for order in given.fault:
        server.faults.plan(order)
    server.open()
    print(f"{len(server.index.records)} records at {server.url}; stop with Ctrl-C. To use it:")
    for name in ("CROSSREF", "DOI", "DATACITE"):
        print(f"export BIBTRACK_{name}_URL={server.url}", flush=True)
    try:
        server._serve()
    except KeyboardInterrupt:
        print(json.dumps(server.meter.stats()))


if __name__ == "__main__":
    main()
