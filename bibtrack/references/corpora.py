"""Labelled reference strings, from the research data's JSON Lines, as tokens with labels.

One scheme for all corpora: AnyStyle's, with the issue apart from the volume.  What introduces a
field ("In", "pp.", "Vol.", "eds.") belongs to it; punctuation between fields to none.
"""

import gzip
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bibtrack.references.identifiers import claim
from bibtrack.references.tokens import Token, tokenise

#: The labels of the model; "other" is text outside any field.
LABELS = (
    "author", "editor", "translator", "title", "container-title", "collection-title", "date",
    "volume", "issue", "pages", "publisher", "location", "edition", "doi", "url", "arxiv", "isbn",
    "note", "genre", "citation-number", "other",
)  # fmt: skip
_RENAMED = {
    "source": "container-title", "institution": "publisher", "pubplace": "location", "publishe": "publisher",
    "authors": "author", "idno": "note", "pmid": "note", "issn": "note", "biblscope-": "volume",
    "biblscope-date": "date", "chapter": "volume", "director": "author", "producer": "editor",
    "medium": "genre",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Labelled:
    """One training string: `labels[i]` is the label of `tokens[i]`; `document` groups strings."""

    id: str
    string: str
    tokens: list[Token]
    labels: list[str]
    document: str
    type: str | None = None
    language: str | None = None


def read(path: Path) -> Iterator[Labelled]:
    """Give the strings of one file whose labelled pieces line up with the string; others are skipped."""
    opener: Any = gzip.open if path.suffix == ".gz" else open
    with opener(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            record = json.loads(line)
            spans = _spans(record)
            if spans is None:
                continue
            string = record["string"]
            tokens = tokenise(string, claim(string))
            labels = _labels(string, tokens, spans)
            yield Labelled(
                record["id"], string, tokens, labels, record.get("doc") or record["id"],
                record.get("type"), record.get("lang"),
            )  # fmt: skip


def _spans(record: dict[str, Any]) -> list[tuple[str, int, int]] | None:
    """Lay the labelled pieces over the string, white space ignored; None when they do not fit."""
    if not record.get("tokens") or not record.get("string"):
        return None
    places = [i for i, c in enumerate(record["string"]) if not c.isspace()]
    bare = "".join(record["string"].split())
    spans, at = [], 0
    book = "title" not in dict(record["tokens"]) and "jats" in record["id"]
    for label, text in record["tokens"]:
        piece = "".join(text.split())
        if bare[at : at + len(piece)] != piece:
            return None
        if piece:
            label = "title" if book and label == "container-title" else label
            spans.append((_RENAMED.get(label, label), places[at], places[at + len(piece) - 1] + 1))
        at += len(piece)
    return spans if at == len(bare) else None


def _labels(string: str, tokens: list[Token], spans: list[tuple[str, int, int]]) -> list[str]:
    labels, n = [], 0
    for token in tokens:
        while n + 1 < len(spans) and spans[n][2] <= token.start:
            n += 1
        label = spans[n][0] if spans else "other"
        labels.append(label if label in LABELS else "note")
    _split_volume(string, tokens, labels)
    return _join_cues(string, tokens, labels)


def _split_volume(string: str, tokens: list[Token], labels: list[str]) -> None:
    """Set the issue apart: the second number of a volume, or what "no." introduces; a glued year."""
    start = 0
    while start < len(tokens):
        if labels[start] != "volume":
            start += 1
            continue
        stop = start
        while stop < len(tokens) and labels[stop] == "volume":
            stop += 1
        _split_run(string, tokens, labels, start, stop)
        start = stop


_ISSUE_CUE = re.compile(
    r"(?i)(?:no|nos|nr|n|n[°º]|núm|num|number|issue|iss|heft|h|numéro|numero|fasc|pt|part)$"
)
_VOLUME_CUE = re.compile(r"(?i)(?:vol|vols|volume|v|bd|band|tome|t|jg|jahrgang)$")


def _split_run(string: str, tokens: list[Token], labels: list[str], start: int, stop: int) -> None:
    numbers, kind = 0, "volume"
    for i in range(start, stop):
        word = tokens[i].text
        if _VOLUME_CUE.match(word):
            kind = "volume"
        elif _ISSUE_CUE.match(word) and i + 1 < stop:
            kind = "issue"
        elif any(c.isdigit() for c in word):
            if i == start and stop - start > 1 and _glued_year(string, tokens[i]):
                labels[i] = "date"
                continue
            numbers += 1
            if numbers == 2 and kind == "volume":
                kind = "issue"
        labels[i] = kind


def _glued_year(string: str, token: Token) -> bool:
    """Tell whether a number is the year of "2000;355(9222)"."""
    return re.match(r"(?:1[5-9]|20)\d\d$", token.text) is not None and string[token.stop] == ";"


_CUES: tuple[tuple[re.Pattern[str], str, int], ...] = (
    (re.compile(r"(?i)(?:pp?|pages?|pgs?|s|seiten?|págs?)$"), "pages", 1),
    (re.compile(r"(?i)(?:vols?|volume|v|bd|band|tome)$"), "volume", 1),
    (re.compile(r"(?i)(?:nos?|nr|number|issue|iss|n[°º])$"), "issue", 1),
    (re.compile(r"(?i)(?:in|dans|en|em)$"), "editor", 1),
    (re.compile(r"(?i)(?:in|dans|en|em)$"), "container-title", 1),
    (re.compile(r"(?i)(?:edited|by|eds?|hrsg|hg)$"), "editor", 1),
    (re.compile(r"(?i)(?:eds?|editors?|hrsg|hg|edit)$"), "editor", -1),
    (re.compile(r"(?i)(?:edn?|edition|aufl|auflage)$"), "edition", -1),
)


def _join_cues(string: str, tokens: list[Token], labels: list[str]) -> list[str]:
    """Give a cue outside any field to the field that it introduces or closes."""
    for i in range(len(tokens) - 1, -1, -1):
        if labels[i] != "other" or tokens[i].kind:
            continue
        for cue, label, side in _CUES:
            j = i + side
            if 0 <= j < len(tokens) and labels[j] == label and cue.match(tokens[i].text):
                labels[i] = label
                break
    return labels
