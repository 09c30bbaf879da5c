"""What the Mistakes page says."""

MISTAKES_TITLE = "Where is it wrong?"
MISTAKES_INTRO = (
    "Every {split} example of **{dataset}**, as the network of the Train page answers "
    "it at iteration {iteration:,}."
)
MISTAKES_TRAINING = "It is still training: each click shows it as it is then."
MISTAKES_UNTRAINED = (
    "It has not learned anything yet: these are the answers of random weights. Train "
    "it on the Train page, then come back."
)
MISTAKES_LEARNED = (
    "These are the examples it learned from: how well it does here says little about "
    "others."
)
MISTAKES_NO_TEST = "This data set has no test examples."
SAID, IS = "said **{name}**", "is **{name}**"
CELL = {True: "{count} right", False: "{count} wrong"}
CELL_HELP = "Show those that are {label} and were called {answer}."
ALL_WRONG = "All {count} mistakes"
EVERYTHING = "All {count}"
SUREST, DOUBTFUL = "Surest first", "Most doubtful first"
FIGURE_ACCURACY = (
    "{right} of {total} right: {low:.0%} to {high:.0%} if luck is allowed for. Always "
    "the same answer gets {baseline:.0%}."
)
FIGURE_PRECISION = "Of {called} called {name}, {found} are."
FIGURE_PRECISION_NONE = "Nothing was called {name}."
FIGURE_RECALL = "Of {there} that are {name}, {found} were found."
FIGURE_RECALL_NONE = "Nothing here is {name}."
NO_MISTAKES = "Not one mistake among {total} examples."
NOTHING_HERE = "There is none of this kind."
GALLERY_LEGEND = (
    "Under each its label, and the probability of {name} the network gives."
)
GALLERY_TILE = "**{label}**, said {probability:.0%}"
GALLERY_WHY = "Why No. {number}?"
GALLERY_WHY_HELP = "Ask about it on the Predict page."
POINTS_NOTE = "Points of the plane have no pictures; these are their numbers."
