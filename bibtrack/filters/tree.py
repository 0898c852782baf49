"""What a query means: a tree of frozen nodes, free of any database.

`And` and `Or` hold at least two children and never a child of their own kind, so the depth of
a tree is bounded by the brackets of the query and not by the number of its terms.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from bibtrack.filters.fields import FIELDS, Kind

_PLAIN = re.compile(r"\w[\w-]*")


class Mode(StrEnum):
    """How a value is compared.

    `words` the words side by side, in their order, whatever is between them in print (accents,
    case, punctuation); `prefix` the same with an open last word; `exact` the whole value.
    """

    WORDS = "words"
    PREFIX = "prefix"
    EXACT = "exact"


@dataclass(frozen=True, slots=True)
class Everything:
    """Every source: the meaning of an empty query."""


@dataclass(frozen=True, slots=True)
class Match:
    """A field holds a value; `field` is a name of `bibtrack.filters.fields`, "text" for a bare word.

    `position` is the code point in the query at which the term starts.
    """

    field: str
    value: str
    mode: Mode = Mode.WORDS
    position: int = 0


@dataclass(frozen=True, slots=True)
class Between:
    """A number or an ISO date lies between `low` and `high`, both included; None is open."""

    field: str
    low: str | None
    high: str | None
    position: int = 0


@dataclass(frozen=True, slots=True)
class Has:
    """Something of this name is known of the source ("doi", "annotation", …)."""

    name: str
    position: int = 0


@dataclass(frozen=True, slots=True)
class Not:
    """The sources that the child does not hold; never around another `Not`."""

    child: "Tree"


@dataclass(frozen=True, slots=True)
class And:
    """The sources that every child holds."""

    children: tuple["Tree", ...]


@dataclass(frozen=True, slots=True)
class Or:
    """The sources that at least one child holds."""

    children: tuple["Tree", ...]


Tree = Everything | Match | Between | Has | Not | And | Or


def conjunction(children: list[Tree]) -> Tree:
    """Join by AND: flattened, a single child as it is, none as `Everything`."""
    flat: list[Tree] = []
    for child in children:
        flat.extend(child.children if isinstance(child, And) else (child,))
    kept = [child for child in flat if not isinstance(child, Everything)]
    if not kept:
        return Everything()
    return kept[0] if len(kept) == 1 else And(tuple(kept))


def disjunction(children: list[Tree]) -> Tree:
    """Join by OR: flattened, a single child as it is, `Everything` when one child is that."""
    flat: list[Tree] = []
    for child in children:
        flat.extend(child.children if isinstance(child, Or) else (child,))
    if not flat or any(isinstance(child, Everything) for child in flat):
        return Everything()
    return flat[0] if len(flat) == 1 else Or(tuple(flat))


def negation(child: Tree) -> Tree:
    """Give the opposite; two negations cancel."""
    return child.child if isinstance(child, Not) else Not(child)


def leaves(tree: Tree, wanted: bool = True) -> Iterator[tuple[Match | Between | Has, bool]]:
    """Yield every term with True when the query wants it and False when it excludes it."""
    if isinstance(tree, Not):
        yield from leaves(tree.child, not wanted)
    elif isinstance(tree, And | Or):
        for child in tree.children:
            yield from leaves(child, wanted)
    elif not isinstance(tree, Everything):
        yield tree, wanted


def spell(tree: Tree) -> str:
    """Write the tree as a query that parses to an equal tree (positions aside)."""
    if isinstance(tree, And):
        return " ".join(_inner(child, Or) for child in tree.children)
    if isinstance(tree, Or):
        return " OR ".join(_inner(child, And) for child in tree.children)
    if isinstance(tree, Not):
        return "-" + _inner(tree.child, And, Or)
    return _leaf(tree)


def _inner(child: Tree, *kinds: type) -> str:
    return f"({spell(child)})" if isinstance(child, kinds) else spell(child)


def _leaf(tree: Everything | Match | Between | Has) -> str:
    if isinstance(tree, Everything):
        return ""
    if isinstance(tree, Has):
        return f"has:{tree.name}"
    if isinstance(tree, Between):
        low, high = tree.low or "", tree.high or ""
        return f"{tree.field}:{low}" if low == high else f"{tree.field}:{low}..{high}"
    # A closed list is the only kind of field for which quotation marks mean "this very value".
    exact = tree.mode is Mode.EXACT and FIELDS[tree.field].kind is Kind.WORD
    plain = _PLAIN.fullmatch(tree.value) and tree.value not in ("AND", "OR", "NOT") and not exact
    value = tree.value if plain else '"' + tree.value.replace("\\", "\\\\").replace('"', '\\"') + '"'
    star = "*" if tree.mode is Mode.PREFIX else ""
    return (value if tree.field == "text" else f"{tree.field}:{value}") + star
