from flask import abort, flash, redirect, render_template, url_for
from flask_babel import gettext as _

from teachnet.accounts import actions, queries
from teachnet.accounts import sign_in as signing
from teachnet.accounts.current import me, my_session
from teachnet.accounts.forms import ChangePasswordForm, PhoneForm
from teachnet.accounts.models import SignInSession
from teachnet.accounts.passwords import new_password_hash
from teachnet.accounts.views.blueprint import bp
from teachnet.db import db, start_writing
from teachnet.web.access import members_only
from teachnet.web.blame import blaming
from teachnet.web.safety import reads_first


@bp.get("/me")
@members_only
def profile():
    return _profile()


@bp.post("/me/phone")
@members_only
def change_phone():
    form = PhoneForm()
    if form.validate():
        with blaming(form.phone):
            actions.change_phone(me(), form.cleaned)
    if form.errors:
        db.session.rollback()
        return _profile(phone_form=form), 422
    db.session.commit()
    flash(_("Your phone is saved."))
    return redirect(url_for(".profile"), code=303)


@bp.post("/me/password")
@members_only
@reads_first
def change_password():
    form = ChangePasswordForm()
    if form.validate():
        with blaming(form):
            new_hash = new_password_hash(me(), form.password.data, form.new_password.data)
    if form.errors:
        return _profile(password_form=form), 422
    start_writing()
    signing.set_password(me(), new_hash, keep=my_session())
    db.session.commit()
    flash(_("Your password is changed. Other devices are signed out."))
    return redirect(url_for(".profile"), code=303)


@bp.post("/me/sessions/<int:session_id>/end")
@members_only
def end_session(session_id):
    session = db.session.scalars(queries.sessions_of(me()).where(SignInSession.id == session_id)).first() or abort(404)
    session.end()
    db.session.commit()
    flash(_("That device is signed out."))
    return redirect(url_for(".profile"), code=303)


def _profile(*, password_form=None, phone_form=None):
    return render_template(
        "accounts/profile.html",
        form=password_form or ChangePasswordForm(formdata=None),
        phone_form=phone_form or PhoneForm(formdata=None, data={"phone": me().phone}),
        sessions=db.session.scalars(queries.sessions_of(me())).all(),
        this_session=my_session(),
    )
