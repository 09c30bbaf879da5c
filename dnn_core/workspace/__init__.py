"""Runs in one file, to be gone on with later or on another machine.

A zip of one JSON text and numpy's own array files:

    workspace.json            what there is: settings, live changes, names, sizes
    runs/0/steps.npy          (k,) iterations of the kept states
    runs/0/theta.npy          (k, n) those states, as the engine keeps them
    runs/0/memory0.npy ...    (k, n) what the update rule remembers, if anything
    runs/0/train.npy          (j, 2 + L) iteration, cost, gradient norms
    runs/0/test.npy           (i, 4) iteration, test cost, both accuracies
    data/0/...                own examples; other data are told by name

**Bits.** A kept state is shown as it was saved, wherever it is opened. The iterations
between two of them are computed again: on the same machine that gives the same bits,
on another one six decimals agree. The newest iteration is always among those kept.

**Safety.** A file is taken for hostile. Nothing in it is executed or unpacked to a
disk; members are stored, not compressed, so that it cannot hold more than its size;
each array must have the type and the shape that the settings ask for, and the values
are looked at before anything is replaced.
"""

from dnn_core.workspace.archive import MAX_BYTES as MAX_BYTES
from dnn_core.workspace.archive import WorkspaceError as WorkspaceError
from dnn_core.workspace.archive import packed as packed
from dnn_core.workspace.own import OwnData as OwnData
from dnn_core.workspace.own import fingerprint as fingerprint
from dnn_core.workspace.own import own_data as own_data
from dnn_core.workspace.own import own_fits as own_fits
from dnn_core.workspace.saved import SavedRun as SavedRun
from dnn_core.workspace.saved import freeze as freeze
from dnn_core.workspace.saved import least_bytes as least_bytes
from dnn_core.workspace.saved import run_bytes as run_bytes
from dnn_core.workspace.saved import thaw as thaw
from dnn_core.workspace.workspace import Member as Member
from dnn_core.workspace.workspace import Named as Named
from dnn_core.workspace.workspace import Workspace as Workspace
from dnn_core.workspace.workspace import members_of as members_of
from dnn_core.workspace.workspace import read_data as read_data
from dnn_core.workspace.workspace import read_workspace as read_workspace
from dnn_core.workspace.workspace import write_data as write_data
from dnn_core.workspace.workspace import write_workspace as write_workspace
