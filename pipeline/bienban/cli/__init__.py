"""The command line: one thin command per verb, each in a module of its own."""

from bienban.cli.app import app, main

__all__ = ["app", "main"]
