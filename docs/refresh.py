"""Real output for the README and the pages beside it: commands, the picture, the table of rules.

    python docs/refresh.py

A ```console block holds commands (`$ …`), each followed by what it prints; the
output is written anew. A command that nothing follows is only run by the tests.
The tests also check that the pages stand as this script would leave them.
"""

import os
import re
import shutil
import subprocess
import sys
import tempfile
from io import StringIO
from pathlib import Path
from typing import get_args

from rich.console import Console
from rich.terminal_theme import MONOKAI

from bienban.api import load
from bienban.cli.report import report
from bienban.rule_kinds import Rule, RuleBase
from bienban.rules import load_rules, read_rules

ROOT = Path(__file__).parents[1]
SAMPLE = Path("samples/conclusion_notice.txt")
PICTURE = Path("docs/report.svg")
RULES_PAGE = Path("docs/rules.md")
DRAWN = "revenue.svg"
"""What a command of the README draws."""
WIDTH = 110
_BLOCK = re.compile(r"(?<=^```console\n).*?(?=^```$)", re.M | re.S)
_TABLE = re.compile(r"^\| kind \|(?:.*\n)(?:\|.*\n)*", re.M)
_STEP = re.compile(r"^\$ (.+)\n((?:(?!\$ ).*\n)*)", re.M)


def steps(readme: str) -> list[tuple[str, str]]:
    """The commands of a README in order, each with what it says is printed."""
    return [found for block in _BLOCK.findall(readme) for found in _STEP.findall(block)]


def run(command: str, folder: Path) -> str:
    """What a shell prints for `command` in `folder`, with this Python's `bienban`."""
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    environment = {**os.environ, "PATH": path}
    environment.pop("COLUMNS", None)
    return subprocess.run(
        command, shell=True, cwd=folder, env=environment, check=True, capture_output=True, text=True
    ).stdout


def copied(folder: Path) -> Path:
    """`folder` with what a fresh clone has and commands read: they may write into it."""
    for name in ("samples", "rules", "examples"):
        shutil.copytree(ROOT / name, folder / name)
    return folder


def refreshed(readme: str, folder: Path) -> str:
    """The README with the output of its commands, run in `folder`, as it is now."""

    def step(found: re.Match[str]) -> str:
        command, output = found.groups()
        return f"$ {command}\n{run(command, folder) if output else ''}"

    return _BLOCK.sub(lambda block: _STEP.sub(step, block.group()), readme)


def picture() -> str:
    """The report of SAMPLE as an SVG that loads nothing from elsewhere."""
    console = Console(record=True, width=WIDTH, file=StringIO(), highlight=False)
    console.print(report(load().extract(SAMPLE)))
    svg = console.export_svg(title=f"bienban extract {SAMPLE}", theme=MONOKAI, unique_id="bienban")
    without_fonts = re.sub(r"@font-face \{.*?\}\s*", "", svg, flags=re.S)
    return "".join(f"{line.rstrip()}\n" for line in without_fonts.splitlines())


def kinds() -> str:
    """A table of the kinds of rule: what each says, its own fields, the file and an example."""
    lines = ["| kind | what it says | fields | where | example |", "|---|---|---|---|---|"]
    home = {
        rule.id: path.name
        for path in sorted(Path("rules").glob("*.yaml"))
        for rule in read_rules(path.read_bytes(), path.name)
    }
    rules = load_rules(Path("rules"))
    for model in get_args(Rule):
        fields = [
            f"`{name}`" for name in model.model_fields if name not in RuleBase.model_fields and name != "kind"
        ]
        first = next(rules.of_type(model), None)
        if first:
            kind = first.kind
            says = " ".join((model.__doc__ or "").split("\n\n")[0].split())
            where = f"[{home[first.id]}](../rules/{home[first.id]})"
            lines.append(f"| `{kind}` | {says} | {' '.join(fields)} | {where} | {first.examples[0].text} |")
    return "\n".join(lines) + "\n"


def with_kinds(page: str) -> str:
    """docs/rules.md with its table as it is now."""
    return _TABLE.sub(lambda _: kinds(), page)


def main() -> None:
    """Write README.md, docs/rules.md and the pictures that its commands draw anew."""
    os.chdir(ROOT)
    RULES_PAGE.write_text(with_kinds(RULES_PAGE.read_text("utf-8")), encoding="utf-8")
    PICTURE.write_text(picture(), encoding="utf-8")
    readme = Path("README.md")
    with tempfile.TemporaryDirectory() as name:
        folder = copied(Path(name))
        readme.write_text(refreshed(readme.read_text("utf-8"), folder), encoding="utf-8")
        shutil.copy(folder / DRAWN, Path("docs"))


if __name__ == "__main__":
    main()
