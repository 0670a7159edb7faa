"""What the audit trail calls things of backups."""

from flask_babel import lazy_gettext as _l

from teachnet.audit.words import TrailWords

WORDS = TrailWords(
    actions={
        "restore": _l("Backup restored"),
        "job backups.look": _l("Look after backups"),
    },
)
