"""Make drawings_train.h5, drawings_test.h5 and drawings.csv, the embedded drawings.

    python datasets/make_drawings.py            write the three files
    python datasets/make_drawings.py --check    rebuild and compare with the three

The recipe, its sources and their licences are told in README.md beside this file.
Built with Python 3.11, numpy 2.4.6, Pillow 13.0.0, h5py 3.16.0 and resvg-py 0.5.0.
"""

import argparse
import csv
import io
import tempfile
from pathlib import Path

import numpy as np
from course_files import HERE, SPLITS, Arrays, course_arrays, deliver
from drawings_paint import paint, render
from drawings_sources import Drawing, fetch, read

COUNTS = {"train": 209, "test": 50}  # the course's; half of each are cats
SHARES = {"animal": 0.50, "object": 0.25, "food": 0.15, "smiley": 0.10}
LISTING = HERE / "drawings.csv"
DATA_SEED = 10  # typical, not best, with network seed 1; README.md

Chosen = dict[str, list[Drawing]]


def shuffled(drawings: list[Drawing], rng: np.random.Generator) -> list[Drawing]:
    return [drawings[i] for i in rng.permutation(len(drawings))]


def split_cats(cats: list[Drawing], rng: np.random.Generator) -> Chosen:
    """Cats of both splits; all pictures of one drawing are on one side.

    The test set shows no picture twice. There are fewer cats than the training set
    has places for, so some are painted twice there.
    """
    drawings = sorted({cat.drawing for cat in cats})
    test: list[Drawing] = []
    rest: list[Drawing] = []
    for drawing in rng.permutation(drawings):
        pictures = [cat for cat in cats if cat.drawing == drawing]
        fits = len(test) + len(pictures) <= COUNTS["test"] // 2
        (test if fits else rest).extend(pictures)
    rest = shuffled(rest, rng)
    places = COUNTS["train"] // 2
    return {"train": [rest[i % len(rest)] for i in range(places)], "test": test}


def choose_others(
    others: list[Drawing], cats: list[Drawing], count: int, rng: np.random.Generator
) -> list[Drawing]:
    """`count` drawings that are no cats, as many of each source as there are cats.

    So the style of a source says nothing about the label. Takes them out of `others`.
    """
    sources = [cats[i % len(cats)].source for i in range(count)]
    kinds = np.repeat(list(SHARES), np.diff(_steps(count)))
    chosen: list[Drawing] = []
    for source, kind in zip(sources, rng.permutation(kinds), strict=True):
        one = next(d for d in others if (d.source, d.kind) == (source, kind))
        others[:] = [d for d in others if d.drawing != one.drawing]
        chosen.append(one)
    return chosen


def _steps(count: int) -> np.ndarray:
    """Where each kind begins among `count` drawings, and the end."""
    return np.rint(np.cumsum([0, *SHARES.values()]) * count).astype(int)


def choose(drawings: list[Drawing], rng: np.random.Generator) -> Chosen:
    """The drawings of both splits, in the order of the files."""
    cats = split_cats([d for d in drawings if d.kind == "cat"], rng)
    others = shuffled([d for d in drawings if d.kind != "cat"], rng)
    chosen: Chosen = {}
    for split in SPLITS:
        count = COUNTS[split] - len(cats[split])
        chosen[split] = cats[split] + choose_others(others, cats[split], count, rng)
        chosen[split] = shuffled(chosen[split], rng)
    return chosen


def build(folder: Path, seed: int = DATA_SEED) -> tuple[dict[str, Arrays], str]:
    """The arrays of both files, and the text of the listing."""
    rng = np.random.default_rng(seed)
    chosen = choose(read(folder), rng)
    files: dict[str, Arrays] = {}
    for split, drawings in chosen.items():
        x = np.stack([paint(render(d.data), rng) for d in drawings])
        y = np.array([d.kind == "cat" for d in drawings])
        files[split] = course_arrays(split, x, y)
    return files, listing(chosen)


def listing(chosen: Chosen) -> str:
    """One line a picture: what it was made from. Lines of one drawing name it alike."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(
        ["split", "index", "kind", "publisher", "source", "name", "drawing"]
    )
    for split, drawings in chosen.items():
        for index, d in enumerate(drawings):
            row = (split, index, d.kind, d.publisher, d.source, d.name, d.drawing)
            writer.writerow(row)
    return text.getvalue()


def deliver_listing(text: str, *, check: bool) -> bool:
    """Write the listing, or compare it."""
    if not check:
        LISTING.write_text(text, encoding="utf-8")
        return True
    same = LISTING.read_text(encoding="utf-8") == text
    print(f"{LISTING.name}: {'as rebuilt' if same else 'DIFFERS from the rebuilt'}")
    return same


def main() -> int:
    parser = argparse.ArgumentParser(description="Make the embedded drawings.")
    parser.add_argument(
        "--packages",
        type=Path,
        help="a folder for the source packages; those in it are not fetched again",
    )
    parser.add_argument("--check", action="store_true", help="compare, write nothing")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        packages = options.packages or Path(folder)
        fetch(packages)
        files, text = build(packages)
    done = [
        deliver("drawings", files, check=options.check),
        deliver_listing(text, check=options.check),
    ]
    return 0 if all(done) else 1


if __name__ == "__main__":
    raise SystemExit(main())
