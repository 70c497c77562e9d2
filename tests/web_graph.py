"""An invented graph for the tests of reading and of the web: two sources that disagree, a table, every kind of fact."""

from __future__ import annotations

import hashlib
from pathlib import Path

from pyoxigraph import Literal, NamedNode, Quad, RdfFormat

from kg.store.fulltext import PlainText, write_search
from kg.store.releases import Release, Releases

BASE = "https://w3id.org/regulatory-kg/"
KG, ID = BASE + "core#", BASE + "id/"
RDF, RDFS = "http://www.w3.org/1999/02/22-rdf-syntax-ns#", "http://www.w3.org/2000/01/rdf-schema#"
XSD, DCT = "http://www.w3.org/2001/XMLSchema#", "http://purl.org/dc/terms/"
OA, PROV, SKOS = "http://www.w3.org/ns/oa#", "http://www.w3.org/ns/prov#", "http://www.w3.org/2004/02/skos/core#"

PIERS = 30
REPORT = (
    "Annual report of the Lantern Office \U0001f4ce\r\n\r\n"
    "1. What we run\r\n\r\n"
    "The Lantern Office is part of the Ministry of Tides. Ada Brook has led\r\nthe office as Director since 2024. "
    "The office launched the Harbor Model on January 5, 2026; it follows the Beacon Model and is planned to end on "
    "December 31, 2030. More than 50 practices take part. The Harbor Model is voluntary, not mandatory.\r\n\r\n"
    "2. Money\r\n\r\n"
    "Congress gave the Lantern Office $2.1 billion for 2020 to 2029. The Tide Institute projects that the Harbor Model "
    "will serve 1 million people. Tom <b>Reed & Co</b> called the model a gamble.\r\n"
)
NEWS = (
    "Harbor Model slips\n\n"
    + "The office said little about its reasons, and the paper could not learn more from those it asked. " * 8
    + "\n\nThe Harbor Model began in March 2026, officials say.\n\n"
    + "None of the practices that were asked wished to speak about what the delay had meant for their plans. " * 8
    + "\n"
)
TABLE = "model,program\n" + "".join(f"Pier Model {n},Tide Program\n" for n in range(1, PIERS + 1))


def node(iri: str) -> NamedNode:
    return NamedNode(iri)


class Builder:
    """Quads of documents and facts; every quote is found in its text, once."""

    def __init__(self) -> None:
        self.quads: list[Quad] = []
        self.texts: list[PlainText] = []
        self.documents: dict[str, str] = {}

    def add(self, s: str, p: str, o: str | Literal, graph: str) -> None:
        value = o if isinstance(o, Literal) else node(o)
        self.quads.append(Quad(node(s), node(p), value, node(BASE + "graph/" + graph)))

    def document(self, name: str, text: str, kind: str, title: str, issued: str, shown_whole: bool = True) -> None:
        key = hashlib.sha256(text.encode()).hexdigest()[:16]
        iri = self.documents[name] = f"{BASE}document/{key}"
        graph = f"document/{key}"
        for p, o in (
            (RDF + "type", KG + "Document"),
            (DCT + "title", Literal(title)),
            (DCT + "issued", Literal(issued, datatype=node(XSD + "date"))),
            (DCT + "type", KG + kind),
            (DCT + "source", f"https://news.example/{name}"),
            (DCT + "publisher", Literal("The Tidewater Press")),
        ):
            self.add(iri, p, o, graph)
        self.add(iri + "/text", KG + "plainTextOf", iri, graph)
        section, at = Literal(title), 0
        for order, part in enumerate(
            text.replace("\r\n\r\n", "\r\n\0\n").replace("\n\n", "\n\0").replace("\n", "\n").split("\0")
            if kind != "Table"
            else text.splitlines(keepends=True)
        ):
            start = text.index(part.strip(), at)
            end = at = start + len(part.strip())
            passage = f"{iri}#char={start},{end}"
            heading = end - start < 60 and kind != "Table" and not part.strip().endswith(".")
            what = "table-row" if kind == "Table" else "heading" if heading else "paragraph"
            for p, o in (
                (RDF + "type", KG + "Passage"),
                (DCT + "isPartOf", iri),
                (RDF + "value", Literal(text[start:end])),
                (KG + "kind", Literal(what)),
                (KG + "section", section),
                (KG + "order", Literal(str(order), datatype=node(XSD + "integer"))),
            ):
                self.add(passage, p, o, graph)
        self.texts.append(PlainText(iri, key, f"{name}.txt", title, shown_whole, text))

    def entity(self, slug: str, kind: str, label: str, *aliases: str) -> str:
        iri = ID + slug
        self.add(iri, RDF + "type", KG + kind, "direct")
        self.add(iri, RDFS + "label", Literal(label), "direct")
        for alias in aliases:
            self.add(iri, SKOS + "altLabel", Literal(alias), "direct")
        return iri

    def fact(
        self,
        name: str,
        subject: str,
        prop: str,
        value: str | Literal,
        document: str,
        quote: str,
        modality: str = "fact",
        negated: bool = False,
        direct: bool = True,
        confidence: str = "0.95",
        **qualifiers: str | Literal,
    ) -> str:
        iri = f"{BASE}statement/{hashlib.md5(name.encode(), usedforsecurity=False).hexdigest()}"
        prop = prop if ":" in prop else KG + prop
        for p, o in (
            (RDF + "type", KG + "Statement"),
            (RDF + "subject", subject),
            (RDF + "predicate", prop),
            (RDF + "object", value),
            (KG + "rank", KG + "normal"),
            (KG + "modality", KG + modality),
            (KG + "negated", Literal(str(negated).lower(), datatype=node(XSD + "boolean"))),
        ):
            self.add(iri, p, o, "statements")
        for key, held in qualifiers.items():
            self.add(iri, KG + key, held, "statements")
        if direct:
            self.add(subject, prop, value, "direct")
        self.prove(iri, document, quote, confidence)
        return iri

    def prove(self, statement: str, document: str, quote: str, confidence: str = "0.95") -> None:
        iri = self.documents[document]
        graph = iri.removeprefix(BASE)
        text = next(t.text for t in self.texts if t.document == iri)
        start = text.index(quote)
        end = start + len(quote)
        evidence = f"{BASE}evidence/{hashlib.md5((statement + iri).encode(), usedforsecurity=False).hexdigest()}"
        passage = next(
            q.subject.value
            for q in self.quads
            if q.predicate.value == RDF + "type"
            and q.object == node(KG + "Passage")
            and q.subject.value.startswith(iri + "#")
            and int(q.subject.value.split("=")[1].split(",")[0]) <= start < int(q.subject.value.split(",")[1])
        )
        self.add(statement, PROV + "wasDerivedFrom", evidence, graph)
        number = node(XSD + "integer")
        rows: list[tuple[str, str, str | Literal]] = [
            (evidence, RDF + "type", KG + "Evidence"),
            (evidence, OA + "hasSource", iri + "/text"),
            (evidence, DCT + "isPartOf", passage),
            (evidence, KG + "confidence", Literal(confidence, datatype=node(XSD + "decimal"))),
            (evidence, KG + "extractedBy", Literal("pattern/launch")),
            (evidence, OA + "hasSelector", evidence + "/position"),
            (evidence, OA + "hasSelector", evidence + "/quote"),
            (evidence + "/position", OA + "start", Literal(str(start), datatype=number)),
            (evidence + "/position", OA + "end", Literal(str(end), datatype=number)),
            (evidence + "/quote", OA + "exact", Literal(quote)),
            (evidence + "/quote", OA + "prefix", Literal(text[max(0, start - 32) : start])),
            (evidence + "/quote", OA + "suffix", Literal(text[end : end + 32])),
        ]
        for s, p, o in rows:
            self.add(s, p, o, graph)


def dated(text: str) -> Literal:
    return Literal(text, datatype=node(XSD + {4: "gYear", 7: "gYearMonth", 10: "date"}[len(text)]))


def build() -> Builder:
    """The whole invented graph."""
    b = Builder()
    b.document("report", REPORT, "Report", "Annual report of the Lantern Office", "2026-02-01")
    b.document("news", NEWS, "News", "Harbor Model slips", "2026-04-02", shown_whole=False)
    b.document("table", TABLE, "Table", "Models and their programs", "2026-03-01")
    office = b.entity("lantern-office", "Organization", "Lantern Office", "LO")
    harbor = b.entity("harbor-model", "Initiative", "Harbor Model", "HM")
    beacon = b.entity("beacon-model", "Initiative", "Beacon Model")
    ministry = b.entity("ministry-of-tides", "Organization", "Ministry of Tides")
    institute = b.entity("tide-institute", "Organization", "Tide Institute")
    ada = b.entity("ada-brook", "Person", "Ada Brook")
    tom = b.entity("tom-reed", "Person", "Tom <b>Reed & Co</b>")
    program = b.entity("tide-program", "Program", "Tide Program")
    day = node(XSD + "date")
    money, count = node(XSD + "decimal"), node(XSD + "integer")
    first = Literal("2026-01-05", datatype=day)
    b.fact("part", office, "partOf", ministry, "report", "The Lantern Office is part of the Ministry of Tides")
    b.fact(
        "director",
        office,
        "director",
        ada,
        "report",
        "Ada Brook has led\r\nthe office as Director since 2024",
        role=Literal("Director"),
        validFrom=dated("2024"),
        earliest=Literal("2024-01-01", datatype=day),
    )
    start = b.fact(
        "start",
        harbor,
        "startedOn",
        dated("2026-01-05"),
        "report",
        "The office launched the Harbor Model on January 5, 2026",
        earliest=first,
        latest=first,
    )
    other = b.fact(
        "start2",
        harbor,
        "startedOn",
        dated("2026-03"),
        "news",
        "The Harbor Model began in March 2026",
        earliest=Literal("2026-03-01", datatype=day),
        latest=Literal("2026-03-31", datatype=day),
    )
    for a, c in ((start, other), (other, start)):
        b.add(a, KG + "conflictsWith", c, "statements")
    b.fact("predecessor", harbor, "predecessor", beacon, "report", "it follows the Beacon Model")
    b.add(beacon, KG + "successor", harbor, "direct")
    b.fact(
        "end",
        harbor,
        "endedOn",
        dated("2030-12-31"),
        "report",
        "is planned to end on December 31, 2030",
        modality="plan",
        earliest=Literal("2030-12-31", datatype=day),
    )
    b.fact(
        "count",
        harbor,
        "participants",
        Literal("50", datatype=count),
        "report",
        "More than 50 practices take part",
        direct=False,
        comparator=Literal(">"),
    )
    b.fact("voluntary", harbor, "participation", KG + "Voluntary", "report", "The Harbor Model is voluntary")
    b.fact(
        "mandatory",
        harbor,
        "participation",
        KG + "Mandatory",
        "report",
        "The Harbor Model is voluntary, not mandatory",
        negated=True,
        direct=False,
    )
    b.fact(
        "money",
        office,
        "appropriation",
        Literal("2100000000", datatype=money),
        "report",
        "$2.1 billion for 2020 to 2029",
        unit=KG + "USD",
        validFrom=dated("2020"),
        validUntil=dated("2029"),
    )
    b.fact(
        "people",
        harbor,
        "beneficiaries",
        Literal("1000000", datatype=count),
        "report",
        "The Tide Institute projects that the Harbor Model will serve 1 million people",
        modality="projection",
        direct=False,
        attributedTo=institute,
    )
    b.fact(
        "gamble",
        harbor,
        "purpose",
        Literal("a gamble <script>alert(1)</script>"),
        "report",
        "Tom <b>Reed & Co</b> called the model a gamble",
        modality="opinion",
        direct=False,
        attributedTo=tom,
    )
    for n in range(1, PIERS + 1):
        pier = b.entity(f"pier-model-{n}", "Initiative", f"Pier Model {n}")
        b.fact(f"pier{n}", pier, "program", program, "table", f"Pier Model {n},Tide Program")
    return b


def publish(folder: Path, built: Builder | None = None) -> Release:
    """A store on disk with this graph and the core vocabulary as its one release."""
    built = built or build()
    releases = Releases(folder)
    releases.check(create=True)
    vocabulary = (Path(__file__).resolve().parent.parent / "ontology" / "core" / "vocabulary.ttl").read_bytes()
    with releases.lock(), releases.draft(clone=False) as draft:
        draft.store.load(vocabulary, RdfFormat.TURTLE, base=BASE, graph=BASE + "graph/vocabulary")
        draft.store.add(built.quads)
        write_search(draft.folder / "search.sqlite", draft.store, BASE, built.texts)
        return draft.publish({"base": BASE})
