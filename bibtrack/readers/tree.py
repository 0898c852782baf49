"""An HTML tree as flat rows in document order: no recursion, whatever the nesting."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from selectolax.lexbor import LexborHTMLParser, LexborNode

_MOST_TAGS = 2_000_000
_DEEPEST = 1_000
# Elements that HTML closes by itself, or that hold nothing: they do not nest.
_FLAT = frozenset(
    "p li td th tr dt dd option optgroup thead tbody tfoot colgroup caption rt rp br hr img input meta link area base"
    " col embed source track wbr param html head body".split()
)
# Nothing is tried twice: a page of letters behind a "<" that is never closed takes linear time.
_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9-]*+)([^<>]*+)>")
_NONE: Mapping[str, str] = MappingProxyType({})
#: Elements whose content is no text of the document.
HIDDEN = frozenset(
    ("script", "style", "template", "noscript", "head", "svg", "math", "iframe", "object", "select")
)


@dataclass(slots=True, eq=False)
class Node:
    """One element or text: `stop` is the index behind its last descendant, `up` its parent's index."""

    tag: str
    up: int
    text: str = ""
    attributes: Mapping[str, str] = field(default_factory=lambda: _NONE)
    stop: int = 0

    def has(self, name: str, *words: str) -> bool:
        """Tell whether an attribute holds one of the words (blank-separated)."""
        held = self.attributes.get(name, "")
        return bool(held) and any(word in held.casefold().split() for word in words)


def too_much(markup: str) -> str | None:
    """Say why a page cannot be read in bounded time and memory, or None.

    The rules of HTML make parsing quadratic in the depth, so depth is counted before parsing.
    """
    if markup.count("<") > 2 * _MOST_TAGS:
        return f"it holds more than {_MOST_TAGS:,} elements"
    depth = deepest = 0
    for found in _TAG.finditer(markup):
        if found[3].endswith("/") or found[2].lower() in _FLAT:
            continue
        depth = max(depth - 1, 0) if found[1] else depth + 1
        deepest = max(deepest, depth)
        if deepest > _DEEPEST:
            return f"its elements nest more than {_DEEPEST:,} deep"
    return None


def rows(markup: str) -> list[Node]:
    """Give the tree as rows; call `too_much` first."""
    root = LexborHTMLParser(markup).root
    found: list[Node] = []
    if root is None:
        return found
    for node, up in _walk(root, found):
        if node.tag == "-text":
            found.append(Node("", up, node.text(deep=False) or ""))
        else:
            held = node.attributes
            found.append(
                Node(node.tag or "-", up, "", {k: v or "" for k, v in held.items()} if held else _NONE)
            )
    _close(found)
    return found


def _walk(root: LexborNode, found: list[Node]) -> Iterator[tuple[LexborNode, int]]:
    # The index of the row just made is the parent of its children; hidden subtrees are left out.
    stack: list[tuple[LexborNode, int]] = [(root, -1)]
    while stack:
        node, up = stack.pop()
        following = node.next
        if following is not None and up >= 0:
            stack.append((following, up))
        if node.tag in HIDDEN or node.tag in ("-comment", "_comment"):
            continue
        yield node, up
        if node.tag != "-text" and node.child is not None:
            stack.append((node.child, len(found) - 1))


def _close(found: list[Node]) -> None:
    for i, node in enumerate(found):
        node.stop = i + 1
    for i in range(len(found) - 1, 0, -1):
        up = found[i].up
        if up >= 0:
            found[up].stop = max(found[up].stop, found[i].stop)
