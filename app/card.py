"""What the diagnosis says of the run, as a card that keeps its size."""

from html import escape
from typing import Final

from app import text
from app.text import lessons as say
from app.theme import CAUTION, DANGER, GOOD, MUTED, Theme
from dnn_core.diagnosis import Finding
from dnn_core.lessons import Progress

_COLOURS: Final = {"early": MUTED, "healthy": GOOD, "diverged": DANGER}
_OUTCOMES: Final = {
    "met": (say.REACHED, GOOD),
    "open": (say.TARGET, MUTED),
    "missed": (say.MISSED, CAUTION),
}
# So wide it asks to be before it fills its row: with the buttons beside it on a desk,
# above them on a phone, whatever it says. Room for two lines, and for four on a phone.
_WIDTH: Final = "width:min(460px,100vw - 64px);min-width:100%"
_HEIGHT: Final = "clamp(42px,calc(42px + (1150px - 100vw)*.12),82px)"


def card(finding: Finding, theme: Theme) -> str:
    """A finding as HTML: its name, what is so, and what to try."""
    colour = _COLOURS.get(finding.kind, CAUTION)[theme]
    remedy = f" <b>→</b> {escape(finding.remedy)}" if finding.remedy else ""
    name = text.FINDINGS[finding.kind]
    return _card("Diagnosis", name, escape(finding.claim) + remedy, colour)


def target_card(progress: Progress, more: str, theme: Theme) -> str:
    """How far a run is from the target of a lesson; more: what else is to be said."""
    name, colours = _OUTCOMES[progress.outcome]
    says = escape(f"{progress.says}, {more}" if more else progress.says)
    return _card("Target", name, says, colours[theme])


def _card(label: str, name: str, says: str, colour: str) -> str:
    return (
        f'<div role="note" aria-label="{label}" style="min-height:{_HEIGHT};{_WIDTH};'
        "box-sizing:border-box;padding:3px 12px;font-size:13px;line-height:1.38;"
        "display:flex;align-items:center;"
        f"border-left:3px solid {colour};border-radius:2px 6px 6px 2px;"
        f'background:color-mix(in srgb,{colour} 8%,transparent)"><div>'
        f'<b style="color:{colour}">{escape(name)}.</b> {says}</div></div>'
    )


def reasons(finding: Finding) -> str:
    """The evidence, and where to see it, in Markdown."""
    see = text.SEE.format(where=finding.where) if finding.where else ""
    return f"{finding.evidence}\n\n{see}".strip()
