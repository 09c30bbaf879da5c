"""The Learn page: lessons to open, and a form to make one."""

import streamlit as st

from app import controls, state
from app.lessons import COURSE, Opened, plain
from app.text import lessons as say


def main() -> None:
    """Draw the page."""
    st.header(say.LEARN_TITLE, anchor=False)
    st.markdown(say.LEARN_INTRO)
    left, right = st.columns(2, gap="medium")
    half = (len(COURSE) + 1) // 2
    for number, (name, lesson) in enumerate(COURSE.items(), start=1):
        with left if number <= half else right:
            _row(number, Opened(name, lesson))
    st.subheader(say.TEACH, anchor=False)
    with st.expander(say.OPEN_FILE):
        controls.lesson_file()
    with st.expander(say.MAKE):
        controls.make_lesson()


def _row(number: int, opened: Opened) -> None:
    code, lesson = opened
    done, present = code in state.lessons_done(), state.seat().lesson
    here = present is not None and present.code == code
    with st.container(border=True, horizontal=True, vertical_alignment="center"):
        with st.container(width="stretch", gap="xxsmall"):
            title, about = plain(lesson.title), plain(lesson.about)
            st.markdown(f"**{number}. {title}**{say.DONE if done else ''}")
            st.caption(f"{say.MINUTES.format(minutes=lesson.minutes)} · {about}")
        st.button(
            say.GO_ON if here else say.AGAIN if done else say.OPEN,
            key=f"open_{code}",
            on_click=controls.open_lesson,
            args=(opened,),
        )


main()
