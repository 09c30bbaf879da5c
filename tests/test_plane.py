"""The grid behind the decision boundary."""

import numpy as np

from dnn_core.plane import plane_around


def test_grid_covers_the_data_and_runs_row_by_row():
    plane = plane_around(np.array([[0.0, 2.0], [1.0, 5.0]]), n=3)
    np.testing.assert_allclose(plane.extent, (-0.3, 2.3, 0.4, 5.6))
    np.testing.assert_allclose(plane.X[0, :3], [-0.3, 1.0, 2.3])
    np.testing.assert_allclose(plane.X[1], [0.4] * 3 + [3.0] * 3 + [5.6] * 3)


def test_examples_on_a_line_still_have_a_plane():
    plane = plane_around(np.array([[1.0, 1.0], [2.0, 2.0]]))
    assert plane.extent[0] < 1.0 < plane.extent[1]
