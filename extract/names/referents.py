"""Referents: from all the signs in a document to the things it names, each with all its names."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import partial
from itertools import combinations

from extract.claims.mentions import Referent
from extract.names.acronyms import initials, is_acronym
from extract.names.bare_names import bodies_in, homely, is_no_name, is_place, without_article, without_nation
from extract.names.lexicon_names import LexiconNames
from extract.names.name_matcher import normal
from extract.names.name_words import NameWords
from extract.names.people import surname
from extract.names.short_forms import cut_short, first_words, headline_tails, last_words
from extract.names.signs import ENOUGH, STRONG, Sign
from extract.names.surnames import given_names, is_surname_of, same_person


@dataclass(slots=True)
class Thing:
    """One thing while its names are being gathered."""

    names: dict[str, None] = field(default_factory=dict)
    signs: dict[str, set[float]] = field(default_factory=dict)

    def weight(self, kind: str) -> float:
        """What all signs for a class prove together; the same kind of sign counts once, however often it stands."""
        return sum(self.signs.get(kind, ()))


@dataclass(frozen=True, slots=True)
class DocumentNames:
    """What a document's names mean: each name's referents (more than one: the name alone does not tell).

    `surnames` are last names of people, `firsts` first words of initiatives' names ("Meadow" for the Meadow Dementia
    Model): both kept apart, since they count only where nothing else claims the words.
    """

    referents: tuple[Referent, ...]
    by_name: Mapping[str, tuple[Referent, ...]]
    surnames: Mapping[str, tuple[Referent, ...]]
    firsts: Mapping[str, tuple[Referent, ...]]
    plain: frozenset[str]


class Gatherer:
    """Takes signs in, gives referents out. DocumentNames that share a key, a link or an entity are one thing.

    `others` are names that the lexicon holds and that are, in this document, those of another body's office.
    """

    def __init__(self, words: NameWords, lexicon: LexiconNames, others: frozenset[str]) -> None:
        self.words, self.lexicon, self.others = words, lexicon, others
        self._things: dict[str, Thing] = {}
        self._parent: dict[str, str] = {}
        self._links: list[tuple[str, str]] = []
        self._plain: set[str] = set()
        self._former: set[str] = set()
        self._together: set[frozenset[str]] = set()

    def add(self, sign: Sign) -> None:
        """Take one sign in."""
        if sign.plain:
            self._plain.add(sign.name)
        if sign.plain or is_no_name(sign.name, self.words):
            return
        own = bodies_in(sign.name, self.words) if sign.type == self.words.terms["Organization"] else (sign.name,)
        if own != (sign.name,):
            for name in own:
                self.add(replace(sign, name=name))
            return
        initiative = sign.type is not None and self.words.is_initiative(sign.type)
        if initiative and is_place(sign.name, self.words, self.lexicon):
            return  # "the Ohio program" is one in Ohio
        at_home = partial(homely, words=self.words, lexicon=self.lexicon)
        sign = replace(sign, name=at_home(sign.name), same_as=sign.same_as and at_home(sign.same_as))
        self._thing(sign.name, sign.type, sign.weight)
        if sign.former:
            self._former.add(normal(sign.name))
        if sign.same_as and normal(sign.same_as) != normal(sign.name):
            self._thing(sign.same_as, None, 0.0)
            self._links.append((normal(sign.name), normal(sign.same_as)))

    def see_together(self, names: Iterable[str]) -> None:
        """Note the names that one sentence tells beside each other, which hence are not of the same thing."""
        self._together |= set(map(frozenset, combinations(sorted(set(map(normal, names))), 2)))

    def _thing(self, name: str, kind: str | None, weight: float) -> None:
        thing = self._things.setdefault(normal(name), Thing())
        self._parent.setdefault(normal(name), normal(name))
        thing.names[name] = None
        if kind is not None and weight > 0:
            thing.signs.setdefault(kind, set()).add(weight)

    def _drop_nations(self) -> None:
        """ "The U.S. Tide Office" is "the Tide Office" where the text speaks of that as well."""
        for key, thing in list(self._things.items()):
            rest = normal(without_nation(next(iter(thing.names)), self.words))
            body = thing.weight(self.words.terms["Organization"]) > 0
            if body and " " in rest and rest in self._things and self._root(key) == key:
                for kind, signs in self._things.pop(key).signs.items():
                    self._things[rest].signs.setdefault(kind, set()).update(signs)
                self._parent[key] = rest

    def _root(self, key: str) -> str:
        while self._parent[key] != key:
            key = self._parent[key]
        return key

    def _join(self, one: str, other: str) -> None:
        first, second = self._root(one), self._root(other)
        if first != second:
            self._parent[second] = first

    def names(self, known: Mapping[str, str]) -> DocumentNames:
        """All referents; `known` maps names in the document to the lexicon's entities that they mean there."""
        self._drop_nations()
        for one, other in self._sure_links():
            self._join(one, other)
        self._join_short_forms()
        self._trust_titled_names()
        self._join_middle_names()
        groups: dict[str, Thing] = {}
        for key, thing in self._things.items():
            group = groups.setdefault(self._root(key), Thing())
            group.names.update(thing.names)
            for kind, signs in thing.signs.items():
                group.signs.setdefault(kind, set()).update(signs)
        strong = [
            key
            for key, each in groups.items()
            if self._type(each) is not None and each.weight(str(self._type(each))) > ENOUGH
        ]
        strong += [name for name in known if " " in name]
        strong += headline_tails(strong, self.words)
        full = self._full_names(groups.values(), known)
        lasting = frozenset(surname(name, self.words).casefold() for name in full)
        calling = given_names(full, self.words)
        referents: dict[str, Referent] = {}
        by_name: dict[str, list[Referent]] = {}
        surnames: dict[str, list[Referent]] = {}
        for iri in sorted(set(known.values())):
            self._publish(self._known(iri, ()), (), referents, by_name, surnames)
        for key, group in groups.items():
            if max((group.weight(kind) for kind in group.signs), default=0.0) <= ENOUGH and any(
                key != other and key.endswith(" " + other) and " " in other for other in strong
            ):
                continue  # a headline ("Office Ends Harbor Model") around a name that the text knows better
            if all(is_surname_of(name, lasting, self.words) for name in group.names) and self._is_lone_person(group):
                continue  # "Ms Vance" is whoever bears that surname in full, or nobody
            entity, type_ = self._entity(group, known), self._type(group)
            if entity is None and (calling.issuperset(group.names) or normal(self._label(group)) in self.others):
                continue  # "Carole" is Carole Vance, whatever it was taken for
            if entity is not None:
                self._publish(self._known(entity, tuple(group.names)), tuple(group.names), referents, by_name, surnames)
            elif type_ is not None and not all(name in self._plain for name in group.names):
                names = self._spellings(group)
                key = f"{type_.rpartition('#')[2]}:{normal(self._label(group))}"
                label = without_article(self._label(group))
                own = Referent(key, type_, label, tuple(name for name in names if name != label))
                self._publish(own, names, referents, by_name, surnames)
        for person in referents.values():
            for first in {name.split()[0] for name in (person.label, *person.aliases)} & calling - by_name.keys():
                surnames.setdefault(first, []).append(person)
        return DocumentNames(
            tuple(referents.values()),
            {name: tuple(dict.fromkeys(each)) for name, each in by_name.items()},
            {name: tuple(dict.fromkeys(each)) for name, each in surnames.items()},
            first_words(referents.values(), by_name, self.words, self.lexicon),
            frozenset(self._plain),
        )

    def _label(self, group: Thing) -> str:
        """The fullest name; none that the thing no longer bears, nor one that is short for such a name."""
        over = [name for name in group.names if normal(name) in self._former]
        rest = [n for n in group.names if not any(f"{normal(old)} ".startswith(f"{normal(n)} ") for old in over)]
        return max(rest or group.names, key=lambda name: (len(normal(name).split()), not name.isupper(), len(name)))

    def _publish(
        self,
        referent: Referent,
        names: Iterable[str],
        referents: dict[str, Referent],
        by_name: dict[str, list[Referent]],
        surnames: dict[str, list[Referent]],
    ) -> None:
        old = referents.get(referent.key)
        if old is not None and old != referent:
            aliases = tuple(dict.fromkeys((*old.aliases, *referent.aliases)))
            referent = Referent(old.key, old.type, old.label, aliases, old.entity)
            for table in (by_name, surnames):
                for each in table.values():
                    each[:] = [referent if one.key == old.key else one for one in each]
        referents[referent.key] = referent
        for name in names:
            by_name.setdefault(name, []).append(referent)
        if referent.type == self.words.terms["Person"]:
            for name in (referent.label, *referent.aliases):
                if " " in name:
                    surnames.setdefault(surname(name, self.words), []).append(referent)

    def _known(self, iri: str, said: tuple[str, ...]) -> Referent:
        entity = self.lexicon.entities[iri]
        extra = tuple(name for name in said if name not in entity.names)
        return Referent(iri, entity.type, entity.label, (*entity.aliases, *extra), iri)

    def _entity(self, group: Thing, known: Mapping[str, str]) -> str | None:
        """The lexicon's entity that the group's fullest names mean; an acronym alone never outweighs a long form."""
        long = [name for name in group.names if " " in name]
        if long:
            meant = set().union(*(self.lexicon.named(name) for name in long if normal(name) not in self.others))
            if meant or any(normal(name) not in known for name in long):
                return meant.pop() if len(meant) == 1 else None
        meant = {known[normal(name)] for name in group.names if normal(name) in known}
        return meant.pop() if len(meant) == 1 else None

    def _type(self, group: Thing) -> str | None:
        if not group.signs:
            return None
        kind = max(group.signs, key=group.weight)
        heads, full = self.words.words("heads", "Initiative"), [name for name in group.names if " " in name]
        headed = full and all(name.split()[-1].lower() in heads for name in full)
        if headed and kind == self.words.terms["Organization"]:  # "the Emergency Department Model" is no body
            told = group.signs.pop(kind)
            kind = self.words.heads[full[0].split()[-1].lower()]
            group.signs.setdefault(kind, set()).update(told)
        if self.words.is_initiative(kind):  # the most specific class that any sign tells
            family = [each for each in group.signs if self.words.is_initiative(each)]
            own = [each for each in family if each in self.words.own]
            kind = max(own or family, key=group.weight)
            group.signs[kind] = set().union(*(group.signs.pop(each) for each in family))
        weight = group.weight(kind)
        others = sum(group.weight(each) for each in group.signs) - weight
        return kind if weight >= ENOUGH and weight >= others else None

    def _spellings(self, group: Thing) -> tuple[str, ...]:
        names = [without_article(name) for name in group.names]
        return tuple(dict.fromkeys(name for name in names if name))

    def _full_names(self, groups: Iterable[Thing], known: Mapping[str, str]) -> list[str]:
        """The names of those whom the document names in full."""
        person, entities = self.words.terms["Person"], self.lexicon.entities
        full = [name for one in groups if self._type(one) == person for name in one.names]
        full += [entities[iri].label for iri in set(known.values()) if entities[iri].type == person]
        return [name for name in full if " " in name]

    def _is_lone_person(self, group: Thing) -> bool:
        """Whether a name is a person's, or has a person's title before it ("Dr Vance") whatever it was taken for."""
        titles = self.words.words("people", "dropped")
        titled = any(name.split()[0].lower() in titles and " " in name for name in group.names)
        return titled or self._type(group) == self.words.terms["Person"]

    def _trust_titled_names(self) -> None:
        """ "Ana Oyo" is a person, however little tells so, where the text goes on with "Ms. Oyo"."""
        person = self.words.terms["Person"]
        titled = {name for one in self._things.values() if one.weight(person) >= STRONG for name in one.names}
        for one in self._things.values():
            if 0 < one.weight(person) < ENOUGH and any(
                " " in name and surname(name, self.words) in titled for name in one.names
            ):
                one.signs[person].add(ENOUGH)

    def _join_middle_names(self) -> None:
        """ "Ana Oyo" is "Ana M. Oyo" where no other Ana has that surname and a middle name."""
        person = self.words.terms["Person"]
        full = [key for key, one in self._things.items() if " " in key and self._type(one) == person]
        said = {key: next(iter(self._things[key].names)) for key in full}
        for short in full:
            longer = [key for key in full if len(key) > len(short) and same_person(said[short], said[key], self.words)]
            if len(longer) == 1:
                self._join(longer[0], short)

    def _sure_links(self) -> list[tuple[str, str]]:
        """The links but those of a law's name without its year, where laws of several years bear it: it tells none."""
        years: dict[str, set[str]] = {}
        for one, other in self._links:
            if one.startswith(f"{other} ") and (year := re.fullmatch(r"(?:of )?(\d{4})", one[len(other) + 1 :])):
                years.setdefault(other, set()).add(year[1])
        unsure = {other for other, found in years.items() if len(found) > 1}
        for name in unsure:
            self._things.pop(name, None)
        return [link for link in self._links if unsure.isdisjoint(link)]

    def _join_short_forms(self) -> None:
        """ "Harbor Bundles" is "the Harbor Bundles Model" where no other full name has that stem."""
        stems: dict[str, list[str]] = {}
        for key, thing in list(self._things.items()):
            words = key.split()
            kind = self.words.heads.get(words[-1]) if len(words) > 1 else None
            initiative = kind is not None and words[-1] in self.words.words("heads", "Initiative")
            if initiative and any(name.split()[-1][0].isupper() for name in thing.names):
                stems.setdefault(" ".join(words[:-1]), []).append(key)
            elif len(words) in {2, 3} and words[0] in self.words.words("initiatives", "leads"):
                stems.setdefault(" ".join(words[1:]), []).append(key)  # "Meridian" is "Project Meridian"
        for stem, keys in stems.items():
            if len({self._root(key) for key in keys}) != 1 or self.lexicon.holds_matter(stem, self.words):
                continue
            name = next(iter(self._things[keys[0]].names))
            short = name.rsplit(" ", 1)[0] if normal(name).startswith(stem) else name.partition(" ")[2]
            if stem in self._things:
                persons = self._things[stem].weight(self.words.terms["Person"])
                if persons <= ENOUGH:  # no title, role or speech: the language model's guess gives way
                    self._things[stem].signs.pop(self.words.terms["Person"], None)
                    self._join(keys[0], stem)
            elif " " in stem or is_acronym(short) or short.istitle():
                self._things[stem] = Thing(names={without_article(short): None})
                self._parent[stem] = stem
                self._join(keys[0], stem)
        own = {one for link in self._links for one in link}
        for long, short in cut_short(stems, self._root, self.words, self.lexicon):
            if short not in own and frozenset((long, short)) not in self._together:
                self._join(long, short)
        sure = {key: {kind for kind in one.signs if one.weight(kind) >= ENOUGH} for key, one in self._things.items()}
        for long, short in last_words(stems, sure, self.words):
            self._join(long, short)
        self._join_openings(stems)
        self._join_endings()
        self._join_bodies()
        self._join_initials()

    def _join_initials(self) -> None:
        """ "UAO" that nothing explains is the one thing of its kind that the text names with just these initials."""
        for short, thing in list(self._things.items()):
            said = [name for name in thing.names if name.isupper() and name.isalpha() and len(name) > 2]
            kind = self._type(Thing(thing.names, dict(thing.signs))) if said else None
            if kind is None or self.lexicon.named(said[0]):
                continue
            groups: dict[str, list[Thing]] = {}
            for key, each in self._things.items():
                groups.setdefault(self._root(key), []).append(each)
            spelt = [
                root
                for root, things in groups.items()
                if any(" " in n and not n.isupper() and initials(n) == said[0] for each in things for n in each.names)
            ]
            alone = len(groups[self._root(short)]) == 1
            if alone and len(spelt) == 1 and any(each.weight(kind) > 0 for each in groups[spelt[0]]):
                self._join(spelt[0], short)

    def _join_bodies(self) -> None:
        """ "The Audit Chamber" is "the National Audit Chamber" where no other full name holds those words.
        So is "the Harbor Center" the "Harbor Center for Payment Reform".
        """
        kind = self.words.terms["Organization"]
        for short, thing in list(self._things.items()):
            parts = short.split()
            if len(parts) < 2 or thing.weight(kind) < ENOUGH or self.lexicon.named(short):
                continue
            if self.words.head_of(parts) != kind and parts[-1] not in self.words.words("bodies", "heads"):
                continue
            longer = [key for key in self._things if f" {short} " in f" {key} " and key != short]
            told = (f"{short} for ", f"{short} on ")
            whole = [key for key in longer if key.endswith(f" {short}") or key.startswith(told)]
            bodies = [key for key in whole if self._things[key].weight(kind) >= ENOUGH]
            if len(bodies) == 1 and len({self._root(key) for key in longer}) == 1 and " of " not in short:
                self._join(bodies[0], short)

    def _join_endings(self) -> None:
        """ "The Compact" is "the Copse Oncology Compact", "the Order" the Fees Order 2031, if no other name ends so."""
        law, words = self.words.terms["LegalProvision"], self.words.words
        for ending in (*self.words.tables["initiatives"]["endings"], *words("laws", "dated") | words("laws", "serial")):
            longer = [key for key in self._things if re.sub(r"(?: of)? \d{4}$", "", key).endswith(f" {ending}")]
            things = [self._things[key] for key in (ending, *longer) if key in self._things]
            kinds = {kind for each in things for kind in each.signs if each.weight(kind) >= ENOUGH}
            one_kind = all(map(self.words.is_initiative, kinds)) or kinds == {law}
            if len({self._root(key) for key in longer}) == 1 and kinds and one_kind:
                self._thing(ending.capitalize(), None, 0.0)
                self._join(longer[0], ending)

    def _join_openings(self, stems: Mapping[str, list[str]]) -> None:
        """ "Ivy" is "the Ivy Respiratory Care Model" where no other full name opens so and "Ivy" is nothing else."""
        idle = self.words.words("initiatives", "plain") | self.words.words("initiatives", "loose")
        longer: dict[str, set[str]] = {}
        for stem, keys in stems.items():
            parts = stem.split()
            for length in range(1, len(parts)):
                longer.setdefault(" ".join(parts[:length]), set()).update(self._root(key) for key in keys)
        for opening, roots in longer.items():
            thing = self._things.get(opening)
            own = {self._root(key) for key in stems.get(opening, ())}  # "the Ivy Model" beside "the Ivy Care Model"
            if thing is None or len(roots | own) != 1 or all(word in idle for word in opening.split()):
                continue
            if self.lexicon.holds_matter(opening, self.words):
                continue
            kinds = {kind for kind in thing.signs if thing.weight(kind) >= ENOUGH}
            named = all(name.replace(" ", "").isalpha() and not is_acronym(name) for name in thing.names)
            if (
                named
                and thing.signs
                and all(self.words.is_initiative(kind) for kind in kinds)
                and not any(
                    self.words.is_initiative(self.lexicon.entities[iri].type) for iri in self.lexicon.named(opening)
                )
            ):
                thing.signs = {kind: weights for kind, weights in thing.signs.items() if self.words.is_initiative(kind)}
                self._join(min(roots), opening)
