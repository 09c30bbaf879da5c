"""Bytes from an address of the web, within limits of size and time, or why not."""

import ssl
import time
import urllib.request
from collections.abc import Callable
from http.client import HTTPException
from urllib.error import HTTPError, URLError
from urllib.parse import urlsplit

CONNECT_SECONDS = 10.0  # for an answer, and between two pieces of it
FILE_SECONDS = 60.0  # for a whole file
CHUNK = 1 << 16


class Failed(Exception):
    """An address did not deliver; the text goes on after the server's name."""


class Unreachable(Failed):
    """A server gave no sign at all, as when there is no network."""


def server(url: str) -> str:
    """The server of an address with its port, without a user's name and password.

    Raises
    ------
    ValueError : the address is none of the web.

    >>> server("https://me:secret@example.org:8000/datasets/")
    'example.org:8000'
    """
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise ValueError(f"{url[:80]!r} does not start with http:// or https://")
    return parts.hostname + (f":{parts.port}" if parts.port else "")


def download(url: str, limit: int, progress: Callable[[int], object]) -> bytes:
    """The bytes at an http or https address.

    Parameters
    ----------
    url : redirections are followed to http and https addresses only.
    limit : bytes; more are an error.
    progress : called with the bytes so far.

    Raises
    ------
    Failed : saying why.
    """
    try:
        return _read(url, limit, progress)
    except HTTPError as error:
        error.close()
        if error.code in (301, 302, 303, 307, 308):
            raise Failed("leads to an address that is not followed") from None
        raise Failed(f"answered with status {error.code}") from None
    except URLError as error:
        if isinstance(error.reason, ssl.SSLError):
            raise Failed("has a certificate that cannot be verified") from None
        if isinstance(error.reason, OSError):
            raise Unreachable("could not be reached") from None
        raise Failed("leads to an address that is not followed") from None
    except TimeoutError:
        raise Failed("took too long") from None
    except (OSError, HTTPException, ValueError):
        raise Failed("broke off") from None


def _read(url: str, limit: int, progress: Callable[[int], object]) -> bytes:
    end, content = time.monotonic() + FILE_SECONDS, bytearray()
    with _opener().open(url, timeout=CONNECT_SECONDS) as response:
        promised: int = response.length or 0
        if promised > limit:
            raise Failed(f"offers {promised:,} bytes instead of {limit:,}")
        while chunk := response.read1(CHUNK):  # what is there, without waiting
            content += chunk
            if len(content) > limit:
                raise Failed(f"sent more than {limit:,} bytes")
            if time.monotonic() > end:
                raise TimeoutError
            progress(len(content))
    if len(content) < promised:
        raise Failed(f"broke off after {len(content):,} of {promised:,} bytes")
    return bytes(content)


def _opener() -> urllib.request.OpenerDirector:
    """Unlike `urlopen` it knows no file, ftp or data addresses, not even redirected."""
    opener = urllib.request.OpenerDirector()
    for handler in (
        urllib.request.ProxyHandler,
        urllib.request.HTTPHandler,
        urllib.request.HTTPSHandler,
        urllib.request.HTTPRedirectHandler,
        urllib.request.HTTPDefaultErrorHandler,
        urllib.request.HTTPErrorProcessor,
        urllib.request.UnknownHandler,
    ):
        opener.add_handler(handler())
    return opener
