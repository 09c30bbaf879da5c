"""Work that a tab's next wish must not leave half done."""

import pytest
from streamlit.testing.v1 import AppTest

from app.state import to_the_end_of


def page_that_is_interrupted(whole):
    """Another run is asked for in the midst of what the first one does."""
    import streamlit as st
    from streamlit.runtime.scriptrunner import RerunData, get_script_run_ctx

    from app import state

    done = st.session_state.setdefault("done", [])

    def act():
        done.append("begun")
        context = get_script_run_ctx()
        assert context is not None and context.script_requests is not None
        context.script_requests.request_rerun(RerunData())
        st.toast("Restored.")
        st.session_state["seen"] = True
        done.append("ended")

    if not done:
        if whole:
            state.to_the_end_of(act)
        else:
            act()
        st.text("the first run goes on")


@pytest.mark.parametrize(
    ("whole", "done"), [(True, ["begun", "ended"]), (False, ["begun"])]
)
def test_what_is_done_whole_is_not_interrupted(whole, done):
    page = AppTest.from_function(page_that_is_interrupted, args=(whole,)).run()
    assert page.session_state["done"] == done
    assert not page.text  # then the run gives way
    assert not page.exception


def test_what_goes_wrong_is_told_to_whoever_asked():
    def fail() -> None:
        raise OSError("no room")

    with pytest.raises(OSError, match="no room"):
        to_the_end_of(fail)
