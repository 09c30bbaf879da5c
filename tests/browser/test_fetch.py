"""The button that fetches the course's photos: offline, wrong, right, and shared."""

import shutil
import threading
from collections.abc import Callable, Generator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.app_server import (
    ROOT,
    AppServer,
    been_here,
    free_port,
    running_app,
)
from tests.browser.conftest import DESK
from tests.browser.pages import SLOW_MS, TrainPage, Watch, errors
from tests.mirror import held, mirror, whole

pytestmark = pytest.mark.browser

FILES = ("train_catvnoncat.h5", "test_catvnoncat.h5")
Visit = Callable[[], TrainPage]


@dataclass(frozen=True)
class Place:
    """An app without photos, the folder they go to, the port it asks for them."""

    app: AppServer
    folder: Path
    port: int


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Generator[Place]:
    """The app from a copy of the project, in case that this one has the photos."""
    root, port = tmp_path_factory.mktemp("project"), free_port()
    for name in ("app", "dnn_core", "datasets", ".streamlit"):
        ignored = shutil.ignore_patterns(*FILES)
        shutil.copytree(ROOT / name, root / name, ignore=ignored)
    folder = tmp_path_factory.mktemp("photos")
    environment = {
        "LAYERWISE_DATA": str(folder),
        "LAYERWISE_MIRRORS": f"http://127.0.0.1:{port}/",
        "NO_PROXY": "127.0.0.1",
    }
    with running_app(root, environment) as app:
        yield Place(app, folder, port)


@pytest.fixture
def place(server: Place) -> Place:
    """The same, with the photos gone if an earlier test brought them."""
    for path in server.folder.iterdir():
        path.unlink()
    return server


@pytest.fixture
def visit(place: Place, browser: Browser) -> Generator[Visit]:
    """Opens the Train page as one more student, watched for errors."""
    watches: list[Watch] = []
    with ExitStack() as stack:

        def opened() -> TrainPage:
            context = browser.new_context(**DESK)
            stack.callback(context.close)
            been_here(context, place.app)
            page = context.new_page()
            page.set_default_timeout(SLOW_MS)
            watches.append(Watch(place.app, page))
            return TrainPage.opened(page, place.app)

        yield opened
        for watch in watches:
            watch.check()


def press(train: TrainPage) -> None:
    """Ask for the photos."""
    if not train.button("fetch_photos").count():
        train.choose("data", "Course photos")
    train.click("fetch_photos")


def failure(train: TrainPage) -> str:
    """What is said under the button."""
    expect(errors(train.page)).to_have_count(1)
    button, said = train.button("fetch_photos"), errors(train.page)
    above, below = button.bounding_box(), said.bounding_box()
    assert above is not None and below is not None
    assert 0 < below["y"] - above["y"] - above["height"] < 60
    return said.inner_text()


def test_offline_says_so_and_the_page_goes_on(visit: Visit, place: Place) -> None:
    train = visit()
    train.step(10, expected=10)
    cost = train.number("cost")
    press(train)
    said = failure(train)
    assert "seems to be offline" in said
    for other_way in (*FILES, "datasets/", "LAYERWISE_DATA", "upload"):
        assert other_way in said
    train.settle()
    assert (train.iteration, train.number("cost")) == (10, cost)
    train.step(10, expected=20)
    train.choose("data", "Cat silhouettes")
    expect(errors(train.page)).to_have_count(0)
    train.step(10, expected=30)


def test_wrong_bytes_are_refused_and_right_ones_then_taken(
    visit: Visit, place: Place, course_photos_dir: Path
) -> None:
    files = {name: (course_photos_dir / name).read_bytes() for name in FILES}
    wrong = bytearray(files[FILES[0]])
    wrong[1_000_000] ^= 1  # one bit
    train = visit()
    with mirror({FILES[0]: whole(bytes(wrong))}, place.port):
        press(train)
        assert "sent another file" in failure(train)
    assert "the course's with fbe56ab6" in failure(train)
    assert list(place.folder.iterdir()) == []
    with mirror({name: whole(files[name]) for name in FILES}, place.port):
        press(train)
        expect(train.sidebar).to_contain_text("20×209", timeout=SLOW_MS)
    expect(errors(train.page)).to_have_count(0)
    train.settle()
    train.step(10, expected=10)


def test_two_students_share_one_download_and_a_run_goes_on(
    visit: Visit, place: Place, course_photos_dir: Path
) -> None:
    arrived = threading.Event()
    answers = {
        name: held((course_photos_dir / name).read_bytes(), arrived) for name in FILES
    }
    busy, waiting = visit(), visit()
    busy.choose("speed", "20 it/s")
    busy.click("play")
    with mirror(answers, place.port) as served:
        for train in (busy, waiting):
            press(train)
            expect(train.sidebar).to_contain_text("Fetching … 0.0 of 3.2 MB")
        busy.wait_past(busy.iteration + 20)
        arrived.set()
        for train in (busy, waiting):
            expect(train.sidebar).to_contain_text("20×209", timeout=SLOW_MS)
    assert served.asked == list(FILES)
    waiting.settle()
    assert waiting.iteration == 0
    expect(waiting.panel).to_contain_text("guessing 66")
    expect(waiting.page.get_by_test_id("pictures").locator("canvas")).to_have_count(12)
    expect(busy.page.get_by_text("These settings need a new run.")).to_be_visible()
    expect(busy.panel).to_contain_text("guessing 50")
    busy.wait_past(busy.iteration + 10)
    assert sorted(path.name for path in place.folder.iterdir()) == sorted(FILES)
