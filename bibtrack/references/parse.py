"""Citation string → Reference: claims, tokens, labels, then the ordered normalisers below.

Pure, and never raises for what a string holds: an empty, enormous or binary string gives a
Reference that keeps it, with an issue.  Time is linear in the length.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from bibtrack.references import (
    containers,
    dates,
    identifiers,
    imprint,
    itemtype,
    law,
    locators,
    model,
    names,
    notes,
    titles,
)
from bibtrack.references import language as languages
from bibtrack.references.draft import Draft, Field
from bibtrack.references.tokens import LONGEST, Claim, Token, tokenise
from bibtrack.values.issue import Issue, Severity
from bibtrack.values.reference import Creator, Name, Reference, Role

#: What turns labelled stretches into typed fields, in this order; each has a table of cases.
NORMALISERS: tuple[Callable[[Draft], None], ...] = (
    identifiers.apply,
    dates.apply,
    names.apply,
    titles.apply,
    containers.apply,
    imprint.apply,
    locators.apply,
    notes.apply,
    law.apply,
    itemtype.apply,
)

# C0 and C1 controls, DEL, bidirectional marks, zero-width characters, BOM: one blank each, so that places hold.
_CONTROL = re.compile(
    r"[\x00-\x1f\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufffd\ud800-\udfff]"
)
_HARMLESS = re.compile(r"[\t\n\r\u200b\u200c\u200d\u2060\ufeff]")
_BINARY = re.compile(r"%PDF-\d|PK\x03\x04|\x89PNG|\x7fELF|\x00")
_LIKELY_ONE = 1200


@dataclass(frozen=True, slots=True)
class Parsed:
    """A reference with its proof: `fields` are the labelled stretches of the string, in order.

    `confidence` gives for each label the chance (0 to 1) that its stretches are right, calibrated;
    `language` is an IETF tag or None; `parser_version` names the model.
    """

    string: str
    reference: Reference
    fields: tuple[Field, ...]
    confidence: Mapping[str, float]
    language: str | None
    issues: tuple[Issue, ...]
    parser_version: str


def parse_citation(text: str, *, language: str | None = None) -> Parsed:
    """Give the reference that a citation prints, with spans, confidence and findings; never raises.

    `language` is an IETF tag where it is known, else it is detected.  Needs no library and no
    network.  Only the first 4,000 characters are labelled.
    """
    labeller = model.load()
    clean, issues = _inspect(text)
    tag = language or languages.detect(clean)
    claims = identifiers.claim(clean)
    fields, confidence = _label(text, clean, claims, labeller)
    draft = Draft(text[:LONGEST], fields, tag, claims, issues=issues)
    for normalise in NORMALISERS:
        normalise(draft)
    if not fields and text.strip() and not issues:
        draft.warn("nothing-recognised", "no field was recognised; the text is kept as it is")
    return Parsed(text, _reference(draft), fields, confidence, tag, tuple(draft.issues), labeller.version)


def follow_dashes(references: Iterable[Parsed]) -> Iterator[Parsed]:
    """Give the references as they come; a dash for the author takes the authors of the one before."""
    before: tuple[Creator, ...] = ()
    for one in references:
        parsed = _with_authors(one, before)
        before = tuple(creator for creator in parsed.reference.creators if creator.role is Role.AUTHOR)
        yield parsed


def _with_authors(parsed: Parsed, before: tuple[Creator, ...]) -> Parsed:
    if not before or not any(issue.code == "repeated-author" for issue in parsed.issues):
        return parsed
    rest = tuple(creator for creator in parsed.reference.creators if not _is_dash(creator.name))
    reference = replace(parsed.reference, creators=before + rest)
    issues = tuple(
        replace(issue, severity=Severity.INFO) if issue.code == "repeated-author" else issue
        for issue in parsed.issues
    )
    return replace(parsed, reference=reference, issues=issues)


def _is_dash(name: Name) -> bool:
    return name.literal is not None and not any(c.isalnum() for c in name.literal)


def _inspect(text: str) -> tuple[str, list[Issue]]:
    """Give the text fit for labelling, each place unchanged, and what is odd about it."""
    issues: list[Issue] = []
    if not text.strip():
        return "", [Issue("empty", "there is no text to parse; leave the line out")]
    if _BINARY.match(text):
        issues.append(
            Issue("binary", "this is the content of a file, not a reference; use `bibtrack ingest`")
        )
    clean = text
    if not text.isprintable():
        clean = _CONTROL.sub(" ", text)
        strange = sum(1 for _ in _CONTROL.finditer(text)) - sum(1 for _ in _HARMLESS.finditer(text))
        if strange > 0:
            issues.append(
                Issue(
                    "control-characters", f"{strange} control characters were read as blanks", Severity.INFO
                )
            )
    if len(text) > LONGEST:
        issues.append(
            Issue(
                "too-long",
                f"{len(text):,} characters are more than one reference; only the first {LONGEST:,} were read",
            )
        )
    elif len(text) > _LIKELY_ONE or text.strip().count("\n") > 5:
        issues.append(Issue("several-references", "this looks like more than one reference; give one a line"))
    return clean[:LONGEST], issues


def label_string(text: str, labeller: model.Labeller) -> tuple[tuple[Field, ...], dict[str, float]]:
    """Give the labelled stretches of a string and the confidence by label, without normalising."""
    clean, _ = _inspect(text)
    return _label(text, clean, identifiers.claim(clean), labeller)


def _label(
    text: str, clean: str, claims: tuple[Claim, ...], labeller: model.Labeller
) -> tuple[tuple[Field, ...], dict[str, float]]:
    tokens = tokenise(clean, claims)
    fields: list[Field] = []
    confidence: dict[str, float] = {}
    for run in labeller.runs(clean, tokens):
        start, stop = _edges(clean, tokens, run)
        fields.append(Field(run.label, start, stop, text[start:stop]))
        chance = labeller.confidence(run)
        confidence[run.label] = min(chance, confidence.get(run.label, 1.0))
    return tuple(fields), confidence


_CLOSING = {")": "(", "]": "[", "）": "（", "］": "［", "》": "《"}


def _edges(string: str, tokens: list[Token], run: model.Run) -> tuple[int, int]:
    """Give the stretch of a run: with "?" or "!", the point of an initial, and the bracket it needs."""
    start, stop = tokens[run.first].start, tokens[run.last].stop
    limit = tokens[run.last + 1].start if run.last + 1 < len(tokens) else len(string)
    opened = string[max(0, start - 1) : start]
    while stop < limit:
        mark = string[stop]
        inside = string[start:stop]
        closes = mark in _CLOSING and inside.count(_CLOSING[mark]) > inside.count(mark)
        point = (
            mark == "." and run.label in ("author", "editor", "translator") and _initial(string, start, stop)
        )
        if not (closes or point or mark in "?!？！"):
            break
        stop += 1
    if opened and opened in "([（《" and _count(string, start, stop, opened):
        start -= 1
    return start, stop


def _count(string: str, start: int, stop: int, opened: str) -> bool:
    closing = {"(": ")", "[": "]", "（": "）", "《": "》"}[opened]
    return string.count(closing, start, stop) > string.count(opened, start, stop)


def _initial(string: str, start: int, stop: int) -> bool:
    before = string[stop - 2] if stop - 2 >= start else " "
    return (string[stop - 1].isupper() and not before.isalpha()) or string[max(start, stop - 2) : stop] in (
        "al",
        "Jr",
        "Sr",
        "ed",
        "ds",
        "rs",
    )


def _reference(draft: Draft) -> Reference:
    return Reference(
        **draft.values, language=draft.language, creators=tuple(draft.creators),
        identifiers=tuple(draft.identifiers), extra=tuple(draft.extra),
    )  # fmt: skip
