"""One source as it travels between bibtrack and other programs."""

from collections.abc import Sequence
from dataclasses import dataclass

from bibtrack.values.issue import Issue
from bibtrack.values.reference import Reference


@dataclass(frozen=True, slots=True)
class Remark:
    """One annotation: `body` is Markdown; `author`, `theme` (a slug) and `locator` when known."""

    body: str
    author: str | None = None
    theme: str | None = None
    locator: str | None = None


@dataclass(frozen=True, slots=True)
class Item:
    """A reference with what a library says of it.

    `keywords` are theme slugs and plain keywords, in their order; `by_hand` and `refused` are the
    themes that a person gave or denied, `by_rule` those of `keywords` that only a rule gave; `cited_in` is (report slug, note ordinals); `updates` are
    notices such as "retraction"; `groups` are JabRef's or Zotero's.  `contexts` are citing
    sentences as (report slug, note ordinal, sentence).
    """

    citekey: str
    reference: Reference
    keywords: tuple[str, ...] = ()
    remarks: tuple[Remark, ...] = ()
    grade: str | None = None
    status: str | None = None
    status_reason: str | None = None
    cited_in: tuple[tuple[str, tuple[int, ...]], ...] = ()
    updates: tuple[str, ...] = ()
    by_hand: tuple[str, ...] = ()
    refused: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()
    contexts: tuple[tuple[str, int, str], ...] = ()
    by_rule: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Block:
    """One piece of an imported file, verbatim; joined, the blocks of a file are the file.

    `kind` is entry, string, preamble, comment, failed or other (text between blocks); `line` is
    1-based; `key` is the citekey of an entry or the name of a string.
    """

    kind: str
    text: str
    line: int
    key: str | None = None
    item: Item | None = None
    message: str | None = None


@dataclass(frozen=True, slots=True)
class Exchange:
    """A file of another program as read: its blocks in order, and what was found wrong."""

    format: str
    blocks: tuple[Block, ...]
    issues: tuple[Issue, ...] = ()

    @property
    def items(self) -> Sequence[Item]:
        """The items in the order of the file."""
        return [block.item for block in self.blocks if block.item is not None]

    @property
    def failed(self) -> Sequence[Block]:
        """The blocks that could not be read; their text is kept."""
        return [block for block in self.blocks if block.kind == "failed"]
