"""The arithmetic of `python -m benchmarks.live`: what is counted, and the verdicts."""

import json
import math

import pytest

from benchmarks.live.__main__ import GROUPS, arguments
from benchmarks.live.closing import stopped_at
from benchmarks.live.figures import (
    Figure,
    Target,
    data,
    gaps,
    number,
    percentile,
    table,
)
from benchmarks.live.processes import (
    Machine,
    descendants,
    ours,
    parse_busy,
    parse_stat,
    resident_bytes,
)
from benchmarks.live.stage import WORKS, Usage, Watched


def test_percentiles_lie_between_the_values():
    assert percentile([10.0, 20.0], 50) == 15.0
    assert percentile(range(101), 95) == 95.0
    assert math.isnan(percentile([], 50))


def test_gaps_are_between_neighbours():
    assert gaps([100.0, 130.0, 250.0]) == [30.0, 120.0]
    assert gaps([100.0]) == []


@pytest.mark.parametrize(
    ("value", "target", "verdict"),
    [
        (8.0, Target(8, 15, at_least=True), "met"),
        (7.99, Target(8, 15, at_least=True), "MISSED"),
        (15.0, Target(8, 15, at_least=True), "met, stretch too"),
        (11.9, Target(12), "met"),
        (12.0, Target(12), "MISSED"),
        (math.nan, Target(12), "not measured"),
        (5.0, None, ""),
    ],
)
def test_verdicts(value, target, verdict):
    assert Figure("it", value, "ms", target).verdict == verdict


def test_a_line_holds_value_target_verdict_and_range():
    figure = Figure("updates", 9.5, "/s", Target(8, 15, at_least=True), (9.0, 10.0), "")
    missed = Figure("Pause, p95", 1234.5, "ms", Target(200), note="one of 24")
    title, first, second = table("cats", [figure, missed]).splitlines()
    assert title == "cats"
    assert " ".join(first.split()) == "updates 9.5 /s >= 8 (15) met 2: 9 - 10"
    assert " ".join(second.split()) == "Pause, p95 1,234 ms < 200 MISSED one of 24"
    assert first.index("9.5") + 3 == second.index("1,234") + 5  # values end alike


def test_numbers_have_about_three_digits():
    shown = [number(value) for value in (0.126, 3.14159, 52.0, 99.96, 1234.5, math.nan)]
    assert shown == ["0.13", "3.14", "52", "100", "1,234", "–"]


def test_figures_become_json():
    missing = Figure("memory", math.nan, "MB", Target(50))
    written = json.loads(json.dumps(data(missing), allow_nan=False))
    assert (written["value"], written["verdict"]) == (None, "not measured")


STAT = "4242 (chrome (sandbox) x) S 17 4242 4242 0 -1 4194560 1 2 3 4 100 20 3 4 20 0"


def test_process_times_include_children_that_ended():
    process = parse_stat(STAT)
    assert process.name == "chrome (sandbox) x"
    assert (process.parent, process.cpu) == (17, 127)


def test_waiting_is_not_busy():
    assert parse_busy("cpu  1000 200 30 9999 8888 4 5 6 70 80") == 1245


def test_descendants_are_found_through_the_generations():
    parents = [(1, 0), (2, 1), (3, 2), (4, 2), (5, 1), (6, 5), (9, 7)]
    assert descendants(parents, 2) == {2, 3, 4}
    assert descendants(parents, 1) == {1, 2, 3, 4, 5, 6}


def test_this_process_is_ours():
    with Machine() as machine:
        used = ours()
    assert used > 0 or math.isnan(used)
    assert machine.others >= 0 or math.isnan(machine.others)
    assert resident_bytes() > 1e6 or math.isnan(resident_bytes())


def usage(time, training, cpu=0.0):
    return Usage(time=time, cpu=cpu, training=training, memory=0.0)


def test_training_has_stopped_when_its_clock_stands():
    samples = [usage(0.00, 1.0), usage(0.01, 1.01), usage(0.02, 1.015)]
    still = [usage(0.03, 1.015), usage(0.04, 1.0150001), usage(0.05, 1.0150001)]
    assert stopped_at([*samples, *still]) == 0.02
    assert stopped_at([*samples, *still, usage(0.06, 1.02)]) == 0.06
    assert stopped_at([usage(0.0, 1.0), usage(0.1, 1.0)]) == 0.0


def test_server_work_is_all_but_training():
    before, after = usage(0.0, 2.0, cpu=5.0), usage(1.0, 2.75, cpu=6.0)
    assert after.beside_training(before) == pytest.approx(0.25)


def test_speed_is_counted_between_updates():
    watched = Watched(
        begun=0.0,
        ended=4000.0,
        updates=[1000.0, 1500.0, 3000.0],
        shown=[100, 150, 500],
        frames=240,
        longTasks=0.0,
        charts=["cost-chart"],
    )
    assert watched.seconds == 4.0
    assert watched.speed == 200.0


def test_groups_and_works_are_chosen_by_name(capsys):
    everything = arguments([])
    assert everything.only == list(GROUPS)
    assert everything.work == [work.key for work in WORKS]
    some = arguments(["--only", "pause,idle", "--work", "cats", "--quick"])
    assert (some.only, some.work, some.quick) == (["pause", "idle"], ["cats"], True)
    with pytest.raises(SystemExit):
        arguments(["--only", "speed"])
    assert "--only got 'speed'; it takes some of updates" in capsys.readouterr().err
