"""What a finished race says: who won, whether that may be luck, and why."""

import math
from collections.abc import Sequence
from typing import NamedTuple

from app import text
from app.contest import MEASURES, Contest
from app.race_feed import Why, reasons
from app.text import compare as say
from dnn_core.comparison import Outcome, best, judge, luck
from dnn_core.diagnosis.finding import cost, number
from dnn_core.race import Result
from dnn_core.statistics import wilson_interval

LIKELY, UNLIKELY = 0.3, 0.07  # chances from which, and to which, luck is called so
ALIKE = 1.5  # times as large: updates that differ by less are alike


class Verdict(NamedTuple):
    """Sentences in Markdown: the result, the guess, how sure it is, and why."""

    headline: str
    guess: str
    doubts: tuple[str, ...]
    why: tuple[str, ...]


class ResultColumn(NamedTuple):
    """One column of the table of results, a cell a lane; the best are marked."""

    title: str
    cells: tuple[str, ...]
    best: tuple[int, ...] = ()


def verdict(contest: Contest) -> Verdict:
    """All there is to say of a race that is over."""
    results, measure = contest.results(), contest.bet.measure
    outcome = _outcome(results, measure)
    names = contest.names
    if not outcome.best:
        doubts = list[str]()
    elif len(results[0].costs) > 1:
        doubts = [*_seed_luck(outcome, names, len(results[0].costs))]
    else:
        doubts = [say.ONE_SEED]
    return Verdict(
        _headline(outcome, names, measure),
        _guess(contest, outcome),
        (*doubts, *_other_measure(results, names, measure), *_test_luck(contest)),
        tuple(_why(reasons(contest), names)),
    )


def _outcome(results: Sequence[Result], measure: str) -> Outcome:
    if measure == MEASURES[0]:
        return judge([r.costs for r in results])
    return judge([r.test_accuracies for r in results], higher=True)


def _write(value: float, measure: str) -> str:
    if not math.isfinite(value):
        return "none, diverged"
    return cost(value) if measure == MEASURES[0] else f"{value:.1%}"


def _headline(outcome: Outcome, names: Sequence[str], measure: str) -> str:
    better = say.BETTER[measure]
    if not outcome.best:
        return say.NOBODY
    winner = outcome.best[0]
    value = _write(outcome.middles[winner], measure)
    if len(outcome.best) > 1:
        shared = " and ".join(names[lane] for lane in outcome.best)
        return say.TIE.format(names=shared, better=better, value=value)
    others = ", ".join(
        f"{_write(outcome.middles[lane], measure)} ({names[lane]})"
        for lane in range(len(names))
        if lane != winner
    )
    return say.WINS.format(
        name=names[winner], better=better, value=value, others=others
    )


def _guess(contest: Contest, outcome: Outcome) -> str:
    guess = contest.bet.lane
    if guess is None:
        return ""
    if outcome.best == (guess,):
        return say.GUESS_RIGHT
    name = contest.names[guess]
    form = say.GUESS_SHARED if guess in outcome.best else say.GUESS_WRONG
    return form.format(name=name)


def _seed_luck(outcome: Outcome, names: Sequence[str], seeds: int) -> list[str]:
    """In how many seeds who was ahead, and how often chance alone gives as much."""
    lane = max(range(len(names)), key=lambda lane: outcome.wins[lane])
    wins = outcome.wins[lane]
    if not wins:
        return []
    ties = say.SEED_TIES.format(ties=outcome.ties) if outcome.ties else ""
    share = luck(wins, seeds, len(names))
    if share > LIKELY:
        words = say.LUCK_LIKELY
    else:
        words = say.LUCK_UNLIKELY if share <= UNLIKELY else say.LUCK_POSSIBLE
    name = f"**{names[lane]}**"
    return [
        say.SEED_WINS.format(name=name, wins=wins, seeds=seeds, ties=ties),
        say.LUCK.format(luck=share, verdict=words),
    ]


def _other_measure(
    results: Sequence[Result], names: Sequence[str], measure: str
) -> list[str]:
    """Who leads by what did not count, if that is somebody else."""
    (other,) = (m for m in MEASURES if m != measure)
    outcome, counted = _outcome(results, other), _outcome(results, measure)
    if not outcome.best or set(outcome.best) == set(counted.best):
        return []
    leaders = " and ".join(names[lane] for lane in outcome.best)
    value = _write(outcome.middles[outcome.best[0]], other)
    return [say.OTHER_MEASURE.format(measure=other, names=leaders, value=value)]


def _test_luck(contest: Contest) -> list[str]:
    """Lanes whose accuracy a test set of this size cannot tell from the best one."""
    m, results = contest.data.dataset.m_test, contest.results()
    outcome = _outcome(results, MEASURES[1])
    if not outcome.best or not m:
        return []
    top = outcome.middles[outcome.best[0]]
    low, high = wilson_interval(top, m)
    close = [
        contest.names[lane]
        for lane, middle in enumerate(outcome.middles)
        if lane not in outcome.best and middle >= low
    ]
    if not close:
        return []
    names = " and ".join(close)
    return [say.CLOSE_TEST.format(m=m, low=low, high=high, share=top, names=names)]


def _why(found: Sequence[Why], names: Sequence[str]) -> list[str]:
    """What the diagnosis says of lanes that ail; else how their updates differ."""
    ailing = [
        say.WHY_AILING.format(
            name=name,
            kind=text.FINDINGS[why.finding.kind].lower(),
            count=_count(why),
            claim=why.finding.claim,
            evidence=why.finding.evidence,
        )
        for why, name in zip(found, names, strict=True)
        if why.finding.ailing
    ]
    if ailing:
        return ailing
    paces = [why.update_ratio for why in found]
    fast, slow = paces.index(max(paces)), paces.index(min(paces))
    if paces[fast] < ALIKE * paces[slow]:
        return [say.WHY_LITTLE]
    return [
        say.WHY_UPDATES.format(
            most=number(paces[fast]),
            least=number(paces[slow]),
            fast=names[fast],
            slow=names[slow],
        )
    ]


def table(contest: Contest) -> list[ResultColumn]:
    """Every lane's results and evidence; medians where there are several seeds."""
    results, found = contest.results(), reasons(contest)
    costs, tests = (_outcome(results, measure) for measure in MEASURES)
    trains = judge([r.train_accuracies for r in results], higher=True).middles
    columns = [
        ResultColumn("cost (train)", _each(costs.middles, MEASURES[0]), costs.best),
        ResultColumn(
            "train accuracy", _each(trains, MEASURES[1]), best(trains, higher=True)
        ),
        ResultColumn("test accuracy", _each(tests.middles, MEASURES[1]), tests.best),
    ]
    seeds = len(results[0].costs)
    if seeds > 1:
        worst = tuple(f"{_span(r.costs)}" for r in results)
        columns.insert(1, ResultColumn(f"cost of {seeds} seeds", worst))
        wins = _outcome(results, contest.bet.measure).wins
        columns.insert(0, ResultColumn("seeds won", tuple(f"{w}" for w in wins)))
    return [
        *columns,
        ResultColumn("iterations", tuple(f"{r.iterations:,}" for r in results)),
        ResultColumn("seconds", tuple(f"{r.seconds:.2f}" for r in results)),
        ResultColumn("update size", tuple(number(w.update_ratio) for w in found)),
        ResultColumn("dead units", tuple(_dead(w) for w in found)),
        ResultColumn(
            "diagnosis",
            tuple(f"{text.FINDINGS[w.finding.kind].lower()}{_count(w)}" for w in found),
        ),
    ]


def _each(values: Sequence[float], measure: str) -> tuple[str, ...]:
    return tuple(_write(v, measure) if not math.isnan(v) else "–" for v in values)


def _span(costs: Sequence[float]) -> str:
    kept = [c for c in costs if math.isfinite(c)]
    lost = len(costs) - len(kept)
    note = say.LANE_DIVERGED.format(count=lost, seeds=len(costs)) if lost else ""
    span = f"{cost(min(kept))} to {cost(max(kept))}" if kept else ""
    return ", ".join(part for part in (span, note) if part)


def _count(why: Why) -> str:
    """In how many of the seeds, where that is not all of one."""
    if why.seeds == 1 or not why.ailing:
        return ""
    return say.IN_SEEDS.format(count=why.ailing, seeds=why.seeds)


def _dead(why: Why) -> str:
    return f"{why.silent} of {why.units}" if why.units else "–"
