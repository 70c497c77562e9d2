"""Doubts: what a learned finding must not be believed for, though the weights like its words.

The weights know which words stand near; these rules look at who does what in the clause. Whose date is it? Is a figure
told, or only compared with one that is? Is anything denied at all? Each rule is of plain English.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence, Set

from extract.annotation.own_sentence import ORDINALS
from extract.claims.claims import Claim
from extract.claims.mentions import Referent
from extract.learned.count_doubts import (
    ACTORS,
    counted,
    goes_along,
    is_asked_of_takers,
    is_at_mishap,
    is_change,
    is_compared,
    is_done,
    is_foreseen,
    is_measured,
    is_of_each,
    is_of_series,
    is_of_the_sick,
    is_share,
    is_undated_beginning,
    is_whole,
    is_whole_of,
)
from extract.learned.outcome_doubts import is_no_turn, is_of_significance, only_dates, only_qualifies, tells_saving
from extract.learned.pairs import Pair
from extract.learned.phrase_doubts import (
    announces_another,
    binds_otherwise,
    is_anothers_phrase,
    is_bound,
    is_matter,
    is_named,
    is_only_spoken_of,
    is_other_deed,
    only_tells,
)
from extract.parsing.cues import Cues
from extract.patterns.moments import is_of_others
from extract.patterns.shape_status import DENIALS
from extract.trees.arguments import idioms
from extract.trees.clauses import is_clause, particle, subjects
from extract.trees.excepted import EXCEPTING
from extract.trees.sidelong import (
    WAYS,
    is_left_out,
    is_narrowed,
    is_no_start,
    is_of_stage,
    is_other_sum,
    is_sample,
    joins_another,
)
from extract.trees.trees import Node

BEGINS, ENDS, ANNOUNCES, SPAN = "startedOn", "endedOn", "announcedOn", "period"
GIVEN, RUNS, CERTIFIED = "appropriation", "status=Active", "outcome=CertifiedForExpansion"
FAILS = frozenset({"fail", "lack", "miss", "neither", "unable", "short", "zero", "stop", "cease", "cannot"})
"""Words beside the denials themselves by which a sentence denies."""
TAKEN = frozenset({"participants", "beneficiaries"})
PARTS = frozenset({"modelsEvaluated", "modelsCertified", "modelsWithSignificantSavings"})
"""Counts of those of a whole of which something is told."""
WHOLES = frozenset({LAUNCHED := "modelsLaunched", "modelsEvaluated"})
"""Counts of all that there were: "four tests that were certified" counts only some of them."""
PLACES = frozenset({"validFrom", "validUntil"})
TURNS = frozenset({"predecessor", "successor"})
EACH = frozenset({"each", "every", "per"})
OTHERS = frozenset({"other", "another"})


class Doubts:
    """Tells the findings of one regulator's reader that its sentence does not bear out."""

    def __init__(self, cues: Cues) -> None:
        self.cues = cues
        self.kinds = cues.group("noun").get("kind", frozenset()) | cues.group("noun").get("proxy", frozenset())
        self.matters = cues.group("noun").get("matter", frozenset())
        self.events = frozenset().union(*cues.group("event").values())
        self.filings = cues.group("noun").get("filing", frozenset())
        self.pieces = cues.group("noun").get("piece", frozenset())
        self.launches = cues.group("event").get("launch", frozenset())
        self.needs = cues.group("needs")
        self.turns = cues.group("turns")
        self.left_out = cues.group("list").get("left-out", frozenset())
        self.against = cues.group("against")
        self.moves = cues.group("event-verb").get("move", frozenset())
        self.gains = cues.group("event-verb").get("gain", frozenset())
        self.stops = cues.group("event-verb").get("stop", frozenset())
        self.exits = cues.group("event-verb").get("leave", frozenset())
        self.grants = cues.group("law").get("gives", frozenset())
        self.records = cues.group("noun").get("record", frozenset()) | cues.group("noun").get("voice", frozenset())
        self.vague = cues.group("noun").get("vague", frozenset())
        self.people = cues.group("noun").get("anyone", frozenset()) - {"participants", "members"}
        self.hedges = cues.group("modal").get("hedged", frozenset())

    def is_worded(self, pair: Pair, label: str, sentence: Sequence[Node]) -> bool:
        """Whether a sentence holds a word of those that a finding of a class needs, and none that speaks against it."""
        needed = self.needs.get(label.rstrip("-") + (" unnamed" if pair.subject is None else ""))
        needed = needed or self.needs.get(label.rstrip("-"))
        # A name's own words tell nothing: "the Total Cost of Care Model ended" speaks of no cost.
        plain = [one for one in sentence if one.mention is None and not self._is_hedged(one)]
        taking = label.startswith("participation")
        plain = [one for one in plain if not (taking and binds_otherwise(one, self.cues))]
        said = {word for one in plain for word in (one.lemma, one.text.lower())}
        if (needed is not None and not needed & said) or self.against.get(label, frozenset()) & said:
            return False
        return pair.object is not None or not is_of_significance(label, said)

    def doubts(self, pair: Pair, label: str, anchor: Node, sentence: Sequence[Node]) -> bool:
        """Whether a finding of a class, standing or falling by its anchor, is not to be believed."""
        node = pair.object
        if not self.is_worded(pair, label, sentence) or only_tells(pair):
            return True
        if pair.subject is None and is_clause(anchor) and any(map(_is_told_apart, subjects(anchor))):
            return True
        if pair.subject is None and not {"exception", *EXCEPTING}.isdisjoint(one.lemma.lower() for one in sentence):
            return True
        owned = pair.subject.head if pair.subject is not None and pair.subject.relation == "poss" else None
        if owned is not None and owned.lemma in TURNS and label not in TURNS:
            return True  # "the model's predecessor lost money"
        if node is None:
            return (
                (label.startswith("outcome=") and self._is_slated(sentence))
                or (label.endswith("-") and not _denies(sentence))
                or (label == "outcome=NetSavings-" and tells_saving(sentence))
                or (label == RUNS and _was(pair.subject))
                or (label == CERTIFIED and only_qualifies(sentence))
                or (label.endswith("TerminatedEarly") and only_dates(sentence))
                or (label in self.turns and is_no_turn(sentence, self.turns[label]))
                or (label.startswith("participation") and is_left_out(sentence, self.left_out))
                or (label == "participation=Voluntary" and is_bound(sentence, self.cues))
                or (label.startswith("participation") and self._is_only_called(sentence))
                or is_other_deed(label, pair.subject, anchor, self.stops)
            )
        if label == "purpose" and any(one is pair.subject for one in node.below()):
            return True  # what is done about a thing is no purpose of its own
        if pair.said == "money" and (is_other_sum(node, anchor) or self._only_handles(pair, label, anchor)):
            return True
        if pair.said in {"date", "period"} and label in {BEGINS, ENDS, ANNOUNCES, SPAN}:
            seen = label == BEGINS and node.quantity is not None and node.quantity.bound == "asOf"
            return seen or self._is_others_date(pair, label, anchor, sentence)
        if pair.said == "date" and label.startswith("applications"):  # "applications for the July 2031 start"
            return node.head is not None and node.head.lemma in self.launches and node.end <= node.head.start
        if pair.said == "count":
            return (
                is_compared(node)
                or is_share(node)
                or (label in PARTS and is_whole(node))
                or (label in WHOLES and is_narrowed(node))
                or (label == LAUNCHED and pair.subject is None and is_sample(node, self.cues))
                or goes_along(node)
                or any(one.lemma == "sum" for one in node.ancestors())  # "the sum of four in April and 43 in May"
                or is_undated_beginning(node, sentence)
                or is_of_each(node, anchor)
                or is_of_series(node, sentence, self.cues)
                or is_foreseen(anchor, self.cues)
                or (label in TAKEN and self._is_anothers(node, anchor))
                or is_measured(node, sentence)
                or (label in TAKEN and (is_whole_of(node) or is_at_mishap(node)))
                or (label == "participants" and self._counts_people(node, sentence))
                or (label == "maximumAwards" and is_done(node, anchor))
                or is_change(node, anchor, self.cues)
            )
        if pair.said == "duration" and label == "plannedDuration":  # "cut short by two years"
            more = node.quantity is not None and node.quantity.comparator == ">"
            # "the final performance year" is one of several, and "they call it a five-year test" no word of its own
            said = {node.text.lower().split()[0], *(one.lemma for one in node.children)}
            one_of = not said.isdisjoint(ORDINALS | {"final", "last"})
            called = self.cues.holds("governor", "naming", anchor.lemma)
            age = node.quantity is not None and node.quantity.bound == "age"
            return is_compared(node) or more or one_of or called or age or is_of_stage(node, self.cues)
        above = pair.subject.head if pair.subject is not None else None
        if label in {"publishedOn", "effectiveOn"}:  # published "under section 9": a document
            return above is not None and above.lemma in {"under", "pursuant"}
        if label == "testedBy":  # "builds on earlier Tide Office models"
            among = node.relation in {"compound", "nmod", "poss"} and node.head is not None and node.head.tag == "NNS"
            return among or (above is not None and above.lemma in self.stops)
        if label == "establishedBy":  # "the Act gives the board a power" does not set it up
            return anchor.lemma in self.grants
        if label == "partOf":  # who sets a body up is no part of it
            made = self.cues.holds("event-verb", "make", particle(anchor))
            return made and pair.subject is not None and pair.subject.relation == "nsubj"
        if label == "operatesIn":
            return self.is_no_joining(anchor)
        if label == "amends":  # what is put into a law is not the law that is changed
            return self.cues.holds("event-verb", "add", anchor.lemma) and node.relation in {"dobj", "nsubjpass"}
        if pair.said == "phrase" and is_anothers_phrase(pair, anchor, sentence, self.cues):
            return True
        if pair.said == "phrase" and label == "paymentMechanism":
            return node.lemma in self.filings
        if pair.said == "phrase" and label == "participantType":
            if is_only_spoken_of(node, self.cues) or is_matter(node):
                return True
            named = any(one.mention is not None or one.lemma in OTHERS for one in _before(node))
            return node.lemma in self.matters or named
        if pair.said == "phrase" and label == "focus":  # "five kinds of surgery"
            return node.lemma in self.vague
        return False

    def _is_only_called(self, sentence: Sequence[Node]) -> bool:
        """Whether somebody unnamed only calls a thing mandatory or voluntary: "critics describe it as compulsory"."""
        ways = [one for one in sentence if one.lemma in WAYS]
        calls = [next((up for up in one.ancestors() if is_clause(up)), None) for one in ways]
        return bool(ways) and all(
            one is not None
            and (self.cues.holds("governor", "naming", one.lemma) or one.lemma == "describe")
            and bool(subjects(one))
            and not any(map(is_named, subjects(one)))
            for one in calls
        )

    def is_no_joining(self, clause: Node) -> bool:
        """Whether somebody leaves by a clause, only may join, or joins another thing: "two states quit the test"."""
        left = ({one.lemma, particle(one)} & self.exits for one in (clause, *clause.all("ccomp", "xcomp")))
        return joins_another(clause, self.kinds, self.hedges) or any(left)

    def puts_off(self, clause: Node) -> bool:
        """Whether of two days the first is the old one: "the deadline was moved from January 5 to February 20"."""
        return not idioms(clause).isdisjoint(self.moves)

    def _is_anothers(self, figure: Node, clause: Node) -> bool:
        """Whether those counted take part in nothing, or belong to who takes part."""
        return is_asked_of_takers(figure, clause) or is_of_others(figure) or is_of_the_sick(clause, self.cues)

    def _is_slated(self, sentence: Sequence[Node]) -> bool:
        """Whether a sentence only says what is to come: "slated for termination", "due to be expanded"."""
        return any(
            one.tag in {"VBN", "JJ"}
            and self.cues.holds("governor", "plan", one.lemma)
            and one.lemma not in {"be", "have", "go"}
            and any(below.relation == "xcomp" or below.text.lower() == "for" for below in one.children)
            for one in sentence
        )

    def _is_hedged(self, word: Node) -> bool:
        """Whether a word denies only what may be: "warns that the result may not hold elsewhere"."""
        if word.text.lower() not in DENIALS or word.head is None:
            return False
        return any(one.text.lower() in self.hedges for one in word.head.all("aux"))

    def _counts_people(self, figure: Node, sentence: Sequence[Node]) -> bool:
        """Whether a figure counts households, or goes on a series: "355,000 people in 2015, 435,000 in 2020"."""
        if figure.relation in {"nummod", "quantmod"}:
            return self.cues.holds("noun", "home", counted(figure).lemma)
        before = [one for one in sentence if one.quantity is not None and one.end <= figure.start]
        nouns = [one.head for one in before if one.relation == "nummod" and one.head is not None]
        return any(one.text.lower() in self.people and one.end <= figure.start for one in nouns)

    def _is_others_date(self, pair: Pair, label: str, anchor: Node, sentence: Sequence[Node]) -> bool:
        objects = anchor.all("dobj")
        if label == ANNOUNCES:
            return announces_another(pair, anchor, self.kinds, self.stops)
        things = [one for one in objects if not is_named(one) and one.kind != "PRON" and one.lemma not in self.kinds]
        if (things and pair.subject is None) or (label == SPAN and any(one.lemma in self.launches for one in things)):
            return True  # "they started episodes"
        if (
            self._of_applications(pair, sentence)
            or idioms(anchor) & self.moves
            or self._tells_when_planned(pair, anchor)
            or self._dates_a_record(pair)
            or any(one.mention and one.mention.type.endswith("#LegalProvision") for one in subjects(anchor))
            or (label == BEGINS and is_no_start(pair.object, anchor, self.launches))
        ):
            return True
        if anchor.relation == "relcl" and anchor.head is not pair.subject and self._are_others(anchor.head):
            return True
        if label != ANNOUNCES and any(one.lemma == "final" for one in anchor.all("oprd", "acomp")):
            return True  # "made final in 2031": that is the day of a rule
        actors = [one for one in subjects(anchor) if one.relation in ACTORS] if is_clause(anchor) else []
        if pair.subject is None and any(self._is_another(one) for one in actors):
            return True
        if any(one.lemma in self.pieces and pair.subject in one.children for one in actors):
            return True
        words = {word for one in sentence for word in (one.lemma, *one.text.lower().split())}
        if words & self.cues.group("adverb").get("hedged", frozenset()):  # "not before 2040, perhaps"
            return True
        return label == ENDS and "first" in words and not words & {"last", "end"}

    def _of_applications(self, pair: Pair, sentence: Sequence[Node]) -> bool:
        """Whether a date tells how long one may apply: "with rolling applications through 2033"."""
        above = pair.object.head if pair.object is not None else None
        noun = above.head if above is not None and not above.nominal else above
        beside = next((one for one in sentence if pair.object is not None and one.end == pair.object.start), None)
        return any(one is not None and one.lemma in self.filings for one in (noun, beside))

    def _dates_a_record(self, pair: Pair) -> bool:
        """Whether a date is that of what was written: "a magazine of April 2031"."""
        place = pair.object.head if pair.object is not None else None
        return place is not None and place.head is not None and place.head.lemma in self.records

    def _are_others(self, noun: Node | None) -> bool:
        """Whether a clause hangs on several unnamed tests: "rules for models that start in 2031"."""
        return noun is not None and not is_named(noun) and noun.tag == "NNS" and noun.lemma in self.kinds

    def _tells_when_planned(self, pair: Pair, anchor: Node) -> bool:
        """Whether a date says when something was planned ("as planned in 2033"), not when it is to happen."""
        place = pair.object.head if pair.object is not None else None
        if place is None or place.head is not anchor or place.lemma not in {"in", "on", "at"}:
            return False
        told = anchor.tag in {"VBN", "VBD"} and not anchor.the("xcomp", "ccomp")
        return told and self.cues.holds("governor", "plan", anchor.lemma)

    def _only_handles(self, pair: Pair, label: str, anchor: Node) -> bool:
        """Whether a body only tells of money or spends it, and neither made it nor got it."""
        if label == GIVEN and pair.object is not None and _is_unread_rate(pair.object):
            return True
        acts = pair.about == "kg:Organization" and is_clause(anchor) and _is_among(pair.subject, subjects(anchor))
        if label == GIVEN:
            return acts and anchor.lemma not in self.gains
        return acts and self.cues.holds("governor", "speech", anchor.lemma)

    def _is_another(self, actor: Node) -> bool:
        """Whether what a clause speaks of is not the thing around it: "five tests", "the second option"."""
        if is_named(actor) or actor.kind == "PRON" or actor.lemma in self.events:
            return False
        counted = any(one.relation == "nummod" for one in actor.children) or actor.tag == "NNS"
        return counted or actor.lemma not in self.kinds


def _is_told_apart(actor: Node) -> bool:
    """Whether a subject is another thing: "the second model", "an earlier test", an unread "Route 12"."""
    own = any(one.lemma in ORDINALS or (one.relation == "nummod" and one.start == actor.end) for one in actor.children)
    return (own or (actor.kind == "PROPN" and actor.start > 0)) and not is_named(actor)


def _is_among(node: Node | None, others: Iterable[Node]) -> bool:
    """Whether a node, or another one that names the same thing, is among these."""
    named = node.mention or node.guess if node is not None else None
    for one in others:
        same = one.mention or one.guess
        if one is node or (named is not None and same is not None and same.referent.key == named.referent.key):
            return True
    return False


def _denies(sentence: Iterable[Node]) -> bool:
    return any(one.text.lower() in DENIALS or one.lemma in FAILS for one in sentence)


def _is_unread_rate(figure: Node) -> bool:
    """Whether money is given again and again, each time that no figure tells: "for each period that begins then"."""
    if figure.quantity is not None and figure.quantity.per is not None:
        return False
    top = counted(figure)
    return any(
        one.text.lower() in EACH
        for prep in top.all("prep")
        for place in (prep, *prep.all("pobj"))
        for one in (place, *place.children)
    )


def _was(subject: Node | None) -> bool:
    """Whether a clause says only what its subject was, at no time that it tells."""
    clause = subject.head if subject is not None else None
    if clause is not None and any(one.relation == "aux" and one.tag == "VBD" for one in clause.children):
        return True  # "was still running in February"
    if clause is None or clause.lemma != "be" or clause.tag != "VBD":
        return False
    return not any(one.quantity is not None and one.quantity.kind == "date" for one in clause.below())


def _before(node: Node) -> Iterator[Node]:
    for one in node.children:
        if one.relation in {"amod", "compound", "nmod", "nummod"}:
            yield one
            yield from _before(one)


def is_spoken_of(claim: Claim, start: int, end: int, known: Iterable[Claim], bound: Set[str]) -> bool:
    """Whether a surer claim of the same sentence already uses what a learned one is made of.

    Two things that a surer claim ties together are not tied another way as well, and a date that tells when an amount
    or a state held is not a start or end (`bound` holds the properties that this goes for).
    """
    for one in known:
        if not start <= one.evidence.start < end:
            continue
        if isinstance(claim.object, Referent) and isinstance(one.object, Referent):
            ends = {one.subject.key, one.object.key}
            turned = one.property != claim.property or one.subject.key != claim.subject.key
            if ends == {claim.subject.key, claim.object.key} and turned:
                return True
        elif claim.modality == "projection" == one.modality and claim.object == one.object:
            if one.subject.key == claim.subject.key and one.property != claim.property:
                return True
        elif claim.property in bound and one.subject.key == claim.subject.key:
            told = {term for name, term in one.qualifiers if name in PLACES or one.property.endswith("#status")}
            if claim.object in told:
                return True
    return False
