"""Runs to be saved, and a workspace file that tests spoil."""

import json
from functools import cache

from dnn_core import Inputs, TrainConfig, TrainingSession, load_h5
from dnn_core.data import make_planar
from dnn_core.workspace import (
    Member,
    Named,
    Workspace,
    freeze,
    own_data,
    read_workspace,
    thaw,
    write_workspace,
)
from dnn_core.workspace.archive import Archive, packed
from tests.h5_files import course_file

SPIRALS = Named("spirals", 60, 0.1, 1)
SMALL = TrainConfig(layer_dims=(2, 6, 4, 1), learning_rate=0.3, num_iterations=300)


@cache
def spirals():
    return Inputs.of(make_planar("spirals", m=60))


def pictures():
    return load_h5(course_file(), trusted=True)


def trained(config=SMALL, inputs=None):
    """A run with a live change at 70, now at 123."""
    session = TrainingSession(config, inputs or spirals())
    session.step(70)
    session.change(learning_rate=config.learning_rate / 2, l2=0.05)
    session.step(53)
    return session


@cache
def good():
    """A small file, and its members."""
    members = (Member(freeze(trained(), 30_000), 0),)
    data = (SPIRALS, own_data(pictures(), 10**6))
    blob = write_workspace(Workspace(data, members))
    archive = Archive(blob)
    return blob, {name: archive.read(name) for name in archive.names}


def spoiled(change):
    """A file whose workspace.json was changed."""
    files = dict(good()[1])
    told = json.loads(files["workspace.json"])
    change(told)
    files["workspace.json"] = json.dumps(told).encode()
    return packed(files)


def opened(blob):
    """As the app does it: read, then put into sessions."""
    workspace = read_workspace(blob)
    return [thaw(member.run, spirals()) for member in workspace.members]
