"""Holders: whose post a person holds, where a title before a name leaves it to be guessed."""

from __future__ import annotations

import re
from dataclasses import replace

from extract.claims.annotated import Annotated
from extract.claims.claims import Claim, qualified
from extract.claims.mentions import Referent
from extract.parsing.cues import Cues
from extract.posts.tenures import posts_of, title_of
from extract.values.values import Value
from ontology.regulators import Ontology

PURVIEW = re.compile(r"^.*\b(?:of|for)\s+(?!the\b)([\w' -]+)$")
TIMES = frozenset({"validFrom", "validUntil", "pointInTime", "ended"})
GUESS = 0.7
"""Up to this confidence a post is only taken for that of the body that the document is about."""

ONE_AT_TOP = re.compile(
    r"\b(?:the|its|their|first|second|next|sole|only|current|new|as|became)\s+(?:[\w-]+\s+)?commissioners?\b"
    r"|^commissioner of\b",
    re.I,
)
"""Words by which somebody is the one commissioner that there is."""


def without_borrowed_titles(claims: list[Claim], ontology: Ontology) -> list[Claim]:
    """The claims without a guess at a person's post where the document says which other body the person belongs to."""
    affiliation, leader = ontology.namespaces.iri("kg:affiliation"), ontology.namespaces.iri("kg:leader")
    known = ontology.vocabulary.properties
    told: dict[str, set[str]] = {}
    for one in claims:
        if one.evidence.confidence > GUESS and isinstance(one.object, Referent) and one.property == affiliation:
            told.setdefault(one.subject.key, set()).add(one.object.key)
        elif (
            one.evidence.confidence > GUESS
            and isinstance(one.object, Referent)
            and leader in known[one.property].parents
        ):
            told.setdefault(one.object.key, set()).add(one.subject.key)
    return [
        one
        for one in claims
        if one.evidence.confidence > GUESS
        or not isinstance(one.object, Referent)
        or leader not in known[one.property].parents
        or one.subject.key in told.get(one.object.key, {one.subject.key})
    ]


def without_strange_titles(claims: list[Claim], ontology: Ontology, cues: Cues) -> list[Claim]:
    """The claims without a guess at the body of a post whose own title tells of another: "the Fund Commissioner"."""
    leader, affiliation = ontology.namespaces.iri("kg:leader"), ontology.namespaces.iri("kg:affiliation")
    posts = {iri for iri, prop in ontology.vocabulary.properties.items() if leader in prop.parents} | {affiliation}
    plain = cues.group("title").get("part", frozenset()) | cues.group("title").get("join", frozenset())

    def is_strange(one: Claim) -> bool:
        role, body = dict(one.qualifiers).get("role"), one.object if one.property == affiliation else one.subject
        if one.property not in posts or one.evidence.confidence > GUESS or not isinstance(body, Referent):
            return False
        words = (role.lexical if isinstance(role, Value) else str(role or "")).split()[:-1]
        own = {word.lower() for name in (body.label, *body.aliases) for word in name.split()}
        return any(one[0].isupper() and one.lower() not in plain | own for one in words)

    return [one for one in claims if not is_strange(one)]


def without_lesser_heads(claims: list[Claim], ontology: Ontology) -> list[Claim]:
    """The claims without heads of a body whose title tells of a part of its work: "director of nursing at the clinic".

    Its head may be called by what it is named after: "Commissioner of Health Value", of the Office of Health Value.
    """
    leader = ontology.namespaces.iri("kg:leader")
    posts = {iri for iri, prop in ontology.vocabulary.properties.items() if leader in prop.parents}

    def is_lesser(one: Claim) -> bool:
        role = dict(one.qualifiers).get("role")
        said = PURVIEW.search(role.lexical if isinstance(role, Value) else role if isinstance(role, str) else "")
        if one.property in posts and _is_of_several(one):
            return True
        if one.property not in posts or said is None:
            return False
        own = {word.lower() for name in (one.subject.label, *one.subject.aliases) for word in name.split()}
        return not set(said[1].lower().split()) - {"and", "the"} <= own

    return [one for one in claims if not is_lesser(one)]


def under_their_titles(claims: list[Claim], ontology: Ontology) -> list[Claim]:
    """The claims, who is only said to lead a body as the holder of the one post that the text gives her there.

    "Ann Lee is administrator of the agency. She has led it since June": she is no director beside that.
    """
    director, posts = ontology.namespaces.iri("kg:director"), posts_of(ontology)
    held: dict[tuple[str, str], list[Claim]] = {}
    for one in claims:
        if one.property in posts and isinstance(one.object, Referent) and title_of(one) and not one.negated:
            held.setdefault((one.subject.key, one.object.key), []).append(one)

    def titled(one: Claim) -> Claim | None:
        if one.property != director or title_of(one) or not isinstance(one.object, Referent):
            return None
        same = held.get((one.subject.key, one.object.key), [])
        other = {each.property for each in same}
        return same[0] if len(other) == 1 and director not in other else None

    done = list(claims)
    for one in claims:
        known = titled(one)
        if known is None:
            continue
        times = {name: term for name, term in one.qualifiers if name in TIMES}
        if TIMES.isdisjoint(dict(known.qualifiers)) and times:
            place = (one.evidence.start, one.evidence.end, "date")
            done = [qualified(known, times, place) if each is known else each for each in done if each is not one]
        else:
            place = (known.evidence.start, known.evidence.end, "antecedent")
            told = qualified(one, {"role": dict(known.qualifiers)["role"]}, place)
            done = [replace(told, property=known.property) if each is one else each for each in done]
    return done


def _is_of_several(claim: Claim) -> bool:
    """Whether a title is that of one of several at the top: a commissioner of a commission, but in a box about it.

    "Its commissioner", "the first commissioner of the Fees Commission" is the one there.
    """
    told = claim.evidence.extracted_by.startswith(("pattern", "learned", "leadership"))
    if not told or "position" in dict(claim.qualifiers) or ONE_AT_TOP.search(claim.evidence.quote):
        return False
    role = dict(claim.qualifiers).get("role")
    words = (role.lexical if isinstance(role, Value) else role if isinstance(role, str) else "").lower().split()
    return words[-1:] == ["commissioner"] and "commission" in claim.subject.label.lower().split()


def without_others_posts(claims: list[Claim], annotated: Annotated, ontology: Ontology) -> list[Claim]:
    """The claims without holders of known bodies' posts where a document names other bodies and none that is known.

    "Secretary Ann Lee" is the known department's only where nothing speaks of another's.
    """
    if not _is_elsewhere(annotated, ontology):
        return claims
    person, affiliation = ontology.namespaces.iri("kg:Person"), ontology.namespaces.iri("kg:affiliation")
    posts = {iri for iri, prop in ontology.vocabulary.properties.items() if set(prop.ranges) == {person}}

    def holder(one: Claim) -> object:
        return one.subject if one.property in posts else one.object if one.property == affiliation else None

    text = annotated.document.text
    return [_with_plain_posts(one, ontology, text) for one in claims if not getattr(holder(one), "entity", None)]


def _is_elsewhere(annotated: Annotated, ontology: Ontology) -> bool:
    """Whether a document names bodies and none that is known: its posts are no known body's."""
    body = ontology.namespaces.iri("kg:Organization")
    named = [one for one in annotated.referents if ontology.vocabulary.is_a(one.type, body)]
    return bool(named) and not any(one.entity for one in named) and not _names_known_body(annotated, ontology)


def _names_known_body(annotated: Annotated, ontology: Ontology) -> bool:
    """Whether the name of a known post tells whose it is: "the Tide Administrator"."""
    entities, iri = ontology.lexicon.entities, ontology.namespaces.iri
    post, seat = iri("kg:Post"), iri("kg:postIn")
    for mention in {each.mention for one in annotated.sentences for each in one.mentions if each.mention.type == post}:
        known = entities.get(mention.entity or "")
        body = entities.get(dict(known.relations).get(seat, "")) if known is not None else None
        if body is not None and any(f"{name} " in f"{mention.text} " for name in (body.label, *body.aliases)):
            return True
    return False


def _with_plain_posts(claim: Claim, ontology: Ontology, text: str) -> Claim:
    """A claim whose posts are only called what the text calls them ("Chief Actuary"), and are no known body's."""
    post = ontology.namespaces.iri("kg:Post")
    said_in = " ".join([claim.evidence.quote, *(text[start:end] for start, end, _ in claim.evidence.context)])

    def plain(thing: Referent) -> Referent:
        if thing.type != post or thing.entity is None:
            return thing
        label = thing.label.partition(" of ")[0]
        longer = re.search(rf"\b{re.escape(label)} of (?:the )?[A-Z]\w+(?: [A-Z]\w+)*", said_in)
        label = longer.group() if longer is not None else label
        return Referent(f"{post}:{label}", post, label)

    said = ((name, plain(term) if isinstance(term, Referent) else term) for name, term in claim.qualifiers)
    target = plain(claim.object) if isinstance(claim.object, Referent) else claim.object
    return replace(claim, object=target, qualifiers=tuple(said))
