"""A form that makes a lesson of the Train page as it is; a place for lesson files."""

from collections.abc import Mapping
from typing import Any, get_args
from urllib.parse import parse_qsl

import streamlit as st

from app import state
from app.controls.lessons import open_lesson
from app.entries import UPLOADED
from app.lessons import Opened, pack, plain
from app.text import FINDINGS
from app.text import lessons as say
from dnn_core.diagnosis import Kind
from dnn_core.lessons import MAX_BYTES, MEASURES, LessonError, lesson_from, read, write
from dnn_core.lessons.lesson import PANELS, PANES, SETTINGS, SHOWN

OPTIONS = 4
KEY = "make_"
BEYOND_RUN = ("finding", "diverges")


def make_lesson() -> None:
    """The form, and what came of it."""
    query = dict(parse_qsl(state.seat().query))
    settings = {key: query[key] for key in SETTINGS if key in query}
    if not settings:
        st.info(say.MAKE_FIRST, icon=":material/info:")
        return
    if settings["data"] == UPLOADED:
        st.info(say.MAKE_UPLOADED, icon=":material/info:")
        return
    listed = ", ".join(f"{key} {value}" for key, value in settings.items())
    st.markdown(say.MAKE_INTRO.format(settings=listed))
    with st.form("make_lesson", border=False):
        values: dict[str, Any] = {"settings": settings}
        values |= _words()
        values["target"] = _target(int(settings.get("iterations", 1000)))
        values |= _page()
        wished = st.form_submit_button(say.MAKE_IT, type="primary")
    if wished:
        state.seat().made = _made(values)
    made = state.seat().made
    if made is not None:
        _result(made)


def _made(values: Mapping[str, Any]) -> Opened | str:
    """The lesson, or what is wrong with it."""
    try:
        lesson = lesson_from(values)
        return Opened(pack(lesson), lesson)
    except LessonError as error:
        return str(error)


def _words() -> dict[str, Any]:
    first, second = st.columns([3, 1])
    title = first.text_input("Title", key=f"{KEY}title", max_chars=80)
    minutes = second.number_input("Minutes", 1, 120, 5, key=f"{KEY}minutes")
    about = st.text_input("What it is about", key=f"{KEY}about", max_chars=200)
    text = st.text_area("Text", key=f"{KEY}text", max_chars=3000, help=say.TEXT_HELP)
    words = {"title": title, "minutes": minutes, "about": about, "text": text}
    question = _question()
    return words if question is None else {**words, "question": question}


def _question() -> dict[str, Any] | None:
    asked = st.text_input("Question", key=f"{KEY}question", max_chars=600)
    options: list[dict[str, Any]] = []
    for n in range(1, OPTIONS + 1):
        answer, explanation, right = st.columns([4, 6, 1], vertical_alignment="bottom")
        words = answer.text_input(f"Answer {n}", key=f"{KEY}answer_{n}")
        said = explanation.text_input(
            f"Said to whoever gives answer {n}", key=f"{KEY}explanation_{n}"
        )
        true = right.checkbox("right", key=f"{KEY}right_{n}")
        if words.strip():
            options.append({"text": words, "explanation": said, "right": true})
    return {"text": asked, "options": options} if asked.strip() or options else None


def _target(iterations: int) -> dict[str, Any]:
    kinds = [*MEASURES, *BEYOND_RUN]
    kind, limit, finding, within = st.columns(4)
    chosen = kind.selectbox(
        "Target",
        kinds,
        index=kinds.index("test_accuracy"),
        format_func=say.TARGET_TITLES.__getitem__,
        key=f"{KEY}kind",
    )
    value = limit.number_input(
        "Limit", 0.0, value=0.75, step=0.01, key=f"{KEY}limit", help=say.LIMIT_HELP
    )
    named = finding.selectbox(
        "Diagnosis",
        get_args(Kind),
        format_func=FINDINGS.__getitem__,
        index=get_args(Kind).index("overfitting"),
        key=f"{KEY}finding",
        help=say.FINDING_HELP,
    )
    most = within.number_input(
        "Within iterations", 1, value=iterations, step=100, key=f"{KEY}within"
    )
    reached = {"finding": named, "diverges": True}.get(chosen, value)
    return {chosen: reached, "within": int(most)}


def _page() -> dict[str, Any]:
    shown = st.multiselect(
        "Settings that are shown",
        SHOWN,
        format_func=say.SETTING_TITLES.__getitem__,
        key=f"{KEY}shown",
        help=say.SHOWN_HELP,
    )
    left, right = st.columns(2)
    panels = left.multiselect(
        "Also shown",
        PANELS,
        format_func=say.PANEL_TITLES.__getitem__,
        key=f"{KEY}panels",
        help=say.PANELS_HELP,
    )
    pane = right.selectbox(
        "Opens with",
        PANES,
        format_func=say.PANE_TITLES.__getitem__,
        key=f"{KEY}pane",
    )
    hint = st.text_input("Hint, if the target is missed", key=f"{KEY}hint")
    after = st.text_area(
        "What it meant, once the target is met", key=f"{KEY}after", max_chars=3000
    )
    page = {"shown": shown, "panels": panels, "pane": pane}
    return {**page, "hint": hint, "after": after}


def _result(made: Opened | str) -> None:
    if isinstance(made, str):
        st.error(made, icon=":material/error:")
        return
    st.markdown(say.MADE)
    address = (st.context.url or "").split("?")[0].removesuffix("learn")
    st.code(f"{address}?lesson={made.code}", language=None, wrap_lines=True)
    with st.container(horizontal=True):
        st.download_button(
            "Save as a file",
            write(made.lesson),
            file_name="lesson.toml",
            mime="application/toml",
            key="save_lesson",
        )
        st.button("Open it", key="open_made", on_click=open_lesson, args=(made,))
    st.caption(say.TRIED)


def lesson_file() -> None:
    """A place for a lesson's file, and a button that opens it."""
    file = st.file_uploader(
        say.OPEN_FILE,
        type=["toml"],
        max_upload_size=1,
        key="lesson_file",
        label_visibility="collapsed",
    )
    if file is None:
        return
    try:
        lesson = read(file.read(MAX_BYTES + 1))
        opened = Opened(pack(lesson), lesson)
    except LessonError as error:
        st.error(str(error), icon=":material/error:")
        return
    st.button(
        f"Open “{plain(lesson.title)}”",
        key="open_file",
        type="primary",
        on_click=open_lesson,
        args=(opened,),
    )
