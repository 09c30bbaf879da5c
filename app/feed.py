"""A session, looked at: gathers what the live panel shows into one state."""

from functools import lru_cache

from app.live import Boundary, PanelState, pack
from app.runs import Run
from dnn_core.data import Dataset
from dnn_core.plane import Plane, plane_around
from dnn_core.statistics import wilson_interval

PICTURES = 12  # test pictures shown with the network's answers


@lru_cache(maxsize=64)
def _plane(dataset: Dataset) -> Plane:
    return plane_around(dataset.X_train)


def is_plane(dataset: Dataset) -> bool:
    """Whether examples are points of the plane."""
    return dataset.n_x == 2


def store_id(dataset: Dataset) -> str:
    """Under which name the browser keeps this data set's pictures or points."""
    return f"{dataset.name}-{id(dataset):x}"


def payload(run: Run, dataset: Dataset) -> bytes:
    """The present state of a run, packed for the live panel."""
    with run.turn() as session:
        moment = session.at(run.shown(session))
        snapshot = moment.snapshot()
        curves = session.curves()
        boundary = None
        if is_plane(dataset):
            plane = _plane(dataset)
            AL = moment.predict_proba(plane.X).reshape(plane.n, plane.n)
            boundary = Boundary(AL, plane.extent)
    accuracy = snapshot.test_accuracy
    pictured = dataset.images_test is not None and dataset.m_test > 0
    return pack(
        PanelState(
            run=run.token[:8],
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
        )
    )
