"""Many references: streamed, in order, over one process or several."""

import gc
from collections.abc import Iterable, Iterator
from functools import partial
from itertools import islice

from bibtrack.references.parse import Parsed, batches, follow_dashes, parse_citations


def parse_lines(lines: Iterable[str], *, language: str | None = None, jobs: int = 1) -> Iterator[Parsed]:
    """Give each line's reference, in order; `jobs` processes share the work.

    Streams: about a thousand references are held at a time, however many there are.  A dash for the
    author takes the author of the line before.
    """
    work = partial(parse_citations, language=language)
    parsed = map(work, batches(lines)) if jobs == 1 else _shared(batches(lines), work, jobs)
    yield from follow_dashes(one for batch in parsed for one in batch)


def _shared(chunks: Iterator[list[str]], work: "partial[list[Parsed]]", jobs: int) -> Iterator[list[Parsed]]:
    # Only here: its modules take 15 ms to load.
    from concurrent.futures import ProcessPoolExecutor

    # As in `bibtrack parse`: there are no cycles to look for in a process that does nothing else.
    with ProcessPoolExecutor(jobs, initializer=gc.disable) as pool:
        waiting = [pool.submit(work, chunk) for chunk in islice(chunks, jobs * 2)]
        while waiting:
            yield waiting.pop(0).result()
            waiting += [pool.submit(work, chunk) for chunk in islice(chunks, 1)]
