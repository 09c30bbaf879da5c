"""View options: they change what the panel shows, and nothing of the run."""

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from app.address import LOOK, read, read_look, write_look
from app.look import PLAIN, Look
from tests.test_pages import panel

TRAIN = str(Path(__file__).parent.parent / "app" / "views" / "train.py")
SLOW_S = 30


def test_an_address_carries_only_what_is_on():
    assert write_look(PLAIN) == {}
    assert write_look(Look(log_cost=True)) == {"log": "1"}
    for name in LOOK.values():
        look = Look(**{name: True})
        assert read_look(write_look(look)) == look
    assert read_look({"log": "yes", "range": "1"}) == Look(one_range=True)


def test_the_experiment_of_an_address_does_not_mind_its_look():
    setup, notes = read({"v": "1", "data": "moons", "log": "1", "calm": "?"})
    assert (setup, notes) == read({"v": "1", "data": "moons"})


@pytest.mark.parametrize(
    ("option", "sent"),
    [("log_cost", "logCost"), ("one_range", "sharedRange"), ("calm", "calm")],
)
def test_an_option_applies_at_once_and_leaves_the_run_alone(option, sent):
    page = AppTest.from_file(TRAIN).run(timeout=SLOW_S)
    page.button(key="step_10").click().run(timeout=SLOW_S)
    before = panel(page)
    assert before[sent] is False
    page.toggle(key=f"look_{option}").set_value(True).run(timeout=SLOW_S)
    after = panel(page)
    assert after[sent] is True
    assert after["run"] == before["run"]
    assert after["iteration"] >= before["iteration"]


def test_the_address_that_opens_the_page_sets_the_look_but_is_not_shared():
    page = AppTest.from_file(TRAIN)
    page.query_params["log"] = "1"
    page.run(timeout=SLOW_S)
    assert panel(page)["logCost"] is True
    assert not page.exception
    (shared,) = page.code
    assert "data=silhouettes" in shared.value
    assert "log=" not in shared.value
