"""The door for operators: start the studio, read a file from the shell."""

from personae.cli.commands import main

__all__ = ["main"]
