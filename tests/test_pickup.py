"""Files that a download button made wait for their browser."""

import pytest
from streamlit.runtime import memory_media_file_storage, runtime
from streamlit.runtime.media_file_manager import MediaFileManager
from streamlit.runtime.media_file_storage import MediaFileKind, MediaFileStorageError
from streamlit.runtime.memory_media_file_storage import MemoryMediaFileStorage

from app import pickup
from app.pickup import CLICKED_S, KEPT_S, MOST_BYTES, Offers, Pickup, install

SCRIPTS = 40  # that end while a browser asks for its file


class Desk:
    """A server's files, and a clock."""

    def __init__(self, monkeypatch):
        self.now = 0.0
        monkeypatch.setattr(pickup.time, "monotonic", lambda: self.now)
        self.storage = Pickup("/media")
        self.files = Offers(self.storage)

    def button(self, content):
        """A page is drawn with one that makes a file."""
        return self.files.add_deferred(
            lambda: content, "text/csv", "0.0", file_name="history.csv"
        )

    def download(self, content):
        """Click on such a button; the address of the file."""
        return self.files.execute_deferred(self.button(content))

    def others(self):
        """Scripts of other tabs end."""
        for _ in range(SCRIPTS):
            self.files.remove_orphaned_files()

    def fetched(self, address):
        """What a browser gets there; None if there is nothing."""
        try:
            return self.storage.get_file(address.rpartition("/")[2]).content
        except MediaFileStorageError:
            return None


@pytest.fixture
def desk(monkeypatch):
    return Desk(monkeypatch)


def test_a_download_waits_for_its_browser_while_others_work(desk):
    address = desk.download(b"t,cost")
    desk.others()
    desk.now = KEPT_S - 1
    desk.others()
    assert desk.fetched(address) == b"t,cost"
    assert desk.fetched(address) == b"t,cost"  # and for a second click


def test_it_is_gone_when_nobody_came_for_it(desk):
    address = desk.download(b"t,cost")
    desk.others()
    desk.now = KEPT_S
    later = desk.download(b"t,accuracy")
    assert desk.fetched(address) is None
    assert desk.fetched(later) == b"t,accuracy"


def test_one_that_is_made_again_waits_anew(desk):
    desk.download(b"t,cost")
    desk.others()
    desk.now = KEPT_S - 1
    again = desk.download(b"t,cost")
    desk.others()
    desk.now = 2 * KEPT_S - 2
    desk.download(b"t,accuracy")
    assert desk.fetched(again) == b"t,cost"


def test_no_more_wait_than_there_is_room_for_but_the_newest_does(desk):
    big = [bytes([n]) * (MOST_BYTES // 2 + 1) for n in range(3)]
    addresses = []
    for content in big:
        addresses.append(desk.download(content))
        desk.others()
    assert [desk.fetched(each) is not None for each in addresses] == [
        False,
        False,
        True,
    ]
    huge = desk.download(b"x" * (MOST_BYTES + 1))
    desk.others()
    assert desk.fetched(huge) is not None and desk.fetched(addresses[2]) is None


def test_what_a_page_shows_goes_with_it(desk):
    shown = desk.storage.load_and_get_id(b"picture", "image/png", MediaFileKind.MEDIA)
    desk.storage.delete_file(shown)
    assert desk.fetched(f"/media/{shown}.png") is None
    desk.storage.delete_file(shown)  # nothing happens


def test_a_click_counts_while_its_page_is_drawn_anew(desk):
    button = desk.button(b"t,cost")
    desk.files.clear_session_refs()  # a script of its own tab begins
    desk.others()
    address = desk.files.execute_deferred(button)
    assert desk.fetched(address) == b"t,cost"
    desk.button(b"t,accuracy")  # stands in its place
    desk.now = CLICKED_S - 1
    desk.others()
    assert desk.files.execute_deferred(button) == address


def test_a_button_that_no_page_has_is_forgotten_and_one_that_a_page_has_is_not(desk):
    button = desk.button(b"t,cost")
    desk.files.clear_session_refs()
    desk.others()
    newer = desk.button(b"t,accuracy")
    desk.now = CLICKED_S
    desk.others()
    with pytest.raises(MediaFileStorageError):
        desk.files.execute_deferred(button)
    desk.now = 100 * CLICKED_S
    desk.others()
    desk.files.clear_session_refs()  # its time begins only now
    desk.others()
    assert desk.files.execute_deferred(newer)


def test_the_server_gets_both(monkeypatch):
    files, offers = "MemoryMediaFileStorage", "MediaFileManager"
    monkeypatch.setattr(memory_media_file_storage, files, MemoryMediaFileStorage)
    monkeypatch.setattr(runtime, offers, MediaFileManager)
    install()
    assert vars(memory_media_file_storage)[files] is Pickup
    assert vars(runtime)[offers] is Offers
