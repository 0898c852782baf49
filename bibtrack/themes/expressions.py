"""Regular expressions of rules, bounded: shape checked when loaded, time limited when used.

The `regex` package is used for its time limit; the standard library has none.
"""

from functools import lru_cache

import regex

from bibtrack.errors import VocabularyError

#: The longest expression a rule may have, in characters.
LONGEST = 2_000
#: Seconds that one expression may spend on one text.
SECONDS = 1.0


@lru_cache(maxsize=10_000)
def compiled(expression: str) -> regex.Pattern[str]:
    """Give the expression ready to search, without regard to case."""
    return regex.compile(expression, regex.IGNORECASE | regex.VERSION0)


def fault(expression: str) -> str | None:
    """Say why an expression cannot be a rule, or None when it can."""
    if len(expression) > LONGEST:
        return f"the expression has {len(expression)} characters; {LONGEST} is the most"
    try:
        pattern = compiled(expression)
    except regex.error as error:
        return f"the regular expression is malformed: {error}"
    except (RecursionError, OverflowError):
        return "the regular expression is nested too deeply"
    if pattern.search("") is not None:
        return "the regular expression matches the empty text, so it would match everything"
    if _nested_repeat(expression):
        return (
            "the regular expression repeats a group that repeats inside, which can take for ever; "
            "repeat only one of the two"
        )
    return None


def spans(expression: str, text: str, most: int = 20) -> list[tuple[int, int]]:
    """Give the places that an expression matches, at most `most`.

    Raises VocabularyError when the expression takes longer than `SECONDS` on this text.
    """
    found: list[tuple[int, int]] = []
    try:
        for match in compiled(expression).finditer(text, timeout=SECONDS):
            if match.end() > match.start():
                found.append((match.start(), match.end()))
            if len(found) == most:
                break
    except TimeoutError:
        raise VocabularyError(
            f"the regular expression {expression!r} takes more than {SECONDS:g} s on one text; simplify it"
        ) from None
    return found


def _nested_repeat(expression: str) -> bool:
    """Tell whether a group that is repeated without end holds a repeat without end or a choice of it."""
    open_groups: list[bool] = []
    closed_repeats = False
    at, in_class = 0, False
    while at < len(expression):
        char = expression[at]
        if char == "\\":
            at, closed_repeats = at + 2, False
            continue
        if in_class:
            in_class = char != "]"
        elif char == "[":
            in_class = True
            at += 1 if expression[at + 1 : at + 2] in ("]", "^") else 0
        elif char == "(":
            open_groups.append(False)
        elif char == ")" and open_groups:
            closed_repeats = open_groups.pop()
            if open_groups and closed_repeats:
                open_groups[-1] = True
            at += 1
            continue
        elif _unbounded(expression, at):
            if closed_repeats:
                return True
            if open_groups:
                open_groups[-1] = True
        closed_repeats = False
        at += 1
    return False


def _unbounded(expression: str, at: int) -> bool:
    if expression[at] in "*+":
        return expression[at + 1 : at + 2] != "+"
    if expression[at] != "{":
        return False
    inside = expression[at + 1 :].partition("}")[0]
    low, comma, high = inside.partition(",")
    return low.isdigit() and bool(comma) and not high
