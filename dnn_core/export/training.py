"""The code that an exported file adds to the course's functions: settings and loop."""

import textwrap

from dnn_core.config import TrainConfig
from dnn_core.export.record import Record
from dnn_core.optimizers import OPTIMIZERS

PRINTED = 25  # costs that the file prints while it trains, or up to twice as many


def settings(record: Record) -> str:
    """Every number of the run, by a name in capitals."""
    config = record.config
    lines = [
        f"LAYERS_DIMS = {list(config.layer_dims)}",
        f"LEARNING_RATE = {config.learning_rate!r}",
        f"NUM_ITERATIONS = {record.num_iterations}",
        f'INITIALIZATION = "{config.initialization}"',
        f'ACTIVATION = "{config.activation}"  # of the hidden layers',
        f"SEED = {config.seed}",
        f"PRINT_EVERY = {_print_every(record)}"
        + ("  # epochs" if config.batch_size else "  # iterations"),
    ]
    if config.batch_size:
        lines.append(f"BATCH_SIZE = {config.batch_size}")
    if decays(record):
        lines.append(f"L2 = {config.l2!r}  # lambda")
    if record.rates:
        lines += ["", f"# From an iteration on: {', '.join(_changing(record))}."]
        lines.append("LIVE_CHANGES = {")
        for iteration, (rate, l2) in record.rates.items():
            value = f"({rate!r}, {l2!r})" if decays(record) else repr(rate)
            lines.append(f"    {iteration}: {value},")
        lines.append("}")
    return "\n".join(lines)


def decays(record: Record) -> bool:
    """Whether the run has an L2 term, from its start or from a change on."""
    return record.config.l2 > 0 or any(l2 > 0 for _, l2 in record.rates.values())


def _print_every(record: Record) -> int:
    size = min(record.config.batch_size or record.m, record.m)
    looks = record.num_iterations * size // record.m
    return max(1, looks // PRINTED)


def _changing(record: Record) -> list[str]:
    """What a live change sets, as the loop names it."""
    return ["learning_rate", "l2"] if decays(record) else ["learning_rate"]


def model(record: Record) -> str:
    """`L_layer_model` of this run: its rule, its batches, its changes."""
    config = record.config
    parts = [
        "def L_layer_model(X, Y, layers_dims, learning_rate, num_iterations):",
        f'    """{_network(config)}, by {_way(config)}.',
        "",
        "    Returns the parameters, and the cost by iteration.",
        '    """',
        *_indented(4, _start(record)),
        "    for iteration in range(num_iterations):",
        *_indented(8, _changes(record)),
        *_indented(8, _iteration(record)),
        *_indented(
            4,
            f"{_forward('X', 'AL, _')}\n"
            "costs[num_iterations] = compute_cost(AL, Y)\n"
            "return parameters, costs",
        ),
    ]
    return "\n".join(parts)


def _network(config: TrainConfig) -> str:
    hidden = f"[LINEAR -> {config.activation.upper()}] x (L-1) -> "
    return f"{hidden if config.num_layers > 1 else ''}LINEAR -> SIGMOID"


def _way(config: TrainConfig) -> str:
    way = "Adam" if config.optimizer == "adam" else config.optimizer
    return f"{way} in mini-batches" if config.batch_size else way


def _indented(width: int, text: str) -> list[str]:
    return textwrap.indent(text, " " * width).splitlines() if text else []


def _forward(X: str, out: str) -> str:
    return f"{out} = L_model_forward({X}, parameters, activation=ACTIVATION)"


def _start(record: Record) -> str:
    config = record.config
    lines = [
        "parameters = initialize_parameters_deep(",
        "    layers_dims, seed=SEED, initialization=INITIALIZATION",
        ")",
    ]
    if config.precision != "float64":
        lines.append(
            f"parameters = {{k: v.astype(np.{config.precision}) "
            "for k, v in parameters.items()}"
        )
    lines.append("costs = {}")
    if config.optimizer != "gradient descent":
        lines.append("memory = {}")
    if decays(record):
        lines.append("l2 = L2")
    if config.batch_size:
        lines += [
            "m = X.shape[1]",
            "batches = -(-m // BATCH_SIZE)  # an epoch; the last may be smaller",
        ]
    return "\n".join(lines)


def _changes(record: Record) -> str:
    if not record.rates:
        return ""
    names = ", ".join(_changing(record))
    return f"if iteration in LIVE_CHANGES:\n    {names} = LIVE_CHANGES[iteration]"


def _iteration(record: Record) -> str:
    """Forward, cost, backward, update; in mini-batches the cost once an epoch."""
    config = record.config
    if config.batch_size:
        return "\n".join(
            [
                "epoch, index = divmod(iteration, batches)",
                "if index == 0:",
                "    bits = np.random.Philox(key=SEED, counter=(0, 0, 0, epoch))",
                "    order = np.random.Generator(bits).permutation(m)",
                f"    {_forward('X', 'AL, _')}",
                *_indented(4, _cost("epoch")),
                "batch = order[index * BATCH_SIZE : (index + 1) * BATCH_SIZE]",
                _forward("X[:, batch]", "AL, caches"),
                _backward(record, "Y[:, batch]", "l2 * len(batch) / m"),
                _update(config),
            ]
        )
    backward = _backward(record, "Y", "l2")
    forward = _forward("X", "AL, caches")
    return "\n".join([forward, _cost("iteration"), backward, _update(config)])


def _cost(counter: str) -> str:
    return (
        "costs[iteration] = compute_cost(AL, Y)\n"
        f"if {counter} % PRINT_EVERY == 0:\n"
        '    print(f"Cost after iteration {iteration}: {costs[iteration]:.6f}")'
    )


def _backward(record: Record, Y: str, l2: str) -> str:
    if not decays(record):
        return f"grads = L_model_backward(AL, {Y}, caches, activation=ACTIVATION)"
    return (
        f"grads = L_model_backward(\n"
        f"    AL, {Y}, caches, activation=ACTIVATION, l2={l2}\n"
        f")"
    )


def _update(config: TrainConfig) -> str:
    if config.optimizer == "gradient descent":
        return "parameters = update_parameters(parameters, grads, learning_rate)"
    rule = OPTIMIZERS[config.optimizer].__name__
    return f"parameters, memory = {rule}(parameters, grads, memory, learning_rate)"
