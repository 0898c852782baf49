"""Running text under construction: white space folded, marks kept at their place, sections tracked."""

import re
from dataclasses import replace

from bibtrack.values.document import Mark, Paragraph

_BLANKS = re.compile(r"\s+")


class Flow:
    """The text of one paragraph as it grows; `add` folds white space, `mark` notes a place."""

    def __init__(self) -> None:
        """Start empty."""
        self._pieces: list[str] = []
        self._length = 0
        self._blank = True
        self.marks: list[Mark] = []

    def add(self, text: str) -> None:
        """Append text; runs of white space become one blank, none at the start."""
        folded = _BLANKS.sub(" ", text)
        if self._blank:
            folded = folded.lstrip(" ")
        if folded:
            self._pieces.append(folded)
            self._length += len(folded)
            self._blank = folded[-1] == " "

    def mark(self, label: str, target: str | None = None, *, printed: str = "") -> None:
        """Note a mark here; `printed` is its text when it is part of the paragraph."""
        start = self._length
        self.add(printed)
        self.marks.append(Mark(label, start, self._length, target))

    def unwrap(self, closing: str) -> str:
        """Drop the bracket that opened before the last marks, and give `closing` without its twin.

        A mark kept apart from the text leaves no "[]" or "()" behind.
        """
        pair = {"]": "[", ")": "("}.get(closing[:1], "")
        kept = "".join(self._pieces)
        if not pair or not self.marks or not kept.endswith(pair):
            return closing
        bare = kept[:-1].rstrip(" ") if closing[1:2] in ("", *".,;: ") else kept[:-1]
        self._pieces, self._length = [bare], len(bare)
        self._blank = not bare or bare[-1] == " "
        self.marks = [
            replace(m, start=min(m.start, self._length), stop=min(m.stop, self._length)) for m in self.marks
        ]
        return closing[1:]

    def paragraph(self, section: tuple[str, ...] = (), level: int | None = None) -> Paragraph | None:
        """Give the finished paragraph, or None when there is neither text nor mark."""
        text = "".join(self._pieces).rstrip(" ")
        if not text and not self.marks:
            return None
        end = len(text)
        marks = tuple(replace(m, start=min(m.start, end), stop=min(m.stop, end)) for m in self.marks)
        return Paragraph(text, section, marks, heading_level=level)

    @property
    def text(self) -> str:
        """The text so far, trimmed."""
        return "".join(self._pieces).strip(" ")


class Outline:
    """Finished paragraphs in order, and the path of headings that the next one stands under."""

    def __init__(self) -> None:
        """Start without paragraph or heading."""
        self.paragraphs: list[Paragraph] = []
        self._path: list[tuple[int, str]] = []

    @property
    def section(self) -> tuple[str, ...]:
        """The headings above the next paragraph, outermost first."""
        return tuple(title for _, title in self._path)

    def close(self, flow: Flow, level: int | None = None) -> Flow:
        """Take a finished paragraph in, and give an empty one; a heading opens its section."""
        if level is not None and flow.text:
            self._path = [(other, title) for other, title in self._path if other < level] + [
                (level, flow.text)
            ]
        made = flow.paragraph(self.section, level if flow.text else None)
        if made is not None:
            self.paragraphs.append(made)
        return Flow()
