"""Fuller phrases: of two that a document has for one thing, the shorter is the same mention and no claim of its own."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Set

from extract.claims.annotated import Annotated
from extract.claims.claims import Claim
from extract.claims.mentions import SKOS_CONCEPT, Referent
from ontology.regulators import Ontology


def without_shorter(
    claims: Iterable[Claim], annotated: Annotated, ontology: Ontology, sums: Set[str] = frozenset()
) -> list[Claim]:
    """The claims without those whose phrase only is the end of a fuller one that the document has for the same.

    "Nephrology practices … The practices …" are one kind, "dementia … people with dementia" one matter. Two that one
    sentence lists are two ("hospitals and rural hospitals"). A noun of `sums` ("a yearly sum") tells nothing where
    the document names what the sum is.
    """
    held = list(claims)
    vocabulary, initiative = ontology.vocabulary, ontology.namespaces.iri("kg:Initiative")
    worded = {
        iri
        for iri, one in vocabulary.properties.items()
        if initiative in one.domains
        and any(vocabulary.is_a(kind, SKOS_CONCEPT) and not vocabulary.of_type(kind) for kind in one.ranges)
    }
    told: dict[tuple[str, str], list[tuple[Claim, tuple[str, ...]]]] = {}
    for one in held:
        if one.property in worded and isinstance(one.object, Referent) and not one.negated:
            told.setdefault((one.subject.key, one.property), []).append((one, _words(one.object.label)))
    dropped = {id(one) for group in told.values() for one in _shorter(group, annotated, sums)}
    return [one for one in held if id(one) not in dropped]


def _shorter(group: list[tuple[Claim, tuple[str, ...]]], annotated: Annotated, sums: Set[str]) -> Iterator[Claim]:
    phrases = {words for _, words in group}
    places = {words: {_sentence(one, annotated) for one, each in group if each == words} for words in phrases}
    named = any(words[-1] not in sums for words in phrases)
    for one, words in group:
        fuller = (each for each in phrases if _is_fuller(each, words) and not places[each] & places[words])
        if next(fuller, None) is not None or (named and words[-1] in sums):
            yield one


def _is_fuller(phrase: tuple[str, ...], words: tuple[str, ...]) -> bool:
    """Whether a phrase says the same in more words; of "people with dementia" and "dementia" the illness counts."""
    matter = phrase[phrase.index("with") + 1 :] if "with" in phrase else ()
    behind = words[words.index("with") + 1 :] if "with" in words else ()
    if behind and behind == phrase:
        return True
    return len(phrase) > len(words) and phrase[-len(words) :] == words and matter != words


def _words(label: str) -> tuple[str, ...]:
    """The words of a phrase, its last one in the singular."""
    *before, last = label.lower().split()
    return (*before, singular(last))


def singular(noun: str) -> str:
    """A noun without the ending of its plural, as far as that can be told by its letters.

    >>> singular("agencies"), singular("practices"), singular("losses"), singular("access")
    ('agency', 'practice', 'loss', 'access')
    """
    if noun.endswith("ies") and len(noun) > 4:
        return f"{noun[:-3]}y"
    if noun.endswith(("sses", "shes", "ches", "xes")):
        return noun[:-2]
    return noun[:-1] if noun.endswith("s") and not noun.endswith(("ss", "us", "is")) else noun


def _sentence(claim: Claim, annotated: Annotated) -> int:
    """Where the sentence starts in which a claim's quote stands."""
    place = claim.evidence.start
    return next((one.start for one in annotated.sentences if one.start <= place < one.end), place)
