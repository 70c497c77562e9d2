"""Redirects: where an address of an older release leads when an entity is renamed or merged."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Memory:
    """What one release keeps for the next: the entity of each "document key", the statement of each claim.

    Both are plain mappings of strings to IRIs, so that a release can hold them as JSON.
    """

    entities: Mapping[str, str] = field(default_factory=dict)
    statements: Mapping[str, str] = field(default_factory=dict)

    def to_json(self) -> dict[str, dict[str, str]]:
        """The two mappings as JSON knows them."""
        return {"entities": dict(sorted(self.entities.items())), "statements": dict(sorted(self.statements.items()))}

    @classmethod
    def from_json(cls, data: Mapping[str, Mapping[str, str]]) -> Memory:
        """The memory in what `to_json` gave."""
        return cls(dict(data.get("entities", {})), dict(data.get("statements", {})))


def redirects(previous: Mapping[str, str] | Memory, now: Memory, living: set[str]) -> dict[str, str]:
    """For each address of the previous release that is gone, the one that most of what it stood for has now.

    `living` are the addresses of the new release. What is gone with nothing in its place is left out.
    """
    before = previous if isinstance(previous, Memory) else Memory(previous)
    votes: dict[str, Counter[str]] = defaultdict(Counter)
    for old, new in ((before.entities, now.entities), (before.statements, now.statements)):
        for key, address in old.items():
            if address not in living and key in new:
                votes[address][new[key]] += 1
    return {old: min(found, key=lambda new: (-found[new], new)) for old, found in sorted(votes.items())}
