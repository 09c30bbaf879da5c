"""What the Compare page says."""

RUNS_TAB, RACE_TAB = "Runs", "Race"
PIN_HELP = (
    "Keep this run: it stays on the Compare page through Reset, other settings and "
    "other data."
)
UNPIN_HELP = "It is kept on the Compare page. Press to keep it no longer."
PINNED = "Pinned as “{name}” with all its iterations, {iterations:,} so far: {size}."
PINS_FULL = (
    "{count} runs are pinned already, as many as fit here. Delete one on the Compare "
    "page first."
)
EMPTY = "Nothing to compare yet"
EMPTY_WHY = (
    "Train a network, **Pin** it, then change a setting and train again: both stand "
    "here, one over the other, with what differs between them."
)
ONE_RUN = (
    "One run so far. Keep it pinned, change a setting on the Train page and play: the "
    "second run joins it here."
)
WEIGHT = "{count} kept, {size} of the server’s memory for their past."
STILL_TRAINING = "“{name}” is still training; here it is at iteration {iteration:,}."
OTHER_DATA = (
    "These runs learn from different data: their costs and accuracies are not marked, "
    "since they do not compare."
)
ONLY_DIFFERENCES = "Only settings that differ are shown; ★ marks the best result."
BEST = "best"
REMOVED = "“{name}” is no longer pinned."
CURVES_HELP = "Every recorded iteration of the runs shown, one row each."
SETTINGS_HELP = "All settings and results, with the address that opens each again."

RACE_INTRO = (
    "Two to four settings start from the same seed on **{data}** and train side by "
    "side. The rest is as on the Train page."
)
RACE_NO_RUN = "A race starts from the settings of the Train page. Open that page first."
FIELD_HELP = "The one setting in which the lanes differ; all else is the same."
VALUES_HELP = {
    "learning_rate": "Two to four numbers, such as 0.003; 0.03; 0.3.",
    "layer_dims": "Two to four lists of hidden layers: 20, 7, 5; 8; none.",
    "l2": "Two to four numbers, such as 0; 0.1; 1.",
    "batch_size": "Two to four numbers, such as 0; 64; 16, where 0 is all examples.",
}
CLOCK_HELP = (
    "Iterations: all lanes do the same number of updates. Seconds of training: all get "
    "the same time, and whoever is cheap does more updates in it; the race ends when "
    "the first lane has done its iterations."
)
SEEDS_HELP = (
    "One seed is one throw of the dice. With 5, every lane is trained from 5 seeds: a "
    "line is their median, the band around it their range."
)
TOO_FEW = (
    "A race needs 2 to 4 different values; these are {count}. Type or choose others."
)
TOO_LONG = (
    "That is {total:,} iterations in all lanes and seeds together; up to {most:,} are "
    "possible here. Take fewer iterations, lanes or seeds."
)
PINNED_FEW = (
    "Fewer than two kept runs learn from these data. Pin runs on the Train page, or "
    "choose another setting to differ."
)
ESTIMATE = "about {seconds} of training"
SAME_START = "All lanes start from the same weights."
SCALED_START = (
    "All lanes draw the same random numbers for their first weights, in other sizes."
)
PART_START = (
    "The shapes differ: the same seed gives the first {alike} of the layers the same "
    "weights, the others get their own."
)
OWN_START = (
    "The shapes differ, so the lanes cannot start from the same weights: part of what "
    "you see is luck."
)
OWN_SEEDS = "The runs have seeds of their own; here all start from seed {seed}."
BATCHES = (
    "With other batch sizes an iteration sees other numbers of examples: by iterations "
    "large batches see more of them, by seconds the race is fairer."
)
GUESS = "Which one will have the {better} at the end? Your guess starts the race."
BETTER = {
    "training cost": "lowest training cost",
    "test accuracy": "highest test accuracy",
}
NO_GUESS = "No guess, just race"

WINS = "**{name}** has the {better}: {value} against {others}."
TIE = "**{names}** share the {better}: {value}."
NOBODY = "Nobody: every lane diverged."
GUESS_RIGHT = "You guessed it."
GUESS_SHARED = "Your guess, {name}, is among them."
GUESS_WRONG = "Your guess was {name}."
ONE_SEED = (
    "One seed only: other first weights could turn it. Race again with 5 seeds before "
    "you believe it."
)
SEED_WINS = "{name} is ahead in {wins} of {seeds} seeds{ties}."
SEED_TIES = ", {ties} of them shared"
LUCK = (
    "If the settings were equally good, chance alone would let one of them win so many "
    "in {luck:.0%} of such races: {verdict}"
)
LUCK_LIKELY = "this may well be luck."
LUCK_POSSIBLE = "luck can still be all of it."
LUCK_UNLIKELY = "luck alone is an unlikely explanation."
CLOSE_TEST = (
    "With {m} test examples, accuracies from {low:.0%} to {high:.0%} cannot be told "
    "from {share:.0%}: {names} may be as good."
)
OTHER_MEASURE = "By {measure} it is {names}: {value}."
LANE_DIVERGED = "{count} of {seeds} diverged"
DOUBTS_TITLE = "How sure is that?"
WHY_TITLE = "Why? The evidence in the runs"
WHY_AILING = "**{name}**, *{kind}*{count}: {claim} {evidence}"
IN_SEEDS = ", {count} of {seeds} seeds"
WHY_UPDATES = (
    "Nothing is wrong with any lane. They differ in pace: an update moves the weights "
    "of a layer by {most} of their size at most in {fast}, and by {least} in {slow}."
)
WHY_LITTLE = (
    "Nothing is wrong with any lane, and their updates are of similar size: what is "
    "left between them is small or a matter of luck."
)
AGAIN, NEW_RACE = "Race again", "Other settings"
