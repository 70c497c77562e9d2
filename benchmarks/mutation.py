"""Replace the names in documents by invented ones and compare what is read: `python -m benchmarks.mutation [FOLDER …]`.

The same statements should come out about the invented names. In: documents (by default the seeds beside the project).
Out: for each document how many statements were made, and how many of them again under the new names.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from corpus.documents import find_sources, read_document
from extract.claims.claims import Claim
from extract.claims.mentions import Referent
from extract.reading import read_claims
from ontology.regulators import Ontology, load_ontology

SEEDS = Path(__file__).resolve().parent.parent.parent / "shared" / "corpus" / "seeds"
SYLLABLES = [
    "bran",
    "dor",
    "fel",
    "gar",
    "hol",
    "kes",
    "lun",
    "mar",
    "nor",
    "pel",
    "quin",
    "ros",
    "sel",
    "tam",
    "vor",
    "wex",
]
PLAIN = re.compile(
    r"(?i:dr|mr|mrs|ms|prof|models?|program|initiative|demonstration|test|option|care|payment|design|the|of|for|and|in|to|with|a)"
)
"""Words of names that stay: they say what kind of thing is named."""


def invented(word: str, number: int) -> str:
    """A word of the same shape as a name's word: capitals for capitals, digits kept."""
    if PLAIN.fullmatch(word) or not any(letter.isalpha() for letter in word):
        return word
    made = SYLLABLES[number % len(SYLLABLES)] + SYLLABLES[(number * 7 + 3) % len(SYLLABLES)]
    if word.isupper():
        letters = (made * 2).upper()[: len(word)]
        return "".join(new if old.isalpha() else old for old, new in zip(word, letters, strict=True))
    return made.capitalize() if word[0].isupper() else made


def renamed(claims: Sequence[Claim], ontology: Ontology) -> dict[str, str]:
    """For each name of an initiative or a person that is claimed something of, an invented one."""
    iri, found, words = ontology.namespaces.iri, {}, {}
    for claim in claims:
        for thing in (claim.subject, claim.object):
            if isinstance(thing, Referent) and any(
                ontology.vocabulary.is_a(thing.type, iri(kind)) for kind in ("kg:Initiative", "kg:Person")
            ) and not ontology.vocabulary.is_a(thing.type, iri("kg:Program")):  # fmt: skip
                for name in (thing.label, *thing.aliases):
                    parts = re.findall(r"\w+|\W+", name)
                    for part in parts:
                        words.setdefault(part, invented(part, len(words)))
                    found[name] = "".join(words[part] for part in parts)
    return found


def one_thing(claims: Sequence[Claim], names: Mapping[str, str]) -> dict[str, str]:
    """For each invented name the one that its thing goes by: a text that never spells it out has only the other."""
    found: dict[str, str] = {}
    for claim in claims:
        for thing in (claim.subject, claim.object):
            if isinstance(thing, Referent) and thing.label in names:
                found |= {names[name]: names[thing.label] for name in thing.aliases if name in names}
    return found


def told(claims: Sequence[Claim], names: Mapping[str, str]) -> set[tuple[str, ...]]:
    """What claims say, names changed, without how they were found."""

    def shown(term: object) -> str:
        text = term.label if isinstance(term, Referent) else getattr(term, "lexical", str(term))
        return names.get(text, text).casefold()

    return {(shown(one.subject), one.property, shown(one.object), one.modality, str(one.negated)) for one in claims}


def main(arguments: Sequence[str]) -> int:
    """Print the table; returns the exit code."""
    ontology, whole, again = load_ontology(), 0, 0
    print("| document | statements | again | share |\n|---|---|---|---|")
    for source, path in find_sources(arguments or [SEEDS]):
        document = read_document(path.read_bytes(), source)
        claims = read_claims(document, ontology).claims
        names = renamed(claims, ontology)
        text = path.read_text(encoding="utf-8", errors="replace")
        for name in sorted(names, key=len, reverse=True):
            text = re.sub(rf"(?<!\w){re.escape(name)}(?!\w)", names[name].replace("\\", ""), text)
        changed = read_claims(read_document(text.encode(), source), ontology).claims
        before, after = told(claims, names), told(changed, one_thing(claims, names))
        whole, again = whole + len(before), again + len(before & after)
        print(f"| {source} | {len(before)} | {len(before & after)} | {len(before & after) / max(len(before), 1):.2f} |")
    print(f"| all | {whole} | {again} | {again / max(whole, 1):.2f} |")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
