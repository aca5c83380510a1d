"""`briefing doctor`: what works on this machine, and the command to type for what does not."""

from typing import TYPE_CHECKING, Annotated

import typer

from briefing.cli.sources import print_json
from briefing.errors import ExitCode

if TYPE_CHECKING:
    from briefing.cli.checks import Check


def doctor(
    as_json: Annotated[bool, typer.Option("--json", help="Print the checks as one JSON object.")] = False,
) -> None:
    """Check what works on this machine, and what to install."""
    from briefing.cli.checks import all_checks

    checks = all_checks()
    missing = [check for check in checks if check.needed and not check.works]
    if as_json:
        print_json({"checks": [check._asdict() for check in checks]})
    else:
        for check in checks:
            _show(check)
        typer.echo(_verdict(checks, missing))
    if missing:
        raise typer.Exit(ExitCode.FAILED)


def _show(check: "Check") -> None:
    """A line, and below it what to do when something does not work."""
    mark = "ok  " if check.works else ("FAIL" if check.needed else "--  ")
    typer.echo(f"{mark}  {check.name}: {check.found}")
    if check.advice and not check.works:
        typer.echo(f"      {check.advice}")


def _verdict(checks: "list[Check]", missing: "list[Check]") -> str:
    if missing:
        names = ", ".join(check.name for check in missing)
        return f"\nNo briefing can be made before this is mended: {names}."
    optional = any(not check.works for check in checks)
    return "\nEverything that a briefing needs works." + (
        " What is marked -- is optional." if optional else ""
    )
