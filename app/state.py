"""The only file that touches Streamlit's session state and caches; typed accessors."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import streamlit as st
from threadpoolctl import ThreadpoolController

from app.downloads import Download, Downloads
from app.entries import UPLOADED, DataChoice, plain_number
from app.experiment import DEFAULT_SPEED, Data, Origin
from app.runs import Registry, Run
from app.scheduler import Scheduler
from app.settings import SETTINGS
from dnn_core import Inputs, TrainConfig, TrainingSession
from dnn_core.config import LIVE_FIELDS
from dnn_core.data import Dataset, load_dataset
from dnn_core.engine import seconds_per_iteration
from dnn_core.store import Model, load_model

TAB = "layerwise-tab"
PANEL = "live"
TOUR_COOKIE = "layerwise_tour"
PHOTO_NETWORK = Path(__file__).parent.parent / "datasets" / "photo_network.h5"


# --- what the whole process shares --------------------------------------------------


@st.cache_resource(show_spinner=False)
def _registry() -> Registry:
    return Registry(idle_s=SETTINGS.idle_run_s, most=SETTINGS.max_runs)


@st.cache_resource(show_spinner=False)
def _scheduler() -> Scheduler:
    # One BLAS thread a training, for good: two make its small products no faster
    # (see the README's figures), but spin on the core that the pages need.
    ThreadpoolController().limit(limits=1, user_api="blas")
    return Scheduler()


@st.cache_resource(show_spinner=False)
def _downloads() -> Downloads:
    return Downloads()


@st.cache_resource(show_spinner="Loading the data …", max_entries=32)
def _built_in(choice: DataChoice) -> Data:
    dataset = load_dataset(
        choice.name, m=choice.m, noise=choice.noise, seed=choice.seed
    )
    return Data(dataset, Inputs.of(dataset))


@st.cache_resource(show_spinner=False)
def photo_network() -> Model:
    """The ready network that was trained on the course's photos."""
    return load_model(PHOTO_NETWORK)


@st.cache_data(show_spinner=False, max_entries=256)
def _seconds(_inputs: Inputs, m: int, config: TrainConfig) -> float:
    return seconds_per_iteration(_inputs, config)


# --- what one browser tab has ------------------------------------------------------


@dataclass
class Seat:
    """A student's place: the token of the run, the wished speed, uploads, downloads.

    query is the address of the present settings, notes what was wrong with the one
    that opened the page, complaint what was wrong with the last form; versions are
    those of `widget_key`.
    """

    token: str = ""
    query: str = ""
    notes: list[str] = field(default_factory=list[str])
    tour_done: bool = False
    complaint: str = ""
    versions: dict[str, int] = field(default_factory=dict[str, int])
    speed: float | None = DEFAULT_SPEED
    uploaded: Data | None = None
    fingerprint: str = ""
    download: Download | None = None
    picture: bytes = b""


def seat() -> Seat:
    """The place of this browser tab."""
    if "_seat" not in st.session_state:
        st.session_state["_seat"] = Seat()
    return st.session_state["_seat"]


class _Guard:
    """Suspends the run of a seat; Streamlit releases it when the connection ends."""

    def __init__(self, seat: Seat) -> None:
        self._seat = seat

    def release(self) -> None:
        """Called at disconnection, on the server's event loop: quick, and no st.*."""
        run = _registry().get(self._seat.token)
        if run is not None:
            run.suspend()


@st.cache_resource(scope="session", on_release=_Guard.release, show_spinner=False)
def _guard(_seat: Seat) -> _Guard:
    return _Guard(_seat)


def attend() -> None:
    """Somebody looks: call it in the entry file, on every run of every page.

    The guard suspends the run the moment the tab goes away; a connection that comes
    back wakes it again.
    """
    _scheduler()
    _guard(seat())
    current = run()
    if current is not None:
        current.wake()
        if current.active:
            _scheduler().add(current)


def widget_key(name: str) -> str:
    """The key under which a widget is drawn.

    A live page sends the values it shows with each update, and so might bring back
    what was just replaced: a widget that applies at once gets a new key then.
    """
    version = seat().versions.get(name, 0)
    return f"{name}_{version}" if version else name


def get(name: str, default: Any = None) -> Any:
    """The value of a widget by its name, also before it is drawn."""
    return st.session_state.get(widget_key(name), default)


def put(name: str, value: Any) -> None:
    """Set the value of a widget by its name; before it is drawn, or in a callback."""
    if name in LIVE_FIELDS and get(name, value) != value:
        seat().versions[name] = seat().versions.get(name, 0) + 1
    st.session_state[widget_key(name)] = value


def opening_address() -> dict[str, str]:
    """The parameters of the address the page was opened with."""
    return st.query_params.to_dict()


def tour_done() -> bool:
    """Whether this browser's user has read the introduction."""
    return seat().tour_done or TOUR_COOKIE in st.context.cookies


def finish_tour() -> None:
    """Do not show the introduction again."""
    seat().tour_done = True


# --- data --------------------------------------------------------------------------


def data(choice: DataChoice) -> Data | None:
    """The chosen data; None while nothing was uploaded.

    Raises
    ------
    DataError : the files are there but cannot be used.
    """
    return seat().uploaded if choice.name == UPLOADED else _built_in(choice)


def fetch_photos() -> None:
    """Fetch the course's photos for everybody on this server, who all share it."""
    seat().download = _downloads().join()


def keep_upload(fingerprint: str, dataset: Dataset) -> None:
    """Keep an uploaded data set for this browser tab."""
    place = seat()
    place.uploaded, place.fingerprint = Data(dataset, Inputs.of(dataset)), fingerprint


def estimated_seconds(data: Data, config: TrainConfig) -> float:
    """Seconds that all iterations take as fast as they can, measured on a few."""
    timed = config.replace(learning_rate=1e-9, l2=0.0, seed=0)
    return _seconds(data.inputs, data.inputs.m, timed) * config.num_iterations


# --- the run -----------------------------------------------------------------------


def run() -> Run | None:
    """The run of this browser tab, or None if there is none or it was forgotten."""
    return _registry().get(seat().token)


def start_over(config: TrainConfig, data: Data, choice: DataChoice) -> None:
    """Replace the run of this tab by a new one at iteration 0.

    The runs it is compared with stay, if they learn from the same data.
    """
    place, old = seat(), run()
    session = TrainingSession(config, data.inputs)
    fresh = Run(session, place.speed, Origin(data, choice))
    _registry().add(fresh)
    if old is not None and old.origin is not None and old.origin.data is data:
        fresh.family = old.family
        fresh.family[fresh.family.index(old)] = fresh
    elif old is not None:
        for relative in old.family:
            _registry().remove(relative.token)
    _registry().remove(place.token)
    place.token = fresh.token


def branch(parent: Run, changes: dict[str, Any]) -> None:
    """Go on from the iteration shown of a run another way, and play. In a callback.

    Raises
    ------
    ValueError : as for `TrainingSession.branch`.
    """
    twin = parent.branch(changes)
    _registry().add(twin)
    for name, value in changes.items():
        put(name, plain_number(value) if name == "learning_rate" else value)
    show_run(twin)
    play(twin)


def show_run(other: Run) -> None:
    """Let this tab look at another run of the family; the one it leaves pauses."""
    left = run()
    if left is not None:
        left.pause()
    seat().token = other.token
    attend()


def delete_run(other: Run) -> None:
    """Forget a run of the family that is not looked at."""
    other.family.remove(other)
    _registry().remove(other.token)


def seek() -> None:
    """The live panel asks for another iteration of this tab's run."""
    wished, current = get(PANEL, {}).get("seek"), run()
    if current is not None and isinstance(wished, (int, float)):
        current.look(int(wished))


def remembered() -> str:
    """The token that the browser kept through a reload; empty if none."""
    found = get(TAB, {}).get("found")
    return found if isinstance(found, str) else ""


def adopt(token: str) -> Run | None:
    """Take over the run of a page that was reloaded; None if there is none to take.

    A run that another page attends stays there: a duplicated tab gets its own.
    """
    place, found = seat(), _registry().get(token)
    if found is None or found.attended or token == place.token:
        return None
    _registry().remove(place.token)
    place.token = token
    if found.origin is not None and found.origin.choice.name == UPLOADED:
        place.uploaded = found.origin.data
    attend()
    return found


def set_speed(speed: float | None) -> None:
    """The wished speed of this tab's runs, in iterations a second; None is no limit."""
    seat().speed = speed
    current = run()
    if current is not None:
        current.set_speed(speed)


def play(run: Run, *, until: int | None = None, hurry: bool = False) -> None:
    """Let the scheduler train a run, at its wished speed or as fast as possible."""
    run.play(speed=None if hurry else run.speed, until=until)
    _scheduler().add(run)
