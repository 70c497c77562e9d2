"""Successions: who came to a post after whom, told in a sentence that names both people but not the body."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from extract.claims.claims import Claim, Evidence, Term
from extract.claims.mentions import Referent
from extract.parsing.cues import Cues
from extract.patterns.moments import in_brackets
from extract.patterns.proofs import Scene
from extract.patterns.terms import DATES
from extract.posts.tenures import in_order, posts_of, title_of, worded
from extract.trees.arguments import idioms
from extract.trees.frames import Frame
from extract.trees.phrases import noun_roles
from extract.trees.trees import Node, Tree
from extract.values.values import Value
from ontology.regulators import Ontology

DAYS = ("time.at", "time.start", "time.other", "time.from")
"""How the day of a handover stands to its verb."""
SURE = 0.85
"""What a succession is believed with: its post is told elsewhere."""

AWAY = frozenset({"out", "through", "off"})
"""Where one goes behind another without coming to any post: "will follow her out of the door"."""


@dataclass(frozen=True, slots=True)
class Handover:
    """Two holders of one post, the earlier and the later, with the day of the change and where it is told.

    Of a kinsman in office the post follows from that of its owner, and not the other way round: "her predecessor at
    the bureau" may be told of somebody who is only to come to the post.
    """

    earlier: Referent
    later: Referent
    day: Value | None
    until: Value | None
    modality: str
    evidence: Evidence
    bodies: frozenset[str]
    owner: str = ""
    title: str = ""


class SuccessionTracker:
    """Follows what the sentences of one document tell of people who came after each other."""

    def __init__(self, ontology: Ontology, cues: Cues) -> None:
        self.ontology = ontology
        self.cues = cues
        self.posts = posts_of(ontology)
        self._told: list[Handover] = []
        self._before: list[Node] = []
        self._passage = -1

    def read(self, scene: Scene, said: Iterable[Frame]) -> None:
        """Take note of what one sentence tells, by its frames."""
        if scene.sentence.passage.start != self._passage:
            self._before = []
        people = [one for one in scene.tree.nodes if self._is_person(one)]
        words = {one.lemma for one in scene.tree.nodes}
        several = len({_key(one) for one in (*self._before, *people)}) > 1
        if people and several and words & self.cues.group("succession").get("words", frozenset()):
            for frame in said:
                self._told += self._in_frame(frame, scene)
        self._before, self._passage = people, scene.sentence.passage.start

    def _in_frame(self, frame: Frame, scene: Scene) -> Iterator[Handover]:
        status = frame.status
        if status.negated or status.modality not in {"fact", "plan"} or status.speakers:
            return
        earlier, later, owned = self._pair(frame, scene.tree)
        before, after = ([one for one in side if self._is_person(one)] for side in (earlier, later))
        if len({_key(one) for one in before}) != 1 or len({_key(one) for one in after}) != 1:
            return
        dated = self._days(frame)
        days = {one.quantity.value for one in dated if one.quantity and one.quantity.value.datatype in DATES}
        behind = in_brackets(after[0], scene.tree)
        held = behind[1] if behind is not None else None
        day = (held.lower or held.value) if held is not None and held.bound != "until" else None
        day = day or (days.pop() if len(days) == 1 else None)
        given = [one for role in ("as", "attribute") for one in frame.fillers(role) if one.mention is None]
        titles = [one for one in given if self.cues.holds("title", "head", one.lemma)]
        parts = [frame.anchor, *frame.anchor.all("prt"), after[0], *titles, *dated]
        start, end = scene.offsets([*parts, *(one for one in before[:1] if one not in self._before)])
        passage, text = scene.sentence.passage, scene.document.text
        proof = Evidence(
            scene.document.id, start, end, text[start:end], (passage.start, passage.end), confidence=SURE,
            extracted_by="succession",
        )  # fmt: skip
        body = self.ontology.namespaces.iri("kg:Organization")
        named = [
            one.mention
            for one in scene.sentence.mentions
            if one.mention.how != "reference" or one.end - one.start > 1  # "at the center", but not "its director"
        ]
        bodies = {one.referent.key for one in named if self.ontology.vocabulary.is_a(one.type, body)}
        title = next(map(worded, titles), "") or self._manner(frame.anchor)
        owner = _key((before if owned == "earlier" else after)[0]) if owned else ""
        modality = status.modality
        if self._named_kin(frame, {frame.lemma, *frame.forms}):
            # Who is named to come after somebody does not hold the post yet, nor does who names her have one.
            modality, bodies = "plan", set()
        if before[0].mention is not None and after[0].mention is not None and _key(before[0]) != _key(after[0]):
            yield Handover(
                before[0].mention.referent, after[0].mention.referent, day, held.upper if held is not None else None,
                modality, proof, frozenset(bodies), owner, title,
            )  # fmt: skip

    def _manner(self, verb: Node) -> str:
        """How a post is held for the time being: "acting" of "on an acting basis"."""
        posts = self.cues.group("tenure").get("objects", frozenset())
        ways = [one for prep in verb.all("prep") for one in prep.all("pobj") if one.lemma in posts]
        words = (one.text.lower() for way in ways for one in way.all("amod", "compound"))
        return next((one for one in words if one in self.cues.group("succession").get("passing", frozenset())), "")

    def _pair(self, frame: Frame, tree: Tree) -> tuple[list[Node], list[Node], str]:
        """Who went and who came, as a frame puts them, and which of the two owns the other ("her predecessor")."""
        if frame.kind == "be":
            return self._kin(frame)
        if frame.kind != "verb":
            return [], [], ""
        subjects, objects = frame.fillers("subject"), frame.fillers("object")
        forms = {frame.lemma, *frame.forms}
        if kin := self._named_kin(frame, forms):
            return self._owners(kin), objects, "earlier"
        if left := self._departed(frame, forms):
            return left, subjects or objects, ""
        if self._has("after", forms):
            beside = [one for role in ("to", "on", "into", "in", "at") for one in frame.fillers(role)]
            places = [one for one in (*objects, *beside) if one.lemma in self.cues.group("succession")["place"]]
            posts = self.cues.group("tenure").get("objects", frozenset())  # "at first in an acting capacity"
            away = any(one.lemma in AWAY for one in frame.anchor.all("prep", "advmod", "prt"))
            if away or any(self._is_elsewhere(one) for one in beside if one not in places and one.lemma not in posts):
                return [], [], ""
            gone = [*objects, *self._owners(places), *frame.fillers("from"), *frame.fillers("~from")]
            if any(self._is_person(one) for one in gone):
                return gone, subjects, ""
        if self._has("when", forms) and any(one.text.lower() == "when" for one in frame.anchor.all("advmod")):
            return self._before_in(tree, frame.anchor, subjects), subjects, ""
        if self._has("when", forms) and (held := self._until(frame.anchor)):
            return held, subjects, ""
        if self._has("alone", forms) and not any(self._is_person(one) for one in objects):
            deputy = [one for one in subjects if one.mention is None]
            return self._owners(deputy) or self._before, subjects, ""
        if self._has("pass", forms) and any(one.lemma in self.cues.group("succession")["passed"] for one in subjects):
            return (
                self._before,
                [one for role in ("to", "~to") for one in frame.fillers(role)],
                "",
            )  # "the reins passed to"
        if self._has("before", forms):
            return subjects, [one for role in ("to", "for", "~to", "~for") for one in frame.fillers(role)], ""
        amid = any(one.lemma == "between" for one in frame.anchor.all("prep"))  # "between the two, Ann Lee held it"
        if any(self._is_the_post(one) for one in objects) and not amid:
            if since := [one for one in frame.fillers("before") if self._is_person(one)]:
                return subjects, since, ""
            return self._before_in(tree, frame.anchor, subjects) or self._before, subjects, ""
        return [], [], ""

    def _before_in(self, tree: Tree, verb: Node, subjects: Collection[Node]) -> list[Node]:
        """The people whom a sentence names before one of its verbs, but for who does what it tells."""
        inside = [one for one in tree.nodes if self._is_person(one) and one.end <= verb.start]
        return [one for one in inside if one not in subjects]

    def _named_kin(self, frame: Frame, forms: set[str]) -> list[Node]:
        """The kin as which somebody is named who is to come: "named Bo Park as her successor"."""
        if not self._has("named", forms):
            return []
        given = [one for role in ("as", "~as", "attribute") for one in frame.fillers(role)]
        return [one for one in given if one.lemma in {"successor", "replacement"} and self._owners([one])]

    def _until(self, verb: Node) -> list[Node]:
        """Who held the post until somebody came: "Ann Lee was director until Bo Park took over"."""
        above = verb.head if verb.relation == "advcl" else None
        marks = {one.text.lower() for one in verb.all("mark", "advmod", "prep")}
        if above is None or marks.isdisjoint({"until", "till"}):
            return []
        return [one for one in above.all("nsubj") if self._is_person(one)]

    def _days(self, frame: Frame) -> list[Node]:
        """The dates at which a frame tells of a change: "in May 2031", "… until May 2031, when she took over"."""
        above = frame.anchor.head if frame.anchor.relation == "relcl" else None
        own = [one for role in DAYS for one in frame.fillers(role)]
        return own or ([above] if above is not None and above.quantity is not None else [])

    def _kin(self, frame: Frame) -> tuple[list[Node], list[Node], str]:
        """Who is called the predecessor or successor of whom."""
        subjects, attributes = frame.fillers("subject"), frame.fillers("attribute")
        for people, kin in ((subjects, attributes), (attributes, subjects)):
            if before := [one for one in kin if one.lemma == "predecessor"]:
                return people, self._owners(before), "later"
            if after := [one for one in kin if one.lemma in {"successor", "replacement"}]:
                return self._owners(after), people, "earlier"
        return [], [], ""

    def _departed(self, frame: Frame, forms: set[str]) -> list[Node]:
        """Who left, where somebody comes to a post "following the departure of" her."""
        if not (self._has("after", forms) or self._has("named", forms) or forms & self.cues.group("tenure")["enter"]):
            return []
        left = [
            one
            for role in ("follow", "following", "after", "upon", "on")
            for one in frame.fillers(role)
            if self.cues.holds("succession", "departure", one.lemma)
        ]
        return self._owners(left) or self._leavers(frame.anchor)

    def _leavers(self, verb: Node) -> list[Node]:
        """Who left, where the clause beside a coming tells it: "became director after Ann Lee resigned"."""
        leaving = self.cues.group("tenure").get("leave", frozenset())
        clauses = [one for one in verb.all("advcl") if not leaving.isdisjoint(idioms(one))]
        marks = {"after", "when", "once"}
        told = [one for one in clauses if any(each.text.lower() in marks for each in one.all("mark", "advmod"))]
        posts = self.cues.group("tenure").get("objects", frozenset())
        told = [one for one in told if all(each.lemma in posts for each in one.all("dobj"))]  # "left the chamber"
        return [who for one in told for who in one.all("nsubj")]

    def _has(self, name: str, forms: set[str]) -> bool:
        return not self.cues.group("succession")[name].isdisjoint(forms)

    def _owners(self, nouns: Iterable[Node]) -> list[Node]:
        return [who for one in nouns for role, who in noun_roles(one) if role == "owner"]

    def _is_elsewhere(self, node: Node) -> bool:
        """Whether what stands beside a verb is no time and no body: "followed her to the hearing" is no succession."""
        body = self.ontology.namespaces.iri("kg:Organization")
        named = node.mention is not None and self.ontology.vocabulary.is_a(node.mention.type, body)
        return node.quantity is None and not named

    def _is_the_post(self, node: Node) -> bool:
        """Whether a noun only says "the post", which the text before has named: "since 2022 the post is held by"."""
        plain = node.mention is None and not node.all("prep", "poss", "amod", "compound")
        the = any(one.text.lower() in {"the", "this", "that"} for one in node.all("det"))
        held = node.head is not None and self.cues.holds("succession", "holding", node.head.lemma)
        return plain and the and held and node.lemma in self.cues.group("tenure").get("objects", frozenset())

    def _is_person(self, node: Node) -> bool:
        wanted = self.ontology.namespaces.iri("kg:Person")
        return node.mention is not None and self.ontology.vocabulary.is_a(node.mention.type, wanted)

    def completed(self, claims: Iterable[Claim], own_times: Callable[[list[Claim]], list[Claim]] = list) -> list[Claim]:
        """The claims, for each handover with the post of whoever of the two has none yet, and with the days of both.

        `own_times` adds what other sentences tell of a post's time: who resigned in June did not stay until a successor
        came in November.
        """
        listed = list(claims)
        waiting = list(self._told)
        while waiting:
            posts = self._posts(listed)
            known = [(one, self._held(posts, one)) for one in waiting]
            ready = [
                (one, held)
                for one, held in known
                if (one.earlier.key in held) != (one.later.key in held) and one.owner in {"", *held}
            ]
            if not ready:
                break
            waiting = [one for one in waiting if all(one is not each for each, _ in ready)]
            listed += [claim for one, held in ready if (claim := self._claim(one, held)) is not None]
        own = own_times(listed)
        dated = listed
        for one in self._told:
            dated = self._dated(one, dated)
        return [_own_end(bare, known, told) for bare, known, told in zip(listed, own, dated, strict=True)]

    def _posts(self, claims: Iterable[Claim]) -> Mapping[str, list[Claim]]:
        """Of each person the claims of the posts that the document gives her."""
        found: dict[str, list[Claim]] = {}
        for one in claims:
            if one.property in self.posts and isinstance(one.object, Referent) and not one.negated:
                found.setdefault(one.object.key, []).append(one)
        return found

    def _held(self, posts: Mapping[str, list[Claim]], told: Handover) -> Mapping[str, Claim]:
        """Of both people the claim of the only post that is known of each, of several that at the body named there."""
        found = {}
        for key in (told.earlier.key, told.later.key):
            own = posts.get(key, [])
            if len({_post(one) for one in own}) > 1:
                now = [one for one in own if {"ended", "validUntil"}.isdisjoint(dict(one.qualifiers))]
                named = [one for one in own if one.subject.key in told.bodies]
                # who is told to have led another body before replaces somebody at the one where she is now
                own = named if told.bodies or key != told.later.key else now
            if len({_post(one) for one in own}) == 1:
                found[key] = max(own, key=lambda one: len(one.qualifiers))
        return found

    def _claim(self, told: Handover, held: Mapping[str, Claim]) -> Claim | None:
        known, person = (
            (held[told.earlier.key], told.later) if told.earlier.key in held else (held[told.later.key], told.earlier)
        )
        # who is said to have left a post gives none to who came before
        over = person is told.earlier and not {"ended", "validUntil"}.isdisjoint(dict(known.qualifiers))
        if over or not told.bodies <= {known.subject.key}:
            return None
        qualifiers: dict[str, Term] = {}
        passing = self.cues.group("succession").get("passing", frozenset())
        title = title_of(known)
        if person is told.later and told.title:
            qualifiers["role"] = f"{told.title} {title}".strip() if told.title in passing else told.title
        elif title and passing.isdisjoint(title.lower().split()):
            qualifiers["role"] = title
        if person is told.earlier and told.modality == "fact":
            qualifiers["ended"] = True
        modality = told.modality if person is told.later else "fact"
        place = (known.evidence.start, known.evidence.end, "antecedent")
        proof = replace(told.evidence, context=tuple(sorted({place, *known.evidence.context})))
        return Claim(known.subject, known.property, person, proof, tuple(sorted(qualifiers.items())), modality)

    def _dated(self, told: Handover, claims: list[Claim]) -> list[Claim]:
        """The claims, those of the two holders with the day of the handover, told or known of the other."""
        held = self._held(self._posts(claims), told)
        earlier, later = held.get(told.earlier.key), held.get(told.later.key)
        if earlier is None or later is None or _post(earlier) != _post(later):
            return claims
        day = told.day or _when(earlier, "validUntil") or _when(later, "validFrom")
        ends = {
            told.earlier: {"validUntil": day if told.modality == "fact" else None},
            told.later: {"validFrom": day, "validUntil": told.until},
        }
        return [
            _told(one, ends[one.object], told)
            if isinstance(one.object, Referent) and one.object in ends and _post(one) == _post(later)
            else one
            for one in claims
        ]


def _own_end(bare: Claim, known: Claim, told: Claim) -> Claim:
    """A claim as handovers date it, but for an end that another sentence tells of that person alone."""
    end = _when(known, "validUntil")
    if end is None or end == _when(bare, "validUntil") or end == _when(told, "validUntil"):
        return told
    qualifiers = tuple(sorted({**dict(told.qualifiers), "validUntil": end}.items(), key=lambda one: one[0]))
    return replace(told, qualifiers=qualifiers, evidence=known.evidence)


def _post(claim: Claim) -> tuple[str, str]:
    return claim.subject.key, claim.property


def _when(claim: Claim, name: str) -> Value | None:
    told = dict(claim.qualifiers).get(name)
    return told if isinstance(told, Value) else None


def _told(claim: Claim, ends: Mapping[str, Value | None], handover: Handover) -> Claim:
    """A claim with the ends of its time that it does not have and that leave its start before its end."""
    held: dict[str, Term] = dict(claim.qualifiers)
    if "pointInTime" in held or claim.negated:
        return claim
    for name, value in ends.items():
        other = held.get("validFrom" if name == "validUntil" else "validUntil")
        if value is None or name in held or value.datatype not in DATES:
            continue
        if isinstance(other, Value) and not in_order(name, value, other):
            continue
        held[name] = value
    if held == dict(claim.qualifiers):
        return claim
    own, place = claim.evidence, (handover.evidence.start, handover.evidence.end, "date")
    context = own.context if own.start <= place[0] and place[1] <= own.end else tuple(sorted({*own.context, place}))
    evidence = replace(own, context=context, inferred=True)
    return replace(claim, qualifiers=tuple(sorted(held.items(), key=lambda one: one[0])), evidence=evidence)


def _key(node: Node) -> str:
    return node.mention.referent.key if node.mention is not None else ""
