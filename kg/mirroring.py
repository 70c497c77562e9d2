"""Mirroring: a release's graphs in an endpoint elsewhere, each put whole, only where it changed.

An endpoint keeps no releases: the build is made and kept in a folder of this machine, and the endpoint gets what is
new. Graphs that this program did not put there are left alone.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import platformdirs
import pyoxigraph as ox

from kg.fetching import name_of
from kg.store.releases import Release, write_whole
from kg.store.store import RemoteStore

LIST = "mirrored.json"


def folder_of(url: str) -> Path:
    """Where the builds for an endpoint are kept on this machine."""
    return Path(platformdirs.user_data_dir("regulatory-kg")) / "stores" / name_of(url)


def mirror(
    release: Release, remote: RemoteStore, *, folder: Path, tell: Callable[[str, int, int], None] | None = None
) -> tuple[int, int]:
    """Puts the release's graphs that the endpoint does not have yet, and takes away those that are gone.

    Gives how many were put and taken away. The list of what stands there is written after each graph, so that a
    mirroring that is interrupted goes on where it stopped. Raises `RemoteFault`.
    """
    there = _listed(folder)
    wanted = dict(release.description.get("graphs", {}))
    put = [iri for iri in sorted(wanted) if there.get(iri) != wanted[iri]]
    gone = sorted(there.keys() - wanted.keys())
    with release.open() as store:
        for number, iri in enumerate(put, 1):
            quads = store.engine.quads_for_pattern(None, None, None, ox.NamedNode(iri))
            remote.put_graph(iri, ox.serialize((quad.triple for quad in quads), format=ox.RdfFormat.N_TRIPLES) or b"")
            there[iri] = wanted[iri]
            write_whole(folder / LIST, json.dumps(there, indent=0, sort_keys=True))
            if tell:
                tell(iri, number, len(put))
    for iri in gone:
        remote.delete_graph(iri)
        del there[iri]
        write_whole(folder / LIST, json.dumps(there, indent=0, sort_keys=True))
    return len(put), len(gone)


def _listed(folder: Path) -> dict[str, str]:
    try:
        found = json.loads((folder / LIST).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return dict(found) if isinstance(found, dict) else {}
