from collections.abc import Callable

import httpx
import pytest

from bibtrack.errors import RateLimited, ResolverUnavailable, UnexpectedResponse
from bibtrack.resolvers.http import Client, Timing, back_off, retry_after
from bibtrack.resolvers.loopback import Loopback
from tests.resolvers.conftest import Clock
from tests.resolvers.records import HARDIN

ONE = "/works/10.1126%2Fscience.162.3859.1243"


def test_a_record_comes_as_checked_json(server: Loopback, client: Client) -> None:
    answer = client.get(server.url + ONE)
    assert (answer.status, answer.body["message"]) == (200, HARDIN)


@pytest.mark.parametrize(
    "fault", ["429", "429-retry-after", "500", "503", "cut", "content-type", "garbage", "timeout"]
)
def test_what_may_pass_is_asked_again(server: Loopback, client: Client, fault: str) -> None:
    server.faults.plan(f"{fault}*2")
    assert client.get(server.url + ONE).body["message"] == HARDIN
    assert (server.meter.requests, client.tally.retries) == (3, 2)


@pytest.mark.parametrize(
    ("fault", "error", "words"),
    [
        ("429", RateLimited, "429"),
        ("500", ResolverUnavailable, "HTTP 500"),
        ("503", ResolverUnavailable, "HTTP 503"),
        ("cut", ResolverUnavailable, "tried 4 times"),
        ("content-type", UnexpectedResponse, "text/html, not JSON"),
        ("garbage", UnexpectedResponse, "not whole JSON"),
        ("timeout", ResolverUnavailable, "no answer within 0.2 s"),
    ],
)
def test_what_does_not_pass_says_why(
    server: Loopback, client: Client, fault: str, error: type[Exception], words: str
) -> None:
    server.faults.plan(f"{fault}:1")
    with pytest.raises(error, match=words):
        client.get(server.url + ONE)
    assert server.meter.requests == 4


def test_a_refusal_stops_the_run(server: Loopback, client: Client) -> None:
    server.faults.plan("403")
    with pytest.raises(RateLimited, match="refuses us"):
        client.get(server.url + ONE)
    with pytest.raises(ResolverUnavailable, match="refuses us"):
        client.get(server.url + ONE)
    assert server.meter.requests == 1


def test_ten_percent_errors_stop_the_run(server: Loopback, client: Client) -> None:
    for _ in range(18):
        client.get(server.url + ONE)
    server.faults.plan("500*5")
    with pytest.raises(ResolverUnavailable):
        client.get(server.url + ONE)
    assert client.stopped == "2 of 20 requests failed; nothing more was asked. Try again later"
    assert server.meter.requests == 20


def test_retry_after_is_obeyed(server: Loopback, client: Client, clock: Clock) -> None:
    server.faults.plan("429-retry-after")
    client.get(server.url + ONE)
    assert clock.moment >= 1.0


def test_a_long_pause_ends_the_run() -> None:
    client = _client(lambda request: httpx.Response(429, headers={"retry-after": "3600"}))
    with pytest.raises(RateLimited, match="asks us to wait 3600 s"):
        client.get("https://api.crossref.org/works")
    assert (client.tally.retries, client.stopped is not None) == (0, True)


def test_a_body_without_end_is_not_read(server: Loopback, client: Client) -> None:
    client.body_cap = 3 * 2**20
    server.faults.plan("huge")
    with pytest.raises(UnexpectedResponse, match="larger than 3 MiB"):
        client.get(server.url + ONE)


def test_a_slow_trickle_ends(server: Loopback, client: Client) -> None:
    client.timing = Timing(sleep=lambda seconds: None)
    client.attempts = 1
    server.stall = 5.0
    server.faults.plan("trickle")
    with pytest.raises(ResolverUnavailable, match=r"took longer than 0\.6|took longer than 1 s"):
        client.get(server.url + ONE)


def test_a_redirect_elsewhere_is_refused(server: Loopback, client: Client) -> None:
    server.faults.plan("redirect")
    with pytest.raises(UnexpectedResponse, match=r"sends us on to 'elsewhere\.invalid'"):
        client.get(server.url + ONE)


def _client(handler: Callable[[httpx.Request], httpx.Response]) -> Client:
    clock = Clock()
    return Client(transport=httpx.MockTransport(handler), timing=Timing(clock.now, clock.sleep, lambda: 0.5))


@pytest.mark.parametrize(
    ("location", "followed"),
    [
        ("https://api.crossref.org/works/2", True),
        ("/works/2", True),
        ("https://data.crosscite.org/2", True),
        ("http://api.crossref.org/works/2", False),
        ("https://api.crossref.org.evil.example/2", False),
        ("https://user@api.crossref.org/2", False),
        ("file:///etc/passwd", False),
        ("https://127.0.0.1/2", False),
        ("", False),
    ],
)
def test_redirects_only_to_services_we_ask(location: str, followed: bool) -> None:
    def handler(request: httpx.Request) -> httpx.Response:
        if request.url.path.endswith("/2"):
            return httpx.Response(200, json={"fine": True})
        return httpx.Response(301, headers={"location": location})

    client = _client(handler)
    if followed:
        assert client.get("https://api.crossref.org/works/1").body == {"fine": True}
    else:
        with pytest.raises(UnexpectedResponse):
            client.get("https://api.crossref.org/works/1")


def test_no_network_is_said_in_one_sentence() -> None:
    client = Client(timing=Timing(sleep=lambda seconds: None))
    with pytest.raises(ResolverUnavailable, match=r"127\.0\.0\.1:9: connection refused; tried 4 times"):
        client.get("http://127.0.0.1:9/works")


def test_the_agent_names_the_person(server: Loopback) -> None:
    seen: list[httpx.Request] = []

    def handler(request: httpx.Request) -> httpx.Response:
        seen.append(request)
        return httpx.Response(200, json={})

    client = _client(handler)
    client.mailto = "someone@example.org"
    client.get("https://api.crossref.org/works", {"rows": "1", "query": "a&b"})
    assert "mailto:someone@example.org" in seen[0].headers["user-agent"]
    assert dict(seen[0].url.params) == {"rows": "1", "query": "a&b"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("7", 7.0), ("0", 0.0), ("100000", 100000.0), (None, None), ("", None), ("soon", None),
        ("Thu, 01 Jan 1970 00:00:30 GMT", 20.0), ("Thu, 01 Jan 1970 00:00:01 GMT", 0.0),
    ],
)  # fmt: skip
def test_retry_after_reads_seconds_and_dates(text: str | None, expected: float | None) -> None:
    assert retry_after(text, wall=10.0) == expected


def test_back_off_doubles_with_jitter() -> None:
    assert [back_off(n, 0.5) for n in range(7)] == [1.0, 2.0, 4.0, 8.0, 16.0, 30.0, 30.0]
    assert (back_off(1, 0.0), back_off(1, 1.0)) == (1.0, 3.0)
