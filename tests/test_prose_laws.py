"""Laws and bodies in prose: brackets, numbers, places, people and other languages in their names.

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
    ("The Care Trials (Transparency) Act 2031 was enacted on 4 June 2031 and took effect on 1 January 2032. It "
     "amends the Hospital Accounts Act 2019. Under the Public Kitchens (Licences and Fees) Order 2033, the "
     "Licensing Board must publish its reasons within 30 days. The Order was published on 12 February 2033.",
     {"Care Trials (Transparency) Act 2031 | enactedOn | 2031-06-04",
      "Care Trials (Transparency) Act 2031 | effectiveOn | 2032-01-01",
      "Care Trials (Transparency) Act 2031 | amends | Hospital Accounts Act 2019",
      "Public Kitchens (Licences and Fees) Order 2033 | publishedOn | 2033-02-12"},
     ["Act | ", "Order 2033 | ", "Transparency | "]),
    ("Standard 9 of the Dental Quality Council was published on 2 April 2033 and takes effect on 1 July 2033. "
     "Standard 9 governs the Molar Model. Rule 17 amends Rule 4 and was published on 6 August 2034. Chapter 88, "
     "Laws of 2032, took effect on 1 January 2033.",
     {"Standard 9 | publishedOn | 2033-04-02",
      "Standard 9 | effectiveOn | 2033-07-01",
      "Standard 9 | governs | Molar Model",
      "Rule 17 | publishedOn | 2034-08-06",
      "Chapter 88 | effectiveOn | 2033-01-01"},
     ["Standard | "]),
    ("The Larkspur Rule was published on 15 November 2033 and takes effect on 1 January 2034. It governs the "
     "Larkspur Joint Care Model, which began in 2032. The interim final rule was published on 3 March 2032.",
     {"Larkspur Rule | publishedOn | 2033-11-15",
      "Larkspur Rule | effectiveOn | 2034-01-01",
      "Larkspur Rule | governs | Larkspur Joint Care Model"},
     ["Larkspur Joint Care Model | publishedOn"]),
    ("The Caisse des Soins Locaux was created by the Loi sur les Soins 2026 and is part of the Ministry of Social "
     "Affairs of Valdoro. Since March 2031 the Caisse des Soins Locaux has been headed by Anneliese Fournet. The "
     "Instituto de Ensayos de Salud launched Puente Claro on 2 May 2032; Puente Claro pays midwives a monthly "
     "sum.",
     {"Caisse des Soins Locaux | partOf | Ministry of Social Affairs of Valdoro",
      "Caisse des Soins Locaux | director | Anneliese Fournet",
      "Puente Claro | testedBy | Instituto de Ensayos de Salud",
      "Puente Claro | startedOn | 2032-05-02"},
     ["Caisse | ", "Salud | "]),
    ("The Elder Services Tribunal of Kestrel Sound was established in 2017. Marguerite Dunleavy has been director "
     "of the Elder Services Tribunal of Kestrel Sound since 2030. The Road Haulage Commissioner of Port Averil "
     "launched Steady Wheels on 9 June 2031. Parliament gave the National Kindergarten Regulator of Lund Bay $40 "
     "million for 2034. The Department of Happiness is led by Secretary Ivo Brandt.",
     {"Elder Services Tribunal of Kestrel Sound | establishedOn | 2017",
      "Elder Services Tribunal of Kestrel Sound | director | Marguerite Dunleavy",
      "Steady Wheels | testedBy | Road Haulage Commissioner of Port Averil",
      "Steady Wheels | startedOn | 2031-06-09",
      "National Kindergarten Regulator of Lund Bay | appropriation | 40000000",
      "Department of Happiness | secretary | Ivo Brandt"},
     ["Elder Services Tribunal | ", "Road Haulage Commissioner | ", "National Kindergarten Regulator | "]),
    ("The Bureau of Women's Wages was founded in 2011. Dame Philippa Torvald has been director of the Bureau of "
     "Women's Wages since 2027; before her it was led by Mr Anselm Roque. The Pilots' Licensing Tribunal of Cape "
     "Lorne received $12 million for 2033.",
     {"Bureau of Women's Wages | establishedOn | 2011",
      "Bureau of Women's Wages | director | Philippa Torvald",
      "Bureau of Women's Wages | director | Anselm Roque",
      "Pilots' Licensing Tribunal of Cape Lorne | appropriation | 12000000"},
     ["Bureau of Women | ", "Wages | ", "Licensing Tribunal | "]),
    ("Government Gazette. The Midwifery (Home Births) (Amendment) Act of 2032 was enacted on 7 May 2032 and came "
     "into force on 1 June 2032. It amends the Midwifery Act of 2010. The Ferries (Passenger Charges) Regulations "
     "2034 were published on 9 January 2034; the Regulations take effect on 1 March 2034. Under the Fisheries "
     "(Catch Records) Ordinance, skippers must keep a log.",
     {"Midwifery (Home Births) (Amendment) Act of 2032 | enactedOn | 2032-05-07",
      "Midwifery (Home Births) (Amendment) Act of 2032 | effectiveOn | 2032-06-01",
      "Midwifery (Home Births) (Amendment) Act of 2032 | amends | Midwifery Act of 2010",
      "Ferries (Passenger Charges) Regulations 2034 | publishedOn | 2034-01-09",
      "Ferries (Passenger Charges) Regulations 2034 | effectiveOn | 2034-03-01"},
     ["Amendment | ", "Home Births | "]),
    ("By-law 23 was adopted on 3 June 2031 and replaces By-law 11. The By-law takes effect on 1 September 2031 "
     "and governs the Kerbside Pilot. Circular 7 was issued on 4 May 2030. Rooms 14 and 15 were painted.",
     {"By-law 23 | effectiveOn | 2031-09-01",
      "By-law 23 | governs | Kerbside Pilot",
      "Circular 7 | publishedOn | 2030-05-04"},
     ["By-law 11 | effectiveOn", "Rooms | "]),
    ("MONTREVAL. The Ministère de la Famille et de l'Enfance is headed by Secretary Odile Marchetti. On 12 March "
     "2033 the Istituto per la Cura degli Anziani launched Passo Lento; by December 52 nursing homes had joined. "
     "The Zorginstituut Veldland was established in 2019. The Fondo Nacional de Pensiones covers 3.2 million "
     "people.",
     {"Ministère de la Famille et de l'Enfance | secretary | Odile Marchetti",
      "Passo Lento | testedBy | Istituto per la Cura degli Anziani",
      "Passo Lento | startedOn | 2033-03-12",
      "Zorginstituut Veldland | establishedOn | 2019",
      "Fondo Nacional de Pensiones | peopleServed | 3200000"},
     ["Montreval | ", "Fondo | "]),
    ("The Dental Practice Board of the Province of Auldmoor was established in 1998. In 2033 the Dental Practice "
     "Board launched Open Wide. The Waste Water Regulator of Haverstock ended Clear Drains on 30 September 2032. "
     "The Regulator's director, Lowri Pemberton, resigned in May 2033. The Mines Inspectorate of Tarn Valley is "
     "part of the Ministry of Labour of the Kingdom of Rhone.",
     {"Dental Practice Board of the Province of Auldmoor | establishedOn | 1998",
      "Open Wide | testedBy | Dental Practice Board of the Province of Auldmoor",
      "Clear Drains | endedOn | 2032-09-30",
      "Waste Water Regulator of Haverstock | director | Lowri Pemberton",
      "Mines Inspectorate of Tarn Valley | partOf | Ministry of Labour of the Kingdom of Rhone"},
     ["Dental Practice Board | "]),
    ("The Health Ministry of Corvane administers the Family Dental Card, which covers 640,000 people, and the "
     "Seafarers' Pension. The Card was created in 2014 by the Dental Benefits Act 2013.",
     {"Health Ministry of Corvane | administers | Family Dental Card",
      "Health Ministry of Corvane | administers | Seafarers' Pension",
      "Family Dental Card | peopleServed | 640000"},
     ["Pension | ", "Dental Card | "]),
    ("Under the Level Crossings (Barriers and Lights) Act 2029, which was enacted on 3 April 2029, the Crossings "
     "Commissioner of Greater Ellan must publish each closure. The Act took effect on 1 July 2029. Gates Before "
     "Dark, begun on 2 May 2031 by the Crossings Commissioner of Greater Ellan, is compulsory. Gates Before Dark "
     "will end on 1 May 2036.",
     {"Level Crossings (Barriers and Lights) Act 2029 | enactedOn | 2029-04-03",
      "Level Crossings (Barriers and Lights) Act 2029 | effectiveOn | 2029-07-01",
      "Gates Before Dark | startedOn | 2031-05-02",
      "Gates Before Dark | participation | mandatory",
      "Gates Before Dark | endedOn | 2036-05-01"},
     ["Gates | ", "Dark | "]),
    ("The Nationaal Bureau voor Zorgproeven was founded on 1 January 2018. It is led by director Sietske van "
     "Aalst. The Oficina Regional de Salud Rural received $6 million for 2034. The Legge sulla Cura Locale 2027 "
     "amends the Codice Sanitario.",
     {"Nationaal Bureau voor Zorgproeven | establishedOn | 2018-01-01",
      "Nationaal Bureau voor Zorgproeven | director | Sietske van Aalst",
      "Oficina Regional de Salud Rural | appropriation | 6000000"},
     ["Salud Rural | ", "Zorgproeven | "]),
    ("The Quillwort Rule, published on 14 October 2034, governs the Quillwort Stroke Recovery Model. The Rule "
     "takes effect on 1 January 2035. Standard 41, which amends Standard 12, was issued on 3 June 2034. Directive "
     "8 takes effect on 1 May 2036.",
     {"Quillwort Rule | publishedOn | 2034-10-14",
      "Quillwort Rule | governs | Quillwort Stroke Recovery Model",
      "Quillwort Rule | effectiveOn | 2035-01-01",
      "Standard 41 | publishedOn | 2034-06-03",
      "Directive 8 | effectiveOn | 2036-05-01"},
     ["Standard 12 | publishedOn"]),
    ("The Pensioners' Transport Council administers the Island Bus Pass, which covers 88,000 people. It was "
     "established by the Elders' Travel Act 2016. Its administrator is Mr Fabian Oduya-Klein; his predecessor, "
     "Rosamund Teal, served from 2019 to 2026.",
     {"Pensioners' Transport Council | administers | Island Bus Pass",
      "Island Bus Pass | peopleServed | 88000",
      "Pensioners' Transport Council | establishedBy | Elders' Travel Act 2016"},
     ["Transport Council | ", "Travel Act 2016 | "]),
    ("Client note. The Telecare (Remote Wards) Directive 2033 was published on 11 May 2033 and enters into force "
     "on 1 January 2034; the Directive amends the Wards Act 2020. The Charities (Lotteries) Act is unaffected. "
     "Guideline 6 of the Infusion Board was issued on 9 June 2033. Ordinance 12 of 2033 replaces Ordinance 8 of "
     "2019.",
     {"Telecare (Remote Wards) Directive 2033 | publishedOn | 2033-05-11",
      "Telecare (Remote Wards) Directive 2033 | effectiveOn | 2034-01-01",
      "Telecare (Remote Wards) Directive 2033 | amends | Wards Act 2020",
      "Guideline 6 | publishedOn | 2033-06-09",
      "Ordinance 12 of 2033 | amends | Ordinance 8 of 2019"},
     ["Directive | "]),
    ("The Consejo de Ensayos Clínicos de Valmora, part of the Ministerio de Bienestar, began Luz Temprana on 7 "
     "March 2031. Luz Temprana is compulsory for clinics. The Consejo de Ensayos Clínicos de Valmora is directed "
     "by Inés Carrasco. Its French sister, the Institut pour les Soins à Domicile, was founded in 2009.",
     {"Consejo de Ensayos Clínicos de Valmora | partOf | Ministerio de Bienestar",
      "Luz Temprana | startedOn | 2031-03-07",
      "Luz Temprana | participation | mandatory",
      "Institut pour les Soins à Domicile | establishedOn | 2009"},
     ["Luz | ", "Consejo | "]),
    ("The Court of Accounts of the Grand Duchy of Ferring examined Clean Hands. Clean Hands lost $9 million "
     "between 2030 and 2032. The Ministry of Hygiene of the Grand Duchy of Ferring, which tests it, disagrees. "
     "The Ministry of Hygiene was established in 1921 and received $210 million in 2033. Its secretary is Cosima "
     "Brandreth.",
     {"Clean Hands | netSavings | -9000000",
      "Clean Hands | testedBy | Ministry of Hygiene of the Grand Duchy of Ferring",
      "Ministry of Hygiene of the Grand Duchy of Ferring | establishedOn | 1921",
      "Ministry of Hygiene of the Grand Duchy of Ferring | appropriation | 210000000",
      "Ministry of Hygiene of the Grand Duchy of Ferring | secretary | Cosima Brandreth"},
     ["Hands | "]),
    ("The Teachers' Pension Board administers the Classroom Guarantee and the Widows' Allowance. The Classroom "
     "Guarantee covers 71,000 people. In 2032 the Board set up a test named Chalk and Talk; it pays schools per "
     "lesson. Chalk and Talk will end in 2038.",
     {"Teachers' Pension Board | administers | Classroom Guarantee",
      "Teachers' Pension Board | administers | Widows' Allowance",
      "Classroom Guarantee | peopleServed | 71000",
      "Chalk and Talk | endedOn | 2038"},
     ["Allowance | ", "Talk | ", "Chalk | ", "Pension Board | "]),
    ("Article 3. The Loi relative aux Essais Sociaux 2030 entered into force on 1 January 2031. Regulation 44 "
     "amends Regulation 12 and took effect on 2 May 2032. The Nurseries (Night Care) Regulations of 2033 govern "
     "the Lantern Pilot and were published on 5 April 2033.",
     {"Loi relative aux Essais Sociaux 2030 | effectiveOn | 2031-01-01",
      "Regulation 44 | effectiveOn | 2032-05-02",
      "Nurseries (Night Care) Regulations of 2033 | governs | Lantern Pilot",
      "Nurseries (Night Care) Regulations of 2033 | publishedOn | 2033-04-05"},
     ["Night Care | "]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "claims", "openings"), TEXTS)
def test_a_name_is_read_whole(text: str, claims: set[str], openings: list[str], ontology: Ontology) -> None:
    said = claimed(text, ontology)
    assert claims - said == set()
    assert begun(said, openings) == []
