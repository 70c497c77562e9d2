"""Tenures: when somebody came to or left a post, told in a sentence that names the person but not the body."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from extract.claims.claims import Claim, Term, qualified
from extract.claims.mentions import Referent
from extract.parsing.cues import Cues
from extract.patterns.moments import is_of_an_aside
from extract.patterns.proofs import Scene
from extract.patterns.terms import DATES
from extract.trees.arguments import idioms, time_role
from extract.trees.clauses import is_clause, is_passive, particle, subjects, territory
from extract.trees.status import StatusReader
from extract.trees.trees import Node
from extract.values.values import Value
from ontology.regulators import Ontology

HELD = {"from": "validFrom", "until": "validUntil"}
"""What an end of a period tells of a post that is held until or since then."""
NEVER = Value("", "")
SINCE = re.compile(r"(?<![a-z])since(?![a-z])", re.I)
"""What is so since a day is so, whenever that day was."""
NOW = re.compile(
    r"\b(?:now|currently|presently|nowadays|these days)\b(?!.*\b(?:was|were|until|former(?:ly)?)\b)", re.DOTALL
)
"""What tells that a post is held now, with nothing behind it that tells of another time."""
CAME = frozenset({"at", "start", "other"})
"""How the day stands to its verb on which a post is taken or left."""


@dataclass(frozen=True, slots=True)
class Told:
    """What a sentence tells of a person's post: which end of the time, the date, where it says so, and whose post."""

    person: str
    name: str
    date: Value
    place: tuple[int, int]
    bodies: frozenset[str]
    title: str = ""
    apart: frozenset[str] = frozenset()
    """What somebody left for, whose post this is not."""
    every: frozenset[str] = frozenset()
    """Bodies at all of which this is told of the person's posts."""


class TenureTracker:
    """Follows what the sentences of one document tell of posts without their bodies."""

    def __init__(self, ontology: Ontology, cues: Cues) -> None:
        self.ontology = ontology
        self.cues = cues
        self.posts = posts_of(ontology)
        self.affiliation = ontology.namespaces.iri("kg:affiliation")
        self._told: list[Told] = []
        self._gone: dict[tuple[str, str], tuple[int, int]] = {}

    def read(self, scene: Scene) -> None:
        """Take note of what one sentence tells."""
        reader = StatusReader(scene.tree, self.cues)
        for verb in scene.tree.nodes:
            if not is_clause(verb):
                continue
            said = idioms(verb) | self._of_a_post(verb)
            titles = self._titles(verb)
            kind = next((name for name in ("enter", "leave", "hold") if self._is(name, said)), None) or self._kept(verb)
            if kind is None and not titles and self._is_chosen(verb):
                kind = "enter"
            if kind is None and titles:
                kind = {"be": "hold", "remain": "hold", "become": "enter"}.get(verb.lemma)
            actors = [each for one in subjects(verb) for each in (one, *one.all("appos"))]
            named = {one.mention.referent.key: one for one in actors if one.mention and self._is_a(one, "kg:Person")}
            people = list(named.values())
            if not people and (holder := self._term_of(verb)) is not None:
                kind, people = "leave" if self._is("over", said) else "hold", [holder]
            inside = territory(verb)
            gone_to = [one for one in verb.all("conj") if self.cues.holds("tenure", "next", particle(one))]
            apart = {one.mention.referent.key for next_to in gone_to for one in next_to.below() if one.mention}
            left = [one for one in verb.all("dobj") if kind == "leave" and self._is_a(one, "kg:Organization")]
            told = [*titles, *left, *(verb.all("prep") if left else ())]
            if kind is None or len(people) != 1 or self._tells_more(verb, told):
                continue
            bodies = {one.mention.referent.key for one in inside if one.mention and self._is_a(one, "kg:Organization")}
            status = reader.of(verb)
            if status.negated or status.modality not in {"fact", "plan"} or status.speakers:
                continue
            for one in left:  # "he left the agency last month"
                place = scene.offsets([people[0], verb, one])
                if status.modality == "fact" and one.mention is not None and people[0].mention is not None:
                    key = people[0].mention.referent.key
                    self._gone[key, one.mention.referent.key] = place
            for node in (one for one in inside if not is_of_an_aside(one, [verb])):
                place = scene.offsets([people[0], verb, node])
                title = worded(titles[0]) if titles else ""
                if (who := people[0].mention) is not None:
                    note = Told(who.referent.key, "", NEVER, place, frozenset(bodies), title, frozenset(apart))
                    self._note(kind, node, replace(note, every=self._all_before(verb, scene)))

    def _of_a_post(self, verb: Node) -> set[str]:
        """What a clause behind a post says of it: "hold post" of "director, a post she has held since 2031"."""
        noun = verb.head if verb.relation == "relcl" and not verb.all("dobj") else None
        if noun is None or noun.mention is not None or noun.lemma not in self.cues.group("tenure")["objects"]:
            return set()
        return {f"{verb.lemma} {noun.lemma}", f"{particle(verb)} {noun.lemma}"}

    def _all_before(self, verb: Node, scene: Scene) -> frozenset[str]:
        """The bodies whose posts a clause speaks of together: "director of A and chair of B, positions held since"."""
        noun = verb.head if self._of_a_post(verb) else None
        if noun is None or noun.tag != "NNS":
            return frozenset()
        before = [one for one in scene.tree.nodes if one.end <= noun.start and self._is_a(one, "kg:Organization")]
        return frozenset(one.mention.referent.key for one in before if one.mention is not None)

    def _kept(self, verb: Node) -> str | None:
        """Whether somebody stays in a post: "stayed in the job until 2031", "remains in office"."""
        places = [one for prep in verb.all("prep") if prep.lemma in {"in", "at"} for one in prep.all("pobj")]
        plain = all(one.mention is None and not one.all("poss", "prep") for one in places)
        posts = self.cues.group("tenure").get("objects", frozenset())
        stays = self.cues.holds("tenure", "stays", verb.lemma)
        return "hold" if stays and plain and any(one.lemma in posts for one in places) else None

    def _is_chosen(self, verb: Node) -> bool:
        """Whether a verb says that somebody was given a post, and names none: "was appointed in April 2033"."""
        chosen = is_passive(verb) and self.cues.holds("tenure", "chosen", verb.lemma)
        beside = verb.all("oprd", "attr", "dobj", "xcomp") or [
            one for one in verb.all("prep") if one.lemma in {"as", "to", "for", "from"}
        ]
        return chosen and not beside

    def _term_of(self, verb: Node) -> Node | None:
        """Whose term a verb tells the end or course of: "whose term runs out in May", "her term lasts until May"."""
        nouns = [one for one in subjects(verb) if self.cues.holds("tenure", "terms", one.lemma)]
        owners = [one for noun in nouns for one in noun.all("poss")]
        if not any(self._is(name, idioms(verb)) for name in ("over", "lasts")) or len(owners) != 1:
            return None
        if (
            owners[0].mention is None
            and owners[0].lemma == "whose"
            and verb.relation == "relcl"
            and verb.head is not None
        ):
            owners = [verb.head, *verb.head.all("appos")]
        found = [one for one in owners if self._is_a(one, "kg:Person")]
        return found[0] if len(found) == 1 else None

    def _is(self, name: str, said: frozenset[str]) -> bool:
        return not said.isdisjoint(self.cues.group("tenure").get(name, frozenset()))

    def _titles(self, verb: Node) -> list[Node]:
        """The titles without a body that a verb says somebody has: "is acting director", "served as director"."""
        places = [one for prep in verb.all("prep") if prep.lemma == "as" for one in prep.all("pobj")]
        found = [one for one in (*verb.all("attr", "oprd"), *places) if self.cues.holds("title", "head", one.lemma)]
        return [one for one in found if one.mention is None and not one.all("prep", "poss")]

    def _tells_more(self, verb: Node, titles: list[Node]) -> bool:
        """Whether the verb has more beside it than times and the post: "served in the Navy", "quit the board".

        Of whoever leaves a body it does not matter for what: "left the agency in May 2032 for a law firm".
        """
        places = [one for prep in verb.all("prep") if prep not in titles for one in prep.all("pobj")]
        beside = [one for one in (*verb.all("dobj", "attr"), *places) if one not in titles]
        posts = self.cues.group("tenure").get("objects", frozenset())
        posts |= self.cues.group("succession").get("departure", frozenset())  # "served until his death in 2031"
        posts |= self.cues.group("tenure").get("terms", frozenset())  # "leaves in March after a ten-year stint"
        return any(one.quantity is None and one.lemma not in posts for one in beside)

    def _is_a(self, node: Node, kind: str) -> bool:
        wanted = self.ontology.namespaces.iri(kind)
        return node.mention is not None and self.ontology.vocabulary.is_a(node.mention.type, wanted)

    def _note(self, kind: str, node: Node, note: Told) -> None:
        """Take note of what a date tells of a post, where it stands beside a verb of holding, taking or leaving it."""
        quantity, role = node.quantity, time_role(node, self.cues)
        if quantity is None or quantity.kind != "date" or quantity.comparator != "=":
            return
        ends = [("validFrom", quantity.lower), ("validUntil", quantity.upper)]
        if kind == "hold":
            plain = [(HELD[role], quantity.value)] if role in HELD and quantity.value.datatype in DATES else []
            found = plain or ([(name, value) for name, value in ends if value] if role == "span" else [])
        else:
            name = "validFrom" if kind == "enter" else "validUntil"
            clear = role in CAME and quantity.value.datatype in DATES
            found = [(name, quantity.value)] if clear else []
        self._told += [replace(note, name=name, date=value) for name, value in found if value is not None]

    def dated(self, claims: Iterable[Claim]) -> list[Claim]:
        """The claims, each post of somebody who holds one only with what the other sentences tell of its time."""
        listed = list(claims)
        posts: dict[str, set[tuple[str, str]]] = {}
        for claim in listed:
            if claim.property in self.posts and isinstance(claim.object, Referent):
                posts.setdefault(claim.object.key, set()).add((claim.property, claim.subject.key))
        single = {key: next(iter(held))[1] for key, held in posts.items() if len(held) == 1}
        single |= {key: body for key, body in self._only_affiliations(listed).items() if key not in posts}
        heads: dict[str, set[str]] = {}
        for one in listed:
            if one.property in self.posts and isinstance(one.object, Referent) and title_of(one):
                heads.setdefault(one.object.key, set()).add(title_of(one).lower())
        return [self._with_ends(one, single, heads) for one in listed]

    def _only_affiliations(self, claims: Iterable[Claim]) -> dict[str, str]:
        """Of each person the only body at which a title is held: "the minister of ports" has been that since 2031."""
        held: dict[str, set[str]] = {}
        for one in claims:
            if one.property == self.affiliation and isinstance(one.object, Referent) and not one.negated:
                held.setdefault(one.subject.key, set()).add(one.object.key)
        return {key: next(iter(bodies)) for key, bodies in held.items() if len(bodies) == 1}

    def _with_ends(self, claim: Claim, single: Mapping[str, str], heads: Mapping[str, set[str]]) -> Claim:
        person, body = claim.object, claim.subject
        if claim.property == self.affiliation:
            person, body = body, person
        if not isinstance(person, Referent) or not isinstance(body, Referent):
            return claim
        told = [one for one in self._told if one.person == person.key and one.bodies <= {body.key}]
        every = [one for one in told if body.key in one.every]
        alone = single.get(person.key) == body.key
        if claim.property not in {*self.posts, self.affiliation} or not (alone or every):
            return claim
        claim = self._left(claim, person, body) if alone else claim
        told = told if alone else every
        told = [one for one in told if body.key not in one.apart]
        held: dict[str, Term] = dict(claim.qualifiers)
        lexical = title_of(claim).lower()
        if claim.property == self.affiliation and not every and lexical not in heads.get(person.key, {lexical}):
            return claim  # who left as director was her own deputy at another time
        told = [
            one
            for one in told
            if one.title in {"", lexical}
            or (not lexical and claim.property in self.posts)
            or lexical.startswith((f"{one.title} of ", f"{one.title} for "))
        ]
        if claim.negated or not told:
            return claim
        words = set(claim.evidence.quote.lower().split())
        holds = not words.isdisjoint(self.cues.group("tenure").get("still", frozenset()))
        context = set(claim.evidence.context)
        for name in HELD.values():
            days = {one.date for one in told if one.name == name and not (name == "validUntil" and holds)}
            if len(days) != 1 or name in held or "pointInTime" in held:
                continue
            day = days.pop()
            other = held.get("validFrom" if name == "validUntil" else "validUntil")
            if isinstance(other, Value) and not in_order(name, day, other):
                continue
            held[name] = day
            context |= {(*one.place, "date") for one in told if one.date == day}
        qualifiers = tuple(sorted(held.items(), key=lambda one: one[0]))
        evidence = replace(claim.evidence, context=tuple(sorted(context)))
        return replace(claim, qualifiers=qualifiers, evidence=evidence)

    def _left(self, claim: Claim, person: Referent, body: Referent) -> Claim:
        """A claim of a post as over where a later sentence says that its holder has left the body, at no day told."""
        place, told = self._gone.get((person.key, body.key)), dict(claim.qualifiers)
        over = not {"ended", "validUntil", "pointInTime"}.isdisjoint(told) or claim.negated or claim.modality != "fact"
        if place is None or over or place[0] < claim.evidence.start:
            return claim
        return qualified(claim, {"ended": True}, (*place, "date"))


def still_held(claims: Iterable[Claim], ontology: Ontology) -> list[Claim]:
    """The claims, a post that its own words tell as held now without the end of another one beside it.

    "Resigned in June and now chairs the bank": she left what she had before, not the bank.
    """
    affiliation, posts = ontology.namespaces.iri("kg:affiliation"), posts_of(ontology)
    done = []
    for one in claims:
        body = one.object if one.property == affiliation else one.subject
        told = (one.property == affiliation or one.property in posts) and isinstance(body, Referent)
        if told and isinstance(body, Referent) and "validUntil" in dict(one.qualifiers):
            before = one.evidence.quote.partition(body.label)[0] if body.label in one.evidence.quote else ""
            if NOW.search(before):
                one = replace(one, qualifiers=tuple(each for each in one.qualifiers if each[0] != "validUntil"))
        done.append(one)
    return done


def as_coming(claims: Iterable[Claim], ontology: Ontology, today: str | None) -> list[Claim]:
    """The claims, a post that begins only after the day of the document as a plan: "named head, effective May 3".

    So is what starts or ends only then: "opened last June and stops next March".
    """
    iri = ontology.namespaces.iri
    tenures = {iri("kg:affiliation"), *posts_of(ontology)}
    days = {iri("kg:startedOn"), iri("kg:endedOn")}

    def is_coming(one: Claim) -> bool:
        day = one.object if one.property in days else dict(one.qualifiers).get("validFrom")
        if today is None or one.property not in {*days, *tenures} or one.modality != "fact" or one.negated:
            return False
        if not isinstance(day, Value) or day.datatype not in DATES or SINCE.search(one.evidence.quote):
            return False
        size = min(len(today), len(day.lexical))
        return day.lexical[:size] > today[:size]

    return [replace(one, modality="plan") if is_coming(one) else one for one in claims]


def posts_of(ontology: Ontology) -> frozenset[str]:
    """The properties by which a body has one person at a time for a post."""
    person, known = ontology.namespaces.iri("kg:Person"), ontology.vocabulary.properties
    return frozenset(iri for iri, one in known.items() if person in one.ranges and ontology.vocabulary.has_one(iri))


def title_of(claim: Claim) -> str:
    """The title under which a claim's person holds a post, as the source writes it; empty where it tells none."""
    role = dict(claim.qualifiers).get("role")
    return role.lexical if isinstance(role, Value) else role if isinstance(role, str) else ""


def worded(title: Node) -> str:
    """A title in lower case with what tells it from others: "acting director"."""
    parts = [one for one in title.children if one.relation in {"amod", "compound", "nmod"}]
    return " ".join(one.text.lower() for one in sorted((*parts, title), key=lambda one: one.start))


def in_order(name: str, day: Value, other: Value) -> bool:
    """Whether a start lies before an end."""
    size = min(len(day.lexical), len(other.lexical))
    first, last = (other, day) if name == "validUntil" else (day, other)
    return first.lexical[:size] <= last.lexical[:size]
