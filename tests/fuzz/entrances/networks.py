"""A trained network of a stranger, as `predict` and `Network.load` read it."""

import io
import json
from collections.abc import Callable, Sequence
from contextlib import suppress
from multiprocessing import get_context
from random import Random
from typing import Any

import h5py
import numpy as np

from dnn_core.apart.limits import confine
from dnn_core.apart.reading import MOST
from dnn_core.config import TrainConfig
from dnn_core.initialization import initialize_parameters_deep
from dnn_core.store import ModelError, load_model, save_model
from tests.fuzz import values
from tests.fuzz.damage import damaged
from tests.fuzz.entrance import Entrance

CONFIG = TrainConfig(layer_dims=(2, 3, 1))
WIDE = TrainConfig(layer_dims=(12, 90, 1))  # its W1 is compressed
SECONDS = 0.2  # a sound one takes 2 ms
ABOUT = {"class_names": ["no", "yes"], "m_train": 5, "test_accuracy": 0.7}


def network(config: TrainConfig = CONFIG, dtype: str = "float64") -> bytes:
    """As `save_model` writes it."""
    parameters = initialize_parameters_deep(
        config.layer_dims, seed=1, initialization=config.initialization
    )
    file = io.BytesIO()
    save_model(file, parameters, config, about=ABOUT, dtype=dtype)
    return file.getvalue()


def sound() -> list[bytes]:
    """Two sizes, two kinds of numbers."""
    return [network(), network(WIDE), network(WIDE, "float32")]


def edited(edit: Callable[[h5py.File], object]) -> bytes:
    """A sound one, changed by h5py."""
    file = io.BytesIO(network())
    with h5py.File(file, "r+") as opened:
        edit(opened)
    return file.getvalue()


def hostile() -> list[bytes]:
    """Attributes and arrays of the wrong kind, links that lead elsewhere."""
    texts = [b"\xff", "x" * 60_000, "[" * 5000, "{}", "[]", "5", "null", '"\\ud800"']
    others: list[Any] = [5, np.nan, [1, 2], h5py.Empty("S1"), np.zeros(3, complex)]
    found: list[bytes] = []
    for name in ("format", "config", "about"):
        found += [edited(_attribute(name, value)) for value in (*texts, *others)]
        found.append(edited(lambda f, name=name: f.attrs.__delitem__(name)))
    arrays = [np.zeros((3, 2)) + np.nan, np.zeros((3, 2)) + np.inf, np.zeros((2, 3)),
              np.zeros((3, 2), np.int64), np.zeros((3, 2), "S5"), "text", 5,
              np.zeros((3, 2), ">f8"), np.zeros((3, 2), np.float16),
              np.zeros((3, 2), [("a", "f8")]), h5py.Empty("f8")]  # fmt: skip
    found += [edited(_array(value)) for value in arrays]
    links = h5py.SoftLink("/W1"), h5py.ExternalLink("/usr/x.h5", "W1")
    found += [edited(_array(link)) for link in links]
    for config in wrong_configs(Random(1)):
        found.append(edited(_attribute("config", config)))
    return found


def wrong_configs(rng: Random) -> list[str]:
    """Settings with one of them changed."""
    plain = CONFIG.to_dict()
    forged = [values.as_json(values.changed(plain, rng), rng) for _ in range(300)]
    long = {"layer_dims": [2] + [1] * 9000 + [1]}
    huge = {"layer_dims": [2, 10**7, 10**7, 1]}
    return [*(text for text in forged if len(text) < 60_000),
            *(json.dumps(plain | change) for change in (long, huge))]  # fmt: skip


def _attribute(name: str, value: Any) -> Callable[[h5py.File], None]:
    def edit(file: h5py.File) -> None:
        file.attrs[name] = value

    return edit


def _array(value: Any) -> Callable[[h5py.File], None]:
    def edit(file: h5py.File) -> None:
        del file["W1"]
        file["W1"] = value

    return edit


def enter(data: bytes) -> Sequence[str]:
    """What is read is a whole network; in this process, which the product avoids."""
    model = load_model(io.BytesIO(data), trusted=True)
    assert np.isfinite(model.parameters["W1"]).all()
    assert isinstance(model.about, dict)
    return ()


def apart(data: bytes) -> Sequence[str]:
    """In a process of its own, which is ended after a while, as the product does it:
    `tests/test_apart.py` lets that one hang, crash and grow."""
    child = get_context("fork").Process(target=_alone, args=(data,))
    child.start()
    child.join(SECONDS)
    child.kill()
    child.join()
    if child.exitcode:
        raise ModelError("The file is damaged.")
    return ()


def _alone(data: bytes) -> None:
    confine(1, MOST, files=False)
    with suppress(ModelError):
        enter(data)


NETWORKS = Entrance(
    "networks", sound, enter, (ModelError,), damaged, hostile, apart, patience=0.1
)
