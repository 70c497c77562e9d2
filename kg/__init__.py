"""The graph: write it, check it, walk it, ask it.

`kg.open(path_or_url)` opens a published graph for reading and gives a `kg.graph.Graph`.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kg.graph import Graph

__all__ = ["open"]


def open(location: str | Path) -> Graph:
    """Open the graph of a store's folder or of a SPARQL 1.1 endpoint; see `kg.graph.open_graph`.

    The import waits until here, so that `import kg` stays quick on the command line.
    """
    from kg.graph import open_graph

    return open_graph(location)
