"""PyTorch on the CPU: as one writes it, compiled, and in our coordinates."""

from typing import Any

import numpy as np

from benchmarks.measure import Missing, require
from benchmarks.work import Work
from dnn_core import initialize_parameters_deep


def import_torch(threads: int) -> Any:
    """The package, with so many threads."""
    require("torch")
    import torch  # type: ignore[import-not-found]

    torch.set_num_threads(threads)
    return torch


def sequential(torch: Any, work: Work, dtype: str) -> Any:
    """Linear and ReLU layers with the initial weights everyone has."""
    config, layers = work.config, []
    initial = initialize_parameters_deep(
        config.layer_dims, seed=config.seed, initialization=config.initialization
    )
    hidden = {"relu": torch.nn.ReLU, "tanh": torch.nn.Tanh}[config.activation]
    for l in range(1, config.num_layers + 1):
        n, n_prev = initial[f"W{l}"].shape
        linear = torch.nn.Linear(n_prev, n, dtype=getattr(torch, dtype))
        with torch.no_grad():
            linear.weight.copy_(torch.from_numpy(initial[f"W{l}"]))
            linear.bias.copy_(torch.from_numpy(initial[f"b{l}"][:, 0]))
        layers += [linear, hidden()] if l < config.num_layers else [linear]
    return torch.nn.Sequential(*layers)


class Eager:
    """nn.Sequential, BCEWithLogitsLoss and the fused SGD."""

    def __init__(self, work: Work, dtype: str, threads: int) -> None:
        self._torch = torch = import_torch(threads)
        self._work, self._threads, self._epoch = work, threads, 0
        self._model = sequential(torch, work, dtype)
        self._loss = torch.nn.BCEWithLogitsLoss()
        self._X, self._Y = (
            torch.tensor(np.ascontiguousarray(a.T), dtype=getattr(torch, dtype))
            for a in (work.inputs.X, work.inputs.Y)
        )
        self._optimizer = torch.optim.SGD(
            self._model.parameters(), lr=work.config.learning_rate, fused=True
        )

    def run(self, n: int) -> None:
        """n iterations, or epochs with the cost at the end of each."""
        self._torch.set_num_threads(self._threads)
        for _ in range(n):
            if self._work.config.batch_size is None:
                self._step(self._X, self._Y)
                continue
            order = self._torch.from_numpy(self._work.order(self._epoch))
            X, Y = self._X[order], self._Y[order]
            size = self._work.config.batch_size
            for Xb, Yb in zip(X.split(size), Y.split(size), strict=True):
                self._step(Xb, Yb)
            self._epoch += 1
            self.cost()

    def _step(self, X: Any, Y: Any) -> None:
        self._optimizer.zero_grad(set_to_none=True)
        self._loss(self._model(X), Y).backward()
        self._optimizer.step()

    def cost(self) -> float:
        """Cross-entropy of the training set."""
        with self._torch.inference_mode():
            return float(self._loss(self._model(self._X), self._Y))


class Compiled(Eager):
    """The same with forward, loss and backward compiled."""

    def __init__(self, work: Work, dtype: str, threads: int) -> None:
        super().__init__(work, dtype, threads)
        model, loss = self._model, self._loss

        def objective(X: Any, Y: Any) -> Any:
            return loss(model(X), Y)

        self._objective = self._torch.compile(objective)
        try:  # the first call compiles; its gradients are dropped
            self._objective(self._X, self._Y).backward()
        except Exception as error:
            reason = str(error).strip().splitlines()[0]
            raise Missing(f"torch.compile does not work here: {reason}") from error

    def _step(self, X: Any, Y: Any) -> None:
        self._optimizer.zero_grad(set_to_none=True)
        self._objective(X, Y).backward()
        self._optimizer.step()


class Gram:
    """Our algorithm in PyTorch's operations: kept tensors, no autograd."""

    def __init__(self, work: Work, dtype: str, threads: int) -> None:
        self._torch = torch = import_torch(threads)
        self._threads, self._alpha = threads, work.config.learning_rate
        kind = getattr(torch, dtype)
        layers = [x for x in sequential(torch, work, dtype) if hasattr(x, "weight")]
        X = torch.tensor(work.inputs.X, dtype=kind)
        with torch.no_grad():
            self._Y, self._G = torch.tensor(work.inputs.Y, dtype=kind), X.T @ X + 1
            self._Z1 = layers[0].weight @ X + layers[0].bias[:, None]
            self._W = [layer.weight.clone() for layer in layers[1:]]
            self._b = [layer.bias[:, None].clone() for layer in layers[1:]]
        self._C = torch.zeros_like(self._Z1)

    def run(self, n: int) -> None:
        """n iterations."""
        self._torch.set_num_threads(self._threads)
        with self._torch.inference_mode():
            for _ in range(n):
                self._step()

    def _step(self) -> None:
        torch, m = self._torch, self._Z1.shape[1]
        A = [torch.relu(self._Z1)]
        ZL = self._forward(A)
        dZ = torch.sigmoid(ZL).sub_(self._Y).mul_(self._alpha / m)
        for l in range(len(self._W) - 1, -1, -1):
            dA = self._W[l].T @ dZ
            self._W[l].addmm_(dZ, A[l].T, alpha=-1)
            self._b[l].sub_(dZ.sum(1, keepdim=True))
            dZ = dA.mul_(A[l] > 0)
        self._C.sub_(dZ)
        self._Z1.addmm_(dZ, self._G, alpha=-1)

    def _forward(self, A: list[Any]) -> Any:
        for l, (W, b) in enumerate(zip(self._W, self._b, strict=True)):
            Z = self._torch.addmm(b, W, A[l])
            if l == len(self._W) - 1:
                return Z
            A.append(self._torch.relu_(Z))
        return A[-1]

    def cost(self) -> float:
        """Cross-entropy of the training set."""
        functional = self._torch.nn.functional
        with self._torch.inference_mode():
            ZL = self._forward([self._torch.relu(self._Z1)])
            return float(functional.binary_cross_entropy_with_logits(ZL, self._Y))
