"""Own tables and own pictures: what becomes a data set, and what is told instead."""

import contextlib
import io
import struct
import time
import warnings
import zipfile

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dnn_core.data import DataError, load_file, load_own, own_pictures
from dnn_core.data.own_pictures import load_zip
from dnn_core.data.own_table import load_csv, read_table
from dnn_core.data.split import split_examples
from tests.zip_files import png, two_folders, zipped

TABLE = "height,width,label\n" + "\n".join(
    f"{i},{10 * i + 3},{i % 2}" for i in range(20)
)


def test_a_table_by_hand():
    table = read_table(b"a;b;label\n1,5;2;0\n" + b"3;4;1\n" * 10)
    np.testing.assert_array_equal(table.X[:, :2], [[1.5, 3.0], [2.0, 4.0]])
    np.testing.assert_array_equal(table.y[:2], [0.0, 1.0])
    assert table.columns == ("a", "b")


def test_the_label_is_found_by_its_name():
    rows = "\n".join(f"{i % 2},{i},{i * i}" for i in range(12))
    table = read_table(f"y,first,second\n{rows}".encode())
    np.testing.assert_array_equal(table.y[:4], [0, 1, 0, 1])
    np.testing.assert_array_equal(table.X[1, :4], [0, 1, 4, 9])


def test_a_table_without_names():
    table = read_table("\n".join(f"{i}\t{-i}\t{i % 2}" for i in range(12)).encode())
    assert table.columns == ("x1", "x2")
    assert table.X.shape == (2, 12)


def test_columns_are_standardized_over_the_training_rows():
    dataset = load_csv(TABLE.encode(), test_share=0.3, seed=4)
    assert (dataset.m_train, dataset.m_test) == (14, 6)
    np.testing.assert_allclose(dataset.X_train.mean(axis=1), 0, atol=1e-12)
    np.testing.assert_allclose(dataset.X_train.std(axis=1), 1)
    # both columns are the same up to shift and scale, in the test rows too
    np.testing.assert_allclose(dataset.X_test[0], dataset.X_test[1])
    assert dataset.class_names == ("label = 0", "label = 1")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "empty"),
        ("\n \n", "empty"),
        ("a,label\n" + "1,0\n" * 10, "2 columns"),
        ("a,b,label\n1,2,0\n", "1 examples"),
        ("a,b,label\n" + "1,2,0\n" * 10, "class 'label = 1' there are 0"),
        ("a,b,label\n" + "1,2,0\n2,3,1\n" * 6 + "1,x,0", "Row 14, column 'b'"),
        ("a,b,label\n" + "1,2,0\n2,3,1\n" * 6 + "1,,0", "Row 14, column 'b'"),
        ("a,b,label\n\n" + "1,2,0\n2,3,1\n" * 6 + "1,,0", "Row 15, column 'b'"),
        ("a,b,label\n" + "1,2,0\n2,3,1\n" * 6 + "1,nan,0", "no number"),
        ("a,b,label\n" + "1,2,0\n2,3,1\n" * 6 + "1,2", "Row 14 has 2 columns"),
        ("a,b,label\n" + "1,2,0\n2,3,2\n" * 6, "the label 2"),
        ("a,b,label\n" + "1,2,0\n1,3,1\n" * 6, "'a' is the same in every row"),
        ("a,b,label\n" + "0.1,2,0\n0.1,3,1\n" * 6, "'a' is the same in every row"),
        ('a,b,label\n"1,2,0', "cannot be read"),
        ("a\0b", "not a text file"),
        ("1,2,0\n" * 5001, "5,001 examples"),
        (",".join("1" * 201), "201 columns"),
        ("1" * 5_000_001, "5.0 MB"),
    ],
)
def test_what_is_wrong_with_a_table_is_told(text, told):
    with pytest.raises(DataError, match=told):
        load_own(text.encode() if text else b"\n")


def test_pictures_of_two_folders():
    dataset = load_own(zipped(two_folders()), test_share=0.4, seed=2)
    assert dataset.class_names == ("not cats", "cats")
    assert (dataset.m_train, dataset.m_test, dataset.n_x) == (6, 4, 12288)
    assert dataset.image_shape == (64, 64, 3)
    for split in ("train", "test"):
        brightness = dataset.X(split).mean(axis=0) * 255
        np.testing.assert_array_equal(dataset.Y(split)[0], brightness > 100)
        # the course's order: row by row, red, green and blue of each pixel
        images = dataset.images(split)
        assert images is not None
        folded = images.reshape(len(images), -1).T / 255
        np.testing.assert_array_equal(dataset.X(split), folded)
    assert dataset.Y_test.sum() == 2  # the same share of each class


def test_what_is_left_out_of_a_zip_is_told():
    files = two_folders()
    files["pets/cats/again.png"] = files["pets/cats/0.png"]
    files["pets/cats/broken.png"] = b"\x89PNG\r\n\x1a\n nothing"
    files["__MACOSX/cats/._1.png"] = b"x"
    files["pets/cats/notes.txt"] = b"x"
    dataset = load_zip(zipped(files), test_share=0.0)
    assert dataset.m_train == 10
    assert "2 left out" in dataset.note
    assert "again: it is there twice" in dataset.note


@pytest.mark.parametrize(
    ("files", "told"),
    [
        ({}, "with pictures in it there are 0: none"),
        ({"a/1.png": png(1)}, "there are 1: 'a'"),
        ({"1.png": png(1), "a/1.png": png(2)}, "two folders"),
        ({f"{n}/1.png": png(1) for n in "abc"}, "there are 3: 'a', 'b', 'c'"),
        ({"a/1.png": png(1), "b/1.png": png(2)}, "class 'a' there are 1"),
        ({f"a/{i}.png": b"" for i in range(1001)}, "1,001 pictures"),
    ],
)
def test_what_is_wrong_with_a_zip_is_told(files, told):
    with pytest.raises(DataError, match=told):
        load_own(zipped(files))


def test_paths_out_of_the_zip_mean_nothing(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    files = {f"../../{c}/{i}.png": png(50 * c + i) for c in (1, 2) for i in range(3)}
    assert load_zip(zipped(files), test_share=0.0).m_train == 6
    assert list(tmp_path.iterdir()) == []


def test_a_bomb_is_one_more_picture_that_is_left_out():
    files = two_folders() | {"pets/cats/bomb.png": bytes(60_000_000)}
    dataset = load_zip(zipped(files))
    assert "bomb: The file has 20.0 megabytes" in dataset.note


def test_a_name_without_a_path_and_another_compression():
    files = two_folders() | {".": b"x"}
    assert load_zip(zipped(files)).m_train == 8
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_LZMA) as archive:
        for name, content in two_folders().items():
            archive.writestr(name, content)
    sound = bytearray(packed.getvalue())
    assert load_zip(bytes(sound)).m_train == 8
    for at in range(40, 400, 3):
        damaged = sound.copy()
        damaged[at] ^= 255
        with contextlib.suppress(DataError):
            load_zip(bytes(damaged))


def test_a_password_is_told():
    packed = bytearray(zipped(two_folders()))
    at = packed.find(b"PK\x01\x02")
    packed[at + 8] |= 1
    with pytest.raises(DataError, match="password"):
        load_zip(bytes(packed))


@settings(max_examples=150)
@given(st.data())
def test_any_damage_to_a_zip_is_told(data):
    packed = bytearray(zipped(two_folders(3)))
    for _ in range(data.draw(st.integers(1, 8))):
        at = data.draw(st.integers(0, len(packed) - 1))
        packed[at] = data.draw(st.integers(0, 255))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)  # names that are there twice
        try:
            load_zip(bytes(packed))
        except DataError as told:
            assert len(str(told)) < 600


@settings(max_examples=200)
@given(st.binary(max_size=300) | st.text(',;\t\n"01.ax', max_size=300))
def test_any_text_is_a_table_or_told(content):
    data = content if isinstance(content, bytes) else content.encode()
    try:
        load_csv(data)
    except DataError as told:
        assert str(told)


@given(
    st.lists(st.booleans(), min_size=8, max_size=60).filter(
        lambda drawn: 4 <= sum(drawn) <= len(drawn) - 4
    ),
    st.floats(0, 0.5),
    st.integers(0, 99),
)
def test_a_split_loses_nobody(labels, share, seed):
    y = np.array(labels)
    train, test = split_examples(y, ("no", "yes"), test_share=share, seed=seed)
    assert sorted([*train, *test]) == list(range(len(y)))
    assert y[test].sum() == round(share * y.sum())
    again = split_examples(y, ("no", "yes"), test_share=share, seed=seed)
    np.testing.assert_array_equal(again.train, train)


def test_a_share_out_of_its_limits():
    with pytest.raises(ValueError, match=r"0\.6; it must be from 0 to 0\.5"):
        split_examples(np.array([True, False]), ("a", "b"), test_share=0.6, seed=1)


def test_a_file_on_the_disk(tmp_path):
    file = tmp_path / "plants.csv"
    file.write_text(TABLE)
    assert load_file(file).name == "plants"
    with pytest.raises(DataError, match="no file"):
        load_file(tmp_path / "missing.csv")


@pytest.mark.parametrize(
    ("table", "told"),
    [
        (b"a,b,y\n" + b"1,2,0\n" * 700_000, "more than 10,001 lines"),
        (b"\n" * 4_900_000, "more than 10,001 lines"),
        (b"1," * 2_000_000, "Line 1 of the table has 4,000,000 characters"),
        (b'a,b,y\n1,2,0\n"1,2', "as far as line 3: a quote"),
        (b"a,b,y\n![](//a.b),2,0\n" * 10, "holds ' \\[\\] a.b ', which is no number"),
    ],
)
def test_a_table_of_a_stranger_costs_little_and_is_quoted_plainly(table, told):
    begun = time.process_time()
    with pytest.raises(DataError, match=told):
        load_csv(table)
    assert time.process_time() - begun < 1.0


def test_a_zip_may_not_hold_more_than_so_much_in_all(monkeypatch):
    monkeypatch.setattr(own_pictures, "MAX_UNPACKED", 10_000)
    bombs = {f"cats/{i}.png": bytes(3_000) for i in range(4)}
    with pytest.raises(DataError, match=r"more than 0 MB in all, unpacked"):
        load_zip(zipped({**bombs, **two_folders()}))
    assert own_pictures.MAX_FILES * 300_000 == 300_000_000  # of a usual photo each


def test_an_entry_without_a_name_is_left_out():
    data = bytearray(zipped({"x": b"", **two_folders()}))
    for head, place in ((b"PK\3\4", 26), (b"PK\1\2", 28)):  # its name is now extra data
        struct.pack_into("<HH", data, data.index(head) + place, 0, 1)
    assert load_zip(bytes(data)).m_train == 8


def test_a_zip_whose_header_asks_for_all_memory_is_broken(monkeypatch):
    def read(archive, entry):
        raise MemoryError

    monkeypatch.setattr(own_pictures, "_contents", read)
    with pytest.raises(DataError, match="broken or stored in an unusual way"):
        load_zip(zipped(two_folders()))
