"""The words of the Help page: each panel in a sentence, each word on the screen."""

from typing import Final, NamedTuple

from app import text
from app.text import compare


class Panel(NamedTuple):
    """A part of the Train page: what it shows, what is good to see, what is bad."""

    title: str
    shows: str
    good: str
    bad: str


PANELS: Final = (
    Panel(
        "Diagnosis",
        "The line under the buttons: what is wrong with the run, the numbers that show "
        "it, and a button that tries a remedy.",
        "“Healthy”, with the reasons for it.",
        "Anything else. It names the cause and not every symptom, and it may be "
        "mistaken: look where it points.",
    ),
    Panel(
        "Cost",
        "How wrong the answers are on average, over the iterations; the training set "
        "solid, the test set dashed.",
        "Both fall, fast at first, and flatten out together.",
        "The training cost stays, jumps or rises: try another learning rate. Or the "
        "test cost rises while the training cost falls: it learns by heart.",
    ),
    Panel(
        "Gradient magnitude per layer",
        "How strongly each layer is being pushed: the Frobenius norm of its dW, on a "
        "logarithmic axis.",
        "All layers within a few powers of ten of each other, slowly falling.",
        "Layer 1 far below the last one (the gradient vanishes), a layer on the band 0 "
        "(its units are dead), or all shooting up (it explodes).",
    ),
    Panel(
        "Histograms",
        "How many weights of each W have which value.",
        "A bell around 0 that slowly widens.",
        "All in a single bar (a layer that does not learn), or values in the hundreds.",
    ),
    Panel(
        "Network",
        "Each unit a square, each weight a line: thick is large, orange negative, blue "
        "positive; the dot at a unit is its bias. For points of the plane each unit "
        "shows where it is active, for pictures those of layer 1 what they look for.",
        "Lines of many widths; units that are active in different places.",
        "Units that never light up (dead), all alike (the weights started at zero), or "
        "a layer of hairlines (nothing passes it).",
    ),
    Panel(
        "First layer",
        "For pictures: each row of W1 laid out as a picture, as it is, or what "
        "training added to its random start.",
        "Shapes come out of the noise.",
        "Most pictures stay empty: those units learn nothing. Or they look like single "
        "training pictures: it learns them by heart.",
    ),
    Panel(
        "Hidden space",
        "For points of the plane: where a hidden layer puts them, seen along two of "
        "its units or along the directions in which they vary most.",
        "Layer by layer the two kinds move apart, until one straight line can part "
        "them: all that the output unit can do.",
        "All points in one place or on one line (dead units), or both kinds still "
        "mixed in the last hidden layer.",
    ),
    Panel(
        "What it says now",
        "Twelve pictures the network never learned from, each with its probability; a "
        "cross where the answer is wrong.",
        "Clear answers, few crosses.",
        "The same probability under every picture: it does not look at them.",
    ),
    Panel(
        "Decision boundary",
        "The answer for every point of the plane, and a line where it is undecided, at "
        "0.5.",
        "A smooth line between both kinds of points.",
        "A straight line through points that need a bent one (too small a network), or "
        "small islands around single points (it learns by heart).",
    ),
)

GLOSSARY: Final = {
    "iteration": "One update of all parameters. A mini-batch is one.",
    "cost J": "The cross-entropy of the whole set: the average of −log of the "
    "probability given to the right answer. Guessing 0.5 costs 0.693.",
    "train accuracy": "The share of right answers among the examples learned from.",
    "test accuracy": "The share of right answers among examples never learned from. "
    "Behind it stand the 95 % interval (Wilson) and what **guessing** gives: always "
    "the more frequent answer.",
    "speed": "Iterations a second: in the bar those you wish, below it those done.",
    "past, replay": "The iteration shown is not the newest one. The run keeps all.",
    "diverged": "The numbers grew until they were none any more. The run stops at the "
    "last iteration that still had numbers.",
    "Data": "Cat silhouettes, cat drawings, points of the plane, the course’s photos "
    "where they are installed, or your own: a table, a zip of pictures, HDF5.",
    "Examples": "How many points are drawn to learn from.",
    "Noise": "How far points stray from their shape.",
    "Draw": "Another number draws other points of the same kind.",
    "Hidden layers": text.HIDDEN_HELP,
    "unit": "One row of W and its bias b: a weighted sum, then the activation.",
    "Learning rate α": text.LEARNING_RATE_HELP,
    "Iterations": text.ITERATIONS_HELP,
    "Batch size": text.BATCH_HELP,
    "Initialization": text.INITIALIZATION_HELP,
    "Hidden activation": "What each hidden unit does with its sum Z: ReLU cuts off "
    "below 0, tanh and sigmoid squeeze. A ReLU that is 0 for all examples is dead.",
    "Optimizer": "How dW becomes an update. Momentum and Adam remember earlier ones.",
    "L2 λ": text.L2_HELP,
    "Seed": text.SEED_HELP,
    "W, b": "The weights (n, n_prev) and biases (n, 1) of a layer: what is learned.",
    "Z, A": "A layer’s sums before, and its answers after, the activation: (n, m).",
    "parameters": "All entries of all W and b.",
    "Numbers behind the charts": "The charts as tables, to be searched and downloaded. "
    "Paused, they hold every recorded iteration.",
    "Branch": text.BRANCH_HELP,
    "Pin": compare.PIN_HELP,
    "View": "How the run is shown. It changes nothing of the run itself, and stays out "
    "of the address you share.",
    "Sweep": "Many settings tried at once, each from several seeds: which is best, and "
    "whether the seeds scatter too much to tell.",
    "Check": "Your own versions of the course’s functions beside the reference; a "
    "known mistake is called by its name.",
    "Take home": "The run as code in the course’s functions, its figures, its network, "
    "or all runs as one workspace file, to be opened again here or elsewhere. Buttons "
    "beside a chart’s title save it as PNG or SVG.",
    "Share": "Every setting is in the address: whoever opens it starts with the same "
    "data, settings and first weights.",
}

CLASS: Final = """
- **Lessons** (on Learn): ten to open by address, such as `?lesson=learning-rate`, and a
  form to make your own from the Train page as it is.
- **Projector** (in View, or `projector=1` in the address): large type, few buttons, the
  settings folded away.
- **In your own page**: the address with `embed=true` is made for a frame of 900 × 600:
"""
FRAME: Final = '<iframe src="{address}embed=true" width="900" height="600"></iframe>'
PRIVACY: Final = (
    "Pictures you ask about and files you upload stay in the memory of your session, "
    "forgotten with it. There are no accounts and nothing is sent elsewhere. Your "
    "browser remembers that you have read the introduction and, until it is closed, "
    "which lessons you have done. A run that nobody looks at for {minutes:.0f} minutes "
    "leaves the memory when the next run is begun."
)
SAVED: Final = (
    "So that a stopped server or a laptop that slept cost you nothing, the server also "
    "saves your runs, with the data of your own that they learn from, under a secret "
    "that only your browser’s tab knows. They are deleted {hours:.0f} hours after they "
    "last changed. Of runs too large together for one workspace file, such as six on "
    "pictures with Adam, as many are saved as it holds, the one you look at first; a "
    "run too large for it alone is not saved. A run that has left the memory comes "
    "back with the next click on its page; a download pressed before that fails."
)
