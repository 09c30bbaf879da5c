"""Small tables and chips as HTML; only numbers and our own words go in."""

from collections.abc import Sequence
from html import escape

from app.theme import (
    MUTED,
    NEGATIVE,
    NEUTRAL,
    POSITIVE,
    Theme,
    layer_colour,
    run_colour,
)
from dnn_core import Snapshot, TrainConfig

_CELL = "padding:2px 8px 2px 0;text-align:left;font-variant-numeric:tabular-nums"


def layer_chips(config: TrainConfig, theme: Theme) -> str:
    """12288 -> (20) -> (7) -> (5) -> (1), each layer in its colour."""
    chips = [f"<span>{config.layer_dims[0]:,}</span>"]
    for l, n in enumerate(config.layer_dims[1:], start=1):
        colour = layer_colour(l, theme, text=True)
        chips.append(
            f'<span style="border:1.5px solid {colour};color:{colour};font-weight:600;'
            f'border-radius:1em;padding:0 .6em">{n:,}</span>'
        )
    return (
        '<div style="display:flex;flex-wrap:wrap;gap:.35em;align-items:center;'
        f'font-size:.875rem">{" <span>→</span> ".join(chips)}</div>'
    )


def shape_table(config: TrainConfig, m: int, theme: Theme) -> str:
    """Shapes of W, b, Z and A of every layer, and its number of parameters."""
    heads = "".join(
        f'<th scope="col" style="{_CELL};font-weight:400;opacity:.75">{head}</th>'
        for head in ("layer", "W", "b", "Z, A", "params")
    )
    rows = "".join(
        _row(l, config.layer_dims[l - 1], config.layer_dims[l], m, theme)
        for l in range(1, config.num_layers + 1)
    )
    return (
        '<div style="overflow-x:auto" tabindex="0" role="region" '
        'aria-label="Shapes of every layer"><table style="border-collapse:collapse;'
        f'font-size:.8rem"><tr>{heads}</tr>{rows}</table></div>'
    )


def _row(l: int, n_prev: int, n: int, m: int, theme: Theme) -> str:
    colour = layer_colour(l, theme, text=True)
    cells = (f"{n}×{n_prev}", f"{n}×1", f"{n}×{m}", f"{n * (n_prev + 1):,}")
    return (
        f'<tr><th scope="row" style="{_CELL};color:{colour}">{l}</th>'
        + "".join(f'<td style="{_CELL};white-space:nowrap">{c}</td>' for c in cells)
        + "</tr>"
    )


def run_line(
    number: int,
    name: str,
    origin: str,
    snapshot: Snapshot,
    theme: Theme,
    current: bool,
) -> str:
    """One run of a family: its colour, settings, where it comes from, how far it is."""
    colour = run_colour(number, theme)
    mark = "font-weight:600" if current else ""
    test = (
        "" if snapshot.test_accuracy is None else f", test {snapshot.test_accuracy:.0%}"
    )
    return (
        f'<div style="font-size:.875rem;white-space:nowrap;{mark}">'
        f'<span style="color:{colour}">●</span> {name} <span style="opacity:.75">'
        f"{origin} · at {snapshot.iteration:,}: cost {snapshot.cost:.4f}{test}"
        "</span></div>"
    )


def comparison_table(
    names: Sequence[tuple[str, int, str]],
    columns: Sequence[tuple[str, Sequence[str], Sequence[int]]],
    best: str,
    theme: Theme,
) -> str:
    """Runs as rows: (name, colour number, note) each, and (title, cells, best ones).

    The only words here that somebody else may have written are the names.
    """
    cell = "padding:5px 14px 5px 0;white-space:nowrap"
    heads = "".join(
        f'<th scope="col" style="{cell};font-weight:400;opacity:.75;text-align:left">'
        f"{title}</th>"
        for title in ("run", *(column[0] for column in columns))
    )
    rows = ""
    for i, (name, number, note) in enumerate(names):
        cells = "".join(
            f'<td style="{cell}">{_marked(values[i], best) if i in good else values[i]}'
            "</td>"
            for _, values, good in columns
        )
        aside = f' <span style="color:{MUTED[theme]};font-weight:400">{note}</span>'
        rows += (
            f'<tr style="border-top:1px solid rgba(128,128,128,.25)"><th scope="row" '
            f'style="{cell};text-align:left;color:{run_colour(number, theme)}">● '
            f"{escape(name)}{aside if note else ''}</th>{cells}</tr>"
        )
    return (
        '<div style="overflow-x:auto" tabindex="0" role="region" aria-label="Settings '
        'that differ, and results"><table style="border-collapse:collapse;'
        'font-size:.875rem;font-variant-numeric:tabular-nums">'
        f"<tr>{heads}</tr>{rows}</table></div>"
    )


def _marked(value: str, best: str) -> str:
    return f'<b>{value} <span role="img" aria-label="{best}">★</span></b>'


def colour_scale(limit: float, against: str, speaks_for: str, theme: Theme) -> str:
    """What the colours of a map from -limit to limit mean, in a line."""
    colours = f"{NEGATIVE[theme]},{NEUTRAL[theme]},{POSITIVE[theme]}"
    bar = (
        '<span style="flex:1;min-width:4em;height:.7em;border-radius:.35em;'
        f'background:linear-gradient(90deg,{colours})"></span>'
    )
    return (
        '<div style="display:flex;gap:.5em;align-items:center;font-size:.8rem;'
        'font-variant-numeric:tabular-nums;max-width:30rem">'
        f"<span>{against} −{limit:g}</span>{bar}"
        f"<span>+{limit:g} {speaks_for}</span></div>"
    )


def size(nbytes: int) -> str:
    """Bytes in words.

    >>> size(2_340_000), size(48_000_000), size(12_000)
    ('2.3 MB', '48 MB', 'under 0.1 MB')
    """
    megabytes = nbytes / 1e6
    if megabytes < 0.1:
        return "under 0.1 MB"
    return f"{megabytes:.1f} MB" if megabytes < 10 else f"{megabytes:.0f} MB"


def duration(seconds: float) -> str:
    """Seconds in words that do not pretend to precision.

    >>> duration(0.57), duration(0.004), duration(95.0), duration(5000.0)
    ('0.6 s', 'under 0.1 s', '1.6 min', '1.4 h')
    """
    if seconds < 0.1:
        return "under 0.1 s"
    if seconds < 60:
        return f"{seconds:.1f} s" if seconds < 10 else f"{seconds:.0f} s"
    if seconds < 3600:
        return f"{seconds / 60:.1f} min"
    return f"{seconds / 3600:.1f} h"
