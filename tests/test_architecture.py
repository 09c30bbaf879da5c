"""Who may import whom: walked in the syntax trees, as the design says."""

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from tests.rooms import APP, LADDER, STREAMLIT

ROOT = Path(__file__).parent.parent
RANDOM = ("seed", "rand", "randn", "normal", "shuffle", "permutation")
OF_TABS = r"(?<!_)(session_state|query_params|cache_resource|cache_data)"


@cache
def sources(package: str) -> tuple[Path, ...]:
    return tuple(sorted((ROOT / package).rglob("*.py")))


@cache
def text_of(path: Path) -> str:
    return path.read_text(encoding="utf-8")


@cache
def nodes(path: Path) -> tuple[ast.AST, ...]:
    return tuple(ast.walk(ast.parse(text_of(path))))


def room(path: Path, package: str) -> str:
    return path.relative_to(ROOT / package).parts[0].removesuffix(".py")


@cache
def rooms(package: str) -> frozenset[str]:
    return frozenset(room(path, package) for path in sources(package))


@cache
def imported(path: Path) -> frozenset[str]:
    """Dotted names that a file imports, wherever the import stands."""
    return frozenset(_imported(path))


def _imported(path: Path) -> Iterator[str]:
    for node in nodes(path):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative import"
            assert node.module
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def packages_imported(path: Path) -> set[str]:
    return {name.split(".")[0] for name in imported(path)}


def rooms_imported(path: Path, package: str) -> set[str]:
    """Those of its own package, without the room it is in."""
    names = (name.split(".") for name in imported(path))
    inside = {n[1] for n in names if len(n) > 1 and n[0] == package}
    return inside & rooms(package) - {room(path, package)}


def users_of(library: str, package: str) -> set[str]:
    """The rooms of a package that import a library."""
    return {
        room(path, package)
        for path in sources(package)
        if library in packages_imported(path)
    }


def test_the_core_is_a_ladder():
    for path in sources("dnn_core"):
        below = set(LADDER[: LADDER.index(room(path, "dnn_core"))])
        assert rooms_imported(path, "dnn_core") <= below, path


@pytest.mark.parametrize("library", ["streamlit", "plotly", "app", "threading"])
def test_the_core_knows_no_page(library):
    assert users_of(library, "dnn_core") == set()


def test_only_models_and_commands_print():
    printing = {
        room(path, "dnn_core")
        for path in sources("dnn_core")
        for node in nodes(path)
        if isinstance(node, ast.Name) and node.id == "print"
    }
    assert printing == {"models", "commands"}


def test_no_global_random_state():
    for path in sources("dnn_core"):
        text = text_of(path).replace("`np.random", "`")
        assert not [name for name in RANDOM if f"np.random.{name}(" in text], path


def test_h5py_has_two_rooms():
    assert users_of("h5py", "dnn_core") == {"data", "store"}


def test_the_app_opens_no_hdf5_of_strangers_itself():
    """Only the network that comes with the project is read in the server's process."""
    assert users_of("h5py", "app") == set()
    trusting = [p for p in sources("app") if "trusted=True" in text_of(p)]
    assert trusting == [ROOT / "app/state/server.py"]


def test_pillow_has_one_room():
    assert users_of("PIL", "dnn_core") == {"pictures"}


def test_the_app_imports_downwards():
    for path in sources("app"):
        assert rooms_imported(path, "app") <= APP[room(path, "app")], path


def test_few_rooms_know_streamlit():
    assert users_of("streamlit", "app") <= set(STREAMLIT)


def test_views_hold_no_maths_and_import_no_view():
    for path in sources("app/views"):
        assert not packages_imported(path) & {"numpy", "math"}, path
        views = [name for name in imported(path) if name.startswith("app.views")]
        assert not views, path


def test_session_state_has_one_home():
    for path in sources("app"):
        if room(path, "app") != "state":
            assert not re.search(OF_TABS, text_of(path)), path


@pytest.mark.parametrize(
    "package", ["dnn_core", "app", "tests", "datasets", "benchmarks"]
)
def test_files_and_functions_stay_small(package):
    for path in sources(package):
        assert text_of(path).count("\n") <= 300, f"{path} is too long"
        for node in nodes(path):
            if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
                assert node.end_lineno is not None
                body = node.end_lineno - node.lineno + 1
                body -= len((ast.get_docstring(node) or "").splitlines())
                assert body <= 45, f"{path}: {node.name} has {body} lines"
