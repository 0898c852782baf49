"""A reference in the making: the labelled stretches, and what the normalisers made of them."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from bibtrack.references.tokens import Claim
from bibtrack.values.identifier import Identifier
from bibtrack.values.issue import Issue, Severity
from bibtrack.values.reference import Creator, ItemType, Name, Role


class Field(NamedTuple):
    """A labelled stretch: `text` is `string[start:stop]`, verbatim; code points, half-open."""

    label: str
    start: int
    stop: int
    text: str


@dataclass(slots=True)
class Draft:
    """What is known so far; every normaliser reads `fields` and adds values, in order.

    `values` are keyword arguments of `Reference`; `language` is an IETF tag or None.
    """

    string: str
    fields: tuple[Field, ...]
    language: str | None = None
    claims: tuple[Claim, ...] = ()
    values: dict[str, Any] = field(default_factory=dict)
    creators: list[Creator] = field(default_factory=list)
    identifiers: list[Identifier] = field(default_factory=list)
    issues: list[Issue] = field(default_factory=list)
    extra: list[tuple[str, str]] = field(default_factory=list)
    labelled: dict[str, list[Field]] = field(init=False)

    def __post_init__(self) -> None:
        """Sort the stretches by label, once: every normaliser asks for its own."""
        labelled: dict[str, list[Field]] = {}
        for item in self.fields:
            if item.label in labelled:
                labelled[item.label].append(item)
            else:
                labelled[item.label] = [item]
        self.labelled = labelled

    def of(self, label: str) -> list[Field]:
        """Give the stretches with this label, in order."""
        return self.labelled.get(label) or []

    def texts(self, label: str) -> list[str]:
        """Give the verbatim texts with this label, in order."""
        found = self.labelled.get(label)
        return [item.text for item in found] if found else []

    def first(self, label: str) -> Field | None:
        """Give the first stretch with this label, or None."""
        found = self.labelled.get(label)
        return found[0] if found else None

    def put(self, name: str, value: Any) -> None:
        """Set a field of the reference unless it already has a value or there is none to set."""
        if value and not self.values.get(name):
            self.values[name] = value

    def prove(self, kind: ItemType | None, **values: Any) -> None:
        """Set what a pattern proves, whatever was there: the `type` unless None, and every value that is one."""
        if kind is not None:
            self.values["type"] = kind
        self.values |= {name: value for name, value in values.items() if value}

    def drop(self, *names: str) -> None:
        """Take values away, whether there or not."""
        for name in names:
            self.values.pop(name, None)

    def drop_names(self, *roles: Role) -> None:
        """Take the names in these roles away."""
        self.creators = [one for one in self.creators if one.role not in roles]

    def keep(self, name: str, value: str | None) -> None:
        """Add what CSL or `Reference` has no field for, once."""
        if value and all(name != other for other, _ in self.extra):
            self.extra.append((name, value))

    def add_names(self, role: Role, names: list[Name]) -> None:
        """Add names in one role, in their order."""
        for name in names:
            self.creators.append(Creator(role, name))

    def add_identifier(self, found: Identifier | None) -> None:
        """Add an identifier, once."""
        if found is not None and found not in self.identifiers:
            self.identifiers.append(found)

    def warn(self, code: str, message: str, at: Field | None = None) -> None:
        """Add a finding, about one stretch or about the whole."""
        start, stop = (at.start, at.stop) if at else (None, None)
        self.issues.append(Issue(code, message, Severity.WARNING, start, stop))


#: What reads citations of one kind: signs of which one must occur (a word in lower case, or initials and symbols as printed), what else must, the reader.
Reader = tuple[str, tuple[str, ...], Callable[[Draft], None]]
