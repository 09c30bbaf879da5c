"""A lesson as plain frozen values."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from dnn_core.lessons.targets import Target

Where = Literal["train", "predict"]
Settings = Mapping[str, str]  # by the keys of the page's address, as they stand there

SETTINGS = (
    "data", "m", "noise", "draw", "layers", "alpha", "iterations", "init", "activation",
    "optimizer", "batch", "l2", "seed", "speed",
)  # fmt: skip
SHOWN = (
    "data", "layers", "alpha", "iterations", "init", "activation", "optimizer", "batch",
    "l2", "seed",
)  # fmt: skip
PANELS = ("diagnosis", "branch", "numbers")
PANES = ("histograms", "network", "pictures", "space")
WHERE = ("train", "predict")


class LessonError(ValueError):
    """A lesson that cannot be used: the message names field, value and limit."""


@dataclass(frozen=True)
class Option:
    """One of the answers offered, and what is said to whoever gives it."""

    text: str
    explanation: str
    right: bool = False


@dataclass(frozen=True)
class Question:
    """What is to be predicted before the run."""

    text: str
    options: tuple[Option, ...]


@dataclass(frozen=True)
class Wrong:
    """Settings that miss the target.

    Attributes
    ----------
    settings : what they differ in from those of the lesson.
    leads_to : what becomes of such a run and what to try, one or two sentences.
    finding : what the diagnosis calls it at the end; empty if that is not told.
    """

    settings: Settings
    leads_to: str
    finding: str = ""


@dataclass(frozen=True)
class Fact:
    """A number in a text of the lesson, and the run that it was read from.

    Attributes
    ----------
    says : the words that hold the number, as they stand in a text.
    measure : a key of MEASURES.
    value : the number.
    tolerance : how far a run on another machine may be from it.
    iteration : where it was read.
    settings : what the run's settings differ in from those of the lesson.
    """

    says: str
    measure: str
    value: float
    tolerance: float
    iteration: int
    settings: Settings = field(default_factory=dict[str, str])


@dataclass(frozen=True)
class Lesson:
    """Everything a lesson says and does.

    Texts are Markdown without links; `hint` and `leads_to` are plain.

    Attributes
    ----------
    title, about, minutes : its line in a list.
    text : what to know before the question.
    question : None where there is none.
    target : what the run is to reach.
    settings : of the run, by the keys of the address; what is not named is default.
    shown : settings the student may change, of SHOWN.
    panels : parts of the page that are shown, of PANELS.
    pane : which picture of the weights it opens with, of PANES.
    where : the page it happens on.
    hint : what to try when the target was missed; `wrongs` know better, if one fits.
    after : what it all meant, once the target is met.
    wrongs : settings that miss the target.
    solution : what settings that reach it differ in from those of the lesson.
    facts : where the numbers in its texts come from.
    """

    title: str
    about: str
    minutes: int
    text: str
    question: Question | None
    target: Target
    settings: Settings
    shown: tuple[str, ...] = ()
    panels: tuple[str, ...] = ()
    pane: str = "histograms"
    where: Where = "train"
    hint: str = ""
    after: str = ""
    wrongs: tuple[Wrong, ...] = ()
    solution: Settings = field(default_factory=dict[str, str])
    facts: tuple[Fact, ...] = ()
