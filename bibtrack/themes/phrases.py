"""The phrases of all rules in one tree, so that a text is read once however many rules there are.

Each distinct pattern (a word, a start of words, a word family) has a number, and a phrase is a path
of such numbers.  Which patterns a word answers is worked out once and remembered; reading a text is
then looking numbers up, so the cost hardly grows with the number of rules.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain

from bibtrack.themes.stems import singular, stem
from bibtrack.themes.words import Pattern, cut, patterns_of, runs

#: (first word, word after the last), as positions in a text's words.
Hit = tuple[int, int]
#: Runs of characters, and words, of which the answer is remembered.
_REMEMBERED = 200_000
#: The longest run that is: what is longer is Chinese or an address, which does not come again.
_LONGEST = 40


class _Node:
    """A place in the tree: the phrase that ends here, if one does, and where the next pattern leads."""

    __slots__ = ("longer", "number")

    def __init__(self) -> None:
        self.number: int | None = None
        self.longer: dict[int, _Node] = {}


#: What a word is to the tree: phrases that it is, beginnings of longer ones, patterns that it answers.
_Known = tuple[tuple[int, ...], tuple[_Node, ...], tuple[int, ...]]
# One object for all words that are nothing to the tree keeps most of the memory out of the way.
_NOTHING: tuple[_Known, ...] = (((), (), ()),)
#: Phrases found: first word, word after the last, numbers.
Found = tuple[int, int, tuple[int, ...]]


class Phrases(dict[str, tuple[_Known, ...]]):
    """Distinct phrases by number, found in a text; the dictionary remembers runs of characters."""

    def __init__(self) -> None:
        """Begin without any phrase."""
        self._root = _Node()
        self._patterns: dict[str, dict[str, int]] = {"word": {}, "prefix": {}, "stem": {}}
        self._words: dict[str, _Known] = {}
        self._longest = 0
        #: The number of distinct phrases; they are numbered from 0.
        self.count = 0

    def file(self, terms: Iterable[str], stemmed: bool = False) -> tuple[int, ...]:
        """Give the number of each term's phrase, filing those that are new; before any text is read."""
        return tuple(self._filed(patterns_of(term, stemmed)) for term in terms)

    def _filed(self, phrase: Iterable[Pattern]) -> int:
        node = self._root
        for pattern in phrase:
            known = self._patterns[pattern.kind]
            number = known.setdefault(pattern.text, sum(map(len, self._patterns.values())))
            node = node.longer.setdefault(number, _Node())
            if pattern.kind == "prefix":
                self._longest = max(self._longest, len(pattern.text))
        if node.number is None:
            node.number = self.count
            self.count += 1
        return node.number

    def __missing__(self, run: str) -> tuple[_Known, ...]:
        """Work out what the words of a run are to the tree, and remember it."""
        known = tuple(self._words.get(word) or self._learnt(word) for word in cut(run))
        known = _NOTHING if known == _NOTHING else known
        if len(run) <= _LONGEST:
            if len(self) >= _REMEMBERED:
                self.clear()
            self[run] = known
        return known

    def _learnt(self, word: str) -> _Known:
        answered = self._answered(word)
        if not answered:
            return _NOTHING[0]
        nodes = [self._root.longer[number] for number in answered if number in self._root.longer]
        whole = tuple(node.number for node in nodes if node.number is not None)
        if len(self._words) >= _REMEMBERED:
            self._words.clear()
        known = self._words[word] = (whole, tuple(node for node in nodes if node.longer), answered)
        return known

    def _answered(self, word: str) -> tuple[int, ...]:
        words, prefixes, stems = self._patterns["word"], self._patterns["prefix"], self._patterns["stem"]
        found = [words.get(singular(word)), stems.get(stem(word)) if stems else None]
        found += [prefixes.get(word[:length]) for length in range(1, min(len(word), self._longest) + 1)]
        return tuple(number for number in found if number is not None)

    def found(self, text: str) -> list[Found]:
        """Give the phrases that stand in a text, those of one word first where they stand."""
        known = [*chain.from_iterable(map(self.__getitem__, runs(text))), *_NOTHING]
        found: list[Found] = []
        for at, (whole, begun, _) in enumerate(known):
            if whole:
                found.append((at, at + 1, whole))
            if begun and known[at + 1][2]:
                found += _longer(begun, known, at)
        return found


def _longer(begun: Sequence[_Node], known: Sequence[_Known], first: int) -> Iterator[Found]:
    """Give the longer phrases that begin at the word `first`; the last of `known` is no word."""
    nodes, at = begun, first + 1
    while nodes:
        answered = known[at][2]
        nodes = [node.longer[number] for number in answered for node in nodes if number in node.longer]
        at += 1
        numbers = tuple(node.number for node in nodes if node.number is not None)
        if numbers:
            yield first, at, numbers
