"""What the pages say where the server's limits bind."""

NUMBER = "You are number {number} in the queue."
WAIT = (
    "Leave this page open: it lets you in by itself as soon as there is a place, in "
    "the order of arrival."
)
READ = "Meanwhile you can read the Help page."
MEMORY_FULL = (
    "Your runs and your data take {held:,.0f} MB; each student has {most:,.0f} MB on "
    "this server now, so nothing more is trained or added. Delete a branch, unpin a "
    "run, or start over with a smaller network or with data of the app."
)
TOO_LARGE = (
    "This would take {more:,.0f} MB of memory beside the {held:,.0f} MB that your runs "
    "and your data take already; each student has {most:,.0f} MB on this server. Use "
    "fewer pictures, smaller networks, or delete and unpin runs first."
)
SERVER_FULL = (
    "These data take {more:,.0f} MB of memory beside the {held:,.0f} MB of runs and "
    "data that are on this server already; it has {most:,.0f} MB for all. Use fewer "
    "examples, or try again when others have left."
)
WORKSPACE_TOO_LARGE = (
    "The runs of this workspace and their data would take {size:,.0f} MB of memory; "
    "each student has {most:,.0f} MB on this server now. Open it on your own computer."
)
LOOKING = "One moment: looking for your place …"


def full(inside: int) -> str:
    """Why one has to wait.

    >>> full(1)
    'The server is full: 1 student is at work.'
    """
    students = "1 student is" if inside == 1 else f"{inside:,} students are"
    return f"The server is full: {students} at work."
