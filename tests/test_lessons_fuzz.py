"""Lessons of strangers, made up: each is read or refused in a sentence."""

import hypothesis.strategies as st
import pytest
from hypothesis import given, settings

from app import lessons
from dnn_core.lessons import MEASURES, LessonError, lesson_from, read, write
from dnn_core.lessons.lesson import PANELS, PANES, SETTINGS, SHOWN

values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(st.text(max_size=8), inner, max_size=4)
    ),
    max_leaves=8,
)
# in TOML as in the lesson: what cannot be seen would be taken out, ends are stripped
words = st.text(st.characters(exclude_categories=["C", "Z"]), min_size=1, max_size=30)
names = ["title", "text", "settings", "target", "question", "shown", "wrongs", "facts"]


@st.composite
def good(draw):
    """A lesson as plain values."""
    options = draw(st.lists(words, min_size=2, max_size=5))
    measures = st.sampled_from(list(MEASURES))
    target = draw(st.dictionaries(measures, st.floats(0, 1), min_size=1))
    plain = st.integers(0, 10**9) | st.floats(0, 1e9) | words
    settings = st.dictionaries(st.sampled_from(SETTINGS), plain, max_size=4)
    return {
        "title": draw(words),
        "text": draw(words),
        "settings": draw(settings),
        "target": {**target, "within": draw(st.integers(1, 10**6))},
        "shown": draw(st.lists(st.sampled_from(SHOWN))),
        "panels": draw(st.lists(st.sampled_from(PANELS))),
        "pane": draw(st.sampled_from(PANES)),
        "question": {
            "text": draw(words),
            "options": [{"text": text, "right": True} for text in options],
        },
        "wrongs": [{"settings": draw(settings), "leads_to": draw(words)}],
    }


@given(good())
@settings(max_examples=60)
def test_there_and_back(values):
    lesson = lesson_from(values)
    assert read(write(lesson).encode()) == lesson
    assert lessons.unpack(lessons.pack(lesson)) == lesson
    lessons.setup_of(lesson)  # whatever its settings say


@given(st.dictionaries(st.sampled_from(names) | st.text(max_size=5), values))
def test_any_values_are_read_or_refused(given_values):
    with pytest.raises(LessonError) as caught:
        lesson_from(given_values)
    assert len(str(caught.value)) < 400


@given(good(), st.sampled_from(names), values)
def test_a_lesson_with_one_wrong_field_is_read_or_refused(lesson, name, value):
    try:
        lesson_from({**lesson, name: value})
    except LessonError as refused:
        assert len(str(refused)) < 400


@given(st.binary(max_size=300) | st.text(max_size=300).map(str.encode))
def test_any_bytes_are_read_or_refused(data):
    with pytest.raises(LessonError):
        read(data)


@given(st.text(max_size=60) | st.text("AZaz09-_=", max_size=60).map("~".__add__))
def test_any_code_is_opened_or_refused(code):
    if code not in lessons.COURSE:
        with pytest.raises(LessonError):
            lessons.opened_at(code)
