"""Who may import whom: walked in the syntax trees, as the design says."""

import ast
from pathlib import Path

import pytest

from tests.rooms import APP, LADDER, STREAMLIT

ROOT = Path(__file__).parent.parent


def sources(package):
    return sorted((ROOT / package).rglob("*.py"))


def room(path, package):
    return path.relative_to(ROOT / package).parts[0].removesuffix(".py")


def imported(path):
    """Dotted names that a file imports, wherever the import stands."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative import"
            assert node.module
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def rooms_imported(path, package):
    names = (name.split(".") for name in imported(path))
    known = {room(source, package) for source in sources(package)}
    return {n[1] for n in names if len(n) > 1 and n[0] == package and n[1] in known}


@pytest.mark.parametrize("path", sources("dnn_core"), ids=str)
def test_the_core_is_a_ladder(path):
    here = room(path, "dnn_core")
    below = set(LADDER[: LADDER.index(here)])
    assert rooms_imported(path, "dnn_core") - {here} <= below


@pytest.mark.parametrize("path", sources("dnn_core"), ids=str)
def test_the_core_knows_no_page(path):
    tops = {name.split(".")[0] for name in imported(path)}
    assert not tops & {"streamlit", "plotly", "app", "threading"}


@pytest.mark.parametrize("path", sources("dnn_core"), ids=str)
def test_only_models_and_commands_print(path):
    tree = ast.parse(path.read_text(encoding="utf-8"))
    prints = any(isinstance(n, ast.Name) and n.id == "print" for n in ast.walk(tree))
    assert not prints or room(path, "dnn_core") in ("models", "commands")


@pytest.mark.parametrize("path", sources("dnn_core"), ids=str)
def test_no_global_random_state(path):
    text = path.read_text(encoding="utf-8")
    for name in ("seed", "rand", "randn", "normal", "shuffle", "permutation"):
        assert f"np.random.{name}(" not in text.replace("`np.random", "`")


@pytest.mark.parametrize("path", sources("dnn_core"), ids=str)
def test_h5py_has_two_rooms(path):
    uses = any(name.split(".")[0] == "h5py" for name in imported(path))
    assert not uses or room(path, "dnn_core") in ("data", "store")


@pytest.mark.parametrize("path", sources("app"), ids=str)
def test_the_app_opens_no_hdf5_of_strangers_itself(path):
    """Only the network that comes with the project is read in the server's process."""
    assert "h5py" not in {name.split(".")[0] for name in imported(path)}
    trusts = "trusted=True" in path.read_text(encoding="utf-8")
    assert not trusts or path == ROOT / "app/state/server.py"


@pytest.mark.parametrize("path", sources("dnn_core"), ids=str)
def test_pillow_has_one_room(path):
    uses = any(name.split(".")[0] == "PIL" for name in imported(path))
    assert not uses or room(path, "dnn_core") == "pictures"


@pytest.mark.parametrize("path", sources("app"), ids=str)
def test_the_app_imports_downwards(path):
    here = room(path, "app")
    assert rooms_imported(path, "app") - {here} <= APP[here]


@pytest.mark.parametrize("path", sources("app"), ids=str)
def test_few_rooms_know_streamlit(path):
    uses = any(name.split(".")[0] == "streamlit" for name in imported(path))
    assert not uses or room(path, "app") in STREAMLIT


@pytest.mark.parametrize("path", sources("app/views"), ids=str)
def test_views_hold_no_maths_and_import_no_view(path):
    names = set(imported(path))
    assert not {name for name in names if name.split(".")[0] in ("numpy", "math")}
    assert not {name for name in names if name.startswith("app.views")}


@pytest.mark.parametrize("path", sources("app"), ids=str)
def test_session_state_has_one_home(path):
    if room(path, "app") != "state":
        text = path.read_text(encoding="utf-8")
        for name in ("session_state", "query_params", "cache_resource", "cache_data"):
            assert name not in text, f"{path} touches {name}"


@pytest.mark.parametrize(
    "package", ["dnn_core", "app", "tests", "datasets", "benchmarks"]
)
def test_files_and_functions_stay_small(package):
    for path in sources(package):
        text = path.read_text(encoding="utf-8")
        assert text.count("\n") <= 300, f"{path} is too long"
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
                assert node.end_lineno is not None
                body = node.end_lineno - node.lineno + 1
                body -= len((ast.get_docstring(node) or "").splitlines())
                assert body <= 45, f"{path}: {node.name} has {body} lines"
