"""`python -m bienban` is the command `bienban`."""

from bienban.cli import main

main()
