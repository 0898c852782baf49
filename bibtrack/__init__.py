"""bibtrack: annotated bibliography and citation tracking for literature reviews."""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from bibtrack.references.parse import Parsed, parse_citation, parse_citations

__version__ = "0.1.0"
__all__ = ["Parsed", "__version__", "parse_citation", "parse_citations"]

#: name → module that has it; imported when asked for, so that `import bibtrack` stays cheap.
_PUBLIC = dict.fromkeys(("Parsed", "parse_citation", "parse_citations"), "bibtrack.references.parse")


def __getattr__(name: str) -> Any:
    """Give a public name, importing its module on first use."""
    if name not in _PUBLIC:
        raise AttributeError(f"module 'bibtrack' has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(_PUBLIC[name]), name)
