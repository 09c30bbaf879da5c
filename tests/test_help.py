"""The Help page against the page it explains."""

import re
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from app import handbook, keys
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


def test_help_lists_exactly_the_keys_of_the_buttons(train):
    pressed = {b.key: b.proto.shortcut for b in train.button if b.proto.shortcut}
    assert pressed == {name: key.lower() for name, (key, _) in keys.BUTTONS.items()}


def test_no_key_is_given_twice(page):
    (table,) = [m.value for m in page.markdown if m.value.startswith("| key")]
    listed = re.findall(r"^\| \*\*(.+?)\*\*", table, flags=re.MULTILINE)
    assert len(listed) == len(set(listed)) == len(keys.table())
    assert {"P", "N", "0", "F1", "← →"} <= set(listed)


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
    assert {"Cost", "Weights", "Decision boundary"} <= titles
    assert titles <= {panel.title for panel in handbook.PANELS}
    numbers = re.findall(r'^  \["[\w-]+", "([\w ]+)', js["numbers.js"], re.MULTILINE)
    assert len(numbers) == 5
    for name in numbers:
        assert name.strip() in handbook.GLOSSARY
