"""Short forms: by which other words a text goes on speaking of an initiative that it names in full."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from spacy.tokens import Span

from extract.claims.mentions import Referent
from extract.names.acronyms import SMALL, is_acronym
from extract.names.lexicon_names import LexiconNames
from extract.names.name_matcher import normal
from extract.names.name_words import NameWords
from extract.names.runs import left_of
from extract.names.signs import name_text
from extract.parsing.pipeline import english_words


def cut_short(
    stems: Mapping[str, Sequence[str]],
    root: Callable[[str], str],
    words: NameWords,
    lexicon: LexiconNames,
) -> Iterator[tuple[str, str]]:
    """Which names are others without their middle: "the Willow Model" for "the Willow Dementia Care Model".

    In: names in plain form by what they hold before their head noun, and what thing a name is of. Out: pairs of the
    full name and the short one. A name of matters alone is short for none.
    """
    idle = words.words("initiatives", "plain") | words.words("initiatives", "loose")
    for stem, keys in stems.items():
        if set(stem.split()) <= idle or lexicon.holds_matter(stem, words):
            continue
        for short in keys:
            head = short.split()[-1]
            longer = {
                root(key): key
                for other, others in stems.items()
                if other.startswith(f"{stem} ")
                for key in others
                if key.split()[-1] == head
            }
            if len(longer) == 1 and not lexicon.named(short):
                yield next(iter(longer.values())), short


def shortened(sentence: Span, lexicon: LexiconNames) -> Iterator[tuple[str, str]]:
    """Names that leave out words of one that the lexicon holds, beside its acronym: "the Center for Trials (CCHT)".

    In: a sentence. Out: each such name, with the entity whose it is.
    """
    doc = sentence.doc
    for token in sentence[2:]:
        before = doc[token.i - 1].lower_
        end = token.i - 2 if before == "or" and doc[token.i - 2].text == "," else token.i - 1
        if before not in {"(", "or"} or not is_acronym(token.text) or end <= sentence.start:
            continue
        known = [lexicon.entities[iri] for iri in lexicon.named(token.text)]
        for start in range(left_of(doc, end, sentence.start), end - 1):
            name = name_text(doc, start, end)
            if len(known) == 1 and _leaves_out(normal(name).split(), normal(known[0].label).split()):
                yield name, known[0].iri
                break


def _leaves_out(short: Sequence[str], long: Sequence[str]) -> bool:
    """Whether main words, two at least and the first among them, stand in a longer name in their order."""
    main, rest = [word for word in short if word not in SMALL], iter(long)
    return len(main) > 1 and len(short) < len(long) and main[0] == long[0] and all(word in rest for word in main)


def last_words(
    stems: Mapping[str, Sequence[str]], kinds: Mapping[str, set[str]], words: NameWords
) -> Iterator[tuple[str, str]]:
    """Which names are the last word of one full name before its head: "Ladder" for "the Primary Care Ladder Model".

    `kinds` are those that a text's names surely are of. Another full name with that word makes it unsure.
    """
    for stem, keys in stems.items():
        last = stem.rpartition(" ")[2]
        held = [one for one in stems if last in one.split()]
        own = kinds.get(last)
        if last != stem and len(held) == 1 and own and all(map(words.is_initiative, own)):
            yield keys[0], last


def headline_tails(names: Iterable[str], words: NameWords) -> list[str]:
    """The shortest forms of names with a head noun, on which a headline may end ("Dates for Willow Model")."""
    heads = words.words("heads", "Initiative")
    parted = [one.split() for one in names]
    return [f"{said[0]} {said[-1]}" for said in parted if len(said) > 2 and said[-1] in heads]


def first_words(
    referents: Iterable[Referent], by_name: Mapping[str, list[Referent]], words: NameWords, lexicon: LexiconNames
) -> dict[str, tuple[Referent, ...]]:
    """First words by which a text may go on speaking of initiatives that it has named in full."""
    idle = words.words("initiatives", "plain") | words.words("initiatives", "loose")
    found: dict[str, list[Referent]] = {}
    for referent in referents:
        if referent.type == words.terms["Organization"] and not referent.entity:
            first, _, rest = referent.label.partition(" ")
            odd = first.isalpha() and first.istitle() and len(first) > 3 and first.lower() not in english_words()
            known = first in by_name or lexicon.named(first) or rest.split()[:1] in (["of"], ["for"])
            if rest and odd and not known:
                found.setdefault(first, []).append(referent)
        if not words.is_initiative(referent.type) or referent.type == words.terms["Program"]:
            continue
        said = referent.aliases if referent.entity else (referent.label, *referent.aliases)
        for name in said:
            first, _, rest = (name.title() if name.isupper() else name).partition(" ")
            usable = len(first) > 2 and first.isalpha() and first.istitle() and first.lower() not in idle
            places = {lexicon.entities[iri].type for iri in lexicon.named(first)}
            usable = usable and first not in by_name and places <= {words.terms["Place"]}
            if rest and usable and len(name.split()) > 2:
                found.setdefault(first, []).append(referent)
    return {first: tuple(dict.fromkeys(each)) for first, each in found.items()}
