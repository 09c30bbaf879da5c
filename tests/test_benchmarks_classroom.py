"""The classroom's students ask for states as a browser does."""

import asyncio
import json

import pytest
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from benchmarks.classroom.states import States
from benchmarks.classroom.wire import Tab

STATE = json.dumps({"iteration": 7}).encode()
PACKED = len(STATE).to_bytes(4, "little") + STATE
ANSWER = b"HTTP/1.1 200 OK\r\ncontent-length: %d\r\n\r\n" % len(PACKED) + PACKED
GONE = b"HTTP/1.1 204 No Content\r\n\r\n"


async def asked(answers):
    """What a student gets; the server cuts a connection where None stands."""
    waiting, connections, got = list(answers), [], []

    async def serve(reader, writer):
        connections.append(1)
        while True:
            await reader.readuntil(b"\r\n\r\n")
            answer = waiting.pop(0)
            if answer is None:
                writer.transport.abort()
                return
            writer.write(answer)

    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    states = States(f"http://127.0.0.1:{port}")
    try:
        while waiting:
            got.append(await states.newest("token"))
    finally:
        states.close()
        server.close()
        await asyncio.sleep(0.01)  # connections that were cut are closed by the loop
    return got, len(connections)


def test_a_connection_is_kept_and_a_state_unpacked():
    got, connections = asyncio.run(asked([ANSWER, ANSWER, GONE]))
    assert got == [{"iteration": 7}, {"iteration": 7}, None]
    assert connections == 1


def test_a_kept_connection_that_was_cut_is_opened_once_more():
    got, connections = asyncio.run(asked([ANSWER, None, ANSWER]))
    assert got == [{"iteration": 7}, {"iteration": 7}]
    assert connections == 2


@pytest.mark.parametrize("answers", [[None], [ANSWER, None, None]])
def test_a_server_that_does_not_answer_is_an_error(answers):
    with pytest.raises((ConnectionError, asyncio.IncompleteReadError)):
        asyncio.run(asked(answers))


def test_a_wish_is_posted_and_a_cookie_is_shown():
    heard = []

    async def ask():
        async def serve(reader, writer):
            heard.append((await reader.readuntil(b"\r\n\r\n")).decode().lower())
            writer.write(ANSWER)
            await reader.read()
            writer.close()

        server = await asyncio.start_server(serve, "127.0.0.1", 0)
        port = server.sockets[0].getsockname()[1]
        states = States(f"http://127.0.0.1:{port}", "layerwise_place=2")
        assert await states.newest("token", look=7) == {"iteration": 7}
        states.close()
        server.close()
        await asyncio.sleep(0.01)

    asyncio.run(ask())
    assert heard[0].startswith("post /layerwise/state http/1.1\r\n")
    assert "\r\nx-layerwise-look: 7\r\n" in heard[0]
    assert "\r\ncookie: layerwise_place=2\r\n" in heard[0]


def test_a_page_without_the_widget_is_an_error_of_its_student():
    with pytest.raises(OSError, match="no speed on the page, only nothing"):
        asyncio.run(Tab("http://127.0.0.1").choose("speed", "max"))


def test_what_is_kept_is_told_and_taken_again():
    tab = Tab("http://127.0.0.1")
    large = ForwardMsg(hash="a1", script_finished=ForwardMsg.FINISHED_SUCCESSFULLY)
    large.metadata.cacheable = True
    assert tab._whole(large) is large
    assert tab._message("").rerun_script.cached_message_hashes == ["a1"]
    assert tab._whole(ForwardMsg(ref_hash="a1")) is large
