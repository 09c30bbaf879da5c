"""Reading an upload: one at a time, while other pages are drawn, a refusal once."""

import threading
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from app import state
from app.controls import own_data
from app.state import server
from dnn_core.data import DataError, load_own

LONG_S = 30.0
SCRIPT = str(Path(__file__).parent.parent / "app" / "script.py")
TABLE = ("a,b,label\n" + "".join(f"{i},{i % 7},{i % 2}\n" for i in range(30))).encode()


@pytest.fixture
def page() -> AppTest:
    page = AppTest.from_file(SCRIPT, default_timeout=LONG_S).run()
    return page.selectbox(key="data").set_value("uploaded").run()


def upload(page: AppTest, content: bytes) -> None:
    page.file_uploader(key="upload_train").upload("own.csv", content, "text/csv")
    page.run()
    assert not page.exception


def test_a_file_that_was_refused_is_not_read_again(page, monkeypatch):
    read = []

    def counted(*args, **settings):
        read.append(args)
        return load_own(*args, **settings)

    monkeypatch.setattr(own_data, "load_own", counted)
    upload(page, b"a,b,label\n1,2,3\n")
    told = [error.value for error in page.error]
    assert len(told) == len(read) == 1
    page.run()
    assert [error.value for error in page.error] == told
    assert len(read) == 1
    page.number_input(key="upload_draw").set_value(2).run()  # that is another wish
    assert len(read) == 2
    upload(page, TABLE)
    assert not page.error
    assert len(read) == 3


def test_a_file_that_is_chosen_again_is_read_again(page, monkeypatch):
    """It may have taken too long only because the server was busy."""

    def slow(*args, **settings):
        raise DataError("Reading the file took longer than the limit of 20 s.")

    with monkeypatch.context() as busy:
        busy.setattr(own_data, "load_own", slow)
        upload(page, TABLE)
        assert len(page.error) == 1
    upload(page, TABLE)
    assert not page.error


def test_other_pages_are_drawn_while_a_file_is_read(page, monkeypatch):
    drawn = []

    def read(*args, **settings):
        other = threading.Thread(target=state.in_turn(lambda: drawn.append(True)))
        other.start()
        other.join(1.0)  # before the patience of a page ends
        drawn.append(False)
        return load_own(*args, **settings)

    monkeypatch.setattr(own_data, "load_own", read)
    upload(page, TABLE)
    assert not page.error
    assert drawn[0] is True


def test_files_are_read_one_at_a_time():
    lock, inside, most = threading.Lock(), 0, 0
    rest = threading.Event()

    def visit():
        nonlocal inside, most
        with server.reading():
            with lock:
                inside += 1
                most = max(most, inside)
            rest.wait(0.005)
            with lock:
                inside -= 1

    threads = [threading.Thread(target=state.in_turn(visit)) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(LONG_S)
    assert (inside, most) == (0, 1)
    with pytest.raises(DataError), server.reading():
        raise DataError("broken")
    with server.reading():
        pass
