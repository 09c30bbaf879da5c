"""A run as files to take home; each is made when it is asked for."""

import io

from app.entries import DataChoice
from app.runs import Run
from app.text import takehome as say
from dnn_core.data import PLANAR, Dataset, save_h5
from dnn_core.export import (
    COURSE_PHOTOS,
    Arrays,
    Cell,
    DataSource,
    Pictures,
    Points,
    chapters,
    history_csv,
    notebook,
    record,
    save_arrays,
    script,
)
from dnn_core.store import save_model


def run_script(run: Run) -> bytes:
    """A .py file that repeats the run."""
    return script(_cells(run)).encode()


def run_notebook(run: Run) -> bytes:
    """An .ipynb file that repeats the run."""
    return notebook(_cells(run)).encode()


def run_table(run: Run) -> bytes:
    """A .csv file of all that was recorded."""
    with run.turn() as session:
        return history_csv(session).encode()


def run_network(run: Run) -> bytes:
    """An .h5 file with the network of the iteration shown."""
    dataset, _ = _learned(run)
    with run.turn() as session:
        moment = session.at(run.shown(session))
        parameters, snapshot = moment.parameters(), moment.snapshot()
    about = {
        "data": dataset.title,
        "iteration": snapshot.iteration,
        "cost": snapshot.cost,
        "train accuracy": snapshot.train_accuracy,
        "test accuracy": snapshot.test_accuracy,
    }
    out = io.BytesIO()
    save_model(out, parameters, moment.config, about=about)
    return out.getvalue()


def run_data(run: Run) -> bytes:
    """The file that script and notebook read: .h5 of pictures, .npz of other data."""
    dataset, _ = _learned(run)
    return save_arrays(dataset) if dataset.image_shape is None else save_h5(dataset)


def source(dataset: Dataset, choice: DataChoice) -> DataSource:
    """Where script and notebook take the data from."""
    if choice.name in PLANAR:
        return Points(choice.name, choice.m, choice.noise, choice.seed)
    if choice.name == "photos":  # whoever takes the course has these files
        return COURSE_PHOTOS
    if dataset.image_shape is None:
        return Arrays(f"layerwise_{choice.name}.npz", dataset.m_test > 0)
    file = f"layerwise_{choice.name}.h5"
    return Pictures(file, file if dataset.m_test else "")


def _cells(run: Run) -> list[Cell]:
    dataset, choice = _learned(run)
    with run.turn() as session:
        told = record(session)
    note = ""
    if run.birth is not None:
        note = say.BRANCHED.format(iteration=run.birth.iteration)
    return chapters(told, source(dataset, choice), note)


def _learned(run: Run) -> tuple[Dataset, DataChoice]:
    assert run.origin is not None, "only runs of the Train page are taken home"
    return run.origin.data.dataset, run.origin.choice
