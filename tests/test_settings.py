"""Limits of a server: from its environment, checked before anybody comes."""

import os
import subprocess
import sys
from dataclasses import fields
from pathlib import Path

import pytest

from app.settings import Settings, SettingsError, from_environment

ROOT = Path(__file__).parent.parent


def test_nothing_set():
    assert from_environment({"PATH": "/bin"}) == Settings()


def test_every_field_can_be_set():
    names = [field.name for field in fields(Settings)]
    environment = {f"LAYERWISE_{name.upper()}": "7" for name in names}
    assert from_environment(environment) == Settings(**dict.fromkeys(names, 7))


def test_all_that_is_wrong_is_told_at_once():
    wrong = {
        "LAYERWISE_MAX_UNITS": "many",
        "LAYERWISE_MAX_RUNS": "2.5",
        "LAYERWISE_REFRESH_S": "nan",
        "LAYERWISE_IDLE_RUN_S": "-1",
        "LAYERWISE_MAX_ITERATIONS": "1000",
    }
    with pytest.raises(SettingsError) as told:
        from_environment(wrong)
    lines = sorted(str(told.value).splitlines())
    assert [line.split(" ")[0] for line in lines] == sorted(list(wrong)[:4])
    assert "'2.5'; it must be a whole number above 0, such as" in str(told.value)


def test_a_server_with_a_wrong_limit_does_not_start():
    environment = {**os.environ, "LAYERWISE_MAX_UNITS": "lots"}
    command = [sys.executable, "-c", "import app.main"]
    done = subprocess.run(
        command, cwd=ROOT, env=environment, capture_output=True, text=True
    )
    assert done.returncode == 1
    assert "LAYERWISE_MAX_UNITS is 'lots'" in done.stderr
    assert "Traceback" not in done.stderr
