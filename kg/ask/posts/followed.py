"""Whether one person came before or after another in a post: "did A replace B", "was A director before B"."""

from __future__ import annotations

from kg.ask.answering.sentences import full_sentence
from kg.ask.evidence.desk import Desk, Outcome
from kg.ask.evidence.lookup import yes_or_no
from kg.ask.posts.holders import Holder, asked, holders
from kg.ask.posts.posts import person_named, post_held
from kg.ask.readings.compose import Setting
from kg.ask.readings.reading import Understanding
from kg.ask.words.words import Words


def answer_whether_followed(found: Understanding, setting: Setting, desk: Desk) -> Outcome | None:
    """Yes or no to whether A came before, after or in place of B, in the one post that both held; else None.

    Who replaced somebody is the next one to hold the post in full. Refused where the days do not tell the order.
    """
    for kind in ("replaced", "preceded", "later", "earlier"):
        for groups in asked(kind, found.frame.text):
            first, second = (person_named(groups[name], setting) for name in ("a", "b"))
            if first is None or second is None or first == second:
                continue
            post = post_held((first, second), groups.get("post", ""), setting, desk)
            if post is None:
                continue
            later, earlier = (first, second) if kind in ("replaced", "later") else (second, first)
            names = f"{desk.words.label(first)} and {desk.words.label(second)}"
            found.said = f"whether: {desk.words.label(post.prop)} of {desk.words.label(post.body)} — {names}, in order"
            held = [h for h in holders(post, desk) if h.begun]
            return _judged(held, later, earlier, desk.words, directly=kind in ("replaced", "preceded"))
    return None


def _judged(held: list[Holder], later: str, earlier: str, words: Words, *, directly: bool) -> Outcome:
    """Whether one came after the other; `directly` where nobody may have held the post in full between them."""
    after = [h for h in held if h.person == later]
    before = [h for h in held if h.person == earlier]
    if not after or not before:
        return Outcome("unanswered", "The sources do not tell in which order they served.", reason="no-data")
    came, went = after[-1], before[0]
    short = min(len(came.begun), len(went.begun))
    if came.begun[:short] == went.begun[:short]:
        return Outcome("unanswered", "The sources do not tell in which order they served.", reason="no-data")
    between = [h for h in held if went.begun < h.begun < came.begun and not h.acting]
    between = [h for h in between if h.person not in (later, earlier)]
    yes = went.begun < came.begun and not (directly and between)
    shown = sorted((went, came, *(between[:1] if directly else [])), key=lambda h: h.begun)
    facts = [one.told[0].fact for one in shown]
    told = (full_sentence(f, words, over=any(f is not g for g in facts[at + 1 :])) for at, f in enumerate(facts))
    return yes_or_no(yes, " ".join(told), facts)
