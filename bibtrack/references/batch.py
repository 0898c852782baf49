"""Many references: streamed, in order, over one process or several."""

from collections.abc import Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from itertools import islice

from bibtrack.references.parse import Parsed, follow_dashes, parse_citation

_CHUNK = 200


def parse_lines(lines: Iterable[str], *, language: str | None = None, jobs: int = 1) -> Iterator[Parsed]:
    """Give each line's reference, in order; `jobs` processes share the work.

    Streams: a few hundred references are held at a time, however many there are.  A dash for the
    author takes the author of the line before.
    """
    if jobs == 1:
        yield from follow_dashes(parse_citation(line, language=language) for line in lines)
    else:
        yield from follow_dashes(_shared(iter(lines), language, jobs))


def _shared(lines: Iterator[str], language: str | None, jobs: int) -> Iterator[Parsed]:
    chunks = iter(lambda: list(islice(lines, _CHUNK)), [])
    work = partial(_parse_chunk, language=language)
    with ProcessPoolExecutor(jobs) as pool:
        waiting = [pool.submit(work, chunk) for chunk in islice(chunks, jobs * 2)]
        while waiting:
            yield from waiting.pop(0).result()
            waiting += [pool.submit(work, chunk) for chunk in islice(chunks, 1)]


def _parse_chunk(lines: list[str], language: str | None) -> list[Parsed]:
    return [parse_citation(line, language=language) for line in lines]
