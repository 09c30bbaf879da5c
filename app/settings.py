"""Limits of this server, in one place; the environment may set each of them.

`LAYERWISE_MAX_UNITS=64` sets `max_units`, and so on for every field.
"""

import math
import os
from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any

PREFIX = "LAYERWISE_"


@dataclass(frozen=True)
class Settings:
    """What one student may ask for, so that a class fits on one small server.

    Attributes
    ----------
    max_hidden_layers, max_units : of a network typed into the page.
    max_iterations : of one run.
    max_upload_mb : of an uploaded file, in megabytes.
    max_data_mb : of a file with own data, in megabytes.
    idle_run_s : a run nobody looks at is forgotten after so many seconds.
    max_runs : runs kept in memory at once; the longest idle go first.
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
        with more of them in proportion more seldom.
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
    refresh_queue_s : seconds between two looks of a page at its number in the queue.
    """

    max_hidden_layers: int = 7
    max_units: int = 256
    max_iterations: int = 1_000_000
    max_upload_mb: int = 20
    max_data_mb: int = 100
    idle_run_s: float = 1800.0
    max_runs: int = 200
    max_family: int = 6
    max_pinned: int = 6
    max_name: int = 40
    max_race_iterations: int = 2_000_000
    refresh_s: float = 0.06
    packing_share: float = 0.08
    packing_share_all: float = 0.5
    refresh_longest_s: float = 0.4
    calm_pages: int = 6
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


class SettingsError(ValueError):
    """Variables of the environment that cannot be used, a line each."""


def from_environment(environment: Mapping[str, str]) -> Settings:
    """The settings that a server runs with.

    Raises
    ------
    SettingsError : naming each variable, its value and what is possible.
    """
    found: dict[str, Any] = {}
    errors: list[str] = []
    for field in fields(Settings):
        variable = PREFIX + field.name.upper()
        if variable not in environment:
            continue
        whole, text = isinstance(field.default, int), environment[variable]
        try:
            value = (int if whole else float)(text)
        except ValueError:
            value = math.nan
        if value > 0 and math.isfinite(value):
            found[field.name] = value
        else:
            kind = "a whole number" if whole else "a number"
            errors.append(
                f"{variable} is {text!r}; it must be {kind} above 0, such as "
                f"{field.default}."
            )
    if errors:
        raise SettingsError("\n".join(errors))
    return Settings(**found)


SETTINGS = from_environment(os.environ)
