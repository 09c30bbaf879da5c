"""Why a network answers as it does: pictures with words under them."""

import numpy as np

from app.asked import Asked
from app.images import Picture
from app.reasons.neighbours import neighbours
from app.reasons.reason import Reason as Reason
from app.reasons.reason import Tile as Tile
from app.reasons.sensitivity import covered, slopes, varied
from app.reasons.units import units
from app.theme import Theme


def reasons(network: Asked, picture: Picture, theme: Theme) -> list[Reason]:
    """All ways to look at the answer to this picture."""
    with np.errstate(all="ignore"):  # a run may be about to diverge
        return [
            covered(network, picture, theme),
            slopes(network, picture, theme),
            units(network, picture, theme),
            neighbours(network, picture),
            varied(network, picture),
        ]
