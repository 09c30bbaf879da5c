"""The computer that an address names, whoever wrote the address."""

from typing import Final
from urllib.parse import urlsplit

LOOPBACK: Final = ("localhost", "127.0.0.1", "::1")
"""Names of this computer."""


def host_of(address: str) -> str | None:
    """Its name without a port; None if there is none, or the address is none.

    >>> host_of("http://localhost:8501/x"), host_of("//[::1]:80"), host_of("http://[")
    ('localhost', '::1', None)
    """
    try:
        return urlsplit(address).hostname or None
    except ValueError:
        return None
