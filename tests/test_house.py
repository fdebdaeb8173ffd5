"""How the code is kept: small functions, told types, no circles, nothing of one machine."""

import ast
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "pipeline"
MODULES = sorted((PACKAGE / "bienban").rglob("*.py"))
LONGEST_FUNCTION = 60
TREES = {path: ast.parse(path.read_text("utf-8")) for path in MODULES}
Function = ast.FunctionDef | ast.AsyncFunctionDef


def functions(tree: ast.AST) -> Iterator[Function]:
    return (node for node in ast.walk(tree) if isinstance(node, Function))


def public(tree: ast.Module) -> Iterator[Function | ast.ClassDef]:
    """Public functions and classes of a module, and the public methods of its public classes."""
    for node in tree.body:
        if isinstance(node, Function | ast.ClassDef) and not node.name.startswith("_"):
            yield node
            inside = node.body if isinstance(node, ast.ClassDef) else []
            yield from (n for n in inside if isinstance(n, Function) and not n.name.startswith("_"))


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(PACKAGE).as_posix())
class TestAModule:
    def test_no_function_is_long(self, path):
        long = {f.name: f.end_lineno - f.lineno + 1 for f in functions(TREES[path])}
        assert {name: lines for name, lines in long.items() if lines > LONGEST_FUNCTION} == {}

    def test_it_and_what_it_offers_has_a_docstring(self, path):
        assert ast.get_docstring(TREES[path])
        overloads = {"overload", "override"}
        bare = [
            node.name
            for node in public(TREES[path])
            if not ast.get_docstring(node)
            and not overloads & {getattr(d, "id", "") for d in node.decorator_list}
        ]
        assert bare == []

    def test_what_it_offers_is_annotated(self, path):
        for node in public(TREES[path]):
            if isinstance(node, Function):
                every = [*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs]
                names = [a.arg for a in every if a.annotation is None and a.arg not in ("self", "cls")]
                assert (node.name, names) == (node.name, [])
                assert node.returns is not None, node.name


def test_the_flow_fits_on_one_screen():
    assert len((PACKAGE / "bienban/flow.py").read_text("utf-8").splitlines()) <= 30


def test_no_import_goes_in_a_circle():
    """Imports at the top of modules; those inside functions may not be needed to load one either."""
    graph = {name_of(path): set(imported(TREES[path])) for path in MODULES}
    settled: set[str] = set()

    def walk(module: str, way: tuple[str, ...]) -> None:
        assert module not in way, " -> ".join([*way, module])
        if module not in settled:
            for other in sorted(graph.get(module, ())):
                walk(other, (*way, module))
            settled.add(module)

    for module in graph:
        walk(module, ())


def name_of(path: Path) -> str:
    return ".".join(path.relative_to(PACKAGE).with_suffix("").parts).removesuffix(".__init__")


def imported(tree: ast.Module) -> Iterator[str]:
    """The modules of bienban that a module imports, but not those only for type checking."""
    for node in tree.body:
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("bienban"):
            yield str(node.module)


@pytest.fixture(scope="module")
def tracked():
    """What git keeps, as path and text; what is no text is left out."""
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=False)
    if listed.returncode:
        pytest.skip("not a git checkout")
    paths = [ROOT / name for name in listed.stdout.decode().split("\0") if name]
    return {path: path.read_text("utf-8", errors="ignore") for path in paths if path.is_file()}


def test_no_tracked_file_names_a_folder_of_a_machine(tracked):
    folders = re.compile(r"(?<![\w.])/(?:home|root|work|Users|tmp|mnt|srv)/\w")
    named = {
        f"{path.relative_to(ROOT)}: {found.group()}"
        for path, text in tracked.items()
        if (found := folders.search(text)) and path != Path(__file__)
    }
    assert named == set()


def test_no_tracked_file_is_a_lock_or_names_a_registry(tracked):
    locks = re.compile(r"(^|/)(uv\.lock|poetry\.lock|pylock.*\.toml|Pipfile\.lock|package-lock\.json)$")
    assert [path for path in tracked if locks.search(path.as_posix())] == []
    requirements = [text for path, text in tracked.items() if path.name.startswith("requirements")]
    assert requirements
    assert not any("://" in text or "--index-url" in text for text in requirements)


def test_every_requirement_is_pinned(tracked):
    for path, text in tracked.items():
        if path.name.startswith("requirements"):
            lines = [line for line in text.splitlines() if line and not line.startswith(("#", "-r "))]
            assert [line for line in lines if "==" not in line] == []
