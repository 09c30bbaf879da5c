"""Mistakes as students make them, in their own code, are named."""

import pytest

from tests.check_files import judged, row, with_a_mistake

UPDATE_W = (
    'parameters["W" + str(l + 1)] = parameters["W" + str(l + 1)] - learning_rate * '
    'grads["dW" + str(l + 1)]'
)
UPDATE_b = UPDATE_W.replace("W", "b")
DAL = "dAL = - (np.divide(Y, AL) - np.divide(1 - Y, 1 - AL))"

# function, what is replaced by what, and words of the answer
MISTAKES = [
    ("linear_forward", "np.dot(W, A) + b", "W * A + b", "elementwise `*`"),
    ("linear_forward", "np.dot(W, A) + b", "np.multiply(W, A) + b", "elementwise `*`"),
    ("linear_forward", "np.dot(W, A) + b", "np.dot(W, A)", "bias b forgotten"),
    ("linear_forward", "np.dot(W, A) + b", "np.dot(W, A) - b", "bias subtracted"),
    ("linear_forward", "np.dot(W, A) + b", "np.dot(A, W) + b", "factors swapped"),
    ("linear_forward", "np.dot(W, A) + b", "np.dot(W.T, A) + b", "W transposed"),
    ("linear_forward", "np.dot(W, A) + b", "np.dot(W, A + b)", "b inside the product"),
    ("linear_forward", "cache = (A, W, b)", "cache = (W, A, b)", "order (W, A, b)"),
    ("linear_forward", "cache = (A, W, b)", "cache = (Z, W, b)", "Z in the cache"),
    (
        "linear_activation_forward",
        "A, activation_cache = relu(Z)",
        "A, activation_cache = sigmoid(Z)",
        "sigmoid where relu belongs",
    ),
    (
        "linear_activation_forward",
        "cache = (linear_cache, activation_cache)",
        "cache = (activation_cache, linear_cache)",
        "order (activation cache, linear cache)",
    ),
    (
        "linear_activation_forward",
        "cache = (linear_cache, activation_cache)",
        "cache = ((A, W, b), Z)",
        "A in the linear cache in place of A_prev",
    ),
    (
        "linear_activation_forward",
        "cache = (linear_cache, activation_cache)",
        "cache = (linear_cache, A)",
        "A in the cache in place of Z",
    ),
    (
        "L_model_forward",
        '["b" + str(L)], activation="sigmoid")',
        '["b" + str(L)], activation="relu")',
        "relu in the last layer",
    ),
    (
        "L_model_forward",
        '["b" + str(l)], activation="relu")',
        '["b" + str(l)], activation="sigmoid")',
        "sigmoid in the hidden layers",
    ),
    (
        "L_model_forward",
        "for l in range(1, L):\n        A_prev = A",
        "for l in range(1, L - 1):\n        A_prev = A",
        "the loop ends at L-2",
    ),
    (
        "L_model_forward",
        "        A_prev = A\n",
        "        A_prev = X\n",
        "X as the input",
    ),
    (
        "L_model_forward",
        '"sigmoid")\n    caches.append(cache)',
        '"sigmoid")',
        "last cache not appended",
    ),
    ("compute_cost", "cost = -1 / m", "cost = 1 / m", "minus sign forgotten"),
    ("compute_cost", "cost = -1 / m *", "cost = -", "1/m forgotten"),
    ("compute_cost", " + (1 - Y) * np.log(1 - AL))", ")", "only the term of the ones"),
    ("compute_cost", "Y * np.log(AL) + ", "", "only the term of the zeros"),
    ("compute_cost", "np.log(1 - AL)", "np.log(AL)", "log(a) in both terms"),
    ("compute_cost", "Y * np.log(AL) +", "Y * np.log(AL) -", "a minus between"),
    ("compute_cost", "np.squeeze(cost)", "cost.reshape(1, 1)", "shape (1, 1)"),
    ("compute_cost", "np.sum(Y", "(Y", "no sum over the examples"),
    ("linear_backward", "np.dot(dZ, A_prev.T)", "dZ * A_prev", "elementwise `*`"),
    ("linear_backward", "dW = 1 / m * ", "dW = ", "1/m forgotten"),
    ("linear_backward", "dW = 1 / m * ", "dW = 1 / m**2 * ", "1/m twice"),
    ("linear_backward", "m = A_prev.shape[1]", "m = A_prev.shape[0]", "the rows"),
    (
        "linear_backward",
        "np.dot(dZ, A_prev.T)",
        "np.dot(A_prev, dZ.T)",
        "A_prev dZ^T",
    ),
    ("linear_backward", ", keepdims=True", "", "without keepdims"),
    ("linear_backward", "axis=1, keepdims", "axis=0, keepdims", "wrong axis, 0"),
    ("linear_backward", "np.sum(dZ, axis=1, keepdims=True)", "dZ", "no sum over"),
    (
        "linear_backward",
        "np.sum(dZ, axis=1, keepdims=True)",
        "np.sum(dZ)",
        "over everything",
    ),
    ("linear_backward", "db = 1 / m * ", "db = ", "1/m forgotten"),
    ("linear_backward", "np.dot(W.T, dZ)", "np.dot(W, dZ)", "W not transposed"),
    ("linear_backward", "np.dot(W.T, dZ)", "np.dot(A_prev.T, dZ)", "A_prev in place"),
    ("linear_backward", "return dA_prev, dW, db", "return dW, db, dA_prev", "order dW"),
    (
        "linear_activation_backward",
        "linear_backward(dZ, linear_cache)",
        "linear_backward(dA, linear_cache)",
        "dA in place of dZ",
    ),
    (
        "linear_activation_backward",
        "sigmoid_backward(dA, activation_cache)",
        "sigmoid_backward(dA, sigmoid(activation_cache)[0])",
        "A in place of Z",
    ),
    ("L_model_backward", DAL, DAL.replace("= -", "="), "minus sign of dAL"),
    ("L_model_backward", DAL, "dAL = AL - Y", "AL - Y as dAL"),
    ("L_model_backward", "caches[l]", "caches[l + 1]", "the cache of the layer behind"),
    ("L_model_backward", "caches[l]", "caches[L - 1]", "the last cache in every layer"),
    (
        "L_model_backward",
        'grads["dA" + str(l + 1)], current_cache',
        "dAL, current_cache",
        "dAL given to every layer",
    ),
    (
        "L_model_backward",
        'grads["dW" + str(l + 1)] = dW_temp\n        grads["db" + str(l + 1)]',
        'grads["dW" + str(l)] = dW_temp\n        grads["db" + str(l)]',
        None,
    ),
    (
        "L_model_backward",
        "dA_prev_temp, dW_temp, db_temp =",
        "dA_prev_temp, db_temp, dW_temp =",
        None,
    ),
    ("update_parameters", UPDATE_W, UPDATE_W.replace("] -", "] +"), "a plus"),
    (
        "update_parameters",
        UPDATE_b,
        "pass",
        "the weights updated, the biases not",
    ),
    (
        "update_parameters",
        UPDATE_W,
        UPDATE_W.replace("learning_rate * ", ""),
        "the learning rate forgotten",
    ),
    (
        "update_parameters",
        "for l in range(L):\n        parameters",
        "for l in range(L - 1):\n        parameters",
        "the last layer left",
    ),
    ("initialize_parameters", "np.random.randn", "np.random.rand", "np.random.rand"),
    ("initialize_parameters", " * 0.01", "", "0.01 forgotten"),
    ("initialize_parameters", "(n_h, n_x)", "(n_x, n_h)", None),
    (
        "initialize_parameters_deep",
        "np.zeros((layer_dims[l], 1))",
        "np.random.randn(layer_dims[l], 1)",
        "biases drawn at random",
    ),
    (
        "initialize_parameters_deep",
        "np.zeros((layer_dims[l], 1))",
        "np.zeros(layer_dims[l])",
        "shape (n,)",
    ),
    (
        "initialize_parameters_deep",
        "for l in range(1, L):\n",
        "for l in range(1, L):\n        np.random.seed(3)\n",
        "same seed",
    ),
    (
        "two_layer_model",
        "parameters = update_parameters(",
        "update_parameters(",
        "untrained",
    ),
    (
        "L_layer_model",
        "parameters, grads, learning_rate",
        "parameters, grads, 0.0075",
        "0.0075 whatever",
    ),
]


@pytest.mark.parametrize(("function", "old", "new", "says"), MISTAKES)
def test_a_student_s_mistake_is_named(function, old, new, says):
    report = judged(with_a_mistake(function, old, new), function)
    (wrong,) = report.rows
    assert wrong.verdict == "wrong"
    if says is not None:
        assert says in " ".join(wrong.named), wrong
    assert wrong.expected != wrong.yours or wrong.sentences


@pytest.mark.parametrize(("function", "old", "new", "says"), MISTAKES[::6])
def test_one_mistake_is_blamed_on_one_function(function, old, new, says):
    report = judged(with_a_mistake(function, old, new))
    assert not report.all_right
    assert {r.function for r in report.rows if r.verdict == "wrong"} == {function}


def test_follow_up_errors_are_named_as_such():
    report = judged(with_a_mistake("linear_forward", "np.dot(W, A) + b", "W @ A"))
    assert report.score == len(report.rows) - 1
    for function in ("linear_activation_forward", "L_model_forward"):
        follower = row(report, function)
        assert follower.verdict == "follow-up"
        assert "only because of linear_forward" in follower.sentences[0]
    assert row(report, "L_model_backward").verdict == "right"
    assert "whole network" not in [r.function for r in report.rows]


def test_two_mistakes_in_one_function_are_both_named():
    wrong = with_a_mistake("linear_backward", "np.dot(W.T, dZ)", "np.dot(W, dZ)")
    wrong = wrong.replace("dW = 1 / m * np.dot", "dW = np.dot")
    (found,) = judged(wrong, "linear_backward").rows
    assert set(found.named) == {"W not transposed", "the 1/m forgotten"}
