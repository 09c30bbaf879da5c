"""What the pages say where the server's limits bind."""

FULL = "The server is full"
FULL_FOR = "{inside} students are at work."
YOUR_NUMBER = "You are number {number} in the queue."
NEXT = "You are the next."
WAIT = (
    "Leave this page open: it lets you in by itself as soon as there is a place, in "
    "the order of arrival."
)
LOOKING = "One moment: looking for your place …"
