"""Every key that does something: the one table for buttons, timeline and Help."""

from typing import Final, NamedTuple


class Key(NamedTuple):
    """A key as Streamlit's buttons take it, and what it does."""

    key: str
    does: str


BUTTONS: Final = {
    "play": Key("p", "Play, pause, or replay what lies ahead of the iteration shown."),
    "step_1": Key("n", "Do 1 iteration, then pause; in the past, show the next one."),
    "step_10": Key("t", "The same with 10 iterations."),
    "step_100": Key("h", "The same with 100 iterations."),
    "back": Key("b", "Show the iteration before."),
    "to_end": Key("e", "As fast as possible to the last iteration."),
    "reset": Key("0", "Back to iteration 0 with the same seed: the same weights."),
    "new_seed": Key("s", "Back to iteration 0 with other random weights."),
    "help": Key("F1", "What everything means."),
}
"""By the name of the button."""

PAPER: Final = {
    "paper_back": Key("b", "The step before."),
    "paper_next": Key("n", "The next step."),
    "paper_left": Key("a", "The entry one column to the left."),
    "paper_right": Key("d", "The entry one column to the right."),
    "paper_up": Key("w", "The entry one row up."),
    "paper_down": Key("s", "The entry one row down."),
}
"""The same of the One step page."""

LEAPS: Final = {
    "ArrowLeft": -1,
    "ArrowRight": 1,
    "ArrowDown": -1,
    "ArrowUp": 1,
    "PageDown": -100,
    "PageUp": 100,
}
"""Keys of the timeline, as browsers call them: so many iterations later."""


def table() -> dict[str, str]:
    """Every key of the Train page as it is written on keyboards, and what it does."""
    rows = _rows(BUTTONS)
    rows["← →"] = "Show the iteration before or after; with Shift 10 before or after."
    rows["Home, End"] = "Show iteration 0, or the newest."
    rows["↑ ↓"] = "On the timeline: as → and ←."
    rows["Page Up, Page Down"] = "On the timeline: 100 iterations later or earlier."
    rows["Tab, Enter, Space"] = "From one control to the next, and use it."
    return rows


def paper_table() -> dict[str, str]:
    """The same of the One step page."""
    return _rows(PAPER)


def _rows(keys: dict[str, Key]) -> dict[str, str]:
    return {key.key.upper(): key.does for key in keys.values()}
