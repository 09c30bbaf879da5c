"""Limits of this server, in one place; the environment may set each of them.

`LAYERWISE_MAX_UNITS=64` sets `max_units`, and so on for every field.
"""

import math
import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from difflib import get_close_matches
from typing import Any, Final

from dnn_core.quoting import quoted, shown

PREFIX: Final = "LAYERWISE_"
OTHERS: Final = frozenset(
    f"{PREFIX}{name}"
    for name in ("ADMIN_TOKEN", "ALLOW_CODE", "DASK", "DATA", "LOG", "MIRRORS", "STATE")
)
"""Variables of the same family that are no limits: `deploy/README.md` tells of them."""

UPLOAD_MB: Final = 100
"""No file is larger: `maxUploadSize` in `.streamlit/config.toml` says the same."""

LARGEST: Final = 10**15
"""Of any limit: arithmetic with it stays exact."""

BOUNDS: Final[Mapping[str, tuple[float, float]]] = {
    # the first experiments and the lessons need so much
    "max_hidden_layers": (5, math.inf),
    "max_units": (32, math.inf),
    "max_iterations": (5_000, math.inf),
    # a picture larger than this is refused by the core
    "max_upload_mb": (1, 20),
    "max_data_mb": (1, UPLOAD_MB),
    "packing_share": (0, 1),
    "packing_share_all": (0, 1),
    "max_family": (2, math.inf),
}
"""What a limit can be, at least and at most; the others anything above 0."""

ORDERED: Final = (
    ("refresh_s", "refresh_longest_s", "the longest wait is longer than the shortest"),
    ("packing_share", "packing_share_all", "one panel is among all of them"),
    ("max_data_mb", "max_session_mb", "one file has to fit into a session"),
    ("max_data_mb", "max_files_mb", "one file has to fit among all of a session"),
    ("max_session_mb", "max_runs_mb", "one session has to fit on the server"),
    ("max_sessions", "max_runs", "each student has a run"),
    ("max_family", "max_runs", "one student's runs have to fit on the server"),
    ("place_grace_s", "place_idle_s", "a short break is shorter than a long one"),
)
"""Pairs: the first must not be above the second, and why."""


@dataclass(frozen=True)
class Settings:
    """What one student may ask for, so that a class fits on one small server.

    Attributes
    ----------
    max_hidden_layers, max_units : of a network typed into the page.
    max_iterations : of one run.
    max_upload_mb : of a picture for Predict, in megabytes.
    max_data_mb : of a file with own data, in megabytes.
    idle_run_s : a run nobody looks at is forgotten after so many seconds.
    max_runs : runs kept in memory at once; of more those go whose tab has gone, the
        longest idle first.
    max_family : a run of one student and its branches.
    max_pinned : further runs that a student keeps.
    max_name : characters in the name of one.
    max_race_iterations : of a race, in all its runs together.
    refresh_s : seconds between two updates of a live panel, at least.
    packing_share : of a core, that packing them may take for one panel; a state that
        costs more is asked for less often.
    packing_share_all : the same for all panels that are open together.
    refresh_longest_s : however many there are, no panel waits longer than this.
    calm_pages : up to so many pages, tables and diagnosis come as often as said below;
        with more in proportion more seldom, and of a large W1 that moves the histogram
        is that of some columns.
    patience_s : who waits so long for the others' pages is drawn beside them.
    refresh_race_s : seconds between two updates of a race's panel.
    refresh_page_s : the same of a live panel that cannot ask for them by itself.
    progress_s : seconds between two looks at a download.
    refresh_numbers_s : the same for the tables under it.
    refresh_card_s : the same for the diagnosis.
    max_sweep_runs : of one sweep.
    max_sweep_s : that a sweep may take by its estimate, in seconds.
    refresh_sweep_s : seconds between two looks at a sweep under way.
    sweep_grace_s : a sweep whose tab has gone is cancelled after so many seconds.
    max_sessions : tabs at work at once; whoever comes later waits in a queue.
    place_grace_s : a tab that has gone, or is being loaded again, keeps its place so
        many seconds.
    place_idle_s : a place at which nobody did anything for so many seconds goes to
        whoever waits.
    max_session_mb : memory, in megabytes, of one student's runs and own data, beyond
        which nothing is added to them.
    max_files_mb : uploaded files that are kept for one tab, as they came; of more the
        oldest go.
    max_runs_mb : memory of all runs and own data on the server; beyond it those runs
        go whose tab has gone, and each student at work has an equal share.
    refresh_queue_s : seconds between two looks of a page at its number in the queue.
    save_every_s : seconds between two saves of a run, at least.
    saved_h : hours after which a save that has not changed is dropped.
    max_saved, max_saved_mb : saves that are kept, and what they may take together.
    """

    max_hidden_layers: int = 7
    max_units: int = 256
    max_iterations: int = 1_000_000
    max_upload_mb: int = 20
    max_data_mb: int = 100
    idle_run_s: float = 1800.0
    max_runs: int = 720
    max_family: int = 6
    max_pinned: int = 6
    max_name: int = 40
    max_race_iterations: int = 2_000_000
    refresh_s: float = 0.06
    packing_share: float = 0.08
    packing_share_all: float = 0.5
    refresh_longest_s: float = 0.33
    calm_pages: int = 6
    patience_s: float = 3.0
    refresh_race_s: float = 0.3
    refresh_page_s: float = 4.0
    progress_s: float = 0.3
    refresh_numbers_s: float = 2.0
    refresh_card_s: float = 2.0
    max_sweep_runs: int = 400
    max_sweep_s: float = 600.0
    refresh_sweep_s: float = 0.5
    sweep_grace_s: float = 5.0
    max_sessions: int = 60
    place_grace_s: float = 8.0
    place_idle_s: float = 900.0
    refresh_queue_s: float = 3.0
    max_session_mb: int = 400
    max_files_mb: int = 250
    max_runs_mb: int = 2_000
    save_every_s: float = 5.0
    saved_h: float = 72.0
    max_saved: int = 1000
    max_saved_mb: int = 500


class SettingsError(ValueError):
    """Variables of the environment that cannot be used, a line each."""


def from_environment(environment: Mapping[str, str]) -> Settings:
    """The settings that a server runs with.

    Raises
    ------
    SettingsError : naming each variable, its value and what is possible.
    """
    found: dict[str, Any] = {}
    errors = [*_misspelt(environment)]
    for field in fields(Settings):
        variable = variable_of(field.name)
        if variable not in environment:
            continue
        whole, text = isinstance(field.default, int), environment[variable]
        try:
            value = (int if whole else float)(text)
        except ValueError:
            value = math.nan
        least, most = BOUNDS.get(field.name, (0, math.inf))
        if 0 < value <= LARGEST and least <= value <= most:
            found[field.name] = value
        else:
            kind = "a whole number" if whole else "a number"
            errors.append(
                f"{variable} is {shown(text)}; it must be {kind}, "
                f"{possible(field.name)}, such as {field.default}."
            )
    settings = Settings(**found)
    errors += [] if errors else _out_of_order(settings)
    if errors:
        raise SettingsError("\n".join(errors))
    return settings


def variable_of(name: str) -> str:
    """How the environment calls a field."""
    return PREFIX + name.upper()


def changed(settings: Settings) -> dict[str, float]:
    """The limits that are not the defaults."""
    now = {field.name: getattr(settings, field.name) for field in fields(Settings)}
    return {n: now[n] for n in now if now[n] != getattr(Settings(), n)}


def possible(name: str) -> str:
    """Which values a field may have, in words.

    >>> possible("max_upload_mb"), possible("max_units"), possible("refresh_s")
    ('1 to 20', 'at least 32', 'above 0')
    """
    least, most = BOUNDS.get(name, (0, math.inf))
    if most < math.inf:
        return f"{least:,g} to {most:,g}" if least else f"above 0, up to {most:,g}"
    return f"at least {least:,g}" if least else "above 0"


def _misspelt(environment: Mapping[str, str]) -> Iterator[str]:
    """Variables that look as if a limit was meant, and is not set by them."""
    known = [*(variable_of(field.name) for field in fields(Settings)), *OTHERS]
    for variable in environment:
        if variable.startswith(PREFIX) and variable not in known:
            near = get_close_matches(variable, known, 1, 0.85)
            if near:
                yield f"{quoted(variable)} is no setting. Did you mean {near[0]}?"


def _out_of_order(settings: Settings) -> Iterator[str]:
    for small, large, why in ORDERED:
        less, more = getattr(settings, small), getattr(settings, large)
        if less > more:
            yield (
                f"{variable_of(small)} is {less:g} and {variable_of(large)} {more:g}; "
                f"the first must not be above the second: {why}."
            )


SETTINGS = from_environment(os.environ)
