from flask import flash, redirect, render_template, request, session
from flask_babel import gettext as _

from teachnet.accounts import sign_in as signing
from teachnet.accounts.current import me_or_nobody, my_session, remember
from teachnet.accounts.forms import FirstSignInForm, SignInForm
from teachnet.accounts.passwords import hash_password, require_strong
from teachnet.accounts.views.blueprint import bp
from teachnet.db import db, start_writing
from teachnet.web.access import members_only, public
from teachnet.web.blame import blaming
from teachnet.web.links import own_page
from teachnet.web.safety import reads_first


@bp.get("/sign-in")
@public
def sign_in():
    if me_or_nobody():
        return redirect(own_page(request.args.get("next")))
    return render_template("accounts/sign_in.html", form=SignInForm(formdata=None), next=request.args.get("next", ""))


@bp.post("/sign-in")
@public
@reads_first
def begin_session():
    form, after = SignInForm(), request.form.get("next", "")
    blame = blaming(form)
    if form.validate():
        with blame:
            token = signing.sign_in(form.username.data, form.password.data, **_whence())
    db.session.commit()  # a failure counts, too
    if form.errors:
        return render_template("accounts/sign_in.html", form=form, next=after), blame.status
    remember(token)
    return redirect(own_page(after), code=303)


@bp.post("/sign-out")
@members_only
def sign_out():
    my_session().end()
    db.session.commit()
    session.clear()
    return redirect(own_page(None), code=303)


@bp.get("/first-sign-in")
@public
def first_sign_in():
    form = FirstSignInForm(formdata=None)
    form.username.data, form.code.data = request.args.get("name", ""), request.args.get("code", "")
    return render_template("accounts/first_sign_in.html", form=form)


@bp.post("/first-sign-in")
@public
@reads_first
def set_first_password():
    form = FirstSignInForm()
    blame = blaming(form)
    if form.validate():
        with blame:
            require_strong(form.new_password.data, names=[form.username.data])
            new_hash = hash_password(form.new_password.data)
            start_writing()
            token = signing.use_code(form.username.data, form.code.data, new_hash, **_whence())
    db.session.commit()  # a failure counts, too
    if form.errors:
        return render_template("accounts/first_sign_in.html", form=form), blame.status
    remember(token)
    flash(_("Welcome. Your password is set."))
    return redirect(own_page(None), code=303)


def _whence() -> dict[str, str]:
    return {"address": request.remote_addr or "", "device": request.user_agent.string}
