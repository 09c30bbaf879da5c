"""Real runs, ailing and healthy: none is missed, none is slandered, remedies help."""

from functools import cache
from pathlib import Path

import pytest

from dnn_core import Inputs, TrainConfig, TrainingSession, load_h5
from dnn_core.diagnosis import Finding, diagnose, examine
from tests.training_runs import AILING, CATS, HEALTHY, Case

MOMENTS = (0.1, 0.2, 0.35, 0.5, 0.7, 1.0)


@cache
def finished(case: Case) -> TrainingSession:
    return case.session()


@cache
def found(case: Case) -> Finding:
    return diagnose(examine(finished(case)))[0]


def outcome(session: TrainingSession, kind: str) -> float:
    """The cost that a remedy is to lower: of new examples if it overfits."""
    snapshot = session.snapshot()
    if kind == "overfitting":
        assert snapshot.test_cost is not None
        return snapshot.test_cost
    return snapshot.cost


@pytest.mark.parametrize("case", AILING, ids=lambda case: case.name)
def test_the_ailment_is_named(case: Case) -> None:
    finding = found(case)
    assert finding.kind == case.kind
    assert finding.ailing
    for text in (finding.claim, finding.evidence, finding.where, finding.remedy):
        assert text
        assert "nan" not in text


@pytest.mark.parametrize("case", AILING, ids=lambda case: case.name)
def test_the_remedy_helps_within_the_same_iterations(case: Case) -> None:
    treated = case.session(**found(case).changes)
    before = outcome(finished(case), case.kind)
    assert outcome(treated, case.kind) < 0.7 * before


def test_every_ailment_is_among_the_runs() -> None:
    kinds = {case.kind for case in AILING}
    assert len(kinds) == 11
    assert len(AILING) >= 20
    assert len(HEALTHY) >= 10


@pytest.mark.parametrize("case", HEALTHY, ids=lambda case: case.name)
def test_a_healthy_run_is_never_called_ill(case: Case) -> None:
    session = TrainingSession(case.config, case.data())
    evidence = examine(session)
    (early,) = diagnose(evidence)
    assert early.kind == "early"
    assert not early.changes
    for t in (1, 5, 20, *(int(x * case.config.num_iterations) for x in MOMENTS)):
        session.step(t - session.iteration)
        evidence = examine(session)
        expected = "early" if evidence.early else "healthy"
        assert [finding.kind for finding in diagnose(evidence)] == [expected], t
    assert session.state == "done"
    assert session.costs()[1][-1] < 0.7 * evidence.guessing  # healthy it was indeed


@pytest.mark.parametrize("case", AILING, ids=lambda case: case.name)
def test_nothing_is_said_before_the_first_iteration(case: Case) -> None:
    session = TrainingSession(case.config, case.data())
    assert [finding.kind for finding in diagnose(examine(session))] == ["early"]


def photos(folder: Path) -> Inputs:
    return Inputs.of(
        load_h5(folder / "train_catvnoncat.h5", folder / "test_catvnoncat.h5")
    )


def after(config: TrainConfig, data: Inputs, iterations: int) -> TrainingSession:
    session = TrainingSession(config, data)
    session.step(iterations)
    return session


def test_the_courses_trap(course_photos_dir: Path) -> None:
    """Part 1's 0.01 on part 2's network: stuck at the entropy of 72 / 209."""
    data = photos(course_photos_dir)
    session = after(CATS.replace(initialization="0.01"), data, 2500)
    evidence = examine(session)
    (finding,) = diagnose(evidence)
    assert evidence.guessing == pytest.approx(0.6439737380528)
    assert session.costs()[1][-1] == pytest.approx(evidence.guessing, abs=2e-4)
    assert finding.kind == "vanishing"
    assert "guessing the class share costs 0.6440" in finding.evidence
    assert finding.changes == {"initialization": "1/sqrt(n)"}
    cured = after(session.config.replace(**finding.changes), data, 2500)
    assert cured.costs()[1][-1] < 0.1


def test_the_forums_question_why_0_643_at_a_rate_of_1(course_photos_dir: Path) -> None:
    data = photos(course_photos_dir)
    session = after(CATS.replace(initialization="0.01", learning_rate=1.0), data, 500)
    (finding,) = diagnose(examine(session))
    assert finding.kind in ("dead", "vanishing")
    assert finding.changes.keys() == {"initialization", "learning_rate"}
    cured = after(session.config.replace(**finding.changes), data, 1000)
    assert cured.costs()[1][-1] < 0.5 * session.costs()[1][-1]


def test_the_courses_own_networks(course_photos_dir: Path) -> None:
    """They learn well, and in the end by heart, as the course says."""
    data = photos(course_photos_dir)
    two_layers = CATS.replace(layer_dims=(12288, 7, 1), initialization="0.01")
    for config in (CATS, two_layers):
        session = TrainingSession(config, data)
        for t in (50, 100, 200, 400, 700):
            session.step(t - session.iteration)
            assert [f.kind for f in diagnose(examine(session))] == ["healthy"], t
        session.step(2500)
        (finding,) = diagnose(examine(session))
        assert finding.kind == "overfitting"
        stopped = after(config, data, finding.changes["num_iterations"]).snapshot()
        now = session.snapshot()
        assert stopped.test_cost is not None
        assert now.test_cost is not None
        assert stopped.test_cost < 0.7 * now.test_cost
