"""How sure the first place is: over weights, over what is unknown, over interested claims."""

from typing import Literal, NamedTuple

from certpick.explaining.confirmation import Confirmation
from certpick.explaining.robustness import CloseCall, Robustness
from certpick.scoring.ranking import Ranking, Standing

Word = Literal["firm", "leaning", "open"]
FIRM_SHARE, OPEN_SHARE = 0.9, 0.5  # of all weightings
FIRM_CONFIRMATIONS, OPEN_CONFIRMATIONS = 4, 2


class OnEvidence(NamedTuple):
    """How the pick stands on some evidence: its score, the share of weightings, and who leads."""

    pick: Standing
    first_choice_share: float
    leader: Standing

    @property
    def leads(self) -> bool:
        """Whether the pick comes first."""
        return self.leader.program is self.pick.program


class Certainty(NamedTuple):
    """How sure the pick is, in three parts that are never added up, and in one word.

    *Weights*: ``first_choice_share`` of all ways to weigh the guide's criteria, from 0 to 1,
    the same as ``percent`` in words, and why it is a close call, if it is. *Unknown facts*:
    the smallest ``confirmation`` that would put another program first, None where nothing
    does. *Interested claims*: the pick ``with_claims`` and ``without_claims`` of those who
    sell or promote a program or its rival.
    """

    word: Word
    first_choice_share: float
    percent: str
    close_call: CloseCall | None
    confirmation: Confirmation | None
    with_claims: OnEvidence
    without_claims: OnEvidence


def certainty(robustness: Robustness) -> Certainty:
    """Return how sure the first of a ranking is; somebody must be ranked."""
    ranking = robustness.ranking
    here = _on_evidence(robustness, ranking)
    there = _on_evidence(Robustness(robustness.with_other_evidence), ranking)
    independent = ranking.applicant.profile.evidence == "independent"
    without = here if independent else there
    share, found = here.first_choice_share, robustness.smallest_confirmation
    return Certainty(
        certainty_word(share, len(found.facts) if found else None, without.leads),
        share,
        robustness.percentages[0],
        robustness.close_call,
        found,
        there if independent else here,
        without,
    )


def _on_evidence(robustness: Robustness, asked: Ranking) -> OnEvidence:
    """Return how the first of the ranking that was asked for stands in another."""
    ranking = robustness.ranking
    place = ranking.find(asked.ranked[0].program).place or 0
    return OnEvidence(ranking.ranked[place], robustness.shares[place], ranking.ranked[0])


def certainty_word(share: float, confirmations: int | None, leads_without: bool) -> Word:
    """Return the word: firm, leaning or open.

    *Firm* where the pick leads in at least 90 % of weightings, at least four confirmations
    are needed, or none suffices (None), and it leads without interested claims. *Open* where
    one or two confirmations are enough, or it leads in under half of the weightings, or not
    without those claims. *Leaning* is the rest.
    """
    needed = confirmations if confirmations is not None else FIRM_CONFIRMATIONS
    if needed <= OPEN_CONFIRMATIONS or share < OPEN_SHARE or not leads_without:
        return "open"
    return "firm" if share >= FIRM_SHARE and needed >= FIRM_CONFIRMATIONS else "leaning"
