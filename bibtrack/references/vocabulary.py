"""New words as the model knows them: the numbers of their facts, and their codes.

What a word tells is defined in `words.facts` and `pairs.word_codes`; words of letters, which are most
of the new ones in a list of references, are looked up here without making their facts first.
"""

from collections.abc import Sequence
from zlib import crc32

from bibtrack.references.keywords import CLASS_OF
from bibtrack.references.pairs import word_codes
from bibtrack.references.words import Words, full_form, is_roman

#: Shapes of words, and the form in full of those that are of ASCII letters only; "" where it differs from word to word.
_FULL = {"Xx": "Xx", "xx": "x", "XX3": "X", "XX4": "X", "XxX": "", "xX": "", "X.X": ""}
#: How much of a word is looked at, and the greatest size that is told from others.
_WORD, _SIZE = 30, 12
_NONE = (-1, -1, -1)


class Vocabulary:
    """The facts of words that have weights, by number; every other fact has the number -1."""

    def __init__(self, names: Sequence[str]) -> None:
        self._number = {name: number for number, name in enumerate(names)}
        self._whole = {name[2:]: number for name, number in self._number.items() if name[:2] == "w="}
        self._begins, self._ends = self._beginnings(), self._endings()
        #: By shape: the numbers of shape and full form, and the code of the shape.
        self._forms = {form: self._form(form, full) for form, full in _FULL.items()}
        self._cues = {cue: (self._number.get(f"c={cue}", -1), word_codes(("s=", f"c={cue}"))[1]) for cue in {"-", *CLASS_OF.values()}}  # fmt: skip
        self._sizes = [self._number.get(f"n={size}", -1) for size in range(_SIZE + 1)]
        self._classes: dict[str, tuple[int, ...]] = {}

    def _beginnings(self) -> dict[str, tuple[int, ...]]:
        """Give the numbers of what three letters tell at the beginning of a word, and of what two do."""
        number = self._number
        texts = [name[2:] for name in number if name[:2] == "3="]
        found: dict[str, tuple[int, ...]] = {
            text: (number.get(f"2={text[:2]}", -1), number[f"3={text}"]) for text in texts
        }
        return found | {name[2:]: (n, -1) for name, n in number.items() if name[:2] == "2="}

    def _endings(self) -> dict[str, tuple[int, ...]]:
        """Give the numbers of what four, three and two letters tell at the end of a word."""
        get = self._number.get
        found: dict[str, tuple[int, ...]] = {}
        for name, number in self._number.items():
            if name[0] != "-":
                continue
            text = name[3:]
            last = get("-2=" + text[-2:], -1)
            if len(text) < 4:
                found[text] = (last, number if len(text) == 3 else -1, -1)
            else:
                found[text] = (last, get("-3=" + text[-3:], -1), number)
        return found

    def _form(self, form: str, full: str) -> tuple[int, int, int]:
        shape = f"s={form}"
        return self._number.get(shape, -1), self._number.get(f"f={full}", -1), word_codes((shape, "c=-"))[0]

    def _numbers(self, facts: Sequence[str]) -> tuple[int, ...]:
        return tuple([self._number.get(fact, -1) for fact in facts])

    def _of_classes(self, known_as: str) -> tuple[int, ...]:
        found = self._classes.get(known_as)
        if found is None:
            found = self._numbers((f"l={known_as}", *(f"l:{part}" for part in known_as)))
            self._classes[known_as] = found
        return found

    def look_up(self, words: Words, first: int) -> tuple[list[int], list[int], list[int]]:
        """Give of the rows of words from `first` on the numbers of their facts, how many each has, three codes of each."""
        numbers: list[int] = []
        counts: list[int] = []
        codes: list[int] = []
        whole, begins, ends = self._whole.get, self._begins.get, self._ends.get
        forms, cues, sizes, class_of = self._forms, self._cues, self._sizes, words.lexicon.get
        rows = zip(words.texts[first:], words.forms[first:], strict=True)
        for row, (text, form) in enumerate(rows, first):
            word = text.lower()
            size = len(word)
            if form not in forms or size < 3:
                facts = words.facts_of(row)
                found: Sequence[int] = self._numbers(facts)
                codes += word_codes(facts)
            else:
                shape, full, code = forms[form]
                cue, of_cue = cues[CLASS_OF.get(word, "-")]
                kept = word if size <= _WORD else word[:_WORD]
                if not _FULL[form] or not text.isalpha() or (form[:2] == "XX" and not text.isascii()):
                    full = self._number.get(f"f={full_form(text)}", -1)
                ended = (ends(word[-4:]) if size > 4 else None) or (ends(word[-3:]) if size > 3 else None) or ends(word[-2:], _NONE)  # fmt: skip
                found = [
                    shape, cue, whole(kept, -1), full, sizes[size if size < _SIZE else _SIZE],
                    *(begins(word[:3]) or begins(word[:2], _NONE[:2])), *(ended if size > 4 else ended[: size - 2]),
                ]  # fmt: skip
                if form != "Xx" and is_roman(text):
                    found.append(self._number.get("roman", -1))
                known_as = class_of(word)
                if known_as:
                    found += self._of_classes(known_as)
                codes += (code, of_cue, crc32(b"w" + kept.encode()))
            numbers += found
            counts.append(len(found))
        return numbers, counts, codes
