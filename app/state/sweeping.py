"""The sweep of a tab: estimated, started, cancelled."""

import os

from app.experiment import Data, Origin
from app.state.learning_data import seconds_an_iteration
from app.state.server import sweeps
from app.state.tab import seat
from app.sweeps import Forecast, Job
from dnn_core.sweep import Sweep, group_seconds


def sweep() -> Job | None:
    """The last sweep that this tab has started."""
    return seat().sweep


def forecast(plan: Sweep, data: Data) -> Forecast:
    """How long a sweep takes on the cores of this machine."""
    measured = seconds_an_iteration(data, plan.base)
    each = group_seconds(plan.groups(), data.inputs, measured, plan.base)
    return Forecast(each, os.cpu_count() or 1)


def start_sweep(plan: Sweep, origin: Origin, forecast: Forecast) -> None:
    """Start a sweep; it takes the place of this tab's last one."""
    cancel_sweep()
    job = Job(plan, origin, forecast)
    seat().sweep = job
    sweeps().submit(job)


def cancel_sweep() -> None:
    """Stop this tab's sweep; its results stay."""
    current = seat().sweep
    if current is not None:
        current.cancel()


def ahead_of_sweep(job: Job) -> int:
    """How many sweeps of other tabs have their turn before this one."""
    return sweeps().ahead_of(job)
