"""What the Sweep page says."""

SWEEP_TITLE = "Which settings learn best?"
SWEEP_INTRO = (
    "Try many settings at once. Every run learns from **{dataset}** with the settings "
    "of the Train page, except for what varies here."
)
SETTINGS = {
    "learning_rate": "Learning rate α",
    "layer_dims": "Hidden layers",
    "initialization": "Initialization",
    "activation": "Hidden activation",
    "l2": "L2 λ",
}
METRICS = {
    "test_accuracy": "Test accuracy",
    "test_cost": "Test cost",
    "train_accuracy": "Training accuracy",
    "cost": "Training cost",
}
VARY = "What varies"
VARY_HELP = "Up to three settings. All others stay as they are on the Train page."
NOTHING_VARIES = "Choose at least one setting that varies."
NUMBERS_HELP = (
    "A range such as `0.001 to 1, 6 steps, log`, or values with commas: "
    "`0.001, 0.01, 0.1`. With log each step is the same factor."
)
LAYERS_HELP = (
    "The hidden layers of each network, with semicolons between the networks: "
    "`none; 7; 20, 7, 5`. None is logistic regression."
)
HOW = "How"
GRID, RANDOM = "Every combination", "At random"
HOW_HELP = (
    "Where only one of several settings matters, as is common, random draws try more "
    "different values of it than a grid with as many runs."
)
DRAWS = "Combinations"
DRAW_SEED = "Draw"
DRAW_SEED_HELP = "Another number draws other combinations."
SEEDS = "Seeds of each"
SEEDS_HELP = (
    "Every combination is trained from so many different first weights, 1, 2, 3 …: how "
    "far they scatter tells what is luck."
)
ITERATIONS = "Iterations"
PLAN = "**{runs} runs**, about **{seconds}**"
EMPTY = (
    "Press **Run**: all runs train at once on the server’s cores, in groups that share "
    "their arithmetic, and results come in as they are ready. The best is marked here "
    "and opens on the Train page with one click."
)
RUN, CANCEL = "Run", "Cancel"
TOO_MANY_RUNS = (
    "These are {runs:,} runs; up to {limit:,} are possible. Take fewer values, or "
    "fewer seeds."
)
TOO_LONG = (
    "This would take about {seconds}; up to {limit} are possible here, so that a class "
    "can share the server. Take fewer values, seeds or iterations."
)
WAITING = {
    1: "One other sweep is before yours.",
    2: "{count} other sweeps are before yours.",
}
STARTING = "Starting …"
RUNNING = "{done} of {total} runs · about {seconds} to go"
DONE = "All {total} runs are done, in {seconds}."
CANCELLED = "Cancelled after {done} of {total} runs. These are kept."
JUDGED_BY = "Judged by"
DIVERGED = "diverged"
LOWEST, HIGHEST = "Lowest", "Highest"
RUNS_DONE, RUNS_DIVERGED = "Runs", "Diverged"
NO_RESULT = "The first results are on their way."
NO_BEST = "So far no run has learned without diverging: try smaller learning rates."
BEST = "**Best: {settings}**  \n{metric} **{median}**"
MEDIAN_OF = {
    1: ", of one seed so far. ",
    2: ", the median of {count} seeds from {low} to {high}. ",
}
ONE_SEED = (
    ". One seed each: a lucky start cannot be told from a good setting. Take three "
    "seeds or more to see the difference."
)
ALONE = "No other setting comes into the range of its seeds."
RIVALS = {
    1: "One other setting has its median in that range: with these seeds the two "
    "cannot be told apart.",
    2: "{count} other settings have their median in that range: with these seeds they "
    "cannot be told apart.",
}
CHOSEN_BY_TEST = (
    "Chosen by the test set, it may do a little worse on examples that nobody tried."
)
OPEN_BEST = "Open the best"
OPEN_SELECTED = "Open the selected row"
OPEN_HELP = (
    "Its settings go to the Train page, with the seed that came out in the middle."
)
TABLE_NOTE = (
    "A row is a combination; {metric} is the median over its seeds. Click a heading to "
    "sort, a row’s box to select it."
)
CHANGED = "These results are from before the settings beside them were changed."
OTHER_DATA = "These results are of {dataset}, with the settings of that time."
