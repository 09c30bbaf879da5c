"""Who voted: the units of layer 1, with their weights as pictures."""

from app.asked import Asked
from app.images import SHAPE, Picture, network_input
from app.pictures import diverging, enlarged, symmetric_limit
from app.reasons.reason import LARGE, Reason, Tile, logit_words, signed
from app.tables import colour_scale
from app.text import why as say
from app.theme import Theme
from dnn_core.explain import UnitVotes, unit_votes

UNITS = 4
STRAIGHT = ("relu", "leaky relu")  # whose votes and biases are all of the logit


def units(network: Asked, picture: Picture, theme: Theme) -> Reason:
    """The units with the largest votes; without a hidden layer there is but one."""
    votes = unit_votes(
        network_input(picture.seen), network.parameters, activation=network.activation
    )
    logistic = len(network.parameters) == 2
    strongest = [unit for unit in votes.strongest(UNITS) if votes.votes[unit]]
    if not strongest:
        return Reason(say.UNITS, say.UNITS_ABOUT, says=say.UNITS_NONE)
    weights = network.parameters["W1"].reshape(-1, *SHAPE).sum(axis=3)
    limit = symmetric_limit(weights[strongest])
    caption = say.LOGISTIC_TILE if logistic else say.UNIT_TILE
    return Reason(
        say.LOGISTIC if logistic else say.UNITS,
        say.LOGISTIC_ABOUT if logistic else say.UNITS_ABOUT,
        tuple(
            Tile(
                enlarged(diverging(weights[unit], limit, theme), 4),
                caption.format(**_vote_words(votes, unit)),
                say.UNIT_ALT.format(unit=unit + 1),
            )
            for unit in strongest
        ),
        LARGE,
        colour_scale(limit, "wants dark", "wants bright", theme),
        _sum(network, votes),
    )


def _vote_words(votes: UnitVotes, unit: int) -> dict[str, str | int]:
    return {
        "unit": unit + 1,
        "vote": signed(float(votes.votes[unit])),
        "A": signed(float(votes.activations[unit])),
        "slope": signed(float(votes.gradients[unit])),
    }


def _sum(network: Asked, votes: UnitVotes) -> str:
    """How the votes add up to the logit, as far as they do."""
    layers = len(network.parameters) // 2
    if layers == 1:
        sentence = say.LOGISTIC_SAYS
    elif layers == 2 or network.activation in STRAIGHT:
        sentence = say.UNITS_EXACT
    else:
        sentence = say.UNITS_ROUGH
    return sentence.format(
        units=len(votes.votes),
        votes=signed(float(votes.votes.sum())),
        rest=signed(votes.rest),
        activation=network.activation,
        **logit_words(votes.logit),
    )
