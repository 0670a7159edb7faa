"""What the budget is called in the audit trail."""

from flask_babel import lazy_gettext as _l

from teachnet.audit.words import TrailWords

ACTIONS = {
    "budget.add_cap": _l("Add a cap on lecture fees"),
    "budget.add_standard": _l("Add a cost standard"),
    "budget.approve": _l("Approve a budget"),
    "budget.change": _l("Change a budget"),
    "budget.clear": _l("Take back that a paper was seen"),
    "budget.draw_up": _l("Draw up a budget"),
    "budget.drop_cap": _l("Remove a cap on lecture fees"),
    "budget.drop_standard": _l("Remove a cost standard"),
    "budget.end_cap": _l("End a cap on lecture fees"),
    "budget.end_standard": _l("End a cost standard"),
    "budget.enter": _l("Enter an expense"),
    "budget.pay": _l("Pay a lecture fee"),
    "budget.send_back": _l("Send a budget back"),
    "budget.settle": _l("Settle a budget"),
    "budget.submit": _l("Submit a budget"),
    "budget.take_back": _l("Take an expense back"),
    "budget.take_over": _l("Take over the figures of a document"),
    "budget.tick": _l("Say that a paper was seen"),
}

THINGS = {
    "budget_line": _l("Budget line"),
    "cohort_budget": _l("Budget of a cohort"),
    "cost_standard": _l("Cost standard"),
    "expense": _l("Expense"),
    "fee_cap": _l("Cap on lecture fees"),
    "lecture_cohort": _l("Cohort taught together"),
    "lecture_fee": _l("Lecture fee"),
    "proof_tick": _l("Paper seen"),
}

COLUMNS = {
    "amount_fen": _l("Amount (fen)"),
    "approved_by_id": _l("Approved by (person no.)"),
    "beyond_after": _l("Days at the full rate"),
    "beyond_percent": _l("Per cent for days beyond"),
    "budget_id": _l("Budget (no.)"),
    "cancelled_at": _l("Cancelled at"),
    "cap_id": _l("Cap (no.)"),
    "category": _l("Kind of cost"),
    "ceiling_fen": _l("Ceiling (fen)"),
    "corrects_id": _l("Takes back expense (no.)"),
    "days": _l("Planned days"),
    "expense_id": _l("Expense (no.)"),
    "extra_days": _l("Days of arrival and departure"),
    "fee_id": _l("Lecture fee (no.)"),
    "half_day": _l("Half-day"),
    "hour_fen": _l("For an hour (fen)"),
    "lecturer": _l("Lecturer"),
    "expense.line_id": _l("Budget line (no.)"),
    "lecture_fee.minutes": _l("Minutes taught"),
    "payee": _l("Payee"),
    "people": _l("Planned people"),
    "people_there": _l("People who were there"),
    "planned_fen": _l("Planned (fen)"),
    "proof": _l("Paper"),
    "rank": _l("Rank of the lecturer"),
    "rate_fen": _l("For a person-day (fen)"),
    "source": _l("Source of money"),
    "spent_fen": _l("Spent (fen)"),
    "spent_on": _l("Paid on"),
    "standard_id": _l("Cost standard (no.)"),
    "submitted_by_id": _l("Submitted by (person no.)"),
    "taught_on": _l("Taught on"),
    "tax_fen": _l("Tax withheld (fen)"),
    "training_class": _l("Class of training"),
    "travel_days": _l("Most days of arrival and departure"),
    "voucher": _l("Voucher number"),
}

WORDS = TrailWords(ACTIONS, THINGS, COLUMNS)
