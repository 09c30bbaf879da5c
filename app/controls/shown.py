"""What of the page a lesson leaves to the student; all of it without a lesson."""

from app import state


def setting_shown(key: str) -> bool:
    """Whether a setting, by its key in the address, has its widget."""
    opened = state.seat().lesson
    return opened is None or key in opened.lesson.shown


def panel_shown(name: str) -> bool:
    """Whether a part of the page is shown."""
    opened = state.seat().lesson
    return opened is None or name in opened.lesson.panels
