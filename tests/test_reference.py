"""References: one antecedent that fits, or none and a note of it."""


from __future__ import annotations

import pytest
from names import annotated, referred

RESOLVED = [
    ("The River Weir Trial began in 2021. It ended two years later.", ["It → River Weir Trial"]),
    ("The Copper Trial began in 2027. The trial is mandatory.", ["The trial → Copper Trial"]),
    ("The Alder and Birch pilots end in 2030. The former targets ports.", ["The former → Alder"]),
    ("The bureau of the Lakes Office is new. The office employs 40 people.", ["The office → Lakes Office"]),
    ("The Pine Trial and the Oak Trial were announced. Both end in 2030. They pay ports.",
     ["Both → Pine Trial", "Both → Oak Trial", "They → Pine Trial", "They → Oak Trial"]),
    ("The two newest tests, HIVE and Lark, open in 2030. The latter covers ferries.", ["The latter → Lark"]),
    ("# Alder Trial\n\nIt starts in 2027. The model is mandatory.", ["It → Alder Trial", "The model → Alder Trial"]),
    ("Mr. Alan Whitcombe was appointed administrator in 2030. He resigned in 2031.", ["He → Alan Whitcombe"]),
    ("The Lakes Office announced the Fern Trial. It will end in 2030.", ["It → Fern Trial"]),
    ("The Lakes Office announced the Fern Trial. It will employ 30 people.", ["It → Lakes Office"]),
    ("The Lakes Office is an agency of the Water Board. It was created in 2014.", ["It → Lakes Office"]),
    ("Odile Marsh was the first director of the office, from 2015 to 2019. Teodor Quist succeeded her in 2019.",
     ["the office → ?", "her → Odile Marsh"]),
    ("Lena Ortiz, who directs the Reef Institute, said no. She left the institute in 2029.",
     ["She → Lena Ortiz", "the institute → Reef Institute"]),
    ("The Fern Trial has three tracks:\n\n- the first track of the trial pays ports\n- it ends in 2030\n",
     ["the trial → Fern Trial", "it → Fern Trial"]),
    ("# The Quill Act\n\nPorts are dear.\n\nThis Act takes effect in 2030.", ["This Act → Quill Act"]),
    ("The Pine Trial and the Oak Trial began. The former ended in 2030. The latter was cut.",
     ["The former → Pine Trial", "The latter → Oak Trial"]),
    ("The Pine Trial pays ports. The Oak Trial opened later and pays crews. Both end in 2041.",
     ["Both → Pine Trial", "Both → Oak Trial"]),
    ("The Pine Trial's predecessor, the Oak Trial, lost money. It was mandatory.", ["It → Oak Trial"]),
    ("The Lakes Office is new. The Tide Board projected that it would save money.", ["it → Lakes Office"]),
    ("The Fern Trial began. According to the Tide Board, it saved money.", ["it → Fern Trial"]),
    ("The Fern Trial began. It is expected to save money.", ["It → Fern Trial"]),
    # what survives and pays ports is taken for a trial itself, and stands nearer
    ("The Fern Trial lost money. Zorvex survived. It pays ports.", ["It → Zorvex"]),
    ("The Safe Harbor Act created the Reef Office. Ana Oyo has led it since 2030.", ["it → Reef Office"]),
    ("(a) Director.—There is an Office of Reefs in the Department of Tides.\n\nThe Office shall test models.",
     ["The Office → Office of Reefs"]),
    ("The Safe Harbor Act was signed in 2030. The act created a fund.", ["The act → Safe Harbor Act"]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "found"), RESOLVED, ids=[text[:50] for text, _ in RESOLVED])
def test_one_fitting_antecedent_is_taken(text: str, found: list[str]) -> None:
    assert referred(text) == found


OPEN = [
    ("The Alder and Birch pilots end in 2030. The former targets ports; it starts in 2028.", "it → ?"),
    ("The second model targeted ports.", "The second model → ?"),
    ("The Alder Trial and the Birch Trial began. The model is mandatory.", "The model → ?"),
    ("Maria Vance and Ruth Abara spoke. She disagreed.", "She → ?"),
    ("The center launched something in 2027.", "The center → ?"),
    ("The Lakes Office runs the Fern Trial. It pleases nobody.", "It → ?"),
    ("The Fern Trial lost money. Zorvex awaits its first report.", "its → ?"),
    ("Voters like the plan. The latter is cheap.", "The latter → ?"),
]


@pytest.mark.parametrize(("text", "open_"), OPEN, ids=[text[:50] for text, _ in OPEN])
def test_what_fits_several_or_none_stays_open(text: str, open_: str) -> None:
    assert open_ in referred(text)


def test_the_regulator_itself_answers_where_its_work_is_named() -> None:
    assert referred("The Fern Trial began. Ana Oyo left the office.")[-1] == "the office → Harbor and Coastal Trials Office"
    assert referred("The Fern Trial began at the Lakes Office. Ana Oyo left the office.")[-1] == "the office → Lakes Office"


def test_an_expletive_refers_to_nothing() -> None:
    assert referred("The Fern Trial began. It is estimated that costs will rise.") == []


def test_the_antecedent_is_kept_as_context() -> None:
    page = annotated("# Alder Trial\n\nPorts may apply. The trial is mandatory.")
    found = [each.mention for s in page.sentences for each in s.mentions if each.mention.how == "reference"]
    assert [page.document.text[slice(*mention.antecedent or (0, 0))] for mention in found] == ["Alder Trial"]
    assert [role for mention in found for _, _, role in mention.context] == ["heading"]


def test_two_people_of_one_surname_leave_it_open() -> None:
    page = annotated("Maria Vance heads the Reef Council. Thomas Vance chairs the Tide Board. Vance resigned.")
    assert [page.document.text[each.start : each.end] for each in page.unresolved] == ["Vance"]
