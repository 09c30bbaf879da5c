"""What a process has one of: one, whoever asks, until it is forgotten."""

import threading
import time

import pytest

from app.once import Once

THREADS = 8


def test_threads_that_ask_at_once_get_the_same():
    made = []

    def make():
        """A thing."""
        time.sleep(0.05)
        made.append(object())
        return made[-1]

    the_thing, got = Once(make), []
    threads = [
        threading.Thread(target=lambda: got.append(the_thing())) for _ in range(THREADS)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(10)
    assert got == made * THREADS
    assert len(made) == 1
    assert the_thing.__doc__ == "A thing."


def test_nothing_is_kept_of_an_attempt_that_failed():
    results = iter([ZeroDivisionError, None])

    def make():
        if error := next(results):
            raise error
        return "made"

    the_thing = Once(make)
    with pytest.raises(ZeroDivisionError):
        the_thing()
    assert the_thing() == "made"


def test_it_is_made_anew_after_it_was_forgotten():
    the_thing = Once(object)
    first = the_thing()
    the_thing.clear()
    assert the_thing() is not first
