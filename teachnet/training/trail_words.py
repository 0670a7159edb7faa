"""What training is called in the audit trail."""

from flask_babel import lazy_gettext as _l

from teachnet.audit.words import TrailWords
from teachnet.training.columns import COLUMNS as ROSTER_COLUMNS

ACTIONS = {
    "training.admit": _l("Admit a teacher"),
    "training.accept_offer": _l("Take an offered place"),
    "training.admit_beyond_quota": _l("Admit beyond the quota"),
    "training.offer_place": _l("Offer a free place"),
    "job training.offers": _l("Background: let offers end that nobody answered"),
    "training.admit_provisionally": _l("Admit provisionally"),
    "training.allot": _l("Give the counties their seats"),
    "training.announce": _l("Announce a cohort"),
    "training.apply": _l("Apply for a cohort"),
    "training.arrive": _l("Note an arrival"),
    "training.complete": _l("Note a completion"),
    "training.drop_out": _l("Note a drop-out"),
    "training.fail_to_complete": _l("Note that it was not completed"),
    "training.remove": _l("Remove from the cohort"),
    "training.approve_for_county": _l("Approve for the county"),
    "training.approve_programme": _l("Approve the programme"),
    "training.copy_programme": _l("Copy the programme"),
    "training.change_cohort": _l("Change the cohort"),
    "training.change_programme": _l("Change the programme"),
    "training.close_cohort": _l("Close the cohort"),
    "training.close_programme": _l("Close the programme"),
    "training.confirm": _l("Confirm the place"),
    "training.decide_many": _l("Decide many cases"),
    "training.decline": _l("Give up the place"),
    "training.download_export": _l("Export a roster"),
    "training.endorse": _l("Recommend to the county"),
    "training.note_arrivals": _l("Note arrivals"),
    "training.note_finish": _l("Note who has completed a cohort"),
    "training.plan_cohort": _l("Plan a cohort"),
    "training.plan_programme": _l("Plan a programme"),
    "training.put_on_reserve": _l("Put on reserve"),
    "training.reject": _l("Reject an enrolment"),
    "training.resubmit": _l("Hand an enrolment in again"),
    "training.roster": _l("Open a roster"),
    "training.send_back": _l("Return for correction"),
    "training.send_nominations": _l("Nominate teachers"),
    "training.take_back": _l("Take the announcement back"),
    "training.withdraw": _l("Withdraw the enrolment"),
}

THINGS = {
    "cohort": _l("Cohort"),
    "enrolment": _l("Enrolment"),
    "programme": _l("Programme"),
    "quota_line": _l("Quota line"),
    "spread_rule": _l("Spread of a large quota"),
}

COLUMNS = {
    "about": _l("What it is about"),
    "allocated": _l("Seats given to counties"),
    "attended_minutes": _l("Minutes attended"),
    "closes_on": _l("Applications until"),
    "cohort_id": _l("Cohort (no.)"),
    "columns": _l("Columns"),
    "offer_days": _l("Days an offer stands"),
    "offered_until": _l("Offer stands until"),
    "promotes_until": _l("From the reserve until"),
    "is_exception": _l("Admitted beyond the quota"),
    "confirm_by": _l("Teachers confirm until"),
    "county_review_by": _l("Counties review until"),
    "document_number": _l("Document number"),
    "county_id": _l("County (no.)"),
    "from_seats": _l("From so many seats"),
    "group_key": _l("Group of teachers"),
    "host_id": _l("Host (person no.)"),
    "host_organisation_id": _l("Held at (organisation no.)"),
    "hours": _l("Hours"),
    "is_hard": _l("Hard line"),
    "is_on_notice": _l("List on public notice"),
    "line_id": _l("Quota line (no.)"),
    "cohort.number": _l("Number of the cohort"),
    "most": _l("at most so many alike"),
    "moved_at": _l("Moved at"),
    "moved_by_id": _l("Moved by (person no.)"),
    "moved_note": _l("Remark at the move"),
    "nominated_by_id": _l("Nominated by (person no.)"),
    "opens_on": _l("Applications from"),
    "programme_id": _l("Programme (no.)"),
    "reserve_rank": _l("Rank on the reserve"),
    "school_id": _l("School at enrolment (no.)"),
    "school_type": _l("Urban or rural"),
    "seats": _l("Seats"),
    "teacher_id": _l("Teacher (person no.)"),
    "used": _l("Seats taken"),
    "year": _l("Year"),
}

EXPORTED = {name: column.label for name, column in ROSTER_COLUMNS.items()}

WORDS = TrailWords(ACTIONS, THINGS, COLUMNS, values={"cohort.columns": EXPORTED})
