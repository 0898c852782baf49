"""bibtrack: annotated bibliography and citation tracking for literature reviews."""

__version__ = "0.1.0"
__all__ = ["__version__"]
