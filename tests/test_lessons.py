"""Lessons: what a file may hold, and when a target is met."""

import time
import zlib
from base64 import urlsafe_b64encode

import numpy as np
import pytest

from app import lessons
from dnn_core.lessons import (
    MAX_BYTES,
    Bound,
    LessonError,
    Record,
    Target,
    check,
    lesson_from,
    read,
    write,
)
from dnn_core.snapshot import Curves, State

SMALL = """
title = "A"
text = "B"
shown = ["alpha"]
[settings]
data = "moons"
alpha = 0.5
[target]
within = 100
test_accuracy = 0.75
"""


def record(state: State = "paused", finding="", per_epoch=1, **curves):
    """A run of 5 iterations whose test set was looked at at 0, 2 and 4."""
    given = {
        "iterations": np.arange(6.0),
        "cost": np.array([0.7, 0.6, 0.5, 0.4, 0.3, 0.2]),
        "gradient_norms": np.ones((1, 6)),
        "test_iterations": np.array([0.0, 2.0, 4.0]),
        "test_cost": np.array([0.7, 0.65, 0.66]),
        "train_accuracy": np.array([0.5, 0.8, 1.0]),
        "test_accuracy": np.array([0.5, 0.7, 0.75]),
    }
    return Record(5, state, Curves(**{**given, **curves}), per_epoch, finding)


def reach(within=10, since=0, **limits):
    bounds = tuple(Bound(name, limit) for name, limit in limits.items())
    return Target(within, since, bounds)


@pytest.mark.parametrize(
    ("target", "outcome", "iteration"),
    [
        (reach(test_accuracy=0.7), "met", 2),
        (reach(test_accuracy=0.75), "met", 4),
        (reach(test_accuracy=0.76), "open", 5),
        (reach(within=5, test_accuracy=0.76), "missed", 5),
        (reach(within=3, test_accuracy=0.75), "missed", 5),
        (reach(since=3, test_accuracy=0.7), "met", 4),
        (reach(cost=0.3), "met", 4),
        (reach(cost=0.35), "met", 4),
        (reach(cost=0.2), "met", 5),
        (reach(cost=0.1), "open", 5),
        (reach(test_cost=0.65), "met", 2),
        (reach(gap=0.1, train_accuracy=0.8), "met", 2),  # 0.3 later
        (reach(gap=0.1, train_accuracy=0.9), "open", 5),  # never both at once
        (reach(cost=0.5, test_accuracy=0.5), "met", 2),
        (reach(cost=0.45, test_accuracy=0.5), "met", 4),
    ],
)
def test_a_target_is_met_at_the_first_look_at_which_all_of_it_holds(
    target, outcome, iteration
):
    progress = check(target, record())
    assert (progress.outcome, progress.iteration) == (outcome, iteration)


def test_passes_through_the_data_count_iterations():
    target = reach(cost=0.4, epochs=1.5)
    assert check(target, record(per_epoch=1)).outcome == "open"
    assert check(target, record(per_epoch=2)).iteration == 3


@pytest.mark.parametrize("state", ["done", "diverged"])
def test_a_run_that_has_ended_short_of_it_has_missed_it(state):
    assert check(reach(cost=0.1), record(state)).outcome == "missed"


def test_without_a_test_set_nothing_is_known_of_it():
    blind = record(test_accuracy=np.full(3, np.nan))
    progress = check(reach(test_accuracy=0.1), blind)
    assert progress.outcome == "open"
    assert "without a test set" in progress.says


def test_divergence_and_diagnoses_are_looked_at_as_they_are_now():
    assert check(Target(10, diverges=True), record("diverged")).outcome == "met"
    assert check(Target(4, diverges=True), record("diverged")).outcome == "missed"
    assert check(Target(10, diverges=True), record()).outcome == "open"
    dead = Target(10, finding="dead")
    assert check(dead, record(finding="dead")).outcome == "met"
    assert check(dead, record(finding="healthy")).outcome == "open"
    assert check(dead, record("done", finding="healthy")).outcome == "missed"


def test_what_there_is_stands_beside_what_is_wanted():
    says = check(reach(test_accuracy=0.8, gap=0.2), record()).says
    assert (
        says == "test accuracy 75.0 % of 80 %, gap train – test 25.0 % of at most 20 %"
    )
    assert check(reach(cost=0.01), record()).says == "cost 0.2 of at most 0.01"


def test_a_small_file_is_a_lesson():
    lesson = read(SMALL.encode())
    assert (lesson.title, lesson.minutes, lesson.question) == ("A", 5, None)
    assert lesson.settings == {"data": "moons", "alpha": "0.5"}
    assert lesson.target == Target(100, 0, (Bound("test_accuracy", 0.75),))
    assert read(write(lesson).encode()) == lesson


@pytest.mark.parametrize(
    ("changed", "says"),
    [
        ("", "title is missing"),
        (SMALL.replace('"A"', "7"), "title is 7; it must be text in quotes"),
        (SMALL.replace('"A"', f'"{"a" * 81}"'), "title is 81 characters; up to 80"),
        (SMALL.replace('"A"', '" "'), "title is “ ”; it must not be empty"),
        ("colour = 1" + SMALL, "field colour is not one of a lesson"),
        ("minutes = 0" + SMALL, "minutes is 0; it must be a whole number from 1 to"),
        ("minutes = true" + SMALL, "minutes is True; it must be a whole number"),
        (SMALL.replace('"alpha"', '"mood"'), "shown is “mood”; it takes some of data"),
        (SMALL.replace("0.75", "1.5"), "target.test_accuracy is 1.5; it must be"),
        (SMALL.replace("0.75", "nan"), "target.test_accuracy is nan; it must be"),
        (SMALL.replace("100", "0"), "target.within is 0; it must be a whole number"),
        (SMALL.replace("0.5", "true"), "settings.alpha is True; it must be a number"),
        (SMALL.replace("0.5", "[1]"), "settings.alpha is a list; it must be"),
        (SMALL.replace("0.5", "0x" + "f" * 99), "a number of more than 18 digits"),
        (SMALL.replace("alpha = 0.5", "rate = 1"), "settings.rate is not one"),
        (SMALL.replace("test_accuracy = 0.75", ""), "target holds nothing to reach"),
        (SMALL + 'picture = "cat"', "both a run’s and a picture’s aim"),
        (SMALL + 'finding = "mood"', "target.finding is “mood”; it takes early"),
        ('where = "predict"' + SMALL, "where is “predict”, but its target is of a run"),
        ("question = 1" + SMALL, "question is 1; it is a table"),
        (SMALL + '[question]\ntext = "Q"', "question.options is a list of 0; 2 to 5"),
        (
            SMALL + '[question]\ntext="Q"\noptions=[{text="a"}, {text="b"}]',
            "None of question.options is marked right",
        ),
        (SMALL + "[[wrongs]]\nsettings = {}", "wrongs[1].leads_to is missing"),
        ("title = [", "cannot be read as TOML"),
        ("a = " + "[" * 5000, "cannot be read as TOML"),
        ("#" * (MAX_BYTES + 1), "has 12,001 bytes; up to 12,000 are read"),
    ],
)
def test_what_is_wrong_is_said_with_field_value_and_limit(changed, says):
    with pytest.raises(LessonError) as caught:
        read(changed.encode())
    assert says in str(caught.value)


def test_what_cannot_be_seen_is_taken_out():
    lesson = lesson_from({**plain_values(), "title": "a\u202eb\x00c\u00a0d"})
    assert lesson.title == "abc\u00a0d"


def plain_values():
    return {"title": "A", "text": "B", "target": {"within": 1, "cost": 0.0}}


def test_a_limit_of_zero_is_written_too():
    lesson = lesson_from(plain_values())
    assert read(write(lesson).encode()).target == Target(1, 0, (Bound("cost", 0.0),))


@pytest.mark.parametrize(
    "code",
    ["~", "~!", "~AAAA", "~" + "A" * 20_000, "~é", "nothing", "", "../x", "~eNo"],
)
def test_codes_that_are_none(code):
    with pytest.raises(LessonError):
        lessons.opened_at(code)


def test_a_bomb_is_not_unpacked():
    packed = zlib.compress(b"#" * 10_000_000, 9)
    code = "~" + urlsafe_b64encode(packed).decode()
    assert len(code) < 16_100
    with pytest.raises(LessonError, match="up to 12,000 are read"):
        lessons.unpack(code)


def test_an_address_that_was_cut_is_told():
    code = lessons.pack(read(SMALL.encode()))
    with pytest.raises(LessonError, match="a part of the address is missing"):
        lessons.unpack(code[:-8])


@pytest.mark.parametrize(
    "text",
    [
        "![x](https://a.b/c.png)",
        "[x](javascript:alert)",
        "[x][y]\n\n[y]: https://a.b",
        "<https://a.b>",
        "<img src=x>",
        "https://a.b and www.a.b",
        "somebody@a.b",
    ],
)
def test_nothing_of_a_stranger_leads_elsewhere(text):
    quiet = lessons.plain(text)
    assert quiet != text
    assert quiet.replace("\u2060", "") == text
    for live in ("](", "][", "]:", "://", "<h", "<i", "www.", "@a"):
        assert live not in quiet


def test_only_what_is_shown_may_change():
    lesson = read(SMALL.encode())
    changed = lessons.setup_of(lesson, {"alpha": "2", "layers": "3"}).setup
    assert changed.config.learning_rate == 2
    assert changed.config.layer_dims == (2, 8, 4, 1)
    assert lessons.belongs(lesson, changed)
    other = changed._replace(config=changed.config.replace(seed=7))
    assert not lessons.belongs(lesson, other)


def test_settings_beyond_the_limits_are_left_out_and_told():
    wild = SMALL.replace("alpha = 0.5", 'layers = "9999"\niterations = 10000000\nm = 1')
    setup, notes = lessons.setup_of(read(wild.encode()))
    assert setup.config.layer_dims == (2, 8, 4, 1)
    assert setup.config.num_iterations == 5000
    assert setup.choice.m == 400
    assert len(notes) == 3


@pytest.mark.parametrize(
    "data",
    [
        b"\xff\xfe",
        b"a." * 5000 + b"b = 1",
        b"a" * 11_999,
        b'"' * 11_999,
        b"a . " * 49 + b"a" * 11_000,
        b'a = "' + b"x" * 50,
        b'"![](//a.b)" = 1',
        b'title = ["/usr/lib/x"]\n"\x1b" = 2',
    ],
)
def test_no_word_of_the_parser_and_no_link_is_told(data):
    begun = time.process_time()
    with pytest.raises(LessonError) as caught:
        read(data)
    assert time.process_time() - begun < 0.3
    sentence = str(caught.value)
    assert sentence.isprintable() and sentence.endswith(".")
    for foreign in ("codec", "](", "//", "/usr", "at line"):
        assert foreign not in sentence
