"""The command line: a module per command, each imported when it is asked for."""

from reportgen.cli.entry import commands, main

__all__ = ["commands", "main"]
