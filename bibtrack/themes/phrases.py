"""The phrases of all rules in one tree, so that a text is read once however many rules there are.

Each distinct pattern (a word, a start of words, a word family) has a number, and a phrase is a path
of such numbers.  Which patterns a word answers is worked out once and remembered; reading a text is
then looking numbers up, so the cost hardly grows with the number of rules.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
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
    """A place in the tree: the slots of the phrase that ends here, and where the next pattern leads."""

    __slots__ = ("longer", "slots")

    def __init__(self) -> None:
        self.slots: tuple[int, ...] = ()
        self.longer: dict[int, _Node] = {}


#: What a word is to the tree: slots that it fills, patterns that go on from it, patterns that it
#: answers, and the beginnings of longer phrases.
_Known = tuple[tuple[int, ...], frozenset[int], tuple[int, ...], tuple[_Node, ...]]
# One object for all words that are nothing to the tree keeps most of the memory out of the way.
_NOTHING: tuple[_Known, ...] = (((), frozenset(), (), ()),)
#: Where the phrases of each slot stand in a text, in order; a slot of which none does is not there.
Filled = defaultdict[int, list[Hit]]


class Phrases(dict[str, tuple[_Known, ...]]):
    """Distinct phrases in a tree, found in a text; the dictionary remembers runs of characters.

    A slot is a number under which the caller wants to hear of some phrases: a group of a rule.
    """

    def __init__(self) -> None:
        """Begin without any phrase."""
        self._root = _Node()
        self._patterns: dict[str, dict[str, int]] = {"word": {}, "prefix": {}, "stem": {}}
        self._words: dict[str, _Known] = {}
        self._longest = 0

    def file(self, terms: Iterable[str], slot: int, stemmed: bool = False) -> None:
        """Let each term's phrase fill a slot; before any text is read."""
        for term in terms:
            node = self._filed(patterns_of(term, stemmed))
            if slot not in node.slots:
                node.slots = (*node.slots, slot)

    def _filed(self, phrase: Iterable[Pattern]) -> _Node:
        node = self._root
        for pattern in phrase:
            known = self._patterns[pattern.kind]
            number = known.setdefault(pattern.text, sum(map(len, self._patterns.values())))
            node = node.longer.setdefault(number, _Node())
            if pattern.kind == "prefix":
                self._longest = max(self._longest, len(pattern.text))
        return node

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
        slots = tuple(dict.fromkeys(slot for node in nodes for slot in node.slots))
        if len(self._words) >= _REMEMBERED:
            self._words.clear()
        begun = tuple(node for node in nodes if node.longer)
        onward = frozenset(number for node in begun for number in node.longer)
        known = self._words[word] = (slots, onward, answered, begun)
        return known

    def _answered(self, word: str) -> tuple[int, ...]:
        words, prefixes, stems = self._patterns["word"], self._patterns["prefix"], self._patterns["stem"]
        found = [words.get(singular(word)), stems.get(stem(word)) if stems else None]
        found += [prefixes.get(word[:length]) for length in range(1, min(len(word), self._longest) + 1)]
        return tuple(number for number in found if number is not None)

    def filled(self, text: str) -> Filled:
        """Give where the phrases of each slot stand in a text, the shorter first where several begin."""
        known = [*chain.from_iterable(map(self.__getitem__, runs(text))), *_NOTHING]
        filled: Filled = defaultdict(list)
        for at, (slots, onward, _, begun) in enumerate(known):
            if slots:
                hit = at, at + 1
                for slot in slots:
                    filled[slot].append(hit)
            if onward and not onward.isdisjoint(known[at + 1][2]):
                _longer(begun, known, at, filled)
        return filled


def _longer(begun: Sequence[_Node], known: Sequence[_Known], first: int, filled: Filled) -> None:
    """Add the longer phrases that begin at the word `first`; the last of `known` is no word."""
    nodes, at = begun, first + 1
    while nodes:
        answered = known[at][2]
        nodes = [node.longer[number] for number in answered for node in nodes if number in node.longer]
        at += 1
        for slot in {slot for node in nodes for slot in node.slots}:
            filled[slot].append((first, at))
