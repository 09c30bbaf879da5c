"""What Streamlit runs for a tab, from top to bottom, at each of its user's actions."""

from copy import copy

import streamlit as st

from app import controls, state, text
from app.live import tab_memory
from app.pictures import icon
from app.style import style

embedded = bool(st.context.is_embedded)
has_place = state.attend()
if has_place:
    controls.bring_back()
quiet = embedded or controls.look().projector
controls.arrive_at_lesson()
place = state.seat()
lesson = place.lesson
st.set_page_config(
    page_title=text.APP,
    page_icon=icon(),
    layout="wide",
    initial_sidebar_state="expanded" if lesson else "collapsed" if quiet else "auto",
)
st.html(style(state.theme(), embedded=embedded))
if not embedded:
    st.logo(icon(), size="large")
place.pages = place.pages or [  # to look for their files takes time
    st.Page("views/train.py", title="Train", default=True),
    st.Page("views/predict.py", title="Predict"),
    st.Page("views/gallery.py", title="Mistakes", url_path="mistakes"),
    st.Page("views/one_step.py", title="One step"),
    st.Page("views/compare.py", title="Compare"),
    st.Page("views/sweep.py", title="Sweep"),
    st.Page("views/learn.py", title="Learn"),
    st.Page("views/check.py", title="Check"),
    st.Page("views/help.py", title="Help"),
]
page = st.navigation(
    [copy(kept) for kept in place.pages],  # each may be drawn once, in one run
    position="hidden" if embedded else "top",
)
if has_place:
    with st.container() if embedded else st.sidebar:
        controls.lesson_card(page.title)
else:
    controls.waiting_room()
if has_place or page.title == "Help":
    state.in_turn(page.run)()
state.keep(controls.look())
tab_memory(
    seat=place.name,
    token=place.token,
    place=place.place,
    waiting=not has_place,
    query=place.query,
    page=page.title,
    tour=state.TOUR_COOKIE if place.tour_done else "",
    done=state.done_cookie(),
    key=state.TAB,
    on_found=controls.find_again,
)
state.page_ends(page.title)
