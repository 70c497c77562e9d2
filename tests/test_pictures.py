"""Pictures of a class's things: every bar stands for a value in the table, and no script draws it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient

from web import create_app

BASE = "https://w3id.org/regulatory-kg/"
TRIAL, HTML = BASE + "harbor#Trial", {"Accept": "text/html"}


@pytest.fixture(scope="module")
def client(toy_store: Path) -> Iterator[FlaskClient]:
    app = create_app({"STORE": str(toy_store), "TITLE": "Harbor"})
    yield app.test_client()
    app.extensions["shelf"].close()


def things(client: FlaskClient) -> dict[str, Any]:
    found: dict[str, Any] = client.get("/things", query_string={"type": TRIAL, "format": "json"}).get_json()
    return found


def column(client: FlaskClient, name: str) -> tuple[str, dict[str, list[dict[str, str]]]]:
    """A column's IRI, and its values by the thing."""
    listed = things(client)
    (place,) = (n for n, c in enumerate(listed["columns"]) if c["label"] == name)
    return listed["columns"][place]["iri"], {t["label"]: t["values"][place] for t in listed["things"]}


def test_bars_count_what_the_table_holds(client: FlaskClient) -> None:
    iri, values = column(client, "participation")
    counts = Counter(v["label"] for held in values.values() for v in held)
    page = client.get("/picture", query_string={"type": TRIAL, "by": iri, "format": "json"}).get_json()
    assert {row["label"]: row["amount"] for row in page["rows"]} == counts
    html = client.get("/picture", query_string={"type": TRIAL, "by": iri}, headers=HTML).get_data(as_text=True)
    widths = {}
    for label, width in re.findall(r"<title>([^:<]+): \d+</title>\s*<rect[^>]* width=\"([\d.]+)\"", html):
        widths[label] = float(width)
    assert set(widths) == set(counts)
    most = counts.most_common(1)[0]
    for label, number in counts.items():
        assert widths[label] == pytest.approx(widths[most[0]] * number / most[1], abs=0.2)
    assert not re.search(r"<script(?! src=)|style=", html)


def test_each_thing_stands_on_the_scale_from_its_first_to_its_last_date(client: FlaskClient) -> None:
    html = client.get("/picture", query_string={"type": TRIAL}, headers=HTML).get_data(as_text=True)
    years = {label: float(x) for x, label in re.findall(r'<text class="year" x="([\d.]+)"[^>]*>(\d{4})</text>', html)}
    ordered = sorted(years)
    unit = (years[ordered[-1]] - years[ordered[0]]) / (int(ordered[-1]) - int(ordered[0]))
    _, started = column(client, "started on")
    drawn = dict(re.findall(r"<title>([^:<]+): [^<]*</title>\s*<rect[^>]* x=\"([\d.]+)\"", html))
    for name, held in started.items():
        if not held:
            continue
        first = min(float(v["value"][:4]) for v in held)
        at = int(ordered[0]) + (float(drawn[name]) - years[ordered[0]]) / unit
        assert at <= first + 1.01, f"{name} is drawn from its first date on"
    page = client.get("/picture", query_string={"type": TRIAL, "format": "json"}).get_json()
    assert {row["label"] for row in page["rows"]} >= {name for name, held in started.items() if held}


def test_years_of_a_date_and_no_picture_of_nothing(client: FlaskClient) -> None:
    iri, started = column(client, "started on")
    page = client.get("/picture", query_string={"type": TRIAL, "by": iri, "format": "json"}).get_json()
    assert [row["label"] for row in page["rows"]] == sorted({v["value"][:4] for held in started.values() for v in held})
    for wrong in ({"type": TRIAL, "by": "https://example.org/none"}, {"type": "https://example.org/none"}, {}):
        assert client.get("/picture", query_string=wrong, headers=HTML).status_code == 404
