"""Several questions under way at once, answers in the order in which they come."""

from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from typing import TypeVar

Item = TypeVar("Item")
Result = TypeVar("Result")


def concurrently(
    function: Callable[[Item], Result], items: Iterable[Item], workers: int
) -> Iterator[tuple[Item, Result]]:
    """Give (item, result) as the results come in; few are under way, so that an end loses little.

    `workers` 0 asks in the caller's thread, one after the other.
    """
    if workers == 0:
        yield from ((item, function(item)) for item in items)
        return
    source = iter(items)
    pool = ThreadPoolExecutor(max_workers=workers)
    running: dict[Future[Result], Item] = {}
    try:
        while True:
            while len(running) <= workers:
                try:
                    item = next(source)
                except StopIteration:
                    break
                running[pool.submit(function, item)] = item
            if not running:
                return
            done, _ = wait(running, return_when=FIRST_COMPLETED)
            for future in done:
                yield running.pop(future), future.result()
    finally:
        pool.shutdown(wait=False, cancel_futures=True)
