"""Trained networks as HDF5 files: numbers and plain settings, nothing executable.

    /            attributes: format, version, config (JSON), about (JSON)
    /W1 /b1 ...  parameters, float64 or float32

A file that is read is taken for hostile: names, link types, storage, shapes and
dtypes are checked before a value is read, the values after; and the HDF5 library meets
it in a process of its own (`store_child.py`), which may die of it.
"""

import io
import json
import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

import h5py
import numpy as np

from dnn_core.activations import Array
from dnn_core.apart.arrays import Arrays
from dnn_core.apart.reading import Refused, Unread, read_apart
from dnn_core.config import TrainConfig
from dnn_core.initialization import Parameters
from dnn_core.quoting import quoted, shown

FORMAT, VERSION = "layerwise network", 1
MAX_PARAMETERS = 50_000_000
MAX_FILE_BYTES = 450_000_000  # the parameters, and room for what HDF5 adds
MAX_TEXT = 100_000
READER = "dnn_core.store_child"

_DAMAGED = (
    "The file is damaged or is not a Layerwise network. Save the network again, or "
    "copy the file anew."
)

File = str | os.PathLike[str] | BinaryIO
_BROKEN = (
    OSError,
    RuntimeError,
    ValueError,
    TypeError,
    KeyError,
    ArithmeticError,  # h5py met a size that is none
    MemoryError,
)


class ModelError(ValueError):
    """A file that is not a network this program can use; the text says why."""


@dataclass(frozen=True, eq=False)
class Model:
    """A trained network as stored.

    Attributes
    ----------
    parameters : W1: (n1, n_x), b1: (n1, 1), ..., WL, bL.
    config : the settings it was trained with.
    about : what it learned from and how well, plain values.
    """

    parameters: Parameters
    config: TrainConfig
    about: dict[str, Any]


def save_model(
    file: File,
    parameters: Mapping[str, Array],
    config: TrainConfig,
    *,
    about: Mapping[str, Any] | None = None,
    dtype: str = "float64",
) -> None:
    """Write a network to a path or a binary file object, replacing what is there.

    Raises
    ------
    OSError : it cannot be written there, as on a full disk; what was there stays.
    """
    made = io.BytesIO()
    _write(made, parameters, config, about or {}, dtype)
    if isinstance(file, (str, os.PathLike)):
        _put_in_place(Path(file), made.getvalue())
    else:
        file.write(made.getvalue())


def _put_in_place(path: Path, content: bytes) -> None:
    """Written under another name beside it, then renamed: never half a file."""
    device = path.exists() and not path.is_file()
    beside = path if device else path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        beside.write_bytes(content)
        os.replace(beside, path)
    except OSError as error:
        raise OSError(
            f"{path.name!r} could not be written: {error.strerror}. What was there is "
            "as it was; choose another place."
        ) from None
    finally:
        if not device:
            beside.unlink(missing_ok=True)


def _write(
    file: io.BytesIO,
    parameters: Mapping[str, Array],
    config: TrainConfig,
    about: Mapping[str, Any],
    dtype: str,
) -> None:
    with h5py.File(file, "w", track_order=True) as out:
        out.attrs["format"], out.attrs["version"] = FORMAT, VERSION
        out.attrs["config"] = json.dumps(config.to_dict())
        out.attrs["about"] = json.dumps(dict(about))
        for name, value in parameters.items():
            out.create_dataset(
                name,
                data=value.astype(dtype),
                compression="gzip" if value.size > 1000 else None,
                track_times=False,
            )


def load_model(file: File, *, trusted: bool = False) -> Model:
    """Read a network from a path or a binary file object.

    trusted : read in this process, 0.3 s faster; only for files of this repository.

    Raises
    ------
    ModelError : the file is not such a network, or is damaged.
    FileNotFoundError : there is no file of that name.
    """
    blob = _contents(file)
    try:
        return model_of(read_network([blob]) if trusted else read_apart(READER, [blob]))
    except (Refused, Unread) as why:
        raise ModelError(str(why) or _DAMAGED) from None
    except _BROKEN as error:
        raise ModelError(_DAMAGED) from error


def _contents(file: File) -> bytes:
    if isinstance(file, (str, os.PathLike)):
        if not os.path.exists(file):
            raise FileNotFoundError(f"there is no file {os.path.basename(file)!r}")
        with open(file, "rb") as opened:
            blob = opened.read(MAX_FILE_BYTES + 1)
    else:
        file.seek(0)
        blob = file.read(MAX_FILE_BYTES + 1)
    if len(blob) > MAX_FILE_BYTES:
        raise ModelError(
            f"The file is larger than the limit of {MAX_FILE_BYTES // 10**6} MB. "
            f"Choose one that was saved with Network.save."
        )
    return blob


def model_of(arrays: Arrays) -> Model:
    """The network in what `read_network` returns, by whomever it was read."""
    config = TrainConfig.from_dict(json.loads(arrays["config"].tobytes()))
    about = dict(json.loads(arrays["about"].tobytes()))
    parameters: Parameters = {}
    for name, shape in _shapes(config):
        _check(name, arrays[name], shape)
        parameters[name] = np.asarray(arrays[name], dtype=np.float64)
        if not np.isfinite(parameters[name]).all():
            raise Refused(f"{name} holds values that are not finite.")
    return Model(parameters, config, about)


def read_network(blobs: list[bytes]) -> Arrays:
    """The arrays of a file, and its texts as bytes: `config` and `about`.

    Raises
    ------
    Refused : a rule is broken. A damaged file raises whatever h5py raises.
    """
    with h5py.File(io.BytesIO(blobs[0]), "r") as source:
        if _text(source, "format") != FORMAT:
            raise Refused(
                "This HDF5 file holds no Layerwise network. Choose one that was "
                "saved with Network.save."
            )
        texts = {name: _text(source, name) for name in ("config", "about")}
        config = TrainConfig.from_dict(json.loads(texts["config"]))
        if config.num_parameters > MAX_PARAMETERS:
            raise Refused(
                f"The network declares {config.num_parameters:,} parameters; the "
                f"limit is {MAX_PARAMETERS:,}."
            )
        read = {name: _array(source, name, shape) for name, shape in _shapes(config)}
        return read | {
            name: np.frombuffer(text.encode(), np.uint8) for name, text in texts.items()
        }


def _text(source: h5py.File, name: str) -> str:
    kind = source.attrs.get_id(name)
    if kind.get_storage_size() > MAX_TEXT:
        raise Refused(f"The text {name!r} in the file is too long.")
    return str(source.attrs[name])


def _shapes(config: TrainConfig) -> Iterator[tuple[str, tuple[int, int]]]:
    """W1, b1, W2, ... and the shape of each."""
    for l in range(1, config.num_layers + 1):
        n, n_prev = config.layer_dims[l], config.layer_dims[l - 1]
        yield f"W{l}", (n, n_prev)
        yield f"b{l}", (n, 1)


def _array(source: h5py.File, name: str, shape: tuple[int, int]) -> Array:
    if not isinstance(source.get(name, getlink=True), h5py.HardLink):
        raise Refused(f"{name} is a link to something else, or is missing.")
    found: Any = source[name]
    if not isinstance(found, h5py.Dataset):
        raise Refused(f"{name} is not an array.")
    properties = found.id.get_create_plist()
    if properties.get_layout() == h5py.h5d.VIRTUAL or properties.get_external_count():
        raise Refused(f"{name} takes its numbers from another file.")
    _check(name, found, shape)
    return np.asarray(found[()])


def _check(name: str, found: Any, shape: tuple[int, int]) -> None:
    """What an array says of itself, in a file or read from one."""
    if found.shape != shape or found.dtype not in (np.float64, np.float32):
        raise Refused(
            f"{name} is {quoted(str(found.dtype))} of shape {shown(found.shape)}; "
            f"float64 or float32 of shape {shape} is expected."
        )
