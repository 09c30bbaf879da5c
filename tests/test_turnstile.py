"""The turnstile: never more inside than places, in order, and nobody waits for ever."""

import threading
import time

import pytest

from app.turnstile import Turnstile

LONG_S = 30.0
FEW = 3


@pytest.mark.parametrize("places", [1, 2])
def test_never_more_inside_than_places(places):
    turnstile, lock = Turnstile(places, LONG_S), threading.Lock()
    inside, most, entered = 0, 0, 0

    def visit():
        nonlocal inside, most, entered
        for _ in range(20):
            with turnstile.passed():
                with lock:
                    inside, entered = inside + 1, entered + 1
                    most = max(most, inside)
                time.sleep(0.0002)
                with lock:
                    inside -= 1

    threads = [threading.Thread(target=visit) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(LONG_S)
    assert (inside, most, entered) == (0, places, 160)


def order_of(*since):
    """In which order those go in who come one after the other to a closed turnstile."""
    turnstile, order = Turnstile(1, LONG_S), []

    def visit(number):
        with turnstile.passed(since[number]):
            order.append(number)

    threads = [threading.Thread(target=visit, args=[n]) for n in range(len(since))]
    with turnstile.passed():
        for waiting, thread in enumerate(threads, start=1):
            thread.start()
            while turnstile.waiting < waiting:
                time.sleep(0.001)
    for thread in threads:
        thread.join(LONG_S)
    return order


def test_first_come_first_served():
    assert order_of(None, None, None, None, None) == [0, 1, 2, 3, 4]


def test_who_waits_longest_is_next_whoever_comes_first():
    assert order_of(3.0, 1.0, 4.0, 1.0, 2.0) == [1, 3, 4, 0, 2]


def test_now_is_later_than_any_last_time():
    assert order_of(None, time.monotonic(), None, 0.0) == [3, 1, 0, 2]


def test_who_has_a_place_passes_again():
    turnstile = Turnstile(1, LONG_S)
    with turnstile.passed(), turnstile.passed():
        pass
    with turnstile.passed():
        pass


def test_an_error_leaves_the_place():
    turnstile = Turnstile(1, LONG_S)
    for _ in range(2):
        with pytest.raises(KeyError), turnstile.passed():
            raise KeyError


def test_who_loses_patience_goes_in_and_it_recovers():
    turnstile, done = Turnstile(1, 0.02), []

    def visit():
        with turnstile.passed():
            done.append(True)

    with turnstile.passed():
        thread = threading.Thread(target=visit)
        thread.start()
        thread.join(LONG_S)
        assert done == [True]
    assert turnstile._free == 1


@pytest.fixture
def crowd():
    """A turnstile at which one more waits than a few."""
    turnstile, leave = Turnstile(1, LONG_S), threading.Event()

    def visit():
        with turnstile.passed():
            leave.wait(LONG_S)

    threads = [threading.Thread(target=visit) for _ in range(FEW + 2)]
    for thread in threads:
        thread.start()
    while turnstile.waiting < FEW + 1:
        time.sleep(0.001)
    yield turnstile, leave
    leave.set()
    for thread in threads:
        thread.join(LONG_S)


def test_what_can_wait_gives_way_to_a_crowd_but_not_for_ever(crowd):
    turnstile, leave = crowd
    assert turnstile.waiting == FEW + 1
    begun = time.monotonic()
    turnstile.give_way(0.1, FEW)
    assert time.monotonic() - begun >= 0.1
    threading.Timer(0.1, leave.set).start()
    turnstile.give_way(LONG_S, FEW)
    assert turnstile.waiting <= FEW


def test_a_few_who_wait_are_no_crowd():
    turnstile = Turnstile(1, LONG_S)
    other = threading.Thread(target=lambda: turnstile.passed().__enter__())
    with turnstile.passed():
        other.start()
        while not turnstile.waiting:
            time.sleep(0.001)
        turnstile.give_way(LONG_S, FEW)
        assert turnstile.waiting == 1
    other.join(LONG_S)


def test_a_place_is_left_to_others_for_a_while_and_taken_again():
    turnstile, order = Turnstile(1, LONG_S), []

    def visit():
        with turnstile.passed():
            order.append("other")

    with turnstile.passed():
        with turnstile.left(), turnstile.left():
            other = threading.Thread(target=visit)
            other.start()
            other.join(LONG_S)
            with turnstile.passed():  # as any other thread
                order.append("here")
            assert turnstile._free == 1
        assert turnstile._free == 0
    assert (turnstile._free, order) == (1, ["other", "here"])


def test_who_left_a_place_waits_for_one_again():
    turnstile, inside, done = Turnstile(1, LONG_S), threading.Event(), threading.Event()

    def visit():
        with turnstile.passed():
            inside.set()
            done.wait(LONG_S)

    other = threading.Thread(target=visit)
    with turnstile.passed():
        with turnstile.left():
            other.start()
            assert inside.wait(LONG_S)
            threading.Timer(0.05, done.set).start()
        assert done.is_set()
    other.join(LONG_S)
    assert turnstile._free == 1


def test_who_has_no_place_leaves_none_and_an_error_takes_it_again():
    turnstile = Turnstile(1, LONG_S)
    with turnstile.left():
        assert turnstile._free == 1
    with turnstile.passed():
        with pytest.raises(KeyError), turnstile.left():
            raise KeyError
        assert turnstile._free == 0
    assert turnstile._free == 1
