"""What is looked at of a string to judge its labellings: its words, gaps, segments and quotation marks."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from bibtrack.references.keywords import CLASS_OF
from bibtrack.references.usage import Odds, Sums, Usage
from bibtrack.references.words import LONGEST_KEPT, shape

#: The gap that tells nothing.
BLANK = "_"
#: Words whose looks are kept.
_KEPT = 1 << 15


class Look(NamedTuple):
    """A word by itself: in small letters, its shape and the first letter of that, its cue, its classes of the lexicon.

    `name` is its shape where that says more than the word; `odds` are those of `usage`.
    """

    word: str
    shape: str
    form: str
    cue: str | None
    classes: str
    name: str
    odds: Odds | None


class Lore(dict[str, Look]):
    """What is known of words: the lexicon, word → classes, and how usual they are in which field.

    Word as printed → what is seen of it; kept, as most words come again.
    """

    def __init__(self, lexicon: Mapping[str, str], usage: Usage) -> None:
        super().__init__()
        self.lexicon, self.usage = lexicon, usage

    def __missing__(self, text: str) -> Look:
        if len(self) >= _KEPT:
            self.clear()
        found = self.look(text, shape(text))
        if len(text) <= LONGEST_KEPT:
            self[text] = found
        return found

    def look(self, text: str, form: str) -> Look:
        """Give what is seen of a word of this shape."""
        word, mark = text.lower(), form[0]
        return Look(
            word, form, mark, CLASS_OF.get(word), self.lexicon.get(word, ""), form if mark in "drY" else word,
            self.usage.odds(word) if mark in "Xxc" else None,
        )  # fmt: skip


class View:
    """What is looked at of a string: by token its word, shape, cue, classes of the lexicon, gaps, segment, quotes.

    `kinds` gives the claim that made a token, where one did; `quotes` the column "quote" of its places.
    """

    def __init__(
        self,
        texts: Sequence[str],
        gaps: Sequence[str],
        segments: Sequence[int],
        quotes: Sequence[int],
        kinds: Mapping[int, str],
        lore: Lore,
    ) -> None:
        looks = [lore[text] for text in texts]
        for n, kind in kinds.items():
            looks[n] = lore.look(texts[n], kind)
        #: `forms` are the first letters of the shapes.
        self.words, self.shapes, forms, self.cues, self.classes, self.names, odds = zip(*looks, strict=True)
        self.forms = "".join(forms)
        self.gaps, self.segments = gaps, segments
        self.quoted = [quote >= 6 for quote in quotes]
        self.quotations = max([quote % 6 // 2 for quote in quotes])
        #: The gaps that are more than a blank, by the word that follows.
        self._marks = {n: gap for n, gap in enumerate(gaps) if gap != BLANK}
        self._within: dict[tuple[int, int], list[str]] = {}
        self._usage = lore.usage
        self._wholes: dict[tuple[int, int], str] = {}
        self.usage = Sums(odds)

    def whole(self, first: int, last: int) -> str:
        """Give the classes in which the words are a known name."""
        known = self._wholes.get((first, last))
        if known is None:
            known = self._wholes[first, last] = self._usage.whole(self.words[first : last + 1])
        return known

    def within(self, first: int, last: int) -> list[str]:
        """Give the gaps between the words that are more than a blank, in order."""
        known = self._within.get((first, last))
        if known is None:
            known = [gap for n, gap in self._marks.items() if first < n <= last]
            self._within[first, last] = known
        return known

    def last_mark(self, first: int, last: int) -> int:
        """Give the word that the last of these gaps stands before, 0 where there is none."""
        for n in range(last, first, -1):
            if n in self._marks:
                return n
        return 0

    def casing(self, first: int, last: int) -> str:
        """Tell whether the words are mostly small, mixed or mostly begin with a capital."""
        small, large = self.shapes[first : last + 1].count("xx"), self.forms.count("X", first, last + 1)
        return "l" if small > large else "m" if small * 4 > large else "u"
