"""`python -m tests.browser.wander`: somebody in a hurry, who clicks on anything.

It looks for what no test has thought of: an action that gets lost, or a page that
breaks, because it comes while another one is under way. The machine is kept busy
meanwhile, as by a class. A seed begins with the same actions; after that, what there is
to click on depends on the time. Chromium, as for the browser tests, is needed.
"""

import argparse
import random
import subprocess
import sys
import time
from collections import deque
from collections.abc import Callable, Generator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, Final

from playwright.sync_api import Error, Page, sync_playwright

from tests.browser.app_server import (
    AppServer,
    been_here,
    launch_chromium,
    running_app,
)
from tests.browser.pages import SLOW_MS, TrainPage, Watch
from tests.browser.pictures import as_file, cat, jpeg
from tests.h5_files import course_file

PATIENCE_MS: Final = 2_500  # for something that cannot be clicked on
MOVES_S: Final = 8.0  # so long, at most, a run that goes on shows the same iteration
REMEMBERED: Final = 15  # actions that are told with a complaint
PAGES: Final = ("Train", "Predict", "Mistakes", "One step", "Compare", "Sweep", "Learn")
KEYS: Final = "p n t h b e 0 s F1 Home End ArrowLeft ArrowRight Tab Enter Escape Space"
TYPED: Final = ("", "abc", "0", "-3", "1e9", "20, 7, 5", "12,,3", "0.01", "٣", "😀")
CLICKED: Final = (
    "button, summary, label, canvas, input, textarea, [role=tab], [role=radio], "
    "[role=option], [role=combobox], [role=switch]"
)
# What belongs together is chosen as one, or the many units of a network would be all.
GROUPS: Final = """(all) => all.map((each) => {
  const keyed = each.closest('[class*=st-key-]');
  const on_top = each.closest('[role=dialog], [data-testid=stPopoverBody]');
  return (keyed ? keyed.className.match(/st-key-\\S+/)[0] : each.tagName)
    + (on_top ? ' on top' : '');
})"""
ELSEWHERE: Final = ("camera", "photo", "download the")  # devices, other servers


@dataclass
class Wanderer:
    """Who clicks, and what they have done last."""

    page: Page
    app: AppServer
    chance: random.Random
    actions: int = 0
    done: deque[str] = field(default_factory=lambda: deque(maxlen=REMEMBERED))

    def __post_init__(self) -> None:
        self.page.set_default_timeout(PATIENCE_MS)
        self.page.set_default_navigation_timeout(SLOW_MS)
        self.watch = Watch(self.app, self.page)
        good = course_file()
        self._files: list[dict[str, Any]] = [
            as_file("good.h5", good),
            as_file("cut.h5", good[:2000]),
            as_file("cat.jpg", jpeg(cat(128))),
            as_file("table.csv", b"x,label\n" + b"1,0\n2,1\n" * 20),
            as_file("junk.layerwise", b"junk"),
        ]
        self._ways: dict[Callable[[], None], int] = {
            self._click: 12,
            self._press: 3,
            self._drive: 3,
            self._turn: 2,
            self._choose_file: 1,
            self._reload: 1,
            self._go_back: 1,
        }

    def act(self) -> None:
        """Do one thing, or find that it cannot be done."""
        self.actions += 1
        (way,) = self.chance.choices([*self._ways], [*self._ways.values()])
        try:
            way()
        except Error:  # hidden behind a box, or gone before the click
            self.done.append("… in vain")

    def complaints(self) -> list[str]:
        """What is wrong with the page when nobody does anything for a while."""
        found = list[str]()
        train = TrainPage(self.page)
        try:
            train.redrawn()
            if train.panel.is_visible() and train.button("pause").count():
                found += self._standstill(train)
        except Error as error:
            found.append(str(error).splitlines()[0])
        try:
            self.watch.check()
        except AssertionError as wrong:
            found.append(str(wrong))
        self.watch.begin()
        return found

    def _standstill(self, train: TrainPage) -> list[str]:
        began, end = train.iteration, time.monotonic() + MOVES_S
        while time.monotonic() < end:
            looks_back = self.page.get_by_text("past", exact=True).is_visible()
            moved = train.iteration != began
            if moved or looks_back or not train.button("pause").count():
                return []
            time.sleep(0.1)
        return [f"it says Pause, and stands at iteration {began}"]

    def _click(self) -> None:
        found = self.page.locator(CLICKED).locator("visible=true")
        groups: list[str] = found.evaluate_all(GROUPS)
        if not groups:  # nothing is drawn yet
            return
        on_top = [group for group in groups if group.endswith("on top")]
        group = self.chance.choice(sorted({*(on_top or groups)}))
        one = self.chance.choice([i for i, each in enumerate(groups) if each == group])
        name = (found.nth(one).inner_text() or group).strip()[:40]
        if any(word in name.lower() for word in ELSEWHERE):
            return
        self.done.append(f"click on {name!r} in {group}")
        found.nth(one).click()
        if found.nth(one).is_editable():
            typed = self.chance.choice(TYPED)
            self.done.append(f"type {typed!r}")
            found.nth(one).fill(typed)
            self.page.keyboard.press("Enter")

    def _press(self) -> None:
        key = self.chance.choice(KEYS.split())
        self.done.append(f"press {key}")
        self.page.keyboard.press(key)

    def _drive(self) -> None:
        key = self.chance.choice(("play", "step_1", "step_10", "to_end", "reset"))
        self.done.append(f"click on {key}")
        self.page.locator(f".st-key-{key} button:visible").click()

    def _turn(self) -> None:
        name = self.chance.choice(PAGES)
        self.done.append(f"turn to {name}")
        self.page.get_by_role("link", name=name, exact=True).first.click()

    def _choose_file(self) -> None:
        places = self.page.locator("input[type=file]").all()
        if places:
            file = self.chance.choice(self._files)
            self.done.append(f"choose {file['name']}")
            self.chance.choice(places).set_input_files(file)  # pyright: ignore[reportArgumentType]

    def _reload(self) -> None:
        self.done.append("reload")
        self.page.reload()

    def _go_back(self) -> None:
        self.done.append("go back")
        self.page.go_back()
        if not self.page.url.startswith(self.app.url):
            self.page.goto(self.app.url)


@contextmanager
def busy(loops: int) -> Generator[None]:
    """Meanwhile so many loops do nothing, as fast as they can."""
    command = [sys.executable, "-c", "while True: pass"]
    running = [subprocess.Popen(command) for _ in range(loops)]
    try:
        yield
    finally:
        for each in running:
            each.kill()
            each.wait()


def wander(who: Wanderer, seconds: float) -> int:
    """Some actions at a time, then a look; how often something was wrong."""
    wrong, end = 0, time.monotonic() + seconds
    who.page.goto(who.app.url)
    while time.monotonic() < end:
        for _ in range(who.chance.randint(1, 6)):
            who.act()
            time.sleep(who.chance.choice((0.0, 0.0, 0.1, 0.3)))
        found = who.complaints()
        if found:
            wrong += 1
            print("\n".join([*found, "after", *who.done, ""]), flush=True)
            who.page.goto(who.app.url)
    return wrong


def main(arguments: Sequence[str] | None = None) -> int:
    """Run it; 1 if anything was wrong."""
    parser = argparse.ArgumentParser(prog="python -m tests.browser.wander")
    parser.add_argument("--minutes", type=float, default=5.0)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--busy", type=int, default=4, help="loops on the machine")
    parser.add_argument("--width", type=int, default=1400, help="of the page, pixels")
    chosen = parser.parse_args(arguments)
    with busy(chosen.busy), running_app() as app, sync_playwright() as playwright:
        size = {"width": chosen.width, "height": 900}
        context = launch_chromium(playwright).new_context(viewport=size)  # pyright: ignore[reportArgumentType]
        been_here(context, app)
        who = Wanderer(context.new_page(), app, random.Random(chosen.seed))
        wrong = wander(who, chosen.minutes * 60)
    print(f"seed {chosen.seed}, {who.actions} actions: {wrong} times wrong")
    return int(wrong > 0)


if __name__ == "__main__":
    raise SystemExit(main())
