"""What certificates are called in the audit trail."""

from flask_babel import lazy_gettext as _l

from teachnet.audit.words import TrailWords

ACTIONS = {
    "certificates.issue": _l("Issue certificates"),
    "certificates.reissue": _l("Issue a certificate again"),
    "certificates.revoke": _l("Revoke a certificate"),
    "certificates.set_pattern": _l("Set the pattern of certificates"),
}

THINGS = {
    "certificate": _l("Certificate of completion"),
    "certificate_pattern": _l("Pattern of certificates"),
}

COLUMNS = {
    "certificate.code": _l("Digits of the number"),
    "certificate.cohort": _l("Cohort"),
    "certificate.hours": _l("Hours"),
    "certificate.name": _l("Name on the certificate"),
    "certificate.programme": _l("Programme"),
    "certificate_pattern.text": _l("Text of the certificate"),
    "enrolment_id": _l("Enrolment (no.)"),
    "heading": _l("Heading"),
    "issued_at": _l("Issued at"),
    "issued_by_id": _l("Issued by (person no.)"),
    "issued_on": _l("Issued on"),
    "key_id": _l("Key"),
    "made_by_id": _l("Made by (person no.)"),
    "office": _l("Issuing office"),
    "pattern_id": _l("Pattern (no.)"),
    "reissue_of_id": _l("In place of (certificate no.)"),
    "replaced_at": _l("Replaced at"),
    "revoked_at": _l("Revoked at"),
    "revoked_by_id": _l("Revoked by (person no.)"),
    "revoked_reason": _l("Why it was revoked"),
    "serial": _l("Certificate number"),
    "signature": _l("Signature of the key"),
    "year": _l("Year"),
}

WORDS = TrailWords(ACTIONS, THINGS, COLUMNS)
