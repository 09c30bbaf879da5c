"""What a tab remembers, and a new one that remembers the same."""

import json
from collections.abc import Mapping
from typing import Final

from playwright.sync_api import BrowserContext, Page

RUN_TOKEN: Final = "layerwise-run"
PLACE: Final = "layerwise-place"


def remembered(page: Page) -> dict[str, str]:
    """By name, until the tab is closed."""
    return page.evaluate("({...sessionStorage})")


def with_memory(context: BrowserContext, memory: Mapping[str, str]) -> Page:
    """A new tab that has what another one remembered: duplicated, or opened again."""
    page = context.new_page()
    page.add_init_script(
        f"""if (!sessionStorage.length)
          for (const [name, value] of Object.entries({json.dumps(dict(memory))}))
            sessionStorage.setItem(name, value);"""
    )
    return page
