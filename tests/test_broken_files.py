"""Five hundred broken files: each is read or refused in one line, in bounded time and memory; a build names each."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from broken_files import battery

from kg.__main__ import main

PROGRAM = Path(__file__).with_name("broken_files.py")
REMEDY = re.compile(r"\b(?:give|save|fetch|print|split|ask|run|break|export|unpack)\b|more than a table for reading")
"""What every refusal ends in: what would be right."""


@pytest.mark.slow
def test_a_battery_of_broken_files_is_read_or_refused_within_bounds() -> None:
    """In a process of its own, so that its memory is its own and a crash of a library would be seen."""
    done = subprocess.run([sys.executable, str(PROGRAM), "--count", "500"], capture_output=True, text=True, timeout=300)
    *lines, peak = [json.loads(line) for line in done.stdout.splitlines()]
    assert done.returncode == 0, (lines[-1:], done.stderr[-500:])
    assert len(lines) == 500
    assert [one["name"] for one in lines if one["seconds"] > 30] == []
    assert peak["peak"] < 1000
    for one in lines:
        if "refused" not in one:
            assert one["exact"], one
            continue
        said = one["refused"]
        assert said.startswith(f"{one['name']}: "), said
        assert "\n" not in said
        assert len(said) < 300, said
        assert "not readable as" not in said, f"nobody foresaw this: {said}"
        assert REMEDY.search(said), f"says not what would be right: {said}"
    assert sum("refused" in one for one in lines) > 100


def test_a_build_over_a_folder_of_broken_files_names_each_and_goes_on(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, toy_store: Path
) -> None:
    store = shutil.copytree(toy_store, tmp_path / "store", symlinks=True)
    folder = tmp_path / "sources"
    folder.mkdir()
    wanted = re.compile(r"\d+-(?:nothing|page-loop|wrong-places|absurd-sheet|missing-parts|mixed-encodings|entity-bomb)-")
    for name, data in battery(2, 68):
        if wanted.match(name):
            (folder / name).write_bytes(data)
    (folder / "zzz.txt").write_text("The Lantern Quota Trial began on July 1, 2026.\n")
    code = main(["build", str(folder), "--store", str(store), "--jobs", "1"])
    out, err = capsys.readouterr()
    told = {line.split(": ")[1] for line in err.splitlines()}
    assert code == 0
    skipped, read = (int(re.search(rf"{word} +(\d+)", out)[1]) for word in ("skipped", "documents"))  # type: ignore[index]
    assert len(err.splitlines()) == len(told) == skipped >= 8
    assert skipped + read == len(list(folder.iterdir()))
    assert told <= {path.name for path in folder.iterdir()}
    assert "zzz.txt" not in told
