"""What a student may type, and what is answered."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app import entries


@pytest.mark.parametrize(
    ("typed", "units"),
    [
        ("20, 7, 5", (20, 7, 5)),
        ("20 7 5", (20, 7, 5)),
        ("[12288, 20, 7, 5, 1]", (20, 7, 5)),
        ("(12288, 1)", ()),
        ("", ()),
        (" ", ()),
        ("1", (1,)),
    ],
)
def test_hidden_layers(typed, units):
    assert entries.hidden_layers(typed, 12288) == units


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ("20, seven", "“seven” is not a whole number"),
        ("20, -7", "“-7” is not a whole number"),
        ("2.5", "“2.5” is not a whole number"),
        ("٣", "not a whole number"),
        ("0", "1 to 256 units"),
        ("9999999999999999999999", "1 to 256 units"),
        ("1 1 1 1 1 1 1 1", "8 hidden layers; up to 7"),
        ("<b>", "“<b>” is not a whole number"),
    ],
)
def test_bad_hidden_layers(typed, says):
    with pytest.raises(ValueError) as error:
        entries.hidden_layers(typed, 12288)
    assert says in str(error.value)


@given(st.text(max_size=40))
def test_any_text_is_read_or_refused_with_a_sentence(typed):
    try:
        units = entries.hidden_layers(typed, 2)
    except ValueError as error:
        assert str(error).endswith(".")
    else:
        assert all(1 <= n <= 256 for n in units)


@pytest.mark.parametrize(
    ("typed", "value"), [("0.0075", 0.0075), (" 1e-3 ", 1e-3), ("0,5", 0.5)]
)
def test_positive_number(typed, value):
    assert entries.positive_number(typed, "learning rate", "0.0075") == value


@pytest.mark.parametrize("typed", ["", "fast", "0", "-1", "nan", "inf", "1e999"])
def test_bad_positive_number(typed):
    with pytest.raises(ValueError, match=r"0\.0075"):
        entries.positive_number(typed, "learning rate", "0.0075")
