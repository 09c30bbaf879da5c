"""Clocks of a run: what it owes, and where in its past it is looked at."""

import time

from app.pace import REPLAY_S, Pace, Playhead


def test_pace_owes_what_time_brings():
    pace = Pace(wished=100.0, owed=0.0, last=10.0)
    assert pace.due(10.05) == 5
    pace.done(5)
    assert pace.due(10.055) == 0
    assert pace.due(99.0) == 25  # a quarter of a second at most, however late
    assert Pace(wished=None).due(0.0) is None


def test_a_playhead_stands_at_the_newest_until_it_is_moved():
    playhead = Playhead()
    assert playhead.at(0.0, newest=50) is None
    playhead.look(20, newest=50)
    assert playhead.at(9.0, newest=60) == 20  # training goes on, the look stays
    playhead.step(-1, newest=60)
    assert playhead.shown == 19
    playhead.step(-100, newest=60)
    assert playhead.shown == 0
    playhead.step(60, newest=60)
    assert playhead.shown is None
    playhead.step(-1, newest=60)
    assert playhead.shown == 59


def test_a_replay_moves_at_its_speed_and_ends_at_the_newest():
    playhead = Playhead()
    playhead.look(100, newest=300)
    start = time.monotonic()
    playhead.replay(50.0, newest=300)
    assert playhead.moving
    assert 149 <= (playhead.at(start + 1.0, newest=300) or 0) <= 150
    assert playhead.at(start + 5.0, newest=300) is None
    assert not playhead.moving


def test_a_replay_from_the_end_begins_at_the_start_and_takes_its_time():
    playhead = Playhead()
    start = time.monotonic()
    playhead.replay(None, newest=2000)
    assert playhead.shown == 0
    halfway = playhead.at(start + REPLAY_S / 2, newest=2000)
    assert halfway is not None and 990 <= halfway <= 1000
    playhead.stop()
    assert playhead.at(start + 100.0, newest=2000) == halfway
