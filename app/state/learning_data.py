"""The data a tab learns from."""

from collections.abc import Callable

from app.entries import UPLOADED, DataChoice
from app.experiment import Data
from app.images import ImageError, Picture, read_picture
from app.state.memory import no_room_for_upload
from app.state.running import run
from app.state.server import built_in, downloads, reading, registry, seconds
from app.state.tab import Unread, seat
from dnn_core import Inputs, TrainConfig
from dnn_core.data import PLANAR, DataError, Dataset, dataset_names


def data(choice: DataChoice) -> Data | None:
    """The chosen data; None while nothing was uploaded.

    What the present run learns from stays the same object, whoever else loads what.

    Raises
    ------
    DataError : the files are there but cannot be used.
    """
    if choice.name == UPLOADED:
        return seat().uploaded
    current = run()
    if current is not None and current.origin is not None:
        learned, chosen = current.origin
        if chosen == choice:
            return learned
    return built_in(choice)


def own_picture() -> Picture | None:
    """The picture of the Predict page as a network sees it; None without a good one."""
    place = seat()
    if not place.picture:
        return None
    if place.read is None or place.read[0] is not place.picture:
        try:
            picture = read_picture(place.picture)
        except ImageError:  # the Predict page says what is wrong with it
            picture = None
        place.read = place.picture, picture
    return place.read[1]


def fetch_photos() -> None:
    """Fetch the course's photos for everybody on this server, who all share it."""
    seat().download = downloads().join()


def photos() -> Dataset | None:
    """The course's photos, if they are here and can be read."""
    return _readable("photos") if "photos" in dataset_names() else None


def picture_sets() -> list[Dataset]:
    """Every data set of pictures that is here and can be read, photos first."""
    names = [name for name in dataset_names() if name not in PLANAR]
    found = [_readable(name) for name in sorted(names, key=lambda n: n != "photos")]
    uploaded = seat().uploaded
    if uploaded is not None:
        found.append(uploaded.dataset)
    return [d for d in found if d is not None and d.image_shape is not None]


def _readable(name: str) -> Dataset | None:
    try:
        return built_in(DataChoice(name)).dataset
    except DataError:
        return None


def chosen(file_id: str) -> None:
    """A file was chosen. If it is the same once more, whoever did so wants it read
    again: what was refused may have taken too long on a busy server."""
    place = seat()
    if place.chosen != file_id:
        place.chosen, place.unread = file_id, None


def read_upload(fingerprint: str, read: Callable[[], Dataset]) -> Dataset:
    """Read an upload and keep it; each after the other on this server.

    Raises
    ------
    DataError : it cannot be used; nothing is changed, and the same file is told of in
        the same words without being read, until there is room for it.
    """
    place = seat()
    known = place.unread
    if known is not None and known.fingerprint == fingerprint:
        if not known.more or _no_room_for(known.more):
            raise DataError(known.sentence)
        place.unread = None
    if place.fresh is None or place.fresh[0] != fingerprint:
        place.fresh = None
        with reading():
            try:
                # a click meanwhile ends this script as soon as it asks for its state:
                # what was read waits at the seat for the next one
                place.fresh = fingerprint, read()
            except DataError as error:
                place.unread = Unread(fingerprint, str(error))
                raise
    dataset = place.fresh[1]
    keep_upload(fingerprint, dataset)
    place.fresh = None
    return dataset


def keep_upload(fingerprint: str, dataset: Dataset) -> None:
    """Keep an uploaded data set for this browser tab, in place of the one before.

    Raises
    ------
    DataError : they take more memory than this tab may have, or than is left on the
        server; nothing is changed.
    """
    place, fresh = seat(), Data(dataset, Inputs.of(dataset))
    problem = _no_room_for(fresh.nbytes)
    if problem:
        place.unread, place.fresh = Unread(fingerprint, problem, fresh.nbytes), None
        raise DataError(problem)
    place.uploaded, place.fingerprint = fresh, fingerprint
    registry().count(fresh)


def _no_room_for(more: int) -> str:
    place = seat()
    before, place.uploaded = place.uploaded, None  # runs that learn from it count it
    try:
        return no_room_for_upload(more, before)
    finally:
        place.uploaded = before


def estimated_seconds(data: Data, config: TrainConfig) -> float:
    """Seconds that all iterations take as fast as they can, measured on a few."""
    return seconds_an_iteration(data, config) * config.num_iterations


def seconds_an_iteration(data: Data, config: TrainConfig) -> float:
    """Measured once for each kind of run."""
    timed = config.replace(learning_rate=1e-9, l2=0.0, seed=0)
    return seconds(data.inputs, data.inputs.m, timed)
