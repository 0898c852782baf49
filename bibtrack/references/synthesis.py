"""Strings made from facts: a work and a template give a reference with its labels.

A template is text with marked fields and optional groups:

    ⟦author $author⟧ (⟦date $date⟧). ⟦title $title⟧.{ ⟦container-title $container⟧,}

`⟦label text⟧` is a field, `$name` a fact of the work, `{…}` is left out when a fact in it is missing.
Noise is what scanning and copying do: hyphens at line breaks, lost or doubled blanks, OCR slips.
"""

import random
import re
from collections.abc import Mapping

from bibtrack.references.corpora import LABELS, Labelled
from bibtrack.references.identifiers import claim
from bibtrack.references.tokens import tokenise

_PART = re.compile(r"\{([^{}]*)\}|⟦([a-z-]+) ([^⟦⟧]*)⟧|([^{}⟦]+)")
_FACT = re.compile(r"\$([a-z_]+)")
Piece = tuple[str, str]


class MissingFact(Exception):
    """A template names a fact that the work does not have."""


def render(template: str, facts: Mapping[str, str]) -> list[Piece]:
    """Give (label, text) in order for one work; raises MissingFact outside an optional group."""
    pieces: list[Piece] = []
    for group, label, text, plain in _PART.findall(template):
        if group:
            try:
                pieces += render(group, facts)
            except MissingFact:
                continue
        elif label:
            pieces.append((label, _filled(text, facts)))
        else:
            pieces.append(("other", _filled(plain, facts)))
    return pieces


def _filled(text: str, facts: Mapping[str, str]) -> str:
    def fact(match: re.Match[str]) -> str:
        value = facts.get(match.group(1))
        if not value:
            raise MissingFact(match.group(1))
        return value

    return _FACT.sub(fact, text)


def labelled(
    pieces: list[Piece], name: str, kind: str | None = None, language: str | None = None
) -> Labelled:
    """Give the training string of labelled pieces; a point is not doubled where two pieces meet."""
    string, spans = "", []
    for label, text in pieces:
        if string[-1:] in (".", "?", "!") and text[:1] in (".", ","):
            text = text[1:] if text[0] == "." or string[-1] == "." else text
        if label != "other":
            spans.append((label, len(string), len(string) + len(text)))
        string += text
    tokens = tokenise(string, claim(string))
    labels = []
    for token in tokens:
        label = next((label for label, start, stop in spans if start <= token.start < stop), "other")
        labels.append(label if label in LABELS else "note")
    return Labelled(name, string, tokens, labels, name, kind, language)


def noisy(pieces: list[Piece], chance: random.Random) -> list[Piece]:
    """Give the pieces with the accidents of scanning and copying in some of them."""
    accident = chance.random()
    if accident < 0.04:
        return _unpointed(pieces)
    if accident < 0.75:
        return pieces
    return [(label, _damaged(text, accident, chance)) for label, text in pieces]


def _unpointed(pieces: list[Piece]) -> list[Piece]:
    """Give the pieces without the marks behind the names: converters lose the point that a style sheet adds."""
    return [
        (label, " ") if n and label == "other" and pieces[n - 1][0] == "author" and not set(text) - set(" .,:") else (label, text)
        for n, (label, text) in enumerate(pieces)
    ]  # fmt: skip


def _damaged(text: str, accident: float, chance: random.Random) -> str:
    if accident < 0.82:
        return re.sub(
            r"(\w{4})(\w{4})", lambda m: f"{m[1]}- {m[2]}" if chance.random() < 0.05 else m[0], text
        )
    if accident < 0.88:
        return re.sub(r"(?<=[.,;:]) ", lambda m: "" if chance.random() < 0.3 else " ", text)
    if accident < 0.92:
        return text.replace("“", '"').replace("”", '"').replace("’", "'").replace("–", "-")
    if accident < 0.96:
        return re.sub(
            r"[lI1O0]",
            lambda m: (
                {"l": "1", "I": "l", "1": "l", "O": "0", "0": "O"}[m[0]] if chance.random() < 0.05 else m[0]
            ),
            text,
        )
    return text.replace(" ", "  ") if chance.random() < 0.2 else text.replace("“", "").replace("”", "")


def parse_marked(line: str) -> list[Piece]:
    """Give the pieces of a finished string in which only the fields are marked."""
    return render(line.replace("{", "(").replace("}", ")"), {})
