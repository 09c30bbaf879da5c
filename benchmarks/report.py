"""Tables for the terminal, the ratios that matter, and plain data for a file."""

import importlib.metadata
import math
import os
import platform
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from threadpoolctl import threadpool_info

from benchmarks import entries
from benchmarks.growth import Growth
from benchmarks.measure import Row
from benchmarks.together import name as together_name
from benchmarks.work import Work

PEERS = ("numpy", "torch", "jax", "scikit-learn")


@dataclass(frozen=True)
class Section:
    """A work and its rows."""

    work: Work
    rows: list[Row]

    def best(self, start: str) -> float:
        """Fewest seconds a unit among the rows whose name starts so; NaN if none."""
        medians = [row.median for row in self.rows if row.name.startswith(start)]
        measured = [median for median in medians if not math.isnan(median)]
        return min(measured, default=math.nan)


def table(section: Section) -> str:
    """One line a row, the fastest learner's time as the measure of the others."""
    work, rows = section.work, section.rows
    width = max(len(row.name) for row in rows)
    lines = [
        f"({work.key}) {work.title}",
        f"    {'':{width}}   µs/{work.unit:<9}   range        {work.unit}s timed",
    ]
    for row in rows:
        if not row.seconds:
            lines.append(f"    {row.name:{width}}   {row.note}")
            continue
        low, high = min(row.seconds) * 1e6, max(row.seconds) * 1e6
        lines.append(
            f"    {row.name:{width}}  {row.median * 1e6:10,.1f}   "
            f"{low:9,.1f} - {high:9,.1f}   {len(row.seconds)} x {row.units:,}"
        )
    return "\n".join(lines)


def growth_table(growths: Sequence[Growth]) -> str:
    """Sizes, times and the fitted exponent of each axis."""
    lines = [
        "(e) growth of a step, µs, and the power of the size it follows at the end"
    ]
    for growth in growths:
        steps = ", ".join(
            f"{size:,}: {row.median * 1e6:,.0f}"
            for size, row in zip(growth.axis.sizes, growth.rows, strict=True)
        )
        what = f"{growth.axis.form}, {growth.axis.name}"
        lines.append(f"    {what:22} ^{growth.exponent:5.2f}   {steps}")
    return "\n".join(lines)


def ratios(sections: Iterable[Section]) -> dict[str, float]:
    """What the project claims, from this run's medians alone."""
    found: dict[str, float] = {}
    for section in sections:
        best, work = section.best, section.work
        if work.key == "f":
            for K in (4, 16, 64):
                alone = min(
                    best(together_name("one by one", K, n)) for n in entries.THREADS
                )
                for n in entries.THREADS:
                    at_once = best(together_name("together", K, n))
                    how = f"K = {K} at once, {entries.threads_name(n)}"
                    found[f"(f) {how}, vs one by one"] = alone / at_once
            continue
        ours = best(f"{entries.ENGINE}, float64")
        if not math.isnan(best(entries.MODEL)):
            ours = best(entries.MODEL)
            found[f"({work.key}) seconds of the whole run"] = (
                ours * work.config.num_iterations
            )
            found[f"({work.key}) vs the floor, times its time"] = ours / best(
                entries.FLOOR
            )
            found[f"({work.key}) session's speed, share of it"] = ours / best(
                entries.WHOLE_SESSION
            )
            found[f"({work.key}) vs Gram form in PyTorch"] = (
                best(entries.OUR_WAY) / ours
            )
        found[f"({work.key}) vs notebook"] = best(entries.NOTEBOOK) / ours
        found[f"({work.key}) vs best PyTorch"] = best(entries.PYTORCH) / ours
        found[f"({work.key}) vs best JAX"] = best("JAX") / ours
        found[f"({work.key}) vs scikit-learn"] = best("scikit-learn") / ours
        if work.unit == "epoch":
            found[f"({work.key}) epochs a second, engine"] = 1 / ours
            found[f"({work.key}) epochs a second, session"] = 1 / best(entries.SESSION)
    return {name: value for name, value in found.items() if not math.isnan(value)}


def ratio_table(found: dict[str, float]) -> str:
    """One line a ratio."""
    width = max(map(len, found), default=0)
    lines = [f"    {name:{width}}  {value:10,.2f}" for name, value in found.items()]
    return "\n".join(["float64, ratios of medians; peers at their best", *lines])


def machine() -> dict[str, Any]:
    """Where and with what it was measured."""
    versions: dict[str, str | None] = {}
    for package in PEERS:
        try:
            versions[package] = importlib.metadata.version(package)
        except importlib.metadata.PackageNotFoundError:
            versions[package] = None
    return {
        "processor": _processor(),
        "cores": os.cpu_count(),
        "system": platform.system(),
        "python": platform.python_version(),
        "blas": sorted(
            {f"{pool['internal_api']} {pool['version']}" for pool in threadpool_info()}
        ),
        "versions": versions,
    }


def _processor() -> str:
    """Its architecture, and its name where the system tells."""
    try:
        with open("/proc/cpuinfo", encoding="utf-8") as file:
            names = [
                line.split(":")[1].strip() for line in file if "model name" in line
            ]
    except OSError:
        names = []
    return f"{platform.machine()} {names[0] if names else ''}".strip()


def row_data(row: Row) -> dict[str, Any]:
    """A row as plain values; seconds are for one unit."""
    return {
        "name": row.name,
        "units": row.units,
        "seconds": row.seconds,
        "median": row.median if row.seconds else None,
        "note": row.note,
    }


def data(
    sections: Sequence[Section], growths: Sequence[Growth], found: dict[str, float]
) -> dict[str, Any]:
    """Everything as plain values."""
    return {
        "machine": machine(),
        "works": [
            {
                "key": section.work.key,
                "title": section.work.title,
                "unit": section.work.unit,
                "rows": [row_data(row) for row in section.rows],
            }
            for section in sections
        ],
        "growth": [
            {
                "form": growth.axis.form,
                "axis": growth.axis.name,
                "sizes": growth.axis.sizes,
                "exponent": growth.exponent,
                "rows": [row_data(row) for row in growth.rows],
            }
            for growth in growths
        ],
        "ratios": found,
    }
