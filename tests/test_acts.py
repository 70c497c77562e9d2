"""Acts: the law that a title names, and how its sections, their captions and their parts are cited."""

from __future__ import annotations

import pytest

from corpus.acts import law_named
from corpus.documents import read_document


@pytest.mark.parametrize(
    ("title", "names"),
    [
        ("Harbor Dues Act 2031", ("Harbor Dues Act 2031", "Harbor Dues Act")),
        ("THE PORT OF TARN ACT OF 2029", ("Port of Tarn Act of 2029", "Port of Tarn Act")),
        ("Reef Fees Order 2031", ("Reef Fees Order 2031", "Reef Fees Order")),
        ("Port Health (Pilot Schemes) Act 2032", ("Port Health (Pilot Schemes) Act 2032", "Port Health (Pilot Schemes) Act")),
        ("Decree No. 14 of 2033", ("Decree No. 14 of 2033",)),
        ("Directive 2031/44 on ferries", ("Directive 2031/44 on ferries", "Directive 2031/44")),
        ("Act on Quay Experiments", ("Act on Quay Experiments",)),
        ("Act for the Relief of Ports of 2031", ("Act for the Relief of Ports of 2031", "Act for the Relief of Ports")),
        ("Act on Quay Experiments, explained", ()),
        ("Act on quays now", ()),
        ("Why the Harbor Dues Act 2031 matters", ()),
        ("Order of business", ()),
        ("House Rules", ()),
        ("Harbor Dues Act 2031: four questions", ()),
        ("Acts of 2031", ()),
    ],
)  # fmt: skip
def test_a_title_is_the_name_of_a_law_or_none(title: str, names: tuple[str, ...]) -> None:
    assert law_named(title) == names


BOLD = """# Estuary Models Act of 2031

*Royal Assent 5 June 2031*

**1. Short title.** This Act may be cited as the Estuary Models Act of 2031.

**2. Estuary Office.** (1) The Office may run a model.
(2) The Office must end a model that—
(a) costs more; or
(b) harms patients.
"""
PLAIN = """PORT HEALTH ACT 2032

No. 9 of 2032

12. Pilot schemes.

(1) The Authority may run a pilot scheme.

13. Money.

There is a fund.
"""
DECREE = """# Decree 14/2033 on Hospital Payment

## Article 1. Office

The Office is established.

## Article 2. Powers

(1) The Office may end a trial.
"""
RULES = """# Reef Fees Regulations 2031

Made 3 May 2031

## 1. Name

These are the Reef Fees Regulations 2031.

## 2. Fees

(1) A clinic must pay a fee.
"""
CAPTIONLESS = """REEF FEES (CHANGES) REGULATIONS 2033

Made 4 May 2033

1. These Regulations may be cited as the Reef Fees (Changes) Regulations 2033.

2. They come into operation on 1 July 2033.

3. The Office may end a scheme only if\u2014
(a) it costs more; or
(b) it harms patients.
"""
ARTICLE = """# Harbor Clinics Act 2030

The Harbor Clinics Act 2030 is a law of Tarn.

## 1. Background

Clinics closed.

## 2. Content

(1) It has two parts.
"""


@pytest.mark.parametrize(
    ("text", "cited"),
    [
        (BOLD, ["section 1", "section 1", "section 2", "section 2(1)", "section 2(2)", "section 2(2)(a)", "section 2(2)(b)"]),
        (PLAIN, ["section 12", "section 12(1)", "section 13", "section 13"]),
        (DECREE, ["Article 1", "Article 1", "Article 2", "Article 2(1)"]),
        (RULES, ["regulation 1", "regulation 1", "regulation 2", "regulation 2(1)"]),
        (CAPTIONLESS, ["regulation 1", "regulation 2", "regulation 3", "regulation 3(a)", "regulation 3(b)"]),
        (ARTICLE, []),
    ],
    ids=["bold captions", "plain text", "articles", "regulations", "no captions", "a text about an act"],
)  # fmt: skip
def test_the_parts_of_a_law_are_cited(text: str, cited: list[str]) -> None:
    document = read_document(text.encode(), "law.txt" if text is PLAIN else "law.md")
    found = [passage.citation for passage in document.passages if passage.citation]
    assert [one.split(" of ")[0] for one in found] == cited
    assert all(document.text[one.start : one.end] == one.text for one in document.passages)
    assert [one.order for one in document.passages] == list(range(len(document.passages)))


def test_a_caption_is_a_heading_above_its_section() -> None:
    document = read_document(BOLD.encode(), "law.md")
    office = next(one for one in document.passages if one.citation and one.citation.startswith("section 2(1)"))
    assert office.section == ("Estuary Models Act of 2031", "2. Estuary Office.")
    assert office.citation == "section 2(1) of the Estuary Models Act of 2031"


ON_A_SUBJECT = """# Act on Quay Experiments

of 14 June 2026

**Section 2. The bureau.** (1) There is established within the Lakes Agency a Quay Bureau. (2) The Quay Bureau shall publish its results.

**Section 3. Ending.** The Quay Bureau may end a trial that raises costs.
"""


def test_an_act_on_a_subject_is_cited_by_its_bold_sections_and_their_run_on_parts() -> None:
    cited = [one.citation for one in read_document(ON_A_SUBJECT.encode(), "act.md").passages]
    assert "section 2(1) of the Act on Quay Experiments" in cited
    assert "section 2(2) of the Act on Quay Experiments" in cited
    assert "section 3 of the Act on Quay Experiments" in cited
