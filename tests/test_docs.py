"""The README says what is so."""

import re
from pathlib import Path

import dnn_core

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")


def blocks(language):
    return re.findall(rf"```{language}\n(.*?)```", README, flags=re.DOTALL)


def test_ci_runs_the_readmes_test_command():
    (command,) = [b.strip() for b in blocks("sh") if "-m tests" in b]
    assert "\n" not in command
    ci = (ROOT / ".ci" / "run").read_text(encoding="utf-8").splitlines()
    assert command == ci[-1]


def test_every_public_name_is_in_the_readme():
    public = {name for name in vars(dnn_core) if not name.startswith("_")}
    modules = {p.stem for p in (ROOT / "dnn_core").iterdir()}
    missing = {n for n in public - modules if not re.search(rf"\b{n}\b", README)}
    assert not missing


def test_the_quick_start_does_what_its_comment_says(capsys):
    (code,) = blocks("python")
    exec(compile(code, "README.md", "exec"), {})
    assert capsys.readouterr().out.strip() == "[[0. 1. 1. 0.]]"


def test_linked_files_exist():
    for target in re.findall(r"\]\(([^)#]+)\)", README):
        if not target.startswith("http"):
            assert (ROOT / target).is_file(), target


def test_no_machine_is_named():
    for path in ROOT.rglob("*"):
        if path.suffix in {".py", ".md", ".toml", ".js", ".css", ".txt"} and not (
            {".venv", ".git", "static", "node_modules"} & set(path.parts)
        ):
            text = path.read_text(encoding="utf-8")
            for root in ("work", "farm"):
                assert f"/{root}/" not in text, path
