"""Runs with known ailments, and healthy ones: what the diagnosis is judged by.

Each is quick: the cat networks take 0.1 to 0.5 s, those of the plane less.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

from dnn_core import Inputs, TrainConfig, TrainingSession
from dnn_core.data import load_dataset, make_planar
from dnn_core.diagnosis import Kind

CATS = TrainConfig()
PLANE = TrainConfig(layer_dims=(2, 8, 4, 1), learning_rate=0.3, num_iterations=2000)


@cache
def silhouettes() -> Inputs:
    return Inputs.of(load_dataset("silhouettes"))


@cache
def plane(name: str, m: int = 400, noise: float = 0.1) -> Inputs:
    return Inputs.of(make_planar(name, m=m, noise=noise))


@dataclass(frozen=True)
class Case:
    """A run: what it is called, what it learns from, how, and what is to be found."""

    name: str
    data: Callable[[], Inputs]
    config: TrainConfig
    kind: Kind = "healthy"

    def session(self, **changes: object) -> TrainingSession:
        """The run, or one with changed settings, at its last iteration."""
        session = TrainingSession(self.config.replace(**changes), self.data())
        session.step(self.config.num_iterations)
        return session


def cats(name: str, kind: Kind, iterations: int, **settings: object) -> Case:
    config = CATS.replace(num_iterations=iterations, **settings)
    return Case(f"silhouettes, {name}", silhouettes, config, kind)


def points(data: str, name: str, kind: Kind = "healthy", **settings: object) -> Case:
    return Case(f"{data}, {name}", lambda: plane(data), PLANE.replace(**settings), kind)


def few_points(data: str, m: int, noise: float, name: str, **settings: object) -> Case:
    config = PLANE.replace(**{"num_iterations": 3000, **settings})
    inputs = lambda: plane(data, m, noise)  # noqa: E731
    return Case(f"{m} {data}, {name}", inputs, config, "overfitting")


DEEP = (2, 8, 8, 8, 8, 8, 1)
WIDE = (2, 64, 32, 1)

AILING = (
    points("spirals", "zeros", "symmetric", initialization="zeros"),
    cats("zeros", "symmetric", 200, initialization="zeros"),
    points("xor", "zeros, tanh, Adam", "symmetric", initialization="zeros",
           activation="tanh", optimizer="adam", learning_rate=0.01),
    points("moons", "zeros, sigmoid", "symmetric", initialization="zeros",
           activation="sigmoid"),
    cats("0.01", "vanishing", 250, initialization="0.01"),
    points("moons", "0.01", "vanishing", initialization="0.01", num_iterations=600),
    points("circles", "0.01, batches", "vanishing", initialization="0.01",
           layer_dims=(2, 8, 8, 8, 1), batch_size=32),
    points("xor", "0.01, tanh", "vanishing", initialization="0.01", activation="tanh"),
    points("moons", "five sigmoid layers", "vanishing", layer_dims=DEEP,
           activation="sigmoid", num_iterations=1000),
    cats("rate 0.03", "dead", 500, learning_rate=0.03),
    cats("He", "dead", 400, initialization="he"),
    points("moons", "rate 10", "dead", learning_rate=10.0),
    points("spirals", "rate 5", "dead", learning_rate=5.0, num_iterations=2500),
    points("spirals", "Adam rate 1", "dead", learning_rate=1.0, optimizer="adam"),
    points("spirals", "tanh rate 100", "saturated", learning_rate=100.0,
           activation="tanh", num_iterations=1000),
    points("xor", "x 10", "too large a start", initialization="too large"),
    cats("x 10", "too large a start", 200, initialization="too large"),
    points("spirals", "x 10, tanh", "too large a start", initialization="too large",
           activation="tanh"),
    cats("L2 1000", "too much L2", 250, l2=1000.0),
    points("moons", "L2 100", "too much L2", l2=100.0),
    points("circles", "L2 20, tanh, Adam", "too much L2", l2=20.0, activation="tanh",
           optimizer="adam", learning_rate=0.01),
    cats("rate 1e-6", "too small a rate", 250, learning_rate=1e-6),
    points("moons", "rate 1e-4", "too small a rate", learning_rate=1e-4),
    points("moons", "Adam rate 1e-5", "too small a rate", learning_rate=1e-5,
           optimizer="adam"),
    points("xor", "momentum rate 1e-4, batches", "too small a rate", learning_rate=1e-4,
           optimizer="momentum", batch_size=50),
    points("blobs", "no hidden layer, rate 1e-4", "too small a rate",
           layer_dims=(2, 1), learning_rate=1e-4),
    points("moons", "no hidden layer, rate 50", "too large a rate", learning_rate=50.0,
           layer_dims=(2, 1), num_iterations=500),
    points("spirals", "tanh rate 10, batches", "too large a rate", learning_rate=10.0,
           layer_dims=(2, 16, 8, 1), activation="tanh", batch_size=32),
    points("spirals", "leaky ReLU rate 3", "too large a rate", learning_rate=3.0,
           layer_dims=(2, 16, 8, 1), activation="leaky relu"),
    points("circles", "no hidden layer", "too small a network", layer_dims=(2, 1)),
    points("xor", "no hidden layer", "too small a network", layer_dims=(2, 1)),
    points("spirals", "two units", "too small a network", layer_dims=(2, 2, 1)),
    points("xor", "a bad seed", "too small a network", seed=3),
    few_points("xor", 80, 0.5, "wide", layer_dims=WIDE, num_iterations=4000),
    few_points("spirals", 100, 0.5, "wide", layer_dims=WIDE),
    points("moons", "rate 1e200", "diverged", learning_rate=1e200, initialization="he"),
    points("moons", "L2 1e6", "diverged", l2=1e6),
    points("spirals", "leaky ReLU rate 1e5", "diverged", learning_rate=1e5,
           activation="leaky relu"),
)  # fmt: skip

HEALTHY = (
    cats("the default", "healthy", 1000),
    cats("momentum", "healthy", 400, optimizer="momentum"),
    cats("batches", "healthy", 800, batch_size=64, learning_rate=0.003),
    cats("rate 0.015", "healthy", 400, learning_rate=0.015),
    cats("L2 10", "healthy", 600, l2=10.0, learning_rate=0.003),
    cats("no hidden layer", "healthy", 800, layer_dims=(12288, 1), learning_rate=0.002),
    cats("0.01, one hidden layer", "healthy", 600, initialization="0.01",
         layer_dims=(12288, 20, 1)),
    points("moons", "the default"),
    points("circles", "batches of 10", batch_size=10, learning_rate=0.1),
    points("spirals", "the default", num_iterations=5000),
    points("xor", "Adam", optimizer="adam", learning_rate=0.01),
    points("flower", "wide", layer_dims=(2, 16, 8, 1), num_iterations=4000),
    points("spirals", "tanh", activation="tanh", learning_rate=1.0),
    points("spirals", "leaky ReLU, batches", activation="leaky relu", batch_size=64,
           layer_dims=(2, 16, 8, 1)),
    points("xor", "momentum, He", optimizer="momentum", initialization="he"),
    points("moons", "no hidden layer", layer_dims=(2, 1)),
    points("blobs", "zeros, no hidden layer", layer_dims=(2, 1),
           initialization="zeros"),
    points("moons", "L2 1", l2=1.0),
    points("moons", "five ReLU layers", layer_dims=DEEP),
    points("circles", "sigmoid, one hidden layer", activation="sigmoid",
           layer_dims=(2, 16, 1), optimizer="adam", learning_rate=0.03),
)  # fmt: skip
