"""Proposing: asks the language model of the settings for a query, where one is set and a question was not understood.

Off by default; no answer depends on it. Only the host in the settings is spoken to, redirects are not followed, and
what it says within its time is at most a proposal: see `kg.ask.proposed`.
"""

from __future__ import annotations

import http.client
import json
import threading
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from kg.ask.proposed import MOST_ROWS, Cell, answer_proposed, prompt_of
from kg.ask.words.words import Words
from kg.settings import Settings
from kg.store.query import QueryFault
from kg.store.workers import QueryPool

if TYPE_CHECKING:
    from kg.ask.answers import Answer
    from kg.graph import Graph

LARGEST_REPLY = 200_000
LONGEST_RUN = 10.0


class NoProposal(Exception):
    """The model gave nothing that can be read, or not in time; the message says what."""


@dataclass(frozen=True, slots=True)
class LanguageModel:
    """An endpoint that speaks the OpenAI-compatible format: its base URL, the model's name, a key and a deadline."""

    url: str
    name: str
    key: str = field(default="", repr=False)
    seconds: float = 20.0

    def reply(self, told: str, question: str) -> str:
        """What the model writes for a question. Raises `NoProposal`, at its deadline at the latest."""
        place = urlsplit(self.url)
        if place.scheme not in ("http", "https") or not place.hostname:
            raise NoProposal(f"language_model_url should be an http or https URL, not {self.url[:60]!r}")
        maker = http.client.HTTPSConnection if place.scheme == "https" else http.client.HTTPConnection
        connection = maker(place.hostname, place.port, timeout=self.seconds)
        path = place.path.rstrip("/")
        path += "" if path.endswith("/chat/completions") else "/chat/completions"
        said: list[str] = []
        failed: list[str] = []

        def talk() -> None:
            try:
                said.append(_said(connection, path, self._body(told, question), self._headers(), self.seconds))
            except (OSError, ValueError, http.client.HTTPException, NoProposal) as fault:
                failed.append(str(fault) or type(fault).__name__)

        # A socket's timeout is for each read; the thread's is for all of them, however slowly they drip.
        thread = threading.Thread(target=talk, daemon=True)
        thread.start()
        thread.join(self.seconds)
        late = thread.is_alive()
        connection.close()
        if late or not said:
            raise NoProposal(failed[0] if failed and not late else "the language model did not answer in time")
        return said[0]

    def _body(self, told: str, question: str) -> bytes:
        messages = [{"role": "system", "content": told}, {"role": "user", "content": question}]
        return json.dumps({"model": self.name, "messages": messages, "temperature": 0, "max_tokens": 800}).encode()

    def _headers(self) -> dict[str, str]:
        headers = {"Content-Type": "application/json", "Accept": "application/json", "Connection": "close"}
        return headers | ({"Authorization": f"Bearer {self.key}"} if self.key else {})


def _said(
    connection: http.client.HTTPConnection, path: str, body: bytes, headers: Mapping[str, str], seconds: float
) -> str:
    """The text of the first choice of a reply; raises `NoProposal` for any other reply."""
    ends = time.monotonic() + seconds
    connection.request("POST", path, body, dict(headers))
    response = connection.getresponse()
    if response.status != 200:
        raise NoProposal(f"the language model answered {response.status}")
    read = b""
    while chunk := response.read1(16_384):
        read += chunk
        if len(read) > LARGEST_REPLY or time.monotonic() > ends:
            raise NoProposal("the language model's answer is too large or too slow")
    try:
        content = json.loads(read)["choices"][0]["message"]["content"]
    except (ValueError, KeyError, IndexError, TypeError) as fault:
        raise NoProposal("the language model's answer has another shape than the format's") from fault
    if not isinstance(content, str):
        raise NoProposal("the language model wrote no text")
    return content


@dataclass(slots=True)
class Proposer:
    """Turns a refusal into an answer where the model proposes a query whose rows the sources bear out."""

    model: LanguageModel
    pool: QueryPool

    def __call__(self, refusal: Answer, graph: Graph) -> Answer:
        """The answer that a proposal comes to, labelled; the refusal itself where there is none, or none was needed."""
        unread = refusal.reason == "not-understood" or (refusal.reason == "no-data" and not refusal.sparql)
        if refusal.status != "unanswered" or not unread or refusal.known or not refusal.question.strip():
            return refusal
        words = graph._keep("words", lambda: Words.of(graph.store))
        if not words.own:
            return refusal
        try:
            reply = self.model.reply(prompt_of(words), refusal.question)
        except NoProposal:
            return refusal
        known = {name: iri for name, iri in graph.prefixes.items() if name}
        return answer_proposed(refusal, reply, words, graph.reader, self._run, known)

    def _run(self, query: str) -> Sequence[Mapping[str, Cell]]:
        """A proposed query's rows, from a process that is killed at its deadline."""
        result = self.pool.run(query, format="json", deadline=LONGEST_RUN, row_limit=MOST_ROWS)
        try:
            rows = json.loads(result.body)["results"]["bindings"]
        except (ValueError, KeyError) as fault:
            raise QueryFault("the result cannot be read") from fault
        return [{name: _cell(term) for name, term in row.items()} for row in rows]


def _cell(term: Mapping[str, Any]) -> Cell:
    value = str(term["value"])
    if term["type"] == "uri":
        return (value, value, None)
    return (value, None, str(term.get("datatype") or "http://www.w3.org/2001/XMLSchema#string"))


def proposer_of(settings: Settings) -> Proposer | None:
    """The proposer that the settings ask for; nothing where they name no endpoint, or the store is elsewhere."""
    if not settings.language_model_url or settings.is_remote():
        return None
    model = LanguageModel(
        settings.language_model_url,
        settings.language_model_name,
        settings.language_model_key,
        settings.language_model_seconds,
    )
    pool = QueryPool(settings.store, size=1, seconds=LONGEST_RUN, rows=MOST_ROWS, megabytes=settings.query_megabytes)
    return Proposer(model, pool)
