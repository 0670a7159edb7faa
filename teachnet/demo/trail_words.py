"""What filling the demo city is called in its audit trail."""

from flask_babel import lazy_gettext as _l

from teachnet.audit.words import TrailWords

WORDS = TrailWords(actions={"seed-demo": _l("Fill the demo city (command)")})
