"""Leadership pages: names with their posts on lines of their own, at the body that a heading or a line names."""

from __future__ import annotations

import pytest
from bracketed import shown

from corpus.documents import read_document
from extract.reading import read_claims
from ontology.regulators import load_ontology

ONTOLOGY = load_ontology()


def claims_of(text: str, name: str = "page.md") -> set[str]:
    return {shown(one) for one in read_claims(read_document(text.encode(), name), ONTOLOGY).claims}


PAGE = """# Our leadership

## Estuary Care Administration

### Isa Lindmark, MD

Administrator

Isa has spent her career in public health.

### Otto Brillwell

**Chief Financial Officer**

## Center for Heron Payment

### Dr. Nora Vintner
*Acting Director*

### Rob Stellman
Deputy Director
"""
CARDS = """<html><body><h1>Meet our leaders | Marsh Agency</h1><h2>Executive leadership</h2>
<div><h3>Una Frostad</h3><p>Director</p><p>Una joined the agency in 2029.</p></div>
<div><h3>Bram Holtz</h3><p>Deputy Director for Policy</p></div>
<div><h3>Emil Rothe, JD</h3><h4>General Counsel</h4></div></body></html>"""
LINES = """Marsh Agency Leadership

Office of the Director

Una Frostad
Director

Center for Heron Payment

Ida Marshall
Acting Director
"""
RECORDS = """Witnesses

Panel I

Mr. Ulf Granger
President and CEO
Harrow Health Institute

Panel II

Hanne Moller
Administrator
Estuary Care Administration
"""
BEFORE = """# Dune Authority: our leadership team

### Chair

#### Richard Meddow

Richard joined in 2030.

### Chief executive

#### Paul Kolander

Paul is an engineer.
"""


@pytest.mark.slow
@pytest.mark.parametrize(
    ("text", "name", "told"),
    [
        (
            PAGE,
            "page.md",
            {
                "Estuary Care Administration administrator Isa Lindmark role=Administrator",
                "Otto Brillwell affiliation Estuary Care Administration role=Chief Financial Officer",
                "Center for Heron Payment director Nora Vintner role=Acting Director",
                "Rob Stellman affiliation Center for Heron Payment role=Deputy Director",
            },
        ),
        (
            CARDS,
            "page.html",
            {
                "Marsh Agency director Una Frostad role=Director",
                "Bram Holtz affiliation Marsh Agency role=Deputy Director for Policy",
                "Emil Rothe affiliation Marsh Agency role=General Counsel",
            },
        ),
        (
            LINES,
            "page.txt",
            {
                "Marsh Agency director Una Frostad role=Director",
                "Center for Heron Payment director Ida Marshall role=Acting Director",
            },
        ),
        (
            RECORDS,
            "page.txt",
            {
                "Ulf Granger affiliation Harrow Health Institute role=President and CEO",
                "Estuary Care Administration administrator Hanne Moller role=Administrator",
            },
        ),
        (
            BEFORE,
            "page.md",
            {
                "Richard Meddow affiliation Dune Authority role=Chair",
                "Dune Authority director Paul Kolander role=Chief executive",
            },
        ),
        (
            "# Kelp Agency: executive group\n\n## Amanda Pitcher – Chief Executive\n\nAmanda joined in 2030.\n\n"
            "## Julian Kempf – Deputy Chief Executive\n\nJulian was a teacher.\n",
            "page.md",
            {
                "Kelp Agency director Amanda Pitcher role=Chief Executive",
                "Julian Kempf affiliation Kelp Agency role=Deputy Chief Executive",
            },
        ),
        (
            "## Acting CMS Administrator: Dorit Sandler, MD\n\nDr. Sandler is a surgeon.\n",
            "page.md",
            {"Centers for Medicare & Medicaid Services administrator Dorit Sandler role=Acting Administrator"},
        ),
        (
            "The Marsh Agency thanks you.\n\nSincerely,\nDiana Espinel\nActing Marsh Agency Director\n",
            "letter.txt",
            {"Marsh Agency director Diana Espinel role=Acting Director"},
        ),
    ],
)
def test_lines_give_posts_to_people(text: str, name: str, told: set[str]) -> None:
    found = claims_of(text, name)
    people = {one for one in found if " role=" in one}
    assert told <= found
    heads = {one for one in people if " affiliation " not in one}
    assert heads == {one for one in told if " affiliation " not in one}


@pytest.mark.parametrize(
    "text",
    [
        "# Board of Directors\n\n### Ann Leedham\nDirector\n\n### Bo Parkinson\nDirector\n",
        "# Marsh Agency leadership\n\n## Office of Letters\n\n### Ed Valente\nDirector\n\n### Rosa Quillan\nDeputy Director\n",
        "# Marsh Agency leadership\n\n## Former directors\n\n### Ed Valente\nDirector\n\n### Rosa Quillan\nDirector\n",
        "# Marsh Commission\n\n## Commissioners\n\n### Tom Ebbing\nCommissioner\n\n### Lia Foamer\nCommissioner\n",
        "# Marsh Agency leadership\n\n### Contact Us\nDirector\n\n### Regional Offices\nDirector\n",
        "THE MARSH LETTER\n\nAnn Leedham\nSenior Editor\n\nThe Marsh Agency said on Monday that it would close.\n",
        "# Marsh Agency leadership\n\n### Ed Valente\nDirector of Nursing\n\n### Rosa Quillan\nRegional Director\n",
    ],
)
def test_lines_make_nobody_head_of_a_body_that_they_do_not_tell(text: str) -> None:
    assert not [one for one in claims_of(text) if " director " in one.replace(" role=", " role ").split(" role ")[0]]
