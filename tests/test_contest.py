"""A race in the app: what is typed, its turns, and what is said at the end."""

import time

import numpy as np
import pytest

from app import lanes
from app.contest import Bet, Contest
from app.experiment import Data
from app.live.payload import unpack
from app.look import PLAIN
from app.race_feed import race_payload
from app.race_result import table, verdict
from app.scheduler import Scheduler
from app.settings import SETTINGS
from app.text import compare as say
from dnn_core import Inputs, TrainConfig
from dnn_core.data import load_dataset
from dnn_core.race import Clock, Race

DATASET = load_dataset("xor", m=40)
DATA = Data(DATASET, Inputs.of(DATASET))
BASE = TrainConfig(layer_dims=(2, 4, 1), learning_rate=0.5, num_iterations=200)


def contest(field, *values, guess=None, seeds=(1,), measure="training cost"):
    chosen = lanes.of_values(BASE, field, values)
    race = Race(chosen.configs, DATA.inputs, seeds=seeds)
    return Contest(race, chosen.names, Bet(measure, guess), DATA)


def finished(*how, **more):
    found = contest(*how, **more)
    with found.turn() as race:
        while not race.over:
            race.advance(1.0)
    return found


@pytest.mark.parametrize(
    ("field", "typed", "values"),
    [
        ("learning_rate", "0.1; 3e-2 ;", [0.1, 0.03]),
        ("learning_rate", "0,5; 1", [0.5, 1.0]),
        ("layer_dims", "20, 7; none; 3", [(2, 20, 7, 1), (2, 1), (2, 3, 1)]),
        ("l2", "0; 0.1", [0.0, 0.1]),
        ("batch_size", "0; 16; 999", [None, 16, None]),
    ],
)
def test_values_are_read(field, typed, values):
    assert lanes.read(typed, BASE, field, 40) == values


@pytest.mark.parametrize(
    ("field", "typed", "says"),
    [
        ("learning_rate", "0.1; x", "“x” is not a number"),
        ("learning_rate", "0.1; 0", "must be above 0"),
        ("layer_dims", "20; -3", "“-3” is not a whole number"),
        ("l2", "0; -1", "must be above 0"),
        ("batch_size", "0; 1.5", "A batch of 1.5 examples"),
        ("l2", "0.1; 0.1", "2 to 4 different values; these are 1"),
        ("learning_rate", "1;2;3;4;5", "these are 5"),
        ("learning_rate", "", "these are 0"),
    ],
)
def test_what_makes_no_race_is_explained(field, typed, says):
    with pytest.raises(ValueError) as error:
        lanes.of_values(BASE, field, lanes.read(typed, BASE, field, 40))
    assert says in str(error.value)


@pytest.mark.parametrize("field", lanes.FIELDS)
def test_what_is_suggested_is_a_race(field):
    if field in lanes.NAMED:
        values = lanes.suggested_names(BASE, field)
    else:
        values = lanes.read(lanes.suggestion(BASE, field), BASE, field, 400)
    assert 2 <= len(lanes.of_values(BASE, field, values).names) <= 4


def test_a_race_has_a_length_that_a_class_can_share():
    two = lanes.of_values(BASE, "l2", [0.0, 1.0])
    most = SETTINGS.max_race_iterations
    lanes.check_length(two, most // 10, 5)
    with pytest.raises(ValueError, match="Take fewer iterations"):
        lanes.check_length(two, most // 10 + 1, 5)


def notes(field, *values, seed=1, clock: Clock = "iterations"):
    return lanes.fairness(lanes.of_values(BASE, field, values).configs, seed, clock)


def test_how_alike_the_lanes_start_is_said():
    assert notes("learning_rate", 0.1, 0.2) == [say.SAME_START]
    assert notes("initialization", "he", "0.01") == [say.SCALED_START]
    assert notes("layer_dims", (2, 4, 1), (2, 5, 1)) == [say.OWN_START]
    assert "the first 1 of" in notes("layer_dims", (2, 4, 1), (2, 4, 3, 1))[0]
    assert notes("batch_size", None, 8) == [say.SAME_START, say.BATCHES]
    assert notes("batch_size", None, 8, clock="seconds") == [say.SAME_START]
    assert notes("seed", 1, 2)[0] == say.OWN_SEEDS.format(seed=1)


def test_a_race_has_its_turns_at_a_pace_one_can_follow_and_stops_when_left():
    found, scheduler = contest("learning_rate", 0.1, 0.5), Scheduler(workers=1)
    scheduler.add(found)
    time.sleep(0.5)
    found.suspend()  # as when the tab is closed
    time.sleep(0.05)
    with found.turn() as race:
        at = race.leader
    assert 2 <= at <= 40  # 200 iterations take 8 s
    time.sleep(0.1)
    with found.turn() as race:
        assert race.leader == at
    found.wake()
    assert found.active
    found.pause()
    assert not found.active
    found.play()
    assert found.active


def test_the_panel_is_sent_where_every_lane_stands():
    found = contest("learning_rate", 0.1, 0.5, seeds=(1, 2, 3))
    with found.turn() as race:
        race.advance(9.0, most=20)
    header, blobs = unpack(race_payload(found, PLAIN))
    assert (header["state"], header["seeds"], header["numIterations"]) == (
        "running",
        3,
        200,
    )
    assert [lane[0] for lane in header["lanes"]] == ["α 0.1", "α 0.5"]
    assert np.all(blobs["low1"] <= blobs["cost1"])
    assert np.all(blobs["cost1"] <= blobs["high1"])
    assert blobs["x0"][-1] == header["now"]


def test_the_winner_the_guess_and_the_doubt_of_one_seed():
    found = verdict(finished("learning_rate", 0.001, 0.5, guess=0))
    assert found.headline.startswith("**α 0.5** has the lowest training cost")
    assert found.guess == "Your guess was α 0.001."
    assert found.doubts[0] == say.ONE_SEED
    right = verdict(finished("learning_rate", 0.001, 0.5, guess=1))
    assert right.guess == "You guessed it."
    assert verdict(finished("learning_rate", 0.001, 0.5)).guess == ""


def test_with_five_seeds_the_wins_are_counted_and_luck_is_told():
    race = finished("learning_rate", 0.001, 0.5, seeds=(1, 2, 3, 4, 5))
    won, chance, *_ = verdict(race).doubts
    assert won == "**α 0.5** is ahead in 5 of 5 seeds."
    assert "in 6% of such races: luck alone is an unlikely" in chance
    cells = {column.title: column.cells for column in table(race)}
    assert cells["seeds won"] == ("0", "5")


def test_what_is_wrong_with_a_lane_is_its_evidence():
    found = finished("initialization", "he", "zeros")
    (why,) = verdict(found).why
    assert why.startswith("**initialization zeros**, *all units alike*:")
    cells = {column.title: column.cells for column in table(found)}
    assert cells["diagnosis"][1] == "all units alike"


def test_nobody_wins_where_all_diverge():
    race = finished("learning_rate", 1e300, 1e301, guess=1)
    found = verdict(race)
    assert found.headline == say.NOBODY
    assert found.guess == "Your guess was α 1e+301."
    assert table(race)[0].cells == ("none, diverged",) * 2
