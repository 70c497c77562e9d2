"""Grammar: what the data files of an ontology say about reading claims, and the trees of sentences that it needs."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from extract.annotation.annotate import AnnotatedSentence
from extract.claims.annotated import TokenMention
from extract.claims.mentions import SKOS_CONCEPT, Mention, Referent
from extract.context.companions import Companion, read_companions
from extract.layout.columns import Columns, read_columns
from extract.layout.table_shapes import read_milestones
from extract.parsing.cues import Cues, read_cues
from extract.patterns.matching import IsA
from extract.patterns.patterns import PatternIndex, read_patterns
from extract.patterns.terms import counts_of
from extract.trees.net_sums import with_net_sum
from extract.trees.repairs import repair
from extract.trees.trees import Tree, Unit, build_tree
from extract.values.values import XSD
from ontology.regulators import Ontology

if TYPE_CHECKING:
    from spacy.tokens import Doc


TELLING = ("ory", "ary", "onal")
"""How words end that tell a thing's way and do not only pick it out: "mandatory", "voluntary", "optional"."""


@dataclass(frozen=True, slots=True)
class Grammar:
    """What the data files say about reading claims, read once for an ontology."""

    ontology: Ontology
    cues: Cues
    patterns: PatternIndex
    companions: tuple[Companion, ...]
    columns: Columns
    is_a: IsA

    @property
    def reckoned(self) -> frozenset[str]:
        """Properties of what somebody has to reckon: savings, foreseen and found, and a body's counts of its work."""
        known, people = self.ontology.vocabulary.properties, self.ontology.namespaces.iri("kg:peopleServed")
        totals = {iri for iri, one in known.items() if XSD + "integer" in one.ranges} - counts_of(self.ontology)
        return frozenset({*self.forecasts, *self.forecasts.values(), *totals}) - {people}

    @property
    def forecasts(self) -> dict[str, str]:
        """From the property of a forecast to the property of what came of it, where the vocabulary has both."""
        known = self.ontology.vocabulary.properties
        found = {}
        for iri in known:
            space, mark, name = iri.rpartition("#")
            if name.startswith("projected"):
                outcome = f"{space}{mark}{name[9:10].lower()}{name[10:]}"
                if outcome in known:
                    found[iri] = outcome
        return found

    def tree(self, sentence: AnnotatedSentence) -> Tree:
        """A sentence's tree with its names and values as single nodes."""
        first = sentence.span.start
        named: list[Unit] = [
            (_pointing(one, sentence.span.doc) - first, one.end - first, one.mention) for one in sentence.mentions
        ]
        concepts = [one for one in named if isinstance(one[2], Mention) and self.is_concept(one[2])]
        units = [one for one in named if one not in concepts]
        for one in sentence.quantities:
            token = sentence.span.doc[one.start]
            lasts = token.lower_ == "last" and one.start > first and token.nbor(-1).lower_ == "to"
            verbal = one.end - one.start > 1 and (token.pos_ == "VERB" or lasts)
            figure = replace(one.quantity, bound=None) if lasts else one.quantity
            units.append((one.start - first + verbal, one.end - first, figure))
        units, posts = self._without_titles(units, [token.text.lower() for token in sentence.span])
        tree = build_tree(
            sentence.span,
            units,
            self.cues.group("title"),
            lambda mention: self._is(mention, "kg:Person"),
            lambda mention: self._is(mention, "kg:Organization"),
            concepts,
            posts,
        )
        repair(tree, self.cues, lambda mention: self._is(mention, "kg:Initiative"))
        return with_net_sum(tree, self.cues)

    def _without_titles(self, units: list[Unit], words: list[str]) -> tuple[list[Unit], dict[int, tuple[int, Mention]]]:
        """The units without posts that only are the title before a person's name, and whose posts those are."""
        starts = {start for start, _, thing in units if isinstance(thing, Mention) and self._is(thing, "kg:Person")}
        honorifics = self.cues.group("title").get("honorific", frozenset())
        kept: list[Unit] = []
        posts: dict[int, tuple[int, Mention]] = {}
        for start, end, thing in units:
            if end not in starts and end < len(words) and words[end] in honorifics:
                end += 1
            if isinstance(thing, Mention) and self._is(thing, "kg:Post") and end in starts:
                body = self._body_of(thing)
                if body is not None and not self._serves_another(end, body, units, words):
                    posts[end] = (start, body)
                continue
            kept.append((start, end, thing))
        return kept, posts

    def _serves_another(self, start: int, body: Mention, units: list[Unit], words: list[str]) -> bool:
        """Whether the person named at a token is called another body's ("Administrator Ann Lee of the Reef Agency")."""
        after = next((last for first, last, _ in units if first == start), start)
        if words[after : after + 1] not in [["of"], ["at"]]:
            return False
        place = after + 1 + (words[after + 1 : after + 2] == ["the"])
        return any(
            first == place
            and isinstance(thing, Mention)
            and self._is(thing, "kg:Organization")
            and thing.referent.entity != body.referent.entity
            for first, _, thing in units
        )

    def _body_of(self, post: Mention) -> Mention | None:
        """The organization that a known post belongs to, as a mention where the post is named."""
        entities = self.ontology.lexicon.entities
        known = entities.get(post.entity or "")
        wanted = self.ontology.namespaces.iri("kg:postIn")
        iri = next((target for name, target in known.relations if name == wanted), None) if known is not None else None
        body = entities.get(iri or "")
        if body is None:
            return None
        return Mention(
            post.start,
            post.end,
            post.text,
            body.type,
            Referent(body.iri, body.type, body.label, body.aliases, body.iri),
            "post",
        )

    def is_concept(self, mention: Mention) -> bool:
        """Whether a mention names a kind of thing, and no thing."""
        return self.ontology.vocabulary.is_a(mention.type, SKOS_CONCEPT)

    def _is(self, mention: Mention, kind: str) -> bool:
        return self.ontology.vocabulary.is_a(mention.type, self.ontology.namespaces.iri(kind))


def _pointing(found: TokenMention, doc: Doc) -> int:
    """Where a name begins as one node: of "the mandatory test" the noun points back, and the rest tells of it."""
    last = found.end - 1
    tells = any(
        one.tag_ == "JJ" and one.head.i == last and one.lower_.endswith(TELLING) for one in doc[found.start : last]
    )
    return last if found.mention.how == "reference" and tells else found.start


@lru_cache(maxsize=4)
def load_grammar(
    pattern_files: tuple[Path, ...], cue_files: tuple[Path, ...]
) -> tuple[Cues, PatternIndex, tuple[Companion, ...]]:
    """Cue words, patterns and companions of these files, read once."""
    return read_cues(cue_files), PatternIndex(read_patterns(pattern_files)), read_companions(pattern_files)


def grammar_of(ontology: Ontology) -> Grammar:
    """The grammar of an ontology. Raises `UnreadableCues` naming the file that is at fault."""
    cues, patterns, companions = load_grammar(
        ontology.regulator.files("patterns*.toml"), ontology.regulator.files("status*.toml")
    )
    columns = read_columns(ontology.regulator.files("tables.toml"))
    columns = replace(columns, milestones=read_milestones(ontology.regulator.files("timelines.toml")))
    return Grammar(ontology, cues, patterns, companions, columns, is_a_of(ontology))


def is_a_of(ontology: Ontology) -> IsA:
    """What tells whether a class, by IRI, is another, by prefixed name, or below it; it keeps what it was asked."""
    iri, vocabulary = ontology.namespaces.iri, ontology.vocabulary
    return lru_cache(maxsize=10_000)(lambda kind, wanted: vocabulary.is_a(kind, iri(wanted)))
