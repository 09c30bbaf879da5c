"""What a tab may upload at once, and what is kept of it."""

import asyncio

import numpy as np

from app.uploads import MOST_FILES, OF_ALL, OF_ONE_TAB, ROUTE, KeepNewestFiles


class Files:
    """Streamlit's store of one tab, as far as it is asked."""

    def __init__(self):
        self.kept: dict[str, int] = {}

    def get_files(self, session_id, file_ids):
        class Record:
            def __init__(self, name, size):
                self.file_id, self.data = name, np.zeros(size, np.uint8)

        return [Record(name, self.kept[name]) for name in file_ids if name in self.kept]

    def remove_file(self, session_id, file_id):
        self.kept.pop(file_id, None)


def test_of_too_many_files_the_oldest_go():
    files = Files()

    async def streamlit(scope, receive, send):
        name = scope["path"].rpartition("/")[2]
        if scope["method"] == "DELETE":
            files.remove_file("tab", name)
        elif name != "refused":
            files.kept[name] = 40

    def put(name, method="PUT"):
        path = f"/school{ROUTE}tab/{name}"
        scope = {"type": "http", "method": method, "path": path}
        asyncio.run(bounded(scope, None, None))  # pyright: ignore[reportArgumentType]

    bounded = KeepNewestFiles(streamlit, storage=lambda: files, most_bytes=100)
    for name in ("a", "b", "refused", "c"):
        put(name)
    assert [*files.kept] == ["b", "c"]
    put("b", "DELETE")
    put("d")
    assert [*files.kept] == ["c", "d"]
    bounded = KeepNewestFiles(streamlit, storage=lambda: files, most_bytes=10**9)
    for number in range(MOST_FILES + 5):
        put(f"file {number}")
    assert len([name for name in files.kept if name.startswith("file")]) == MOST_FILES


class Slow:
    """A server to which every upload takes until it is told to go on."""

    def __init__(self):
        self.inside, self.most, self.done = 0, 0, 0
        self.go_on = asyncio.Event()
        self.refused = 0

    async def app(self, scope, receive, send):
        self.inside += 1
        self.most = max(self.most, self.inside)
        await self.go_on.wait()
        self.inside -= 1
        self.done += 1

    async def answer(self, message):
        self.refused += message.get("status") == 429


async def upload(sessions):
    """So many uploads at the same time, by the tabs named."""
    server = Slow()
    bounded = KeepNewestFiles(server.app, storage=Files, most_bytes=100)
    requests = [
        asyncio.create_task(
            bounded(
                {"type": "http", "method": "PUT", "path": f"{ROUTE}{session}/{number}"},
                None,  # pyright: ignore[reportArgumentType]
                server.answer,
            )
        )
        for number, session in enumerate(sessions)
    ]
    for _ in range(20):
        await asyncio.sleep(0)
    server.go_on.set()
    await asyncio.gather(*requests)
    return server


def test_one_tab_cannot_send_everything_at_once():
    server = asyncio.run(upload(["greedy"] * 10 + ["other"]))
    assert server.done == OF_ONE_TAB + 1
    assert server.refused == 10 - OF_ONE_TAB


def test_many_tabs_send_in_turn():
    server = asyncio.run(upload([f"tab {n}" for n in range(3 * OF_ALL)]))
    assert server.most == OF_ALL
    assert server.done == 3 * OF_ALL
    assert server.refused == 0
