"""Names in prose: owners, small words and brackets in a name, and what only looks like one.

Each text is read as a page; each claim is "subject | property | object". Nothing may be said of what the last list
begins with.
"""

from __future__ import annotations

import pytest
from names import begun, claimed

from ontology.regulators import Ontology, load_ontology


@pytest.fixture(scope="module")
def ontology() -> Ontology:
    return load_ontology()


TEXTS = [
    ("The Drivers' Safety Board began testing Bakers' Dozen on 3 March 2031. Bakers' Dozen, a voluntary pilot, "
     "pays bakeries a flat fee for each night shift. By the end of 2032 some 240 bakeries had joined. Its "
     "director, Hollis Amankwah, has led the Drivers' Safety Board since 2029.",
     {"Bakers' Dozen | testedBy | Drivers' Safety Board",
      "Bakers' Dozen | startedOn | 2031-03-03",
      "Bakers' Dozen | participation | voluntary",
      "Drivers' Safety Board | director | Hollis Amankwah"},
     ["Dozen | ", "Safety Board | ", "Drivers | "]),
    ("Two trials have closed at the Marrow Bay Payment Council. Miner's Lamp ran from 1 May 2030 until 30 April "
     "2034 and saved $12 million, net of payments to clinics. Widow's Walk was stopped early, in June 2033. A "
     "third, Fisherman's Rest, is still running, with 58 clinics taking part.",
     {"Miner's Lamp | startedOn | 2030-05-01",
      "Miner's Lamp | endedOn | 2034-04-30",
      "Miner's Lamp | netSavings | 12000000",
      "Widow's Walk | outcome | terminated early",
      "Widow's Walk | endedOn | 2033-06",
      "Fisherman's Rest | participants | 58"},
     ["Lamp | ", "Walk | ", "Rest | ", "Miner | ", "Widow | "]),
    ("Bread on the Table started in January 2032 in four counties of Orrin. The Council for Rural Kitchens tests "
     "it. By last autumn, 31 cooks had joined Bread on the Table, and an evaluation found that it lowered "
     "spending. Light at the Window, announced on 9 May 2033, will start on 1 January 2034.",
     {"Bread on the Table | startedOn | 2032-01",
      "Bread on the Table | testedBy | Council for Rural Kitchens",
      "Light at the Window | announcedOn | 2033-05-09",
      "Light at the Window | startedOn | 2034-01-01"},
     ["Table | ", "Window | ", "Light | "]),
    ("PRESS NOTICE. The Agency for Local Medicine is pleased to present Neighbour Upstairs. Neighbour Upstairs "
     "will start on 1 October 2035 and run for six years. Participants are general practitioners and visiting "
     "nurses. Taking part is voluntary. \"We are proud of it,\" said Dr Imke Solberg, the Agency's director.",
     {"Neighbour Upstairs | startedOn | 2035-10-01",
      "Neighbour Upstairs | plannedDuration | P6Y",
      "Neighbour Upstairs | participation | voluntary",
      "Agency for Local Medicine | director | Imke Solberg"},
     ["Upstairs | "]),
    ("Two schemes carry one name. Silver Bell (Northam) was launched on 2 May 2030 by the Northam Health Trust "
     "Board and pays midwives per visit. Silver Bell (Eastry), launched on 11 July 2031 by the Eastry Care "
     "Commission, pays opticians. Silver Bell (Northam) ended on 30 April 2034.",
     {"Silver Bell (Northam) | startedOn | 2030-05-02",
      "Silver Bell (Eastry) | startedOn | 2031-07-11",
      "Silver Bell (Northam) | endedOn | 2034-04-30",
      "Silver Bell (Eastry) | testedBy | Eastry Care Commission"},
     ["Silver Bell | ", "Silver Bell (Eastry) | endedOn | 2034-04-30",
      "Silver Bell (Eastry) | startedOn | 2030-05-02"]),
    ("Shepherd’s Purse, run by the Veterinary Payments Agency of Stroud Vale, pays vets a monthly retainer. It "
     "began on 5 April 2030. “Shepherd’s Purse is voluntary, and 77 practices have joined it,” said Marit "
     "Ogilvie-Sands, who heads the Agency. The Smugglers’ Cove pilot, its sister, was cancelled on 2 March 2032.",
     {"Shepherd’s Purse | testedBy | Veterinary Payments Agency of Stroud Vale",
      "Shepherd’s Purse | startedOn | 2030-04-05",
      "Shepherd’s Purse | participation | voluntary",
      "Veterinary Payments Agency of Stroud Vale | director | Marit Ogilvie-Sands",
      "Smugglers’ Cove | endedOn | 2032-03-02"},
     ["Purse | ", "Cove | "]),
    ("A Seat by the Fire opened on 14 November 2031 in Lower Brannock. The Hospices Commission is testing A Seat "
     "by the Fire with 19 hospices. Its forerunner, Lamp in Every Room, ended on 30 June 2031. Both were "
     "voluntary. Hands Across the Estuary, a third test, was announced on 8 August 2033.",
     {"Seat by the Fire | startedOn | 2031-11-14",
      "Seat by the Fire | testedBy | Hospices Commission",
      "Lamp in Every Room | endedOn | 2031-06-30",
      "Hands Across the Estuary | announcedOn | 2033-08-08"},
     ["Fire | ", "Estuary | ", "Room | ", "Hands | ", "Lamp | "]),
    ("Minutes, Tuesday. The Chair reported on Slow Tide. 33 pharmacies have joined Slow Tide, which began on 1 "
     "February 2033. Slow Tide was extended until 31 December 2036. Members asked about Quiet Rooms; it was "
     "scrapped in April. Cold Harbour has been delayed to 2035.",
     {"Slow Tide | startedOn | 2033-02-01",
      "Slow Tide | endedOn | 2036-12-31",
      "Slow Tide | participants | 33"},
     ["Tuesday | ", "Chair | "]),
    ("Green Ladder (Hospitals) began on 1 May 2031 and is compulsory. Green Ladder (Schools) began on 1 September "
     "2032 and is voluntary. The Council of Estates runs both. In 2034 Green Ladder (Schools) was withdrawn.",
     {"Green Ladder (Hospitals) | startedOn | 2031-05-01",
      "Green Ladder (Hospitals) | participation | mandatory",
      "Green Ladder (Schools) | startedOn | 2032-09-01",
      "Green Ladder (Schools) | participation | voluntary"},
     ["Green Ladder | ", "Green Ladder (Hospitals) | participation | voluntary"]),
    ("Present: Dame Ottilie Vance-Royle (chair), Mr Bram Teller, Cllr Sunniva Peake. Vance-Royle said that the "
     "Roads Tariff Commission, which she has chaired since 2031, would test Blue Kerb from 1 May 2034. Teller, "
     "the Commission's chief actuary, warned of costs.",
     {"Roads Tariff Commission | director | Ottilie Vance-Royle",
      "Blue Kerb | testedBy | Roads Tariff Commission",
      "Blue Kerb | startedOn | 2034-05-01",
      "Roads Tariff Commission | chiefActuary | Bram Teller"},
     []),
    ("Ploughman's Lunch, a scheme of the School Meals Authority of Trent Hollow, started on 8 January 2032 and "
     "pays farm kitchens by the plate. By June 140 kitchens had signed up for Ploughman's Lunch. The Authority's "
     "other scheme, Grocer's Apron, was dropped on 1 March 2033. Ms Delphine Achterberg has run the Authority "
     "since 2028.",
     {"Ploughman's Lunch | testedBy | School Meals Authority of Trent Hollow",
      "Ploughman's Lunch | startedOn | 2032-01-08",
      "School Meals Authority of Trent Hollow | director | Delphine Achterberg"},
     ["Lunch | ", "Apron | ", "Ploughman | "]),
    ("I joined Kettle's On in 2033. It pays home visitors a flat monthly sum, and the Loneliness Bureau of Firth "
     "Major tests it. Kettle's On began on 9 September 2032; nobody is forced into it. My neighbour is in Walk Me "
     "Home, which started on 1 April 2033 and is open to any clinic. Walk Me Home has 64 clinics.",
     {"Kettle's On | testedBy | Loneliness Bureau of Firth Major",
      "Kettle's On | startedOn | 2032-09-09",
      "Walk Me Home | startedOn | 2033-04-01",
      "Walk Me Home | participants | 64"},
     ["Kettle | ", "Home | ", "Walk | "]),
    ("The Housing Payments Directorate has four pilots. Warm Walls was launched on 3 March 2030 with 25 "
     "landlords. Dry Cellar has saved $4 million. Loft Ladder will be extended to 2037. Only Front Step is "
     "compulsory.",
     {"Warm Walls | startedOn | 2030-03-03",
      "Warm Walls | participants | 25",
      "Dry Cellar | netSavings | 4000000",
      "Loft Ladder | endedOn | 2037",
      "Front Step | participation | mandatory"},
     []),
    ("Witnesses: Professor Idris Calloway-Finn, Head of the Tolls Inspectorate; Dame Hester Prynne-Okafor, "
     "Comptroller; Mr Q. R. Sands. Calloway-Finn said the Tolls Inspectorate had launched Early Bird on 6 June "
     "2032. Early Bird pays hauliers a rebate. Ms Grace Teller is the Inspectorate's chief actuary.",
     {"Tolls Inspectorate | director | Idris Calloway-Finn",
      "Early Bird | testedBy | Tolls Inspectorate",
      "Early Bird | startedOn | 2032-06-06",
      "Tolls Inspectorate | chiefActuary | Grace Teller"},
     []),
    ("Night Boat (North Quay) opened on 3 May 2031; Night Boat (South Quay) opened on 7 July 2032. The Harbour "
     "Medicine Board runs them both. Night Boat (South Quay) was ended early on 1 June 2034.",
     {"Night Boat (North Quay) | startedOn | 2031-05-03",
      "Night Boat (South Quay) | startedOn | 2032-07-07",
      "Night Boat (South Quay) | outcome | terminated early"},
     ["Night Boat | ", "Night Boat (North Quay) | outcome"]),
    ("Quarterly letter of the Bakery Wages Tribunal of Sole Marsh. Miller's Stone has been stopped, five months "
     "before time, on 31 May 2034. Night Oven began on 2 July 2034; eleven mills are in it. Flour on the Floor, "
     "our third trial, starts on 1 February 2035. The Tribunal's chair, Dame Ingrid Okell, will retire in March.",
     {"Miller's Stone | endedOn | 2034-05-31",
      "Miller's Stone | outcome | terminated early",
      "Night Oven | startedOn | 2034-07-02",
      "Flour on the Floor | startedOn | 2035-02-01"},
     ["Stone | ", "Floor | ", "Flour | "]),
    ("And now the news. The Farriers' Insurance Board says Horseman's Word will end on 30 June 2036. Horseman's "
     "Word is voluntary and 290 smithies are in it. The Board's president, Mr Lachlan Weir-Dunne, blamed the "
     "weather. In other news, the Jockey's Whip, a pub, burned down.",
     {"Horseman's Word | endedOn | 2036-06-30",
      "Horseman's Word | participation | voluntary"},
     ["Word | ", "Jockey's Whip | ", "Insurance Board | "]),
    ("Welcome! Team Kettle moved to floor 3. Reminder: Friend in the Ward closes to applications on 14 May 2033 "
     "and begins on 1 October 2033. Friend in the Ward is run by the Hospital Volunteering Office. Second Pillow "
     "was withdrawn before it began. Doorstep Doctors has been made permanent and expanded nationwide.",
     {"Friend in the Ward | startedOn | 2033-10-01",
      "Friend in the Ward | testedBy | Hospital Volunteering Office",
      "Second Pillow | status | withdrawn"},
     ["Team Kettle | ", "Ward | ", "Friend | "]),
    ("Blue Apron (Wards) and Blue Apron (Homes) are separate tests of the Nursing Trials Council. Blue Apron "
     "(Wards) started on 3 June 2030. Blue Apron (Homes) is voluntary. Red Apron (formerly Scarlet Coat) ended on "
     "5 May 2031. Green Apron (see page 4) has 12 sites; Green Apron (a pilot) began in 2033.",
     {"Blue Apron (Wards) | startedOn | 2030-06-03",
      "Blue Apron (Homes) | participation | voluntary",
      "Red Apron | endedOn | 2031-05-05",
      "Green Apron | startedOn | 2033"},
     ["Blue Apron | "]),
    ("To the editor. Your report on Cobbler's Bench was wrong. Cobbler's Bench (officially the Foot Care Contract "
     "Trial) is a compulsory pilot of the Podiatry Board of Lesser Ayr. It started on 4 February 2033. The "
     "Board's director is Mr Osbert Quaye; Dame Lorna Pike-Adeyemi led it until 2031.",
     {"Cobbler's Bench | participation | mandatory",
      "Cobbler's Bench | startedOn | 2033-02-04",
      "Cobbler's Bench | testedBy | Podiatry Board of Lesser Ayr",
      "Podiatry Board of Lesser Ayr | director | Osbert Quaye"},
     ["Bench | ", "Cobbler | "]),
    ("The Directorate of Veterans' Housing of Port Salis seeks evaluators for Boots by the Door and Roof for "
     "Everyone. Boots by the Door began on 1 June 2032; 48 hostels have joined it. Roof for Everyone will start "
     "on 1 June 2035 and is voluntary.",
     {"Boots by the Door | startedOn | 2032-06-01",
      "Boots by the Door | participants | 48",
      "Roof for Everyone | startedOn | 2035-06-01",
      "Roof for Everyone | participation | voluntary"},
     ["Boots | ", "Door | ", "Roof | ", "Everyone | "]),
    ("In brief. Long Handle, which the Farm Safety Executive Board runs, was extended to 31 March 2037. Short "
     "Straw was scrapped on 3 April 2034. The Fishers' Levy Commission of Outer Skerry launched Full Net on 9 "
     "August 2033, and 17 harbours took part in Full Net in its first year.",
     {"Long Handle | endedOn | 2037-03-31",
      "Short Straw | endedOn | 2034-04-03",
      "Full Net | testedBy | Fishers' Levy Commission of Outer Skerry",
      "Full Net | startedOn | 2033-08-09",
      "Full Net | participants | 17"},
     ["Levy Commission | "]),
]  # fmt: skip

NEAR = [
    ("The Night Nurse at the Door, a novel, was launched on 4 May 2033 at the town library. The Bakers' Arms was "
     "closed early. Members of the Farmers' Club joined the walk on Sunday. Nurses' unions said that the trial "
     "had started in 2031. The Patients' View column is voluntary reading. Section heads met in March 2033. "
     "Chapter 7 was published on 3 May 2031 by Blue Door Books.",
     ["Night Nurse at the Door | ", "Bakers' Arms | ", "Farmers' Club | ", "Nurses | ", "Patients' View | ",
      "Chapter 7 | ", "Door | "]),
    ("A night at the Sailor's Rest cost $40 in 2033. The Publican's Daughter was launched at the shipyard on 4 "
     "May 2031. The Friday Club at the Harbour met in March; members had joined the Walk for Wells. The Widows' "
     "Guild lost $2 million in a fire. Ms Rose Walker opened Bread and Roses, a bakery, on 3 June 2032. The "
     "Playhouse is proud to present Ladies in the Lift from 1 May 2034. Winter's Tale was cancelled on 8 May.",
     ["Sailor's Rest | ", "Publican's Daughter | ", "Friday Club | ", "Walk for Wells | ",
      "Widows' Guild | netSavings", "Bread and Roses | ", "Ladies in the Lift | ", "Winter's Tale | ", "Walk | ",
      "Ladies | "]),
    ("Shares in Miller's Dale rose. The Carpenters' Arms began serving food on 3 May 2032 and pays cooks well. "
     "Voluntary Action Tarn lost $2 million. Cat on a Roof opened on 5 June 2033 at the Lyric; forty actors had "
     "joined by May. Blue Kite, a bakery, closed in 2031. Walkers joined Steep Hill at noon. Early Bird tickets "
     "end on 3 May. Order 66 was delayed by the kitchen. In Standard 4 pupils read aloud; Rule 1 is to be kind. "
     "The Office of the Crown Inn was established in 1870.",
     ["Miller's Dale | ", "Carpenters' Arms | ", "Voluntary Action | ", "Cat on a Roof | ", "Blue Kite | ",
      "Steep Hill | ", "Early Bird | ", "Order 66 | ", "Standard 4 | ", "Rule 1 | "]),
    ("The Butcher's Boy, a racehorse, started on 4 May 2033. Silent Night was sung on 24 December. Mother's Day "
     "is 11 May. Young Farmers' Week ended on 3 June 2034. The Ladies' Room was closed. In Summer's Lease the "
     "hero pays tailors. New Year's Eve was cancelled. Fish on Friday was launched by the canteen on 7 June 2033. "
     "Old Moore lost $3 million at cards. Rule 4 of the club requires ties. Hall 7 was closed in 2031. The "
     "Sisters of Mercy joined Hope in the City.",
     ["Butcher's Boy | ", "Silent Night | ", "Mother's Day | ", "Young Farmers' Week | ", "Summer's Lease | ",
      "New Year's Eve | ", "Fish on Friday | ", "Old Moore | ", "Hope in the City | ", "Ladies | ", "Farmers | ",
      "Week | ", "Eve | "]),
    ("The Baker's Dozen bookshop closed on 3 May 2033. The Fisherman's Friend, a pub, was opened in 2031. Dinner "
     "at the Captain's Table costs $30. Doctors Without Walls, a charity, lost $4 million in 2032. Lady in Red "
     "was launched on 2 June 2033 by a record label. Standard 9 pupils sat the test. Walk in the Park began at "
     "noon on 5 May 2034 and ended at three. Regulars joined Quiz Night on 7 June 2033.",
     ["Baker's Dozen | ", "Fisherman's Friend | ", "Captain's Table | ", "Doctors Without Walls | ",
      "Walk in the Park | ", "Quiz Night | ", "Standard 9 | ", "Walls | "]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "claims", "openings"), TEXTS)
def test_a_name_is_read_whole(text: str, claims: set[str], openings: list[str], ontology: Ontology) -> None:
    said = claimed(text, ontology)
    assert claims - said == set()
    assert begun(said, openings) == []


@pytest.mark.parametrize(("text", "openings"), NEAR)
def test_what_only_looks_like_a_name_is_none(text: str, openings: list[str], ontology: Ontology) -> None:
    assert begun(claimed(text, ontology), openings) == []
