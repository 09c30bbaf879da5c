"""The sweep of a tab: estimated, started, cancelled."""

import os

from app.experiment import Data, Origin
from app.state.learning_data import seconds_an_iteration
from app.state.server import sweeps
from app.state.tab import seat
from app.sweeps import Job
from dnn_core.sweep import Sweep, seconds_of


def sweep() -> Job | None:
    """The last sweep that this tab has started."""
    return seat().sweep


def estimated_sweep(plan: Sweep, data: Data) -> float:
    """Seconds that a sweep takes on the cores of this machine."""
    measured = seconds_an_iteration(data, plan.base)
    cores = os.cpu_count() or 1
    return seconds_of(plan.groups(), data.inputs, measured, plan.base, cores)


def start_sweep(plan: Sweep, origin: Origin, estimated_s: float) -> None:
    """Start a sweep; it takes the place of this tab's last one."""
    cancel_sweep()
    job = Job(plan, origin, estimated_s)
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
