"""What the diagnosis says of the run, as a card that keeps its size."""

from html import escape
from typing import Final

from app import text
from app.theme import CAUTION, DANGER, GOOD, MUTED, Theme
from dnn_core.diagnosis import Finding

_COLOURS: Final = {"early": MUTED, "healthy": GOOD, "diverged": DANGER}
# So wide it asks to be before it fills its row: with the buttons beside it on a desk,
# above them on a phone, whatever it says. Room for two lines, and for four on a phone.
_WIDTH: Final = "width:min(460px,100vw - 64px);min-width:100%"
_HEIGHT: Final = "clamp(42px,calc(42px + (1150px - 100vw)*.12),82px)"


def card(finding: Finding, theme: Theme) -> str:
    """A finding as HTML: its name, what is so, and what to try."""
    colour = _COLOURS.get(finding.kind, CAUTION)[theme]
    remedy = f" <b>→</b> {escape(finding.remedy)}" if finding.remedy else ""
    return (
        f'<div role="note" aria-label="Diagnosis" style="min-height:{_HEIGHT};{_WIDTH};'
        "box-sizing:border-box;padding:3px 12px;font-size:13px;line-height:1.38;"
        "display:flex;align-items:center;"
        f"border-left:3px solid {colour};border-radius:2px 6px 6px 2px;"
        f'background:color-mix(in srgb,{colour} 8%,transparent)"><div>'
        f'<b style="color:{colour}">{escape(text.FINDINGS[finding.kind])}.</b> '
        f"{escape(finding.claim)}{remedy}</div></div>"
    )


def reasons(finding: Finding) -> str:
    """The evidence, and where to see it, in Markdown."""
    see = text.SEE.format(where=finding.where) if finding.where else ""
    return f"{finding.evidence}\n\n{see}".strip()
