"""Bad input, and the one line that the user sees of it."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from kg.__main__ import main
from kg.store.fulltext import plain_texts
from kg.store.releases import Releases

HOUSE = Path(__file__).resolve().parent.parent
TOY = HOUSE / "tests" / "toy"
WORDS = "The Lantern Quota Trial began on July 1, 2026.\n"


@pytest.fixture
def store(tmp_path: Path, toy_store: Path) -> Path:
    return Path(shutil.copytree(toy_store, tmp_path / "store", symlinks=True))


SOURCES: dict[str, tuple[Callable[[Path], object], str]] = {
    "an empty file": (lambda path: path.write_bytes(b""), r"holds no text|empty"),
    "white space only": (lambda path: path.write_text(" \n\n\t\n"), r"holds no text|empty"),
    "binary noise": (lambda path: path.write_bytes(bytes(range(256)) * 64), r"binary|not read yet|not text|no text"),
    "half a PDF": (lambda path: path.write_bytes(b"%PDF-1.7\n1 0 obj <<"), r"PDF|pdf"),
    "half a ZIP": (lambda path: path.write_bytes(b"PK\x03\x04" + b"\0" * 50), r"\w"),
    "too many bytes": (lambda path: path.write_bytes(b"word " * 21_000_000), r"over the limit"),
}
"""A source's fault, how to make it, and what its line says."""


@pytest.mark.parametrize("name", SOURCES)
def test_a_source_at_fault_is_one_line_and_the_rest_is_built(
    capsys: pytest.CaptureFixture[str], store: Path, tmp_path: Path, name: str
) -> None:
    make, why = SOURCES[name]
    make(tmp_path / "bad.txt")
    (tmp_path / "good.txt").write_text(WORDS)
    code = main(["build", str(tmp_path / "bad.txt"), str(tmp_path / "good.txt"), "--store", str(store), "--jobs", "1"])
    out, err = capsys.readouterr()
    assert (code, err.count("\n")) == (0, 1)
    assert re.match(rf"kg: bad\.txt: .*({why})", err)
    assert "skipped            1" in out
    assert "documents          1" in out


def test_a_wrong_encoding_is_read_as_what_it_is(
    capsys: pytest.CaptureFixture[str], store: Path, tmp_path: Path
) -> None:
    (tmp_path / "old").mkdir()
    (tmp_path / "old" / "old.txt").write_bytes("The café trial, “Lantern”, began on July 1, 2026.\n".encode("cp1252"))
    (tmp_path / "old" / "wide.txt").write_bytes(WORDS.encode("utf-16"))
    assert main(["build", str(tmp_path / "old"), "--store", str(store), "--jobs", "1"]) == 0
    assert capsys.readouterr().err == ""
    texts = {text.source: text.text for text in plain_texts(Releases(store).served().search)}
    assert "café trial, “Lantern”, began" in texts["old.txt"]
    assert "The Lantern Quota Trial began" in texts["wide.txt"]


def broken(path: Path) -> None:
    (path / "store.json").write_text("{")


def newer(path: Path) -> None:
    (path / "store.json").write_text('{"format": 9, "sources": []}')


def unmarked(path: Path) -> None:
    (path / "store.json").unlink()


def headless(path: Path) -> None:
    (path / "current").unlink()


def lost(path: Path) -> None:
    shutil.rmtree(path / "releases" / "r0001" / "graph")


def undescribed(path: Path) -> None:
    (path / "releases" / "r0001" / "release.json").write_text("not JSON")


HARM = [
    (broken, "not a sound store"),
    (newer, "a store of format 9, and this program reads format 1"),
    (unmarked, r"not a store .store\.json is missing."),
    (headless, "nothing is published here yet; `kg build` publishes a first release"),
    (undescribed, "cannot be read"),
    (lost, "no graph can be opened here|the graph could not be read"),
]
COMMANDS = ["ask Who?", "query ASK{}", "export", "search x", "check", "serve"]


@pytest.mark.parametrize(
    ("command", "harm", "why"),
    [(command, *harm) for command in COMMANDS for harm in HARM if (command, harm[0]) != ("serve", lost)],
)
def test_a_store_at_fault_is_one_line(
    capsys: pytest.CaptureFixture[str], store: Path, command: str, harm: Callable[[Path], None], why: str
) -> None:
    harm(store)
    code = main([*command.split(), "--store", str(store)])
    out, err = capsys.readouterr()
    assert (code, out) == (1, "")
    assert err.count("\n") == 1
    assert re.match(rf"kg: .*({why})", err)


@pytest.mark.parametrize(
    "command", ["ask x", "query ASK{}", "releases", "diff r0001 r0002", "check", "export", "remove x"]
)
def test_a_store_that_is_not_there_is_one_line(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, command: str
) -> None:
    code = main([*command.split(), "--store", str(tmp_path / "nowhere")])
    out, err = capsys.readouterr()
    assert (code, out, err.count("\n")) == (1, "", 1)
    assert "no store here yet; `kg build` makes one" in err
    assert not (tmp_path / "nowhere").exists()


def test_a_locked_store(capsys: pytest.CaptureFixture[str], store: Path) -> None:
    with Releases(store).lock():
        assert main(["build", "--store", str(store)]) == 1
    err = capsys.readouterr().err
    assert re.fullmatch(r"kg: .*store: another build is running \(process \d+\); wait until it is done\n", err)


@pytest.mark.parametrize(
    ("query", "why"),
    [
        ("SELECT * { ?s ?p", "line 1, column 17: this is not SPARQL from here on"),
        ("SELECT * {\n ?s nope:p ?o }", "line 2, column 11: a prefix is used that the query does not declare"),
        ("SELEKT *", "a query starts with SELECT, ASK, CONSTRUCT or DESCRIBE, not with 'SELEKT'"),
        (
            "DELETE WHERE { ?s ?p ?o }",
            "DELETE changes the graph; only SELECT, ASK, CONSTRUCT and DESCRIBE are answered here",
        ),
        (
            "ASK { SERVICE <http://127.0.0.1/> {} }",
            "SERVICE asks another server; only the graph in this store is queried here",
        ),
        ("nothing.rq", "nothing.rq: no such file"),
    ],
)
def test_a_query_at_fault_is_one_line(
    capsys: pytest.CaptureFixture[str], toy_store: Path, query: str, why: str
) -> None:
    code = main(["query", query, "--store", str(toy_store)])
    out, err = capsys.readouterr()
    assert (code, out, err) == (1, "", f"kg: {why}\n")


def test_an_endless_query_is_stopped(
    capsys: pytest.CaptureFixture[str], toy_store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KG_QUERY_SECONDS", "0.5")
    assert main(["query", "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }", "--store", str(toy_store)]) == 1
    assert capsys.readouterr().err == "kg: the query was stopped after 0.5 seconds; bind more of it, or add a LIMIT\n"


def test_rdf_at_fault(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    for name, text, why in (
        ("half.ttl", "<urn:a> <urn:b> ", "half.ttl: "),
        ("prose.txt", "Dear all,", "prose.txt: not RDF as far as can be seen"),
        ("folder", None, "folder: "),
    ):
        if text is None:
            (tmp_path / name).mkdir()
        else:
            (tmp_path / name).write_text(text)
        code = main(["load", str(tmp_path / name), "--store", str(tmp_path / "store")])
        err = capsys.readouterr().err
        assert (code, err.count("\n")) == (1, 1)
        assert why in err
    assert Releases(tmp_path / "store").current() is None


def test_a_full_disk_publishes_nothing(store: Path, tmp_path: Path) -> None:
    (tmp_path / "note.txt").write_text(WORDS)
    program = (
        "import resource, signal, sys; signal.signal(signal.SIGXFSZ, signal.SIG_IGN); from kg.__main__ import main\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (2000, 2000)); sys.exit(main(sys.argv[1:]))"
    )
    arguments = ["build", str(tmp_path / "note.txt"), "--store", str(store), "--jobs", "1"]
    done = subprocess.run([sys.executable, "-c", program, *arguments], capture_output=True, text=True, cwd=HOUSE)
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    assert re.search(r"kg: .*(too large|full)", done.stderr)
    assert Releases(store).names() == ["r0001"]
    assert main(["build", "--store", str(store), "--jobs", "1"]) == 0


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no /dev/full")
def test_standard_output_on_a_full_disk(toy_store: Path) -> None:
    command = [sys.executable, "-m", "kg", "export", "--store", str(toy_store)]
    with open("/dev/full", "wb") as full:
        done = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, text=True, cwd=HOUSE, env=dict(os.environ))
    assert (done.returncode, done.stderr) == (
        1,
        "kg: the disk is full; make room and run it again: what was published before still stands\n",
    )


def test_rules_that_cannot_be_read_stop_the_build(
    capsys: pytest.CaptureFixture[str], store: Path, tmp_path: Path
) -> None:
    regulator = Path(shutil.copytree(TOY / "regulator", tmp_path / "regulator"))
    (regulator / "patterns-broken.toml").write_text("[[pattern")
    assert main(["build", "--regulator", str(regulator), "--store", str(store), "--jobs", "1"]) == 1
    err = capsys.readouterr().err
    assert "patterns-broken.toml" in err
    assert err.count("\n") == 1
    assert main(["build", "--regulator", str(tmp_path / "none"), "--store", str(store)]) == 1
    assert "expected one of" in capsys.readouterr().err


def test_what_nobody_foresaw_is_still_one_line(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> int:
        raise KeyError("a mistake\nof ours")

    monkeypatch.setattr("kg.making.settings", fail)
    assert main(["settings"]) == 1
    assert re.fullmatch(
        r"kg: this should not have happened \(KeyError: .*\); KG_DEBUG=1 shows where\n", capsys.readouterr().err
    )
    monkeypatch.setenv("KG_DEBUG", "1")
    with pytest.raises(KeyError):
        main(["settings"])
