"""Scope: whether two statements speak of the same part, kind and time of a matter, and which was said later.

A different part, unit, rate or period parts two statements; a different document date or an absent period does not.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from extract.values.values import Value
from kg.statements.days import Days, days_of
from kg.statements.names import plain
from kg.statements.statements import Resource, Statement, day_qualifier, node_term

_MEANT = re.compile(
    r"\b(?:was|were|had been) (?:\w+ly )?(?:supposed|meant|due|scheduled|slated|planned|to (?:start|begin))\b"
    r"(?!.*\b(?:is|are|will|now|has|have|but|pushed|moved|put|postponed|delayed)\b)",
    re.IGNORECASE,
)
"""A day that a source tells as one that was meant before, with no later one behind it."""
PERIOD = ("validFrom", "validUntil", "pointInTime")
_UNSCOPED = ("", "", "")
Written = Mapping[str, Days]
"""The days in which each document can have been written; where only a day is known that it speaks of as past, the
end is open.
"""


def scope_key(statement: Statement, core: str) -> tuple[str, ...]:
    """What two statements must share to be about one matter beside subject and property.

    A unit of the vocabulary itself (people, dollars) counts as said even where a source leaves it out; a kind of
    participant does not.
    """
    if not statement.qualifiers:
        return _UNSCOPED
    parts = []
    for name in ("appliesTo", "per", "unit"):
        held = []
        for key, node in statement.qualifiers:
            if key == name:
                if name == "unit" and isinstance(node, Resource) and node.iri.startswith(core):
                    held.append("percent" if node.iri.endswith("#Percent") else "")
                else:
                    held.append(plain(node) if isinstance(node, str) else node_term(node))
        parts.append(" ".join(sorted(held)))
    return tuple(parts)


def units_differ(one: Statement, other: Statement) -> bool:
    """Whether both name a unit and not the same one."""
    a, b = one.qualifier("unit"), other.qualifier("unit")
    return a is not None and b is not None and node_term(a) != node_term(b)


def same_period(one: Statement, other: Statement) -> bool:
    """Whether nothing in their periods parts them: where both date the same end, the dates must overlap.

    Where each gives only ends that the other leaves out, they speak of different periods; where one gives none at
    all, nothing parts them. So it is with `asOf`, where both texts say it.
    """
    if not (one.qualifiers and other.qualifiers):
        return True
    ones = {name: day_qualifier(one, name) for name in PERIOD if one.has(name)}
    others = {name: day_qualifier(other, name) for name in PERIOD if other.has(name)}
    if ones and others:
        shared = ones.keys() & others.keys()
        if not shared or any(_apart(ones[name], others[name]) for name in shared):
            return False
    as_of, other_as_of = (_dates(s, "asOf") for s in (one, other))
    return not (as_of and other_as_of) or any(not a.apart(b) for a in as_of for b in other_as_of)


def _apart(one: Days | None, other: Days | None) -> bool:
    return one is not None and other is not None and one.apart(other)


def _dates(statement: Statement, name: str) -> list[Days]:
    texts = [n.lexical if isinstance(n, Value) else n for key, n in statement.qualifiers if key == name]
    return [span for text in texts if isinstance(text, str) and (span := days_of(text))]


@dataclass(frozen=True, slots=True)
class Saying:
    """When a statement was said: the earliest day it can have been said first, the latest day it can have been said
    last, and a day by which some source says it. `None` is unknown.
    """

    first: date | None
    last: date | None
    known: date | None

    def after(self, other: Saying) -> bool:
        """Whether it was surely said only after the other was said for the last time."""
        return bool(self.first and other.last and self.first > other.last)

    def not_before(self, other: Saying) -> bool:
        """Whether nothing shows that it was said for the last time before the other was first said."""
        return not (self.last and other.first and self.last < other.first)


def when_said(statement: Statement, written: Written) -> Saying:
    """When the sources say a statement: the speaker's own day where the text gives it, else the document's."""
    spans = [days_of(p.stated_on) if p.stated_on else written.get(p.document) for p in statement.evidence]
    firsts = [span.first if span else None for span in spans]
    lasts = [span.last if span else None for span in spans]
    return Saying(
        min((day for day in firsts if day), default=None) if all(firsts) else None,
        max((day for day in lasts if day), default=None) if all(lasts) else None,
        max((day for day in firsts if day), default=None),
    )


def stands(plan: Statement) -> int:
    """How sources tell a planned day: 1 as what another was moved to, -1 as what was meant before, else 0.

    >>> bool(_MEANT.search("It was to start in May")), bool(_MEANT.search("It was due in May and is now due in June"))
    (True, False)
    """
    if any(_MEANT.search(proof.quote) for proof in plan.evidence):
        return -1
    return int(all(re.search(r":delayed", proof.extracted_by) for proof in plan.evidence))
