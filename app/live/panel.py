"""The live panel as Streamlit components (v2), registered once when imported.

Streamlit sends a component's own HTML, CSS and JavaScript again with every update,
so these stay a few lines; the rest is imported from the published files.
"""

from collections.abc import Callable, Sequence
from typing import NamedTuple

import numpy.typing as npt
from streamlit.components.v2 import component

from app import sent
from app.live.assets import publish
from app.live.payload import AnyArray, pack_pictures, pack_points

_PUBLISHED = publish()


def _thin_js(function: str) -> str:
    """A module that loads ours once and hands every call on to `function`."""
    return f"""
let live;
export default async function (component) {{
  live ??= await import(
    new URL('app/static/{_PUBLISHED.live}/live.js', document.baseURI).href);
  return live.{function}(component);
}}
"""


_panel = component(
    "layerwise_live_panel",
    html='<div class="lw-panel" style="min-height:620px"></div>',
    js=_thin_js("update"),
    isolate_styles=False,  # Plotly puts its style sheet into the page's head
)

_store = component(
    "layerwise_store",
    html='<div class="lw-store" hidden></div>',
    js=_thin_js("store"),
    isolate_styles=False,
)


_race = component(
    "layerwise_race",
    html='<div class="lw-panel lw-race" style="min-height:336px"></div>',
    js=_thin_js("race"),
    isolate_styles=False,
)


_tab = component(
    "layerwise_tab",
    html='<div class="lw-store" hidden></div>',
    css="""
.lw-lost:not(:empty) {
  position: fixed; z-index: 2000000; left: 50%; bottom: 1rem;
  transform: translateX(-50%);
  box-sizing: border-box; width: max-content; max-width: min(40rem, 100vw - 2rem);
  padding: .75rem 1rem; font: .875rem/1.5 var(--st-font); color: var(--st-text-color);
  background: var(--st-background-color); border: 1px solid var(--st-border-color);
  border-left: 4px solid var(--st-orange-color);
  border-radius: var(--st-base-radius); box-shadow: 0 4px 16px rgb(0 0 0 / 16%);
}
""",
    js=_thin_js("tab"),
    isolate_styles=False,
)


_address = component(
    "layerwise_address",
    html='<div class="lw-store" hidden></div>',
    js=_thin_js("address"),
    isolate_styles=False,
)


_editor = component(
    "layerwise_editor",
    html="""
<label class="lw-editor"><span class="lw-editor-label"></span>
<textarea rows="12" wrap="off" spellcheck="false" autocomplete="off"
  autocapitalize="off"></textarea></label>
""",
    css="""
.lw-editor { display: block; font-size: .875rem; color: var(--st-text-color); }
.lw-editor textarea {
  display: block; box-sizing: border-box; width: 100%; margin-top: .25rem;
  padding: .75rem; resize: vertical; tab-size: 4; line-height: 1.5;
  font-family: var(--st-code-font); font-size: .875rem;
  color: var(--st-text-color); background: var(--st-secondary-background-color);
  border: 1px solid var(--st-border-color); border-radius: var(--st-base-radius);
}
.lw-editor textarea:focus { outline: 2px solid var(--st-primary-color); }
""",
    js=_thin_js("editor"),
    isolate_styles=False,
)


def code_editor(code: str, *, label: str, most: int, key: str) -> str | None:
    """A place to write code in, in which Tab indents; Escape, then Tab leaves it.

    code : what stands there at first.
    most : characters that are read.

    Returns what was written, when the place was left or Ctrl+Enter was pressed; None
    before that.
    """
    data = {"code": code, "label": label}
    written = _editor(data=data, key=key, on_code_change=lambda: None)
    return written_code(written.get("code"), most)


def written_code(found: object, most: int) -> str | None:
    """What the editor sent; None if it sent no text that can be written down."""
    if not isinstance(found, str):
        return None
    cut = found[:most]
    return cut if sent.text(cut, most) == cut else None


def tab_memory(
    *,
    seat: str,
    token: str,
    place: str,
    waiting: bool,
    query: str,
    page: str,
    tour: str,
    done: str,
    key: str,
    on_found: Callable[[], None],
) -> None:
    """What the browser remembers for this tab; shows nothing.

    Parameters
    ----------
    seat : another one says that the server knows nothing of this tab any more.
    token : of the present run; kept until the tab is closed, also through a reload.
    place : the tab's name in the queue, kept in the same way.
    waiting : whether it has no place yet; then `on_found` is called in any case.
    query : put into the address, without a new entry in the browser's history.
    page : the title of the page; another page loses the address, until it is told.
    tour : name of the cookie that says the introduction was read; empty if not.
    done : the cookie of the lessons done, kept until the browser is closed; empty if
        there are none.
    on_found : called after a reload, or when the server forgot the tab; `key` then
        holds what was kept, as `found`: the `place`, and the token of the `run`, empty
        if another address was opened.
    """
    told = {"seat": seat, "token": token, "place": place, "waiting": waiting}
    told |= {"query": query, "page": page, "tour": tour, "done": done}
    # after a lost connection the whole page runs, and so attends to its run again
    _tab(data=told, key=key, on_found_change=on_found, on_back_change=lambda: None)


def present_address(query: str) -> None:
    """Put it into the browser's address, as `tab_memory` does; without the page."""
    _address(data={"query": query}, key="layerwise-address")


class Wished(NamedTuple):
    """What the live panel asks for; None is nothing. It comes from a browser."""

    seek: object = None  # another iteration
    pane: object = None  # another pane in the middle, as text


def live_panel(
    payload: bytes,
    *,
    key: str,
    on_wish: Callable[[], None],
    on_changed: Callable[[], None],
) -> Wished:
    """Show one state, packed by `app.live.payload.pack`.

    Parameters
    ----------
    on_wish : called when something is asked for; `key` then holds it as `seek` or
        `pane`, unless the page was just being drawn: then only this returns it.
    on_changed : called when the run has stopped by itself, or was dragged along the
        timeline and is left where it is.

    Call it in a fragment, at each run with a newer payload; the same bytes again cost
    nothing in the browser, and none leave it as it is. While the run moves, the panel
    itself asks `app.route` for newer ones, and where it is dragged for older ones.
    """
    asked = _panel(
        data=payload,
        key=key,
        on_seek_change=on_wish,
        on_pane_change=on_wish,
        on_turned_change=on_changed,
        on_rested_change=on_changed,
    )
    return Wished(asked.get("seek"), asked.get("pane"))


def race_panel(payload: bytes, *, key: str) -> None:
    """Show one state of a race, packed by `app.live.lanes.pack_race`."""
    _race(data=payload, key=key)


def picture_store(
    store_id: str,
    images: AnyArray,
    labels: npt.ArrayLike,
    class_names: Sequence[str],
    indices: Sequence[int] | None = None,
) -> None:
    """Give the browser the pictures of `PanelState.pictures`, once.

    Call it outside the fragment: nothing is shown, and nothing is sent again while
    the fragment alone runs. Parameters as in `payload.pack_pictures`.
    """
    data = pack_pictures(store_id, images, labels, class_names, indices)
    _store(data=data, key=f"layerwise-store-{store_id}")


def points_store(
    store_id: str, X: AnyArray, Y: AnyArray, X_test: AnyArray, Y_test: AnyArray
) -> None:
    """Give the browser the points of `PanelState.points`, once: X (2, m), Y (1, m)."""
    data = pack_points(store_id, X, Y, X_test, Y_test)
    _store(data=data, key=f"layerwise-store-{store_id}")
