"""A Dask cluster that trains the runs of sweeps, where the server's owner names one.

`LAYERWISE_DASK=tcp://host:port` is the address of its scheduler. Dask carries pickled
Python both ways and runs it: whoever reaches that port owns the cluster and the server.
So it belongs behind TLS (`tls://`, with Dask's own settings for the certificates) or in
a network whose every member is trusted.
"""

from collections.abc import Generator
from concurrent.futures import Executor
from contextlib import contextmanager
from typing import Any

from dnn_core import Inputs
from dnn_core.sweep import Held
from dnn_core.sweep.run import LOST

VARIABLE = "LAYERWISE_DASK"
CONNECT_S = 10.0


class ClusterError(RuntimeError):
    """The cluster cannot be used; the message says why."""


class Cluster:
    """The workers of a Dask cluster, which have this project on their path."""

    def __init__(self, address: str) -> None:
        try:
            import distributed
            from distributed.scheduler import KilledWorker
        except ImportError:
            raise ClusterError(
                f"{VARIABLE} names a cluster, but Dask is not installed: "
                "pip install -r requirements-cluster.txt"
            ) from None
        try:
            self._client = distributed.Client(address, timeout=CONNECT_S)
        except OSError as error:
            raise ClusterError(
                f"The cluster at {address}, which {VARIABLE} names, does not answer: "
                f"{error}"
            ) from None
        self.executor: Executor = self._client.get_executor(pure=False)
        self.lost = (*LOST, KilledWorker)

    @property
    def count(self) -> int:
        """How many groups train at once."""
        threads: Any = self._client.nthreads()
        return max(1, sum(threads.values()))

    @contextmanager
    def sharing(self, inputs: Inputs) -> Generator[Any]:
        """Send the examples to every worker, for as long as the context lasts."""
        bare = Inputs(inputs.X, inputs.Y, inputs.X_test, inputs.Y_test)
        yield self._client.scatter(Held(bare), broadcast=True, hash=False)

    def interrupt(self) -> None:
        """A worker finishes the group that it has; what waits is cancelled already."""

    def close(self) -> None:
        """Leave the cluster."""
        self._client.close()
