"""What happened in somebody's time in a post: "which tests began while A was director", asked of that stretch."""

from __future__ import annotations

from datetime import date, timedelta

from kg.ask.answering.sentences import full_sentence
from kg.ask.evidence.desk import Desk, Outcome
from kg.ask.evidence.lookup import item_of
from kg.ask.posts.holders import Holder, asked, holders
from kg.ask.posts.posts import person_named, post_held
from kg.ask.readings.compose import Setting
from kg.ask.readings.reading import frame_of
from kg.ask.words.words import Words
from kg.read.wording import date_words

LIKELY = 0.45
"""The score from which on a word of a question may say what happened."""


def settle_term(text: str, setting: Setting, desk: Desk) -> tuple[str, list[str], Outcome | None]:
    """A question with the stretch of time in which somebody held a post in place of her; a note of it, and its proof.

    The text comes back as it was where it asks for no day's event, where the person held no post or several, and
    where nobody tells when her time began, or, of one who has left, when it was over and who came next.
    """
    for groups in asked("in_office", text) if setting.words.own else ():
        person = person_named(groups["name"], setting)
        if person is None or not _asks_for_event(groups["head"], setting.words):
            continue
        term = _term(person, groups.get("post", ""), setting, desk)
        if term is None:
            continue
        begun, over, held = term
        stretch = f"between {date_words(begun)} and {date_words(over)}" if over else f"since {date_words(begun)}"
        facts = [f.fact for h in held for f in h.told]
        proof = Outcome("answered", full_sentence(facts[0], desk.words, over=bool(over)), [item_of(facts)], facts=facts)
        said = f"{groups['head']} {stretch}?"
        return said, [f"{desk.words.label(person)}: {stretch}"], proof
    return text, [], None


def _asks_for_event(head: str, words: Words) -> bool:
    """Whether what is asked is what began, ended or was announced, and not who had a post."""
    frame, spotted = frame_of(head, words)
    said = [one.sense.iri for one in spotted if one.sense.kind == "property" and one.score >= LIKELY]
    return frame.asks != "who" and any(words.properties[iri].kind == "date" for iri in said if iri in words.properties)


def _term(person: str, said: str, setting: Setting, desk: Desk) -> tuple[str, str, list[Holder]] | None:
    """When somebody's time in her one post began and when it was over, empty where she is in it; who tells that."""
    post = post_held((person,), said, setting, desk)
    every = [h for h in holders(post, desk) if h.begun] if post is not None else []
    mine = [h for h in every if h.person == person]
    if not mine:
        return None
    begun, last = mine[0].begun, mine[-1]
    if last.present and last is every[-1]:
        return begun, "", mine
    after = [h for h in every if h.person != person and h.begun > last.begun]
    over = last.over or (_before(after[0].begun) if after else "")
    return (begun, over, [*mine, *([] if last.over else after[:1])]) if over else None


def _before(day: str) -> str:
    """The day, month or year before one: whoever comes next is not in the post together with her."""
    if len(day) == 10:
        return (date.fromisoformat(day) - timedelta(days=1)).isoformat()
    year, month = int(day[:4]), int(day[5:7] or 0)
    if not month:
        return str(year - 1)
    return f"{year}-{month - 1:02}" if month > 1 else f"{year - 1}-12"
