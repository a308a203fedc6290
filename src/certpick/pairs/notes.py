"""What is said beside pairs: why there are no more, and what became of the recommended ones."""

from collections.abc import Iterator
from functools import partial

from certpick.explaining.notes import called, change_words, changes, held_programs, speaker
from certpick.pairs.combined import unmet_together
from certpick.pairs.pairing import Pair, Pairing, audience
from certpick.scoring.changes import least_changes
from certpick.scoring.needs import NeedKind
from certpick.scoring.ranking import LEVEL, Ranking
from certpick.text import in_words


def pair_notes(pairing: Pairing) -> tuple[str, ...]:
    """Return why there is no pair, and what became of the ones that a source recommends."""
    why = _no_more(pairing) if pairing.pairs else _no_pair(pairing)
    return (*_chosen(pairing), *why, *_left_out(pairing), *_counted_as_had(pairing.ranking))


def _counted_as_had(ranking: Ranking) -> Iterator[str]:
    names = [called(ranking, one) for one in held_programs(ranking)]
    if names:
        yield f"Each score counts what {in_words(names)} covers, which you hold."


def _chosen(pairing: Pairing) -> Iterator[str]:
    """Say of the program that must be in each pair where it is known to be for others."""
    if pairing.fixed:
        standing = pairing.ranking.find(pairing.fixed).standing
        if audience(standing) == "not named":
            name = called(pairing.ranking, pairing.fixed)
            yield f"You asked for {name}, which no source says is for your role."


def _no_more(pairing: Pairing) -> Iterator[str]:
    if len(pairing.pairs) < pairing.top:
        ranking, fixed = pairing.ranking, pairing.fixed
        if fixed:
            name = called(ranking, fixed)
            yield f"No other for your role that meets your needs adds anything to {name}."
        else:
            best = _best_alone(ranking)
            yield f"No other two for your role that meet your needs score above {best} alone."


def _no_pair(pairing: Pairing) -> Iterator[str]:
    ranking, fixed = pairing.ranking, pairing.fixed
    out = next((one for one in ranking.ruled_out if fixed and one.program.id == fixed.id), None)
    if out and any(reason.kind is not NeedKind.CME for reason in out.reasons):
        name = f"{out.program.name} ({out.program.id})"
        details = "; ".join(reason.detail for reason in out.reasons)
        hint = f"; it comes in with {changes(out, ranking)}" if out.included else ""
        yield f"{name} is ruled out on its own: {details}{hint}."
    elif pairing.closest:
        both = pairing.closest.members
        names = " and ".join(called(ranking, one.program) for one in both)
        failing = partial(unmet_together, [one.taken for one in both])
        needed = change_words(least_changes(ranking.applicant, failing))
        yield f"No two programs together meet your needs. The closest, {names}, need {needed}."
    elif not ranking.ranked:
        return  # that nothing fits is told with the ranking
    elif fixed:
        name = called(ranking, fixed)
        yield f"No second program for your role that meets your needs adds anything to {name}."
    else:
        best, score = _best_alone(ranking), ranking.ranked[0].score
        alone = f"{best} alone" + ("" if ranking.applicant.held else f" ({score:.1f})")
        why = "a second adds nothing"
        yield f"No two for your role that meet your needs score above {alone}: {why}."


def _best_alone(ranking: Ranking) -> str:
    """Return what to call the best single program; beside what is held, any may be that."""
    return "one" if ranking.applicant.held else called(ranking, ranking.ranked[0].program)


def _left_out(pairing: Pairing) -> Iterator[str]:
    """Say of each pair that a source recommends and that is not shown why it is not."""
    ranking, shown = pairing.ranking, {one.ids for one in pairing.pairs}
    for advice, pair in pairing.advised:
        if pair.ids in shown:
            continue
        who, note = speaker(advice.source, ranking.catalog), ""
        if advice.note:
            note = f"; {advice.note}"
        first, second = (called(ranking, one.program) for one in pair.members)
        yield f"{who} also pairs {first} with {second}: {_fate(pair, second)}{note}."


def _fate(pair: Pair, second: str) -> str:
    if pair.failing:
        return "; ".join(need.detail for need in pair.failing)
    if not pair.gains:
        return f"{second} adds {no_gain(pair)}"
    return f"{pair.score:.1f} together"


def no_gain(pair: Pair) -> str:
    """Say that nothing known of the second adds to the score, and what unknowns could add."""
    left = pair.score_high - pair.score
    reach = f"; unknowns could add up to {left:.1f}" if left > LEVEL else ""
    return f"nothing that is known and wanted{reach}"
