"""Runs the app as `streamlit run` does, and tells what the process uses.

`python -m benchmarks.live.server PORT run app/main.py ...`: the arguments after the
port are Streamlit's. On that port a line of JSON asks and a line answers. The app
itself knows nothing of it: a thread beside it finds the scheduler's threads by their
name and reads each one's own CPU clock, so that training and everything else that the
server does are told apart exactly, whatever shares the cores.
"""

import json
import random
import sys
import threading
import time
from collections.abc import Callable
from functools import lru_cache
from socketserver import StreamRequestHandler, TCPServer
from typing import Any

from streamlit.web.cli import main as streamlit

from app import address
from app.experiment import Setup
from app.runs import Run
from app.scheduler import Scheduler
from benchmarks.live.processes import resident_bytes
from dnn_core import Inputs, TrainConfig, TrainingSession
from dnn_core.data import load_dataset
from dnn_core.engine import Engine
from dnn_core.history import History
from dnn_core.session import Past
from dnn_core.timeline import Timeline

TRAINERS = "layerwise-trainer"  # how app/scheduler.py calls its threads
WARM_UP_S = 1.0
SEEKS = 100
CHUNKS = 20


def usage() -> dict[str, float]:
    """CPU seconds of the process, those of its trainers, and its memory in bytes."""
    trainers = [t.ident for t in threading.enumerate() if t.name.startswith(TRAINERS)]
    training = sum(
        time.clock_gettime(time.pthread_getcpuclockid(ident))
        for ident in trainers
        if ident is not None
    )
    return {
        "cpu": time.process_time(),
        "training": training,
        "memory": resident_bytes(),
        "time": time.perf_counter(),
    }


def train_alone(params: dict[str, str], seconds: float) -> float:
    """Iterations a second of the run of an address when no page looks at it."""
    setup, _ = address.read(params)
    run = Run(TrainingSession(setup.config, _inputs(setup)), setup.speed)
    run.play(speed=setup.speed)
    _scheduler().add(run)
    time.sleep(WARM_UP_S)
    before, begun = _iteration(run), time.perf_counter()
    time.sleep(seconds)
    after, ended = _iteration(run), time.perf_counter()
    active = run.active
    run.pause()
    if not active:
        raise RuntimeError(f"the run ended while it was timed, at iteration {after:,}")
    return (after - before) / (ended - begun)


def recorded(params: dict[str, str]) -> dict[str, Any]:
    """A whole run in turns: a session, one that keeps no states, and a bare engine.

    The others come first, so that the memory is the session's own. `seeks` are seconds
    from the wish for an iteration to its snapshot.
    """
    config = address.read(params)[0].config
    inputs = _inputs(address.read(params)[0])
    engine, forgetful = Engine(inputs, config), _forgetful(config, inputs)
    before = resident_bytes()
    session = TrainingSession(config, inputs)
    chunk = max(1, config.num_iterations // CHUNKS)
    seconds = dict.fromkeys(("session", "forgetful", "engine"), 0.0)
    while not session.finished:
        seconds["session"] += _timed(lambda: session.step(chunk))
        seconds["forgetful"] += _timed(lambda: forgetful.step(chunk))
        seconds["engine"] += _timed(lambda: _catch_up(engine, session.iteration))
    memory = resident_bytes() - before
    places = random.Random(3)
    wished = [places.randrange(config.num_iterations) for _ in range(SEEKS)]
    session.at(0).snapshot()  # the first look back makes an engine for it
    seeks = [_timed(lambda t=t: session.at(t).snapshot()) for t in wished]
    return {**seconds, "memory": memory, "seeks": seeks}


def _forgetful(config: TrainConfig, inputs: Inputs) -> TrainingSession:
    """A session that records scalars, but no states to go back to."""
    timeline = Timeline(config, inputs, memory=0)
    timeline.checkpoints.add(timeline.new_engine().checkpoint())
    past = Past(timeline, History(config.num_layers), 0)
    return TrainingSession(config, inputs, past=past)


def _timed(work: Callable[[], object]) -> float:
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


def _catch_up(engine: Engine, iteration: int) -> None:
    while engine.iteration < iteration:
        engine.step()


def _iteration(run: Run) -> int:
    with run.turn() as session:
        return session.iteration


@lru_cache(maxsize=1)
def _scheduler() -> Scheduler:
    return Scheduler()


@lru_cache(maxsize=4)
def _inputs_of(name: str, m: int, noise: float, seed: int) -> Inputs:
    return Inputs.of(load_dataset(name, m=m, noise=noise, seed=seed))


def _inputs(setup: Setup) -> Inputs:
    choice = setup.choice
    return _inputs_of(choice.name, choice.m, choice.noise, choice.seed)


ANSWERS = {"usage": usage, "train_alone": train_alone, "recorded": recorded}


class Answer(StreamRequestHandler):
    """One connection: a line asks, a line answers, until it is closed."""

    def handle(self) -> None:
        for line in self.rfile:
            name, arguments = json.loads(line)
            try:
                answer: dict[str, Any] = {"is": ANSWERS[name](*arguments)}
            except Exception as error:
                answer = {"error": str(error)}
            self.wfile.write(json.dumps(answer).encode() + b"\n")


def main() -> None:
    """Answer beside the app until it stops."""
    port = int(sys.argv.pop(1))
    answers = TCPServer(("127.0.0.1", port), Answer)
    threading.Thread(target=answers.serve_forever, daemon=True).start()
    streamlit(sys.argv[1:], prog_name="streamlit")


if __name__ == "__main__":
    main()
