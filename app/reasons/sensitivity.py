"""What becomes of the answer when the picture changes: a part, a pixel, all of it."""

from collections.abc import Iterable

import numpy as np

from app import text
from app.asked import Asked
from app.images import SHAPE, Picture, network_input
from app.pictures import (
    as_pixels,
    diverging,
    enlarged,
    overlaid,
    strength,
    symmetric_limit,
)
from app.reasons.reason import LARGE, Reason, Tile, logit_words, place
from app.tables import colour_scale
from app.text import why as say
from app.theme import Theme
from dnn_core.activations import Array
from dnn_core.explain import Occlusion, input_gradient, occlusion, variations


def covered(network: Asked, picture: Picture, theme: Theme) -> Reason:
    """Which parts speak for the answer: cover one after another."""
    found = occlusion(
        picture.seen / 255.0, network.parameters, activation=network.activation
    )
    values = found.per_pixel()
    limit = symmetric_limit(values)
    says = _covering_says(found)
    overlay = enlarged(overlaid(picture.seen, values, limit, theme))
    return Reason(
        say.COVER,
        say.COVER_ABOUT.format(positive=network.class_names[1]),
        (
            Tile(enlarged(picture.seen), "The picture", text.SEEN_ALT),
            Tile(
                overlay,
                "What its parts speak for",
                say.COVER_ALT.format(says=says),
            ),
        ),
        LARGE,
        colour_scale(limit, "against", "for", theme),
        says,
    )


def _covering_says(found: Occlusion) -> str:
    support = found.support
    extremes = (
        (say.COVER_FALLS, int(support.argmax()), support.max() > 0),
        (say.COVER_RISES, int(support.argmin()), support.min() < 0),
    )
    moves = [
        sentence.format(
            place=place(support, index), **logit_words(float(found.covered.flat[index]))
        )
        for sentence, index, moved in extremes
        if moved
    ]
    return " ".join([say.COVER_BEFORE.format(**logit_words(found.logit)), *moves])


def slopes(network: Asked, picture: Picture, theme: Theme) -> Reason:
    """Which pixels would move the answer: the gradient by the input."""
    gradient = input_gradient(
        network_input(picture.seen), network.parameters, activation=network.activation
    ).reshape(SHAPE)
    total, size = gradient.sum(axis=2), np.sqrt((gradient**2).sum(axis=2))
    limit, largest = symmetric_limit(total), symmetric_limit(size)
    alt = say.GRADIENT_ALT.format(place=place(size, int(size.argmax())))
    return Reason(
        say.GRADIENT,
        say.GRADIENT_ABOUT.format(largest=largest),
        (
            Tile(enlarged(diverging(total, limit, theme)), say.GRADIENT_SIGNED, alt),
            Tile(enlarged(strength(size, largest, theme)), say.GRADIENT_SIZE, alt),
        ),
        LARGE,
        colour_scale(limit, "Z falls", "Z rises", theme),
    )


def varied(network: Asked, picture: Picture) -> Reason:
    """Whether the answer stands if the picture is taken a little differently."""
    changed = variations(picture.seen / 255.0)
    X = np.stack([variant.reshape(-1) for variant in changed.values()], axis=1)
    said = network.probabilities(X)[0]
    return Reason(
        say.VARIATIONS,
        say.VARIATIONS_ABOUT,
        tuple(_variation_tiles(changed.items(), said)),
        says=say.VARIATIONS_SAY.format(
            low=said.min(),
            high=said.max(),
            changed=int(np.count_nonzero((said > 0.5) != (said[0] > 0.5))),
            others=len(said) - 1,
        ),
    )


def _variation_tiles(
    variants: Iterable[tuple[str, Array]], said: Array
) -> Iterable[Tile]:
    for (name, variant), probability in zip(variants, said, strict=True):
        caption = say.VARIATION_TILE.format(name=name, probability=probability)
        yield Tile(enlarged(as_pixels(variant), 3), caption, f"The picture, {name}")
