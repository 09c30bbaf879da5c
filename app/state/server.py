"""What the whole process shares: runs, scheduler, data sets."""

import os
import secrets
import sys
import threading
from collections.abc import Callable, Generator
from contextlib import contextmanager
from functools import wraps
from pathlib import Path
from typing import ParamSpec, TypeVar

import streamlit as st
from threadpoolctl import ThreadpoolController

from app.activity import Activity
from app.autosave import Autosave
from app.downloads import Downloads
from app.entries import DataChoice
from app.experiment import Data
from app.freeing import Freeing
from app.hosts import LOOPBACK, host_of
from app.once import Once
from app.places import Places
from app.registry import Registry
from app.saves import Limits, folder
from app.scheduler import Scheduler
from app.settings import SETTINGS
from app.sweeps import Sweeps
from app.turnstile import Turnstile
from dnn_core import Inputs, TrainConfig
from dnn_core.data import load_dataset
from dnn_core.engine import seconds_per_iteration
from dnn_core.store import Model, load_model

P = ParamSpec("P")
R = TypeVar("R")
PHOTO_NETWORK = Path(__file__).parents[2] / "datasets" / "photo_network.h5"
ALLOW_CODE = "LAYERWISE_ALLOW_CODE"
PROXIED = ("Forwarded", "X-Forwarded-For", "X-Forwarded-Host", "X-Real-IP")
# A page that is drawn wakes the thread that sends it with every element, eighty times,
# and each time one of them has to wait for Python. Long turns let it draw a dozen at a
# time: with 0.2 ms a class on two slow cores waits three times as long for its clicks.
SWITCH_S = 0.02
FEW = 3  # pages that wait for each other come and go all the time; to more of them
WAY_S = 0.66  # a panel's next state gives way, at most so long
PAGES, STATES = 1, 2  # drawn and packed at once: as measured by benchmarks.classroom


def code_allowed() -> bool:
    """Whether this server may run its users' Python code.

    Only if whoever started it said so, if it listens on this computer alone, and if the
    page was opened under such an address too, with no sign of a proxy between.
    """
    opened = page_host() in LOOPBACK and st.get_option("server.address") in LOOPBACK
    return opened and os.environ.get(ALLOW_CODE) == "1"


def page_host() -> str | None:
    """The computer that the page's address names; None where a proxy stands between,
    or where the browser and its request disagree."""
    headers = st.context.headers
    told = host_of(st.context.url or "")
    asked = host_of(f"//{headers.get('Host', '')}")
    direct = not any(headers.get(name) for name in PROXIED)
    return told if direct and told == asked else None


@Once
def registry() -> Registry:
    """All runs of the process."""
    return Registry(
        idle_s=SETTINGS.idle_run_s,
        most=SETTINGS.max_runs,
        most_mb=SETTINGS.max_runs_mb,
        on_forgotten=Freeing().soon,
    )


@Once
def activity() -> Activity:
    """What happened on this server lately."""
    return Activity()


@Once
def places() -> Places:
    """Who is at work on this server, and who waits."""
    return Places(
        SETTINGS.max_sessions,
        grace_s=SETTINGS.place_grace_s,
        idle_s=SETTINGS.place_idle_s,
    )


def seldom(every_s: float) -> float:
    """How often a page asks for something now that it would like so often."""
    return every_s * max(1.0, registry().watched() / SETTINGS.calm_pages)


@Once
def scheduler() -> Scheduler:
    """The one that gives every run its turn."""
    # One BLAS thread a training, for good: two make its small products no faster
    # (see the README's figures), but spin on the core that the pages need.
    ThreadpoolController().limit(limits=1, user_api="blas")
    sys.setswitchinterval(SWITCH_S)
    return Scheduler(pages=_pages())


@Once
def _pages() -> Turnstile:
    return Turnstile(PAGES, SETTINGS.patience_s)


@Once
def packing() -> Turnstile:
    """Through which every state has to go that a panel asks for."""
    return Turnstile(STATES, SETTINGS.patience_s)


def give_way() -> None:
    """A panel's next state can wait when many pages do: a class that arrives."""
    _pages().give_way(WAY_S, FEW)


def in_turn(draw: Callable[P, R]) -> Callable[P, R]:
    """A page, or a part that updates by itself, that waits for the others' pages."""

    @wraps(draw)
    def drawn(*args: P.args, **kwargs: P.kwargs) -> R:
        with _pages().passed():
            return draw(*args, **kwargs)

    return drawn


@Once
def _readers() -> Turnstile:
    # a file takes as long as it takes: two at once would take the memory twice
    return Turnstile(1, threading.TIMEOUT_MAX)


@contextmanager
def reading() -> Generator[None]:
    """Read an upload: one at a time on this server, while other pages are drawn."""
    with _pages().left(), _readers().passed():
        yield


@Once
def autosave() -> Autosave:
    """What saves the runs of all, so that they outlive this process."""
    saving = Autosave(
        folder(os.environ),
        registry(),
        owner=secrets.token_hex(8),
        limits=Limits(
            SETTINGS.max_saved_mb, SETTINGS.max_saved, SETTINGS.saved_h * 3600.0
        ),
        every_s=SETTINGS.save_every_s,
    )
    saving.start()
    return saving


@Once
def downloads() -> Downloads:
    """The download of the photos that all share."""
    return Downloads()


@Once
def sweeps() -> Sweeps:
    """The queue of sweeps that all share."""
    return Sweeps()


@st.cache_resource(show_spinner="Loading the data …", max_entries=32)
def built_in(choice: DataChoice) -> Data:
    """A data set by its choice, shared and read-only."""
    dataset = load_dataset(
        choice.name, m=choice.m, noise=choice.noise, seed=choice.seed
    )
    return Data(dataset, Inputs.of(dataset))


@Once
def photo_network() -> Model:
    """The ready network that was trained on the course's photos."""
    return load_model(PHOTO_NETWORK, trusted=True)


@st.cache_data(show_spinner=False, max_entries=256)
def seconds(_inputs: Inputs, m: int, config: TrainConfig) -> float:
    """Seconds an iteration takes, measured once for each kind of run."""
    return seconds_per_iteration(_inputs, config)
