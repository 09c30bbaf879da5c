"""What is done to its end, whatever the tab asks for meanwhile."""

from collections.abc import Callable
from concurrent.futures import Future
from threading import Thread

from streamlit.runtime.scriptrunner import add_script_run_ctx, get_script_run_ctx


def to_the_end_of(act: Callable[[], None]) -> None:
    """Do something whole, for the tab whose script this is.

    When a tab asks for another run, Streamlit ends the present one at its next word,
    or at its next look at the session state, and half of what it did would stay done.
    But it does so only in the script's own thread. Not for a callback: that would wait
    for ever, since Streamlit keeps the session state locked meanwhile.
    """
    outcome: Future[None] = Future()

    def work() -> None:
        try:
            outcome.set_result(act())
        except BaseException as error:
            outcome.set_exception(error)

    context = get_script_run_ctx(suppress_warning=True)
    add_script_run_ctx(Thread(target=work, daemon=True), context).start()
    outcome.result()
