"""The benchmark itself: honest before it is quoted."""

import json
import math
import time

import pytest

from benchmarks.__main__ import main, works
from benchmarks.entries import entries_of, gram_in_pytorch, notebooks, ours, peers
from benchmarks.learners.notebook import Notebook
from benchmarks.measure import Entry, Missing, Row, measure, require
from benchmarks.report import Section, ratios, table
from benchmarks.together import OneByOne, Together
from benchmarks.work import planar, playground, silhouettes


def briefly(entries, expected, check_units=1):
    return measure(
        entries,
        expected,
        check_units=check_units,
        rounds=2,
        seconds=0.001,
        progress=lambda text: None,
    )


class Counting:
    """Learns nothing and tells who ran."""

    def __init__(self, name, log, cost=1.0):
        self._name, self._log, self._cost = name, log, cost

    def run(self, n):
        self._log.append(self._name)
        time.sleep(1e-5)

    def cost(self):
        return self._cost


def one(units):
    return 1.0


def test_everyone_takes_turns():
    log = []
    entries = [Entry(name, lambda name=name: Counting(name, log)) for name in "ab"]
    rows = briefly(entries, one)
    assert log[-4:] == ["a", "b", "a", "b"]
    assert [len(row.seconds) for row in rows] == [2, 2]


def test_who_trains_another_network_is_not_quoted():
    wrong = Entry("wrong", lambda: Counting("wrong", [], cost=1.1))
    with pytest.raises(AssertionError, match="does not train the same network"):
        briefly([wrong], one)


def test_who_is_missing_is_told():
    def absent():
        require("a-package-that-is-not-there")
        return Counting("absent", [])

    with pytest.raises(Missing, match="a-package-that-is-not-there is not installed"):
        absent()
    rows = briefly([Entry("peer", absent)], one)
    section = Section(planar(), rows)
    assert "a-package-that-is-not-there is not installed" in table(section)
    assert math.isnan(section.best("peer"))


@pytest.mark.parametrize("make", [planar, playground])
def test_ours_train_what_the_notebook_trains(make):
    work = make()

    def expected(units):
        learner = Notebook(work)
        learner.run(units)
        return learner.cost()

    entries = [*ours(work), *notebooks(work)]
    rows = briefly(entries, expected, check_units=2)
    assert all(row.seconds and row.median > 0 for row in rows)


def test_every_work_has_all_peers():
    for work in (planar(), playground(), silhouettes()):
        names = " ".join(entry.name for entry in entries_of(work))
        for peer in ("notebook", "PyTorch", "JAX", "scikit-learn", "Layerwise"):
            assert peer in names
    assert len(peers(planar())) > len(peers(playground()))  # nothing to compile there
    assert gram_in_pytorch(silhouettes())


def test_networks_together_and_one_by_one_are_the_same():
    work = planar()
    together, one_by_one = Together(work, 4), OneByOne(work, 4)
    together.run(8)
    one_by_one.run(8)
    assert together.cost() == pytest.approx(one_by_one.cost(), rel=1e-9)


def test_ratios_are_of_medians_and_of_the_best_peer():
    work = planar()
    rows = [
        Row("Layerwise engine, float64", 10, [1.0, 2.0, 9.0]),
        Row("notebook, float64, 1 thread", 10, [8.0]),
        Row("PyTorch eager, float64, 1 thread", 10, [30.0]),
        Row("PyTorch eager, float32, 1 thread", 10, [20.0]),
        Row("PyTorch compiled, float32, 1 thread", note="does not work here"),
    ]
    found = ratios([Section(work, rows)])
    assert found == {"(c) vs notebook": 4.0, "(c) vs best PyTorch": 10.0}


def test_the_command_prints_a_table_and_writes_a_file(tmp_path, capsys, monkeypatch):
    monkeypatch.setattr("benchmarks.__main__.entries_of", ours)
    file = tmp_path / "figures.json"
    assert main(["--only", "c", "--quick", "--json", str(file)]) == 0
    assert "Layerwise engine, float64" in capsys.readouterr().out
    written = json.loads(file.read_text(encoding="utf-8"))
    assert [work["key"] for work in written["works"]] == ["c"]
    assert written["machine"]["versions"]["numpy"]
    assert all(len(row["seconds"]) == 3 for row in written["works"][0]["rows"])


def test_unknown_work_is_refused(capsys):
    with pytest.raises(SystemExit):
        main(["--only", "x"])
    assert "--only got 'x'" in capsys.readouterr().err
    assert [work.key for work in works(["c", "d"])] == ["c", "d"]
