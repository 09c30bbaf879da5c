"""A large W1, which a crowded server does not look at for every state of a run.

To form 20 x 12,288 weights and to bin them is two thirds of what a state of such a
network costs. While training goes on, its histogram changes little from one state to
the next, and all panels come by theirs more often if it is left as it is for a few.
"""

from collections.abc import Callable
from typing import Final, NamedTuple
from weakref import WeakKeyDictionary

from app.runs import Run
from app.settings import SETTINGS
from dnn_core import TrainingSession
from dnn_core.moment import Moment
from dnn_core.snapshot import LayerSnapshot, Snapshot

LARGE: Final = 2**16  # weights: fewer are always looked at


class _Seen(NamedTuple):
    """The last look at a run's W1."""

    layer: LayerSnapshot
    left: int  # states for which it will still do


_seen: WeakKeyDictionary[Run, _Seen] = WeakKeyDictionary()


def capture(
    run: Run, session: TrainingSession, moment: Moment, watched: int
) -> Callable[[], Snapshot]:
    """`Moment.capture`, with W1 as it was not long ago if the run goes on.

    watched : panels that follow a run now, on the whole server.
    """
    goes_on = run.active and moment.iteration == session.iteration
    last = _seen.get(run) if goes_on else None
    if last is not None and last.left:
        _seen[run] = last._replace(left=last.left - 1)
        return moment.capture(last.layer)
    captured = moment.capture()

    def looked_at() -> Snapshot:
        snapshot = captured()
        _remember(run, snapshot.layers[0], watched)
        return snapshot

    return looked_at


def _remember(run: Run, layer: LayerSnapshot, watched: int) -> None:
    n, n_prev = layer.shape
    crowded = (watched - 1) // SETTINGS.calm_pages
    _seen[run] = _Seen(layer, crowded if n * n_prev >= LARGE else 0)
