"""Ask: a question in plain English, its answer with the words that prove it, or the reason why there is none."""

from __future__ import annotations

import re

from flask import Blueprint, Response, current_app, g, render_template, request

from web.negotiation import answer, as_json, held, problem

pages = Blueprint("ask", __name__)
LONGEST = 500
MOST_TOPICS = 3
_DAY = re.compile(r"\d{4}(-\d\d(-\d\d)?)?$")


@pages.get("/ask")
def ask() -> Response:
    """The answer to `q`, as of the day `as-of` where one is given."""
    question = " ".join(request.args.get("q", "").split())
    as_of = request.args.get("as-of") or request.args.get("asOf") or None
    if as_of and not _DAY.match(as_of):
        return problem(400, "Bad date", f"as-of is a date like 2026-01-31, not {as_of[:40]!r}")
    if not question:
        if request.args.get("format") == "json" or request.accept_mimetypes.best == "application/json":
            return problem(400, "No question", "give the question as ?q=")
        return answer(
            {"html": lambda: render_template("ask.html", question="", found=None, examples=g.graph.example_questions())}
        )
    before = held(("html", "json"))
    if before is not None:
        return before
    reply = g.graph.ask(question[:LONGEST], as_of, request.args.getlist("about")[:MOST_TOPICS])
    proposer = current_app.config["PROPOSER"]
    if proposer is not None and not as_of:
        reply = proposer(reply, g.graph)
    found, topics = reply.to_json(), reply.topics[:MOST_TOPICS]
    return answer(
        {
            "html": lambda: render_template("ask.html", question=question, found=found, as_of=as_of, topics=topics),
            "json": lambda: as_json(found),
        }
    )


@pages.route("/text2sparql", methods=["GET"])
def text2sparql() -> Response:
    """The TEXT2SPARQL contract: the question's query alone; empty where the question is not understood."""
    question = " ".join(request.args.get("question", "").split())
    if not question:
        return problem(400, "No question", "give the question as ?question= (and any ?dataset=)")
    body = {
        "dataset": request.args.get("dataset", ""),
        "question": question,
        "query": g.graph.text2sparql(question[:LONGEST]),
    }
    return answer({"json": lambda: as_json(body)})
