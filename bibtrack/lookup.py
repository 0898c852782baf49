"""Find the DOI of references, one question each, without a library.

Questions are texts as printed, CSL-JSON items or references as deposited with Crossref;
answers come from a local file of records or from the registries.
"""

import json
import os
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Executor, ProcessPoolExecutor, ThreadPoolExecutor
from dataclasses import dataclass, replace
from itertools import chain, islice
from pathlib import Path
from typing import Any

from bibtrack.errors import InputError
from bibtrack.formats.csljson import from_csl
from bibtrack.matching.score import decide, strength
from bibtrack.resolvers.crossref_reference import MARKS, deposited
from bibtrack.resolvers.door import Resolver, failed
from bibtrack.resolvers.localindex import LocalIndex, Tell, open_index
from bibtrack.resolvers.questions import questions
from bibtrack.settings import Settings
from bibtrack.values.match import Candidate, Decision, Lookup, LookupStatus, Strategy, Verdict
from bibtrack.values.reference import Reference, Role

_ROWS = 15
_CHUNK = 50
_MANY = 100
_SHOWN = 5
#: One answer for programs; `as_json` tells its members.
Answer = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Asked:
    """One question: `line` counts from 1; `text` is None when only fields were given."""

    line: int
    reference: Reference
    text: str | None = None


@dataclass(frozen=True, slots=True)
class Found:
    """One answer; `verdict` is None when, and only when, the question could not be asked."""

    asked: Asked
    lookup: Lookup
    verdict: Verdict | None

    @property
    def doi(self) -> str | None:
        """The DOI when the match is accepted, else None."""
        if self.verdict is None or self.verdict.decision is not Decision.ACCEPT or self.verdict.best is None:
            return None
        return self.verdict.best.candidate.doi


def read(lines: Iterable[str]) -> Iterator[Asked]:
    """Read questions, one a line; blank lines are left out.

    A line that begins with "{" is JSON: CSL-JSON, or a deposited reference; a member "text" (or
    "unstructured") is the printed text.  Raises InputError with the line for broken JSON.
    """
    for number, line in enumerate(lines, start=1):
        text = line.strip()
        if text.startswith("{"):
            yield _structured(text, number)
        elif text:
            yield Asked(number, Reference(), text)


def from_file(
    asked: Iterable[Asked], records: Path, *, jobs: int | None = None, tell: Tell = lambda done, total: None
) -> Iterator[Answer]:
    """Answer from a file or folder of records, in order (`as_json`); `jobs` processes share the work.

    Without `jobs` a hundred questions and more are shared by as many processes as there are
    processors, four at most.  Raises InputError when the file cannot be read.
    """
    index = open_index(records, tell=tell)
    rest = iter(asked)
    first = list(islice(rest, _MANY))
    asked = chain(first, rest)
    jobs = jobs or (min(4, os.cpu_count() or 1) if len(first) == _MANY else 1)
    if jobs == 1:
        for one in asked:
            yield as_json(_from_index(index, one))
        return
    with ProcessPoolExecutor(jobs, initializer=_open_here, initargs=(index.place,)) as pool:
        yield from _in_chunks(pool, _answer_here, asked, jobs)


def from_registries(asked: Iterable[Asked], settings: Settings) -> Iterator[Answer]:
    """Answer from Crossref, doi.org and DataCite, in order (`as_json`), within their limits."""
    from bibtrack.resolvers.registries import open_registries

    registries = open_registries(settings)
    try:
        why = registries.unreachable()
        if why is not None:
            for one in asked:
                yield as_json(Found(one, failed(Strategy.BIBLIOGRAPHIC, one.text or "", why), None))
            return
        with ThreadPoolExecutor(max(1, registries.workers)) as pool:
            yield from _in_chunks(
                pool, lambda chunk: [as_json(_ask(registries, one)) for one in chunk], asked, 3, 1
            )
    finally:
        registries.close()


def as_json(found: Found) -> Answer:
    """Give one answer for programs; `doi` only when accepted, `decision` null when not asked."""
    verdict = found.verdict
    return {
        "line": found.asked.line,
        "question": found.asked.text or found.lookup.query,
        "status": found.lookup.status.value,
        "decision": verdict.decision.value if verdict else None,
        "doi": found.doi,
        "reason": verdict.reason if verdict else found.lookup.error,
        "note": found.lookup.note,
        "gap": verdict.gap if verdict else None,
        "algorithm": verdict.algorithm if verdict else None,
        "resolver": found.lookup.resolver,
        "candidates": [_candidate(one) for one in (verdict.scored[:_SHOWN] if verdict else ())],
    }


def _candidate(one: Any) -> dict[str, Any]:
    reference = one.candidate.reference
    names = reference.names(Role.AUTHOR) or reference.names(Role.EDITOR)
    return {
        "doi": one.candidate.doi,
        "score": round(one.score, 4),
        "strength": strength(one.score),
        "type": reference.type.value,
        "title": reference.title,
        "creators": [name.sort_form() for name in names[:10]],
        "issued": reference.issued.iso() if reference.issued else None,
        "container-title": reference.container_title,
        "volume": reference.volume,
        "page": reference.page,
        "updates": [{"kind": u.kind, "doi": u.doi, "date": u.date} for u in one.candidate.updates],
        "evidence": [
            {"field": e.field, "ours": e.ours, "theirs": e.theirs, "similarity": e.similarity, "weight": e.weight,
             "contradiction": e.contradiction, "explanation": e.explanation}
            for e in one.evidence
        ],
    }  # fmt: skip


def _structured(text: str, number: int) -> Asked:
    try:
        item = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise InputError(
            f"line {number}: not sound JSON ({error}); one question a line, text or JSON"
        ) from None
    if MARKS & set(item):
        return Asked(number, *deposited(item))
    printed = item.pop("text", None) or item.pop("string", None)
    return Asked(number, from_csl(item), printed if isinstance(printed, str) else None)


def _from_index(index: LocalIndex, asked: Asked) -> Found:
    looked = index.lookup(asked.reference, asked.text, rows=_ROWS)
    return Found(asked, looked, decide(asked.reference, looked.candidates, text=asked.text))


def _ask(resolver: Resolver, asked: Asked) -> Found:
    """Ask by DOI, then by text, until something is accepted; a failed question ends it."""
    offered: list[Candidate] = []
    last: Lookup | None = None
    for one in questions(asked.reference, [asked.text] if asked.text else []):
        if one.strategy is Strategy.DOI:
            last = resolver.by_doi([one.query])[one.query]
        else:
            last = resolver.by_text(one.query, one.strategy)
        if last.status is LookupStatus.FAILED:
            return Found(asked, last, None)
        offered += last.candidates
        verdict = decide(asked.reference, offered, text=asked.text)
        if verdict.decision is Decision.ACCEPT:
            return Found(asked, replace(last, candidates=tuple(offered)), verdict)
    if last is None:
        last = Lookup(LookupStatus.EMPTY, Strategy.BIBLIOGRAPHIC, asked.text or "")
    return Found(asked, last, decide(asked.reference, offered, text=asked.text))


def _in_chunks(
    pool: Executor,
    answer: Callable[[list[Asked]], list[Answer]],
    asked: Iterable[Asked],
    jobs: int,
    size: int = _CHUNK,
) -> Iterator[Answer]:
    rest = iter(asked)
    while group := list(islice(rest, size * jobs * 4)):
        chunks = [group[start : start + size] for start in range(0, len(group), size)]
        for answers in pool.map(answer, chunks):
            yield from answers


_here: list[LocalIndex] = []


def _open_here(place: Path) -> None:
    _here[:] = [LocalIndex(place)]


def _answer_here(chunk: list[Asked]) -> list[Answer]:
    # Plain JSON travels between processes at a tenth of the cost of the values.
    return [as_json(_from_index(_here[0], one)) for one in chunk]
