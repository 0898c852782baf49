"""The exceptions of bibtrack: trouble with the world, never trouble with one item.

::

    BibtrackError                  one sentence for people; exit_code = 1
    ├─ InputError                  the file or text we were given
    │  ├─ UnsupportedFormat        we do not read this kind of file
    │  ├─ UnreadableDocument       we read this kind, but not this file
    │  ├─ NoNotesFound             a document without any note or reference
    │  ├─ FilterSyntaxError        a query; carries its text and the position
    │  └─ VocabularyError          themes.toml: file, line, rule
    ├─ StoreError
    │  ├─ DatabaseMissing          no library where we looked
    │  ├─ NotABibtrackDatabase     a file that is not ours
    │  ├─ SchemaTooNew             made by a newer bibtrack
    │  ├─ SchemaOutdated           made by an older one; `bibtrack db migrate`
    │  ├─ StoreUnwritable          read-only folder, full disk, lock held too long
    │  ├─ NoSuchSource             with close matches
    │  ├─ AmbiguousKey             a prefix that several citekeys share
    │  └─ EditConflict             the value changed since it was read
    ├─ ResolverError               we could not ask
    │  ├─ ResolverUnavailable      no network, time-out, 5xx after retries
    │  ├─ RateLimited              429 after all waiting, or 403
    │  └─ UnexpectedResponse       an answer that is not what the service documents
    └─ CheckFailed                 coverage below target, export out of date; exit_code = 3

Trouble with one item is an `Issue` (`bibtrack.values.issue`) in the return value.
"""


class BibtrackError(Exception):
    """Something went wrong that one sentence explains: what, where, what to do."""

    exit_code = 1


class InputError(BibtrackError):
    """The file or text we were given cannot be used."""


class UnsupportedFormat(InputError):
    """The file is of a kind that no reader knows."""


class UnreadableDocument(InputError):
    """The file is of a known kind, but this one cannot be read."""


class NoNotesFound(InputError):
    """The document holds neither notes nor a list of references."""


class FilterSyntaxError(InputError):
    """A query is malformed; `position` is the code point at fault, `hint` a suggestion or None."""

    def __init__(self, message: str, query: str = "", position: int = 0, hint: str | None = None) -> None:
        super().__init__(message)
        self.query = query
        self.position = position
        self.hint = hint

    def __str__(self) -> str:
        """Give the message, the query with a caret under the fault, and the suggestion."""
        lines = [super().__str__()]
        if self.query:
            lines += ["  " + self.query, "  " + " " * self.position + "^"]
        if self.hint:
            lines.append(self.hint)
        return "\n".join(lines)


class VocabularyError(InputError):
    """A theme file has a fault; the message names file, line and rule."""


class StoreError(BibtrackError):
    """The library cannot be used as asked."""


class DatabaseMissing(StoreError):
    """There is no library where we looked."""


class NotABibtrackDatabase(StoreError):
    """The file exists and is not a bibtrack library."""


class SchemaTooNew(StoreError):
    """A newer bibtrack made this library."""


class SchemaOutdated(StoreError):
    """An older bibtrack made this library; it must be migrated first."""


class StoreUnwritable(StoreError):
    """The library cannot be written: permission, disk full, or a lock held too long."""


class NoSuchSource(StoreError):
    """No source has this citekey."""


class AmbiguousKey(StoreError):
    """Several sources answer to this abbreviated citekey."""


class EditConflict(StoreError):
    """The value was changed by somebody else since it was read."""


class ResolverError(BibtrackError):
    """A service could not be asked."""


class ResolverUnavailable(ResolverError):
    """The service cannot be reached, or failed after all retries."""


class RateLimited(ResolverError):
    """The service told us to stop: 429 after all waiting, or 403."""


class UnexpectedResponse(ResolverError):
    """The service answered with something that it does not document."""


class CheckFailed(BibtrackError):
    """A check that was asked for did not pass."""

    exit_code = 3
