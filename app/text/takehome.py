"""Words of “Take home”."""

HELP = "This run as a file: code, figures, network; or all runs, to be opened again."
CODE = (
    "**The run as code**: the course’s functions and the same costs, with numpy alone"
)
FIGURES = "**Its figures, and the network of the iteration shown**"
CHARTS = (
    "A chart has its own buttons: point at it, or tap below it, for a picture file."
)
SCRIPT = "Script (.py)"
NOTEBOOK = "Notebook (.ipynb)"
DATA = "Its data (.h5)"
TABLE = "History (.csv)"
NETWORK = "Network (.h5)"
BESIDE = "Script and notebook read {files}: put that beside them."
BRANCHED = "It is a branch: it left its run at iteration {iteration:,}."
