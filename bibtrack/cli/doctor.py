"""`bibtrack doctor`: what is wrong here, and what to do."""

import click

from bibtrack.cli import options, render


@click.command()
@click.option("--offline", is_flag=True, help="Do not knock at the registries.")
@options.json_option
@click.pass_context
def command(ctx: click.Context, offline: bool, as_json: bool) -> None:
    """Find what is wrong here, each with its remedy.

    Programs, settings, library, copies, services; nothing is changed.  Exit code 3 when something
    is wrong that cannot wait.
    """
    from dataclasses import asdict

    from bibtrack.diagnose import State, diagnose
    from bibtrack.errors import CheckFailed

    found = diagnose(options.settings(ctx), ask=not offline)
    if as_json:
        render.write_json([asdict(item) for item in found])
    else:
        for item in found:
            render.write(f"{item.state:<5}  {item.check}: {item.detail}")
            if item.remedy:
                render.write(f"       → {item.remedy}")
    wrong = [item for item in found if item.state is State.WRONG]
    if wrong:
        raise CheckFailed("; ".join(f"{item.check}: {item.detail}; {item.remedy}" for item in wrong))
