"""The Train page: settings left, transport on top, the live panel below."""

from functools import partial

import streamlit as st

from app import card, controls, feed, numbers, state, tables, text
from app.entries import UPLOADED, DataChoice
from app.experiment import Data, Experiment, Setup
from app.images import SHAPE, Picture
from app.live import Wished, live_panel, picture_store, points_store, present_address
from app.look import Look
from app.runs import Run
from app.settings import SETTINGS
from dnn_core import TrainConfig
from dnn_core.data import DataError, Dataset

NEARLY = 0.8  # of the time between two diagnoses, so long the last one will do


def main() -> None:
    """Draw the page."""
    controls.arrive()
    embedded = bool(st.context.is_embedded)
    body = st.container()
    settings = st.container(border=True) if embedded else st.sidebar
    with settings:  # left, or under the panel of a page in a frame
        choice, data, config = _settings()
    with body:
        fresh = _body(choice, data, config, few=embedded or controls.look().projector)
    if fresh is not None:
        with settings, st.container(horizontal=True):
            controls.share(fresh)
            run = state.run()
            if run is not None and not embedded:
                controls.take_home(run, controls.look())
            if not embedded:
                controls.help_button()


def _body(
    choice: DataChoice, data: Data | None, config: TrainConfig | None, *, few: bool
) -> Experiment | None:
    """Transport and panel, with few controls or all; what a fresh run would be."""
    if not few:
        controls.tour()
    controls.address_notes()
    run = _settle(choice, data, config)
    if run is None or run.origin is None:
        controls.no_data()
        return None
    learned, chosen = run.origin
    if config is not None and data is not None:
        fresh = Experiment(config, data, choice)
        _notice(run, fresh)
    else:  # a setting is wrong: starting over means starting as this run did
        with run.turn() as session:
            fresh = Experiment(session.config, learned, chosen)
    look = controls.look()
    status = run.status
    state.begin_page()
    state.part(run, _bar, None, state.BAR)(fresh, look, few=few)
    _stores(learned)
    moving = status.active or status.replaying
    if not few or state.seat().lesson is not None:
        every = state.seldom(SETTINGS.refresh_card_s) if moving else None
        state.part(run, _card, every, state.CARD)()
    every = state.seldom(SETTINGS.refresh_page_s) if moving else None
    state.part(run, _live, every, state.PANEL)(learned, look)
    if controls.panel_shown("numbers"):
        every = state.seldom(SETTINGS.refresh_numbers_s) if moving else None
        state.part(run, _numbers, every, state.NUMBERS)()
    state.telling(_address, "address")(fresh, look)
    return fresh


def _settings() -> tuple[DataChoice, Data | None, TrainConfig | None]:
    choice = controls.data_choice()
    if choice.name == UPLOADED:
        controls.upload()
    if choice.name == "photos" and not controls.photos_here():
        return choice, None, None
    try:
        data = state.data(choice)
    except DataError as error:
        st.error(str(error), icon=":material/error:")
        data = None
    if data is None:
        return choice, None, None
    if controls.setting_shown("data"):
        st.caption(data.dataset.note)
    config = controls.train_config(data)
    if config is not None:
        theme = state.theme()
        st.html(tables.layer_chips(config, theme))
        st.html(tables.shape_table(config, data.inputs.m, theme))
        seconds = tables.duration(state.estimated_seconds(data, config))
        st.caption(
            f"{config.num_parameters:,} parameters · about {seconds} to the end "
            "at full speed"
        )
    return choice, data, config


def _settle(
    choice: DataChoice, data: Data | None, config: TrainConfig | None
) -> Run | None:
    """The run to show: the present one, changed live, or a fresh one."""
    run = state.run()
    if data is None or config is None:
        return run
    if run is None:
        state.start_over(config, data, choice)
        return state.run()
    foreign = state.is_foreign(run)  # not the lesson's: it stays as it is
    with run.turn() as session:
        same_data = run.origin is not None and run.origin.data is data and not foreign
        if same_data and not session.config.needs_restart(config):
            try:
                session.change(
                    learning_rate=config.learning_rate,
                    l2=config.l2,
                    num_iterations=config.num_iterations,
                )
            except ValueError as error:
                st.warning(str(error), icon=":material/info:")
            return run
    if state.gives_way(run):
        state.start_over(config, data, choice)
    return state.run()


def _notice(run: Run, fresh: Experiment) -> None:
    """Say that settings wait for a new run, and offer both ways out."""
    with run.turn() as session:
        current = session.config
    if run.origin is None:
        return
    learned, chosen = run.origin
    same = learned is fresh.data and not current.needs_restart(fresh.config)
    if same and not state.is_foreign(run):
        return
    with st.container(border=True, horizontal=True, vertical_alignment="center"):
        st.markdown(text.SETTINGS_CHANGED, width="stretch")
        st.button(
            "Start over with these settings",
            key="apply",
            type="primary",
            on_click=state.start_over,
            args=fresh,
        )
        st.button(
            "Undo the change",
            key="undo",
            on_click=controls.undo,
            args=(current, chosen),
        )


def _stores(data: Data) -> None:
    """Send the browser what does not change during a run, once."""
    dataset, store = data.dataset, feed.store_id(data.dataset)
    if dataset.images_test is not None and dataset.m_test:
        shown = slice(0, feed.PICTURES)
        picture_store(
            store,
            dataset.images_test[shown],
            dataset.Y_test[0, shown],
            dataset.class_names,
        )
        own = _own_picture(dataset)
        if own is not None:
            picture_store(feed.own_id(own), own.seen[None], [0], dataset.class_names)
    elif feed.is_plane(dataset):
        points_store(
            store, dataset.X_train, dataset.Y_train, dataset.X_test, dataset.Y_test
        )


def _own_picture(dataset: Dataset) -> Picture | None:
    """The picture that Predict was asked about, if this network can look at it."""
    return state.own_picture() if dataset.image_shape == SHAPE else None


def _address(fresh: Experiment, look: Look) -> None:
    state.seat().query = controls.present_query(fresh, look)
    present_address(state.seat().query)


def _bar(run: Run, fresh: Experiment, look: Look, *, few: bool) -> None:
    """The buttons. Where they led to another run, or how the panel looks has changed,
    the whole page may."""
    if state.run() is not run or controls.look() != look:
        st.rerun()
    status = run.status  # read once: the run may stop while they are drawn
    state.bar_shows(status)
    controls.transport(run, fresh, status, state.theme(), few=few)


def _live(run: Run, data: Data, look: Look) -> None:
    """The part that updates by itself; the buttons follow when the status changes."""
    status = run.status
    still = not (status.active or status.replaying)
    if still and state.drawn_alone() and state.ticks():
        st.rerun()  # and has for a while: no part needs to come by itself
    run.touch()
    own = _own_picture(data.dataset)
    pane = state.seat().pane
    run.pack = partial(
        feed.payload,
        dataset=data.dataset,
        look=look,
        pane=pane,
        own=own,
        watched=state.registry().watched,
    )
    packed = run.pack(run) if state.is_shown(status) else b""  # the page brings it then
    wished = live_panel(
        packed,
        key=state.PANEL,
        on_wish=_answer,
        on_changed=state.draw_again,
    )
    if _take(wished) or not state.is_shown(run.status):
        st.rerun()


def _answer() -> None:
    """The panel asks for something; `Wished` says why that may not be known yet."""
    told = state.get(state.PANEL, {})
    if _take(Wished(told.get("seek"), told.get("pane"))):
        state.draw_again()


def _take(wished: Wished) -> bool:
    """Take over what is asked for; whether that is something new."""
    pane = wished.pane is not None and controls.choose_pane(wished.pane)
    return state.seek(wished.seek) or pane


def _card(run: Run) -> None:
    """What is wrong or right with the iteration shown, and what to try."""
    if state.run() is not run:  # a remedy was taken
        st.rerun()
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        if controls.panel_shown("diagnosis"):
            every = state.seldom(SETTINGS.refresh_card_s)
            finding = feed.finding(run, fresh_s=NEARLY * every)
            st.html(card.card(finding, state.theme()))
            controls.remedy(run, finding)
        _target(run)


def _target(run: Run) -> None:
    opened = state.seat().lesson
    if opened is None or not opened.lesson.target.within or run.origin is None:
        return
    with run.turn() as session:
        setup = Setup(session.config, run.origin.choice, run.speed)
    record = feed.record(run, diagnosed=bool(opened.lesson.target.finding))
    controls.target(opened, setup, record)


def _numbers(run: Run) -> None:
    """What the charts show, as tables; nothing is computed while it is closed."""
    box = st.expander("Numbers behind the charts", on_change="rerun", key=state.NUMBERS)
    if not box.open:
        return
    snapshot, curves = feed.recorded(run)
    tabs = {
        "Cost and accuracy": (numbers.curve_columns(curves), "%.4f"),
        "Gradient magnitude": (numbers.gradient_columns(curves), "%.3e"),
        "Weights": (numbers.weight_columns(snapshot), "%.4g"),
    }
    with box:
        st.caption(text.NUMBERS.format(iteration=snapshot.iteration))
        for place, (columns, form) in zip(
            st.tabs(list(tabs)), tabs.values(), strict=True
        ):
            place.dataframe(
                columns,
                hide_index=True,
                height=320,
                placeholder="",
                column_config={
                    name: st.column_config.NumberColumn(format=form)
                    for name in columns
                    if name not in numbers.WHOLE
                },
            )


main()
