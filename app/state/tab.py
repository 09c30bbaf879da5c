"""What one browser tab has: its seat, its widgets, its address, its cookies."""

import math
import secrets
from dataclasses import dataclass, field
from typing import Any, NamedTuple

import streamlit as st

from app.contest import Contest
from app.downloads import Download
from app.entries import UPLOADED
from app.experiment import DEFAULT_SPEED, Data, Origin
from app.images import Picture
from app.lessons import COURSE, Opened
from app.pane import HISTOGRAMS, Pane
from app.paper import Sheet
from app.run_records import Status
from app.runs import Pin
from app.sweeps import Job
from app.theme import Theme
from dnn_core.check import Report, StudentFile
from dnn_core.config import LIVE_FIELDS
from dnn_core.data import Dataset

UPLOAD = "upload_train"
TOUR_COOKIE = "layerwise_tour"
DONE_COOKIE = "layerwise_lessons"


@dataclass(frozen=True)
class Code:
    """What a student wants to have checked; all functions of it if none is named."""

    file: StudentFile
    functions: tuple[str, ...] = ()


@dataclass(frozen=True)
class Unread:
    """An upload that was refused, so that it is not read at every click.

    Attributes
    ----------
    fingerprint : of the file, and of how it was to be read.
    sentence : why.
    more : bytes there was no room for; 0 if that was not the reason.
    """

    fingerprint: str
    sentence: str
    more: int = 0


class Sought(NamedTuple):
    """A run that a tab had before it was loaded again, or the server anew.

    Attributes
    ----------
    alone : the browser says that no other tab of it has the run.
    """

    token: str
    alone: bool = False


@dataclass
class Told:
    """What a tab is told at its edge.

    Attributes
    ----------
    icon : Streamlit's name of the picture beside it.
    until : when it has been said for long enough, on the monotonic clock.
    """

    words: str
    icon: str
    until: float = math.inf


@dataclass
class Drawn:
    """What of the Train page shows its run.

    Attributes
    ----------
    parts : keys of the parts, in order; the bar comes first.
    telling : keys of those that tell the address.
    expected : those that are about to be drawn together.
    alone : whether the one that is drawn now was not.
    ticks : whether they draw themselves again every so often.
    status : of the run, as the bar shows it.
    """

    parts: list[str] = field(default_factory=list[str])
    telling: list[str] = field(default_factory=list[str])
    expected: set[str] = field(default_factory=set[str])
    alone: bool = False
    ticks: bool = False
    status: Status | None = None


@dataclass(eq=False)
class Seat:
    """A student's place: the token of the run, their wishes, what was loaded.

    query is the address of the present settings, notes what was wrong with the one
    that opened the page, complaint what was wrong with the last form; versions are
    those of `widget_key`. picture is the file that the Predict page asks about, empty
    without one; pictures counts them, so that the places they come from start afresh.
    uploaded are the own data, of the file with this fingerprint; unread is the last
    one that was refused, fresh one that was read and is not kept yet, chosen the name
    that Streamlit gave the file.
    read is what the Train page made of it; sheet is the iteration last put on paper,
    sweep the last one that was started.
    workspaces counts the workspace files opened, refusal tells why the last was not.
    report is what was last found in the student's own functions, and in which code;
    codes is what they have written, by function.
    shelf holds the pinned runs, removed the one last taken from it and its place;
    contest is the race of the Compare page.
    lesson is the one that is open; lessons_done are the codes of those whose target
    was met; arrived says that the address was looked at for a lesson. made is the one
    last made here, or what was wrong with it; asked_done says that the browser was
    asked for those done before.
    place is the tab's name in the queue; known says that the browser has told which
    one it had before it was loaded again; waits_since is when its wait began.
    drawn is what shows the run on the Train page; script_began is when the script
    began last, refused the last upload that the log was told of.
    name tells this seat from any other; saved is the token of the run that the server
    saves for it, sought the one that is looked for, unreadable that of the save that
    could not be opened; told is what is said about it,
    word what a click led to, until it is said.
    pages are Streamlit's of the app, made once.
    """

    token: str = ""
    query: str = ""
    notes: list[str] = field(default_factory=list[str])
    tour_done: bool = False
    complaint: str = ""
    versions: dict[str, int] = field(default_factory=dict[str, int])
    speed: float | None = DEFAULT_SPEED
    pane: Pane = HISTOGRAMS
    uploaded: Data | None = None
    fingerprint: str = ""
    unread: Unread | None = None
    chosen: str = ""
    fresh: tuple[str, Dataset] | None = None
    download: Download | None = None
    picture: bytes = b""
    picture_title: str = ""
    read: tuple[bytes, Picture | None] | None = None
    pictures: int = 0
    sheet: Sheet | None = None
    workspaces: int = 0
    refusal: str = ""
    report: tuple[Code, Report] | None = None
    codes: dict[str, str] = field(default_factory=dict[str, str])
    shelf: list[Pin] = field(default_factory=list[Pin])
    removed: tuple[int, Pin] | None = None
    contest: Contest | None = None
    lesson: Opened | None = None
    lessons_done: set[str] = field(default_factory=set[str])
    asked_done: bool = False
    arrived: bool = False
    made: Opened | str | None = None
    sweep: Job | None = None
    place: str = field(default_factory=lambda: secrets.token_urlsafe(16))
    known: bool = False
    waits_since: float | None = None
    script_began: float = 0.0
    refused: tuple[str, int, str] | None = None
    name: str = field(default_factory=lambda: secrets.token_hex(4))
    drawn: Drawn = field(default_factory=Drawn)
    saved: str = ""
    sought: Sought | None = None
    unreadable: str = ""
    told: Told | None = None
    word: Told | None = None
    pages: list[Any] = field(default_factory=list[Any])


def seat() -> Seat:
    """The place of this browser tab."""
    try:
        return st.session_state["_seat"]
    except KeyError:
        fresh = st.session_state["_seat"] = Seat()
        return fresh


def widget_key(name: str) -> str:
    """The key under which a widget is drawn.

    A live page sends the values it shows with each update, and so might bring back
    what was just replaced: a widget that applies at once gets a new key then.
    """
    version = seat().versions.get(name, 0)
    return f"{name}_{version}" if version else name


def get(name: str, default: Any = None) -> Any:
    """The value of a widget by its name, also before it is drawn."""
    return st.session_state.get(widget_key(name), default)


def put(name: str, value: Any) -> None:
    """Set the value of a widget by its name; before it is drawn, or in a callback."""
    if name in LIVE_FIELDS and get(name, value) != value:
        seat().versions[name] = seat().versions.get(name, 0) + 1
    st.session_state[widget_key(name)] = value


def use_data(origin: Origin) -> None:
    """Make own data that a run learns from those of this tab.

    The file that was chosen last is another one then: its field starts afresh.
    """
    place = seat()
    if origin.choice.name == UPLOADED and place.uploaded is not origin.data:
        place.uploaded, place.fingerprint = origin.data, ""
        place.versions[UPLOAD] = place.versions.get(UPLOAD, 0) + 1


def keep_picture(file: bytes, title: str) -> None:
    """Ask about this picture from now on, on every page; with no bytes about none."""
    place = seat()
    place.picture, place.picture_title = file, title
    place.pictures += 1


def opening_address() -> dict[str, str]:
    """The parameters of the address the page was opened with."""
    return st.query_params.to_dict()


def theme() -> Theme:
    """Light or dark, as the browser shows the page."""
    return "dark" if st.context.theme.type == "dark" else "light"


def tour_done() -> bool:
    """Whether this browser's user has read the introduction."""
    return seat().tour_done or TOUR_COOKIE in st.context.cookies


def finish_tour() -> None:
    """Do not show the introduction again."""
    seat().tour_done = True


def lessons_done() -> set[str]:
    """The codes of the lessons whose target was met, also before a reload."""
    place = seat()
    if not place.asked_done:
        place.asked_done = True
        kept = st.context.cookies.get(DONE_COOKIE, "").split(".")
        place.lessons_done |= COURSE.keys() & set(kept)
    return place.lessons_done


def done_cookie() -> str:
    """How the browser is to keep them; empty while there are none."""
    names = sorted(COURSE.keys() & lessons_done())
    return f"{DONE_COOKIE}={'.'.join(names)}" if names else ""
