"""Count doubts: figures that only stand beside, in or against what is counted, and are no number of it."""

from __future__ import annotations

from collections.abc import Sequence

from extract.parsing.cues import Cues
from extract.trees.clauses import is_clause, subjects
from extract.trees.trees import Node

BESIDE = frozenset({"against", "than", "by", "versus", "through", "but"})
"""What stands before a figure that another is measured against or brought about by."""
ASIDE = frozenset({"with", "at", "in", "across", "alongside"})
"""What stands before a figure that only goes along with what the clause counts."""
ACTORS = frozenset({"nsubj", "nsubjpass"})
OFFERED = frozenset({"open", "available", "offer"})
AMONG = frozenset({"among", "amongst"})
FLOORS = frozenset({">", ">="})
MORE, SIDES = frozenset({"more", "fewer", "less"}), frozenset({"than", "on"})
PLACED = frozenset({"at", "in", "with", "by", "of"})
MISHAPS = frozenset({"after", "over", "following", "because", "despite", "amid"})


def is_of_each(figure: Node, clause: Node) -> bool:
    """Whether a count is told of each who takes part, and of none of them together: "they will each see 25 women"."""
    top = counted(figure)
    near = [*clause.children, *(one for each in subjects(clause) for one in each.children)] if is_clause(clause) else []
    return any(one.text.lower() in {"each", "every", "apiece"} for one in (*near, *top.children))


def is_asked_of_takers(figure: Node, clause: Node) -> bool:
    """Whether a count is how many those must have who want in: "clinics that care for at least 200 people".

    So is that of all who may: "is open to all 112 clinics".
    """
    prep = led_by(figure)
    if prep is not None and prep.lemma == "to" and prep.head is not None and prep.head.lemma in OFFERED:
        return True
    floor = figure.quantity is not None and figure.quantity.comparator in FLOORS
    return floor and clause.relation == "relcl" and clause.head is not None and clause.head.mention is None


def is_of_series(figure: Node, sentence: Sequence[Node], cues: Cues) -> bool:
    """Whether a number only tells which one of a series is meant: "beginning with year 4", "in cohort 2"."""
    before = next((one for one in sentence if one.end == figure.start), None)
    nouns = cues.group("noun")
    series = nouns.get("instalment", frozenset()) | nouns.get("term", frozenset()) | nouns.get("series", frozenset())
    return before is not None and before.quantity is None and before.lemma.lower() in series


def is_foreseen(clause: Node, cues: Cues) -> bool:
    """Whether a count is that of a plan or hope, which came out so or otherwise: "its plan had been for 250"."""
    return is_clause(clause) and any(cues.holds("noun", "hope", one.lemma) for one in subjects(clause))


def is_of_the_sick(clause: Node, cues: Cues) -> bool:
    """Whether a count is of all who live with or die of something: "4.5 million adults live with liver disease"."""
    return is_clause(clause) and cues.holds("event-verb", "ail", clause.lemma)


def is_compared(figure: Node) -> bool:
    """Whether a count only stands beside another: "247, against seven", "18 by one count"."""
    prep = led_by(figure)
    return prep is not None and prep.lemma.lower() in BESIDE


def led_by(figure: Node) -> Node | None:
    """The preposition before what a figure counts, if one is."""
    top = counted(figure)
    return top.head if top.relation == "pobj" else None


def counted(figure: Node) -> Node:
    """The noun that a figure counts, or the figure itself where it stands alone."""
    return figure.head if figure.relation in {"nummod", "quantmod"} and figure.head is not None else figure


def signed(label: str, figure: Node | None) -> str:
    """The label of a saving with the sign that the figure's own noun tells: "net losses of $3 million" are none won."""
    name = label.rstrip("-")
    if not name.endswith("etSavings") or "=" in name or figure is None:
        return label
    of = figure.relation == "pobj" and figure.head is not None and figure.head.lemma == "of"
    noun = figure.head.head if of and figure.head is not None else figure.head
    told = noun.lemma if noun is not None else ""
    return f"{name}-" if told in {"loss", "losses"} else name if told in {"saving", "savings"} else label


def is_share(figure: Node) -> bool:
    """Whether a count is the part of a whole: "of the 130 sites, 100 were hospitals", "among the projects, four"."""
    clause = figure.head
    above = list(figure.ancestors())
    around = next((one for one in above if is_clause(one)), None)
    if around is not None and any(one.lemma.lower() in AMONG and one not in above for one in around.all("prep")):
        return True
    if clause is None or not is_clause(clause) or figure.relation not in ACTORS:
        return False
    wholes = [place for prep in clause.all("prep") if prep.lemma == "of" for place in prep.all("pobj")]
    return any(one.quantity is not None for whole in wholes for one in (whole, *whole.children))


def is_whole(figure: Node) -> bool:
    """Whether a count is that of which another is a part: "of the 30 models, 12 had been evaluated"."""
    prep = led_by(figure)
    if prep is None or prep.lemma.lower() != "of" or prep.head is None or not is_clause(prep.head):
        return prep is not None and prep.head is not None and is_count(prep.head)  # "the only one of the ten"
    return any(is_count(one) for noun in subjects(prep.head) for one in (noun, *noun.children))


def goes_along(figure: Node) -> bool:
    """Whether a count only goes along with what its clause counts: "900 people took part at more than 20 sites"."""
    prep = led_by(figure)
    if prep is None or prep.lemma.lower() not in ASIDE or prep.head is None or not is_clause(prep.head):
        return False
    counted = [*subjects(prep.head), *(prep.head.all("attr") if prep.lemma.lower() == "with" else ())]
    return any(is_count(one) for noun in counted for one in (noun, *noun.children))


def is_change(figure: Node, anchor: Node, cues: Cues) -> bool:
    """Whether a count is only how many more or fewer there are: "added 12 participants", "lost 12 hospitals"."""
    noun = counted(figure)
    verb = noun.head if noun.relation == "dobj" and noun.head is not None else anchor
    return noun.relation == "dobj" and cues.holds("event-verb", "change", verb.lemma)


def is_count(node: Node) -> bool:
    return node.quantity is not None and node.quantity.kind == "count"


def is_undated_beginning(figure: Node, sentence: Sequence[Node]) -> bool:
    """Whether a count is where a rise began, and no date right behind it tells when: "grew from 53 to 132"."""
    prep = led_by(figure)
    if prep is None or prep.lemma.lower() != "from" or prep.head is None:
        return False
    if not any(one.lemma.lower() == "to" and one.start > counted(figure).end for one in prep.head.all("prep")):
        return False
    behind = [one for one in sentence if counted(figure).end <= one.start][:2]
    return not any(one.quantity is not None and one.quantity.kind == "date" for one in behind)


def is_done(figure: Node, anchor: Node) -> bool:
    """Whether a count tells how many there came to be, and not how many there can be: "made four awards"."""
    bound = figure.quantity is not None and figure.quantity.comparator in {"<=", "<"}
    return not bound and anchor.tag == "VBD" and not anchor.the("ccomp", "xcomp")


def is_measured(figure: Node, sentence: Sequence[Node]) -> bool:
    """Whether a count is how far another stands off, or where it stood: "44, five more than in May", "up from 16"."""
    noun = counted(figure)
    last = max(figure.end, noun.end)
    behind = " ".join(one.text.lower() for one in sentence if figure.end <= one.start <= last + 1).split()
    if behind and (behind[0] in MORE or (noun is not figure and len(behind) > 1 and behind[1] in MORE)):
        return not SIDES.isdisjoint(behind[1:4])
    prep = led_by(figure)
    return prep is not None and prep.lemma == "from" and prep.head is not None and prep.head.lemma in {"up", "down"}


def is_whole_of(figure: Node) -> bool:
    """Whether a count is the whole of which another is told: "11 of the country's 14 wards"."""
    prep = led_by(figure)
    part = prep.head if prep is not None and prep.lemma == "of" else None
    return part is not None and is_count(part)


def is_at_mishap(figure: Node) -> bool:
    """Whether a count belongs to what another thing came after: "suspended after a fault at two clinics"."""
    prep = led_by(figure)
    event = prep.head if prep is not None and prep.lemma in PLACED else None
    above = event.head if event is not None and event.relation == "pobj" and event.quantity is None else None
    return above is not None and above.lemma in MISHAPS
