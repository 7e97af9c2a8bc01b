"""``reportgen doctor``."""

from __future__ import annotations

import sys

import click

from reportgen.cli.printing import ExitCode


@click.command()
@click.option("--messages", type=click.Choice(["text", "json"]), default="text", show_default=True)
def doctor(messages: str) -> None:
    """Check whether this machine has everything that reportgen needs, and how to install it."""
    from reportgen.doctor import State, examine, report

    checks = examine()
    if messages == "json":
        import json
        from dataclasses import asdict

        for check in checks:
            click.echo(json.dumps(asdict(check), ensure_ascii=False))
    else:
        click.echo(report(checks))
    is_lacking = any(item.state is State.MISSING for item in checks)
    sys.exit(ExitCode.ENVIRONMENT if is_lacking else ExitCode.MADE)
