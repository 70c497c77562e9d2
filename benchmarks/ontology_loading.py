"""How long the vocabulary and lexicon take to load: `python -m benchmarks.ontology_loading`; half a second at most."""

from __future__ import annotations

import sys
import time

from ontology.regulators import find_regulator, load_ontology


def main() -> int:
    """Load once, cold, and print CPU seconds and what was loaded."""
    regulator = find_regulator()
    started = time.process_time()
    ontology = load_ontology(regulator.folder)
    spent = time.process_time() - started
    sys.stdout.write(
        f"{regulator.name}: {spent:.2f} s CPU for {len(ontology.vocabulary.properties)} properties, "
        f"{len(ontology.vocabulary.classes)} classes, {len(ontology.lexicon.entities)} entities\n"
    )
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
