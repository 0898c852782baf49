"""`bibtrack completion`: the shell completion script, and the words it offers."""

from __future__ import annotations

from collections.abc import Iterable

import click

from bibtrack.text import printable

_BASH = r"""# bash completion of bibtrack: eval "$(bibtrack completion bash)" in ~/.bashrc
_bibtrack() {
    # bash parts words at ":"; the word is taken from the line, and what it has already is left out.
    local line cur=${COMP_LINE:0:COMP_POINT}
    cur=${cur##* }
    local known=${cur%"${cur##*:}"}
    COMPREPLY=()
    while IFS= read -r line; do COMPREPLY+=("${line#"$known"}"); done \
        < <(command bibtrack completion --words -- "$cur" "${COMP_WORDS[@]:1:COMP_CWORD-1}" 2>/dev/null)
    [[ ${#COMPREPLY[@]} -eq 1 && ${COMPREPLY[0]} == *[:=] ]] && compopt -o nospace 2>/dev/null
    return 0
}
complete -o default -F _bibtrack bibtrack
"""
_ZSH = r"""#compdef bibtrack
# zsh completion of bibtrack: eval "$(bibtrack completion zsh)" in ~/.zshrc
_bibtrack() {
    local -a found fields
    found=("${(@f)$(command bibtrack completion --words -- "${words[CURRENT]}" "${(@)words[2,CURRENT-1]}" 2>/dev/null)}")
    fields=(${(M)found:#*[:=]})
    found=(${found:#*[:=]})
    (( ${#fields} )) && compadd -Q -S '' -- "${fields[@]}"
    (( ${#found} )) && compadd -Q -- "${found[@]}" || (( ${#fields} )) || _files
}
compdef _bibtrack bibtrack
"""
_FISH = r"""# fish completion of bibtrack: bibtrack completion fish > ~/.config/fish/completions/bibtrack.fish
function __bibtrack_words
    set -l before (commandline -opc)
    command bibtrack completion --words -- (commandline -ct) $before[2..-1] 2>/dev/null
end
complete -c bibtrack -f -a '(__bibtrack_words)'
"""
SCRIPTS = {"bash": _BASH, "zsh": _ZSH, "fish": _FISH}

#: What the words behind a command are: citekeys, a query, names of fields, files.
_KEYS = frozenset({"show", "edit", "set", "remove", "annotate", "history", "merge", "unmerge", "link"})
_QUERIES = frozenset({"list", "search", "export", "coverage", "tag", "resolve", "bibliography", "refresh"})
#: So many keys are offered at most; more would not fit on any screen.
_MOST = 200


@click.command()
@click.argument("words", nargs=-1, metavar="bash|zsh|fish")
@click.option("--words", "offer", is_flag=True, hidden=True)
@click.pass_context
def command(ctx: click.Context, words: tuple[str, ...], offer: bool) -> None:
    """Print the shell completion script.

    It completes commands, options, citekeys, themes, reports and the fields of a query:
    eval "$(bibtrack completion bash)".  Tried with bash 5.2, zsh 5.9 and fish 3.6.
    """
    if offer:
        word, before = (words or ("",))[0], words[1:]
        click.echo("".join(f"{found}\n" for found in offers(ctx, word, before)), nl=False)
    elif len(words) == 1 and words[0] in SCRIPTS:
        click.echo(SCRIPTS[words[0]], nl=False)
    else:
        raise click.UsageError(f"name the shell: {', '.join(SCRIPTS)}")


def offers(ctx: click.Context, word: str, before: tuple[str, ...]) -> list[str]:
    """Give the words that may stand in place of `word`; [] where the library cannot be read."""
    from bibtrack.cli.commands import TOUR
    from bibtrack.errors import BibtrackError

    commands = [name for _, lines in TOUR for name, _, _ in lines]
    named = next((name for name in before if name in commands), None)
    if named is None:
        return _beginning(word, [*commands, "--db", "--help", "--version"])
    try:
        return list(_behind(ctx, named, word, before))
    except BibtrackError:
        return []


def _behind(ctx: click.Context, named: str, word: str, before: tuple[str, ...]) -> Iterable[str]:
    if word.startswith("--"):
        return _beginning(word, _options(ctx, named))
    if before and before[-1] in ("-t", "--theme"):
        return _beginning(word, _slugs(ctx, "theme"))
    if before and before[-1] == "--report":
        return _beginning(word, _slugs(ctx, "report"))
    if named in _QUERIES:
        return _query(ctx, word)
    if named == "set" and len(before) > 1 + before.index(named):
        from bibtrack.formats.editable import NAMES

        return _beginning(word, [f"{name}=" for name in NAMES])
    return _keys(ctx, word) if named in _KEYS else []


def _options(ctx: click.Context, named: str) -> list[str]:
    root = ctx.find_root().command
    found = root.get_command(ctx, named) if isinstance(root, click.Group) else None
    return [
        name for option in (found.params if found else ()) for name in option.opts if name.startswith("--")
    ]


def _query(ctx: click.Context, word: str) -> Iterable[str]:
    """Offer fields, and behind a field its values."""
    from bibtrack.filters.fields import FIELDS, PRESENCE

    sign = word[:1] if word[:1] in ("-", "!") else ""
    name, colon, value = word[len(sign) :].partition(":")
    if not colon:
        return _beginning(word, [f"{sign}{field}:" for field in FIELDS])
    field = FIELDS.get(name)
    values: Iterable[str] = field.values if field else ()
    if name in ("has", "no"):
        values = PRESENCE
    elif name == "retracted":
        values = ("yes", "no")
    elif name in ("theme", "cited-in"):
        values = _slugs(ctx, "theme" if name == "theme" else "report")
    elif name == "country":
        from bibtrack.store import countries

        values = countries.labels()
    elif name == "key":
        values = _keys(ctx, value)
    elif name == "search":
        from bibtrack.cli import options, query

        values = query.searches(ctx, options.reader(ctx))
    return [f"{sign}{name}:{found}" for found in _beginning(value, values)]


def _keys(ctx: click.Context, word: str) -> list[str]:
    from bibtrack.cli import options
    from bibtrack.store.listing import keys_from

    return list(map(printable, keys_from(options.reader(ctx), word, _MOST)))


def _slugs(ctx: click.Context, table: str) -> list[str]:
    from bibtrack.cli import options
    from bibtrack.store.listing import slugs

    return list(map(printable, slugs(options.reader(ctx), table)))


def _beginning(word: str, every: Iterable[str]) -> list[str]:
    return [found for found in every if found.startswith(word)]
