"""JabRef's tree of groups, with the themes as groups by keyword (JabRef 5, `jabref-meta: grouping`)."""

from collections.abc import Iterable, Mapping, Sequence

from bibtrack.formats.item import Item


def groups_tree(items: Iterable[Item], parents: Mapping[str, Sequence[str]]) -> str:
    """Give the comment block that shows the used themes as a tree of keyword groups.

    `parents` are the parents of each theme; a theme stands under its first.
    """
    used = {word for item in items for word in item.keywords if word in parents}
    for word in list(used):
        while parents.get(word):
            word = parents[word][0]
            if word in used:
                break
            used.add(word)
    children: dict[str, list[str]] = {}
    for word in sorted(used):
        above = next((parent for parent in parents.get(word, ()) if parent in used), "")
        children.setdefault(above, []).append(word)
    lines = ["0 AllEntriesGroup:;"]
    _add(lines, children, "", 1)
    return "@Comment{jabref-meta: grouping:\n" + "\n".join(lines) + "\n}\n"


def _add(lines: list[str], children: Mapping[str, Sequence[str]], above: str, depth: int) -> None:
    for word in children.get(above, ()):
        # name; hierarchical context (0: independent); field; search text; case; regular expression; expanded
        lines.append(f"{depth} KeywordGroup:{word}\\;0\\;keywords\\;{word}\\;0\\;0\\;1\\;\\;\\;\\;;")
        if depth < 20:
            _add(lines, children, word, depth + 1)
