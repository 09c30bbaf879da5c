"""A CSV file of one's own: numeric columns and a 0/1 label become a data set.

The file may come from anybody: size, rows and columns are limited before a number is
read, and whatever is wrong is told with its row and column.
"""

import csv
import io
import math
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

import numpy as np

from dnn_core.data.dataset import Array, DataError, Dataset
from dnn_core.data.split import split_examples
from dnn_core.quoting import quoted, shown

MAX_BYTES: Final = 5_000_000
MAX_ROWS: Final = 5_000
MAX_COLUMNS: Final = 200
FEWEST_ROWS: Final = 10
MAX_LINES: Final = 2 * MAX_ROWS + 1  # every other one may be empty
LONGEST_LINE: Final = 50_000
LABELS: Final = ("label", "y", "class", "target", "klasse")
NAME_LENGTH: Final = 30


class Table(NamedTuple):
    """What a file says: X (n_x, m) as it stands there, y (m,), the columns' names."""

    X: Array
    y: Array
    columns: tuple[str, ...]
    label: str


class Row(NamedTuple):
    """A row that is not empty, and the line of the file where it stands."""

    line: int
    words: list[str]


def load_csv(
    data: bytes, *, test_share: float = 0.2, seed: int = 1, name: str = "upload"
) -> Dataset:
    """The data set in a CSV file.

    Each column is moved and scaled to mean 0 and standard deviation 1 over the training
    examples, as networks learn badly from numbers of very different size.

    Raises
    ------
    DataError : the file cannot be used; the sentence says where and what to do.
    """
    table = read_table(data)
    names = (f"{table.label} = 0", f"{table.label} = 1")
    train, test = split_examples(
        table.y == 1.0, names, test_share=test_share, seed=seed
    )
    X = _standardized(table, table.X[:, train])
    inputs = ", ".join(table.columns[:4]) + (" …" if len(table.columns) > 4 else "")
    return Dataset(
        name=name,
        title="Your table",
        X_train=X[:, train],
        Y_train=table.y[None, train],
        X_test=X[:, test],
        Y_test=table.y[None, test],
        class_names=names,
        note=(
            f"Your table: {len(train)} rows to learn from, {len(test)} to test on. "
            f"Inputs: {inputs}, each scaled to mean 0 and standard deviation 1."
        ),
    )


def read_table(data: bytes) -> Table:
    """The numbers of a CSV file, checked."""
    if len(data) > MAX_BYTES:
        raise DataError(
            f"The table has {len(data) / 1e6:.1f} MB; the limit is "
            f"{MAX_BYTES // 10**6}. Keep fewer rows or columns."
        )
    rows, separator = _rows(data)
    first, body = rows[0].words, rows
    if any(_number(word, separator) is None for word in first):
        body = rows[1:]
        header = [quoted(word.strip(), NAME_LENGTH) for word in first]
    else:
        header = [f"x{i}" for i in range(1, len(first))] + ["label"]
    _check_size(header, body)
    numbers = _numbers(body, header, separator)
    at = _label_column(header, numbers)
    X = np.delete(numbers, at, axis=1).T
    columns = tuple(name for i, name in enumerate(header) if i != at)
    return Table(np.ascontiguousarray(X), numbers[:, at], columns, header[at])


def _rows(data: bytes) -> tuple[list[Row], str]:
    """The rows that are not empty, and what separates their words."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("latin-1")
    if "\0" in text:
        raise DataError(
            "The file is not a text file. Save the table as CSV, for instance from a "
            "spreadsheet, and choose that file."
        )
    beginning = text[:4096].split("\n", 1)[0]
    separator = max(";\t,", key=beginning.count)
    reader = csv.reader(_lines(text), delimiter=separator, strict=True)
    try:
        rows = [
            Row(reader.line_num, words)
            for words in reader
            if any(word.strip() for word in words)
        ]
    except csv.Error:
        raise DataError(
            f"The table cannot be read as far as line {reader.line_num:,}: a quote has "
            "no end there, or a word is too long. Save it as CSV again."
        ) from None
    if not rows:
        raise DataError("The table is empty. It needs a row for each example.")
    return rows, separator


def _lines(text: str) -> Iterator[str]:
    """Its lines, as long as they may be those of a table that is taken."""
    for number, line in enumerate(io.StringIO(text, newline=""), 1):
        if number > MAX_LINES:
            raise DataError(
                f"The table has more than {MAX_LINES:,} lines; up to {MAX_ROWS:,} "
                "examples are possible here. Keep fewer of them."
            )
        if len(line) > LONGEST_LINE:
            raise DataError(
                f"Line {number:,} of the table has {len(line):,} characters; up to "
                f"{LONGEST_LINE:,} are read. Give each example a line of its own."
            )
        yield line


def _check_size(header: Sequence[str], body: Sequence[Row]) -> None:
    if not 3 <= len(header) <= MAX_COLUMNS:
        raise DataError(
            f"The table has {len(header)} columns; it needs two or more of numbers and "
            f"one of labels, {MAX_COLUMNS} at most. Columns are separated by commas, "
            "semicolons or tabs."
        )
    if not FEWEST_ROWS <= len(body) <= MAX_ROWS:
        raise DataError(
            f"The table has {len(body):,} examples; from {FEWEST_ROWS} to {MAX_ROWS:,} "
            "are possible here. Add some, or keep fewer."
        )


def _numbers(body: Sequence[Row], header: Sequence[str], separator: str) -> Array:
    """(m, columns), or a sentence on the first word that is no number."""
    numbers = np.empty((len(body), len(header)))
    for i, (line, words) in enumerate(body):
        if len(words) != len(header):
            raise DataError(
                f"Row {line} has {len(words)} columns, the first one {len(header)}. "
                "Give every row the same number."
            )
        for j, word in enumerate(words):
            value = _number(word, separator)
            if value is None:
                raise DataError(
                    f"Row {line}, column {shown(header[j])} holds {shown(word)}, "
                    "which is no number. Fill it in, or leave that row or column out."
                )
            numbers[i, j] = value
    return numbers


def _number(word: str, separator: str) -> float | None:
    """A finite number; the comma is a decimal one where it does not separate."""
    word = word.strip()
    if separator != ",":
        word = word.replace(",", ".")
    try:
        value = float(word)
    except ValueError:
        return None
    return value if math.isfinite(value) and abs(value) < 1e100 else None


def _label_column(header: Sequence[str], numbers: Array) -> int:
    """The column called label, y, class or target; else the last one."""
    named = [i for i, name in enumerate(header) if name.strip().lower() in LABELS]
    at = named[0] if named else len(header) - 1
    wrong = numbers[(numbers[:, at] != 0) & (numbers[:, at] != 1), at]
    if wrong.size:
        raise DataError(
            f"The column {shown(header[at])} holds the label {wrong[0]:g}; labels must "
            "be 0 or 1. Renumber them, or call the column of labels “label”."
        )
    return at


def _standardized(table: Table, train: Array) -> Array:
    """X with mean 0 and standard deviation 1 over the training examples (n_x, m)."""
    mean, deviation = train.mean(axis=1), train.std(axis=1)
    # rounding leaves a constant column a deviation that is not quite zero
    constant = np.flatnonzero(deviation <= 1e-12 * np.abs(mean).clip(1e-300))
    if constant.size:
        raise DataError(
            f"The column {shown(table.columns[constant[0]])} is the same in every row, "
            "so nothing can be learned from it. Leave it out."
        )
    return (table.X - mean[:, None]) / deviation[:, None]
