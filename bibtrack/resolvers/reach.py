"""Is there a network at all?  One fast question, asked once before a run."""

import os
import socket
import threading
from collections.abc import Mapping
from urllib.parse import urlsplit

#: Seconds after which a service that does not even accept a connection counts as out of reach.
PATIENCE = 1.5


def reachable(url: str, seconds: float = PATIENCE, environ: Mapping[str, str] | None = None) -> bool:
    """Tell whether the service's host accepts a connection within `seconds`.

    A proxy named in the environment is asked in its place.  A thread does the work, because
    looking up a name cannot be given a time limit.
    """
    host, port = _target(url, os.environ if environ is None else environ)
    found = threading.Event()
    worker = threading.Thread(target=_knock, args=(host, port, seconds, found), daemon=True)
    worker.start()
    return found.wait(seconds)


def _knock(host: str, port: int, seconds: float, found: threading.Event) -> None:
    try:
        addresses = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except OSError:
        return
    # All at once: where IPv6 leads nowhere, the way over IPv4 must not come too late.
    for family, kind, protocol, _, address in addresses[:6]:
        threading.Thread(
            target=_connect, args=((family, kind, protocol), address, seconds, found), daemon=True
        ).start()
    found.wait(seconds)


def _connect(
    kind: tuple[int, int, int], address: tuple[object, ...], seconds: float, found: threading.Event
) -> None:
    try:
        with socket.socket(*kind) as knocking:
            knocking.settimeout(seconds)
            knocking.connect(address)
    except OSError:
        return
    found.set()


def _target(url: str, environ: Mapping[str, str]) -> tuple[str, int]:
    parts = urlsplit(url)
    host = parts.hostname or ""
    proxy = environ.get(f"{parts.scheme}_proxy") or environ.get(f"{parts.scheme.upper()}_PROXY")
    if proxy and not _direct(host, environ.get("no_proxy") or environ.get("NO_PROXY") or ""):
        parts = urlsplit(proxy if "//" in proxy else "//" + proxy)
        host = parts.hostname or host
    try:
        port = parts.port
    except ValueError:
        port = None
    return host, port or (80 if parts.scheme == "http" else 443)


def _direct(host: str, exceptions: str) -> bool:
    names = [name.strip().lstrip(".") for name in exceptions.split(",") if name.strip()]
    return any(name == "*" or host == name or host.endswith("." + name) for name in names)
