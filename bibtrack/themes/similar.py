"""Texts that look like others: TF-IDF over word stems, word pairs and pairs of CJK characters.

Plain Python, offline.  Source: G. Salton and C. Buckley, "Term-weighting approaches in automatic
text retrieval", Information Processing & Management 24 (5), 1988, 513–523; the classifier is
Rocchio's centroid (SMART, 1971).
"""

import math
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from bibtrack.text import has_cjk
from bibtrack.themes.stems import stem
from bibtrack.themes.words import words_of

Vector = dict[str, float]

#: A text looks like a theme's from this part of the likeness of the theme's own middle text on.
PART = 0.5
#: A theme with fewer texts shows no likeness yet.
FEWEST = 2

_STOP = frozenset(
    "a about after against all among an and are as at be been before between both but by can case could de der des"
    " die do does during each el en et for from has have how if in into is it its la le les more most new no not of"
    " on one or other our over should some study such than that the their them then there these they this those to"
    " toward towards two under und und up upon use using versus via was we were what when where which while who why"
    " will with within without would you your review article introduction analysis approach".split()
)


def features(text: str) -> list[str]:
    """Give the features of a text: stems that carry meaning, pairs of them, pairs of CJK characters."""
    return [feature for feature, _ in _read(text)]


def _read(text: str) -> list[tuple[str, str]]:
    """Give each feature with the words that it was made of."""
    found: list[tuple[str, str]] = []
    last, printed = "", ""
    for word in words_of(text):
        if has_cjk(word):
            if last:
                found.append((last + word, last + word))
            last = printed = word
            continue
        if word in _STOP or len(word) < 2 or word.isdigit():
            last = ""
            continue
        root = stem(word)
        found.append((root, word))
        if last and not has_cjk(last):
            found.append((f"{last} {root}", f"{printed} {word}"))
        last, printed = root, word
    return found


@dataclass(frozen=True, slots=True)
class Space:
    """Texts as vectors of length 1, by the key of their text; `weights` are inverse document frequencies.

    `words` are, for each feature, the words of which it was made first, for people to read.
    """

    vectors: Mapping[int, Vector]
    weights: Mapping[str, float]
    words: Mapping[str, str]


def space(texts: Mapping[int, str]) -> Space:
    """Give the vectors of texts; features that occur in one text only are kept, their weight is highest."""
    words: dict[str, str] = {}
    counted = {key: _counted(text, words) for key, text in texts.items()}
    spread = Counter(feature for counts in counted.values() for feature in counts)
    number = len(texts)
    weights = {feature: math.log((1 + number) / (1 + seen)) + 1 for feature, seen in spread.items()}
    vectors = {
        key: _unit({feature: (1 + math.log(count)) * weights[feature] for feature, count in counts.items()})
        for key, counts in counted.items()
    }
    return Space(vectors, weights, words)


def _counted(text: str, words: dict[str, str]) -> Counter[str]:
    read = _read(text)
    for feature, printed in read:
        words.setdefault(feature, printed)
    return Counter(feature for feature, _ in read)


def _unit(vector: Vector) -> Vector:
    length = math.sqrt(sum(weight * weight for weight in vector.values()))
    return {feature: weight / length for feature, weight in vector.items()} if length else {}


def centroid(vectors: Iterable[Mapping[str, float]]) -> Vector:
    """Give the mean direction of vectors; empty when there are none."""
    total: Vector = {}
    for vector in vectors:
        for feature, weight in vector.items():
            total[feature] = total.get(feature, 0.0) + weight
    return _unit(total)


def among(vectors: Sequence[Mapping[str, float]]) -> list[float]:
    """Give, of each unit vector, its cosine with the middle of the others: none speaks for itself."""
    total: Vector = {}
    for vector in vectors:
        for feature, weight in vector.items():
            total[feature] = total.get(feature, 0.0) + weight
    square = sum(weight * weight for weight in total.values())
    found = []
    for vector in vectors:
        product = sum(weight * total[feature] for feature, weight in vector.items())
        rest = square - 2 * product + 1
        found.append((product - 1) / math.sqrt(rest) if vector and rest > 1e-9 else 0.0)
    return found


def cosine(one: Mapping[str, float], other: Mapping[str, float]) -> float:
    """Give the cosine of two unit vectors, 0 to 1."""
    small, large = (one, other) if len(one) < len(other) else (other, one)
    return sum(weight * large[feature] for feature, weight in small.items() if feature in large)


def likeness(space_: Space, members: Iterable[int]) -> dict[int, float]:
    """Give, of every text, its cosine with the middle of the members, 0 to 1; of a member, with the middle of the others."""
    own = [key for key in members if key in space_.vectors]
    middle = centroid(space_.vectors[key] for key in own)
    scores = {key: cosine(vector, middle) for key, vector in space_.vectors.items()}
    return scores | dict(zip(own, among([space_.vectors[key] for key in own]), strict=True))


def averaged(one: Mapping[int, float], other: Mapping[int, float]) -> dict[int, float]:
    """Give the mean of two likenesses of the same texts."""
    return {key: (score + other[key]) / 2 for key, score in one.items()}


def lookalikes(
    scores: Mapping[int, float], members: Collection[int], closed: Collection[int] = ()
) -> list[tuple[float, int]]:
    """Give (score, key) of texts that look like the members, best first; none for fewer than `FEWEST` members.

    Texts in `closed` and those that have nothing of the members are left out.
    """
    own = sorted(scores[key] for key in members if key in scores)
    if len(own) < FEWEST:
        return []
    bar = PART * own[len(own) // 2]
    found = [
        (score, key)
        for key, score in scores.items()
        if key not in members and key not in closed and score > 0 and score >= bar
    ]
    return sorted(found, key=lambda entry: (-entry[0], entry[1]))


def shared(one: Mapping[str, float], other: Mapping[str, float], most: int = 5) -> list[str]:
    """Give the features that make two vectors alike, the weightiest first."""
    common = {feature: weight * other[feature] for feature, weight in one.items() if feature in other}
    return sorted(common, key=lambda feature: (-common[feature], feature))[:most]


def telling(
    space_: Space, members: Sequence[int], most: int = 25, least: int = 2
) -> list[tuple[str, int, int]]:
    """Give features that tell members from the others: (feature, members that have it, others that have it).

    Ranked by the signed log-likelihood ratio (T. Dunning, Computational Linguistics 19 (1), 1993).
    """
    inside = Counter(f for key in members for f in space_.vectors.get(key, ()))
    every = Counter(f for vector in space_.vectors.values() for f in vector)
    here, rest = len(members), len(space_.vectors) - len(members)
    scored = []
    for feature, count in inside.items():
        other = every[feature] - count
        if count >= least and rest and count / here > other / rest:
            scored.append((_likelihood(count, other, here, rest), feature, count, other))
    scored.sort(key=lambda entry: (-entry[0], entry[1]))
    return [(feature, count, other) for _, feature, count, other in scored[:most]]


def _likelihood(count: int, other: int, here: int, rest: int) -> float:
    share = (count + other) / (here + rest)
    expected = (here * share, rest * share)
    return 2 * sum(
        seen * math.log(seen / mean) for seen, mean in zip((count, other), expected, strict=True) if seen
    )
