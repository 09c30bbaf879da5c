"""Data of one's own: HDF5 files, a table, or a zip of pictures, with a preview."""

import hashlib
from functools import partial

import streamlit as st

from app import state, text
from app.controls.experiment import show_network
from app.entries import UPLOADED
from app.experiment import defaults_for
from app.settings import SETTINGS
from dnn_core.data import DataError, Dataset, load_own

HDF5 = ("h5", "hdf5")
PARTED = ("csv", "tsv", "txt", "zip")  # by us: they hold no test set of their own
TEST_SHARE, DRAW = 20, 1
SHOWN = 8  # examples in the preview, and columns


def upload() -> None:
    """A place for a file; what is read becomes this tab's uploaded data."""
    file = st.file_uploader(
        "Your file",
        type=[*HDF5, *PARTED],
        max_upload_size=SETTINGS.max_data_mb,
        key=state.widget_key(state.UPLOAD),
        help=text.UPLOAD_HELP,
    )
    kept = state.seat().uploaded
    if file is None:
        if kept is None:
            st.info(text.UPLOAD_EMPTY, icon=":material/upload_file:")
        else:
            _preview(kept.dataset)
        return
    state.chosen(file.file_id)
    is_h5 = file.name.lower().endswith(HDF5)
    second, share, draw = _test_file() if is_h5 else _split()
    files = [file.getvalue(), second or b""]
    parts = [hashlib.sha256(part).digest() for part in files]
    fingerprint = hashlib.sha256(b"".join(parts)).hexdigest() + f" {share} {draw}"
    if fingerprint != state.seat().fingerprint:
        try:
            read = partial(
                load_own,
                files[0],
                test=second,
                test_share=share / 100,
                seed=draw,
                name=UPLOADED,
            )
            with st.spinner("Reading …"):
                dataset = state.read_upload(fingerprint, read)
            _show_settings(dataset)
        except DataError as error:
            ending = file.name.lower().rpartition(".")[2]
            kind = ending if ending in (*HDF5, *PARTED) else "other"
            state.refused(kind, sum(map(len, files)), error)
            st.error(str(error), icon=":material/error:")
            return
    kept = state.seat().uploaded
    if kept is not None:
        _preview(kept.dataset)


def _test_file() -> tuple[bytes | None, int, int]:
    second = st.file_uploader(
        "Test file (optional)",
        type=[*HDF5],
        max_upload_size=SETTINGS.max_data_mb,
        key="upload_test",
    )
    return (None if second is None else second.getvalue()), TEST_SHARE, DRAW


def _split() -> tuple[None, int, int]:
    """How many examples are kept to test on, and by which lot."""
    with st.container(horizontal=True):
        share = st.number_input(
            "To test on, %",
            0,
            50,
            TEST_SHARE,
            step=5,
            key="upload_share",
            help=text.SPLIT_HELP,
        )
        draw = st.number_input("Draw", 0, 10_000, DRAW, step=1, key="upload_draw")
    return None, int(share), int(draw)


def _show_settings(dataset: Dataset) -> None:
    """Another kind of data brings the settings that suit it."""
    pictures = dataset.image_shape is not None
    if state.get("_planar", False) == pictures:
        state.put("_planar", not pictures)
        show_network(defaults_for(dataset))


def _preview(dataset: Dataset) -> None:
    with st.expander("Preview"):
        ones = [dataset.Y(split)[0] == 1 for split in ("train", "test")]
        counts = {
            title: [int((~one).sum()), int(one.sum())]
            for title, one in zip(("learn", "test"), ones, strict=True)
        }
        st.dataframe({"class": dataset.class_names, **counts}, hide_index=True)
        images = dataset.images_train
        if images is None:
            rows = dict(enumerate(dataset.X_train[:SHOWN, :SHOWN], start=1))
            labels = dataset.Y_train[0, :SHOWN].astype(int)
            columns = {f"x{i}": row for i, row in rows.items()}
            st.dataframe({"label": labels, **columns}, hide_index=True)
            st.caption(text.PREVIEW_TABLE)
        else:
            names = [dataset.class_names[int(y)] for y in dataset.Y_train[0, :SHOWN]]
            st.image([*images[:SHOWN]], caption=names, width=56)
            st.caption(text.PREVIEW_PICTURES)
