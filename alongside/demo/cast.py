"""The fictional programme's sites, teams, partners and people's names. No such trust, place or person exists."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

PROGRAMME = "Changing together"
SHOWCASE = "Calder Valley"
SHOWCASE_TEAM = "Heron Ward"
YEARS = (dt.date(2023, 9, 4), dt.date(2024, 9, 2), dt.date(2025, 9, 1))
"""When each year of the programme began."""
NEW_EDITION_FROM = YEARS[1]
AS_AT = dt.datetime(2026, 5, 12, 9, 0, tzinfo=dt.UTC)
SEED = 29


@dataclass(frozen=True)
class SiteCard:
    """A site to be: its first tier, its sector, how far along it began (stages), and how apart its sides stood."""

    name: str
    tier: str
    sector: str
    start: float
    apart: float
    promoted: dt.date | None = None


D, P, N = "DEMONSTRATION", "PILOT", "NETWORK"
NHS, INDEPENDENT, HOUSING = "NHS", "independent", "housing and support"

SITES = (
    SiteCard(SHOWCASE, D, NHS, 1.15, 0.9),
    SiteCard("Ashmere and the Wold", D, NHS, 1.3, 0.5),
    SiteCard("Eastholme", D, NHS, 1.2, 0.7),
    SiteCard("Kings Moor", D, NHS, 1.4, 0.4),
    SiteCard("Saltersea", D, NHS, 1.25, 0.8),
    SiteCard("Wenbrook", D, INDEPENDENT, 1.1, 0.6),
    SiteCard("Brindle Hill", P, NHS, 0.9, 0.7),
    SiteCard("Fenwater", P, NHS, 0.8, 0.9),
    SiteCard("Hollin Dale", P, NHS, 1.0, 0.5),
    SiteCard("Marlingate", P, NHS, 0.75, 1.1),
    SiteCard("Oakenshaw House", P, INDEPENDENT, 0.95, -0.7),
    SiteCard("Tollerby", P, NHS, 0.85, 0.6),
    SiteCard("Abbot’s Ferry", N, NHS, 0.5, 0.8),
    SiteCard("Copperbeck", N, NHS, 0.55, 0.6, dt.date(2024, 10, 1)),
    SiteCard("Dunwater", N, NHS, 0.4, 0.7),
    SiteCard("Elder Bridge", N, NHS, 0.6, 1.0),
    SiteCard("Harrowmere", N, NHS, 0.45, 0.5),
    SiteCard("Larksfield", N, NHS, 0.65, 0.4, dt.date(2025, 4, 1)),
    SiteCard("Lindenfold", N, INDEPENDENT, 0.5, 0.9),
    SiteCard("Millrace Homes", N, HOUSING, 0.7, 0.3, dt.date(2025, 10, 1)),
    SiteCard("Mossgate", N, NHS, 0.35, 0.6),
    SiteCard("Orchard Row", N, HOUSING, 0.75, -0.5),
    SiteCard("Pennerley", N, NHS, 0.5, 0.7),
    SiteCard("Queensbeck", N, NHS, 0.45, 0.9),
    SiteCard("Ravensey", N, NHS, 0.6, 0.5),
    SiteCard("Stonely Park", N, INDEPENDENT, 0.4, 0.8),
    SiteCard("Summerleys", N, NHS, 0.55, 0.6),
    SiteCard("Tarnside", N, NHS, 0.5, 0.7),
    SiteCard("Wester Levels", N, NHS, 0.3, 1.0),
)

WARDS = ("Rowan Ward", "Kestrel Ward", "Willow Ward", "Linnet Ward", "Hazel Ward", "Curlew Ward", "Birch Ward")
COMMUNITY = (
    "Harbour community team", "North community team", "South community team", "Market Street community team",
    "Riverside community team", "Hilltop community team",
)  # fmt: skip
OTHERS = (
    "Crisis and home treatment team", "Early intervention team", "Recovery house", "Older people’s team",
    "Rehabilitation flats", "Young adults’ team",
)  # fmt: skip
SHOWCASE_TEAMS = (SHOWCASE_TEAM, "Harbour community team", "Crisis and home treatment team", "Recovery house")

PARTNERS = (
    ("{place} Carers’ Circle", "a group of family and friends"),
    ("{place} Advocacy", "speaks up with people, independent of the service"),
    ("{place} Council", "adult social care and housing"),
    ("Open Door {place}", "a charity run by people who have used services"),
    ("{place} Adult Learning", "courses for everyone"),
    ("The Allotment at {place}", "growing food together"),
    ("Way In to Work, {place}", "paid jobs and support to keep them"),
    ("{place} Voices", "people who use services, speaking for themselves"),
)

FIRST_NAMES = (
    "Amina", "Patrick", "Mei", "Samuel", "Grace", "Yusuf", "Bronwen", "Kofi", "Ingrid", "Rahul", "Siobhan", "Tomasz",
    "Leila", "Desmond", "Hannah", "Mateo", "Ngozi", "Callum", "Parveen", "Elias", "Ruth", "Jamal", "Agnieszka", "Owen",
    "Farida", "Martin", "Chloe", "Babatunde", "Eleri", "Vikram", "Moira", "Stefan", "Zainab", "Gareth", "Lucia",
    "Winston", "Beth", "Hassan", "Anjali", "Fergus", "Nia", "Dmitri", "Claudette", "Rhys", "Sunita", "Joel", "Maeve",
    "Idris", "Pauline", "Arjun", "Teresa", "Kwame", "Isla", "Reza", "Marguerite", "Dylan", "Shanice", "Peter",
    "Noor", "Angus", "Olive", "Emeka", "Freya", "Tariq", "Judith", "Luis", "Cerys", "Abdul", "Helena", "Micah",
)  # fmt: skip
LAST_NAMES = (
    "Abara", "Ashworth", "Begum", "Bell", "Brennan", "Carver", "Chaudhry", "Cole", "Davies", "Dunne", "Ekwueme",
    "Farrell", "Fielding", "Ghosh", "Gibson", "Hall", "Haddad", "Holt", "Ibrahim", "Jarvis", "Jones", "Kaur", "Kelly",
    "Kowalski", "Lam", "Lindqvist", "Lowe", "MacRae", "Mahmood", "Marsh", "Mensah", "Moreno", "Nash", "Nowak",
    "Obi", "O’Neill", "Okafor", "Parry", "Patel", "Pike", "Quinn", "Rahman", "Reid", "Rossi", "Sandhu", "Shaw",
    "Silva", "Singh", "Stone", "Taylor", "Thomas", "Tran", "Underhill", "Vaughan", "Walsh", "Webb", "Wong", "Yilmaz",
)  # fmt: skip


@dataclass(frozen=True)
class Part:
    """Somebody whom a visitor can be: where (the programme, the showcase site, its team), as what, in which voices."""

    where: str
    role: str
    name: str
    voices: tuple[str, ...] = ()


HERE, SITE, TEAM = "programme", "site", "team"
LEADING_PARTS = (
    Part(HERE, "CONSULTANT", "Rashid Anwar"),
    Part(HERE, "PROGRAMME_VIEWER", "Catrin Hughes"),
    Part(SITE, "SITE_LEAD", "Marcus Oyelaran", ("leaders",)),
    Part(SITE, "LIVED_EXPERIENCE_CO_LEAD", "Bridget Lacey", ("uses_services",)),
    Part(SITE, "DATA_CHAMPION", "Piotr Zielinski"),
    Part(SITE, "PEER_LEAD", "Dawn Fletcher"),
    Part(SITE, "BOARD_VIEWER", "Nirmala Rao"),
    Part(TEAM, "TEAM_LEAD", "Theo Campbell", ("staff",)),
    Part(TEAM, "LIVED_EXPERIENCE_PARTNER", "Sabina Akhtar", ("uses_services",)),
    Part(TEAM, "MEMBER", "Ellis Green", ("uses_services", "staff")),
)
OWN_HOUSE = SHOWCASE_TEAMS[3]
WITHOUT_ADDRESS = ("Doreen Tuffin", "doreen-at-the-house")
"""Who leads that team for people who use services: without email, signed in by a slip, and holding every key there."""
DIRECTOR = ("Josephine Adeyemi", "josephine.adeyemi@changing-together.example.org")
IN_SIGN = "https://bsl.example.org/ten-challenges/"
"""Where the made-up programme shows its questions in sign language: an address that leads nowhere."""
OPERATOR = ("Kim Aldous", "kim.aldous@changing-together.example.org")
