"""Walking through the review queue in the terminal, one source at a time."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import click

from bibtrack.cli import render
from bibtrack.cli.review_card import ABREAST, card

if TYPE_CHECKING:
    from bibtrack.settings import Settings
    from bibtrack.store.engine import Library
    from bibtrack.store.reviewing import Dossier

KEYS = """\
  1, 2, 3…  this record is the work          d  paste a DOI
  n  more records                            w  search again with other words
  s  skip, decide later                      x  it has no DOI, and that is right
  r  none of these records                   u  undo the last decision
  q  quit; everything decided is kept        ?  these keys"""


@dataclass(slots=True)
class Walk:
    """One walk: `steps` are what was kept so far, newest last: the citekey decided, or None for a search."""

    library: Library
    settings: Settings
    steps: list[str | None] = field(default_factory=list)

    @property
    def decided(self) -> list[str]:
        """The citekeys decided so far, newest last."""
        return [key for key in self.steps if key is not None]

    def all(self, ids: list[int] | None) -> None:
        """Show each waiting source and do what the person says; ends at the end, on `q`, or without input."""
        from bibtrack import review

        keys = [file.source.citekey for file in review.waiting(self.library, ids)]
        if keys:
            render.say(KEYS)
        at = 0
        while 0 <= at < len(keys):
            step = self.one(keys[at], f"{at + 1} of {len(keys)}")
            if step is None:
                break
            at = max(0, at + step)
        left = len(review.waiting(self.library, ids))
        undo = "; `bibtrack undo` takes the last decision back" if self.decided else ""
        render.say(
            f"{len(self.decided)} decided, {left} still wait{undo}" if keys else "nothing waits for you"
        )

    def one(self, key: str, place: str) -> int | None:
        """Decide one source: 1 goes on, -1 goes back, None ends the walk."""
        from bibtrack import review

        file, first = review.dossier(self.library, key), 0
        render.write(f"\n{place}  " + card(file, first))
        while True:
            answer = self.ask(key, len(file.offers))
            if answer == "n":
                first = first + ABREAST if first + ABREAST < len(file.offers) else 0
                render.write(card(file, first))
                continue
            if answer == "w":
                file, first = self.search(key, file), 0
                continue
            step = self.act(answer, file)
            if step != 0:
                return step

    def ask(self, key: str, offers: int) -> str:
        """Ask for a key; the end of the input counts as quitting."""
        numbers = {0: "no record", 1: "1"}.get(offers, f"1-{offers}")
        told = f"{key}: {numbers}, or n w d x r s u q (? explains)"
        try:
            return str(click.prompt(told, err=True)).strip().lower()
        except (click.Abort, EOFError):
            return "q"

    def act(self, answer: str, file: Dossier) -> int | None:
        """Do what one key means: 1 goes on, -1 goes back, 0 stays, None ends the walk."""
        if answer == "q":
            return None
        if answer == "s":
            return 1
        if answer == "u":
            return self.undo()
        if answer == "?":
            render.say(KEYS)
            return 0
        return 1 if self.decide(answer, file) else 0

    def decide(self, answer: str, file: Dossier) -> bool:
        """Write a decision; False, with a sentence, when there was none to write."""
        from bibtrack import review
        from bibtrack.errors import BibtrackError

        key = file.source.citekey
        command = f"bibtrack review ({key}: {answer})"
        try:
            if answer.isdigit() and 0 < int(answer) <= len(file.offers):
                doi = file.offers[int(answer) - 1].doi or ""
                done = review.accept(self.library, self.settings, key, doi, command=command)
            elif answer == "d":
                doi = str(click.prompt("DOI", prompt_suffix=": ", err=True))
                done = review.accept(self.library, self.settings, key, doi, command=command)
            elif answer == "x":
                done = review.none(self.library, key, command=command)
            elif answer == "r":
                done = review.reject(self.library, key, command=command)
            else:
                render.say(f"{_nothing(answer, len(file.offers))}\n{KEYS}")
                return False
        except BibtrackError as error:
            render.say(str(error))
            return False
        self.steps.append(key)
        render.say(f"{key}: {done.status}; {done.reason}")
        if done.also:
            render.say(
                f"{', '.join(done.also)} carries this DOI too; `bibtrack merge {key} {done.also[0]}` joins them"
            )
        return True

    def search(self, key: str, file: Dossier) -> Dossier:
        """Ask again with other words; the dossier as it was when that fails."""
        from bibtrack import review
        from bibtrack.errors import BibtrackError

        words = str(click.prompt("search for", prompt_suffix=": ", err=True))
        known = {offer.doi for offer in file.offers}
        try:
            file = review.search(
                self.library, self.settings, key, words, command=f"bibtrack review search {key} {words}"
            )
        except BibtrackError as error:
            render.say(str(error))
            return file
        self.steps.append(None)
        render.write(card(file))
        new = [f"[{n}] {offer.doi}" for n, offer in enumerate(file.offers, 1) if offer.doi not in known]
        render.say(
            f"new: {', '.join(new)}" if new else "these words bring no record that was not there before"
        )
        return file

    def undo(self) -> int:
        """Take the walk's last decision back and go to its source; stays when there is none."""
        from bibtrack.store import undoing

        if not self.decided:
            render.say("nothing was decided in this walk yet; `bibtrack undo` takes earlier commands back")
            return 0
        # Searches since then were kept as well, and what came last goes first.
        count = 1
        while self.steps[-count] is None:
            count += 1
        undoing.undo(self.library, count, command="bibtrack review (undo)")
        render.say(f"{self.steps[-count]}: taken back")
        del self.steps[-count:]
        return -1


def _nothing(answer: str, offers: int) -> str:
    """Say why a key cannot be taken."""
    if not answer.isdigit():
        return f"{answer!r} means nothing here"
    return f"there is no record {answer}" + (
        f", they go from 1 to {offers}" if offers else "; none was offered"
    )
