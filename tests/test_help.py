"""The Help page against the page it explains."""

import re
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from app import handbook, keys
from tests.test_paper import opened, planar_run
from tests.test_payload import UNPACK_JS

VIEWS = Path(__file__).parent.parent / "app" / "views"
SLOW_S = 30


@pytest.fixture(scope="module")
def train():
    return AppTest.from_file(str(VIEWS / "train.py")).run(timeout=SLOW_S)


@pytest.fixture(scope="module")
def page():
    shown = AppTest.from_file(str(VIEWS / "help.py")).run(timeout=SLOW_S)
    assert not shown.exception
    return shown


def shortcuts(shown):
    return {b.key: b.proto.shortcut for b in shown.button if b.proto.shortcut}


def listed(page, title):
    (table,) = [m.value for m in page.markdown if m.value.startswith(f"| {title}")]
    return re.findall(r"^\| \*\*(.+?)\*\*", table, flags=re.MULTILINE)


def test_help_lists_exactly_the_keys_of_the_buttons(train, page):
    pressed = shortcuts(train)
    assert pressed == {name: key.lower() for name, (key, _) in keys.BUTTONS.items()}
    found = listed(page, "Train")
    assert {key.upper() for key in pressed.values()} | {"← →"} <= set(found)
    assert len(found) == len(set(found))


def test_help_lists_exactly_the_keys_of_one_step(page):
    pressed = shortcuts(opened(planar_run())).values()
    assert sorted(key.upper() for key in pressed) == sorted(listed(page, "One step"))


def test_every_setting_on_the_train_page_is_explained(train):
    train.selectbox(key="data").set_value("moons").run(timeout=SLOW_S)
    fields = [*train.sidebar.selectbox, *train.sidebar.number_input]
    labels = {field.label.split(",")[0] for field in fields}
    labels |= {field.label for field in train.sidebar.text_input}
    assert {"Data", "Noise", "Hidden layers", "Seed"} <= labels
    assert labels <= handbook.GLOSSARY.keys()


def test_every_title_and_number_of_the_panel_is_explained():
    js = {path.name: path.read_text() for path in UNPACK_JS.parent.glob("*.js")}
    titles = set(re.findall(r'title\("([\w ]+)"', js["panel.js"]))
    titles |= set(
        re.findall(r'lw-title" \}, el\("b", \{\}, "([\w ]+)"', "".join(js.values()))
    )
    panes = re.search(r"TITLES = (\{.*\})", js["panes.js"])
    assert panes is not None
    titles |= set(re.findall(r'"([\w ]+)"', panes[1]))
    assert {"Cost", "Hidden space", "Decision boundary"} <= titles
    assert titles <= {panel.title for panel in handbook.PANELS}
    numbers = re.findall(r'^  \["[\w-]+", "([\w ]+)', js["numbers.js"], re.MULTILINE)
    assert len(numbers) == 5
    for name in numbers:
        assert name.strip() in handbook.GLOSSARY
