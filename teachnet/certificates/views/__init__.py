"""Certificates: one's own, those of a cohort, the patterns, and the page on which anybody checks one."""

from flask_babel import lazy_gettext as _l

from teachnet.certificates.views import certificates, checking, cohorts, patterns
from teachnet.certificates.views.blueprint import bp
from teachnet.web.places import SubPage

__all__ = ["PAGE", "bp", "certificates", "checking", "cohorts", "patterns"]

# Among the pages of training.
PAGE = SubPage(
    "certificates.index",
    _l("Certificates"),
    covers=(
        "certificates.cohort",
        "certificates.issue",
        "certificates.certificate",
        "certificates.revoke",
        "certificates.reissue",
        "certificates.patterns",
        "certificates.set_pattern",
    ),
)
