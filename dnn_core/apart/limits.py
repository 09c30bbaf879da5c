"""What a process gives up before it touches what may be hostile."""

from typing import Final

MEMORY: Final = 2_000_000_000  # bytes


def confine(seconds: float, file_bytes: int, *, files: bool) -> None:
    """Bound, for this process and for good, what it may do.

    Linux bounds memory, processor time and the size of files; macOS the time and the
    files; Windows nothing of it, there the parent's clock alone ends the process.

    file_bytes : how large a file it writes may grow.
    files : whether it may still open any.
    """
    try:
        import resource
    except ImportError:
        return
    limits = {
        resource.RLIMIT_CORE: 0,
        resource.RLIMIT_FSIZE: file_bytes,
        resource.RLIMIT_CPU: int(seconds) + 2,
        resource.RLIMIT_AS: MEMORY,
    }
    if not files:
        limits[resource.RLIMIT_NOFILE] = 0
    for limit, value in limits.items():
        try:
            resource.setrlimit(limit, (value, value))
        except (ValueError, OSError):
            continue  # macOS refuses some; the others still hold
