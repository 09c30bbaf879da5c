"""A race is set up, guessed, started, paused, and raced again."""

from collections.abc import Callable
from typing import NamedTuple

import streamlit as st

from app import lanes, state, tables
from app.contest import MEASURES, Bet
from app.experiment import Data
from app.lanes import NAMED, TYPED, Lanes
from app.naming import TITLES
from app.settings import SETTINGS
from app.text import compare as say
from dnn_core import TrainConfig
from dnn_core.race import Clock

PINNED = "kept runs"
CLOCKS: dict[str, Clock] = {
    "Iterations": "iterations",
    "Seconds of training": "seconds",
}
SEEDS = {"1 seed": 1, "5 seeds": 5}


class Plan(NamedTuple):
    """A race before its start."""

    lanes: Lanes
    data: Data
    clock: Clock
    seeds: tuple[int, ...]
    measure: str


def race_setup(base: TrainConfig, data: Data) -> None:
    """What differs, on which clock; then the guess, whose button starts the race."""
    left, right = st.columns([3, 2], gap="large")
    try:
        with left:
            chosen = _lanes(base, data)
            iterations = _iterations(base)
        with right:
            plan = _plan(chosen, base, data, iterations)
            problem = state.no_room_for_race(plan.lanes.configs, len(plan.seeds))
            if problem:
                raise ValueError(problem)
    except ValueError as error:
        with left:
            st.error(str(error), icon=":material/error:")
        return
    notes = lanes.fairness(plan.lanes.configs, base.seed, plan.clock)
    seconds = sum(state.estimated_seconds(data, c) for c in plan.lanes.configs)
    estimate = say.ESTIMATE.format(seconds=tables.duration(seconds * len(plan.seeds)))
    with left:
        st.caption(f"{' '.join(notes)} {estimate[0].upper()}{estimate[1:]}.")
    _guess(plan)


def _lanes(base: TrainConfig, data: Data) -> Lanes:
    """One setting and its values, or kept runs.

    Raises
    ------
    ValueError : what was typed makes no race.
    """
    field = st.selectbox(
        "What differs",
        [*lanes.FIELDS, PINNED],
        format_func=_title,
        key="race_field",
        help=say.FIELD_HELP,
        persist_state="session",
    )
    if field == PINNED:
        return _kept(base, data)
    if field in NAMED:
        names = st.multiselect(
            "Values",
            NAMED[field],
            default=lanes.suggested_names(base, field),
            key=f"race_{field}",
            max_selections=lanes.MOST,
        )
        return lanes.of_values(base, field, names)
    assert field in TYPED
    typed = st.text_input(
        "Values, with ; between them",
        value=lanes.suggestion(base, field),
        key=f"race_{field}",
        help=say.VALUES_HELP[field],
    )
    values = lanes.read(typed, base, field, data.inputs.m)
    return lanes.of_values(base, field, values)


def _title(field: str) -> str:
    return TITLES.get(field, field).capitalize()


def _kept(base: TrainConfig, data: Data) -> Lanes:
    found: dict[str, TrainConfig] = {}
    for kept in state.kept_runs():
        with kept.run.turn() as session:
            config = session.config
        if kept.run.origin is not None and kept.run.origin.data is data:
            found[kept.name] = config.replace(num_iterations=base.num_iterations)
    if len(found) < lanes.FEWEST:
        raise ValueError(say.PINNED_FEW)
    names = st.multiselect(
        "Runs",
        list(found),
        default=list(found)[: lanes.FEWEST],
        key="race_kept",
        max_selections=lanes.MOST,
    )
    if len(names) < lanes.FEWEST:
        raise ValueError(say.TOO_FEW.format(count=len(names)))
    return Lanes(tuple(found[name] for name in names), tuple(names))


def _iterations(base: TrainConfig) -> int:
    return int(
        st.number_input(
            "Iterations of each run",
            1,
            SETTINGS.max_iterations,
            value=min(base.num_iterations, SETTINGS.max_iterations),
            step=100,
            key="race_iterations",
        )
    )


def _plan(chosen: Lanes, base: TrainConfig, data: Data, iterations: int) -> Plan:
    clock = _choice("Clock", list(CLOCKS), "race_clock", say.CLOCK_HELP)
    seeds = _choice("Luck", list(SEEDS), "race_seeds", say.SEEDS_HELP)
    measures = MEASURES if data.dataset.m_test else MEASURES[:1]
    measure = _choice("What counts", [m.capitalize() for m in measures], "race_measure")
    first, count = base.seed, SEEDS[seeds]
    lanes.check_length(chosen, iterations, count)
    configs = tuple(c.replace(num_iterations=iterations) for c in chosen.configs)
    return Plan(
        Lanes(configs, chosen.names),
        data,
        CLOCKS[clock],
        tuple((first + i) % 2**32 for i in range(count)),
        measure.lower(),
    )


def _choice(label: str, options: list[str], key: str, tip: str | None = None) -> str:
    return st.segmented_control(
        label, options, default=options[0], required=True, key=key, help=tip
    )


def _guess(plan: Plan) -> None:
    st.markdown(f"**{say.GUESS.format(better=say.BETTER[plan.measure])}**")
    with st.container(horizontal=True, gap="small", key="guesses"):
        for lane, name in enumerate(plan.lanes.names):
            st.button(
                name,
                key=f"guess_{lane}",
                type="primary",
                on_click=_start,
                args=(plan, lane),
            )
        st.button(say.NO_GUESS, key="no_guess", on_click=_start, args=(plan, None))


def _start(plan: Plan, lane: int | None) -> None:
    state.start_race(
        plan.lanes.configs,
        plan.lanes.names,
        plan.data,
        Bet(plan.measure, lane),
        seeds=plan.seeds,
        clock=plan.clock,
    )


def race_bar(*, over: bool, paused: bool) -> None:
    """Pause or go on while it runs, and the ways on from a race."""
    with st.container(horizontal=True, gap="small", key="race_bar"):
        if not over:
            label, icon = ("Go on", "play_arrow") if paused else ("Pause", "pause")
            st.button(
                label,
                key="race_pause",
                icon=f":material/{icon}:",
                type="primary",
                width=108,
                on_click=state.pause_race,
            )
        _button(say.AGAIN, "race_again", state.race_again, primary=over)
        _button(say.NEW_RACE, "race_new", state.end_race, primary=False)


def _button(label: str, key: str, act: Callable[[], None], *, primary: bool) -> None:
    kind = "primary" if primary else "secondary"
    st.button(label, key=key, type=kind, on_click=act)
