"""Limits of a server: from its environment, checked before anybody comes."""

import os
import re
import subprocess
import sys
import tomllib
from dataclasses import fields, replace
from pathlib import Path

import pytest

from app import address, workspaces
from app.experiment import IMAGE_DEFAULTS, PLANAR_DEFAULTS
from app.lessons import COURSE
from app.settings import (
    BOUNDS,
    UPLOAD_MB,
    Settings,
    SettingsError,
    from_environment,
    possible,
    variable_of,
)

ROOT = Path(__file__).parent.parent


def test_nothing_set():
    assert from_environment({"PATH": "/bin"}) == Settings()


@pytest.mark.parametrize("field", fields(Settings), ids=lambda field: field.name)
def test_every_field_can_be_set(field):
    other = type(field.default)(field.default * 0.99)  # the order of limits still holds
    found = from_environment({f"LAYERWISE_{field.name.upper()}": str(other)})
    assert found == replace(Settings(), **{field.name: other})


def test_all_that_is_wrong_is_told_at_once():
    wrong = {
        "LAYERWISE_MAX_UNITS": "many",
        "LAYERWISE_MAX_RUNS": "2.5",
        "LAYERWISE_REFRESH_S": "nan",
        "LAYERWISE_IDLE_RUN_S": "-1",
        "LAYERWISE_MAX_ITERATIONS": "10000",
    }
    with pytest.raises(SettingsError) as told:
        from_environment(wrong)
    lines = sorted(str(told.value).splitlines())
    assert [line.split(" ")[0] for line in lines] == sorted(list(wrong)[:4])
    assert "'2.5'; it must be a whole number, above 0, such as" in str(told.value)


@pytest.mark.parametrize(
    ("name", "value", "told"),
    [
        ("MAX_DATA_MB", "150", "'150'; it must be a whole number, 1 to 100, such"),
        ("MAX_UPLOAD_MB", "21", "1 to 20"),
        ("MAX_UNITS", "5", "a whole number, at least 32, such as 256"),
        ("PACKING_SHARE", "1.5", "a number, above 0, up to 1, such as 0.08"),
    ],
)
def test_what_a_limit_can_be(name, value, told):
    with pytest.raises(SettingsError, match=told):
        from_environment({f"LAYERWISE_{name}": value})


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"MAX_RUNS": "10"}, "MAX_SESSIONS is 60 and LAYERWISE_MAX_RUNS 10; the first"),
        ({"REFRESH_S": "2"}, "REFRESH_S is 2 and LAYERWISE_REFRESH_LONGEST_S 0.33"),
        (
            {"MAX_SESSION_MB": "50"},
            "MAX_DATA_MB is 100 and LAYERWISE_MAX_SESSION_MB 50",
        ),
        ({"PLACE_GRACE_S": "60", "PLACE_IDLE_S": "30"}, "PLACE_IDLE_S 30"),
    ],
)
def test_limits_that_contradict_each_other(changed, told):
    with pytest.raises(SettingsError, match=told):
        from_environment({f"LAYERWISE_{name}": v for name, v in changed.items()})


def test_a_misspelt_limit_is_told():
    with pytest.raises(SettingsError) as told:
        from_environment({"LAYERWISE_MAX_UNIT": "30", "LAYERWISE_MAXSESSIONS": "9"})
    assert str(told.value).splitlines() == [
        "LAYERWISE_MAX_UNIT is no setting. Did you mean LAYERWISE_MAX_UNITS?",
        "LAYERWISE_MAXSESSIONS is no setting. Did you mean LAYERWISE_MAX_SESSIONS?",
    ]


def test_variables_that_are_no_limits():
    names = ("DATA", "MIRRORS", "DASK", "ADMIN_TOKEN", "ALLOW_CODE", "STATE", "LOG")
    others = {f"LAYERWISE_{name}": "something" for name in names}
    assert from_environment({**others, "LAYERWISE_TEACHER": "Ada"}) == Settings()


def test_the_least_limits_are_enough_for_the_lessons_and_the_first_experiments():
    told = [
        {name: str(value) for name, value in {**lesson.settings, **changes}.items()}
        for lesson in COURSE.values()
        for changes in ({}, lesson.solution)
    ]
    configs = [address.read(params)[0].config for params in told]
    for config in (IMAGE_DEFAULTS, PLANAR_DEFAULTS, *configs):
        hidden = config.layer_dims[1:-1]
        assert len(hidden) <= BOUNDS["max_hidden_layers"][0]
        assert max(hidden, default=1) <= BOUNDS["max_units"][0]
        assert config.num_iterations <= BOUNDS["max_iterations"][0]


def test_no_upload_is_let_through_or_refused_twice():
    streamlit = tomllib.loads((ROOT / ".streamlit/config.toml").read_text())
    assert streamlit["server"]["maxUploadSize"] == UPLOAD_MB
    assert Settings().max_data_mb <= UPLOAD_MB
    nginx = (ROOT / "deploy/nginx.conf").read_text()
    (size,) = re.findall(r"client_max_body_size (\d+)m;", nginx)
    assert UPLOAD_MB < int(size) <= 1.2 * UPLOAD_MB  # the form around a file
    assert workspaces.MOST_MB <= UPLOAD_MB


def test_the_table_of_limits_is_true():
    rows = [
        f"| `{variable_of(field.name)}` | {field.default:,} | {possible(field.name)} |"
        for field in fields(Settings)
    ]
    text = (ROOT / "deploy/README.md").read_text(encoding="utf-8")
    table = re.findall(r"^(\| `LAYERWISE_\w+` \| [\d.,]+ \| [^|]+ \|) \S", text, re.M)
    assert table == rows, "in deploy/README.md, in this order:\n" + "\n".join(rows)


def test_a_server_with_a_wrong_limit_does_not_start():
    environment = {**os.environ, "LAYERWISE_MAX_UNITS": "lots"}
    command = [sys.executable, "-c", "import app.main"]
    done = subprocess.run(
        command, cwd=ROOT, env=environment, capture_output=True, text=True
    )
    assert done.returncode == 1
    assert "LAYERWISE_MAX_UNITS is 'lots'" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("value", ["9" * 400, "9" * 5000, "1e400", "nan", "/usr/lib/x"])
@pytest.mark.parametrize("name", ["LAYERWISE_MAX_UNITS", "LAYERWISE_REFRESH_S"])
def test_no_number_is_too_large_for_a_sentence(name, value):
    with pytest.raises(SettingsError) as told:
        from_environment({name: value})
    assert len(str(told.value)) < 200
    assert "/usr" not in str(told.value)
