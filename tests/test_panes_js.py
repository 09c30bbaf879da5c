"""The panes' JavaScript that needs no browser: choices as text, where units stand."""

import json
import shutil
import subprocess
from pathlib import Path

import pytest

from app.pane import Pane

JS = Path(__file__).parents[1] / "app" / "live" / "js"

needs_node = pytest.mark.skipif(shutil.which("node") is None, reason="needs node")


def printed(folder, names, file, script):
    """What a script prints that imports these names from one of our modules."""
    for module in JS.glob("*.js"):
        text = module.read_text().replace('.js"', '.mjs"')
        (folder / module.name).with_suffix(".mjs").write_text(text)
    place = json.dumps((folder / file).as_uri())
    command = ["node", "--input-type=module", "--eval"]
    command += [f"import {{ {names} }} from {place}; console.log({script})"]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


@needs_node
def test_the_browser_reads_and_writes_choices_alike(tmp_path):
    texts = [str(Pane("space", 2, 3, 1)), str(Pane("pictures", colour=True))]
    script = f"{json.dumps(texts)}.map((t) => writeChoice(readChoice(t))).join()"
    said = printed(tmp_path, "readChoice, writeChoice", "choice.mjs", script)
    assert said.strip() == ",".join(texts)


LAYOUTS = [
    ([2, 8, 4, 1], False, 560, 248),
    ([2, 8, 8, 8, 8, 8, 1], False, 358, 248),
    ([12288, 20, 7, 5, 1], True, 940, 216),
    ([12288, 20, 7, 5, 1], True, 358, 216),
    ([12288, 256, 256, 9, 9, 9, 9, 9, 1], True, 358, 216),
]


@needs_node
def test_units_stand_inside_the_drawing_and_apart(tmp_path):
    networks = [
        {"units": units, "sent": [min(n, 20) for n in units], "bundled": bundled}
        for units, bundled, _, _ in LAYOUTS
    ]
    sizes = [(width, height) for _, _, width, height in LAYOUTS]
    cases = [[network, *size] for network, size in zip(networks, sizes, strict=True)]
    script = f"JSON.stringify({json.dumps(cases)}.map((c) => layOut(...c)))"
    layouts = json.loads(printed(tmp_path, "layOut", "network_layout.mjs", script))
    for (units, bundled, width, height), layout in zip(LAYOUTS, layouts, strict=True):
        half = layout["size"] / 2
        assert half >= 4
        for l, column in enumerate(layout["columns"]):
            assert column["total"] == units[l]
            places = [[float(p["x"]), float(p["y"])] for p in column["nodes"]]
            assert places or (bundled and l == 0)
            for k, place in enumerate(places):
                assert half <= place[0] <= width - half
                assert half <= place[1] <= height - half
                for other in places[:k]:
                    gap = max(abs(place[0] - other[0]), abs(place[1] - other[1]))
                    assert gap > 2 * half
