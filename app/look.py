"""How the page shows a run: what anybody may choose without touching the run."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Look:
    """View options; all off is the page as it opens.

    Attributes
    ----------
    log_cost : logarithmic cost axis.
    one_range : all weight histograms over one range instead of each over its own.
    calm : the panel redraws about once a second.
    projector : large type and lines, few controls.
    """

    log_cost: bool = False
    one_range: bool = False
    calm: bool = False
    projector: bool = False


PLAIN = Look()
