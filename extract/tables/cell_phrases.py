"""Cell phrases: the noun phrases that a table's cell lists: kinds of participants, conditions, ways to pay."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from corpus.passages import Cell
from extract.claims.mentions import Referent
from extract.parsing.cues import Cues
from extract.tables.cell_words import IN_BRACKETS
from extract.values.values import Quantity

WHERE_OR_WITH = re.compile(
    r"(?:\s+(?:in|from|across)\s+(?:[a-z]+ )?[a-z]+s)?\s+(?:in|with|across|from|having)\s+(?:[a-z]+ ){0,3}\d.*$", re.S
)
"""What narrows a phrase by a number: "hospitals in 64 areas", "homes with more than 50 beds"."""
ONE_OF_THEM = re.compile(
    r"[A-Z][\w.'\u2019-]*(?: (?:of|the|and|for|at|[A-Z&][\w.'\u2019-]*))* (?!Care$)[A-Z][a-z-]*[a-rt-z]"
)
"""The name of one who takes part, and no kind of participants: "Alder General Hospital"."""
JOINED = r"(?:and|plus|as well as|(?:together|along) with)"
NO_ITEM = re.compile(rf"\s*(?:;|,|,?\s*{JOINED})\s*|(?:up to |about )?\$?\d.*")
"""What stands between the items of a list, and an item that is only a figure."""
HOW_MUCH = re.compile(
    r"\s+(?:of|worth|averaging|at|equal to)\s+(?:up to |about |over |at least |between |roughly )*\$?\d.*$", re.S
)
"""How much a payment is, behind what kind of payment it is."""
ASIDE = re.compile(
    r"\s*(?:(?:paid|made|set|[a-z]+ed) (?:by|on|to|for|in|at|from|with|each|every|through)|which|that|with|if|when|for"
    r"|to|per|on|in|at|by|from|each|every)\b.*",
    re.S,
)
"""What only tells more of a payment that stands before it: "capitation, paid each month"."""
SAYS = re.compile(r"\b(?:are|is|will|can|may|must|receives?|gets?|earns?|pays?)\b", re.I)
"""What tells that a cell is a clause, which says by itself how somebody is paid."""
LONGEST = 8
"""Words that a phrase in a cell has at most."""


def phrases_of(cell: Cell, kind: str, figures: Sequence[Quantity], cues: Cues) -> Iterator[tuple[Referent, int, int]]:
    """The noun phrases of a cell, parted by semicolons, commas and "and", with their places; how many are in brackets.

    None where it counts them otherwise.
    """
    bracket = IN_BRACKETS.search(cell.text) or WHERE_OR_WITH.search(cell.text)
    if kind.endswith("PaymentMechanism") and SAYS.search(cell.text):
        return
    end = cell.start + bracket.start() if bracket else cell.end
    if any(one.kind == "count" and one.start < end for one in figures):
        return
    place = cell.start
    text = cell.text[: end - cell.start]
    for part in parts_of(text, kind, cues):
        start = place
        place += len(part)
        words = " ".join((HOW_MUCH.sub("", part) if kind.endswith("PaymentMechanism") else part).split()).strip(".;, ")
        if kind.endswith("PaymentMechanism") and ASIDE.fullmatch(part):
            return
        if not words or NO_ITEM.fullmatch(part) or len(words.split()) > LONGEST:
            continue
        if kind.endswith("ParticipantType") and ONE_OF_THEM.fullmatch(words):
            continue
        label = " ".join(word if sum(c.isupper() for c in word) > 1 else word.lower() for word in words.split())
        label = re.sub(r"^(?:the|an?|their|its|our|your|all|any) ", "", label)
        first = start + part.find(words.split()[0])
        last = start + part.rfind(words.split()[-1]) + len(words.split()[-1])
        yield Referent(f"{kind}:{label}", kind, label), first, last


def parts_of(text: str, kind: str, cues: Cues) -> list[str]:
    """The items of a list, of things of a class, and what stands between them; what shares its last noun is one item.

    "Hip and knee replacement" is one matter, "van and ambulance suppliers" are one kind of participants.
    """
    if kind.endswith("Group"):  # "episode and specialty models" are one set
        return re.split(r"(\s*;\s*)", text)
    parts = re.split(rf"(\s*;\s*|\s*,\s*(?:{JOINED}\s+)?|\s+{JOINED}\s+)", text)
    for at in range(len(parts) - 3, -1, -2):
        first, last = parts[at].lower().split(), parts[at + 2].lower().strip(" .").split()
        if parts[at + 1].strip() != "and" or len(first) != 1 or not 1 < len(last) < 4:
            continue
        shared = any(cues.holds("shared", "head", one) for one in (last[-1], last[-1].removesuffix("s")))
        several = kind.endswith("ParticipantType") and not first[0].endswith("s") and last[-1].endswith("s")
        if several or (shared and cues.holds("shared", "part", first[0])):
            parts[at : at + 3] = ["".join(parts[at : at + 3])]
    return parts
