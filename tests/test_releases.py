from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from kg.store.releases import NoRelease, NotAStore, OtherVersion, Releases, StoreLocked

G = "https://example.org/g"


def publish(releases: Releases, text: str, **more: int) -> str:
    with releases.draft() as draft:
        draft.store.put_graph(G, f'<urn:s> <urn:p> "{text}" .\n'.encode())
        return draft.publish({"kind": "built", "prefixes": {"u": "urn:"}}, **more).name


@pytest.fixture
def releases(tmp_path: Path) -> Releases:
    made = Releases(tmp_path / "store")
    made.check(create=True)
    return made


def said(releases: Releases, name: str | None = None) -> list[str]:
    release = releases.find(name) if name else releases.served()
    with release.open() as store:
        return [str(row["o"]) for row in store.select("SELECT ?o { u:s u:p ?o }")]


def test_a_release_is_a_clone_changed_and_swapped_in(releases: Releases) -> None:
    assert releases.current() is None
    assert publish(releases, "one") == "r0001"
    with releases.served().open() as held:
        assert publish(releases, "two") == "r0002"
        assert [str(row["o"]) for row in held.select("SELECT ?o { ?s ?p ?o }")] == ['"one"']
    assert said(releases) == ['"two"']
    assert said(releases, "r0001") == ['"one"']
    assert releases.names() == ["r0001", "r0002"]
    assert os.readlink(releases.folder / "current") == "releases/r0002"
    assert not (releases.folder / "draft").exists()
    assert releases.served().created.endswith("+00:00")


def test_a_draft_that_is_not_published_leaves_nothing(releases: Releases) -> None:
    publish(releases, "one")
    with releases.draft() as draft:
        draft.store.put_graph(G, b'<urn:s> <urn:p> "never" .\n')
    assert said(releases) == ['"one"']
    assert sorted(path.name for path in releases.folder.iterdir()) == ["current", "releases", "store.json"]


def test_old_releases_are_dropped(releases: Releases) -> None:
    for text in "abcde":
        publish(releases, text, keep=3)
    assert releases.names() == ["r0003", "r0004", "r0005"]
    assert sorted(path.name for path in (releases.folder / "releases").iterdir()) == ["r0003", "r0004", "r0005"]


def test_a_release_that_was_named_but_never_served_is_swept(releases: Releases) -> None:
    publish(releases, "one")
    publish(releases, "two")
    releases.point_to("r0001")
    assert said(releases) == ['"one"']
    assert publish(releases, "three") == "r0002"
    assert said(releases) == ['"three"']


def test_one_builder_at_a_time(releases: Releases) -> None:
    code = (
        "import sys, time; from kg.store.releases import Releases\n"
        "with Releases(sys.argv[1]).lock(): print('held', flush=True); time.sleep(60)"
    )
    other = subprocess.Popen([sys.executable, "-c", code, str(releases.folder)], stdout=subprocess.PIPE, text=True)
    assert other.stdout
    assert other.stdout.readline() == "held\n"
    with pytest.raises(StoreLocked, match=rf"another build is running \(process {other.pid}\)"), releases.lock():
        pass
    other.kill()
    other.wait()
    other.stdout.close()
    with releases.lock():
        pass


@pytest.mark.parametrize(
    ("files", "fault", "why"),
    [
        ({"letter.txt": "dear"}, NotAStore, "not a store .store.json is missing. and not empty"),
        ({"store.json": "{"}, NotAStore, "cannot be read"),
        ({"store.json": "[]"}, NotAStore, "holds no table"),
        ({"store.json": '{"format": 99}'}, OtherVersion, "a store of format 99, and this program reads format 1"),
    ],
)
def test_what_is_no_store_is_left_alone(
    tmp_path: Path, files: dict[str, str], fault: type[Exception], why: str
) -> None:
    for name, text in files.items():
        (tmp_path / name).write_text(text)
    with pytest.raises(fault, match=why) as caught:
        Releases(tmp_path).check(create=True)
    assert "\n" not in str(caught.value)
    assert {path.name: path.read_text() for path in tmp_path.iterdir()} == files


def test_a_file_is_no_store(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(NotAStore, match="a file, not a folder"):
        Releases(tmp_path / "file").check(create=True)


def test_a_folder_with_settings_only_becomes_a_store(tmp_path: Path) -> None:
    (tmp_path / "kg.toml").write_text("port = 9000\n")
    Releases(tmp_path).check(create=True)
    assert json.loads((tmp_path / "store.json").read_text())["format"] == 1


@pytest.mark.parametrize("name", ["r9", "../r0001", "", "."])
def test_a_release_that_is_not_there(releases: Releases, name: str) -> None:
    publish(releases, "one")
    with pytest.raises(NoRelease, match=r"no release .* there are: r0001"):
        releases.find(name)


def test_nothing_is_served_before_the_first_build(tmp_path: Path, releases: Releases) -> None:
    with pytest.raises(NoRelease, match="`kg build` publishes a first release"):
        releases.served()
    with pytest.raises(NoRelease, match="no store here yet"):
        Releases(tmp_path / "elsewhere").served()
    assert Releases(tmp_path / "elsewhere").current() is None


def test_readers_in_other_processes_see_the_swap(releases: Releases) -> None:
    publish(releases, "one")
    code = (
        "import sys; from kg.store.releases import Releases\n"
        "for line in sys.stdin:\n"
        "    with Releases(sys.argv[1]).served().open() as store:\n"
        "        print(store.select('SELECT ?o { ?s ?p ?o }')[0]['o'].value, flush=True)"
    )
    with subprocess.Popen(
        [sys.executable, "-c", code, str(releases.folder)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as reader:
        assert reader.stdin
        assert reader.stdout
        seen = []
        for text in ("one", "two", "three"):
            if text != "one":
                publish(releases, text)
            reader.stdin.write("\n")
            reader.stdin.flush()
            seen.append(reader.stdout.readline().strip())
        reader.stdin.close()
    assert seen == ["one", "two", "three"]


def test_a_clone_costs_no_copy(releases: Releases) -> None:
    with releases.draft() as draft:
        lines = b"".join(b"<urn:s%d> <urn:p> <urn:o%d> .\n" % (n, n % 99) for n in range(50_000))
        draft.store.put_graph(G, lines)
        draft.publish({"kind": "built"})
    started = time.monotonic()
    with releases.draft() as draft:
        took = time.monotonic() - started
        assert draft.store.size() == 50_000
    shared = {path.stat().st_nlink for path in (releases.served().graph).glob("*.sst")}
    assert took < 2
    assert shared == {1}, "the draft is gone, so its hard links are too"
