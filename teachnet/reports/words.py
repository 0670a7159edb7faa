from enum import StrEnum

from flask_babel import lazy_gettext as _l


class ReportKind(StrEnum):
    PROGRAMMES = "programmes"
    ENROLLING = "enrolling"
    ARRIVALS = "arrivals"
    QUOTA = "quota"
    REPLACEMENTS = "replacements"
    HOURS = "hours"
    CERTIFICATES = "certificates"
    BUDGETS = "budgets"
    STUDY = "study"
    STUDY_SUBJECTS = "study_subjects"
    STUDY_STAGES = "study_stages"
    STUDY_AREAS = "study_areas"
    TEAMS = "teams"
    RESEARCH = "research"

    @property
    def label(self):
        return REPORT_KINDS[self][0]

    @property
    def about(self):
        """One sentence: what it tells."""
        return REPORT_KINDS[self][1]


REPORT_KINDS = {
    ReportKind.PROGRAMMES: (_l("Programme statistics"), _l("Each programme from its seats to who has completed it.")),
    ReportKind.ENROLLING: (_l("Enrolling, how far"), _l("Each cohort: where its cases are, and how full it is.")),
    ReportKind.ARRIVALS: (_l("Arrivals, how far"), _l("Each cohort that has begun: who is expected and who came.")),
    ReportKind.QUOTA: (_l("Use of the quota"), _l("Each county: seats given, taken, come back and beyond the quota.")),
    ReportKind.REPLACEMENTS: (
        _l("Replacements"),
        _l("Each county: how many were to come instead of others, and how many did."),
    ),
    ReportKind.HOURS: (_l("Hours of the teachers"), _l("Attested hours of the year, for each teacher there is.")),
    ReportKind.CERTIFICATES: (_l("Certificates"), _l("Each cohort: who completed it, and who has their certificate.")),
    ReportKind.BUDGETS: (_l("Budget execution"), _l("Each cohort held: planned and spent.")),
    ReportKind.STUDY: (_l("Remote study, how far"), _l("Courses begun and finished, and the hours counted.")),
    ReportKind.STUDY_SUBJECTS: (_l("Remote study by subject"), _l("The same, by what the learners teach today.")),
    ReportKind.STUDY_STAGES: (_l("Remote study by stage"), _l("The same, by the stage the learners teach today.")),
    ReportKind.STUDY_AREAS: (
        _l("Remote study, town and country"),
        _l("The same, by the kind of place of the school."),
    ),
    ReportKind.TEAMS: (
        _l("Research teams"),
        _l("Each team: sessions held, who took part, what was decided, what is still to do."),
    ),
    ReportKind.RESEARCH: (
        _l("Research, who takes part"),
        _l("Teachers with confirmed sessions of research teams, and the hours these brought."),
    ),
}


class Area(StrEnum):
    RURAL = "rural"
    URBAN = "urban"

    @property
    def label(self):
        return {Area.RURAL: _l("Rural schools"), Area.URBAN: _l("Urban schools")}[self]


class ColumnKind(StrEnum):
    TEXT = "text"
    COUNT = "count"
    HOURS = "hours"  # from minutes
    YUAN = "yuan"  # from fen
    SHARE = "share"  # of two other columns


# What a frozen sheet keeps are the names; they stay when what they are called gets better words.
COLUMNS = {
    "programme": _l("Programme"),
    "cohort": _l("Cohort"),
    "part": _l("Organisation"),
    "document_number": _l("Document number"),
    "begins": _l("First day"),
    "cohorts": _l("Cohorts"),
    "seats": _l("Seats"),
    "cases": _l("Cases"),
    "at_school": _l("With the school"),
    "at_county": _l("With the county"),
    "at_city": _l("With the city"),
    "reserve": _l("On reserve"),
    "placed": _l("With a place"),
    "expected": _l("Expected"),
    "arrived": _l("Arrived"),
    "left": _l("Left early"),
    "completed": _l("Completed"),
    "taken": _l("Seats taken"),
    "free": _l("Seats left"),
    "reclaimed": _l("Come back"),
    "exceptions": _l("Beyond the quota"),
    "asked": _l("Asked for"),
    "replaced": _l("Replaced"),
    "refused": _l("Not approved"),
    "approval_rate": _l("Share approved"),
    "teachers": _l("Teachers"),
    "hours": _l("Hours"),
    "reached": _l("Teachers with hours"),
    "issued": _l("Certificates valid"),
    "revoked": _l("Certificates revoked"),
    "planned": _l("Planned, yuan"),
    "spent": _l("Spent, yuan"),
    "subject": _l("Subject"),
    "stage": _l("Stage"),
    "area": _l("Town or country"),
    "team": _l("Team"),
    "members": _l("Members"),
    "sessions": _l("Sessions held"),
    "took_part": _l("Took part"),
    "attended": _l("Sessions attended"),
    "from_rural": _l("Of rural schools"),
    "approved": _l("Minutes approved"),
    "decisions": _l("Decisions taken"),
    "to_do": _l("Action items open"),
    "overdue": _l("Action items overdue"),
    "joined": _l("Courses joined"),
    "begun": _l("Courses begun"),
    "finished": _l("Courses finished"),
    "begun_lately": _l("Begun in 7 days"),
    "studied_lately": _l("Studied in 7 days"),
    "finished_lately": _l("Finished in 7 days"),
    "rural_rate": _l("Share of rural schools"),
    "filled_rate": _l("How full"),
    "arrival_rate": _l("Arrival rate"),
    "completion_rate": _l("Completion rate"),
    "use_rate": _l("Rate of use"),
    "reached_rate": _l("Share of teachers"),
    "issued_rate": _l("Share certified"),
    "execution_rate": _l("Execution rate"),
    "finished_rate": _l("Share finished"),
}
