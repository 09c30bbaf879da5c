"""The Mistakes page: what the present network gets wrong, and how often."""

import streamlit as st

from app import asked, controls, state, text
from app.examples import example
from app.images import SHAPE
from app.review import Review, review
from app.runs import Run
from app.text import mistakes as say

A_PAGE = 24
COLUMNS, NARROW = 8, 104  # pixels of a picture: three side by side on a phone
FIGURE = 150  # pixels of a number with its words


def main() -> None:
    """Draw the page."""
    st.header(say.MISTAKES_TITLE, anchor=False)
    run = state.run()
    if run is None or run.origin is None:
        st.info(text.NO_RUN, icon=":material/info:")
        return
    dataset = run.origin.data.dataset
    network = asked.network_of(run, dataset)
    split, surest_first = controls.review_choice(dataset)
    found = review(network, dataset, split)
    _introduce(run, found, network.iteration)
    matrix, figures = st.columns([5, 8], gap="large")
    with matrix:
        shown = controls.confusion_matrix(found)
    with figures:
        _figures(found)
    indices = found.chosen(shown, surest_first=surest_first)
    if not indices:
        nothing = say.NO_MISTAKES if shown == "wrong" else say.NOTHING_HERE
        st.info(nothing.format(total=found.counts.total), icon=":material/check:")
    elif dataset.images(split) is None:
        st.caption(say.POINTS_NOTE)
        st.dataframe(found.points(indices), hide_index=True)
    else:
        _gallery(found, indices, key=f"page {split} {shown} {surest_first}")


def _introduce(run: Run, found: Review, iteration: int) -> None:
    """Which network, which examples, and whether that is worth looking at."""
    split, dataset = text.SPLITS[found.split].lower(), found.dataset.title
    st.markdown(
        say.MISTAKES_INTRO.format(split=split, dataset=dataset, iteration=iteration)
    )
    if iteration == 0:
        st.info(say.MISTAKES_UNTRAINED, icon=":material/info:")
    elif found.split == "train":
        st.caption(say.MISTAKES_LEARNED)
    if run.active:
        with st.container(horizontal=True, vertical_alignment="center"):
            st.markdown(say.MISTAKES_TRAINING, width="content")
            st.button(
                "Pause", key="pause", icon=":material/pause:", on_click=state.pause
            )


def _figures(found: Review) -> None:
    grid = st.grid(3, min_column_width=FIGURE)
    for figure in found.figures():
        with grid.cell():
            value = "–" if figure.value is None else f"{figure.value:.1%}"
            st.metric(figure.name, value)
            st.caption(figure.about)


def _gallery(found: Review, indices: list[int], key: str) -> None:
    """The pictures, a page at a time; each can be asked about."""
    st.caption(say.GALLERY_LEGEND.format(name=found.dataset.class_names[1]))
    below = st.container()
    pages = -(-len(indices) // A_PAGE)
    page = st.pagination(pages, key=f"{key} of {pages}") if pages > 1 else 1
    with below, st.grid(COLUMNS, min_column_width=NARROW) as grid:
        for index in indices[(page - 1) * A_PAGE : page * A_PAGE]:
            with grid.cell():
                _picture(found, index)


def _picture(found: Review, index: int) -> None:
    one = example(found.dataset, found.split, index)
    label = found.label(index)
    st.image(one.url, width="stretch", alt=one.title)
    st.caption(
        say.GALLERY_TILE.format(label=label, probability=found.probabilities[index])
    )
    if found.dataset.image_shape == SHAPE and st.button(
        say.GALLERY_WHY.format(number=index + 1),
        key=f"why {one.title}",
        help=say.GALLERY_WHY_HELP,
        width="stretch",
    ):
        controls.ask_about(one)
        st.switch_page("views/predict.py")


main()
