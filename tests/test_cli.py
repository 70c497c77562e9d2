from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import jsonschema
import pyoxigraph as ox
import pytest

from kg.__main__ import main
from kg.store.releases import Releases

HOUSE = Path(__file__).resolve().parent.parent
TOY = HOUSE / "tests" / "toy"
SCHEMA = HOUSE.parent / "shared" / "design" / "statement.schema.json"
LANTERN = "SELECT ?on { ?trial rdfs:label 'Lantern Quota Trial' ; kg:startedOn ?on }"


@pytest.fixture
def store(tmp_path: Path, toy_store: Path) -> Path:
    return Path(shutil.copytree(toy_store, tmp_path / "store", symlinks=True))


def kg(capsys: pytest.CaptureFixture[str], *arguments: str | Path) -> tuple[int, str, str]:
    code = main([str(argument) for argument in arguments])
    out, err = capsys.readouterr()
    assert "Traceback" not in err
    return code, out, err


def test_building_says_what_it_did(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    shutil.copytree(TOY / "documents", tmp_path / "documents")
    (tmp_path / "documents" / "empty.txt").write_text("")
    arguments = ("--regulator", TOY / "regulator", "--store", tmp_path / "store", "--jobs", "1")
    code, out, err = kg(
        capsys, "build", tmp_path / "documents", *arguments, "--report", tmp_path / "report.md", "--explain", "HCTO"
    )
    assert code == 0
    assert err.startswith("kg: empty.txt: ")
    for word in (
        "documents",
        "passages",
        "claims",
        "statements",
        "evidence",
        "conflicts",
        "skipped",
        "release r0001 published",
    ):
        assert word in out
    assert "'HCTO' is <https://w3id.org/regulatory-kg/id/" in out
    report = (tmp_path / "report.md").read_text()
    assert report.startswith("# Build r0001\n")
    assert "- empty.txt: " in report
    code, out, err = kg(capsys, "build", "--store", tmp_path / "store", "--strict", "--jobs", "1")
    assert code == 1
    assert "--strict makes that a failure" in err
    code, out, err = kg(capsys, "build", "--store", tmp_path / "store", "--jobs", "1")
    assert (code, "nothing changed, it stands; 0 documents read anew" in out) == (0, True)


def test_adding_and_removing_a_document(capsys: pytest.CaptureFixture[str], store: Path, tmp_path: Path) -> None:
    note = tmp_path / "note.txt"
    note.write_text("The Lantern Quota Trial has 31 participating trawler owners.\n")
    code, out, _ = kg(capsys, "add", note, "--store", store, "--jobs", "1")
    assert (code, "1 documents read anew" in out) == (0, True)
    assert str(note) in Releases(store).state()["sources"]
    code, out, _ = kg(capsys, "releases", "--store", store)
    assert (code, len(out.splitlines()), out.splitlines()[1].startswith("* r0002  20")) == (0, 2, True)
    code, out, _ = kg(capsys, "remove", "note.txt", "--store", store, "--jobs", "1")
    assert code == 0
    assert Releases(store).state()["sources"] == [str(TOY / "documents")]
    code, out, err = kg(capsys, "remove", "nobody.txt", "--store", store)
    assert (code, "no such source is listed" in err) == (1, True)
    code, out, err = kg(capsys, "remove", TOY / "documents" / "report.txt", "--store", store)
    assert (code, "which is a source as a whole" in err) == (1, True)


def test_differences_name_the_document_that_caused_them(
    capsys: pytest.CaptureFixture[str], store: Path, tmp_path: Path
) -> None:
    note = tmp_path / "note.txt"
    note.write_text("The Lantern Quota Trial was launched on August 9, 2026.\n")
    kg(capsys, "add", note, "--store", store, "--jobs", "1")
    code, out, _ = kg(capsys, "diff", "r0001", "r0002", "--store", store)
    assert code == 0
    added = [line for line in out.splitlines() if line.startswith("+ Lantern Quota Trial")]
    assert [line for line in added if "startedOn — 2026-08-09" in line and "[note.txt came]" in line]
    code, back, _ = kg(capsys, "diff", "r0002", "r0001", "--store", store)
    assert [line for line in back.splitlines() if line.startswith("- Lantern") and "[note.txt left]" in line]
    code, out, _ = kg(capsys, "diff", "r0001", "r0001", "--store", store)
    assert out == "0 added, 0 removed from r0001 to r0001\n"


@pytest.mark.parametrize(
    ("format", "expected"),
    [("csv", "on\r\n2026-07-01\r\n"), ("tsv", '?on\n"2026-07-01"^^<http://www.w3.org/2001/XMLSchema#date>\n')],
)
def test_querying(capfdbinary: pytest.CaptureFixture[bytes], toy_store: Path, format: str, expected: str) -> None:
    assert main(["query", LANTERN, "--store", str(toy_store), "--format", format]) == 0
    assert capfdbinary.readouterr().out.decode() == expected


def test_querying_from_a_file_and_in_json(
    capfdbinary: pytest.CaptureFixture[bytes], toy_store: Path, tmp_path: Path
) -> None:
    (tmp_path / "on.rq").write_text(LANTERN)
    assert main(["query", str(tmp_path / "on.rq"), "--store", str(toy_store)]) == 0
    found = json.loads(capfdbinary.readouterr().out)
    assert [row["on"]["value"] for row in found["results"]["bindings"]] == ["2026-07-01"]
    assert main(["query", "DESCRIBE kg:Voluntary", "--store", str(toy_store)]) == 0
    assert list(ox.parse(capfdbinary.readouterr().out, ox.RdfFormat.TURTLE))
    assert main(["query", LANTERN, "--store", str(toy_store), "--format", "table"]) == 0
    assert capfdbinary.readouterr().out == b"on\n----------\n2026-07-01\n"


def test_asking(capsys: pytest.CaptureFixture[str], toy_store: Path) -> None:
    code, out, _ = kg(capsys, "ask", "When does the Lantern Quota Trial start?", "--store", toy_store)
    assert code == 0
    assert "July 1, 2026" in out.splitlines()[0]
    assert "press-release.txt" in out
    code, out, _ = kg(capsys, "ask", "Who directs the Board of Nowhere at All?", "--store", toy_store, "--json")
    assert (code, json.loads(out)["status"]) == (0, "unanswered")


def test_searching_and_tracing(capsys: pytest.CaptureFixture[str], toy_store: Path) -> None:
    code, out, _ = kg(capsys, "search", "lantern", "quota", "--store", toy_store)
    assert (code, out.splitlines()[0].startswith("Lantern Quota Trial  <https://")) == (0, True)
    code, out, _ = kg(capsys, "search", "zyzzyva", "--store", toy_store)
    assert (code, out) == (0, "nothing found\n")
    code, out, _ = kg(
        capsys, "export", "--format", "jsonl", "--output", toy_store.parent / "all.jsonl", "--store", toy_store
    )
    assert code == 0
    record = next(
        found
        for line in (toy_store.parent / "all.jsonl").read_text().splitlines()
        if (found := json.loads(line))["property"].endswith("#startedOn") and "Lantern" in found["subject"]["label"]
    )
    code, out, _ = kg(capsys, "trace", record["id"], "--store", toy_store)
    assert code == 0
    assert out.splitlines()[0] == "Lantern Quota Trial — startedOn — 2026-07-01"
    assert record["evidence"][0]["quote"].split()[0] in out
    assert f"confidence {record['evidence'][0]['confidence']:.2f}\n" in out
    code, out, err = kg(capsys, "trace", "0" * 32, "--store", toy_store)
    assert (code, "no such statement" in err) == (1, True)


def test_exports_agree_with_each_other(capsys: pytest.CaptureFixture[str], toy_store: Path, tmp_path: Path) -> None:
    counts = Releases(toy_store).served().description["counts"]
    for format in ("nquads", "trig", "turtle", "jsonl"):
        assert kg(capsys, "export", "--format", format, "--output", tmp_path / format, "--store", toy_store)[0] == 0
    quads = set(ox.parse(path=tmp_path / "nquads", format=ox.RdfFormat.N_QUADS))
    assert len(quads) == counts["triples"]
    assert set(ox.parse(path=tmp_path / "trig", format=ox.RdfFormat.TRIG)) == quads
    assert {quad.triple for quad in ox.parse(path=tmp_path / "turtle", format=ox.RdfFormat.TURTLE)} == {
        q.triple for q in quads
    }
    records = [json.loads(line) for line in (tmp_path / "jsonl").read_text().splitlines()]
    assert len(records) == counts["statements"]
    assert sum(len(record["evidence"]) for record in records) == counts["evidence"]


@pytest.mark.skipif(not SCHEMA.exists(), reason="../shared, which holds the published schema, is missing")
def test_every_exported_statement_keeps_to_the_schema(
    capsys: pytest.CaptureFixture[str], toy_store: Path, tmp_path: Path
) -> None:
    kg(capsys, "export", "--format", "jsonl", "--output", tmp_path / "jsonl", "--store", toy_store)
    checker = jsonschema.Draft202012Validator(json.loads(SCHEMA.read_text()))
    for line in (tmp_path / "jsonl").read_text().splitlines():
        checker.validate(json.loads(line))


def test_checking_and_repairing(capsys: pytest.CaptureFixture[str], store: Path) -> None:
    code, out, _ = kg(capsys, "check", "--store", store)
    assert (code, out.endswith("; 0 faults\n")) == (0, True)
    releases = Releases(store)
    with releases.lock(), releases.draft() as draft:
        draft.store.update(
            "DELETE WHERE { GRAPH ?g { ?s prov:wasDerivedFrom ?e } }".replace(
                "prov:wasDerivedFrom", "<http://www.w3.org/ns/prov#wasDerivedFrom>"
            )
        )
        shutil.copy(releases.served().search, draft.folder)
        draft.publish(dict(releases.served().description))
    code, out, err = kg(capsys, "check", "--store", store)
    assert (code, "a statement without evidence" in err) == (1, True)
    code, out, err = kg(capsys, "check", "--repair", "--store", store)
    assert (code, err, "built anew as r0003" in out) == (0, "", True)


def test_loading_any_rdf(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    (tmp_path / "a.ttl").write_text(
        "@prefix x: <https://x.example/> . @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .\n"
        'x:pier a x:Pier ; rdfs:label "North Pier" ; x:length 30 .\nx:Pier rdfs:label "pier" .\n'
    )
    (tmp_path / "b.trig").write_text("GRAPH <urn:named> { <urn:a> <urn:b> [] }")
    code, out, _ = kg(capsys, "load", tmp_path / "a.ttl", tmp_path / "b.trig", "--store", tmp_path / "store")
    assert (code, out) == (0, "release r0001 published; 5 triples in 2 named graphs\n")
    release = Releases(tmp_path / "store").served()
    assert release.description["kind"] == "loaded"
    with release.open() as graph:
        assert graph.graphs() == [(tmp_path / "a.ttl").as_uri(), "urn:named"]
        assert graph.ask("ASK { x:pier x:length 30 }")
    code, out, _ = kg(capsys, "search", "north", "--store", tmp_path / "store")
    assert out.startswith("North Pier  <https://x.example/pier>")
    code, out, _ = kg(capsys, "load", tmp_path / "a.ttl", "--graph", "urn:mine", "--store", tmp_path / "store")
    assert (code, out) == (0, "release r0002 published; 4 triples in 1 named graphs\n")
    assert "loaded as it stands" in kg(capsys, "check", "--store", tmp_path / "store")[1]


def test_settings_and_version(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KG_PORT", "9123")
    code, out, _ = kg(capsys, "settings", "--store", tmp_path)
    assert (code, "port = 9123  (default 8000)" in out) == (0, True)
    code, out, _ = kg(capsys, "--version")
    assert (code, out.startswith("kg 0.")) == (0, True)
    code, out, _ = kg(capsys, "--help")
    assert code == 0
    assert all(name in out for name in ("build", "ask", "query", "serve", "export", "diff"))


@pytest.mark.parametrize(
    ("arguments", "why"),
    [
        ((), "required: COMMAND"),
        (("bild",), "invalid choice: 'bild'"),
        (("ask",), "required: question"),
        (("build", "--jobs", "many"), "'many' is not a whole number"),
        (("ask", "Who?", "--as-of", "yesterday"), "'yesterday' is not a day; write it as 2026-01-31"),
        (("export", "--format", "pdf"), "invalid choice: 'pdf'"),
        (("query", "ASK {}", "--format", "pdf"), "ASK has no format 'pdf'; it can be had as json, xml, csv, tsv"),
        (("serve", "--writable", "--host", "0.0.0.0"), "--writable serves the loopback only"),
    ],
)
def test_a_wrong_command_line_is_one_line_and_exit_2(
    capsys: pytest.CaptureFixture[str], arguments: tuple[str, ...], why: str
) -> None:
    code, out, err = kg(capsys, *arguments)
    assert (code, out, err.count("\n")) == (2, "", 1)
    assert err.startswith("kg: ")
    assert why in err


@pytest.mark.slow
def _hears_ctrl_c() -> None:
    """A shell's background job ignores Ctrl-C, and so would what it starts: a program at a terminal does not."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def test_interrupting_a_build_gives_130_and_loses_nothing(store: Path, tmp_path: Path) -> None:
    for number in range(200):
        text = "".join(f"The Skiff {number} Trial began on May {day}, 2021. " for day in range(1, 29))
        (tmp_path / f"doc-{number}.txt").write_text(text)
    command = [sys.executable, "-m", "kg", "build", str(tmp_path), "--store", str(store), "--jobs", "1"]
    before = len(list((store / "cache" / "readings").iterdir()))
    build = subprocess.Popen(
        [*command, "--regulator", str(TOY / "regulator")], stderr=subprocess.PIPE, text=True, preexec_fn=_hears_ctrl_c
    )
    ends = time.monotonic() + 60
    while len(list((store / "cache" / "readings").iterdir())) < before + 2 and time.monotonic() < ends:
        time.sleep(0.05)
    build.send_signal(signal.SIGINT)
    _, err = build.communicate(timeout=30)
    assert build.returncode == 130
    assert err.splitlines()[-1] == "kg: interrupted; what was published before still stands"
    assert "Traceback" not in err
    assert Releases(store).served().name == "r0001"
    with Releases(store).lock():
        pass


def test_the_module_runs_as_a_program_and_a_closed_pipe_is_no_fault(toy_store: Path) -> None:
    command = f"{sys.executable} -m kg export --format nquads --store {toy_store} | head -1"
    done = subprocess.run(
        ["bash", "-c", f"set -o pipefail; {command}"], capture_output=True, text=True, cwd=HOUSE, env=dict(os.environ)
    )
    assert (done.returncode, done.stderr, done.stdout.count("\n")) == (0, "", 1)


@pytest.mark.slow
def test_serving_until_told_to_stop(toy_store: Path) -> None:
    import socket

    import httpx

    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "kg", "serve", "--store", str(toy_store), "--port", str(port)]
    server = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, cwd=HOUSE)
    try:
        ends = time.monotonic() + 30
        while True:
            try:
                answer = httpx.get(f"http://127.0.0.1:{port}/healthz")
                break
            except httpx.ConnectError:
                assert time.monotonic() < ends, "the server did not start"
                time.sleep(0.1)
        assert answer.status_code == 200
        found = httpx.get(f"http://127.0.0.1:{port}/sparql", params={"query": LANTERN}, headers={"Accept": "text/csv"})
        assert found.text == "on\r\n2026-07-01\r\n"
    finally:
        server.send_signal(signal.SIGTERM)
        out, _ = server.communicate(timeout=20)
    assert f"http://127.0.0.1:{port}/" in out


@pytest.mark.slow
def test_builds_that_are_killed_lose_nothing() -> None:
    from benchmarks.kills import prove

    builds, _ = prove(2, seed=3)
    assert builds >= 2
