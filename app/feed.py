"""A session, looked at: gathers what the live panel shows into one state."""

import time
from collections.abc import Callable
from dataclasses import replace
from functools import lru_cache
from math import ceil
from typing import NamedTuple
from weakref import WeakKeyDictionary

import numpy as np

from app import text
from app.images import Picture, network_input
from app.live import (
    Boundary,
    Other,
    PanelState,
    Shown,
    Steady,
    middle,
    pack,
    panes_for,
)
from app.look import PLAIN, Look
from app.naming import short_name
from app.pane import HISTOGRAMS, Pane
from app.runs import Run
from app.settings import SETTINGS
from dnn_core import TrainConfig, TrainingSession
from dnn_core.data import Dataset
from dnn_core.diagnosis import Finding, diagnose, examine
from dnn_core.functions import L_model_forward
from dnn_core.history import EVERYTHING
from dnn_core.lessons import Record
from dnn_core.moment import Moment
from dnn_core.plane import Plane, plane_around
from dnn_core.snapshot import Curves, Snapshot
from dnn_core.statistics import wilson_interval

SLOW_S = 0.3  # from so long a way back on, the timeline says so
LATELY = 0.2  # weight of the newest in a running mean
PICTURES = 12  # test pictures shown with the network's answers


class _About(NamedTuple):
    """What a diagnosis depends on, besides the iteration."""

    config: TrainConfig
    state: str
    moves: bool  # the newest iteration is looked at, and training goes on


class _Diagnosed(NamedTuple):
    """The last diagnosis of a run."""

    about: _About
    at: int
    when: float
    finding: Finding


_scales: WeakKeyDictionary[Run, Steady] = WeakKeyDictionary()
_diagnosed: WeakKeyDictionary[Run, _Diagnosed] = WeakKeyDictionary()


@lru_cache(maxsize=64)
def _plane(dataset: Dataset) -> Plane:
    return plane_around(dataset.X_train)


def is_plane(dataset: Dataset) -> bool:
    """Whether examples are points of the plane."""
    return dataset.n_x == 2


def store_id(dataset: Dataset) -> str:
    """Under which name the browser keeps this data set's pictures or points."""
    return f"{dataset.name}-{id(dataset):x}"


def recorded(run: Run) -> tuple[Snapshot, Curves]:
    """What the charts show: the moment, and all that was recorded of the curves; while
    the run goes on, as many points as are drawn."""
    with run.turn() as session:
        snapshot = session.at(run.shown(session)).snapshot()
        if run.active:
            return snapshot, run.curves(session)
        return snapshot, session.curves(EVERYTHING)


def finding(run: Run, fresh_s: float = 0.0) -> Finding:
    """The most important thing to say about the iteration shown.

    fresh_s : of a run that goes on, the last one will do if it is no older.
    """
    with run.turn() as session:
        shown, now = run.shown(session), time.monotonic()
        at = session.iteration if shown is None else shown
        about = _About(session.config, session.state, run.active and shown is None)
        last = _diagnosed.get(run)
        if (
            last is not None
            and last.about == about
            and (last.at == at or (about.moves and now - last.when < fresh_s))
        ):
            return last.finding
        evidence = examine(session, shown)
    found = diagnose(evidence)[0]
    _diagnosed[run] = _Diagnosed(about, at, now, found)
    return found


def record(run: Run, *, diagnosed: bool) -> Record:
    """What is known of a run up to its newest iteration, to be held against a target;
    its diagnosis only if it is asked for."""
    with run.turn() as session:
        m, batch = session.inputs.m, session.config.batch_size
        found = Record(
            session.iteration,
            session.state,
            session.curves(EVERYTHING),
            per_epoch=1 if batch is None else ceil(m / batch),
        )
        evidence = examine(session) if diagnosed else None
    if evidence is None:
        return found
    return replace(found, finding=diagnose(evidence)[0].kind)


def payload(
    run: Run,
    dataset: Dataset,
    look: Look = PLAIN,
    pane: Pane = HISTOGRAMS,
    own: Picture | None = None,
    watched: Callable[[], int] = lambda: 1,
) -> bytes:
    """The present state of a run, packed for the live panel.

    own : the student's picture, to be answered too; of the data set's shape.
    watched : tells how many panels follow a run now, on the whole server.
    """
    run.packed_at, begun = time.monotonic(), time.thread_time()
    packed = pack(_panel_state(run, dataset, look, pane, own, watched()))
    run.packing_s += LATELY * (time.thread_time() - begun - run.packing_s)
    return packed


def _crowded(watched: int) -> bool:
    """Whether panels share the server with so many that each has to cost less."""
    return watched > SETTINGS.calm_pages


def _wait_s(run: Run, watched: int) -> float:
    """How long a panel waits for its next state, so that all get theirs."""
    share = min(SETTINGS.packing_share, SETTINGS.packing_share_all / max(watched, 1))
    wished = min(run.packing_s / share, SETTINGS.refresh_longest_s)
    return max(SETTINGS.refresh_s, wished)


def _panel_state(
    run: Run,
    dataset: Dataset,
    look: Look,
    pane: Pane,
    own: Picture | None,
    watched: int,
) -> PanelState:
    status = run.status
    with run.turn() as session:
        at, moment = time.monotonic(), _moment(run, session)
        newest, curves = session.iteration, run.curves(session)
        moves = run.active and moment.iteration == newest
        snapshot_of_it = moment.capture(sampled=moves and _crowded(watched))
        parameters = moment.parameters_to_draw()
        boundary = _boundary(moment, dataset) if is_plane(dataset) else None
    snapshot = snapshot_of_it()
    moving = status.active or status.replaying
    shown = Shown(dataset, moment.config, snapshot, parameters, moving)
    accuracy = snapshot.test_accuracy
    pictured = dataset.images_test is not None and dataset.m_test > 0
    return PanelState(
        run=run.id,
        snapshot=snapshot,
        curves=curves,
        baseline_test=dataset.baseline("test") if dataset.m_test else None,
        interval_test=(
            None if accuracy is None else wilson_interval(accuracy, dataset.m_test)
        ),
        achieved_speed=run.achieved_speed,
        pictures=store_id(dataset) if pictured else None,
        points=store_id(dataset) if is_plane(dataset) else None,
        boundary=boundary,
        newest=newest,
        refresh_s=_wait_s(run, watched),
        at=at,
        replaying=status.replaying,
        timeline_note=_timeline_note(run, snapshot.iteration),
        own=None if own is None else (own_id(own), _answer(shown, own)),
        others=_others(run),
        look=look,
        middle=middle(shown, pane, _scales.setdefault(run, Steady())),
        panes=panes_for(dataset),
        pane=str(pane),
    )


def own_id(picture: Picture) -> str:
    """Under which name the browser keeps the student's own picture."""
    return f"own-{id(picture):x}"


def _answer(shown: Shown, picture: Picture) -> float:
    with np.errstate(all="ignore"):
        AL, _ = L_model_forward(
            network_input(picture.seen),
            shown.parameters,
            activation=shown.config.activation,
        )
    return float(AL[0, 0])


def _boundary(moment: Moment, dataset: Dataset) -> Boundary:
    plane = _plane(dataset)
    AL = moment.predict_proba(plane.X).reshape(plane.n, plane.n)
    return Boundary(AL, plane.extent)


def _moment(run: Run, session: TrainingSession) -> Moment:
    """The iteration shown; how long it took to get there is remembered."""
    shown = run.shown(session)
    start = time.perf_counter()
    moment = session.at(shown)
    if shown is not None:
        run.slowest_look_s = max(run.slowest_look_s, time.perf_counter() - start)
    return moment


def _timeline_note(run: Run, iteration: int) -> str:
    wished = run.playhead.wished
    if wished is not None:
        return text.OUT_OF_REACH.format(wished=wished, iteration=iteration)
    if run.slowest_look_s <= SLOW_S:
        return ""
    return text.SLOW_TIMELINE.format(seconds=run.slowest_look_s)


def _others(run: Run) -> tuple[Other, ...]:
    """The cost curves of the run's family, without its own."""
    found: list[Other] = []
    for other in run.family:
        if other is not run:
            with other.turn() as session:
                curves = other.curves(session)
                name = short_name(session)
            found.append(Other(other.number, name, curves.iterations, curves.cost))
    return tuple(found)
