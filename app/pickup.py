"""Files that a download button makes, until their browser has fetched them.

Streamlit throws such a file away when two scripts have ended since it was made, whose
ever they are. With thirty students that takes a tenth of a second, and a browser that
comes later finds nothing. And it forgets what a button makes while its page is drawn
anew, so that a click on the one that the browser still shows is in vain.
"""

import time
from typing import Final

from streamlit.runtime import memory_media_file_storage, runtime
from streamlit.runtime.media_file_manager import MediaFileManager
from streamlit.runtime.media_file_storage import (
    MediaFileKind,
    MediaFileStorage,
    MediaFileStorageError,
)
from streamlit.runtime.memory_media_file_storage import MemoryMediaFileStorage

KEPT_S: Final = 60.0
CLICKED_S: Final = 10.0  # after its page was drawn anew; a busy browser still shows it
MOST_BYTES: Final = 50_000_000  # of all that wait; the oldest go before, the last stays


class Pickup(MemoryMediaFileStorage):
    """Streamlit's store of files, which keeps downloads a while longer.

    Streamlit calls what changes it by one thread at a time.
    """

    def __init__(self, media_endpoint: str) -> None:
        super().__init__(media_endpoint)
        self._left: dict[str, tuple[float, int]] = {}  # when, and how many bytes

    def load_and_get_id(
        self,
        path_or_data: str | bytes,
        mimetype: str,
        kind: MediaFileKind,
        filename: str | None = None,
    ) -> str:
        """Keep a file, perhaps again, and return its name."""
        file_id = super().load_and_get_id(path_or_data, mimetype, kind, filename)
        self._left.pop(file_id, None)
        self._tidy()
        return file_id

    def delete_file(self, file_id: str) -> None:
        """Throw a file away, but a download only later."""
        try:
            file = self.get_file(file_id)
        except MediaFileStorageError:
            return
        if file.kind == MediaFileKind.DOWNLOADABLE:
            self._left.setdefault(file_id, (time.monotonic(), len(file.content)))
            self._tidy()
        else:
            super().delete_file(file_id)

    def _tidy(self) -> None:
        """Throw away what nobody came for, and the oldest where there is too much."""
        waiting = sum(size for _, size in self._left.values())
        for file_id, (since, size) in [*self._left.items()]:
            newest = len(self._left) == 1
            late = time.monotonic() - since >= KEPT_S
            if late or (waiting > MOST_BYTES and not newest):
                super().delete_file(file_id)
                del self._left[file_id]
                waiting -= size


class Offers(MediaFileManager):
    """Streamlit's list of what buttons make, which takes a click that comes late."""

    def __init__(self, storage: MediaFileStorage) -> None:
        super().__init__(storage)
        self._withdrawn: dict[str, float] = {}  # since when no page has it any more

    def _remove_orphaned_deferred_callables(self) -> None:
        """As Streamlit calls it, with its lock held."""
        now = time.monotonic()
        pages = self._files_by_session_and_coord.values()
        offered = {file_id for page in pages for file_id in page.values()}
        loose = self._deferred_callables.keys() - offered
        self._withdrawn = {each: self._withdrawn.get(each, now) for each in loose}
        for file_id, since in self._withdrawn.items():
            if now - since >= CLICKED_S:
                self._drop_deferred_id(file_id)


def install() -> None:
    """For the server that starts in this process from now on."""
    memory_media_file_storage.MemoryMediaFileStorage = Pickup
    runtime.MediaFileManager = Offers  # pyright: ignore[reportPrivateImportUsage]
