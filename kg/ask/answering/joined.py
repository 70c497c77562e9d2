"""Joined: what the parts of a question come to together."""

from __future__ import annotations

from kg.ask.evidence.desk import Outcome


def join_outcomes(outcomes: list[Outcome]) -> Outcome:
    """One outcome from those of the parts."""
    good = [o for o in outcomes if o.status != "unanswered"]
    if not good:
        return outcomes[0]
    if len(outcomes) == 2 and _is_said(outcomes[1], outcomes[0]):
        return outcomes[0]
    status = "conflicting" if any(o.status == "conflicting" for o in good) else "answered"
    queries = [o.sparql for o in good if o.sparql]
    return Outcome(
        status,
        _told_once([o.text for o in outcomes]),
        [i for o in good for i in o.items],
        queries[0] if queries else None,
        None,
        [k for o in outcomes for k in o.known],
        facts=[f for o in outcomes for f in o.facts],
    )


def _told_once(texts: list[str]) -> str:
    """Texts one after another, without those that one before says already: the years in brackets behind an amount."""
    told = ""
    for text in texts:
        if text.rstrip(" .") not in told:
            told += f" {text}" if told else text
    return told


def _is_said(second: Outcome, first: Outcome) -> bool:
    """Whether the second part denies what the first affirms by the same statements: "does it run, or is it over"."""
    verdicts = [[item.value for item in one.items] for one in (first, second)]
    return verdicts == [["true"], ["false"]] and {f.iri for f in second.facts} <= {f.iri for f in first.facts}
