"""A criterion with who decides it: "the Chief Actuary certifies that …", as its own quote says before its words."""

from __future__ import annotations

import re
from dataclasses import replace

from kg.read.facts import Fact

MARK = re.compile(r"^\W*(?:\(?[A-Za-z0-9]{1,4}[.)]\s+)*")
DECIDES = re.compile(r"[^.;:—]{3,160}\bthat ")


def in_full(fact: Fact) -> Fact:
    """A statement of a criterion's text, with the words of its quote that tell who finds it met, if any stand there.

    The statement itself leaves them out, since another one says who decides; whoever asks for the criteria wants both.
    """
    wanted = " ".join(fact.object.value.split())
    for quote in fact.quotes:
        before, found, _ = " ".join(quote.exact.split()).partition(wanted)
        told = MARK.sub("", before)
        if found and wanted and DECIDES.fullmatch(told):
            whole = told + wanted
            return replace(fact, object=replace(fact.object, value=whole, label=whole))
    return fact
