"""An amount that a question takes for told and every source gives otherwise: "did it save $300 million", of a loss."""

from __future__ import annotations

from kg.ask.answering.choose import value_of
from kg.ask.evidence.lookup import Found, amount_told
from kg.ask.graphs.graphs import Edge
from kg.ask.readings.reading import Interpretation

MUCH = 1.25
"""How many times the largest amount told an amount has to be so that no rounding makes the two one."""


def amounts_against(found: list[Found], chosen: list[Found], edge: Edge, reading: Interpretation) -> list[Found]:
    """The statements that rule out the one amount that a question names; none where one of them may bear it out.

    Each amount that is told as a fact must be of the other sign, or lie well below the amount named: who saved more
    than was asked has saved that too. A forecast, a bound and a figure of a part prove nothing.
    """
    asked = [b for node, b in reading.graph.filters if node == edge.o]
    if len(asked) != 1 or asked[0].kind != "number" or asked[0].op != "=" or reading.frame.modality:
        return []
    facts = [f for f in found if not f.fact.negated and f.fact.rank != "deprecated" and f.fact.modality == "fact"]
    told = chosen if reading.graph.during else facts
    if not told or any(value_of(f.fact, n) for f in told for n in ("comparator", "per")):
        return []
    try:
        wanted = float(asked[0].low)
    except ValueError:
        return []
    amounts = [amount_told(f.fact) for f in told]
    against = all(amount * wanted < 0 or abs(wanted) > MUCH * abs(amount) for amount in amounts)
    # The largest amount speaks first.
    return sorted(told, key=lambda f: -abs(amount_told(f.fact))) if wanted and against else []
