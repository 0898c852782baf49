"""The time and the person at the keyboard; passed in, so that tests can stop both."""

import getpass
import os
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime


def utc_now() -> datetime:
    """Give the present moment in UTC, with its zone."""
    return datetime.now(UTC)


def user() -> str:
    """Name the person whose changes these are: BIBTRACK_USER, else the login name, else "unknown"."""
    named = os.environ.get("BIBTRACK_USER", "").strip()
    if named:
        return named
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return "unknown"


@dataclass(frozen=True, slots=True)
class Clock:
    """Where verbs take the time and the actor from."""

    now: Callable[[], datetime] = utc_now
    actor: Callable[[], str] = user

    def stamp(self) -> str:
        """Give the time as the store keeps it: UTC, ISO 8601, whole seconds, "Z"."""
        return self.now().astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
