"""Names → "module:function": what can be added from outside, imported only when it is asked for.

Three doors, because three things vary: readers, resolvers and formats.  A package adds one by
an entry point in the group `bibtrack.readers`, `bibtrack.resolvers` or `bibtrack.formats`; the
built-in ones come in by the same door.
"""

from collections.abc import Callable
from importlib import import_module
from importlib.metadata import entry_points
from typing import Any

#: group → name → "module:function"; an entry point of the same name wins.
BUILT_IN: dict[str, dict[str, str]] = {
    "bibtrack.readers": {
        "text": "bibtrack.readers.text:read",
        "markdown": "bibtrack.readers.markdown:read",
        "html": "bibtrack.readers.html:read",
        "jats": "bibtrack.readers.jats:read",
        "docx": "bibtrack.readers.docx:read",
        "pdf": "bibtrack.readers.pdf:read",
    },
    "bibtrack.resolvers": {},
    "bibtrack.formats": {},
}


def names(group: str) -> list[str]:
    """Name everything that a group offers, sorted."""
    return sorted({*BUILT_IN.get(group, {}), *(point.name for point in entry_points(group=group))})


def load(group: str, name: str) -> Callable[..., Any]:
    """Import and give one function; raises KeyError when nobody offers this name."""
    for point in entry_points(group=group):
        if point.name == name:
            loaded: Callable[..., Any] = point.load()
            return loaded
    module, _, function = BUILT_IN[group][name].partition(":")
    found: Callable[..., Any] = getattr(import_module(module), function)
    return found
