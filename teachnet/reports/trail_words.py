"""What reports are called in the audit trail."""

from flask_babel import lazy_gettext as _l

from teachnet.audit.words import TrailWords

WORDS = TrailWords({"job reports.freeze": _l("Background: freeze the reports of the month")})
