"""The README says what the program does: its questions are asked, its commands exist, its files stand."""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

HOUSE = Path(__file__).resolve().parent.parent
README = (HOUSE / "README.md").read_text(encoding="utf-8")


def sessions() -> list[tuple[str, list[str]]]:
    """Each command of the README's consoles with the lines that it is said to print."""
    found: list[tuple[str, list[str]]] = []
    for block in re.findall(r"```console\n(.*?)```", README, re.DOTALL):
        for line in block.splitlines():
            if line.startswith("$ "):
                found.append((line[2:], []))
            elif found and line.strip():
                found[-1][1].append(line)
    return [(command, lines) for command, lines in found if lines]


@pytest.mark.parametrize(("command", "said"), sessions(), ids=[command for command, _ in sessions()])
def test_what_the_readme_shows_is_what_is_printed(command: str, said: list[str], shipped_store: Path) -> None:
    words = shlex.split(command)
    assert words[0] == "kg"
    done = subprocess.run(
        [sys.executable, "-m", *words, "--store", str(shipped_store)], capture_output=True, text=True, check=True, cwd=HOUSE
    )
    printed = done.stdout.splitlines()
    assert printed[: len(said)] == said


def test_the_readme_asks_something() -> None:
    assert len(sessions()) >= 3


def test_the_subcommands_that_the_readme_names_exist() -> None:
    offered = subprocess.run([sys.executable, "-m", "kg", "--help"], capture_output=True, text=True, check=True, cwd=HOUSE)
    for name in set(re.findall(r"`kg ([a-z]+)", README)):
        assert re.search(rf"\b{name}\b", offered.stdout), name


def test_files_and_pictures_that_the_readme_names_stand() -> None:
    for name in re.findall(r"\]\(((?!http)[^)]+)\)", README):
        assert (HOUSE / name).exists(), name
    for name in re.findall(r"`((?:ontology|corpus|extract|kg|web|tests|benchmarks)/[\w./-]*)`", README):
        assert (HOUSE / name).exists(), name
