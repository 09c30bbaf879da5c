"""What the pages say: explanations and labels, out of the control flow."""

APP = "Layerwise"

HIDDEN_HELP = (
    "Units of each hidden layer, from input to output. Empty means none: logistic "
    "regression. The course's full list, such as [12288, 20, 7, 5, 1], works too."
)
HIDDEN_LIMIT = "Up to {layers} layers of {units:,} units are possible on this server."
INPUT_FIXED = (
    "The input size {n_x:,} is fixed by the data ({why}); the output is 1 unit, the "
    "probability of “{positive}”."
)
LEARNING_RATE_HELP = (
    "How far each update moves against the gradient: W := W − α dW. It may change "
    "while the network trains."
)
ITERATIONS_HELP = "Number of parameter updates; a mini-batch counts as one."
ITERATIONS_LIMIT = "Up to {most:,} are possible on this server."
INITIALIZATION_HELP = (
    "How large the first weights are. The course's first part uses 0.01, its second "
    "silently 1/√n; deep networks do not learn from 0.01."
)
BATCH_HELP = "Examples used for one update. Full batch uses all of them, as the course."
SEED_HELP = "The same seed gives the same weights, and the same run to the last digit."
L2_HELP = "λ: adds λ/(2m) · Σ‖W‖² to the cost, which pulls weights towards 0."

UPLOAD_HELP = (
    "A table (.csv, up to 5 MB and 5,000 rows): two or more columns of numbers and one "
    "called “label” of 0 and 1. Pictures (.zip, up to 1,000): two folders, one for "
    "each class, such as “cats” and “not cats”. "
    "Or HDF5 in the course's layout: train_set_x (m, 64, 64, 3), train_set_y (m), and "
    "test_set_x, test_set_y in the same file or a second one."
)
SPLIT_HELP = (
    "This share of each class is drawn by lot and never learned from. Another draw "
    "parts the examples another way."
)
PREVIEW_TABLE = "The first training examples, as the network gets them."
PREVIEW_PICTURES = "The first training examples."
NO_DATA = (
    "These data are not here yet: the settings say what is missing (on a phone they "
    "open with » at the top). Other data are ready at once."
)
UPLOAD_EMPTY = (
    "Choose a table (.csv), a zip with two folders of pictures, or a training file in "
    "the course's layout (.h5)."
)
PHOTOS_MISSING = (
    "The course’s 209 + 50 photos are not here yet. They may not be passed on with "
    "this app, but there are public copies: 3.2 MB, checked to be the course’s own."
)
FETCHING = "Fetching … {done:.1f} of {total:.1f} MB"

SETTINGS_CHANGED = "These settings need a new run. This one keeps its own."
TOUR = (
    "At iteration 0 this network knows nothing. Press **Play** and watch "
    "its cost fall, while each layer’s gradients and weights move. Change a setting in "
    "the sidebar and see what becomes of it."
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
SHARE = (
    "Whoever opens this address starts with the same data, settings and first weights, "
    "and gets the same numbers to the last digit. What was changed while the network "
    "trained is not in it; a workspace file (Take home) keeps that too."
)
SHARE_OWN = "Your own data are not in the address: send the file along."

FINDINGS = {
    "early": "Too early to tell",
    "healthy": "Healthy",
    "diverged": "Diverged",
    "symmetric": "All units alike",
    "too large a start": "First weights too large",
    "too much L2": "Too much L2",
    "vanishing": "Nothing gets through",
    "dead": "Dead units",
    "saturated": "Saturated units",
    "too small a rate": "Learning rate too small",
    "too large a rate": "Learning rate too large",
    "too small a network": "Stuck",
    "overfitting": "Overfitting",
}
SEE = "See {where}."
TRY = "{remedy} The settings in the sidebar follow."

OUT_OF_REACH = (
    "Iteration {wished:,} is too far from the states that are kept of this run to be "
    "done once more in one go: you see iteration {iteration:,}. +100 goes on from it."
)
SLOW_TIMELINE = (
    "Going back takes up to {seconds:.1f} s in this run: its states are large, so few "
    "of them fit into memory, and the iterations between are done once more."
)
BRANCH = (
    "Go on from iteration {iteration:,} with other settings. This run stays as it is; "
    "both are compared in the cost chart."
)
BRANCH_HELP = "A second run that shares this one's past and goes on another way."
BRANCH_AT_END = (
    "This is the last iteration. Drag the timeline to an earlier one to go on from "
    "there another way, or raise the number of iterations."
)
FAMILY_FULL = (
    "There are {count} runs already, as many as are possible here. Delete one first."
)

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
    "No picture yet. Choose a PNG, JPEG, WebP, GIF or BMP file of up to {most} MB, or "
    "try one of these, which no network here has learned from."
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
