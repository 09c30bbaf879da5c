"""Which answers are looked at: the split, the order, a cell of the confusion matrix."""

from typing import cast

import streamlit as st

from app import state, text
from app.examples import Example
from app.review import MATRIX, Review, Shown
from app.text import mistakes as say
from dnn_core.data import Dataset, Split

CELL_WIDTH = 104  # pixels: three fit on a phone


def review_choice(dataset: Dataset) -> tuple[Split, bool]:
    """The split, and whether the surest answers come first."""
    splits: list[Split] = ["test", "train"] if dataset.m_test else ["train"]
    with st.container(horizontal=True, gap="medium"):
        split = st.segmented_control(
            "Examples",
            splits,
            default=splits[0],
            required=True,
            format_func=lambda split: text.SPLITS[cast(Split, split)],
            key="review_split" if dataset.m_test else None,
            persist_state="session" if dataset.m_test else None,
        )
        order = st.segmented_control(
            "Order",
            [say.SUREST, say.DOUBTFUL],
            default=say.SUREST,
            required=True,
            key="review_order",
            persist_state="session",
        )
    if not dataset.m_test:
        st.caption(say.MISTAKES_NO_TEST)
    return cast(Split, split), order == say.SUREST


def confusion_matrix(review: Review) -> Shown:
    """The matrix, whose cells choose what is shown; all mistakes at first."""
    shown: Shown = state.get("review_shown", "wrong")
    names = review.dataset.class_names
    with st.grid(3, wrap=False, min_column_width=CELL_WIDTH, width=3 * CELL_WIDTH + 32):
        st.markdown("")
        for name in names:
            st.markdown(say.SAID.format(name=name))
        for label, row in enumerate(MATRIX):
            st.markdown(say.IS.format(name=names[label]))
            for answer, cell in enumerate(row):
                name = say.CELL[answer == label].format(count=review.count(cell))
                tip = say.CELL_HELP.format(label=names[label], answer=names[answer])
                _choose(name, cell, shown, tip)
    with st.container(horizontal=True):
        wrong, total = review.count("wrong"), review.count("all")
        _choose(say.ALL_WRONG.format(count=wrong), "wrong", shown)
        _choose(say.EVERYTHING.format(count=total), "all", shown)
    return shown


def _choose(name: str, shown: Shown, now: Shown, tip: str | None = None) -> None:
    st.button(
        name,
        key=f"show_{shown}",
        type="primary" if shown == now else "secondary",
        width="stretch" if tip else "content",
        help=tip,
        on_click=state.put,
        args=("review_shown", shown),
    )


def ask_about(one: Example) -> None:
    """Make it the picture of the Predict page, with its reasons open."""
    state.keep_picture(one.file, one.title)
    state.put("predict_network", text.TRAIN_NETWORK)
    state.put("why", True)
