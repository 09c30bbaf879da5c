"""What the One step page says."""

ONE_STEP_TRAINING = (
    "The network is training, so its numbers change while you read them. Pause it to "
    "walk through one iteration."
)
ONE_STEP_STARTS = (
    "Iteration {iteration:,} → {next:,} · {optimizer}, α = {alpha:g}{l2} · {examples}"
)
ALL_EXAMPLES = "m = {m:,}, the whole training set"
BATCH_EXAMPLES = (
    "m = {m:,}, a mini-batch: examples {first} of the training set’s {m_train:,}"
)
ENTRY_HELP = (
    "Rows and columns count from 1, as in the course; numpy counts from 0. Columns of "
    "X, Z, A and their gradients are examples."
)
DIGITS_HELP = "The network calculates with about 16; so many are shown."
ROUNDED = (
    "Numbers are rounded to {digits} significant digits, so a sum of what you see may "
    "differ in the last of them."
)
NOT_ROUNDED = "All digits are shown; numpy adds in another order, so the last may vary."
ALL_TERMS = "All {n:,} terms"
GRADIENT_CHECK = "Is backpropagation right?"
GRADIENT_CHECK_INTRO = (
    "Every gradient has a second way: move one weight a little up and down (by "
    "ε = 0.00001), see what the cost does, divide. If backpropagation is right, both "
    "ways give the same."
)
WORST_ENTRY = (
    "Furthest off is **d{name}** of layer {layer}, row {row}, column {column}: "
    "{analytic} by backpropagation, {numeric} by the cost, a relative difference of "
    "{relative}."
)
WORST_AGREES = "That is what the rounding of the cost leaves: backpropagation is right."
WORST_AT_CORNER = (
    "There a ReLU switches {kinks:,} times between the two costs: its Z is so near 0 "
    "that ε carries it across. The cost has a corner and two slopes; backpropagation "
    "gives one of them, the quotient their mean. No mistake, and not counted as one."
)
WORST_CANNOT_TELL = (
    "Its gradients are so small, or the cost so large, that the rounding of the cost "
    "hides them: this way cannot tell."
)
WORST_DIFFERS = "Rounding does not explain that: this gradient is wrong."
