"""Report: a page about one build: what was read, what came of it, what was left out and why."""

from __future__ import annotations

from pathlib import Path

from kg.build import Summary


def report(summary: Summary, path: Path) -> None:
    """Writes the page as Markdown."""
    release = summary.release
    lines = [
        f"# Build {release.name}",
        "",
        f"Published {release.created}; {summary.seconds:.1f} s.",
        "",
        "| what | how many |",
        "|---|---:|",
    ]
    counted = ("documents", "passages", "claims", "statements", "evidence", "conflicts", "triples")
    for name in (*counted, "read_anew", "claimed_anew"):
        lines.append(f"| {name.replace('_', ' ')} | {getattr(summary, name):,} |")
    lines += ["", "## Sentences that made no claim, by reason", "", "| reason | sentences |", "|---|---:|"]
    lines += [f"| {reason} | {count:,} |" for reason, count in summary.unclaimed.items()]
    lines += ["", "## Skipped", "", *([f"- {line}" for line in summary.skipped] or ["Nothing."])]
    lines += ["", "## Left out, for a fault", "", *([f"- {line}" for line in summary.left_out] or ["Nothing."])]
    lines += ["", "## Exact copies, read once", "", *([f"- {line}" for line in summary.copies] or ["None."])]
    if summary.assembly:
        log = [reason.text for reason in summary.assembly.resolution.log]
        lines += [
            "",
            "## Which mentions became one thing, and which did not",
            "",
            *([f"- {line}" for line in log] or ["Nothing to join."]),
        ]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
