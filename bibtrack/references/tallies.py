"""Counting how usual words are in titles, containers, publishers, names and places, for `usage`.

For training only.  Counted from Crossref records, the references in them, BibTeX files and the lexicon's
names and places; never from labelled strings.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bibtrack.references import lexicon
from bibtrack.references.usage import CLASSES, PARTS, WHOLE, key, parts

#: Rarer words are left out; so many words of the mean of all classes are added to each, for want of more.
LEAST, PRIOR = 4, 2000
#: Odds are kept between these.
_LOWEST, _HIGHEST = -3.0, 1.6
_MARKUP = re.compile(r"<[^>]+>|\\[a-zA-Z]+|[{}\\]")
#: Field of a record, and of a reference in it → class.
_OF_WORK = {"title": "t", "container-title": "j", "short-container-title": "j", "publisher": "p", "publisher-location": "c"}  # fmt: skip
_OF_REFERENCE = {"article-title": "t", "volume-title": "t", "journal-title": "j", "series-title": "j", "author": "n"}  # fmt: skip
#: Class of the lexicon → class, and how often each of its words is counted.
_OF_LEXICON = {"g": ("n", 3), "f": ("n", 3), "c": ("c", 3)}


class Tallies:
    """Words by class with their counts, and whole names."""

    def __init__(self) -> None:
        self.words: dict[str, Counter[str]] = {kind: Counter() for kind in CLASSES}
        self.names: dict[str, Counter[str]] = {kind: Counter() for kind in WHOLE}

    def add(self, kind: str, text: Any) -> None:
        """Count the words of one text, or of each in a list."""
        if isinstance(text, list):
            for one in text:
                self.add(kind, one)
        elif isinstance(text, str):
            found = parts(_MARKUP.sub("", text))
            self.words[kind].update(found)
            if found and kind in self.names:
                self.names[kind][" ".join(found)] += 1


def count(data: Path, words: Mapping[str, str]) -> dict[str, NDArray[Any]]:
    """Give the arrays of `usage.Usage`; `words` is the lexicon, class → words."""
    tallies = Tallies()
    for kind, text in _texts(data):
        tallies.add(kind, text)
    for kind, (to, times) in _OF_LEXICON.items():
        for word in words.get(kind, "").split():
            tallies.words[to][word] += times
    return arrays(tallies)


def _texts(data: Path) -> Iterator[tuple[str, Any]]:
    for work in lexicon.works(data):
        for name, kind in _OF_WORK.items():
            yield kind, work.get(name)
        for person in [*(work.get("author") or ()), *(work.get("editor") or ())]:
            yield "n", [person.get("given"), person.get("family")]
        for reference in work.get("reference") or ():
            for name, kind in _OF_REFERENCE.items():
                yield kind, reference.get(name)
    for path in sorted((data / "bib").rglob("*.bib")):
        for name, raw in lexicon.BIB_FIELD.findall(path.read_text(encoding="utf-8", errors="replace")):
            yield lexicon.BIB_CLASS.get(name.lower(), "n"), raw.replace(" and ", " ")


def arrays(tallies: Tallies) -> dict[str, NDArray[Any]]:
    """Give what the counts come to, as the runtime reads it."""
    sizes = np.array([max(tallies.words[kind].total(), 1) for kind in CLASSES])
    total = sum(tallies.words.values(), Counter[str]())
    rows: dict[int, NDArray[np.int8]] = {}
    for word in sorted(word for word, n in total.items() if n >= LEAST):
        counts = np.array([tallies.words[kind][word] for kind in CLASSES])
        mean = (counts / sizes).mean()
        odds = np.log((counts + PRIOR * mean) / (sizes + PRIOR) / mean)
        rows[key(word)] = (odds.clip(_LOWEST, _HIGHEST) * PARTS).round().astype(np.int8)
    names: Counter[int] = Counter()
    for n, kind in enumerate(WHOLE):
        for name, times in tallies.names[kind].items():
            if times > 1 or " " in name:
                names[key(name)] |= 1 << n
    keys, known = sorted(rows), sorted(names)
    return {
        "usage_keys": np.array(keys, np.uint32),
        "usage_odds": np.array([rows[number] for number in keys], np.int8).reshape(-1, len(CLASSES)),
        "usage_names": np.array(known, np.uint32),
        "usage_whole": np.array([names[number] for number in known], np.uint8),
    }
