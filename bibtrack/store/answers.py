"""Answers of registries on their way: kept the moment they come, forgotten when they are taken in.

A run that is cut short (power, kill -9) leaves what was answered and not yet used; the next run
reads it in place of asking.  One answer is one small transaction of its own, made before
anything else is asked; the transaction that settles its sources deletes it.
"""

import sqlite3
import threading
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field

from sqlalchemy import exc
from sqlmodel import Session

from bibtrack.store.engine import Library, unwritable
from bibtrack.store.reading import open_reader
from bibtrack.store.rows import raw

_KEEP = (
    "INSERT INTO answer (request, content, arrived_at) VALUES (?, ?, ?)"
    " ON CONFLICT (request) DO UPDATE SET content = excluded.content, arrived_at = excluded.arrived_at"
)


@dataclass(slots=True)
class Noted:
    """What one question took: its requests, how many were really sent, when the oldest answer read came."""

    requests: list[str] = field(default_factory=list)
    sent: int = 0
    arrived: str | None = None


class Answers:
    """The kept answers of one library; safe to share between the threads that ask.

    `recall` and `keep` are called by whoever asks, `noted` afterwards in the same thread, `forget`
    in the change that takes the answers in.
    """

    def __init__(self, library: Library, cutoff: str) -> None:
        """Read which answers an earlier run has left; those older than `cutoff` are not used."""
        self._library = library
        self._local = threading.local()
        self._turn = threading.Condition()
        self._counting = threading.Lock()
        self._come = 0
        with closing(open_reader(library.path)) as connection:
            rows = connection.execute("SELECT request, arrived_at FROM answer").fetchall()
        self._left = {row["request"]: row["arrived_at"] for row in rows if row["arrived_at"] >= cutoff}
        self._mine = {row["request"] for row in rows if row["arrived_at"] < cutoff}

    def requests(self) -> list[str]:
        """Name the requests whose answers an earlier run has left."""
        return list(self._left)

    def recall(self, request: str) -> str | None:
        """Give the answer that was left to a request, or None."""
        arrived = self._left.get(request)
        if arrived is None:
            return None
        with closing(open_reader(self._library.path)) as connection:
            row = connection.execute("SELECT content FROM answer WHERE request = ?", (request,)).fetchone()
        if row is None:
            return None
        noted = self._here()
        noted.requests.append(request)
        noted.arrived = min(noted.arrived or arrived, arrived)
        return str(row["content"])

    def keep(self, request: str, content: str) -> None:
        """Keep an answer for good before anything else happens.  Raises StoreUnwritable."""
        with self._counting:
            self._come += 1
        with self._turn:
            try:
                self._write(_KEEP, [(request, content, self._library.clock.stamp())])
            finally:
                with self._counting:
                    self._come -= 1
                self._turn.notify_all()
        noted = self._here()
        noted.requests.append(request)
        noted.sent += 1

    def noted(self) -> Noted:
        """Give what this thread's last question took, once."""
        noted = self._here()
        self._local.noted = Noted()
        return noted

    @contextmanager
    def kept_first(self) -> Iterator[None]:
        """Hold the library for a change of the run, after every answer that has come meanwhile.

        A run that commits source after source would leave no gap for them: SQLite lets nobody queue.
        """
        with self._turn:
            self._turn.wait_for(lambda: not self._come)
            yield

    def forget(self, session: Session, requests: Iterable[str]) -> None:
        """Delete the answers to these requests within the change that takes them in."""
        every = [(request,) for request in requests]
        raw(session).executemany("DELETE FROM answer WHERE request = ?", every)
        self._mine.update(request for (request,) in every)

    def sweep(self) -> None:
        """Delete what may be left of answers that were taken in, or that are too old."""
        with closing(open_reader(self._library.path)) as connection:
            there = {row["request"] for row in connection.execute("SELECT request FROM answer")}
        if done := there & self._mine:
            self._write("DELETE FROM answer WHERE request = ?", [(request,) for request in sorted(done)])

    def _here(self) -> Noted:
        if not hasattr(self._local, "noted"):
            self._local.noted = Noted()
        noted: Noted = self._local.noted
        return noted

    def _write(self, sql: str, rows: list[tuple[str, ...]]) -> None:
        try:
            with self._library.engine.begin() as connection:
                driver = connection.connection.driver_connection
                assert isinstance(driver, sqlite3.Connection)
                driver.executemany(sql, rows)
        except (exc.OperationalError, sqlite3.OperationalError) as error:
            raise unwritable(self._library.path, error) from error
