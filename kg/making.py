"""The commands that make and publish graphs: what each prints, and its exit code."""

from __future__ import annotations

import argparse
import importlib
import os
import sys
from concurrent.futures import Executor
from contextlib import closing
from pathlib import Path

from tqdm import tqdm

from kg.settings import BadSetting, Settings, describe, read_settings
from kg.store.releases import Release, Releases
from kg.store.store import RemoteStore


def settings_of(arguments: argparse.Namespace) -> Settings:
    """The settings that a command line asks for."""
    return read_settings(getattr(arguments, "config", None), store=getattr(arguments, "store", None))


def say(line: str) -> None:
    """One line to standard output."""
    print(line)  # noqa: T201 - this is the command line


def warn(line: str) -> None:
    """One line to standard error, above a progress bar where one is shown."""
    tqdm.write(f"kg: {line}", file=sys.stderr)


def local(settings: Settings) -> Releases:
    """The store's folder; for an endpoint the folder on this machine where the builds for it are kept."""
    if settings.is_remote():
        from kg.mirroring import folder_of

        return Releases(folder_of(settings.store))
    return Releases(settings.store)


def build(arguments: argparse.Namespace) -> int:
    """`kg build`."""
    return _build(arguments, arguments.sources or None)


def add(arguments: argparse.Namespace) -> int:
    """`kg add`: the sources that are there, and these."""
    from kg.build import BuildFailed
    from kg.fetching import fetch_urls, is_url

    releases = local(settings_of(arguments))
    releases.check(create=True)
    there = [str(path) for path in releases.state().get("sources", [])]
    urls = [source for source in arguments.sources if is_url(source)]
    failed = [f"{one.name}: {one.message}" for one in fetch_urls(releases, urls) if one.state == "failed"]
    if failed:
        raise BuildFailed(*failed)
    return _build(arguments, [*there, *arguments.sources])


def remove(arguments: argparse.Namespace) -> int:
    """`kg remove`: the sources that are there without these, which may be named by path, file name or document."""
    from kg.build import BuildFailed, listed_documents

    releases = local(settings_of(arguments))
    releases.check()
    there = [str(path) for path in releases.state().get("sources", [])]
    leaving = set()
    known = listed_documents(there, releases.served())
    for name in arguments.sources:
        path = known.get(name) or known.get(name.rsplit("/document/", 1)[-1]) or str(Path(name).resolve())
        if path not in there:
            inside = [source for source in there if Path(path).is_relative_to(source)]
            why = f"it stands in {inside[0]}, which is a source as a whole" if inside else "no such source is listed"
            raise BuildFailed(f"{name}: {why}; the sources are: {', '.join(there) or 'none'}")
        leaving.add(path)
    left = [path for path in there if path not in leaving]
    if not left:
        raise BuildFailed("nothing would be left to build from; `kg build SOURCE …` names other sources")
    return _build(arguments, left)


def _build(arguments: argparse.Namespace, sources: list[str] | None) -> int:
    from kg.build import build as make
    from kg.check import cut
    from kg.report import report

    settings = settings_of(arguments)
    releases = local(settings)
    bar = tqdm(total=0, unit="document", file=sys.stderr, disable=not sys.stderr.isatty(), leave=False)

    def tell(name: str, done: int, of: int) -> None:
        bar.total = of
        bar.set_postfix_str(name[-40:], refresh=False)
        bar.update(done - bar.n)

    try:
        summary = make(
            sources,
            releases.folder,
            regulator=arguments.regulator or settings.regulator or releases.state().get("regulator") or None,
            base=settings.base,
            graph_day=settings.graph_day or None,
            jobs=arguments.jobs or settings.jobs or os.cpu_count() or 1,
            executor=_cluster(arguments.cluster) if arguments.cluster else None,
            strict=arguments.strict,
            keep=settings.releases_kept,
            tell=tell,
        )
    finally:
        bar.close()
    if settings.is_remote():
        put, gone = _mirror(summary.release, settings)
        say(f"{settings.store}: {put} graphs put, {gone} taken away")
    for line in (*summary.skipped, *(f"left out: {line}" for line in cut(list(summary.left_out)))):
        warn(line)
    for name, number in (
        ("documents", summary.documents), ("passages", summary.passages), ("claims", summary.claims),
        ("statements", summary.statements), ("evidence", summary.evidence), ("conflicts", summary.conflicts),
        ("triples", summary.triples),
    ):  # fmt: skip
        say(f"{name:<11}{number:>9,}")
    if summary.skipped:
        say(f"{'skipped':<11}{len(summary.skipped):>9,}  (each a line on standard error)")
    if summary.copies:
        say(f"{'copies':<11}{len(summary.copies):>9,}  ({'; '.join(summary.copies[:3])})")
    state = "nothing changed, it stands" if summary.unchanged else "published"
    again = f", {summary.claimed_anew} searched again for claims under new rules" if summary.claimed_anew else ""
    read = f"{summary.read_anew} documents read anew{again}"
    say(f"release {summary.release.name} {state}; {read}; {summary.seconds:.1f} s")
    if arguments.explain and summary.assembly:
        for line in summary.assembly.resolution.why(arguments.explain):
            say(line)
    if arguments.report:
        report(summary, arguments.report)
    return 0


def _mirror(release: Release, settings: Settings) -> tuple[int, int]:
    from kg.mirroring import mirror

    remote = RemoteStore(
        settings.store, update_url=settings.update_url or None, graphs_url=settings.graphs_url or None, timeout=600
    )
    with closing(remote):
        return mirror(release, remote, folder=local(settings).folder)


def _cluster(address: str) -> Executor:
    """An executor on a Dask cluster; its workers must see the same files."""
    try:
        distributed = importlib.import_module("distributed")
    except ImportError:
        raise BadSetting("--cluster needs the extra `regulatory-kg[dask]`, which is not installed") from None
    found: Executor = distributed.Client(address).get_executor()
    return found


def fetch(arguments: argparse.Namespace) -> int:
    """`kg fetch`: 1 where a source could not be had; the others are there."""
    from kg.fetching import fetch_record
    from ontology.regulators import find_regulator

    settings = settings_of(arguments)
    failed = 0
    for fetched in fetch_record(local(settings), find_regulator(settings.regulator or None), arguments.names):
        if fetched.state == "failed":
            failed += 1
            warn(fetched.message if fetched.name in fetched.message else f"{fetched.name}: {fetched.message}")
        else:
            say(f"{fetched.state:<10}{fetched.path}")
    say("`kg add FILE …` builds from what was fetched")
    return 1 if failed else 0


def load(arguments: argparse.Namespace) -> int:
    """`kg load`."""
    from kg.loading import load_files

    settings = settings_of(arguments)
    release = load_files(arguments.files, local(settings), graph=arguments.graph, keep=settings.releases_kept)
    counts = release.description["counts"]
    say(f"release {release.name} published; {counts['triples']:,} triples in {counts['graphs']:,} named graphs")
    return 0


def releases(arguments: argparse.Namespace) -> int:
    """`kg releases`."""
    store = local(settings_of(arguments))
    store.check()
    current = store.current()
    for release in store.all():
        counts = release.description.get("counts", {})
        numbers = ", ".join(f"{counts[key]:,} {key}" for key in ("documents", "statements", "triples") if key in counts)
        mark = "*" if current and release.name == current.name else " "
        say(f"{mark} {release.name}  {release.created}  {numbers}")
    return 0


def diff(arguments: argparse.Namespace) -> int:
    """`kg diff A B`."""
    from kg.changes import differences

    store = local(settings_of(arguments))
    store.check()
    before, after = store.find(arguments.before), store.find(arguments.after)
    changes = differences(before, after)
    for change in changes:
        say(change.line())
    added = sum(change.added for change in changes)
    say(f"{added} added, {len(changes) - added} removed from {before.name} to {after.name}")
    return 0


def check(arguments: argparse.Namespace) -> int:
    """`kg check`: 0 where all is well, 1 where there are faults left."""
    from kg.build import build as make
    from kg.check import check_quotes, check_served, cut

    settings = settings_of(arguments)
    store = local(settings)
    release = store.served()
    if release.description.get("kind") != "built":
        say(f"release {release.name} was loaded as it stands: it has no quotes to check")
        return 0
    faults = check_served(release)
    if faults and arguments.repair:
        summary = make(None, store.folder, regulator=store.state().get("regulator") or None, base=settings.base,
                       keep=settings.releases_kept, clean=True)  # fmt: skip
        release = summary.release
        faults = check_served(release)
        say(f"built anew as {release.name}")
    for fault in cut(faults):
        warn(fault)
    with release.open() as graph:
        quotes, wrong = check_quotes(graph, release.search)
    found = f"{quotes - len(wrong):,} of {quotes:,} quotes stand where they should"
    say(f"release {release.name}: {found}; {len(faults)} faults")
    return 1 if faults else 0


def settings(arguments: argparse.Namespace) -> int:
    """`kg settings`."""
    for name, value, default, about in describe(settings_of(arguments)):
        given = "" if value == default else f"  (default {default})"
        say(f"{name} = {value}{given}\n    {about}; KG_{name.upper()}")
    return 0
