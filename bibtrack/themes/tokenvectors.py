"""The embedding model of the extra `embedding`: the token vectors that the package WordLlama ships.

The only module that knows the package, which is imported when a model is asked for and never asks a network.
"""

import logging
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np

from bibtrack.errors import InputError
from bibtrack.themes.embedding import Matrix, Vectors

#: So many characters of a text are read; what it is about has been said by then.
LONGEST = 20_000


def load() -> Vectors:
    """Give the model; raises InputError without the extra, and where its files are not all there."""
    with _logging_as_it_was():
        try:
            import wordllama
        except ImportError as error:
            raise InputError(
                "likeness by embedding needs the extra `embedding`; install it with: pip install 'bibtrack[embedding]'"
            ) from error
    # The package looks for its tokenizer in a folder of another name than it ships and would download it;
    # as the cache it finds its own folder.
    folder = Path(str(wordllama.__file__)).parent
    try:
        model = wordllama.WordLlama.load(cache_dir=folder, disable_download=True)
    except (FileNotFoundError, AttributeError) as error:
        raise InputError(
            "likeness by embedding: the package wordllama lacks its vectors or is not of version 0.4;"
            " install it again with: pip install --force-reinstall 'wordllama>=0.4,<0.5'"
        ) from error
    return lambda texts: _embedded(model, texts)


def _embedded(model: Any, texts: Sequence[str]) -> Matrix:
    # One by one: a batch is padded to its longest text, which takes more memory than it saves time.
    rows = [np.asarray(model.embed(text[:LONGEST])[0], dtype=np.float32) for text in texts]
    return np.vstack(rows)


@contextmanager
def _logging_as_it_was() -> Iterator[None]:
    """Undo what WordLlama does to the root logger when it is imported."""
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    try:
        yield
    finally:
        root.handlers[:], root.level = handlers, level
        logging.getLogger("wordllama").setLevel(logging.WARNING)
