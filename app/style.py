"""What Streamlit's own theme cannot say, as CSS."""

from typing import Final

from app.theme import CHOSEN, Theme

# Streamlit paints the segment that is chosen in the primary colour, and the words of
# primary buttons always white: on a dark page no one colour stands out from both.
_SEGMENT: Final = (
    "[data-testid=stButtonGroup] button[data-selected]:not([data-disabled])"
    " {{ color: {colour}; }}"
)
# Below the bar and beside the charts it leaves 68 and 80 pixels empty; a projector has
# 720 in all.
_ROOM: Final = """
@media screen {
  [data-testid=stMain] [data-testid=stMainBlockContainer] { padding-top: 5rem; }
}
@media screen and (min-width: 864px) {
  [data-testid=stMain] [data-testid=stMainBlockContainer] { padding-inline: 2.5rem; }
}
"""


def style(theme: Theme, *, embedded: bool) -> str:
    """To be drawn on every page; an embedded one has its room from Streamlit."""
    rules = _SEGMENT.format(colour=CHOSEN[theme]) + ("" if embedded else _ROOM)
    return f"<style>{rules}</style>"
