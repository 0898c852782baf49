"""`bibtrack themes`: show, test and compare themes and their rules."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from bibtrack.cli.options import json_option, reader, settings
from bibtrack.cli.render import say, table, write, write_json
from bibtrack.cli.selecting import DefaultGroup

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bibtrack.store.engine import Library, Run
    from bibtrack.tag import TagSummary
    from bibtrack.values.theme import Theme

EPILOG = """\b
Examples:
  bibtrack themes                       the themes, with their sources
  bibtrack themes show green-bri        definition, scope and every rule
  bibtrack themes test "green* near BRI"  what a rule would tag
  bibtrack themes diff NEW.toml         what a changed file would add and remove
  bibtrack themes load                  take db/themes.toml into the library"""


class ThemesGroup(DefaultGroup):
    """`themes` by itself lists them."""

    default = "list"


@click.group(cls=ThemesGroup, epilog=EPILOG)
def command() -> None:
    """Show, test and compare themes and their rules."""


@command.command("list")
@json_option
@click.pass_context
def list_themes(ctx: click.Context, as_json: bool) -> None:
    """List the themes with their sources (what `themes` does by itself)."""
    from bibtrack.store.themes import load_themes

    connection = reader(ctx)
    counted = {row["slug"]: row for row in connection.execute("SELECT * FROM theme_coverage")}
    themes = load_themes(connection)
    if as_json:
        return write_json([_data(theme) | {"sources": counted[theme.slug]["sources"]} for theme in themes])
    if not themes:
        return say("The library has no themes yet; `bibtrack themes load` takes db/themes.toml in.")
    rows = [
        (
            theme.slug,
            theme.label,
            ", ".join(theme.parents),
            len(theme.rules),
            counted[theme.slug]["sources"],
            theme.wanted,
        )
        for theme in themes
    ]
    write(table(["theme", "label", "under", "rules", "sources", "wanted"], rows))
    return None


def _data(theme: Theme) -> dict[str, Any]:
    from dataclasses import asdict

    return asdict(theme)


@command.command()
@click.argument("name")
@json_option
@click.pass_context
def show(ctx: click.Context, name: str, as_json: bool) -> None:
    """Show one theme: definition, scope, synonyms and every rule."""
    from bibtrack.store.themes import known_theme, load_themes

    connection = reader(ctx)
    slug = known_theme(connection, name)[1]
    theme = next(theme for theme in load_themes(connection) if theme.slug == slug)
    if as_json:
        return write_json(_data(theme))
    write(f"{theme.label}  ({theme.slug})")
    for head, text in (
        ("", " ".join(theme.definition.split())), ("Scope: ", " ".join(theme.scope_note.split())),
        ("Under: ", ", ".join(theme.parents)), ("Wanted: ", str(theme.wanted or "")),
        ("Synonyms: ", ", ".join(theme.synonyms)),
        ("Fields: ", ", ".join(f"{field} × {factor:g}" for field, factor in theme.field_weights)),
    ):  # fmt: skip
        if text:
            write(f"{head}{text}")
    write(f"Assigned from a score of {theme.threshold:g} on.\n")
    for rule in theme.rules:
        write(_rule_line(rule))
    return None


def _rule_line(rule: Any) -> str:
    parts = [f"{rule.rule_id}: {rule.kind}, +{rule.weight:g}"]
    parts += [f"within {rule.within} words"] if rule.kind == "near" else []
    parts += [f"in {', '.join(rule.fields)}"] if rule.fields else []
    lines = [", ".join(parts)] + [
        f"    {term}" for term in ([" · ".join(rule.terms)] if rule.kind != "near" else rule.terms)
    ]
    lines += [f"    not beside: {', '.join(rule.excluding)}"] if rule.excluding else []
    lines += [f"    not where: {', '.join(rule.unless)}"] if rule.unless else []
    return "\n".join(lines)


@command.command()
@click.argument("file", required=False, type=click.Path(path_type=Path))
@click.option("--retire", is_flag=True, help="Set aside themes that the file does not have.")
@json_option
@click.pass_context
def load(ctx: click.Context, file: Path | None, retire: bool, as_json: bool) -> None:
    """Take a theme file into the library (default db/themes.toml); `tag` then applies it."""
    from bibtrack.tag import load_vocabulary
    from bibtrack.themes import rules

    path = file or settings(ctx).themes_toml
    themes = rules.load(path)
    news = load_vocabulary(*_writing(ctx, f"load {path.name}"), themes, retire)
    if as_json:
        return write_json({"themes": [theme.slug for theme in themes], "changed": news})
    after = "`bibtrack tag` applies them" if news else "nothing changed"
    write(f"{len(themes)} themes from {path.name}; {after}.")
    return None


@command.command()
@click.argument("file", required=False, type=click.Path(path_type=Path))
@json_option
@click.pass_context
def diff(ctx: click.Context, file: Path | None, as_json: bool) -> None:
    """Show what a changed theme file (default db/themes.toml) would add and remove."""
    from bibtrack.store.themes import load_themes
    from bibtrack.tag import preview
    from bibtrack.themes import rules

    path = file or settings(ctx).themes_toml
    themes = rules.load(path)
    connection = reader(ctx)
    said = _vocabulary(load_themes(connection), themes)
    _differences(ctx, preview(connection, None, themes), as_json, said)


@command.command()
@click.argument("slug")
@click.option("--label", help="What people read.")
@click.option("--definition", default="", help="What belongs to it.")
@click.option("--synonym", "synonyms", multiple=True, help="Looked for as a phrase; may be repeated.")
@click.option(
    "--parent",
    "parents",
    multiple=True,
    metavar="SLUG",
    help="A theme that it stands under; may be repeated.",
)
@click.option(
    "--rule", "rules", multiple=True, help="A rule in one line, as for `themes test`; may be repeated."
)
@click.option("--wanted", type=click.IntRange(0), help="How many sources a review should have.")
@json_option
@click.pass_context
def add(
    ctx: click.Context, slug: str, label: str | None, definition: str, synonyms: tuple[str, ...],
    parents: tuple[str, ...], rules: tuple[str, ...], wanted: int | None, as_json: bool,
) -> None:  # fmt: skip
    """Add a theme, or change one, without a file; `tag` then applies it."""
    from bibtrack.tag import add_theme
    from bibtrack.text import slugify
    from bibtrack.themes.rules import synonym_rule
    from bibtrack.themes.written import written_rules
    from bibtrack.values.theme import Theme

    if slugify(slug) != slug:
        raise click.UsageError(
            f"a slug is small letters, digits and hyphens, like {slugify(slug) or 'water'}", ctx
        )
    given = (*synonym_rule(synonyms, 1.0), *written_rules(rules))
    theme = Theme(
        slug, label or slug, definition, synonyms=synonyms, parents=parents, rules=given, wanted=wanted
    )
    news = add_theme(*_writing(ctx, f"add {slug}"), theme)
    if as_json:
        return write_json({"theme": slug, "changed": news})
    write(f"{slug}: {'`bibtrack tag` applies it' if news else 'nothing changed'}.")
    return None


@command.command()
@click.argument("name")
@json_option
@click.pass_context
def retire(ctx: click.Context, name: str, as_json: bool) -> None:
    """Set a theme aside; its tags are kept and do not count."""
    from bibtrack import tag

    slug = tag.retire(*_writing(ctx, f"retire {name}"), name)
    if as_json:
        return write_json({"theme": slug, "retired": True})
    write(f"{slug} is set aside; `bibtrack themes load` or `themes add` brings it back.")
    return None


def _writing(ctx: click.Context, words: str) -> tuple[Library, Run]:
    from bibtrack.store.engine import Run, open_library

    library = open_library(settings(ctx).database)
    ctx.call_on_close(library.close)
    return library, Run("themes", f"bibtrack themes {words}")


@command.command()
@click.argument("rule")
@click.option("--theme", metavar="SLUG", help="Compare with this theme's present sources.")
@json_option
@click.pass_context
def test(ctx: click.Context, rule: str, theme: str | None, as_json: bool) -> None:
    """Show what a rule would tag: words, "a phrase", green* near BRI, stem:govern, /regex/.

    `near` joins groups of words, with | between choices; near/5 sets the distance in words.
    """
    from bibtrack.store.themes import known_theme
    from bibtrack.tag import try_rule
    from bibtrack.themes.written import written_rule

    connection = reader(ctx)
    slug = known_theme(connection, theme)[1] if theme else None
    found = try_rule(connection, written_rule(rule), slug)
    if as_json:
        return write_json(found)
    rows = [
        (
            item["citekey"],
            *([] if theme is None else ["yes" if item["has"] else "new"]),
            item["field"],
            item["quote"],
        )
        for item in found
    ]
    if rows:
        write(table(["source", *([] if theme is None else ["has it"]), "field", "words"], rows))
    fresh = sum(not item["has"] for item in found)
    more = f", {fresh} of them new to {theme}" if theme else ""
    say(f"The rule matches {len(found)} source{'' if len(found) == 1 else 's'}{more}; nothing was changed.")
    return None


def _differences(ctx: click.Context, summary: TagSummary, as_json: bool, said: Sequence[str]) -> None:
    from bibtrack.cli.tag import tell_changes

    tell_changes(reader(ctx), summary, True, as_json, said=said)


_PARTS = ("label", "definition", "scope_note", "synonyms", "parents", "threshold", "wanted", "field_weights")


def _vocabulary(old: Sequence[Theme], new: Sequence[Theme]) -> list[str]:
    """Say in what the themes of a file differ from those of the library."""
    from dataclasses import replace

    known, fresh = {theme.slug: theme for theme in old}, {theme.slug: theme for theme in new}
    said = [f"{slug}: new" for slug in fresh if slug not in known]
    said += [
        f"{slug}: not in the file; `themes load --retire` would set it aside"
        for slug in known
        if slug not in fresh
    ]
    for slug in known.keys() & fresh.keys():
        one, other = known[slug], fresh[slug]
        parts = [name for name in _PARTS if _plain(getattr(one, name)) != _plain(getattr(other, name))]
        rules = {rule.rule_id: replace(rule, line=None) for rule in one.rules}
        changed = {rule.rule_id: replace(rule, line=None) for rule in other.rules}
        parts += [
            f"rule {name}"
            for name in dict.fromkeys((*rules, *changed))
            if rules.get(name) != changed.get(name)
        ]
        if parts:
            wanted = f" ({one.wanted} → {other.wanted})" if one.wanted != other.wanted else ""
            said.append(f"{slug}: other {', '.join(parts)}{wanted}")
    return sorted(said)


def _plain(value: Any) -> Any:
    return sorted(value) if isinstance(value, tuple) else value
