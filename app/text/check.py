"""What the Check page says."""

TITLE = "Check my functions"
INTRO = (
    "Your own versions of the course’s functions, run on small cases and compared with "
    "the reference: shapes first, then values, gradients also with the slope of your "
    "own cost. A known mistake is named; the solution is not."
)
AT_HOME = (
    "This runs your code, so it works on your own computer only. In the folder of "
    "Layerwise, fill in the file below and check it with the first command; the "
    "second opens this page with a place to write in."
)
COMMAND = "python -m dnn_core check my_functions.py"
PAGE_COMMANDS = {
    "Linux, macOS": (
        "LAYERWISE_ALLOW_CODE=1 "
        "python -m streamlit run app/main.py --server.address localhost"
    ),
    "Windows (PowerShell)": (
        "$env:LAYERWISE_ALLOW_CODE = 1\n"
        "python -m streamlit run app/main.py --server.address localhost"
    ),
}
AS_YOU = (
    "Your code runs as you, in a process of its own: loops, crashes and output do no "
    "harm, but it can do what you can do. 2 seconds a call, 20 in all."
)
FUNCTION_HELP = (
    "The one to write. Other functions that it calls are the course’s, unless your "
    "code holds them too."
)
CODE = "Code"
CODE_HELP = (
    "Replace every None. numpy is np; sigmoid, relu and the other functions of the "
    "course are there. Tab indents; Esc, then Tab leaves the field."
)
FILE_HELP = (
    "A .py file, or the notebook itself. Only its imports, functions, classes and "
    "assignments are run; dnn_utils, testCases and matplotlib need not be here."
)
RUNNING = "Running your code …"
NO_CODE = "Write a function, or choose a file, and press Run."
BEFORE = "The code has changed since this was found: press Run."
SCORE = "{score} of {total} right"
MARKS = {
    "right": ("✓", "right"),
    "follow-up": ("↳", "follow-up error"),
    "wrong": ("✗", "wrong"),
    "to do": ("○", "to do"),
}
EXPECTED, YOURS, GIVEN = "expected", "yours", "given"
