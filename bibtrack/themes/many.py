"""Tag very many sources: batches are judged by several processes, and come back in their order.

Judging is pure and takes nearly all the time of tagging; a process costs about a third of a second
to start, so a small library is judged where it is.
"""

import gc
import os
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from contextlib import contextmanager
from multiprocessing import get_context

from bibtrack.themes.matcher import Matcher
from bibtrack.themes.tag import tag
from bibtrack.values.theme import Assignment, FieldText, Theme

#: The texts of some sources, and what the rules say of each.
Texts = dict[int, list[FieldText]]
Judged = dict[int, tuple[Assignment, ...]]
#: Batches from which on more processes pay; most at once; batches that may wait, which bounds memory.
ENOUGH, MOST, AHEAD = 4, 4, 2

_matcher: Matcher | None = None


def judge(batches: Iterable[Texts], matcher: Matcher, count: int) -> Iterator[Judged]:
    """Give what the rules say of each batch, in order; `count` is the number of batches.

    Raises VocabularyError when an expression takes too long.
    """
    workers = min(_processors(), MOST, count)
    if count < ENOUGH or workers < 2:
        yield from (_judged(batch, matcher) for batch in batches)
        return
    # A fresh interpreter: a copy of this process would share the open library.
    with ProcessPoolExecutor(workers, get_context("spawn"), _begin, (tuple(matcher.themes),)) as pool:
        waiting: list[Future[Judged]] = []
        for batch in batches:
            waiting.append(pool.submit(_judge, batch))
            if len(waiting) > workers * AHEAD:
                yield waiting.pop(0).result()
        for future in waiting:
            yield future.result()


def _begin(themes: Sequence[Theme]) -> None:
    global _matcher
    _matcher = Matcher(themes)


def _judge(batch: Texts) -> Judged:
    assert _matcher is not None
    return _judged(batch, _matcher)


def _judged(batch: Texts, matcher: Matcher) -> Judged:
    with uncollected():
        return {source: tag(texts, matcher) for source, texts in batch.items()}


@contextmanager
def uncollected() -> Iterator[None]:
    """Look for no cycles meanwhile.  Tagging makes none, and millions of small values to look through."""
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collecting:
            gc.enable()


def _processors() -> int:
    """Give the number of processors that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
