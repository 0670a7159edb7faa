"""One certificate: its page, its paper, and taking it back."""

from io import BytesIO

from flask import flash, redirect, render_template, send_file, url_for
from flask_babel import gettext as _

from teachnet.accounts.current import me
from teachnet.certificates import actions, paper, policy, queries
from teachnet.certificates.forms import ReasonForm
from teachnet.certificates.models import Certificate
from teachnet.certificates.views.blueprint import address_of, bp
from teachnet.db import db
from teachnet.web.access import members_only, require
from teachnet.web.paging import paginate_lines

PDF = "application/pdf"


@bp.get("/")
@members_only
def index():
    """My own; for those who issue, print or answer for them, the cohorts."""
    cohorts = queries.cohorts_certified(me()) if policy.can_see_cohorts(me()) else None
    return render_template(
        "certificates/index.html",
        certificates=db.session.scalars(queries.my_certificates(me())).all(),
        cohorts=None if cohorts is None else paginate_lines(cohorts),
    )


@bp.get("/<int:certificate_id>")
@members_only
def certificate(certificate_id):
    return _page(_certificate(certificate_id), ReasonForm(formdata=None))


@bp.get("/<int:certificate_id>.pdf")
@members_only
def print_one(certificate_id):
    certificate = _certificate(certificate_id, policy.can_print)
    file = BytesIO(paper.sheet(certificate, address_of))
    return send_file(file, PDF, download_name=f"{certificate.serial} {certificate.name}.pdf")


@bp.post("/<int:certificate_id>/revocation")
@members_only
def revoke(certificate_id):
    certificate, form = _certificate(certificate_id, policy.can_revoke), ReasonForm()
    if not form.validate():
        return _page(certificate, form), 422
    certificate.revoke(by=me(), reason=form.reason.data)
    db.session.commit()
    flash(_("%(serial)s is revoked; whoever checks it is told.", serial=certificate.serial))
    return _to(certificate)


@bp.post("/<int:certificate_id>/reissue")
@members_only
def reissue(certificate_id):
    certificate, form = _certificate(certificate_id, policy.can_revoke), ReasonForm()
    if not form.validate():
        return _page(certificate, form), 422
    new = actions.reissue(certificate, by=me(), reason=form.reason.data)
    db.session.commit()
    flash(_("Issued again as %(serial)s.", serial=new.serial))
    return _to(new)


def _certificate(certificate_id, may=lambda person, certificate: True):
    found = queries.certificates_visible_to(me()).where(Certificate.id == certificate_id)
    certificate = db.one_or_404(found.options(*queries.PAGE))
    require(may(me(), certificate))
    return certificate


def _page(certificate, form):
    return render_template("certificates/certificate.html", certificate=certificate, form=form)


def _to(certificate):
    return redirect(url_for(".certificate", certificate_id=certificate.id), code=303)
