"""The live panel's own way to the newest state of its run, beside Streamlit's.

While a run moves, the panel asks here a dozen times a second. To rerun a fragment for
each of these states would cost the server 8 ms and the page 15 ms, and the state itself
is not in it. Streamlit still brings every state that an action of the user leads to.
"""

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from app import state

PATH = "/layerwise/state"
HEADER = "X-Layerwise-Run"  # the token of the run, which only its own tab knows


def newest(request: Request) -> Response:
    """The run as it stands, packed as for `live_panel`; 204 where nobody knows it."""
    run = state.registry().get(request.headers.get(HEADER, ""))
    if run is None or run.packed is None:
        return Response(status_code=204)
    run.touch()
    return Response(
        run.packed(),
        media_type="application/octet-stream",
        headers={"Cache-Control": "no-store"},
    )


ROUTES = [Route(PATH, newest)]
