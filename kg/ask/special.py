"""Special questions: of one matter each, with a reader of its own; the first that knows a question answers it."""

from __future__ import annotations

from collections.abc import Callable

from kg.ask.evidence.desk import Desk, Outcome
from kg.ask.law.criteria import answer_criterion
from kg.ask.law.defined import answer_definition
from kg.ask.law.duties import answer_duty
from kg.ask.law.extent import answer_alone
from kg.ask.law.limits import answer_within_limit
from kg.ask.law.provisions import answer_provision
from kg.ask.posts.attained import answer_attained
from kg.ask.posts.first import answer_whether_first
from kg.ask.posts.followed import answer_whether_followed
from kg.ask.posts.posts import answer_between, answer_post
from kg.ask.posts.standing import answer_whether_standing_in
from kg.ask.posts.terms import answer_holders, answer_number_of_holders, answer_ordinal, answer_term
from kg.ask.posts.titles import answer_headed, answer_role, answer_title, answer_title_since
from kg.ask.readings.compose import Setting
from kg.ask.readings.reading import Understanding
from kg.ask.spans.fates import answer_fate
from kg.ask.spans.forecasters import answer_forecast_or_forecaster
from kg.ask.spans.gains import answer_gains
from kg.ask.spans.lasting import answer_lasting
from kg.ask.spans.longest import answer_longest
from kg.ask.spans.ongoing import answer_ongoing
from kg.ask.spans.postponed import answer_postponed
from kg.ask.spans.realised import answer_realised
from kg.ask.spans.sooner import answer_sooner
from kg.ask.spans.spans import answer_span
from kg.ask.spans.unbegun import answer_unbegun
from kg.ask.spans.years import answer_year
from kg.ask.telling.acts import answer_act
from kg.ask.telling.bodies import answer_made
from kg.ask.telling.names import answer_name
from kg.ask.telling.provenance import answer_sources
from kg.ask.telling.renamed import answer_renamed

Reader = Callable[[Understanding, Setting, Desk], Outcome | None]
"""What answers the questions that it knows, and gives None for all others."""


def _alone(answer: Callable[[Understanding, Desk], Outcome | None]) -> Reader:
    """A reader that needs nothing of how questions are read."""
    return lambda found, _, desk: answer(found, desk)


READERS: tuple[Reader, ...] = (
    answer_fate, answer_act, answer_forecast_or_forecaster, answer_renamed, _alone(answer_definition),
    _alone(answer_name), _alone(answer_made), answer_between, answer_whether_followed, answer_post,
    answer_attained, answer_term, answer_ordinal, answer_holders, answer_number_of_holders, _alone(answer_role),
    _alone(answer_title), answer_title_since, answer_headed, _alone(answer_criterion), _alone(answer_whether_first),
    _alone(answer_whether_standing_in), answer_provision, answer_within_limit, _alone(answer_alone),
    _alone(answer_duty),
    answer_sources, answer_postponed, answer_realised, answer_ongoing, answer_year, answer_span, answer_longest,
    answer_sooner, _alone(answer_unbegun), _alone(answer_gains), _alone(answer_lasting),
)  # fmt: skip
"""In this order: who reads narrowly goes first."""


def answer_special(found: Understanding, setting: Setting, desk: Desk) -> Outcome | None:
    """What the first reader that knows a question makes of it; None where it is a question like any other."""
    return next((told for answer in READERS if (told := answer(found, setting, desk)) is not None), None)
