"""Two students at one server: nothing of the one reaches the other.

What is looked for are words that stand nowhere in the program, and the secrets that the
server gave the first student's tab.
"""

import base64
import hashlib
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Generator
from pathlib import Path
from typing import NamedTuple

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from app.route import HEADER, PATH
from tests.browser.app_server import AppServer, been_here, running_app
from tests.browser.conftest import DESK
from tests.browser.memory import PLACE, RUN_TOKEN, remembered, with_memory
from tests.browser.pages import TrainPage, choose_file
from tests.browser.pictures import as_file, cat, jpeg
from tests.browser.record import Record

pytestmark = pytest.mark.browser

PASSWORD = "numbat-of-the-teacher"
COLUMN, TABLE, NAME, PICTURE = "quokkaweight", "bilbyfile", "zorilla4711", "okapi0815"
CANARIES = (COLUMN, TABLE, NAME, PICTURE)
OPEN = ("layerwise/health", "_stcore/health", "_stcore/host-config", "_stcore/metrics")
EVERY_S = 0.5
PAGES = ("Predict", "Mistakes", "One step", "Compare", "Sweep", "Learn", "Check")


class School(NamedTuple):
    """A server, and the folder of its saves."""

    app: AppServer
    saves: Path


class Tab(NamedTuple):
    """A student's, and all that the server told it."""

    train: TrainPage
    record: Record

    @property
    def page(self) -> Page:
        return self.train.page

    def visit(self, name: str) -> None:
        self.page.get_by_role("link", name=name, exact=True).first.click()
        self.train.redrawn()
        self.record.look()


@pytest.fixture(scope="module")
def school(tmp_path_factory: pytest.TempPathFactory) -> Generator[School]:
    saves = tmp_path_factory.mktemp("saves")
    environment = {
        "LAYERWISE_ADMIN_TOKEN": PASSWORD,
        "LAYERWISE_STATE": str(saves),
        "LAYERWISE_SAVE_EVERY_S": str(EVERY_S),
    }
    with running_app(environment=environment) as app:
        yield School(app, saves)


@pytest.fixture
def student(browser: Browser) -> Generator[Callable[[AppServer], BrowserContext]]:
    """Browsers, closed at the end."""
    contexts: list[BrowserContext] = []

    def made(app: AppServer) -> BrowserContext:
        contexts.append(browser.new_context(**DESK))
        been_here(contexts[-1], app)
        return contexts[-1]

    yield made
    for context in contexts:
        context.close()


def opened(context: BrowserContext, app: AppServer) -> Tab:
    page = context.new_page()
    record = Record(page)
    return Tab(TrainPage.opened(page, app), record)


def work(tab: Tab) -> None:
    """Bring a table and a picture, train, pin, name the pin, save it as a workspace."""
    train, page = tab.train, tab.page
    train.choose("data", "Your own data …")
    rows = [f"{i % 7},{(i * i) % 11},{int(i % 7 > 3)}" for i in range(60)]
    table = "\n".join([f"{COLUMN},sleep,label", *rows]).encode()
    choose_file(page, "upload_train", as_file(f"{TABLE}.csv", table))
    expect(page.get_by_text("48 rows to learn from")).to_be_visible()
    train.settle()
    tab.record.look()
    train.step(10, expected=10)
    train.click("pin")
    tab.visit("Compare")
    page.get_by_label("Name", exact=True).fill(NAME)
    page.keyboard.press("Enter")
    expect(page.get_by_text(f"● {NAME}").first).to_be_visible()
    tab.visit("Predict")
    choose_file(page, "picture", as_file(f"{PICTURE}.jpg", jpeg(cat())))
    expect(page.get_by_test_id("stProgress")).to_be_visible()
    tab.record.look()
    tab.visit("Train")
    train.settle()
    train.click("take_home")
    with page.expect_download():
        page.locator(".st-key-take_workspace button").first.click()


def look_around(tab: Tab) -> None:
    """Train, pin, compare, and see every page."""
    tab.train.step(10, expected=10)
    tab.train.click("pin")
    for name in PAGES:
        tab.visit(name)
    tab.visit("Train")
    tab.train.settle()


def ask(url: str, **headers: str) -> tuple[int, bytes, dict[str, str]]:
    """Status, body and headers of an answer, whatever it is."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    try:
        with urllib.request.urlopen(urllib.request.Request(url, headers=named)) as got:
            status, body, told = got.status, got.read(), dict(got.headers)
    except urllib.error.HTTPError as refused:
        with refused:
            status, body, told = refused.code, refused.read(), dict(refused.headers)
    told.pop("date", None)
    return status, body, told


def state_of(app: AppServer, token: str) -> tuple[int, bytes, dict[str, str]]:
    return ask(f"{app.url}{PATH}", **{HEADER: token})


def altered(token: str, at: int) -> str:
    """The same but for one letter."""
    other = "A" if token[at] != "A" else "B"
    return token[:at] + other + token[at:][1:]


def test_nothing_of_a_student_reaches_another(school, student):
    stranger = opened(student(school.app), school.app)
    own = opened(student(school.app), school.app)
    work(own)
    look_around(stranger)
    late = opened(student(school.app), school.app)
    look_around(late)
    memory = remembered(own.page)
    secrets = [*CANARIES, memory[RUN_TOKEN], memory[PLACE], own.record.session]
    assert own.record.media
    secrets += [url.rpartition("/")[2] for url in own.record.media]
    told = own.record.everything()
    for secret in secrets:
        assert secret.encode() in told  # so it would be found
    for other in (stranger, late):
        heard = other.record.everything()
        assert b"Page not found" not in heard and len(heard) > 100_000
        found = [secret for secret in secrets if secret.encode() in heard]
        assert found == []
    public = [ask(f"{school.app.url}/{path}") for path in OPEN]
    assert [status for status, _, _ in public] == [200] * len(OPEN)
    everywhere = school.app.printed() + repr(public)
    assert not [secret for secret in secrets if secret in everywhere]


def test_only_its_token_opens_a_run(school, student):
    app = school.app
    own, other = (opened(student(app), app) for _ in range(2))
    own.train.step(10, expected=10)
    token = remembered(own.page)[RUN_TOKEN]
    status, mine, _ = state_of(app, token)
    assert status == 200 and len(mine) > 1000
    nobody = state_of(app, "a" * len(token))
    assert nobody[:2] == (204, b"")
    for guess in (
        "",
        "*",
        remembered(own.page)[PLACE],
        own.record.session,
        *[altered(token, at) for at in range(len(token))],
        token[:-1],
        token + "A",
        token.swapcase(),
        hashlib.sha256(token.encode()).hexdigest(),
    ):
        assert state_of(app, guess) == nobody  # whether there is such a run or not
    for path in (f"{PATH}?{HEADER}={token}", f"{PATH}?token={token}"):
        assert ask(f"{app.url}{path}") == nobody
    _, theirs, _ = state_of(app, remembered(other.page)[RUN_TOKEN])
    assert b'"iteration":0' in theirs and b'"iteration":10' in mine


def test_the_admin_view_shows_nothing_without_its_password(school, student):
    own = opened(student(school.app), school.app)
    page = f"{school.app.url}/layerwise/admin"
    without = ask(page)
    assert without[:2] == (401, b"A password is needed.")
    guesses = ("", PASSWORD[:-1], PASSWORD.upper(), remembered(own.page)[RUN_TOKEN])
    for guess in guesses:
        word = base64.b64encode(f"teacher:{guess}".encode()).decode()
        assert ask(page, Authorization=f"Basic {word}", Accept="*/*") == without
    word = base64.b64encode(f"teacher:{PASSWORD}".encode()).decode()
    status, body, _ = ask(page, Authorization=f"Basic {word}")
    assert status == 200 and b"How the server is doing" in body
    token, place = (remembered(own.page)[name] for name in (RUN_TOKEN, PLACE))
    assert token.encode() not in body and place.encode() not in body


def test_a_save_is_opened_by_its_token_alone(school, student):
    context = student(school.app)
    own = opened(context, school.app)
    own.train.step(10, expected=10)
    own.train.step(1, expected=11)
    memory = remembered(own.page)
    token = memory[RUN_TOKEN].encode()
    key = hashlib.sha256(token)
    deadline = time.monotonic() + 20 * EVERY_S
    while key.digest() not in _stored(school.saves) and time.monotonic() < deadline:
        time.sleep(EVERY_S)
    stored = _stored(school.saves)
    assert key.digest() in stored and token not in stored
    url = own.page.url
    own.page.close()
    for guess in (altered(memory[RUN_TOKEN], 3), key.hexdigest()):
        tab = _with_token(student(school.app), memory, guess, url)
        tab.settle()
        assert tab.iteration == 0
    tab = _with_token(context, memory, memory[RUN_TOKEN], url)
    tab.wait_iteration(11)


def _with_token(
    context: BrowserContext, memory: dict[str, str], token: str, url: str
) -> TrainPage:
    page = with_memory(context, {**memory, RUN_TOKEN: token})
    page.goto(url)
    return TrainPage(page)


def _stored(folder: Path) -> bytes:
    return b"".join(file.read_bytes() for file in folder.iterdir())


def test_an_address_of_a_file_is_a_digest_of_what_is_in_it(school, student):
    """Streamlit hands files out to whoever has the address, so it must not be guessed:
    it is made of what is in them, and only who has a picture can tell its address."""
    own = opened(student(school.app), school.app)
    own.visit("Predict")
    for side in (256, 300):
        choose_file(own.page, "picture", as_file("cat.jpg", jpeg(cat(side))))
        width = f"img => img.complete && img.naturalWidth === {side}"
        own.page.wait_for_function(f"[...document.images].some({width})")
    addresses = set(own.record.media)
    assert len(addresses) >= 2
    for address in addresses:
        folder, _, name = address.rpartition("/")
        digest = name.partition(".")[0]
        assert len(digest) >= 32 and int(digest, 16)
        assert ask(f"{folder}/{altered(name, 5)}")[0] == 404
    assert ask(f"{school.app.url}/media/")[0] in (404, 405)
