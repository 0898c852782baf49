"""The choice among rival labellings of a string by their outlines, where the chain is in doubt.

A log-linear model over whole labellings, after the reranking of Collins and Koo 2005; its weights are
learned from the rivals of strings that the chain had not been trained on.
"""

import math
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from bibtrack.references import outlines
from bibtrack.references.chain import Chain, Floats, tokens_of
from bibtrack.references.places import COLUMNS
from bibtrack.references.rivals import Ways, rivals, steps_of, ways
from bibtrack.references.sight import Eyes, Sight
from bibtrack.references.tables import Named
from bibtrack.references.tokens import Claim
from bibtrack.references.usage import Usage
from bibtrack.references.views import Lore, View

#: Longer strings are left as they are.
LONGEST = 150
#: Orders of fields, and other groups of features, whose sums are kept.
_KEPT, _KEPT_GROUPS = 20_000, 60_000
_AUTHOR = "author"
_QUOTE = list(COLUMNS).index("quote")


class Limits(NamedTuple):
    """A string is in doubt when some token has no label as likely as `sure`; of its rivals through labels no rarer
    than `rare` the `most` likely are weighed, none whose chance is less than `share` of that of the first.  One that
    has other authors counts as less likely by `authors` (a logarithm): these the chain knows better, and outlines
    were learned from few ways to print them.
    """

    sure: float
    most: int
    share: float
    authors: float
    rare: float


#: What is weighed in use, and to learn from.
USE, LEARN = Limits(0.8, 6, 0.05, 2.0, 0.02), Limits(2.0, 8, 1e-9, 0.0, 0.002)


class Paths(NamedTuple):
    """What the chain says of a batch: the labels of its best paths, the marginals and the scores of all labels."""

    labels: NDArray[np.intp]
    chances: Floats
    emissions: Floats


class Candidate(NamedTuple):
    """One labelling: the labels' numbers, the logarithm of how likely it is (no common zero), marks of its rank."""

    labels: bytes
    likely: float
    marks: tuple[str, ...]


class Choice:
    """The weights of outlines' features; `trust` is that of the chain's own score."""

    def __init__(
        self,
        weights: Mapping[str, float] | Named,
        trust: float,
        chain: Chain,
        names: Sequence[str],
        usage: Usage,
    ) -> None:
        self._weights, self._trust, self._usage = weights, trust, usage
        self._steps, self._names = steps_of(chain), names
        #: From the number of a label to that of its name, of its field, and whether it is an author's.
        self._name = _table([names.index(name) for name in names])
        self._field = outlines.fields_by_label(names)
        self._author = _table([name == _AUTHOR for name in names])
        self._lore: Lore | None = None
        self._orders: dict[tuple[str, ...], float] = {}
        self._groups: dict[outlines.Group, float] = {}

    def settle(
        self,
        paths: Paths,
        sight: Sight,
        eyes: Eyes,
        claims: Sequence[tuple[Claim, ...]],
    ) -> None:
        """Change the labels of strings in doubt where a rival's outline is the better one."""
        if not self._weights:
            return
        for number, view, candidates in self.doubtful(paths, sight, eyes, claims):
            first, stop = sight.offsets[number], sight.offsets[number + 1]
            paths.labels[first:stop] = np.frombuffer(self._best(view, candidates).labels, np.uint8)

    def doubtful(
        self,
        paths: Paths,
        sight: Sight,
        eyes: Eyes,
        claims: Sequence[tuple[Claim, ...]],
        limits: Limits = USE,
    ) -> Iterator[tuple[int, View, list[Candidate]]]:
        """Give the number of each string in doubt, its view and the labellings to choose from, two at least."""
        sizes = np.diff(sight.offsets)
        full = np.flatnonzero(sizes)
        least = np.minimum.reduceat(paths.chances.max(axis=1), sight.offsets[:-1][full])
        chosen = full[(least < limits.sure) & (sizes[full] <= LONGEST)]
        if not len(chosen):
            return
        tokens, edges = tokens_of(chosen, sight.offsets)
        known = ways(paths.emissions[tokens], paths.chances[tokens], self._steps, limits.rare)
        labels = paths.labels[tokens].astype(np.uint8).tobytes()
        for number, (first, stop) in zip(chosen.tolist(), pairwise(edges.tolist()), strict=True):
            found = self._candidates(known, first, stop, labels[first:stop], limits)
            if len(found) > 1:
                part = slice(int(sight.offsets[number]), int(sight.offsets[number + 1]))
                yield number, self._view(sight, eyes, part, claims[number]), found

    def _candidates(
        self, known: Ways, first: int, stop: int, settled: bytes, limits: Limits
    ) -> list[Candidate]:
        """Give the labellings of the tokens from `first` on, likeliest first; `settled` is among them."""
        pool: dict[bytes, list[tuple[bytes, float]]] = {}
        for rival in rivals(known, first, stop, self._steps, limits.most):
            pool.setdefault(rival.labels.translate(self._name), []).append(rival)
        mine = settled.translate(self._name)
        merged = {
            plain: (paths[0][0], _together([score for _, score in paths])) for plain, paths in pool.items()
        }
        least = min((score for _, score in merged.values()), default=0.0)
        merged.setdefault(mine, (settled, least))
        top = max(score for _, score in merged.values())
        edge = math.log(limits.share)
        authors = settled.translate(self._author)
        found = []
        for rank, (plain, (labels, score)) in enumerate(merged.items()):
            less = limits.authors if labels.translate(self._author) != authors else 0.0
            likely = score - top - less
            if plain == mine:
                found.append(Candidate(labels, likely, (f"rank{min(rank, 3)}", "once")))
            elif rank < limits.most and likely > edge:
                found.append(Candidate(labels, likely, (f"rank{min(rank, 3)}",)))
        return found

    def fields(self, candidate: Candidate) -> list[outlines.Field]:
        """Give the fields of a labelling, in order."""
        return outlines.fields(candidate.labels.translate(self._field.numbers), self._field.names)

    def features(self, view: View, candidate: Candidate) -> list[str]:
        """Give all that tells of a labelling, but for how likely it is."""
        return [
            *outlines.features(view, [self._names[label] for label in candidate.labels]),
            *candidate.marks,
        ]

    def _best(self, view: View, candidates: Sequence[Candidate]) -> Candidate:
        scores = self._scores(view, candidates)
        return candidates[scores.index(max(scores))]

    def _scores(self, view: View, candidates: Sequence[Candidate]) -> list[float]:
        """Give how good each labelling is, but for the fields that all of them have."""
        fields = [self.fields(candidate) for candidate in candidates]
        known = dict.fromkeys(set(fields[0]).intersection(*fields[1:]), 0.0)
        scores = []
        for candidate, own in zip(candidates, fields, strict=True):
            score = self._trust * candidate.likely + self._of_outline(view, own, candidate.marks)
            for field in own:
                found = known.get(field)
                if found is None:
                    found = known[field] = self._of_groups(outlines.of_field(view, field))
                score += found
            scores.append(score)
        return scores

    def _of_outline(self, view: View, fields: Sequence[outlines.Field], marks: Sequence[str]) -> float:
        return (
            self._sum(marks)
            + self._of_order(tuple([field.label for field in fields]))
            + self._of_groups(outlines.of_marks(view, fields))
            + self._of_groups(outlines.of_rest(view, fields))
        )

    def _of_groups(self, groups: Sequence[outlines.Group]) -> float:
        kept = self._groups
        total = 0.0
        for group in groups:
            found = kept.get(group)
            if found is None:
                if len(kept) >= _KEPT_GROUPS:
                    kept.clear()
                found = kept[group] = self._sum(group[0](*group[1:]))
            total += found
        return total

    def _of_order(self, names: tuple[str, ...]) -> float:
        found = self._orders.get(names)
        if found is None:
            if len(self._orders) >= _KEPT:
                self._orders.clear()
            found = self._orders[names] = self._of_groups(outlines.of_order(names))
        return found

    def _sum(self, features: Iterable[str]) -> float:
        weight: Callable[[str, float], float] = self._weights.get
        return sum([weight(feature, 0.0) for feature in features])

    def _view(self, sight: Sight, eyes: Eyes, part: slice, claims: Sequence[Claim]) -> View:
        texts = eyes.gaps.texts
        gaps = [texts[row] for row in sight.before[part].tolist()]
        gaps.append(texts[sight.after[part.stop - 1]])
        kinds = {}
        if claims:
            at = {start: n for n, start in enumerate(sight.starts[part].tolist())}
            kinds = {at[claim.start]: claim.kind for claim in claims if claim.start in at}
        if self._lore is None or self._lore.lexicon is not eyes.words.lexicon:
            self._lore = Lore(eyes.words.lexicon, self._usage)
        return View(
            sight.texts[part], gaps, sight.places.segment[part].tolist(), sight.places.columns[part, _QUOTE].tolist(),
            kinds, self._lore,
        )  # fmt: skip


def _table(numbers: Sequence[int]) -> bytes:
    """Give a table for `bytes.translate`."""
    return bytes(numbers).ljust(256)


def _together(scores: Sequence[float]) -> float:
    """Give the logarithm of the sum of chances, from their logarithms."""
    total = scores[0]
    for score in scores[1:]:
        total = max(total, score) + math.log1p(math.exp(-abs(total - score)))
    return total
