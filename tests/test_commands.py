"""The command line: what it prints, what it leaves behind, how it ends."""

import io
import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from dnn_core.commands import main, parser
from dnn_core.commands.options import layer_dims
from dnn_core.store import load_model
from tests.zip_files import png, two_folders, zipped

ROOT = Path(__file__).parent.parent
PLANE = [
    "train",
    "--data",
    "moons",
    "--m",
    "40",
    "--layer-dims",
    "4",
    "--learning-rate",
    "0.3",
]


def test_train_saves_what_predict_reads(tmp_path: Path, capsys):
    file = str(tmp_path / "moons.h5")
    assert main([*PLANE, "--iterations", "150", "--save", file]) == 0
    said = capsys.readouterr()
    lines = said.out.splitlines()
    assert [line.split(" ")[0] for line in lines] == ["cost", "train", "test", "saved"]
    assert said.err == ""  # quiet where nobody looks
    share = lines[1].split(",")[0].removeprefix("train accuracy ")
    assert main(["predict", file, "--data", "moons", "--m", "40"]) == 0
    assert f"train accuracy {share} of 40 examples" in capsys.readouterr().out
    model = load_model(file)
    assert model.config.layer_dims == (2, 4, 1)
    assert model.config.num_iterations == 150


@pytest.mark.skipif(sys.platform == "win32", reason="limits the size of a file")
def test_a_full_disk_leaves_what_was_there(tmp_path: Path):
    file = tmp_path / "moons.h5"
    file.write_bytes(b"of last week")
    command = [sys.executable, "-m", "dnn_core", *PLANE, "--iterations", "5"]
    small = 'ulimit -f 1; exec "$@"'  # no file may grow beyond a few hundred bytes
    ended = subprocess.run(
        ["sh", "-c", small, "sh", *command, "--save", str(file)],
        capture_output=True,
        text=True,
        cwd=ROOT,
    )
    assert ended.returncode == 2
    assert ended.stderr.startswith("'moons.h5' could not be written: File too large.")
    assert ended.stderr.count("\n") == 1
    assert [path.name for path in tmp_path.iterdir()] == ["moons.h5"]
    assert file.read_bytes() == b"of last week"


def test_a_folder_that_is_missing_is_told_before_training(tmp_path: Path, capsys):
    file = str(tmp_path / "none" / "x.h5")
    assert main([*PLANE, "--iterations", "1000000", "--save", file]) == 2
    assert "There is no folder for" in capsys.readouterr().err


def test_every_setting_arrives(tmp_path: Path, capsys):
    file = str(tmp_path / "network.h5")
    settings = (
        "--initialization he --activation tanh --optimizer momentum --l2 0.5 "
        "--batch-size 8 --seed 9 --precision float32 --iterations 7"
    )
    assert main([*PLANE, *settings.split(), "--save", file, "--float32"]) == 0
    config = load_model(file).config
    assert config.initialization == "he"
    assert (config.activation, config.optimizer) == ("tanh", "momentum")
    assert (config.l2, config.batch_size, config.seed) == (0.5, 8, 9)
    assert config.precision == "float32"
    capsys.readouterr()


def test_the_courses_costs(course_photos_dir: Path, capsys, monkeypatch):
    monkeypatch.setenv("LAYERWISE_DATA", str(course_photos_dir))
    assert main(["train", "--data", "cats", "--iterations", "100", "--print-cost"]) == 0
    lines = capsys.readouterr().out.splitlines()
    # the notebook prints these two
    assert lines[0] == "Cost after iteration 0: 0.771749"
    assert lines[1] == "Cost after iteration 100: 0.672053"


def test_own_pictures_from_file_to_answer(tmp_path: Path, capsys):
    pets, network = tmp_path / "pets.zip", str(tmp_path / "pets.h5")
    pets.write_bytes(zipped(two_folders(6)))
    options = ["--data", str(pets), "--layer-dims", "8", "--learning-rate", "0.0075"]
    assert main(["train", *options, "--iterations", "400", "--save", network]) == 0
    bright, dark = tmp_path / "bright.png", tmp_path / "dark.png"
    bright.write_bytes(png(203, side=30))
    dark.write_bytes(png(12, side=64))
    capsys.readouterr()
    assert main(["predict", network, str(bright), str(dark)]) == 0
    first, second = capsys.readouterr().out.splitlines()
    assert first.startswith(f"{bright}: 'cats' 0.")
    assert second.startswith(f"{dark}: 'not cats' 0.")


def test_a_bad_picture_among_good_ones(tmp_path: Path, capsys):
    network = str(Path(__file__).parent.parent / "datasets" / "photo_network.h5")
    good = tmp_path / "good.png"
    good.write_bytes(png(100))
    missing, text = str(tmp_path / "missing.jpg"), tmp_path / "text.png"
    text.write_text("no picture")
    assert main(["predict", network, missing, str(text), str(good)]) == 2
    said = capsys.readouterr()
    assert said.out.startswith(f"{good}: '")
    assert len(said.err.splitlines()) == 2
    assert "not a PNG, JPEG" in said.err


def test_the_same_answer_as_by_hand(tmp_path: Path, capsys):
    """A network of one weight for each number: AL = sigmoid(mean)."""
    pets, network = tmp_path / "pets.zip", str(tmp_path / "one.h5")
    pets.write_bytes(zipped(two_folders(4)))
    options = f"--data {pets} --layer-dims none --iterations 1 --save {network}"
    assert main(["train", *options.split(), "--initialization", "zeros"]) == 0
    model = load_model(network)
    pixels = np.random.default_rng(3).integers(0, 256, (64, 64, 3), dtype=np.uint8)
    buffer = io.BytesIO()
    Image.fromarray(pixels).save(buffer, "PNG")
    picture = tmp_path / "noise.png"
    picture.write_bytes(buffer.getvalue())
    capsys.readouterr()
    assert main(["predict", network, str(picture)]) == 0
    z = sum(
        float(w) * int(p) / 255
        for w, p in zip(
            model.parameters["W1"].ravel(), pixels.ravel().tolist(), strict=True
        )
    ) + float(model.parameters["b1"][0, 0])
    told = float(capsys.readouterr().out.split()[-1])
    assert told == pytest.approx(1 / (1 + np.exp(-z)), abs=5e-5)


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        ("train --data nothing", "no data set 'nothing'"),
        ("train --data nothing.csv", "no file 'nothing.csv'"),
        ("train --layer-dims 3,x", "--layer-dims got '3,x'"),
        ("train --learning-rate 0", "learning rate"),
        ("train --iterations 0", "number of iterations"),
        ("train --data moons --save /no/such/folder/x.h5 --iterations 1", "/no/such"),
        ("predict nothing.h5 x.png", "no file 'nothing.h5'"),
        ("predict datasets/photo_network.h5", "Give pictures"),
        ("predict datasets/photo_network.h5 --data moons", "12,288 numbers"),
    ],
)
def test_what_is_not_possible(arguments, told, capsys, monkeypatch):
    monkeypatch.chdir(Path(__file__).parent.parent)
    assert main(arguments.split()) == 2
    said = capsys.readouterr().err
    assert told in said
    assert len(said.splitlines()) == 1


def test_usage(capsys):
    for arguments in ([], ["bake"], ["train", "--seed", "x"], ["predict"]):
        with pytest.raises(SystemExit) as ended:
            main(arguments)
        assert ended.value.code == 2
    for command in ("train", "predict", "check", "gradient-check", "fetch-photos"):
        with pytest.raises(SystemExit) as ended:
            parser().parse_args([command, "--help"])
        assert ended.value.code == 0
    capsys.readouterr()


def test_a_run_that_diverges(tmp_path: Path, capsys):
    rows = "".join(f"{i},{i * i},{i % 2}\n" for i in range(30))
    (tmp_path / "rows.csv").write_text(f"a,b,label\n{rows}")
    options = f"--data {tmp_path}/rows.csv --layer-dims 9,9,9 --learning-rate 1e9"
    assert main(["train", *options.split(), "--activation", "leaky relu"]) == 1
    assert "Stopped at iteration" in capsys.readouterr().out


def test_the_gradients_of_the_core(capsys):
    assert main(["gradient-check", "--layer-dims", "3,2,1"]) == 0
    assert len(capsys.readouterr().out.splitlines()) == 4


@pytest.mark.parametrize(
    ("text", "dims"),
    [
        ("20,7,5", (9, 20, 7, 5, 1)),
        ("[9, 20, 1]", (9, 20, 1)),
        ("none", (9, 1)),
        ("9 1", (9, 1)),
    ],
)
def test_layers(text, dims):
    assert layer_dims(text, 9) == dims


@pytest.mark.skipif(sys.platform == "win32", reason="there are no such terminals")
def test_a_terminal_sees_a_bar():
    import pty

    ours, theirs = pty.openpty()
    command = [sys.executable, "-m", "dnn_core", *PLANE, "--iterations", "60000"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=theirs) as process:
        os.close(theirs)
        seen = b""
        try:
            while chunk := os.read(ours, 4096):
                seen += chunk
        except OSError:  # the other end is closed
            pass
        os.close(ours)
        assert process.stdout is not None
        output = process.stdout.read()
    assert process.returncode == 0
    assert b" of 60,000, cost 0." in seen
    assert seen.endswith(b"\r")  # the line was wiped
    assert output.startswith(b"cost 0.")
