"""Words of “Take home”."""

CODE = "**The run as code**: the course’s functions, the same costs"
FIGURES = "**Its figures, and the network of the iteration shown**"
SCRIPT = "Script (.py)"
NOTEBOOK = "Notebook (.ipynb)"
DATA = "Its data (.{ending})"
TABLE = "History (.csv)"
NETWORK = "Network (.h5)"
BESIDE = "Script and notebook read {files}: put that beside them."
BRANCHED = "It is a branch: it left its run at iteration {iteration:,}."
WORKSPACE = "**All runs, to go on with them later or elsewhere**"
WORKSPACE_FILE = "Workspace"
WORKSPACE_HELP = (
    "Every run here with its past: settings, changes, curves and states. Opened again, "
    "nothing is trained anew, and the timeline goes back as before."
)
WORKSPACE_TOO_LARGE = (
    "These networks are too large for a workspace file: it would have {size:.0f} MB, "
    "and {limit} are possible. Take the script, which repeats the run."
)
OPEN_LABEL = "Open a workspace"
OPEN = "Open it"
REPLACES = "It replaces what is here: {runs}."
ONE_RUN = "one run, at iteration {iteration:,}"
MANY_RUNS = "{count} runs, the longest at iteration {iteration:,}"

ELSEWHERE = "Open it on a server with higher limits, or on your own computer."
TOO_MANY = (
    "The file holds {count} runs; up to {most} are possible on this server. "
    + ELSEWHERE
)
TOO_MANY_PINNED = (
    "The file holds {count} pinned runs; up to {most} can be kept here. " + ELSEWHERE
)
STRANGERS = (
    "The file holds {count} runs that are not pinned and learned from other data than "
    "the run shown; 0 are possible. Pin them where it was made, and save it again."
)
TOO_WIDE = (
    "A run in the file has {layers} hidden layers of up to {units} units; up to "
    "{max_layers} layers of {max_units} units are possible on this server. " + ELSEWHERE
)
TOO_LONG = (
    "A run in the file is set to {iterations:,} iterations; up to {most:,} are "
    "possible on this server. " + ELSEWHERE
)
OTHER_DATA = (
    "Its data are too large to be in the file. Choose “Your own data …” under Data, "
    "upload the same file as then, and open the workspace again."
)
DRAWN_OTHERWISE = (
    "The file asks for {m:,} points with noise {noise:g} of draw {seed:,}. Possible "
    "are {fewest:,} to {most:,} points, noise from {least:g} to {loudest:g} and draws "
    "from 0 to {last:,}. Save it again from a run within these limits."
)
