from flask import flash, redirect, render_template, request, session
from flask_babel import gettext as _

from teachnet.accounts import sign_in as signing
from teachnet.accounts.current import me_or_nobody, my_session, remember
from teachnet.accounts.forms import FirstSignInForm, SignInForm
from teachnet.accounts.passwords import hash_password, require_strong
from teachnet.accounts.views.blueprint import bp
from teachnet.db import db, start_writing
from teachnet.errors import Refused
from teachnet.web.access import members_only, public
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
    if not form.validate():
        return render_template("accounts/sign_in.html", form=form, next=after), 422
    try:
        signed_in = signing.sign_in(form.username.data, form.password.data, **_whence())
    except signing.TooManyTries as wait:
        form.form_errors = [str(wait)]
        return render_template("accounts/sign_in.html", form=form, next=after), 429, {"Retry-After": "900"}
    db.session.commit()
    if signed_in is None:
        form.form_errors = [_("Name or password is wrong. Forgotten it? Your school’s administrator can give you a code.")]
        return render_template("accounts/sign_in.html", form=form, next=after), 422
    remember(signed_in[0])
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
    if not form.validate():
        return render_template("accounts/first_sign_in.html", form=form), 422
    try:
        require_strong(form.new_password.data, names=[form.username.data])
        new_hash = hash_password(form.new_password.data)
        start_writing()
        person = signing.use_code(form.username.data, form.code.data, new_hash, address=_whence()["address"])
    except signing.TooManyTries as wait:
        form.form_errors = [str(wait)]
        return render_template("accounts/first_sign_in.html", form=form), 429, {"Retry-After": "900"}
    except Refused as refused:
        form.form_errors = [str(refused)]
        return render_template("accounts/first_sign_in.html", form=form), 422
    remember(signing.open_session(person, **_whence()))
    db.session.commit()
    flash(_("Welcome. Your password is set."))
    return redirect(own_page(None), code=303)


def _whence() -> dict[str, str]:
    return {"address": request.remote_addr or "", "device": request.user_agent.string}
