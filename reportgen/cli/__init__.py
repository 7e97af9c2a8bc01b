"""The command line: one module per command, imported only when the command runs."""

from reportgen.cli.entry import commands, main

__all__ = ["commands", "main"]
