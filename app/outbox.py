"""What waits to be sent to a tab.

When a part of a page is drawn by itself, Streamlit takes back what waits of that part.
If the whole page was drawn just before, the browser hears that the page is complete,
misses the part in it, and takes away the one it had; what is drawn next to it then has
no place, and the browser shows nothing any more. On a busy server, where much waits,
that happens to somebody. So a part takes nothing back: what is sent twice costs less.

A run of the whole page takes back elements, but with them Streamlit loses answers: a
file that a student chose just then would never be sent.
"""

from typing import Final

from streamlit.runtime.forward_msg_queue import ForwardMsgQueue

ANSWERS: Final = frozenset(  # to a question of the browser, which waits for it
    {"file_urls_response", "backend_operation_response", "heartbeat_ack"}
)


class Outbox(ForwardMsgQueue):
    """Streamlit's queue, of which only a run of the whole page takes elements back."""

    def clear(
        self,
        retain_lifecycle_msgs: bool = False,
        fragment_ids_this_run: list[str] | None = None,
    ) -> None:
        """As Streamlit calls it; what is queued from now on is not merged into what
        was before, which belongs to another run."""
        parts = None if fragment_ids_this_run is None else list[str]()
        before = self._queue
        super().clear(retain_lifecycle_msgs, parts)
        if retain_lifecycle_msgs and parts is None:
            self._queue += [m for m in before if m.WhichOneof("type") in ANSWERS]
