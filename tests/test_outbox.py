"""What waits to be sent to a tab: nothing is taken back that the page needs."""

import pytest
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.NewSession_pb2 import NewSession

from app.outbox import Outbox

WHOLE = ForwardMsg.FINISHED_SUCCESSFULLY


def begins(*fragments):
    told = ForwardMsg(new_session=NewSession(name="script"))
    told.metadata.run.fragment_ids.extend(fragments)
    return told


def ends(how=WHOLE):
    return ForwardMsg(script_finished=how)


def drawn(part, *path, words=""):
    """An element of a part of the page, or the part itself, at its place."""
    told = ForwardMsg()
    told.delta.fragment_id = part
    if words:
        told.delta.new_element.markdown.body = words
    else:
        told.delta.add_block.allow_empty = True
    told.metadata.delta_path.extend(path)
    return told


PANEL = [drawn("panel", 0, 0), drawn("panel", 0, 0, 0, words="iteration 1")]
TABLES = [drawn("tables", 0, 1), drawn("tables", 0, 1, 0, words="costs")]
PAGE = [begins(), *PANEL, *TABLES, ends()]


@pytest.fixture
def outbox():
    """With a whole page that waits to be sent."""
    found = Outbox()
    for message in PAGE:
        found.enqueue(message)
    return found


def test_a_part_that_is_drawn_again_takes_nothing_back(outbox):
    outbox.clear(retain_lifecycle_msgs=True, fragment_ids_this_run=["panel"])
    newer = [begins("panel"), drawn("panel", 0, 0, 0, words="iteration 2")]
    for message in newer:
        outbox.enqueue(message)
    assert outbox.flush() == [*PAGE, *newer]  # in its own run, not in the page's place


def test_a_whole_page_takes_back_all_but_how_far_the_runs_are(outbox):
    outbox.clear(retain_lifecycle_msgs=True)
    early = ForwardMsg.FINISHED_EARLY_FOR_RERUN
    assert outbox.flush() == [begins(), ends(early)]


def test_a_whole_page_takes_no_answer_back(outbox):
    """A file chosen just before it was drawn waits for the place to be sent to."""
    answers = [ForwardMsg(heartbeat_ack=True), ForwardMsg(), ForwardMsg()]
    answers[1].file_urls_response.response_id = "files"
    answers[2].backend_operation_response.request_id = "operation"
    for answer in answers:
        outbox.enqueue(answer)
    outbox.clear(retain_lifecycle_msgs=True)
    outbox.clear(retain_lifecycle_msgs=True, fragment_ids_this_run=["panel"])
    assert outbox.flush()[-3:] == answers
    assert outbox.is_empty()


def test_all_is_gone_when_all_was_sent(outbox):
    assert outbox.flush() == PAGE
    assert outbox.is_empty()
