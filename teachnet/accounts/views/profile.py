from flask import abort, flash, redirect, render_template, url_for
from flask_babel import gettext as _

from teachnet.accounts import queries
from teachnet.accounts import sign_in as signing
from teachnet.accounts.current import me, my_session
from teachnet.accounts.forms import ChangePasswordForm
from teachnet.accounts.models import SignInSession
from teachnet.accounts.passwords import hash_password, is_right, require_strong
from teachnet.accounts.views.blueprint import bp
from teachnet.db import db, start_writing
from teachnet.errors import Refused
from teachnet.web.access import members_only
from teachnet.web.safety import reads_first


@bp.get("/me")
@members_only
def profile():
    return _profile(ChangePasswordForm(formdata=None))


@bp.post("/me/password")
@members_only
@reads_first
def change_password():
    form = ChangePasswordForm()
    if not form.validate():
        return _profile(form), 422
    try:
        require_strong(form.new_password.data, names=[me().name, me().username or ""])
        if not is_right(form.password.data, me().password_hash):
            raise Refused(_("The password until now is not right."))
    except Refused as refused:
        form.form_errors = [str(refused)]
        return _profile(form), 422
    new_hash = hash_password(form.new_password.data)
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


def _profile(form):
    sessions = db.session.scalars(queries.sessions_of(me())).all()
    return render_template("accounts/profile.html", form=form, sessions=sessions, this_session=my_session())
