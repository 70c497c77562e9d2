from __future__ import annotations

import os
import pickle
import shutil
import tomllib
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

import kg.readings
from corpus.documents import Document, UnreadableDocument
from kg.build import BuildFailed, Summary, build
from kg.check import check_quotes, check_served
from kg.export import canonical_lines
from kg.readings import Rules, SourceFile, cached, read_all, read_one
from kg.store.fulltext import plain_texts
from kg.store.releases import Release, Releases, StoreLocked
from kg.store.store import StoreFault, text_of
from ontology.namespaces import DEFAULT_BASE
from ontology.regulators import find_regulator

TOY = Path(__file__).resolve().parent / "toy"
NOTE = "The Lantern Quota Trial began on July 1, 2026. Ines Falk has led the office since 2019.\n"


@pytest.fixture
def sources(tmp_path: Path) -> Path:
    return Path(shutil.copytree(TOY / "documents", tmp_path / "documents"))


@pytest.fixture
def store(tmp_path: Path, toy_store: Path) -> Path:
    """A copy of the built store, whose remembered sources are the toy's own documents."""
    return Path(shutil.copytree(toy_store, tmp_path / "store", symlinks=True))


def made(sources: list[Path] | None, store: Path, **more: object) -> Summary:
    return build(sources, store, regulator=TOY / "regulator", **more)  # type: ignore[arg-type]


def lines(release: Release) -> list[str]:
    with release.open() as graph:
        return canonical_lines(graph)


def test_a_build_publishes_what_the_documents_claim(toy_store: Path) -> None:
    release = Releases(toy_store).served()
    counts = release.description["counts"]
    assert counts["documents"] == len(list((TOY / "documents").iterdir()))
    assert counts["statements"] >= 40
    assert counts["evidence"] >= counts["statements"]
    assert check_served(release) == []
    with release.open() as graph:
        assert graph.size() == counts["triples"], "every triple stands in exactly one graph"
        assert check_quotes(graph, release.search)[0] >= counts["evidence"]
        assert graph.ask("ASK { ?trial rdfs:label 'Lantern Quota Trial' ; kg:participation kg:Voluntary }")
        rows = graph.select(
            "SELECT DISTINCT ?s ?p ?o { GRAPH ?g { ?s ?p ?o } GRAPH ?h { ?s ?p ?o } FILTER(STR(?g) < STR(?h)) }"
        )
        assert rows == []


def test_the_texts_stand_in_the_release_untouched(toy_store: Path) -> None:
    texts = {text.source: text for text in plain_texts(Releases(toy_store).served().search)}
    assert sorted(texts) == sorted(path.name for path in (TOY / "documents").iterdir())
    assert texts["report.txt"].text == (TOY / "documents" / "report.txt").read_text(encoding="utf-8")
    assert all(text.shown_whole for text in texts.values())


def test_building_again_reads_nothing_and_publishes_nothing(store: Path) -> None:
    summary = made(None, store)
    assert (summary.read_anew, summary.unchanged, summary.release.name) == (0, True, "r0001")


def test_another_order_makes_the_same_graph(toy_store: Path, tmp_path: Path) -> None:
    files = sorted((TOY / "documents").iterdir(), reverse=True)
    summary = made(files, tmp_path / "other")
    assert lines(summary.release) == lines(Releases(toy_store).served())


def test_a_new_document_is_the_only_one_read_and_leaves_without_trace(sources: Path, store: Path) -> None:
    before = lines(made([sources], store).release)
    (sources / "note.txt").write_text(NOTE)
    summary = made(None, store)
    assert (summary.documents, summary.read_anew) == (8, 1)
    after = lines(summary.release)
    assert any("note.txt" in line for line in after)
    (sources / "note.txt").unlink()
    summary = made(None, store)
    assert summary.read_anew == 0
    assert lines(summary.release) == before


def test_an_incremental_build_equals_a_clean_one(sources: Path, store: Path, tmp_path: Path) -> None:
    made([sources], store)
    (sources / "note.txt").write_text(NOTE)
    (sources / "news.html").unlink()
    changed = (sources / "report.txt").read_text().replace("2015", "2014")
    (sources / "report.txt").write_text(changed)
    step = made(None, store)
    clean = made([sources], tmp_path / "clean")
    assert lines(step.release) == lines(clean.release)


def test_a_new_alias_parses_nothing_again(tmp_path: Path, store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    regulator = Path(shutil.copytree(TOY / "regulator", tmp_path / "regulator"))
    lexicon = regulator / "lexicon.ttl"
    lexicon.write_text(lexicon.read_text() + "\n# a comment is a change of the file, and so of the rules\n")
    parsed = set((store / "cache" / "parses").rglob("*"))
    documents = set((store / "cache" / "documents").iterdir())
    summary = build(None, store, regulator=regulator)
    assert (summary.read_anew, summary.claimed_anew) == (0, 7)
    assert set((store / "cache" / "parses").rglob("*")) == parsed, "no sentence was parsed again"
    assert set((store / "cache" / "documents").iterdir()) == documents, "no source was read again"


def test_what_cannot_be_read_is_skipped_with_a_line(sources: Path, store: Path) -> None:
    (sources / "empty.txt").write_text("")
    (sources / "noise.pdf").write_bytes(b"%PDF-1.7\n" + bytes(range(256)) * 20)
    (sources / "noise.bin").write_bytes(os.urandom(5000))
    summary = made([sources], store)
    assert summary.documents == 7
    assert sorted(line.split(":")[0] for line in summary.skipped) == ["empty.txt", "noise.bin", "noise.pdf"]
    assert all("\n" not in line for line in summary.skipped)
    with pytest.raises(BuildFailed, match="3 documents were skipped, and --strict makes that a failure"):
        made([sources], store, strict=True)
    assert Releases(store).served().name == summary.release.name


def test_an_unreadable_file_is_skipped(sources: Path, store: Path) -> None:
    (sources / "dangling.txt").symlink_to(sources / "nowhere")
    secret = sources / "secret.txt"
    secret.write_text(NOTE)
    secret.chmod(0)
    summary = made([sources], store)
    if os.getuid() != 0:
        assert [line for line in summary.skipped if line.startswith("secret.txt")]
    assert summary.documents >= 7


def test_a_readers_own_mistake_costs_one_document(
    sources: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = kg.readings.read_document

    def failing(data: bytes, source: str, *, own: bool = True) -> Document:
        if source == "report.txt":
            raise ZeroDivisionError("a mistake\nof ours")
        return real(data, source, own=own)

    monkeypatch.setattr(kg.readings, "read_document", failing)
    summary = made([sources], tmp_path / "store")
    assert summary.skipped == ("report.txt: the reader failed on it (ZeroDivisionError: a mistake of ours)",)
    assert summary.documents == 6


def test_the_same_bytes_are_read_once(sources: Path, store: Path) -> None:
    shutil.copy(sources / "report.txt", sources / "zz-copy.txt")
    summary = made([sources], store)
    assert summary.documents == 7
    assert summary.copies == ("zz-copy.txt: the same bytes as report.txt",)


def test_a_missing_source_stops_the_build_and_keeps_the_release(store: Path, tmp_path: Path) -> None:
    with pytest.raises(BuildFailed, match="nowhere: no such file or folder"):
        made([TOY / "documents", tmp_path / "nowhere"], store)
    (tmp_path / "hollow").mkdir()
    with pytest.raises(BuildFailed, match="the sources hold no file to read"):
        made([tmp_path / "hollow"], store)
    (tmp_path / "hollow" / "empty.txt").write_text(" \n")
    with pytest.raises(BuildFailed, match="no document could be read"):
        made([tmp_path / "hollow"], store)
    assert Releases(store).state()["sources"] == [str(TOY / "documents")]
    assert made(None, store).unchanged


def test_a_remembered_source_that_is_gone_leaves_with_a_line(sources: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.txt"
    other.write_text(NOTE)
    made([sources, other], tmp_path / "store")
    other.unlink()
    summary = made(None, tmp_path / "store")
    assert summary.documents == 7
    assert [line for line in summary.skipped if "other.txt: gone since the last build" in line]
    shutil.rmtree(sources)
    with pytest.raises(BuildFailed, match="remembered from the last build"):
        made(None, tmp_path / "store")


def test_a_graph_with_faults_is_not_published(store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kg.build.check_release", lambda *_: ["<x>: a fault on purpose"])
    with pytest.raises(BuildFailed, match="a fault on purpose"):
        made(None, store, clean=True)
    assert Releases(store).names() == ["r0001"]


def test_a_statement_that_breaks_a_shape_is_left_out_alone(tmp_path: Path, store: Path) -> None:
    regulator = Path(shutil.copytree(TOY / "regulator", tmp_path / "regulator"))
    (regulator / "shapes.ttl").write_text(
        "@prefix sh: <http://www.w3.org/ns/shacl#> . @prefix kg: <core#> .\n"
        "@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .\n"
        "<shape/no-voluntary> a sh:NodeShape ; sh:targetClass kg:Statement ; sh:property [ sh:path rdf:object ;\n"
        '  sh:not [ sh:hasValue kg:Voluntary ] ; sh:message "nothing is voluntary here" ] .\n'
    )
    before = Releases(store).served()
    voluntary = "ASK { ?s a kg:Statement ; rdf:object kg:Voluntary }"
    with before.open() as graph:
        assert graph.ask(voluntary)
    summary = build(None, store, regulator=regulator)
    assert [line for line in summary.left_out if "nothing is voluntary here" in line]
    with summary.release.open() as graph:
        assert not graph.ask(voluntary)
    assert summary.statements >= before.description["counts"]["statements"] - 3
    assert check_served(summary.release) == []


def test_a_clean_build_replaces_a_damaged_graph(store: Path) -> None:
    releases = Releases(store)
    was = lines(releases.served())
    with releases.draft() as draft:
        draft.store.update("DELETE { GRAPH ?g { ?q ?exact ?o } } INSERT { GRAPH ?g { ?q ?exact 'other words' } } "
                           "WHERE { GRAPH ?g { ?q ?exact ?o } FILTER(STRENDS(STR(?exact), '#exact')) }")  # fmt: skip
        shutil.copy(releases.served().search, draft.folder)
        draft.publish(dict(releases.served().description))
    assert check_served(releases.served())
    assert made(None, store).unchanged, "a build that trusts the last release cannot see the damage"
    assert lines(made(None, store, clean=True).release) == was


def test_one_build_at_a_time(store: Path) -> None:
    with Releases(store).lock(), pytest.raises(StoreLocked, match="another build is running"):
        made(None, store)


def test_cache_files_that_are_broken_or_foreign_are_read_anew(sources: Path, tmp_path: Path) -> None:
    class Evil:
        def __reduce__(self) -> tuple[object, tuple[str]]:
            return os.mkdir, (str(tmp_path / "evil"),)

    cache = tmp_path / "cache"
    rules = Rules.of(find_regulator(TOY / "regulator"), DEFAULT_BASE)
    source = SourceFile("report.txt", sources / "report.txt")
    first = read_one(source, rules, cache)
    assert cached(source, rules, cache) == kg.readings.Read(source, first.document, first.reading, reused=True)
    for content in (b"", b"noise", pickle.dumps(Evil()), pickle.dumps("a string")):
        for path in [*(cache / "documents").iterdir(), *(cache / "readings").iterdir()]:
            path.write_bytes(content)
        assert cached(source, rules, cache) is None
        assert read_one(source, rules, cache).reading == first.reading
    assert not (tmp_path / "evil").exists()


def test_any_executor_reads_the_same(sources: Path, tmp_path: Path) -> None:
    rules = Rules.of(find_regulator(TOY / "regulator"), DEFAULT_BASE)
    files = [SourceFile(path.name, path) for path in sorted(sources.iterdir())]
    heard: list[str] = []
    with ThreadPoolExecutor(2) as executor:
        reads = read_all(
            files, rules, tmp_path / "one", executor=executor, tell=lambda read: heard.append(read.source.name)
        )
    alone = read_all(files, rules, tmp_path / "two")
    assert [read.reading for read in reads] == [read.reading for read in alone]
    assert [read.source for read in reads] == files
    assert sorted(heard) == [source.name for source in files]


@pytest.mark.slow
def test_processes_read_the_same(
    sources: Path, tmp_path: Path, toy_store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(kg.readings, "WORTH_A_PROCESS", 1)
    summary = made([sources], tmp_path / "store", jobs=2)
    assert lines(summary.release) == lines(Releases(toy_store).served())


def test_rules_change_with_the_data_that_reading_asks(tmp_path: Path) -> None:
    regulator = Path(shutil.copytree(TOY / "regulator", tmp_path / "regulator"))

    def rules() -> Rules:
        return Rules.of(find_regulator(regulator), DEFAULT_BASE)

    before = rules()
    (regulator / "decisions.toml").write_text("")
    assert rules() == before, "decisions are applied after reading"
    (regulator / "patterns-more.toml").write_text("# a new pattern file\n")
    assert rules().claims != before.claims
    assert rules().readers == before.readers


def test_renamed_things_leave_an_address_that_leads_on(store: Path) -> None:
    release = Releases(store).served()
    memory = release.path / "memory.json"
    with release.open() as graph:
        owners = text_of(graph.select("SELECT ?t { ?t rdfs:label 'trawler owners' ; a kg:ParticipantType }")[0]["t"])
    memory.write_text(memory.read_text().replace(f'"{owners}"', f'"{owners}-old"'))
    summary = made([path for path in (TOY / "documents").iterdir() if path.name != "news.html"], store)
    assert summary.release.description["redirects"].get(owners + "-old") == owners


def test_a_release_without_its_texts_is_said(store: Path) -> None:
    release = Releases(store).served()
    release.search.unlink()
    with pytest.raises(StoreFault, match="the documents' texts cannot be read"):
        check_served(release)


def test_what_the_regulator_expects_is_in_the_graph(toy_store: Path) -> None:
    expected = tomllib.loads((TOY / "expected.toml").read_text())["document"]
    with Releases(toy_store).served().open() as graph:
        sources = {text_of(row["p"]) for row in graph.select("SELECT ?p { ?d kg:path ?p }")}
    assert {entry["file"] for entry in expected} <= sources


def test_unreadable_documents_are_told_as_they_are(tmp_path: Path) -> None:
    (tmp_path / "x.txt").write_bytes(b"\0\1\2\3" * 100)
    rules = Rules.of(find_regulator(TOY / "regulator"), DEFAULT_BASE)
    read = read_one(SourceFile("x.txt", tmp_path / "x.txt"), rules, tmp_path / "cache")
    with pytest.raises(UnreadableDocument) as caught:
        kg.readings.read_document((tmp_path / "x.txt").read_bytes(), "x.txt")
    assert read.fault == " ".join(str(caught.value).split())
