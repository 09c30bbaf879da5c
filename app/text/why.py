"""What the Predict page says about the reasons of an answer."""

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
