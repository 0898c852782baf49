"""Text → tree: `theme:bri year:2018.. NOT status:resolved (cobalt OR 钴)`.

::

    query  = branch { OR branch }          a blank means AND, which binds tighter than OR
    branch = part { [AND] part }
    part   = [NOT | -] ( term | "(" query ")" | field:"(" query ")" )
    term   = word | "phrase" | field:word | field:"phrase", each with an optional star

Operators are written in capitals; `and`, `or`, `not` in small letters are words.  The parser
keeps its own stack: 10,000 terms cost no recursion, and brackets nest 100 deep at most.
"""

from collections.abc import Mapping, Sequence

from bibtrack.filters.fields import FIELDS, Kind, nearest
from bibtrack.filters.terms import node
from bibtrack.filters.tokens import Token, TokenKind, fault, is_saved, tokenise
from bibtrack.filters.tree import Tree, conjunction, disjunction, negation

MAX_DEPTH = 100
MAX_TERMS = 20_000
MAX_SEARCHES = 5
_NO_SEARCHES: Mapping[str, str] = {}


class _Bracket:
    """An open bracket: the finished branches, the operator that waits for its right side."""

    __slots__ = ("branches", "dropped", "position", "scope", "waiting")

    def __init__(self, position: int, scope: str | None = None) -> None:
        self.position = position
        self.scope = scope
        self.branches: list[list[Tree]] = [[]]
        self.waiting: Token | None = None
        self.dropped = False

    def add(self, part: Tree | None) -> None:
        self.dropped = self.dropped or part is None
        if part is not None:
            negated = self.waiting is not None and self.waiting.kind is TokenKind.NOT
            self.branches[-1].append(negation(part) if negated else part)
        self.waiting = None

    def tree(self) -> Tree:
        return disjunction([conjunction(branch) for branch in self.branches])


def parse(text: str, searches: Mapping[str, str] = _NO_SEARCHES) -> Tree:
    """Read a query; `searches` are the saved ones by name, for `search:NAME`.

    An empty text means every source.  Raises FilterSyntaxError with the place and, where there
    is one, a suggestion.
    """
    return _Reading(searches).tree(text.replace("\0", " "), ())


def from_words(words: Sequence[str], searches: Mapping[str, str] = _NO_SEARCHES) -> Tree:
    """Read a query given as the words of a command line, from which the shell took the quotes.

    `section:but see` as one word of several is section:"but see"; see `joined`.
    """
    return parse(joined(words), searches)


def joined(words: Sequence[str]) -> str:
    """Join the words of a command line; a word that holds blanks gets back its quotation marks.

    That is so for a word without quotes, brackets and operators of its own which is one
    `field:value` of a text field, or which stands beside other words.
    """
    return " ".join(_requoted(word, len(words) > 1) for word in words)


def _requoted(word: str, several: bool) -> str:
    parts = word.split()
    if len(parts) < 2 or any(mark in word for mark in '"“”()') or {"AND", "OR", "NOT", "|"} & set(parts):
        return word
    if any(":" in part.strip(":") for part in parts[1:]):
        return word
    head, colon, value = word.partition(":")
    if colon and _is_wordy(head.lstrip("-!")):
        return f'{head}:"{value.strip()}"'
    return f'"{word}"' if several and ":" not in parts[0] else word


def _is_wordy(name: str) -> bool:
    known = FIELDS.get(name.lower())
    return known is not None and known.kind in (Kind.TEXT, Kind.CITING, Kind.NAME) and name != "key"


class _Reading:
    """One reading of a query: the saved searches it may call, and the terms it may still have."""

    __slots__ = ("left", "searches")

    def __init__(self, searches: Mapping[str, str]) -> None:
        self.searches = searches
        self.left = MAX_TERMS

    def tree(self, text: str, opened: tuple[str, ...]) -> Tree:
        """Read a text; `opened` are the saved searches that lead here."""
        stack = [_Bracket(0)]
        for token in tokenise(text):
            if token.kind is TokenKind.TERM:
                self.left -= 1
                if self.left < 0:
                    raise fault(f"a query has at most {MAX_TERMS} terms", text, token.position)
                stack[-1].add(self.term(token, text, opened, stack[-1].scope))
            else:
                _STEPS[token.kind](stack, token, text)
        return _finish(stack, text)

    def term(self, token: Token, text: str, opened: tuple[str, ...], scope: str | None) -> Tree | None:
        """Read a term, or the saved search that it names; terms of those count too."""
        if token.field is None and scope is not None:
            token = token._replace(field=scope)
        if not is_saved(token):
            return node(token, text)
        name = token.value
        if name not in self.searches:
            near = nearest(name, list(self.searches))
            hint = f"Did you mean search:{near} ?" if near else "`bibtrack search --saved` lists them."
            raise fault(f"there is no saved search {name!r}", text, token.position, hint)
        if name in opened or len(opened) == MAX_SEARCHES:
            what = "calls itself" if name in opened else f"stands more than {MAX_SEARCHES} deep"
            raise fault(f"the saved search {name!r} {what}", text, token.position)
        return self.tree(self.searches[name], (*opened, name))


def _open(stack: list[_Bracket], token: Token, text: str) -> None:
    if len(stack) > MAX_DEPTH:
        raise fault(f"brackets nest deeper than {MAX_DEPTH}", text, token.position)
    stack.append(_Bracket(token.position, token.field or stack[-1].scope))


def _close(stack: list[_Bracket], token: Token, text: str) -> None:
    if len(stack) == 1:
        raise fault("a bracket is closed that was never opened", text, token.position)
    bracket = stack.pop()
    _complete(bracket, text)
    if not any(bracket.branches) and not bracket.dropped:
        raise fault("the brackets are empty", text, bracket.position)
    stack[-1].add(bracket.tree() if any(bracket.branches) else None)


def _not(stack: list[_Bracket], token: Token, text: str) -> None:
    waiting = stack[-1].waiting
    twice = waiting is not None and waiting.kind is TokenKind.NOT
    stack[-1].waiting = None if twice else token


def _and(stack: list[_Bracket], token: Token, text: str) -> None:
    _needs_left(stack[-1], token, text)
    stack[-1].waiting = token


def _or(stack: list[_Bracket], token: Token, text: str) -> None:
    _needs_left(stack[-1], token, text)
    if stack[-1].branches[-1]:
        stack[-1].branches.append([])
    stack[-1].waiting = token


def _needs_left(bracket: _Bracket, token: Token, text: str) -> None:
    word = token.kind.upper()
    if bracket.waiting is not None or not (bracket.branches[-1] or bracket.dropped):
        hint = f'To look for the word itself, write "{word}" in quotation marks or in small letters.'
        raise fault(f"{word} has nothing before it", text, token.position, hint)


def _complete(bracket: _Bracket, text: str) -> None:
    if bracket.waiting is not None:
        word, position = bracket.waiting.kind.upper(), bracket.waiting.position
        hint = f'To look for the word itself, write "{word}" in quotation marks or in small letters.'
        raise fault(f"{word} has nothing behind it", text, position, hint)
    if len(bracket.branches) > 1 and not bracket.branches[-1]:
        bracket.branches.pop()


def _finish(stack: list[_Bracket], text: str) -> Tree:
    if len(stack) > 1:
        raise fault("a bracket is not closed", text, stack[-1].position, "Add a closing bracket.")
    _complete(stack[0], text)
    if not any(stack[0].branches) and text.strip() and not any(map(str.isalnum, text)):
        raise fault("the query holds no word to look for", text, 0)
    return stack[0].tree()


_STEPS = {
    TokenKind.OPEN: _open,
    TokenKind.CLOSE: _close,
    TokenKind.NOT: _not,
    TokenKind.AND: _and,
    TokenKind.OR: _or,
}
