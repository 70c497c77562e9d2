"""Terms: what stands in a claim: figures and dates as literals, phrases in the source's own words, individuals."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extract.claims.claims import Term
from extract.claims.mentions import Referent
from extract.patterns.proofs import Scene
from extract.trees.clauses import is_clause, subjects
from extract.trees.phrases import phrase_tokens
from extract.trees.trees import POSSESSIVE, Node, Tree
from extract.values.values import Quantity, Value, below_zero
from ontology.regulators import Ontology

XSD = "http://www.w3.org/2001/XMLSchema#"
DATES = frozenset({XSD + "date", XSD + "gYearMonth", XSD + "gYear"})
FIGURES = frozenset({"money", "count", "percent"})
WHEN = frozenset({"validFrom", "validUntil", "pointInTime", "asOf"})
"""Qualifiers that tell when a claim holds."""
BESIDE_TITLES = frozenset(
    {"former", "once", "current", "previous", "new", "past", "first", "ex", "then", "longtime", "founding"}
    | {"present", "last", "next", "latest", "incumbent", "outgoing", "incoming", "sitting"}
)
"""Words before a title that are no part of it."""


def counts_of(ontology: Ontology) -> frozenset[str]:
    """The properties that tell how many an initiative has of something, which it may have at one time only."""
    kind, number = ontology.namespaces.iri("kg:Initiative"), XSD + "integer"
    known = ontology.vocabulary.properties.items()
    return frozenset(iri for iri, one in known if kind in one.domains and number in one.ranges)


def noun_of(figure: Node) -> Node | None:
    """The noun whose number a figure gives: "40 clinics", "40 of the clinics"."""
    if figure.quantity is None or figure.quantity.kind != "count":
        return None
    if figure.relation in {"nummod", "quantmod", "amod", "compound"}:
        found = figure.head
        while found is not None and found.mention is not None and found.relation in {"compound", "nmod", "amod"}:
            found = found.head  # "eleven Ohio clinics": the parser counts Ohios
    else:
        inside = [
            figure,
            *(of for of in figure.all("prep") if of.lemma == "of"),
        ]  # "40 of the clinics", "a total of 40"
        found = next((one for of in inside for one in of.all("pobj")), None)
    if found is not None and found.lemma in {"they", "them"} and figure.relation == "appos":
        found = figure.head  # "nephrology practices, forty-four of them"
    plain = found is not None and found.mention is None and found.quantity is None and found.tag in {"NNS", "NNPS"}
    return found if plain else None


def counted_by(figure: Node, tree: Tree) -> tuple[Node, Node] | None:
    """The noun whose number a figure gives, and the figure that stands with it.

    A bare number counts what the number before it in the sentence counts: "from 120 clinics to 68".
    """
    own = noun_of(figure)
    if own is not None:
        return own, figure
    quantity = figure.quantity
    if quantity is None or quantity.kind != "count" or figure.relation in {"nummod", "amod"}:
        return None
    if not quantity.counted:
        return _numbered(figure)
    before = [one for one in tree.nodes if one.end <= figure.start and noun_of(one) is not None]
    noun = noun_of(before[-1]) if before else None
    if noun is None:
        return _numbered(figure)
    alike = noun is not None and quantity.counted.split()[-1].lower() in {noun.lemma, noun.text.lower()}
    return (noun, before[-1]) if alike and noun is not None else None


def _numbered(figure: Node) -> tuple[Node, Node] | None:
    """What a verb says the number of: "the number of practices rose from 210 to 400", "practices numbered 210"."""
    verb = next((one for one in figure.ancestors() if is_clause(one)), None)
    for subject in subjects(verb) if verb is not None else ():
        if verb is not None and verb.lemma == "number" and subject.tag == "NNS" and subject.mention is None:
            return subject, figure
        if subject.lemma == "number" and subject.mention is None:
            found = [one for of in subject.all("prep") if of.lemma == "of" for one in of.all("pobj")]
            plain = [one for one in found if one.tag == "NNS" and one.mention is None and one.quantity is None]
            return (plain[0], figure) if len(plain) == 1 and len(found) == 1 else None
    return None


class TermMaker:
    """Turns nodes, quantities and names into the terms of claims, for one ontology."""

    def __init__(self, ontology: Ontology) -> None:
        self.ontology = ontology
        self.iri = ontology.namespaces.iri
        self.counts = counts_of(ontology)

    def known_post(self, node: Node | None) -> tuple[Referent | None, str | None]:
        """The organization of the known post that a node names, and the property that ties it to the post's holder."""
        named = node.mention if node is not None else None
        if named is not None and named.referent.post is not None:
            return named.referent.post.body, named.referent.post.holder
        known = self.ontology.lexicon.entities.get(named.entity or "") if named is not None else None
        if known is None:
            return None, None
        relations = dict(known.relations)
        body = self.ontology.lexicon.entities.get(relations.get(self.iri("kg:postIn"), ""))
        holder = relations.get(self.iri("kg:holderProperty"))
        if body is None or holder not in self.ontology.vocabulary.properties:
            return None, None
        return Referent(body.iri, body.type, body.label, body.aliases, body.iri), holder

    def is_tenure(self, name: str) -> bool:
        """Whether a property tells that somebody holds a post or is with a body."""
        if name == "post.holder":
            return True
        known = self.ontology.vocabulary.properties.get(self.iri(name))
        return name == "kg:affiliation" or (known is not None and self.iri("kg:leader") in known.parents)

    def phrase(self, node: Node, scene: Scene) -> str:
        """A noun phrase in lower case without its article; words in capitals keep them."""
        start, end = phrase_tokens(node, scene.tree)
        first, last = scene.token_offsets(start, end)
        words = " ".join(scene.document.text[first:last].split()).split(" ")
        return " ".join(word if sum(letter.isupper() for letter in word) > 1 else word.lower() for word in words)

    def unit(self, noun: Node, figure: Node, scene: Scene, taking: frozenset[str] = frozenset()) -> str:
        """What a figure counts, in the source's words: what stands between it and the noun, and what the noun needs.

        `taking` are words that only say that what is counted takes part ("twelve participating clinics").
        """
        nodes = [one for one in scene.tree.nodes if figure.end <= one.start and one.end <= noun.start]
        start = min(phrase_tokens(noun, scene.tree)[0], noun.start) if figure.start > noun.start else noun.start
        for one in reversed(nodes):
            foreign = one.mention is not None or one.quantity is not None
            if foreign or (one.kind in {"ADP", "DET", "PART", "PRON", "PUNCT"} and one.text != "-"):
                break
            start = one.start
        words = scene.tree.words
        while start < noun.start and words[start].lower() in taking | {"-", "of", "the", "and"}:
            start += 1
        end = _end_of_unit(noun, words)
        first, last = scene.token_offsets(start, end)
        said = " ".join(scene.document.text[first:last].split()).split(" ")
        return " ".join(word if sum(letter.isupper() for letter in word) > 1 else word.lower() for word in said)

    def spoken_by(self, node: Node, scene: Scene) -> str:
        """The noun phrase for who speaks: a proper name as it is written, without a date; else in lower case.

        A bare noun that somebody owns ("the colleges' brief") stands for its owner, and one that is named beside it
        ("the evaluator, Ostrom and Vale,") for that name.
        """
        named = [one for one in node.all("appos") if one.kind == "PROPN" and one.start > node.end]
        if node.kind == "NOUN" and node.mention is None and len(named) == 1:
            parts = named[0].conjuncts()
            start = min(each.start for one in parts for each in (one, *one.all("compound", "nmod")))
            first, last = scene.token_offsets(start, max(one.end for one in parts))
            return " ".join(scene.document.text[first:last].split())
        owner = next((one for one in node.all("poss") if one.mention is None and one.kind in {"NOUN", "PROPN"}), None)
        start, end = phrase_tokens(node, scene.tree)
        if owner is not None and end - start == 1:
            return self.spoken_by(owner, scene)
        if node.kind != "PROPN":
            kinds = {place: one.kind for one in scene.tree.nodes for place in range(one.start, one.end)}
            words = scene.tree.words[start:end]
            first, last = scene.token_offsets(start, end)
            plain = {word for place, word in enumerate(words, start) if kinds.get(place) != "PROPN"}
            said = scene.document.text[first:last].split()
            return " ".join(word.lower() if word in plain and not word.isupper() else word for word in said)
        if owner is not None and owner.kind == "PROPN":  # "the Board's Office of the Actuary"
            start = phrase_tokens(owner, scene.tree)[0]
        dated = [one.start for one in node.all("prep") if any(p.quantity is not None for p in one.all("pobj"))]
        first, last = scene.token_offsets(start, min([*dated, end]))
        return " ".join(scene.document.text[first:last].split())

    def applied(self, node: Node, scene: Scene) -> str:
        """The part that a claim holds for, in the source's words ("its first decade", "performance years 6 and 7")."""
        before = [one for one in node.children if one.relation in {"poss", "det", "compound"} and one.end <= node.start]
        above = node.head if node.relation in {"compound", "nmod", "amod", "nummod"} else None
        extra = [above] if above is not None and above.quantity is None else []
        nodes = [*before, node, *extra, *(one for far in extra for one in far.children if one.relation == "det")]
        start, end = scene.offsets([*nodes, *_numbers_after(node, scene)])
        return " ".join(scene.document.text[start:end].split())

    def dated(self, name: str, quantity: Quantity) -> dict[str, Term]:
        """A date as a qualifier; `period` makes one or two of it, and a range always two."""
        if quantity.kind != "date":
            return {name: quantity.value}
        found: dict[str, Term] = {}
        if quantity.bound == "asOf" and quantity.value.datatype in DATES:
            # what begins "as of" a day begins on it; of what is so "as of" a day nothing tells since when
            return {"validFrom" if name == "validFrom" else "asOf": quantity.value}
        if quantity.lower is not None or quantity.upper is not None:
            if quantity.lower is not None:
                found["validFrom"] = quantity.lower
            if quantity.upper is not None and quantity.bound != "from":
                found["validUntil"] = quantity.upper
        elif quantity.value.datatype not in DATES:
            return {}
        elif name == "period":
            found = {"validFrom": quantity.value, "validUntil": quantity.value}
            if quantity.comparator in {"<=", "<"} or quantity.bound in {"until", "by"}:
                del found["validFrom"]
            elif quantity.comparator in {">=", ">"} or quantity.bound == "from":
                del found["validUntil"]
        elif name == "pointInTime" and quantity.bound == "by":
            found = {"asOf": quantity.value}
        else:
            found = {name: quantity.value}
        if quantity.fiscal:
            found["fiscal"] = True
        return found

    def figure(self, quantity: Quantity, *, lost: bool = False) -> tuple[Value, dict[str, Term]]:
        """A quantity as an object, with the qualifiers that it brings; what was `lost` is below zero, at both ends."""
        if lost:
            quantity = below_zero(quantity)
        found: dict[str, Term] = {}
        if quantity.comparator != "=":
            found["comparator"] = quantity.comparator
        if quantity.lower is not None:
            found["lower"] = quantity.lower
        if quantity.upper is not None:
            found["upper"] = quantity.upper
        if quantity.unit is not None:
            found["unit"] = self.individual(quantity.unit)
        if quantity.per is not None:
            found["per"] = self._per(quantity.per)
        if quantity.fiscal:
            found["fiscal"] = True
        return quantity.value, found

    def _per(self, per: str) -> Term:
        if per.startswith("P"):
            return Value(per, XSD + "duration")
        return self.individual(per) if ":" in per else per

    def individual(self, name: str) -> Referent:
        """A vocabulary individual, from its IRI or prefixed name."""
        iri = name if "://" in name else self.iri(name)
        known = self.ontology.vocabulary.individuals.get(iri)
        if known is None:
            return Referent(iri, self.iri("kg:Unit"), iri.rsplit("#", 1)[-1], entity=iri)
        return Referent(iri, known.type, known.label, entity=iri)

    def role(self, node: Node, scene: Scene) -> str:
        """The title that a node holds, as the source writes it, without the organization's name."""
        if node.title is not None:
            return node.title.text
        if node.mention is not None and not self.ontology.vocabulary.is_a(node.mention.type, self.iri("kg:Post")):
            return ""
        before = [
            one.text
            for one in node.all("amod", "compound", "nmod")
            if one.mention is None and one.quantity is None and one.end <= node.start
            if one.lemma not in BESIDE_TITLES and one.text.lower() not in BESIDE_TITLES
        ]
        if node.mention is not None and node.mention.referent.post is not None:
            return " ".join((*before, node.mention.text))  # the title itself says of which body
        if node.mention is not None:
            cut = re.split(r"\s+(?:of|at|for)\s+(?:the\s+)?|,", node.mention.text)[0]
            named = [
                one.mention.text
                for one in scene.sentence.mentions
                if one.mention is not node.mention
                and node.mention.start <= one.mention.start
                and one.mention.end <= node.mention.end
            ]
            for name in sorted({*named, *self._names_of_seat(node.mention.entity)}, key=len, reverse=True):
                cut = re.sub(rf"(?:^|(?<=\s)){re.escape(name)}(?=['\u2019\s]|$)", "", cut)
            return " ".join((*before, *re.sub("['\u2019]s", "", cut).split()))
        start, end = phrase_tokens(node, scene.tree)
        plural = node.tag in {"NNS", "NNPS"}
        inside = [one for one in scene.tree.nodes if start <= one.start and one.end <= end]
        cut = next((one.start for one in inside if one.start >= node.end and one.relation in {"prep", "case"}), end)
        kept = [
            one.lemma if plural and one is node else one.text
            for one in inside
            if one.start < cut
            and one.mention is None
            and one.quantity is None
            and one.lemma not in BESIDE_TITLES
            and one.kind not in {"DET", "ADV"}
        ]
        kept += _purview(node)
        return " ".join(word for word in kept if word not in POSSESSIVE | {"-", ","})

    def _names_of_seat(self, post: str | None) -> tuple[str, ...]:
        """The names of the body that a known post belongs to."""
        known = self.ontology.lexicon.entities.get(post or "")
        seat = dict(known.relations).get(self.iri("kg:postIn"), "") if known is not None else ""
        body = self.ontology.lexicon.entities.get(seat)
        return (body.label, *body.aliases) if body is not None else ()

    def words(self, node: Node, scene: Scene) -> str:
        """The words of a verb phrase from its verb to its end, as the source writes them."""
        inside = [one for one in node.below() if one.start >= node.start]
        last = max(one.end for one in inside)
        dash = next(
            (place for place in range(node.start, last) if scene.tree.words[place] in {"—", "\u2013", "--", ";", ":"}),
            last,
        )
        start, end = scene.token_offsets(node.start, _end_of_quotation(scene.tree.words, node.start, dash))
        return " ".join(scene.document.text[start:end].split()).rstrip(" .,;:")


def _purview(post: Node) -> list[str]:
    """What a title is over, where plain nouns tell it: "director of research", "vice president for policy"."""
    for prep in post.all("prep"):
        inside = [one for one in prep.below() if one is not prep]
        plain = all(one.mention is None and one.quantity is None for one in inside)
        if prep.lemma in {"of", "for"} and inside and plain and all(one.kind in {"NOUN", "ADJ"} for one in inside):
            return [prep.text, *(one.text for one in sorted(inside, key=lambda one: one.start))]
    return []


def _end_of_unit(noun: Node, words: Sequence[str]) -> int:
    """Where what a count counts ends: behind the noun, what it is of ("makers of lenses"), or a second such noun."""
    for child in noun.children:
        inside = list(child.below())
        last = max(one.end for one in inside)
        close = (
            child.start == noun.end
            and words[last - 1] != ","
            and not any(
                one.mention is not None or one.quantity is not None or one.kind == "PROPN" or is_clause(one)
                for one in inside
            )
        )
        if close and child.relation == "prep" and child.lemma in {"of", "with"}:
            return last
    for other in noun.all("conj"):
        plain = other.tag == "NNS" and other.mention is None and not other.all("det", "poss", "nummod")
        own = [one.start for one in other.below(is_clause) if one.start >= noun.end]
        if plain and list(words[noun.end : min(own)]) in (["and"], ["or"]):
            return other.end
    return noun.end


def _end_of_quotation(words: Sequence[str], start: int, end: int) -> int:
    """Where words that begin inside a quotation leave it, else their end: what is quoted stands by itself."""
    closing = [place for place in range(start, end) if words[place] in {'"', "\u201d"}]
    opening = sum(words[place] == "\u201c" for place in range(start, end))
    straight = sum(words[place] == '"' for place in closing)
    return closing[-1] if straight % 2 or len(closing) - straight > opening else end


def _numbers_after(node: Node, scene: Scene) -> list[Node]:
    """The numbers right behind a noun that tell which ones are meant: "years 6 and 7"."""
    found: list[Node] = []
    for one in scene.tree.nodes:
        if one.start < node.end:
            continue
        if one.quantity is not None and one.quantity.kind == "count":
            found.append(one)
        elif one.text.lower() not in {"and", "to", "through", "-", "\u2013", ","} or (
            one.text == ","
            and (not found or (one.relation == "punct" and one.head is not node and one.head not in found))
        ):
            break
    return found
