"""What people write on charts: at points, beside bands, as a reason for limits that begin anew."""

CHANGES = {
    "restrictive-interventions": "Soft words and talking down, every shift",
    "seclusion-hours": "The quiet room is open day and night",
    "more-choice": "People choose whom they meet first",
    "more-self-management": "Courses offered at the first meeting",
    "more-equal-relationship": "Plans written side by side at one screen",
    "days-to-first-meeting": "Opening hours on two evenings",
    "supervision-up-to-date": "Peer supervision on the first Tuesday",
    "sessions-co-delivered": "No session without a pair",
    "crisis-plans-made-together": "A facilitator from outside the team",
    "involvement-paid": "Claims paid by card on the day",
    "job-starts": "An employment specialist in every team meeting",
    "ward-satisfaction": "Mutual help meeting every morning",
}
NOTES = (
    "The two new colleagues began this month.",
    "Half the cards came back from the night shift’s box.",
    "We counted this together with two people who are on the ward.",
    "Bank holiday, and fewer people were asked.",
)
KNOWN_CAUSES = (
    "The heating failed and people were moved to another ward for nine days.",
    "The incident system was down, and a fortnight was entered late.",
)
REBASES = (
    "The new way has held for a year, and everybody agrees it is how we work now.",
    "Two wards became one, so that the months before are of another place.",
)
FOLLOW_UPS = (
    "Many more than in any month since summer. What happened?",
    "People wait longer for an answer than they did last summer. What happened?",
)
OUTCOMES = ("We looked through the month together. Nearly all of it falls in the nine days on the other ward.",)
