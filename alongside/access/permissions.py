"""The roles people hold and what each may do, in plain words. This table is shown in the product."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from alongside.core.words import gettext
from alongside.core.words import gettext_noop as _


class Side(StrEnum):
    """The two sides of a service: those who live with it, and those who work in it."""

    LIVED_EXPERIENCE = "lived_experience"
    PROFESSION = "profession"


class Level(StrEnum):
    """Where a role can be held."""

    INSTALLATION = "installation"
    PROGRAMME = "programme"
    SITE = "site"
    TEAM = "team"


class Permission(StrEnum):
    """One thing a person may do. The value is what the roles page says."""

    PLACE_VIEW = _("see the place and who leads it")
    PROGRAMME_EDIT = _("change the programme's name and editions in use")
    FRAMEWORK_ADD = _("add lists and voices of the programme's own")
    SITE_ADD = _("add a site to the programme")
    SITE_EDIT = _("change a site's name and partners")
    TIER_SET = _("date a site's tier")
    TEAM_ADD = _("add a team to a site")
    TEAM_EDIT = _("change a team's name")
    PEOPLE_VIEW = _("see who belongs to the place")
    PEOPLE_INVITE = _("invite people")
    PEOPLE_CHANGE = _("change what people may do")
    PEOPLE_END = _("end a membership")
    PEOPLE_RESET = _("reset somebody's second step when signing in")
    AUDIT_READ = _("read the audit trail of the place")
    MATRIX_VIEW = _("see the programme's sites beside each other")
    ROUND_VIEW = _("see that a round exists, its dates and whom it asks")
    ROUND_DRAFT = _("prepare a round")
    ROUND_OPEN = _("open a round")
    ROUND_INVITE = _("make codes, slips and posters")
    ROUND_CLOSE = _("close a round")
    ROUND_CANCEL = _("cancel a round")
    ROUND_REVEAL = _("hold one of the two keys to the reveal")
    ROUND_READ = _("read a shared result")
    QUOTE_READ = _("read offered words before they are shown")
    ROUND_SHARE = _("share a result with those who took part")
    ROUND_MEET = _("record the joint meeting and what was agreed")
    GAP_SETTLE = _("settle a gap, together with the other side")
    INDICATOR_ADD = _("write an indicator of the place's own")
    SERIES_VIEW = _("see the charts of the place")
    SERIES_START = _("start and end a series of figures")
    SERIES_CHANGE = _("change how a chart is read: settings, re-basing, bands")
    OBSERVATION_RECORD = _("enter figures, put them right and write notes on them")
    OBSERVATION_IMPORT = _("bring in many figures at once, and undo that")
    GOAL_VIEW = _("see the goals of the place")
    GOAL_PROPOSE = _("propose a goal")
    GOAL_AGREE = _("take a stance on a goal and hold one of its two keys")
    GOAL_EDIT = _("change what a goal says and who leads it")
    GOAL_HAND_KEY = _("hand out codes for a goal's keys and write down a spoken key")
    GOAL_MOVE = _("start, claim, close, reopen, park and stop goals")
    GOAL_VERIFY = _("verify a goal that others have done")
    GOAL_TEST = _("propose change ideas and run small tests of them")
    LIBRARY_READ = _("search what other teams tried and shared")
    DUTY_RECORD = _("record an urgent safety or legal duty")
    REVIEW_HOLD = _("hold a review of the goals")
    LOOP_VIEW = _("see what people raised at the place and how far it is")
    LOOP_OPEN = _("write down what people raised")
    LOOP_MOVE = _("date a loop's steps, decide, and open it again")
    LOOP_TELL = _("tell those who raised it what came of it")
    LEDGER_VIEW = _("see who proposed what, who decided, and what changed")
    PROPOSAL_RECORD = _("write down what was proposed")
    PROPOSAL_DECIDE = _("write down what was decided, and that people were told")
    HOURS_RECORD = _("write down one's own hours and expenses")
    HOURS_KEEP = _("keep the hours, payments and expenses of those who take part")
    PULSE_HOLD = _("ask after a meeting whether people were heard")
    PULSE_ANSWER = _("answer what is asked after a meeting")
    CONTACTS_NAME = _("name whom to turn to when somebody is not safe")
    LINK_SET = _("say where a question can be watched in sign language, or an interpreter be reached")
    TEXT_HIDE = _("hide reported words, and decide with the other side what becomes of them")
    PLAN_VIEW = _("see that a team has a plan, and what the team shares of it")
    PLAN_WRITE = _("write one's own team's plan")
    PLAN_SHARE = _("decide who sees one's own team's plan")
    AGGREGATE_VIEW = _("see rounded figures of the programme")
    OPERATE = _("look after the installation: users, backups, health")


class Role(StrEnum):
    PROGRAMME_DIRECTOR = _("PROGRAMME_DIRECTOR")
    CONSULTANT = _("CONSULTANT")
    PROGRAMME_VIEWER = _("PROGRAMME_VIEWER")
    SITE_LEAD = _("SITE_LEAD")
    LIVED_EXPERIENCE_CO_LEAD = _("LIVED_EXPERIENCE_CO_LEAD")
    TEAM_LEAD = _("TEAM_LEAD")
    LIVED_EXPERIENCE_PARTNER = _("LIVED_EXPERIENCE_PARTNER")
    MEMBER = _("MEMBER")
    DATA_CHAMPION = _("DATA_CHAMPION")
    PEER_LEAD = _("PEER_LEAD")
    BOARD_VIEWER = _("BOARD_VIEWER")
    OPERATOR = _("OPERATOR")


@dataclass(frozen=True)
class RoleCard:
    """One role as people read it: its name, where it is held, the side it stands for, and what it may do."""

    called: str
    levels: frozenset[Level]
    described: str
    may: frozenset[Permission]
    side: Side | None = None

    @property
    def name(self) -> str:
        """What people call it."""
        return gettext(self.called)

    @property
    def says(self) -> str:
        """What it is for, in a sentence or two."""
        return gettext(self.described)


_P = Permission
_SEE = frozenset({_P.PLACE_VIEW, _P.ROUND_VIEW})
_READ = _SEE | {_P.ROUND_READ, _P.SERIES_VIEW, _P.GOAL_VIEW, _P.LIBRARY_READ, _P.LOOP_VIEW, _P.LEDGER_VIEW,
                _P.PLAN_VIEW}  # fmt: skip
_FIGURES = frozenset({_P.SERIES_VIEW, _P.SERIES_START, _P.SERIES_CHANGE, _P.OBSERVATION_RECORD, _P.OBSERVATION_IMPORT})
_TAKES_PART = frozenset({
    _P.GOAL_PROPOSE, _P.GOAL_AGREE, _P.GOAL_TEST, _P.GOAL_VERIFY, _P.LOOP_OPEN,
    _P.PROPOSAL_RECORD, _P.HOURS_RECORD, _P.PULSE_ANSWER,
})  # fmt: skip
_PAIR = _READ | _FIGURES | _TAKES_PART | {
    _P.PEOPLE_VIEW, _P.PEOPLE_INVITE, _P.PEOPLE_CHANGE, _P.PEOPLE_END, _P.AUDIT_READ,
    _P.ROUND_DRAFT, _P.ROUND_OPEN, _P.ROUND_INVITE, _P.ROUND_CLOSE, _P.ROUND_CANCEL, _P.ROUND_REVEAL,
    _P.QUOTE_READ, _P.ROUND_SHARE, _P.ROUND_MEET, _P.GAP_SETTLE, _P.TEAM_EDIT,
    _P.GOAL_EDIT, _P.GOAL_HAND_KEY, _P.GOAL_MOVE, _P.DUTY_RECORD, _P.REVIEW_HOLD,
    _P.LOOP_MOVE, _P.LOOP_TELL, _P.PROPOSAL_DECIDE, _P.HOURS_KEEP, _P.PULSE_HOLD,
    _P.CONTACTS_NAME, _P.LINK_SET, _P.TEXT_HIDE,
}  # fmt: skip
_TEAM_PAIR = _PAIR | {_P.PLAN_WRITE, _P.PLAN_SHARE}
_CO_LEADS = _PAIR | {_P.SITE_EDIT, _P.TEAM_ADD, _P.INDICATOR_ADD}
_PROGRAMME = _READ | {_P.PEOPLE_VIEW, _P.MATRIX_VIEW, _P.AGGREGATE_VIEW, _P.REVIEW_HOLD}

ROLES: dict[Role, RoleCard] = {
    Role.PROGRAMME_DIRECTOR: RoleCard(
        _("Programme director"),
        frozenset({Level.PROGRAMME}),
        _(
            "Looks after the whole programme: its sites, its people and its tiers. "
            "Reads shared results, never anyone's answers."
        ),
        _PROGRAMME
        | {
            _P.PROGRAMME_EDIT,
            _P.SITE_ADD,
            _P.SITE_EDIT,
            _P.TIER_SET,
            _P.TEAM_ADD,
            _P.TEAM_EDIT,
            _P.PEOPLE_INVITE,
            _P.PEOPLE_CHANGE,
            _P.PEOPLE_END,
            _P.PEOPLE_RESET,
            _P.AUDIT_READ,
            _P.CONTACTS_NAME,
            _P.LINK_SET,
            _P.TEXT_HIDE,
            _P.INDICATOR_ADD,
            _P.FRAMEWORK_ADD,
        },
    ),
    Role.CONSULTANT: RoleCard(
        _("Programme consultant"),
        frozenset({Level.PROGRAMME}),
        _(
            "Walks with the sites: sees who has moved and who is stuck, and reads shared results, "
            "never anyone's answers."
        ),
        _PROGRAMME,
    ),
    Role.PROGRAMME_VIEWER: RoleCard(
        _("Programme viewer"),
        frozenset({Level.PROGRAMME}),
        _(
            "Someone on the steering group or a researcher. "
            "Sees rounded figures of the programme, nothing about one place."
        ),
        frozenset({_P.AGGREGATE_VIEW}),
    ),
    Role.SITE_LEAD: RoleCard(
        _("Site lead"),
        frozenset({Level.SITE}),
        _("Leads the site together with the lived-experience co-lead. Both have the same rights."),
        _CO_LEADS,
        Side.PROFESSION,
    ),
    Role.LIVED_EXPERIENCE_CO_LEAD: RoleCard(
        _("Lived-experience co-lead"),
        frozenset({Level.SITE}),
        _(
            "Leads the site together with the site lead, from the experience of using services "
            "or caring for someone who does. Both have the same rights."
        ),
        _CO_LEADS,
        Side.LIVED_EXPERIENCE,
    ),
    Role.TEAM_LEAD: RoleCard(
        _("Team lead"),
        frozenset({Level.TEAM}),
        _("Leads the team's work together with the lived-experience partner. Both have the same rights."),
        _TEAM_PAIR,
        Side.PROFESSION,
    ),
    Role.LIVED_EXPERIENCE_PARTNER: RoleCard(
        _("Lived-experience partner"),
        frozenset({Level.TEAM}),
        _(
            "Leads the team's work together with the team lead, from the experience of using services "
            "or caring for someone who does. Both have the same rights."
        ),
        _TEAM_PAIR,
        Side.LIVED_EXPERIENCE,
    ),
    Role.MEMBER: RoleCard(
        _("Member"),
        frozenset({Level.SITE, Level.TEAM}),
        _(
            "Takes part: rates, comes to the meeting, reads what was shared, enters figures, "
            "proposes goals, tests changes, and can stand for a side when something is agreed."
        ),
        _READ | _TAKES_PART | {_P.GAP_SETTLE, _P.OBSERVATION_RECORD, _P.PLAN_WRITE},
    ),
    Role.DATA_CHAMPION: RoleCard(
        _("Data champion"),
        frozenset({Level.SITE, Level.TEAM}),
        _("Looks after the figures of the place: its series, and what is entered and brought in."),
        _SEE | _FIGURES,
    ),
    Role.PEER_LEAD: RoleCard(
        _("Peer support lead"),
        frozenset({Level.SITE}),
        _("Looks after the peer support workers of the site."),
        _SEE,
    ),
    Role.BOARD_VIEWER: RoleCard(
        _("Board viewer"),
        frozenset({Level.SITE}),
        _("Someone on the trust's board. Reads what the site has shared, rounded, in its reports."),
        frozenset({_P.PLACE_VIEW, _P.AGGREGATE_VIEW}),
    ),
    Role.OPERATOR: RoleCard(
        _("Operator"),
        frozenset({Level.INSTALLATION}),
        _("Keeps the installation running: users, backups, health. Sees no content."),
        frozenset({_P.OPERATE}),
    ),
}

NOT_FOR_DEPUTIES = frozenset({_P.PEOPLE_INVITE, _P.PEOPLE_CHANGE, _P.PEOPLE_END})
"""What a deputy may not do, though the one they stand in for may: a deputy holds keys, and chooses nobody."""
