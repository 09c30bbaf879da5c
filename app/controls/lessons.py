"""A lesson beside the page: opened and left, its words, its question, its target."""

from functools import partial

import streamlit as st

from app import address, card, state
from app.controls.experiment import show
from app.entries import DataChoice
from app.experiment import Setup
from app.lessons import (
    COURSE,
    Opened,
    belongs,
    following,
    number_of,
    opened_at,
    plain,
    setup_of,
    what_to_try,
)
from app.pane import Pane
from app.text import lessons as say
from dnn_core import TrainConfig
from dnn_core.lessons import (
    LessonError,
    Progress,
    Question,
    Record,
    check,
    check_picture,
)

PLACES = ("Train", "Predict")  # titles of pages where lessons happen
LEARN = "views/learn.py"
VIEWS = {"train": "views/train.py", "predict": "views/predict.py"}


def arrive_at_lesson() -> None:
    """Open the lesson of the address, once."""
    place, params = state.seat(), state.opening_address()
    if place.arrived:
        return
    place.arrived = True
    if address.LESSON not in params or state.get("data") is not None:
        return
    try:
        opened = opened_at(params.pop(address.LESSON))
    except LessonError as error:
        place.notes = [say.UNREADABLE.format(reason=error)]
        return
    _begin(opened, params)


def open_lesson(opened: Opened) -> None:
    """Begin a lesson, or go on with it, on its page. In a callback."""
    present = state.seat().lesson
    if present is None or present.code != opened.code:
        _begin(opened, {})
    st.switch_page(VIEWS[opened.lesson.where])


def leave_lesson() -> None:
    """All settings are shown again, as they are now. In a callback."""
    state.seat().lesson = None
    run = state.run()
    if run is not None:
        run.lesson = ""  # from now on it is like any other


def undo(config: TrainConfig, choice: DataChoice) -> None:
    """Back to the settings of the run; out of a lesson that it was there before."""
    if state.is_foreign(state.run()):
        leave_lesson()
    show(Setup(config, choice, state.seat().speed))


def _begin(opened: Opened, changes: dict[str, str]) -> None:
    place = state.seat()
    place.lesson = opened
    place.pane = Pane(opened.lesson.pane)
    setup, place.notes = setup_of(opened.lesson, changes)
    show(setup)


def lesson_card(page: str) -> None:
    """The lesson that is open, beside a page of this title."""
    opened = state.seat().lesson
    if opened is None:
        return
    code, lesson = opened
    with st.container(key="lesson"):
        st.caption(_place(opened))
        st.markdown(f"**{plain(lesson.title)}**")
        st.markdown(plain(lesson.text))
        place = lesson.where.title()
        if page in PLACES and page != place:
            st.page_link(VIEWS[lesson.where], label=say.ELSEWHERE.format(page=place))
        if lesson.question is not None:
            _question(code, lesson.question)
        if code in state.lessons_done() and lesson.after:
            st.markdown(f"**{say.REACHED}.** {plain(lesson.after)}")
        _ways(code)


def _place(opened: Opened) -> str:
    number, minutes = number_of(opened.code), opened.lesson.minutes
    if not number:
        return say.PLACE_OTHER.format(minutes=minutes)
    return say.PLACE.format(number=number, count=len(COURSE), minutes=minutes)


def _question(code: str, question: Question) -> None:
    """Answered as often as one likes; each answer is explained at once."""
    options = question.options
    chosen = st.radio(
        f"**{plain(question.text)}**",
        range(len(options)),
        index=None,
        format_func=lambda index: plain(options[index].text),
        key=f"answer_{code[-40:]}",
        persist_state="session",
    )
    if chosen is None:
        return
    option = options[chosen]
    verdict = say.RIGHT if option.right else say.NOT_QUITE
    st.markdown(f"**{verdict}** {plain(option.explanation)}")


def _ways(code: str) -> None:
    following_code = following(code)
    with st.container(horizontal=True, gap="xsmall"):
        done = code in state.lessons_done()
        if following_code:
            st.button(
                say.NEXT,
                key="lesson_next",
                type="primary" if done else "secondary",
                on_click=partial(open_lesson, opened_at(following_code)),
            )
        else:
            st.button(say.ALL, key="lesson_all", on_click=st.switch_page, args=(LEARN,))
        st.button(
            say.LEAVE, key="lesson_leave", help=say.LEAVE_HELP, on_click=leave_lesson
        )


def target(opened: Opened, setup: Setup, record: Record) -> None:
    """How far a run with these settings is from the lesson's target."""
    lesson = opened.lesson
    if state.is_foreign(state.run()):  # the page offers to start over
        st.markdown(say.FOREIGN)
        return
    if not belongs(lesson, setup):
        _other_settings(opened)
        return
    progress = check(lesson.target, record)
    form = say.MET_AT if progress.outcome == "met" else say.AT
    more = form.format(iteration=progress.iteration, within=lesson.target.within)
    if lesson.target.since and progress.outcome == "open":
        more = f"{more}; {say.SINCE.format(since=lesson.target.since)}"
    if progress.outcome == "missed":
        more = f"{more}. {what_to_try(lesson, setup)}"
    _show(opened, progress, more)


def picture_target(answer: str = "", probability: float | None = None) -> None:
    """The same for a lesson about a picture and the answer to it, if there is one."""
    opened = state.seat().lesson
    if opened is not None and opened.lesson.target.picture:
        progress = check_picture(opened.lesson.target, answer, probability)
        _show(opened, progress, "")


def _show(opened: Opened, progress: Progress, more: str) -> None:
    """The first time a target is met, the whole page learns it."""
    done = state.lessons_done()
    st.html(card.target_card(progress, more, state.theme()))
    if progress.outcome == "met" and opened.code not in done:
        done.add(opened.code)
        st.rerun()


def _other_settings(opened: Opened) -> None:
    """The run was changed where the lesson leaves no choice: offer the way back."""
    st.markdown(say.OTHER_SETTINGS)
    st.button(say.BACK, key="lesson_back", on_click=_begin, args=(opened, {}))
