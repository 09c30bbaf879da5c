"""All answers of a network, counted and chosen, and the page that shows them."""

from pathlib import Path

import numpy as np
import pytest
from streamlit.testing.v1 import AppTest

from app import state
from app.asked import Asked
from app.entries import DataChoice
from app.experiment import Data, Origin
from app.review import Review, review
from app.runs import Run
from dnn_core import Inputs, TrainConfig, TrainingSession
from dnn_core.data import Dataset, load_dataset
from dnn_core.statistics import Confusion, confusion

ROOT = Path(__file__).parent.parent
SLOW_S = 30

#                    0    1    2    3    4    5
PROBABILITIES = [0.90, 0.2, 0.5, 0.7, 0.8, 0.1]
LABELS = [1.0, 0.0, 1.0, 0.0, 1.0, 1.0]


def toy(labels, m_test=None):
    Y = np.array([labels])
    X = np.arange(2.0 * Y.size).reshape(2, -1)
    few = slice(0, m_test)
    return Dataset("toy", "Toy", X, Y, X[:, few], Y[:, few], class_names=("no", "yes"))


def reviewed(probabilities=PROBABILITIES, labels=LABELS):
    AL, dataset = np.array([probabilities]), toy(labels)
    return Review(dataset, "test", AL[0], confusion(AL, dataset.Y_test))


@pytest.mark.parametrize(
    ("shown", "surest", "doubtful"),
    [
        ("wrong", [5, 3, 2], [2, 3, 5]),  # 0.4, 0.2 and 0 from one half
        ("tp", [0, 4], [4, 0]),
        ("tn", [1], [1]),
        ("fp", [3], [3]),
        ("fn", [5, 2], [2, 5]),
    ],
)
def test_cells_hold_what_they_say_in_order_of_certainty(shown, surest, doubtful):
    found = reviewed()
    assert found.chosen(shown) == surest
    assert found.chosen(shown, surest_first=False) == doubtful
    assert found.count(shown) == len(surest)


def test_everything_is_everything():
    assert sorted(reviewed().chosen("all")) == list(range(6))


def test_figures_by_hand():
    accuracy, precision, recall = reviewed().figures()
    assert (accuracy.value, precision.value, recall.value) == (0.5, 2 / 3, 0.5)
    assert "3 of 6 right" in accuracy.about
    assert "gets 67%" in accuracy.about  # 4 of 6 are yes
    assert precision.about == "Of 3 called yes, 2 are."
    assert recall.about == "Of 4 that are yes, 2 were found."


def test_what_cannot_be_said_is_not():
    _, precision, recall = reviewed([0.1, 0.2], [0.0, 0.0]).figures()
    assert (precision.value, recall.value) == (None, None)
    assert precision.about == "Nothing was called yes."
    assert recall.about == "Nothing here is yes."


def test_a_review_asks_about_every_example():
    parameters = {"W1": np.array([[1.0, 0.0]]), "b1": np.array([[-2.5]])}
    network = Asked(parameters, "relu", ("no", "yes"), 0, trust="")
    dataset = toy([0.0, 0.0, 0.0, 1.0, 1.0])  # x1 is 0, 1, 2, 3, 4
    found = review(network, dataset, "train")
    assert found.counts == Confusion(tn=3, fp=0, fn=0, tp=2)
    assert found.probabilities[0] == pytest.approx(1 / (1 + np.exp(2.5)))
    table = found.points(found.chosen("tp"))
    assert table["No."] == [5, 4]
    assert table["x1"] == [4.0, 3.0]
    assert table["label"] == ["yes", "yes"]


def opened(dataset=None, iterations=0):
    """The page, with a run that learned so long."""
    page = AppTest.from_file(str(ROOT / "app" / "views" / "gallery.py"))
    if dataset is not None:
        inputs = Inputs.of(dataset)
        config = TrainConfig(layer_dims=(dataset.n_x, 4, 1), num_iterations=500)
        session = TrainingSession(config, inputs)
        session.step(iterations)
        run = Run(session, None, Origin(Data(dataset, inputs), DataChoice("toy")))
        state.registry().add(run)
        page.session_state["_seat"] = state.Seat(token=run.token)
    page.run(timeout=SLOW_S)
    assert not page.exception
    return page


def press(page, key):
    page.button(key=key).click().run(timeout=SLOW_S)
    assert not page.exception


def reasons_offered(page):
    return [button.label for button in page.button if button.label.startswith("Why")]


def test_without_a_network_the_page_says_where_to_get_one():
    assert "no network on the Train page" in opened().info[0].value


def test_cells_filter_the_pictures_and_add_up(silhouettes):
    page = opened(silhouettes, iterations=40)
    counts = {key: int(page.button(key=f"show_{key}").label.split()[0])
              for key in ("tn", "fp", "fn", "tp")}  # fmt: skip
    assert sum(counts.values()) == 100
    right = counts["tn"] + counts["tp"]
    assert page.metric[0].value == f"{right}.0%"
    wrong = counts["fp"] + counts["fn"]
    assert page.button(key="show_wrong").label == f"All {wrong} mistakes"
    assert len(reasons_offered(page)) == min(wrong, 24)
    for key, count in counts.items():
        press(page, f"show_{key}")
        assert len(reasons_offered(page)) == min(count, 24)


def test_the_untrained_network_is_called_so(silhouettes):
    page = opened(silhouettes)
    assert "not learned anything yet" in page.info[0].value


def test_points_come_as_a_table():
    moons = load_dataset("moons", m=60)
    page = opened(moons, iterations=1)
    press(page, "show_all")
    assert len(page.dataframe[0].value) == moons.m_test
    assert not reasons_offered(page)


def test_a_set_without_test_examples_shows_those_it_has():
    page = opened(toy(LABELS, m_test=0), iterations=1)
    assert "no test examples" in " ".join(c.value for c in page.caption)
    press(page, "show_all")
    assert len(page.dataframe[0].value) == len(LABELS)
