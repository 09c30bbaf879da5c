"""What the Learn page and the lessons' own card say."""

LEARN_TITLE = "Lessons"
LEARN_INTRO = (
    "Predict first, then run, then read why. A lesson sets up the Train page by itself "
    "and knows when you are there."
)
MINUTES = "{minutes} min"
PLACE = "Lesson {number} of {count} · {minutes} min"
PLACE_OTHER = "A lesson from elsewhere · {minutes} min"
DONE = " :material/check_circle: done"
OPEN, AGAIN, GO_ON = "Open", "Open again", "Go on"
NEXT, LEAVE, ALL = "Next lesson", "Leave lesson", "All lessons"
LEAVE_HELP = "The settings stay as they are; all others come back."
RIGHT, NOT_QUITE = "Right.", "Not quite."
REACHED, TARGET, MISSED = "Reached", "Target", "Missed"
AT = "iteration {iteration:,} of {within:,}"
SINCE = "what counts begins at {since:,}"
MET_AT = "at iteration {iteration:,} of {within:,}"
FOREIGN = "**Not this run.** It was there before the lesson, so it does not count."
OTHER_SETTINGS = (
    "**Not this run.** It has settings that the lesson does not leave open, so it does "
    "not count."
)
BACK = "Settings of the lesson"
UNREADABLE = "The lesson in the address was not opened. {reason}"
ELSEWHERE = "It happens on the {page} page"

TEACH = "Lessons of your own"
MAKE = "Make a lesson"
MAKE_INTRO = (
    "It takes the settings of the Train page as they are now ({settings}), asks your "
    "question, and checks your target. What you leave out is not asked."
)
MAKE_FIRST = "Open the Train page first: a lesson takes its settings from there."
MAKE_UPLOADED = (
    "The Train page learns from your own files, which a lesson cannot carry. Choose "
    "other data there."
)
MAKE_IT = "Make the lesson"
LIMIT_HELP = "Accuracies and their gap from 0 to 1, costs as they are."
FINDING_HELP = "Counts only if the target is what the diagnosis says."
PANELS_HELP = "The diagnosis gives the answer away if the question is what is wrong."
MADE = "Whoever opens this address is in your lesson:"
OPEN_FILE = "Open a lesson file"
TEXT_HELP = (
    "Markdown: **bold**, *italic*, `code`, $\\alpha$ and lists. Links and pictures are "
    "shown as plain text."
)
SHOWN_HELP = "All others are set by the lesson and not shown."
TRIED = "Try it yourself once: nobody else has checked that the target can be reached."
TARGET_TITLES = {
    "test_accuracy": "test accuracy at least",
    "train_accuracy": "train accuracy at least",
    "cost": "cost (train) at most",
    "test_cost": "test cost at most",
    "gap": "gap train – test at most",
    "epochs": "passes through the data at most",
    "finding": "the diagnosis says",
    "diverges": "the run diverges",
}
SETTING_TITLES = {
    "data": "Data",
    "layers": "Hidden layers",
    "alpha": "Learning rate α",
    "iterations": "Iterations",
    "init": "Initialization",
    "activation": "Hidden activation",
    "optimizer": "Optimizer",
    "batch": "Batch size",
    "l2": "L2 λ",
    "seed": "Seed",
}
PANEL_TITLES = {
    "diagnosis": "Diagnosis",
    "branch": "Branch",
    "numbers": "Numbers behind the charts",
}
PANE_TITLES = {
    "histograms": "Histograms",
    "network": "Network",
    "pictures": "First layer",
    "space": "Hidden space",
}
