"""What the pages say: explanations and labels, out of the control flow."""

APP = "Layerwise"
TAGLINE = "Watch a deep neural network learn, layer by layer."

HIDDEN_HELP = (
    "Units of each hidden layer, from input to output. Empty means none: logistic "
    "regression. The course's full list, such as [12288, 20, 7, 5, 1], works too."
)
INPUT_FIXED = (
    "The input size {n_x:,} is fixed by the data ({why}); the output is 1 unit, the "
    "probability of “{positive}”."
)
LEARNING_RATE_HELP = (
    "How far each update moves against the gradient: W := W − α dW. It may change "
    "while the network trains."
)
ITERATIONS_HELP = "Number of parameter updates; a mini-batch counts as one."
INITIALIZATION_HELP = (
    "How large the first weights are. The course's first part uses 0.01, its second "
    "silently 1/√n; deep networks do not learn from 0.01."
)
BATCH_HELP = "Examples used for one update. Full batch uses all of them, as the course."
SEED_HELP = "The same seed gives the same weights, and the same run to the last digit."
L2_HELP = "λ: adds λ/(2m) · Σ‖W‖² to the cost, which pulls weights towards 0."

UPLOAD_HELP = (
    "HDF5 in the course's layout: train_set_x (m, 64, 64, 3), train_set_y (m), and "
    "test_set_x, test_set_y for the test file."
)
UPLOAD_EMPTY = "Choose a training file (.h5), and a test file if you have one."
PHOTOS_MISSING = (
    "The course’s 209 + 50 photos are not here yet. They may not be passed on with "
    "this app, but there are public copies: 3.2 MB, checked to be the course’s own."
)
FETCHING = "Fetching … {done:.1f} of {total:.1f} MB"

SETTINGS_CHANGED = (
    "These settings need a new run. The run below goes on with its own until you "
    "start over."
)
TOUR = (
    "At iteration 0 this network knows nothing. Press **Play** and watch "
    "its cost fall, while each layer’s gradients and weights move. Change a setting on "
    "the left and see what becomes of it."
)
LOG_COST_HELP = (
    "Each step down the axis is a tenth of the cost: small costs become visible."
)
ONE_RANGE_HELP = (
    "Compare the layers: all histograms over the same values. Off, each fills its own."
)
CALM_HELP = (
    "For tired eyes and slow computers. The network trains as fast as before. On by "
    "itself where the system asks for reduced motion."
)
PROJECTOR_HELP = "Large type and lines for a class, and only the buttons it needs."
NUMBERS = (
    "The weights are those of iteration {iteration:,}. A table’s own buttons, at its "
    "corner, search it and download it as CSV. While the network trains, long curves "
    "are thinned; paused, every recorded iteration is here."
)
SHARE_HELP = "The address of this experiment."
SHARE = "Whoever opens this address sees the same experiment, to the last digit:"

SLOW_TIMELINE = (
    "Going back takes up to {seconds:.1f} s in this run: its states are large, so few "
    "of them fit into memory, and the iterations between are done once more."
)
BRANCH = (
    "Go on from iteration {iteration:,} with other settings. This run stays as it is; "
    "both are compared in the cost chart."
)
BRANCH_HELP = "A second run that shares this one's past and goes on another way."
FAMILY_FULL = "There are {count} runs already; delete one of them first."

TRUST = (
    "It learned from {m_train} pictures and gets {right} of {m_test} test pictures "
    "right: {accuracy:.0%}, or {low:.0%} to {high:.0%} if luck is allowed for. Always "
    "giving the same answer gets {baseline:.0%}. All it sees are 64 × 64 pixels, "
    "so take its word for a beginner’s."
)
ITERATION_TRUST = "The network is at iteration {iteration:,}."
DRAWN_NETWORK_WARNING = (
    "This network has never seen a photo: it was trained on {title}. On photos its "
    "answer means nothing, it is right about as often as a coin."
)
PLANE_NETWORK = (
    "The network of the Train page does not look at 64 × 64 pictures. Choose picture "
    "data there, or ask the photo network."
)
NO_RUN = "There is no network on the Train page yet. Open that page first."
OVERFLOW = (
    "The weights of this network have grown so large that its numbers overflow: it "
    "cannot answer. Reset the run and take a smaller learning rate."
)
PREDICT_TITLE = "Is this a cat?"
PREDICT_INTRO = (
    "Give it a picture and see what the network sees: 64 × 64 pixels, 12,288 numbers, "
    "one probability."
)
PHOTO_NETWORK = "Photo network"
PHOTO_NETWORK_NOTE = (
    "Ready trained: the course’s network of 4 layers, 2,500 iterations on its 209 "
    "photos."
)
TRAIN_NETWORK = "Network of the Train page"
PREDICT_EMPTY = (
    "No picture yet. PNG, JPEG, WebP, GIF and BMP of any size will do; or try one of "
    "these, which no network here has learned from."
)
PICTURE_PRIVACY = "Your picture stays in the memory of this session; it is not stored."
CAMERA_BLOCKED = (
    "Browsers give pages a camera only over https or on localhost, and this page came "
    "another way ({address}). Take the picture with another app and upload it."
)
PICTURE_ALT = "The picture as it was given"
SEEN_ALT = "The same picture in 64 × 64 pixels, as the network sees it"
OWN_PICTURE = "Your picture"
SPLITS = {"train": "Training", "test": "Test"}
EXAMPLE_TITLE = "{split} picture {number} of {dataset}; its label: {label}"

WHY = "Why this answer?"
WHY_ABOUT = (
    "The network adds everything up to one number, **Z**: above 0 it says {positive}, "
    "below 0 {negative}, and the probability is sigmoid(Z). What follows tells what "
    "moves Z."
)
WHY_DRAWN = (
    "This network has never seen a photo: on one, its reasons mean as little as its "
    "answer."
)
COVER = "Cover a part of it"
COVER_ABOUT = (
    "A square of 8 × 8 pixels, painted in the picture’s mean colour, covers one part "
    "after another: 225 places. Blue parts speak for {positive}: covered, they lower "
    "Z; orange parts speak against it. A covered picture is itself something the "
    "network has never seen."
)
COVER_FALLS = "Z falls most, to {Z} ({probability:.1%}), when the {place} is covered."
COVER_RISES = "Z rises most, to {Z} ({probability:.1%}), when the {place} is covered."
COVER_BEFORE = "Uncovered Z is {Z} ({probability:.1%})."
COVER_ALT = "Heat map over the picture. {says}"
GRADIENT = "Change a pixel a little"
GRADIENT_ABOUT = (
    "dZ/dA⁰, the slope of Z in every input, by backpropagation. Left its sum over red, "
    "green and blue: a blue pixel made brighter raises Z, an orange one lowers it. "
    "Right its size, √(r² + g² + b²), up to {largest:.2g}: it stands out where the "
    "network is sensitive. A slope says what small changes would do, not what the "
    "picture shows."
)
GRADIENT_SIGNED = "Slope for brighter"
GRADIENT_SIZE = "Size of the slope"
GRADIENT_ALT = "Map of the slopes, strongest in the {place}"
UNITS = "The units of layer 1 that voted most"
UNITS_ABOUT = (
    "The vote of a unit is its activation times the slope of Z in it: A¹ · dZ/dA¹. The "
    "pictures are its weights, red, green and blue added up: the unit is high for "
    "pictures that are bright where its weights are blue and dark where orange."
)
UNITS_EXACT = (
    "All {units} votes add up to {votes}, the biases of later layers to {rest}: "
    "Z = {Z}, sigmoid(Z) = {probability:.1%}."
)
UNITS_ROUGH = (
    "All {units} votes add up to {votes}. With {activation} in several layers that is "
    "a first-order account: it leaves {rest} of Z = {Z}, "
    "sigmoid(Z) = {probability:.1%}."
)
LOGISTIC_SAYS = "W¹x is {votes}, b¹ is {rest}: Z = {Z}, sigmoid(Z) = {probability:.1%}."
UNITS_NONE = "Every unit of layer 1 is silent for this picture: all votes are 0."
LOGISTIC = "The weights of its only unit"
LOGISTIC_ABOUT = (
    "Without a hidden layer there is one unit, the output itself: Z = W¹x + b¹. The "
    "picture is its weights, red, green and blue added up."
)
UNIT_TILE = "unit {unit}: **{vote}** = {A} · {slope}"
LOGISTIC_TILE = "W¹x = **{vote}**"
UNIT_ALT = "Weights of unit {unit} of layer 1 as a picture"
NEIGHBOURS = "The most similar pictures it learned from"
NEIGHBOURS_ABOUT = (
    "By the root mean square difference of their {n_x:,} values: 0 is the same "
    "picture, 1 black against white. Pixel by pixel, a similar background counts more "
    "than a similar animal."
)
NEIGHBOURS_MISSING = (
    "The pictures this network learned from are not here, so the most similar ones "
    "cannot be shown."
)
NEIGHBOUR_TILE = "**{label}**, said {probability:.0%}  \ndistance {distance:.2f}"
NEIGHBOUR_ALT = "Training picture {number}, a {label}"
VARIATIONS = "The same picture, taken a little differently"
VARIATIONS_ABOUT = (
    "Mirrored, shifted by 4 pixels, 15 % brighter or darker: to us the same picture. "
    "This network looks at each pixel at its place, so that to it these are others."
)
VARIATIONS_SAY = (
    "The probability goes from {low:.0%} to {high:.0%}; the answer changes in "
    "{changed} of {others}."
)
VARIATION_TILE = "{name}: **{probability:.0%}**"

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

ONE_STEP_TITLE = "One step, on paper"
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
DIGITS_HELP = (
    "The network calculates with about 16 digits. What you see is rounded to so many, "
    "so sums of it may differ in the last of them."
)
ROUNDED = "Numbers are rounded to {digits} significant digits."
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
WORST_DIFFERS = "Rounding does not explain that: this gradient is wrong."
