"""Pictures to try: a few that the data sets keep for testing."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property, lru_cache

from app import text
from app.images import SHAPE, Pixels
from app.pictures import as_png, as_url, enlarged
from dnn_core.data import Dataset, Split

FEW = 4  # of each data set, half of them of class 1


@dataclass(frozen=True, eq=False)
class Example:
    """A picture of a data set.

    name: what it is called there, short. title: with its data set and its label.
    """

    name: str
    title: str
    pixels: Pixels

    @cached_property
    def file(self) -> bytes:
        """The picture as a file, like any other that is asked about."""
        return as_png(self.pixels)

    @cached_property
    def url(self) -> str:
        """The picture, three times as large, as an address."""
        return as_url(enlarged(self.pixels, 3))


def example(dataset: Dataset, split: Split, index: int) -> Example:
    """One picture of a data set that has pictures."""
    images = dataset.images(split)
    if images is None:
        raise ValueError(f"the data set {dataset.name!r} has no pictures")
    number = index + 1
    title = text.EXAMPLE_TITLE.format(
        split=text.SPLITS[split],
        number=number,
        dataset=dataset.title,
        label=dataset.class_names[int(dataset.Y(split)[0, index])],
    )
    return Example(f"No. {number}", title, images[index])


@lru_cache(maxsize=8)  # data sets that everybody has: all classes are shown the same
def few(dataset: Dataset) -> list[Example]:
    """The first test pictures of both classes, in the order of the data set."""
    left = {0.0: FEW // 2, 1.0: FEW // 2}
    chosen: list[int] = []
    for index, label in enumerate(dataset.Y_test[0].tolist()):
        if left[label]:
            left[label] -= 1
            chosen.append(index)
    return [example(dataset, "test", index) for index in chosen]


def to_try(datasets: Iterable[Dataset]) -> dict[str, list[Example]]:
    """A few of each data set with test pictures the network can see, by its title."""
    fitting = [d for d in datasets if d.image_shape == SHAPE]
    return {d.title: few(d) for d in fitting if d.images_test is not None and d.m_test}
