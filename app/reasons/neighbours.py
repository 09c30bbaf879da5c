"""What the network may remember: similar pictures that it learned from."""

from app.asked import Asked
from app.images import Picture, network_input
from app.pictures import enlarged
from app.reasons.reason import Reason, Tile
from app.text import why as say
from dnn_core.explain import nearest_examples

NEIGHBOURS = 6


def neighbours(network: Asked, picture: Picture) -> Reason:
    """The most similar training pictures, or that they are not here."""
    data = network.learned_from
    if data is None or data.images_train is None:
        return Reason(say.NEIGHBOURS, say.NEIGHBOURS_MISSING)
    x = network_input(picture.seen)
    indices, distances = nearest_examples(x, data.X_train, NEIGHBOURS)
    said = network.probabilities(data.X_train[:, indices])[0]
    tiles: list[Tile] = []
    for index, distance, probability in zip(indices, distances, said, strict=True):
        label = data.class_names[int(data.Y_train[0, index])]
        caption = say.NEIGHBOUR_TILE.format(
            label=label, probability=probability, distance=distance
        )
        alt = say.NEIGHBOUR_ALT.format(number=index + 1, label=label)
        tiles.append(Tile(enlarged(data.images_train[index], 3), caption, alt))
    about = say.NEIGHBOURS_ABOUT.format(n_x=data.n_x)
    return Reason(say.NEIGHBOURS, about, tuple(tiles))
