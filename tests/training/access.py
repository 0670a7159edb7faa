from datetime import timedelta

from teachnet.db import today
from teachnet.training.models import CohortState, EnrolmentState, ProgrammeDocument, ProgrammeState, Replacement
from tests.access.rows import Row, nothing
from tests.factories import saved
from tests.study.factories import a_stored_file
from tests.training.factories import a_cohort, a_programme, an_enrolment, days_from, reviewed_days

S = EnrolmentState


def build(world) -> None:
    """A case of `own` in each state, each in a cohort of its own that `host` leads; a cohort that is open to all."""
    lines = {world.county: 9, world.other_county: 9}
    host = {"host": world.people["host"], "host_organisation": world.base}
    world.cases = {}
    for number, state in enumerate(S):
        cohort = a_cohort(lines, **host, **days_from(30 + 10 * number))
        world.cases[state] = an_enrolment(cohort, teacher=world.people["own"], state=state)
    over = saved(_long_ago(a_cohort(lines, **host, **days_from(20))))
    world.ended_cases = {S.ARRIVED: an_enrolment(over, teacher=world.people["own"], state=S.ARRIVED)}
    world.cohort = a_cohort(lines, **host, **days_from(900))
    world.planned_cohort = a_cohort(lines, state=CohortState.PLANNED)
    asked = {"teacher": world.people["stranger"], "asked_by": world.people["school"], "reason": "Ill"}
    world.replacement = saved(Replacement(case=world.cases[S.ADMITTED], **asked))
    world.reviewed_cohort = a_cohort(lines, **reviewed_days())
    world.cancellable_cohort = a_cohort(lines)
    paper = {
        "title": "The notice",
        "file": a_stored_file(size=12),
        "file_name": "notice.txt",
        "by": world.people["city"],
    }
    world.document = saved(ProgrammeDocument(programme=world.cohort.programme, **paper))
    world.past_cohort = saved(_long_ago(a_cohort(lines)))
    world.draft = a_programme(state=ProgrammeState.DRAFT)
    a_cohort(lines, programme=world.draft, state=CohortState.PLANNED)
    world.finished = a_programme()
    a_cohort(lines, programme=world.finished, state=CohortState.CLOSED)


def _long_ago(cohort):
    for name, day in days_from(30).items():
        setattr(cohort, name, day - timedelta(days=300))
    return cohort


def case(state):
    return lambda world: {"enrolment_id": world.cases[state].id}


def ended(state):
    return lambda world: {"enrolment_id": world.ended_cases[state].id}


def over(world) -> dict:
    return {"cohort_id": world.ended_cases[S.ARRIVED].cohort_id}


def all_day(world) -> dict:
    case = world.ended_cases[S.ARRIVED]
    return {f"hours-{case.id}": "40", f"completed-{case.id}": "y"}


def cohort(world) -> dict:
    return {"cohort_id": world.cohort.id}


def planned(world) -> dict:
    return {"cohort_id": world.planned_cohort.id}


def past(world) -> dict:
    return {"cohort_id": world.past_cohort.id}


def replacement(world) -> dict:
    """Of somebody who does not meet what is asked, so that approving is refused and leaves it as it is."""
    return {"replacement_id": world.replacement.id}


def reviewed(world) -> dict:
    return {"cohort_id": world.reviewed_cohort.id}


def cancellable(world) -> dict:
    return {"cohort_id": world.cancellable_cohort.id}


def document(world) -> dict:
    return {"document_id": world.document.id}


def a_document(world) -> dict:
    return {"document_id": world.document.id, "name": "notice.txt"}


def a_new_document(_world) -> dict:
    return {"title": "The course plan"}


def a_round(world) -> dict:
    return dict.fromkeys(("opens_on", "closes_on", "county_review_by"), today().isoformat()) | {"rule": "keep"}


def draft(world) -> dict:
    return {"programme_id": world.draft.id}


def finished(world) -> dict:
    return {"programme_id": world.finished.id}


def one_of_many(world) -> dict:
    case = world.cases[S.COUNTY_REVIEW]
    return {"case": [case.id], "seen": [case.version], "step": "approve_for_county"}


def words(world) -> dict:
    return {"note": "Page two is missing."}


def a_new_programme(world) -> dict:
    return {"title": "Backbone teachers", "kind": "backbone", "year": today().year, "hours": 40}


def a_new_cohort(world) -> dict:
    days = {name: day.isoformat() for name, day in days_from(30).items()}
    place = {"host_organisation_id": world.base.id, "host_id": "", "stage": "", "subject": ""}
    return {"title": "Mathematics", "number": 1, "seats": 20, "offer_days": 3} | place | days


def a_grid(world) -> dict:
    return {"seats": 20, "column-0": 1, f"seats-0-{world.county.id}": 9}


def a_colleague(world) -> dict:
    return {"teacher": [world.people["colleague"].id]}


def a_list(world) -> dict:
    return {"columns": ["name", "school"], "purpose": "Room list"}


# fmt: off
ROWS = {
    #                                                ano own col nei str for dis sch cou oco cit hos tut lea rev aud
    "GET training.mine": Row(nothing,               "302 200 200 200 200 200 302 200 200 200 200 200 200 200 200 200"),
    "GET training.cohorts": Row(nothing,            "302 200 200 200 200 200 302 200 200 200 200 200 200 200 200 200"),
    "GET training.cohort": Row(cohort,              "302 200 200 200 200 200 302 200 200 200 200 200 200 200 200 200"),
    "GET training.reviews": Row(nothing,            "302 403 403 403 403 403 302 200 200 200 200 403 403 403 403 403"),
    # Planning is the city's; the auditor reads along.
    "GET training.programmes": Row(nothing,         "302 403 403 403 403 403 302 403 403 403 200 403 403 403 403 200"),
    "GET training.programme": Row(draft,            "302 403 403 403 403 403 302 403 403 403 200 403 403 403 403 200"),
    "GET training.new_programme": Row(nothing,      "302 403 403 403 403 403 302 403 403 403 200 403 403 403 403 403"),
    "POST training.plan_programme": Row(nothing,    "302 403 403 403 403 403 302 403 403 403 303 403 403 403 403 403",
                                                    data=a_new_programme),
    "GET training.edit_programme": Row(draft,       "302 403 403 403 403 403 302 403 403 403 200 403 403 403 403 403"),
    "POST training.change_programme": Row(draft,    "302 403 403 403 403 403 302 403 403 403 303 403 403 403 403 403",
                                                    data=a_new_programme),
    "POST training.copy_programme": Row(draft,      "302 403 403 403 403 403 302 403 403 403 303 403 403 403 403 403",
                                                    data=lambda _world: {"year": 2031}),
    "POST training.approve_programme": Row(draft,   "302 403 403 403 403 403 302 403 403 403 303 403 403 403 403 403"),
    "POST training.close_programme": Row(finished,  "302 403 403 403 403 403 302 403 403 403 303 403 403 403 403 403"),
    "POST training.add_document": Row(draft,        "302 403 403 403 403 403 302 403 403 403 422 403 403 403 403 403",
                                                    data=a_new_document),
    "GET training.document": Row(a_document,        "302 410 410 410 410 410 302 410 410 410 410 410 410 410 410 410"),
    "POST training.take_down_document": Row(document,
                                                    "302 403 403 403 403 403 302 403 403 403 303 403 403 403 403 403"),
    "GET training.cancellation": Row(cancellable,   "302 403 403 403 403 403 302 403 403 403 200 403 403 403 403 403"),
    "POST training.preview_cancellation": Row(cancellable,
                                                    "302 403 403 403 403 403 302 403 403 403 200 403 403 403 403 403"),
    "POST training.cancel_cohort": Row(cancellable, "302 403 403 403 403 403 302 403 403 403 303 403 403 403 403 403",
                                                    data=words),
    "GET training.new_cohort": Row(draft,           "302 403 403 403 403 403 302 403 403 403 200 403 403 403 403 403"),
    "POST training.plan_cohort": Row(draft,         "302 403 403 403 403 403 302 403 403 403 303 403 403 403 403 403",
                                                    data=a_new_cohort),
    "GET training.edit_cohort": Row(planned,        "302 403 403 403 403 403 302 403 403 403 200 403 403 403 403 403"),
    "POST training.change_cohort": Row(planned,     "302 403 403 403 403 403 302 403 403 403 303 403 403 403 403 403",
                                                    data=a_new_cohort),
    "GET training.conditions": Row(planned,         "302 403 403 403 403 403 302 403 403 403 200 403 403 403 403 403"),
    "POST training.set_conditions": Row(planned,    "302 403 403 403 403 403 302 403 403 403 303 403 403 403 403 403",
                                                    data=lambda _world: {"most_age": 45}),
    "GET training.quota": Row(planned,              "302 403 403 403 403 403 302 403 403 403 200 403 403 403 403 403"),
    "POST training.allot": Row(planned,             "302 403 403 403 403 403 302 403 403 403 303 403 403 403 403 403",
                                                    data=a_grid),
    "POST training.widen_quota": Row(planned,       "302 403 403 403 403 403 302 403 403 403 200 403 403 403 403 403",
                                                    data=a_grid),
    "GET training.seat_ledger": Row(cohort,         "302 403 403 403 403 403 302 403 200 200 200 403 403 403 403 200"),
    "GET training.next_round": Row(reviewed,        "302 403 403 403 403 403 302 403 403 403 200 403 403 403 403 403"),
    "POST training.preview_round": Row(reviewed,    "302 403 403 403 403 403 302 403 403 403 200 403 403 403 403 403"),
    "POST training.hold_round": Row(reviewed,       "302 403 403 403 403 403 302 403 403 403 303 403 403 403 403 403",
                                                    data=a_round),
    "POST training.announce": Row(planned,          "302 403 403 403 403 403 302 403 403 403 303 403 403 403 403 403"),
    "POST training.take_back": Row(cohort,          "302 403 403 403 403 403 302 403 403 403 303 403 403 403 403 403"),
    "POST training.close_cohort": Row(past,         "302 403 403 403 403 403 302 403 403 403 303 403 403 403 403 403"),
    # The former administrator teaches elsewhere now, and may apply like any teacher.
    "POST training.apply": Row(cohort,              "302 303 303 303 303 303 302 403 403 403 403 403 403 403 403 403"),
    "GET training.nominate": Row(cohort,            "302 403 403 403 403 403 302 200 403 403 403 403 403 403 403 403"),
    "POST training.send_nominations": Row(cohort,   "302 403 403 403 403 403 302 303 403 403 403 403 403 403 403 403",
                                                    data=a_colleague),
    "GET training.roster": Row(cohort,              "302 403 403 403 403 403 302 200 200 200 200 200 403 403 403 200"),
    "GET training.print_roster": Row(cohort,        "302 403 403 403 403 403 302 200 200 200 200 200 403 403 403 200"),
    "GET training.export": Row(cohort,              "302 403 403 403 403 403 302 200 200 200 200 200 403 403 403 403"),
    "POST training.download_export": Row(cohort,    "302 403 403 403 403 403 302 200 200 200 200 200 403 403 403 403",
                                                    data=a_list),
    # A case: its teacher, their school, county, the city and the auditor know of it; nobody else does.
    "GET training.case": Row(case(S.COUNTY_REVIEW), "302 200 404 404 404 404 302 200 200 404 200 404 404 404 404 200"),
    "POST training.endorse": Row(case(S.APPLIED),   "302 403 404 404 404 404 302 303 403 404 403 404 404 404 404 403"),
    "POST training.approve_for_county":
        Row(case(S.COUNTY_REVIEW),                  "302 403 404 404 404 404 302 403 303 404 403 404 404 404 404 403"),
    "POST training.admit_provisionally":
        Row(case(S.CITY_REVIEW),                    "302 403 404 404 404 404 302 403 403 404 303 404 404 404 404 403"),
    "POST training.offer_place":
        Row(case(S.RESERVE),                        "302 403 404 404 404 404 302 403 403 404 303 404 404 404 404 403"),
    "POST training.accept_offer":
        Row(case(S.OFFERED),                        "302 303 404 404 404 404 302 403 403 404 403 404 404 404 404 403"),
    # Where there is a seat, no exception is needed.
    "POST training.admit_beyond_quota":
        Row(case(S.COUNTY_REVIEW),                  "302 403 404 404 404 404 302 403 403 404 409 404 404 404 404 403",
                                                    data=words),
    "POST training.admit": Row(case(S.PROVISIONAL), "302 403 404 404 404 404 302 403 403 404 303 404 404 404 404 403"),
    # Who decides at another level is told that the case is not there now.
    "POST training.put_on_reserve":
        Row(case(S.CITY_REVIEW),                    "302 403 404 404 404 404 302 403 409 404 303 404 404 404 404 403"),
    "POST training.send_back":
        Row(case(S.COUNTY_REVIEW),                  "302 403 404 404 404 404 302 409 303 404 409 404 404 404 404 403",
                                                    data=words),
    "POST training.reject":
        Row(case(S.COUNTY_REVIEW),                  "302 403 404 404 404 404 302 409 303 404 409 404 404 404 404 403",
                                                    data=words),
    "POST training.resubmit":
        Row(case(S.RETURNED_TO_TEACHER),            "302 303 404 404 404 404 302 403 403 404 403 404 404 404 404 403"),
    "GET training.new_replacement":
        Row(case(S.CONFIRMED),                      "302 403 404 404 404 404 302 200 200 404 403 403 404 404 404 403"),
    # Nobody of the school teaches what the teacher does; the county knows somebody.
    "POST training.ask_replacement":
        Row(case(S.CONFIRMED),                      "302 403 404 404 404 404 302 422 422 404 403 403 404 404 404 403"),
    "GET training.replacements": Row(nothing,       "302 403 403 403 403 403 302 200 200 200 200 403 403 403 403 200"),
    "POST training.approve_replacement":
        Row(replacement,                            "302 404 404 404 404 404 302 403 403 404 409 404 404 404 404 403"),
    "POST training.refuse_replacement":
        Row(replacement,                            "302 404 404 404 404 404 302 403 403 404 303 404 404 404 404 403",
                                                    data=words),
    "POST training.withdraw":
        Row(case(S.CITY_REVIEW),                    "302 303 404 404 404 404 302 403 403 404 403 404 404 404 404 403"),
    # With a place they are in the cohort, and its host knows them.
    "POST training.confirm": Row(case(S.ADMITTED),  "302 303 404 404 404 404 302 403 403 404 403 403 404 404 404 403"),
    # In the class its host writes down what happens; on the wrong day they are told so.
    "POST training.arrive":
        Row(case(S.CONFIRMED),                      "302 403 404 404 404 404 302 403 403 404 409 409 404 404 404 403"),
    "POST training.complete":
        Row(ended(S.ARRIVED),                       "302 403 404 404 404 404 302 403 403 404 303 303 404 404 404 403"),
    "POST training.fail_to_complete":
        Row(ended(S.ARRIVED),                       "302 403 404 404 404 404 302 403 403 404 303 303 404 404 404 403",
                                                    data=words),
    "POST training.drop_out":
        Row(ended(S.ARRIVED),                       "302 403 404 404 404 404 302 403 403 404 303 303 404 404 404 403",
                                                    data=words),
    "POST training.remove":
        Row(ended(S.ARRIVED),                       "302 403 404 404 404 404 302 403 403 404 303 403 404 404 404 403",
                                                    data=words),
    # Whose turn it is not, is told so in the preview, and refused when they decide all the same.
    "POST training.preview_decisions":
        Row(nothing,                                "302 403 403 403 403 403 302 422 422 422 422 403 403 403 403 403"),
    "POST training.decide_many":
        Row(nothing,                                "302 403 403 403 403 403 302 409 303 404 409 403 403 403 403 403",
                                                    data=one_of_many),
    "GET training.arrivals": Row(over,              "302 403 403 403 403 403 302 403 403 403 200 200 403 403 403 403"),
    "POST training.note_arrivals": Row(cohort,      "302 403 403 403 403 403 302 403 403 403 422 422 403 403 403 403"),
    "GET training.finish": Row(over,                "302 403 403 403 403 403 302 403 403 403 200 200 403 403 403 403"),
    "POST training.note_finish": Row(over,          "302 403 403 403 403 403 302 403 403 403 303 303 403 403 403 403",
                                                    data=all_day),
    "POST training.decline": Row(case(S.ADMITTED),  "302 303 404 404 404 404 302 403 403 404 303 403 404 404 404 403",
                                                    data=words),
}
# fmt: on
