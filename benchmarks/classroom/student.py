"""What a student does in class: play, look, drag, change a setting, ask for a cat."""

import asyncio
import random
import time
from collections.abc import Awaitable
from contextlib import closing
from dataclasses import dataclass, field

from benchmarks.classroom.states import States
from benchmarks.classroom.wire import Tab

BETWEEN_S = 4.0, 9.0  # between two things that a student does
AWAY_S = 3.0  # on another page
RATES = ("0.003", "0.005", "0.0075", "0.01", "0.02")
NEWEST = 10**9  # beyond the end of the timeline
GONE_S = 1.0  # the page waits so long when its run is not there


@dataclass
class Seen:
    """What a student got.

    Attributes
    ----------
    fresh : when a state arrived that was newer than the last, or another one asked for.
    watched : seconds with the Train page open and the run going.
    clicks : seconds from a click to the page that was drawn for it.
    steps : iterations the run did.
    errors : what no student should see.
    """

    fresh: list[float] = field(default_factory=list[float])
    watched: float = 0.0
    clicks: list[float] = field(default_factory=list[float])
    steps: int = 0
    errors: list[str] = field(default_factory=list[str])

    @property
    def rate(self) -> float:
        """Fresh states a second while the run went on."""
        return len(self.fresh) / self.watched if self.watched else float("nan")


class Student:
    """One session. The heavy ones train a large network as fast as they can."""

    def __init__(self, url: str, number: int, *, heavy: bool) -> None:
        self._url, self._tab = url, Tab(url)
        self._random, self._heavy = random.Random(number), heavy
        self._watching, self._iteration = False, 0
        self.seen = Seen()

    async def attend(self, until: float) -> Seen:
        """Take part until a moment of `time.monotonic`."""
        await asyncio.sleep(self._random.uniform(0, 5))  # nobody is the first
        try:
            await self._tab.open()
            with (
                closing(States(self._url, self._tab.cookie)) as self._panel,
                closing(States(self._url, self._tab.cookie)) as self._before_play,
            ):
                await self._work(until)
            await self._tab.close()
        except (OSError, TimeoutError, asyncio.IncompleteReadError) as why:
            self.seen.errors.append(f"{type(why).__name__}: {why}")
        self.seen.errors += self._tab.errors
        return self.seen

    async def _work(self, until: float) -> None:
        if self._heavy:  # nothing was trained yet, so the network is replaced
            await self._do(self._tab.choose("hidden", "128, 64, 32"))
        speed = "max" if self._heavy else "200 it/s"
        await self._do(self._tab.choose("speed", speed))
        looking = asyncio.create_task(self._look(until))
        await self._play()
        while time.monotonic() < until:
            await asyncio.sleep(self._random.uniform(*BETWEEN_S))
            await self._something()
        await looking

    async def _something(self) -> None:
        """One of the things students do."""
        choice = self._random.choice(("drag", "rate", "away", "pause", "step"))
        if choice == "drag":
            self._watching = False  # the past stands still
            newest = max(1, self._iteration)
            await self._drag([self._random.randrange(newest) for _ in range(3)])
            await self._drag([NEWEST])
        elif choice == "rate":
            name = self._rate_box()
            await self._do(self._tab.choose(name, self._random.choice(RATES)))
        elif choice == "away":
            self._watching = False
            await self._do(self._tab.visit("Predict"))
            await asyncio.sleep(AWAY_S)
            await self._do(self._tab.visit("Train"))
        elif choice == "step":
            await self._do(self._tab.press("step_10"))
        else:
            await self._do(self._tab.press("play"))
        await self._play()

    async def _drag(self, iterations: list[int]) -> None:
        """Show one after the other on the timeline, and stay at the last."""
        for iteration in iterations:
            await self._do(self._looked(iteration))
        await self._do(self._tab.rest())

    async def _looked(self, iteration: int) -> float:
        start = time.perf_counter()
        shown = await self._before_play.newest(self._tab.token, iteration)
        if shown is None or shown["iteration"] not in (iteration, shown["newest"]):
            raise OSError(f"asked for iteration {iteration}, the server gave {shown}")
        return time.perf_counter() - start

    def _rate_box(self) -> str:
        """A box that was set by the program has a new key."""
        names = [n for n in self._tab.widgets if n.startswith("learning_rate")]
        return names[-1]

    async def _play(self) -> None:
        """Make the run go on, from its start if it is over."""
        state = await self._before_play.newest(self._tab.token)
        if state is not None and state["state"] in ("done", "diverged"):
            await self._do(self._tab.press("reset"))
            state = None
        if state is None or state["state"] != "running":
            await self._do(self._tab.press("play"))
        self._iteration, self._watching = 0, True

    async def _do(self, click: Awaitable[float]) -> None:
        self.seen.clicks.append(await click)

    async def _look(self, until: float) -> None:
        """Ask again and again, as the page does."""
        last = time.monotonic()
        while time.monotonic() < until:
            start = time.monotonic()
            state = await self._panel.newest(self._tab.token)
            took, running = time.monotonic() - start, False
            if state is not None:
                running = state["state"] == "running"
                if state["iteration"] != self._iteration:
                    if self._watching and running:
                        self.seen.fresh.append(time.monotonic())
                    self.seen.steps += max(0, state["iteration"] - self._iteration)
                    self._iteration = state["iteration"]
            rest = GONE_S if state is None else state["refreshMs"] / 1000 - took
            await asyncio.sleep(max(rest, took / 4))
            now = time.monotonic()
            if self._watching and running:
                self.seen.watched += now - last
            last = now
