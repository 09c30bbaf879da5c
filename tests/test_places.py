"""Places and the queue: never too many inside, first come, first served, no leaks."""

from hypothesis import given, settings
from hypothesis import strategies as st

from app.places import LOST_S, Places

GRACE, IDLE = 8.0, 900.0
TABS = st.sampled_from("abcdef")
ACTS = st.one_of(
    st.tuples(st.just("ask"), TABS, st.booleans()),
    st.tuples(st.just("leave"), TABS, st.none()),
    st.tuples(st.just("take over"), TABS, TABS),
    st.tuples(
        st.just("wait"), st.sampled_from([1.0, 5.0, 9.0, 60.0, 1000.0]), st.none()
    ),
)


def places(most=2):
    return Places(most, grace_s=GRACE, idle_s=IDLE)


def test_the_third_of_two_waits_and_is_let_in():
    room = places()
    assert [room.ask(tab, 0.0) for tab in "abcd"] == [0, 0, 1, 2]
    assert room.crowd(0.0) == (2, 2)
    room.leave("a", 1.0)
    assert room.ask("c", 1.0 + GRACE - 0.1) == 1  # it may still come back
    assert room.crowd(1.0 + GRACE) == (2, 1)  # c has a place before it asks
    assert [room.ask(tab, 9.5) for tab in "dc"] == [1, 0]


def test_a_short_break_costs_nothing():
    room = places(1)
    room.ask("a", 0.0)
    room.ask("b", 0.0)
    room.leave("a", 10.0)
    assert room.ask("a", 10.0 + GRACE - 0.1) == 0
    assert room.ask("b", 100.0) == 1


def test_a_reload_is_the_same_student():
    room = places(1)
    room.ask("a", 0.0)
    room.ask("b", 0.0)
    room.ask("c", 0.0)
    room.leave("a", 1.0)
    room.leave("b", 1.0)
    assert room.ask("a2", 1.5) == 3 and room.ask("b2", 1.5) == 4
    assert room.take_over("a", "a2", 2.0) and room.take_over("b", "b2", 2.0)
    assert [room.ask(tab, 2.0) for tab in ("a2", "b2", "c")] == [0, 1, 2]
    assert not room.take_over("a2", "thief", 2.0)  # its owner is there
    assert not room.take_over("nobody", "thief", 2.0)


def test_a_reload_where_there_is_room_takes_one_place():
    room = places(3)
    room.ask("a", 0.0)
    room.leave("a", 1.0)
    room.ask("a2", 1.2)
    assert room.crowd(1.2) == (2, 0)
    assert room.take_over("a", "a2", 1.3)
    assert room.crowd(1.3) == (1, 0)


def test_an_unused_place_goes_only_to_someone_who_waits():
    room = places(2)
    room.ask("a", 0.0)
    room.ask("b", 10.0)
    assert room.ask("a", IDLE + 50, at_work=False) == 0
    assert room.crowd(IDLE + 50) == (2, 0)
    room.ask("c", IDLE + 50)
    assert room.ask("c", IDLE + 50) == 0
    assert room.ask("b", IDLE + 51) == 0  # idle too, but one place was enough
    assert room.ask("a", IDLE + 52) == 1  # back, and now it has to wait


def test_whoever_watches_a_run_is_at_work():
    room = places(1)
    room.ask("a", 0.0)
    room.ask("b", 1.0)
    room.seen("a", IDLE - 1)
    room.seen("b", IDLE - 1)  # has no place
    room.seen("a", 5.0)  # was known before
    assert room.ask("b", IDLE + 1) == 1
    for moment in range(1, 15):
        room.ask("b", IDLE + 100 * moment, at_work=False)
    assert room.ask("b", 2 * IDLE) == 0


def test_a_waiting_tab_that_was_lost():
    room = places(1)
    room.ask("a", 0.0)
    room.ask("b", 0.0)
    room.ask("c", LOST_S - 1)
    assert room.ask("c", LOST_S + 1) == 1


@settings(max_examples=200)
@given(most=st.integers(1, 3), acts=st.lists(ACTS, max_size=60))
def test_whatever_happens(most, acts):
    room, now = places(most), 0.0
    order: list[str] = []  # the queue as it should be, kept by hand
    for what, first, second in acts:
        if what == "wait":
            now += first
        elif what == "leave":
            room.leave(first, now)
        elif what == "take over":
            if room.take_over(first, second, now):
                order = [
                    second if tab == first else tab for tab in order if tab != second
                ]
        else:
            number = room.ask(first, now, at_work=second)
            if number and first not in order:
                order.append(first)
        inside, waiting = room.crowd(now)
        assert inside <= most
        assert inside == most or not waiting, "a free place, and somebody waits"
        queue = list(room._queue)  # pyright: ignore[reportPrivateUsage]
        order = [tab for tab in order if tab in queue]
        assert queue == order, "first come, first served"
    for tab in "abcdef":
        room.leave(tab, now)
    assert room.crowd(now + GRACE) == (0, 0), "a place leaked"
