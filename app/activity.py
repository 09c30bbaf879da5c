"""What happened lately: a bounded memory of the last minutes, without a thread."""

from collections import deque
from typing import Final

WINDOW_S: Final = 600.0
MOST: Final = 1_000
SAMPLE_S, SAMPLES = 1.0, 60  # seconds between two samples of the load, and how many


class Lately:
    """Values with their times; those older than the window are forgotten."""

    def __init__(self, window_s: float = WINDOW_S) -> None:
        self._window_s = window_s
        self._noted: deque[tuple[float, float]] = deque(maxlen=MOST)

    def note(self, now: float, value: float = 1.0) -> None:
        """Remember one."""
        self._noted.append((now, value))

    def values(self, now: float) -> list[float]:
        """Those of the window."""
        return [
            value for then, value in list(self._noted) if now - then < self._window_s
        ]


class Load:
    """How many cores a process keeps busy, over about the last minute."""

    def __init__(self) -> None:
        self._samples: deque[tuple[float, float]] = deque(maxlen=SAMPLES)

    def note(self, now: float, cpu_s: float) -> None:
        """CPU seconds used since the start, as often as one likes."""
        if not self._samples or now - self._samples[-1][0] >= SAMPLE_S:
            self._samples.append((now, cpu_s))

    def cores(self, now: float, cpu_s: float) -> float:
        """From the oldest sample of the last minute to now; of the older ones the
        newest, if there is none."""
        samples = list(self._samples)
        recent = [s for s in samples if now - s[0] <= SAMPLE_S * SAMPLES]
        then, before = (recent or samples[-1:] or [(0.0, 0.0)])[0]
        return (cpu_s - before) / (now - then) if now > then else 0.0


class Activity:
    """Of the whole server.

    Attributes
    ----------
    opened : sessions since the start.
    pages : seconds that script runs took, lately.
    load : of its process.
    """

    def __init__(self) -> None:
        self.opened = 0
        self.pages = Lately()
        self.load = Load()
