"""The lessons that come with the app, run: what they promise is so."""

from functools import cache
from math import ceil

import numpy as np
import pytest
from threadpoolctl import threadpool_limits

from app import address
from app.answer import answer, side
from app.asked import photo_network
from app.examples import few
from app.images import read_picture
from app.lessons import COURSE, belongs, pack, plain, setup_of, unpack, what_to_try
from app.state import PHOTO_NETWORK
from dnn_core import Inputs, TrainingSession
from dnn_core.data import load_dataset
from dnn_core.diagnosis import diagnose, examine
from dnn_core.history import EVERYTHING
from dnn_core.lessons import Record, check, check_picture, read, write
from dnn_core.store import load_model

RUNS = [name for name, lesson in COURSE.items() if lesson.where == "train"]
WRONG = [(name, n) for name in RUNS for n in range(len(COURSE[name].wrongs))]
FACTS = [(name, n) for name in COURSE for n in range(len(COURSE[name].facts))]


@pytest.fixture(autouse=True, scope="module")
def one_thread():
    """As the app trains; two are no faster, and slow where others work too."""
    with threadpool_limits(limits=1, user_api="blas"):
        yield


@cache
def inputs(choice):
    data = load_dataset(choice.name, m=choice.m, noise=choice.noise, seed=choice.seed)
    return Inputs.of(data)


@cache
def run(setup):
    """A run at its last iteration, and the name of its diagnosis; each run once."""
    session = TrainingSession(setup.config, inputs(setup.choice))
    session.step(setup.config.num_iterations)
    return session, diagnose(examine(session))[0].kind


def setup_with(lesson, changes):
    setup, notes = address.read({**lesson.settings, **changes})
    assert not notes
    return setup


def outcome(lesson, setup):
    session, kind = run(setup)
    batch = setup.config.batch_size
    record = Record(
        session.iteration,
        session.state,
        session.curves(EVERYTHING),
        per_epoch=ceil(session.inputs.m / batch) if batch else 1,
        finding=kind,
    )
    return check(lesson.target, record)


def texts(lesson):
    yield from (lesson.text, lesson.hint, lesson.after, lesson.about)
    if lesson.question is not None:
        yield lesson.question.text
        for option in lesson.question.options:
            yield from (option.text, option.explanation)
    yield from (wrong.leads_to for wrong in lesson.wrongs)


def test_there_are_ten():
    assert len(COURSE) == 10


@pytest.mark.parametrize("name", RUNS)
def test_the_solution_reaches_the_target_with_what_may_be_changed(name):
    lesson = COURSE[name]
    setup = setup_with(lesson, lesson.solution)
    assert belongs(lesson, setup)
    assert outcome(lesson, setup).outcome == "met"


@pytest.mark.parametrize("name", RUNS)
def test_a_lesson_is_not_met_by_just_running_it(name):
    lesson = COURSE[name]
    assert lesson.solution
    assert outcome(lesson, setup_of(lesson).setup).outcome == "missed"


@pytest.mark.parametrize(("name", "n"), WRONG)
def test_what_it_warns_of_fails_as_it_says(name, n):
    lesson = COURSE[name]
    wrong = lesson.wrongs[n]
    setup = setup_with(lesson, wrong.settings)
    assert belongs(lesson, setup)
    assert outcome(lesson, setup).outcome == "missed"
    assert what_to_try(lesson, setup) == wrong.leads_to
    if wrong.finding:
        assert run(setup)[1] == wrong.finding


@pytest.mark.parametrize(("name", "n"), FACTS)
def test_its_numbers_are_measured(name, n):
    lesson = COURSE[name]
    fact = lesson.facts[n]
    assert any(fact.says in text for text in texts(lesson)), fact.says
    session, _ = run(setup_with(lesson, fact.settings))
    snapshot = session.at(fact.iteration).snapshot()
    if fact.measure == "gap":
        assert snapshot.test_accuracy is not None
        measured = snapshot.train_accuracy - snapshot.test_accuracy
    else:
        measured = getattr(snapshot, fact.measure)
    assert measured == pytest.approx(fact.value, abs=fact.tolerance), fact.says


@pytest.mark.parametrize("name", COURSE)
def test_it_survives_files_addresses_and_the_look_for_links(name):
    lesson = COURSE[name]
    assert read(write(lesson).encode()) == lesson
    assert unpack(pack(lesson)) == lesson
    assert all(plain(text) == text for text in texts(lesson))
    assert lesson.question is not None
    assert all(option.explanation for option in lesson.question.options)


def test_the_gradients_told_of_in_vanishing_gradients():
    session, _ = run(setup_of(COURSE["vanishing-gradients"]).setup)
    norms = session.at(0).snapshot().layers
    assert norms[0].gradient_norm == pytest.approx(0.00006, abs=0.00001)
    assert norms[5].gradient_norm == pytest.approx(0.13, abs=0.005)
    others = [layer.gradient_norm for layer in norms]
    assert others == sorted(others)


def test_units_are_dead_where_lessons_say_so():
    lesson = COURSE["dead-units"]
    for rate, most in (("0.03", 16), ("0.05", 16)):
        session, _ = run(setup_with(lesson, {"alpha": rate}))
        hidden = examine(session).layers[:-1]
        assert any(layer.silent == layer.units for layer in hidden)
        assert sum(layer.silent for layer in hidden) > most  # of 32


def test_what_the_photo_network_says_in_its_lesson():
    network = photo_network(load_model(PHOTO_NETWORK, trusted=True), None)
    drawings = load_dataset("drawings")
    said = network.probabilities(drawings.X_test)[0]
    speechless = abs(said - 0.0796309656) < 1e-8  # what the biases alone give
    assert speechless.sum() == 15
    blue = np.tile([0.0, 0.0, 1.0], 64 * 64).reshape(-1, 1)
    assert network.probabilities(blue)[0, 0] > 0.99
    target = COURSE["my-cat"].target
    offered = few(drawings)
    cats = [one for one in offered if one.title.endswith("label: cat")]
    for one in cats:
        p = answer(network, read_picture(one.file)).probability
        assert p is not None
        assert check_picture(target, *side(p, ("non-cat", "cat"))).outcome == "met"
    assert check_picture(target, "cat", 0.99).outcome == "open"
    assert check_picture(target, "non-cat", 0.85).outcome == "open"
    assert check_picture(target, "", None).outcome == "open"
