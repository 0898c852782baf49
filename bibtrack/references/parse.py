"""Citation string → Reference: claims, tokens, labels, then the ordered normalisers below.

Pure, and never raises for what a string holds: an empty, enormous or binary string gives a
Reference that keeps it, with an issue.  Time is linear in the length.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from bibtrack.references import (
    containers,
    dates,
    halves,
    identifiers,
    imprint,
    institutions,
    introductions,
    itemtype,
    law,
    locators,
    mentions,
    model,
    names,
    notes,
    runs,
    titles,
)
from bibtrack.references import language as languages
from bibtrack.references.draft import Draft, Field
from bibtrack.references.tokens import LONGEST
from bibtrack.text import Late
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
    mentions.apply,
    halves.apply,
)

# C0 and C1 controls, DEL, bidirectional marks, zero-width characters, BOM: one blank each, so that places hold.
_CONTROL = Late(r"[\x00-\x1f\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufffd\ud800-\udfff]")
_HARMLESS = Late(r"[\t\n\r\u200b\u200c\u200d\u2060\ufeff]")
# "_Nature_": Markdown's marks of emphasis, not those in an address.
_EMPHASIS = Late(r"(?<!\w)_{1,2}(?=[^\W_])|(?<=[^\s_])_{1,2}(?!\w)")
# '<ext-link xlink:href="…">': what publishers leave of their markup; its attributes are no text.
_LINKS = Late(r"<(?:ext-link|uri|xref|a)\s[^<>]{0,1000}>|</(?:ext-link|uri|xref|a)>")
_BINARY = Late(r"%PDF-\d|PK\x03\x04|\x89PNG|\x7fELF|\x00")
_BINARY_FIRST = "%P\x89\x7f\x00"
_NAMES = frozenset(("author", "editor", "translator"))
_JOINING = {"and": "en", "und": "de"}
# "Ibid., 45", "12 Smith, note 3 above": what points back to another note.
_BACK = Late(
    r"\s*(?:\d{1,3}\.?\s)?(?:(?:[Ii]bid(?:em)?|[Ii]d(?=\.)|[Oo]p\.?\s?cit|[Ll]oc\.?\s?cit|[Ee]bd|[Ee]benda)\b\.?|同上|同前)"
    r"|.{1,60}?,?\s(?:(?:supra note|above n)\.? \d{1,3}|note \d{1,3} above|\(n \d{1,3}\))(?![\w-])(?:[,. ].{0,20})?$"
)
#: The number of a note that comments before it cites.
_NOTE = Late(r"\s*(\d{1,3})\b")
_LIKELY_ONE = 1200
#: What is labelled at once: enough to be quick, little enough for memory whatever the strings hold.
_STRINGS, _CHARACTERS = 1024, 120_000


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
    network.  Only the first 4,000 characters are labelled.  Many at once: `parse_citations`.
    """
    return _batch((text,), language)[0]


def parse_citations(texts: Iterable[str], *, language: str | None = None) -> list[Parsed]:
    """Give the references that citations print, in their order; several times as fast as one by one."""
    return [parsed for batch in batches(texts) for parsed in _batch(batch, language)]


def batches(texts: Iterable[str]) -> Iterator[list[str]]:
    """Give the texts in groups that are labelled at once: so many strings, or so many characters."""
    group: list[str] = []
    room = _CHARACTERS
    for text in texts:
        if group and (room < min(len(text), LONGEST) or len(group) >= _STRINGS):
            yield group
            group, room = [], _CHARACTERS
        group.append(text)
        room -= min(len(text), LONGEST)
    if group:
        yield group


def _batch(texts: Sequence[str], language: str | None) -> list[Parsed]:
    """Parse what stands behind the introductions; places count from the beginning of each text."""
    leads = [introductions.length(text) for text in texts]
    if not any(leads):
        return _cited(texts, language)
    cited = _cited([text[lead:] for text, lead in zip(texts, leads, strict=True)], language)
    return [
        _introduced(one, text, lead) if lead else one
        for one, text, lead in zip(cited, texts, leads, strict=True)
    ]


def _introduced(parsed: Parsed, text: str, lead: int) -> Parsed:
    fields = tuple(
        field._replace(start=field.start + lead, stop=field.stop + lead) for field in parsed.fields
    )
    number = _NOTE.match(text)
    if number:
        fields = (Field("citation-number", *number.span(1), number[1]), *fields)
    issues = tuple(
        replace(issue, start=issue.start + lead, stop=issue.stop + lead)
        if issue.start is not None and issue.stop is not None
        else issue
        for issue in parsed.issues
    )
    return replace(parsed, string=text, fields=fields, issues=issues)


def _cited(texts: Sequence[str], language: str | None) -> list[Parsed]:
    labeller = model.load()
    looked = [_inspect(text) for text in texts]
    strings = [clean for clean, _ in looked]
    claims = [identifiers.claim(clean) for clean in strings]
    found = runs.fields(labeller.label(strings, claims), labeller.scale, texts, strings)
    found = [
        identifiers.parted(fields, sure, claimed) if claimed else (fields, sure)
        for claimed, (fields, sure) in zip(claims, found, strict=True)
    ]
    drafts = [
        Draft(
            text[:LONGEST],
            fields,
            language or _language(clean, fields),
            claimed,
            issues=issues,
        )
        for text, (clean, issues), claimed, (fields, _) in zip(texts, looked, claims, found, strict=True)
    ]
    return [
        _finish(text, draft, sure, labeller.version)
        for text, draft, (_, sure) in zip(texts, drafts, found, strict=True)
    ]


def _language(text: str, fields: Sequence[Field]) -> str | None:
    """Give the language of what stands outside the first list of names: "van den Berg" says nothing of it.

    Where nothing else tells, the word that joins the names does.
    """
    for field in fields:
        if field.label in _NAMES:
            found = languages.detect(text[: field.start] + text[field.stop :])
            return found or next((_JOINING[word] for word in field.text.split() if word in _JOINING), None)
    return languages.detect(text)


def _finish(text: str, draft: Draft, confidence: dict[str, float], version: str) -> Parsed:
    for normalise in NORMALISERS:
        normalise(draft)
    if not draft.fields and not draft.issues and text.strip():
        draft.warn("nothing-recognised", "no field was recognised; the text is kept as it is")
    return Parsed(
        text, _reference(draft), draft.fields, confidence, draft.language, tuple(draft.issues), version
    )


def follow_dashes(references: Iterable[Parsed]) -> Iterator[Parsed]:
    """Give the references as they come; a dash for the author takes the authors of the one before."""
    before: tuple[Creator, ...] = ()
    for one in references:
        parsed = _with_authors(one, before) if one.issues else one
        before = parsed.reference.creators
        yield parsed


def _with_authors(parsed: Parsed, before: tuple[Creator, ...]) -> Parsed:
    before = tuple(creator for creator in before if creator.role is Role.AUTHOR)
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
    if text[0] in _BINARY_FIRST and _BINARY.match(text):
        issues.append(
            Issue("binary", "this is the content of a file, not a reference; use `bibtrack ingest`")
        )
    clean = text if "_" not in text else _EMPHASIS.sub(_unmarked, text)
    if "<" in clean and "=" in clean:
        clean = _LINKS.sub(_blanks, clean)
    if not text.isprintable():
        clean = _CONTROL.sub(" ", clean)
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
    if len(text) < 100 and _BACK.match(clean):
        issues.append(
            Issue(
                "back-reference",
                "this points to a note before it; `bibtrack ingest` follows it in its document",
            )
        )
    return institutions.without_commas(clean[:LONGEST]), issues


def _blanks(found: re.Match[str]) -> str:
    return " " * len(found[0])


def _unmarked(found: re.Match[str]) -> str:
    word = found.string[found.string.rfind(" ", 0, found.start()) + 1 : found.start()]
    return found[0] if "/" in word else " " * len(found[0])


def label_string(text: str, labeller: model.Labeller) -> tuple[tuple[Field, ...], dict[str, float]]:
    """Give the labelled stretches of a string and the confidence by label, without normalising."""
    clean, _ = _inspect(text)
    return runs.fields(labeller.label([clean], [identifiers.claim(clean)]), labeller.scale, [text], [clean])[
        0
    ]


def _reference(draft: Draft) -> Reference:
    values = draft.values
    if draft.language:
        values["language"] = draft.language
    if draft.creators:
        values["creators"] = tuple(draft.creators)
    if draft.identifiers:
        values["identifiers"] = tuple(draft.identifiers)
    if draft.extra:
        values["extra"] = tuple(sorted(draft.extra))
    return Reference.of(values)
