"""What the work on the search index is called in the audit trail."""

from flask_babel import lazy_gettext as _l

from teachnet.audit.words import TrailWords

WORDS = TrailWords(
    actions={
        "job search.changed": _l("Bring the search index up to date"),
        "job search.check": _l("Check the search index"),
    }
)
