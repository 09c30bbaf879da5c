"""A whole experiment put into the widgets: defaults, an address, a reload, undo."""

from app import address, state, workspaces
from app.controls.told import tell
from app.controls.view import put_look
from app.entries import DataChoice, plain_number
from app.experiment import IMAGE_DEFAULTS, Setup, speed_title
from app.runs import Run
from app.text import faults as say
from dnn_core import TrainConfig
from dnn_core.data import PLANAR
from dnn_core.workspace import WorkspaceError

FIRST = DataChoice("silhouettes")


def show(setup: Setup) -> None:
    """Set every widget to these settings; before they are drawn, or in a callback."""
    config, choice, speed = setup
    state.put("data", choice.name)
    state.put("_planar", choice.name in PLANAR)
    state.put("planar_m", choice.m)
    state.put("planar_noise", choice.noise)
    state.put("planar_seed", choice.seed)
    show_network(config)
    state.put("speed", speed_title(speed))
    state.set_speed(speed)


def show_network(config: TrainConfig) -> None:
    """Set the widgets of the network and of how it learns."""
    state.put("hidden", ", ".join(str(n) for n in config.layer_dims[1:-1]))
    state.put("learning_rate", plain_number(config.learning_rate))
    state.put("num_iterations", config.num_iterations)
    state.put("initialization", config.initialization)
    state.put("activation", config.activation)
    state.put("optimizer", config.optimizer)
    state.put("l2", config.l2)
    state.put("batch_size", config.batch_size or 0)
    state.put("seed", config.seed)


def arrive() -> None:
    """Fill the widgets once: from the address, or with the default experiment."""
    if state.get("data") is not None:
        return
    setup, notes = address.read(state.opening_address())
    state.seat().notes += notes  # after what was wrong with its lesson
    show(setup if state.opening_address() else Setup(IMAGE_DEFAULTS, FIRST))


def find_again() -> None:
    """After a reload: take the place that the browser remembers; the run it remembers
    is looked for by `bring_back`."""
    alone = state.alone()
    state.back_again(state.remembered("place"), alone=alone)
    state.seek_run(state.remembered("run"), alone=alone)


def bring_back() -> None:
    """Show the run that is looked for, or that only the server forgot, as nobody
    looked for long. Before any widget is drawn."""
    sought = state.sought()
    if sought is not None:
        state.to_the_end_of(lambda: _bring_back(sought))
    tell()


def _bring_back(sought: state.Sought) -> None:
    run = state.adopt(sought.token, alone=sought.alone)
    if run is None:
        _restore(sought.token)
    else:
        _settled(run)
    state.end_search()


def _settled(run: Run) -> None:
    show_settings_of(run)
    state.seat().notes = []


def _restore(token: str) -> None:
    """Open its save, if there is one, and say so."""
    try:
        found = state.restore(token)
    except WorkspaceError:
        state.end_search(unreadable=token)
        state.seat().told = state.Told(say.NOT_RESTORED, ":material/info:")
        return
    if found is None:
        return
    _settled(found.run)
    put_look(workspaces.look_of(found.workspace.view))
    with found.run.turn() as session:
        iteration = session.iteration
    words = say.PUT_AWAY if found.put_away else say.RESTORED
    told = words.format(iteration=iteration)
    state.seat().told = state.Told(told, ":material/history:")


def show_settings_of(run: Run) -> None:
    """Set every widget to the settings of a run."""
    if run.origin is not None:
        with run.turn() as session:
            config = session.config
        show(Setup(config, run.origin.choice, run.speed))
