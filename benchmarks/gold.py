"""Gold documents: what a careful reader takes from a text, and how a reading is held against it."""

from __future__ import annotations

import re
import sys
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from zlib import crc32

from extract.claims.claims import Claim, Reading
from extract.claims.mentions import Referent

COMPANIONS = {
    "affiliation",
    "status",
    "outcome",
    "testedBy",
    "predecessor",
    "successor",
    "partOf",
    "altLabel",
    "definition",
    "citation",
}
"""Properties whose claims may stand beside others without being listed: they follow from reading conventions."""


NEWER = {"evaluatedBy"}
"""Properties that the vocabulary got after the sets had been labelled: in them their claims are neither listed nor
judged."""

SEEDS = Path(__file__).resolve().parent.parent.parent / "shared" / "corpus" / "seeds"
"""Where texts lie that are not ours to reprint: a gold document of one of them names its file as `source`."""


RUN = 6
"""No run of so many words may stand in two of the sets."""

NAMES = re.compile(
    r"(?:centers? for )?medicare (?:and )?medicaid (?:services|innovation)|social security act"
    r"|(?:department of )?health and human services|government accountability office|congressional budget office"
    r"|(?:cms )?innovation center|chief actuary|affordable care act|federal register|section \w+(?= of)|\d+ u s c"
    r"|to be assured consideration|comments must be received|no later than 5 p m"
    r"|10 billion for fiscal years 2011 through 2019|would not increase net program spending"
)
"""Names of real bodies and laws, and formulas of law and notices, which are the same in every text about them."""


@dataclass(frozen=True, slots=True)
class GoldClaim:
    """One claim as a gold file lists it; `linked` marks one that needs two sentences or inference."""

    subject: str
    property: str
    object: str
    modality: str = "fact"
    qualifiers: tuple[tuple[str, str], ...] = ()
    negated: bool = False
    linked: bool = False


@dataclass(frozen=True, slots=True)
class GoldDocument:
    """A gold file, read."""

    path: Path
    genre: str
    text: str
    claims: tuple[GoldClaim, ...]
    also: tuple[GoldClaim, ...] = ()
    baits: tuple[GoldClaim, ...] = ()


@dataclass(slots=True)
class Score:
    """Counts over any number of documents."""

    asked: int = 0
    found: int = 0
    linked_asked: int = 0
    linked_found: int = 0
    said: int = 0
    right: int = 0
    status_right: int = 0
    qualifiers_asked: int = 0
    qualifiers_right: int = 0
    baits: int = 0
    taken: int = 0
    misses: list[str] = field(default_factory=list)
    wrongs: list[str] = field(default_factory=list)

    def add(self, other: Score) -> None:
        """Add another document's counts."""
        for name in Score.__slots__:
            setattr(self, name, getattr(self, name) + getattr(other, name))


def parse_claim(line: str) -> GoldClaim:
    """Read one line of a gold file.

    >>> parse_claim("- Alder Model | outcome | NetSavings | fact | validFrom=2031").negated
    True
    """
    linked = negated = False
    marks = re.match(r"[+-](?: ?[+-])? ", line)
    if marks:
        linked, negated = "+" in marks.group(), "-" in marks.group()
        line = line[marks.end() :]
    parts = [part.strip() for part in line.split(" | ")]
    if len(parts) < 3:
        raise ValueError(f"a claim has at least subject | property | object, not {line!r}")
    pairs = [pair.strip() for pair in (parts[4] if len(parts) > 4 else "").split(";") if "=" in pair]
    qualifiers = tuple((name.strip(), value.strip()) for name, value in (pair.split("=", 1) for pair in pairs))
    return GoldClaim(parts[0], parts[1], parts[2], parts[3] if len(parts) > 3 else "fact", qualifiers, negated, linked)


def read_gold(folder: Path) -> Iterator[GoldDocument]:
    """Every gold document below a folder, in order of name; raises ValueError naming a file that is not right.

    A file holds one document, or several in an array `documents`. One that names a `source` in place of its text is
    skipped, and said to be, where the seeds do not lie beside the project.
    """
    for path in sorted(folder.rglob("*.toml")):
        try:
            data = tomllib.loads(path.read_text(encoding="utf-8"))
            for place, one in enumerate(data.get("documents", [data])):
                if "source" in one and not (SEEDS / one["source"]).exists():
                    print(f"skipped: {path.name}, whose source is not here", file=sys.stderr)
                    continue
                yield GoldDocument(
                    path.with_stem(f"{path.stem}-{place + 1}") if "documents" in data else path,
                    one["genre"],
                    (SEEDS / one["source"]).read_text("utf-8") if "source" in one else one["text"].lstrip("\n"),
                    tuple(map(parse_claim, one.get("claims", ()))),
                    tuple(map(parse_claim, one.get("also", ()))),
                    tuple(map(parse_claim, one.get("baits", ()))),
                )
        except (KeyError, ValueError) as error:
            raise ValueError(f"{path}: {error}") from error


def is_left_out(stem: str) -> bool:
    """Whether a document of `train` is of the tenth that no weights are fitted to, so that they can be judged by it."""
    return crc32(stem.encode()) % 10 == 0


def runs(documents: Iterable[GoldDocument]) -> set[str]:
    """Every run of `RUN` words in some documents, names and formulas that all such texts share left out."""
    found = set()
    for document in documents:
        plain = NAMES.sub("", " ".join(re.findall(r"\w+", document.text.casefold())))
        text = plain.split()
        found |= {" ".join(text[i : i + RUN]) for i in range(len(text) - RUN + 1)}
    return found


def same_name(gold: str, names: Iterable[str]) -> bool:
    """Whether a gold name is one of the names of a thing, articles, case and a final class word aside."""
    wanted = _plain(gold)
    return any(_plain(name) == wanted for name in names)


def _plain(name: str) -> str:
    name = re.sub(r"(?:§§?|\bsec\.)\s*", "section ", name.casefold())
    name = re.sub(r"[^\w%$.+&-]+", " ", name).strip()
    name = re.sub(r"^(?:the|a|an) ", "", name)
    return re.sub(r" (?:model|demonstration|initiative|test)$", "", name).replace("&", "and")


def names_of(term: object, labels: dict[str, tuple[str, ...]]) -> tuple[str, ...]:
    """All names under which a gold file may speak of a claim's subject or object."""
    if isinstance(term, Referent):
        local = re.split(r"[#/]", term.entity)[-1] if term.entity else ""
        return (term.label, *term.aliases, local, *labels.get(term.entity or "", ()))
    return (str(getattr(term, "lexical", term)),)


def same_claim(gold: GoldClaim, claim: Claim, labels: dict[str, tuple[str, ...]]) -> bool:
    """Whether a claim has the gold claim's subject, property, object and polarity."""
    local = re.split(r"[#/]", claim.property)[-1]
    if gold.property not in (local, "*") or gold.negated != claim.negated:
        return False
    if gold.subject != "*" and not same_name(gold.subject, names_of(claim.subject, labels)):
        return False
    return same_object(gold.object, names_of(claim.object, labels))


def same_object(gold: str, names: Iterable[str]) -> bool:
    """Whether a gold object is one of the names of a thing, or its beginning, where it ends in `*`.

    >>> same_object("test new*", ["test new ways of paying"]), same_object("*", ["2030"])
    (True, True)
    """
    if gold.endswith("*"):
        return any(_plain(name).startswith(_plain(gold[:-1])) for name in names)
    return same_name(gold, names)


def qualifiers_right(gold: GoldClaim, claim: Claim, labels: dict[str, tuple[str, ...]]) -> int:
    """How many of the gold claim's qualifiers the claim carries with the same value."""
    evidence = {"statedOn": claim.evidence.stated_on, "inferred": str(claim.evidence.inferred).lower()}
    held = dict(claim.qualifiers)
    count = 0
    for name, value in gold.qualifiers:
        term = held.get(name, evidence.get(name))
        names = ("true" if term else "false",) if isinstance(term, bool) else names_of(term, labels)
        count += term is not None and same_name(value, names)
    return count


def score(gold: GoldDocument, reading: Reading, labels: dict[str, tuple[str, ...]]) -> Score:
    """Hold one document's reading against its gold file."""
    result = Score()
    name = gold.path.stem
    for wanted in gold.claims:
        hits = [i for i, claim in enumerate(reading.claims) if same_claim(wanted, claim, labels)]
        hits.sort(
            key=lambda i: (
                -(reading.claims[i].modality == wanted.modality) - qualifiers_right(wanted, reading.claims[i], labels)
            )
        )
        result.asked += not wanted.linked
        result.linked_asked += wanted.linked
        if not hits:
            result.misses.append(
                f"{name}: {wanted.subject} | {wanted.property} | {wanted.object}" + " (linked)" * wanted.linked
            )
            continue
        result.found += not wanted.linked
        result.linked_found += wanted.linked
        best = reading.claims[hits[0]]
        result.status_right += best.modality == wanted.modality and _speaker_right(wanted, best, labels)
        result.qualifiers_asked += len(wanted.qualifiers)
        result.qualifiers_right += qualifiers_right(wanted, best, labels)
    for bait in gold.baits:
        result.baits += 1
        takers = [c for c in reading.claims if same_claim(bait, c, labels) and bait.modality in (c.modality, "*")]
        result.taken += bool(takers)
        result.wrongs += [f"{name}: BAIT {show(c)}" for c in takers]
    for claim, right in zip(reading.claims, verdicts(gold, reading, labels), strict=True):
        if right is None:
            continue
        result.said += 1
        result.right += right
        if not right:
            result.wrongs.append(f"{name}: {show(claim)}")
    return result


def verdicts(gold: GoldDocument, reading: Reading, labels: dict[str, tuple[str, ...]]) -> Iterator[bool | None]:
    """For each claim of a reading whether it is right; `None` for a companion or a newer property that the gold
    file leaves open."""
    for claim in reading.claims:
        if any(same_claim(other, claim, labels) for other in (*gold.claims, *gold.also)):
            yield True
        elif re.split(r"[#/]", claim.property)[-1] in COMPANIONS | NEWER and not any(
            same_claim(bait, claim, labels) and bait.modality in (claim.modality, "*") for bait in gold.baits
        ):
            yield None
        else:
            yield False


def _speaker_right(gold: GoldClaim, claim: Claim, labels: dict[str, tuple[str, ...]]) -> bool:
    wanted = dict(gold.qualifiers).get("attributedTo")
    held = dict(claim.qualifiers).get("attributedTo")
    if wanted is None:
        return True
    return held is not None and same_name(wanted, names_of(held, labels))


def show(claim: Claim) -> str:
    """A claim in one line, as gold files write them, with what found it and its words."""
    target = claim.object.label if isinstance(claim.object, Referent) else claim.object.lexical
    extra = "; ".join(f"{k}={getattr(v, 'label', getattr(v, 'lexical', v))}" for k, v in claim.qualifiers)
    local = re.split(r"[#/]", claim.property)[-1]
    return (
        f"{'NOT ' * claim.negated}{claim.subject.label} | {local} | {target} | {claim.modality} | {extra}"
        f" <{claim.evidence.extracted_by}> “{claim.evidence.quote[:110]}”"
    )
