"""Checking a certificate, for anybody who holds one: with the square of dots, or by typing its number."""

from flask import jsonify, redirect, render_template, request, url_for

from teachnet.certificates import actions, queries
from teachnet.certificates.forms import LookUpForm
from teachnet.certificates.models import CertificateLookUp
from teachnet.certificates.serials import read_code
from teachnet.certificates.tokens import BadToken, claims_in, encoded
from teachnet.certificates.views.blueprint import bp
from teachnet.db import db
from teachnet.web.access import public


@bp.get("/verify")
@public
def look_up():
    form = LookUpForm(request.args)
    if not form.typed:
        return _answer("ask", form)
    if code := read_code(form.typed):
        return redirect(url_for(".check", code=code))
    return _answer("misread", form)


@bp.get("/verify/<code>")
@public
def check(code):
    """Whoever has only the number may ask for a few of them; whoever has the signed words has the paper."""
    token, form = request.args.get("t", ""), LookUpForm(serial=code)
    if read_code(code) != code:
        return _answer("misread", form)
    if token and not _is_signed(token, code):
        return _answer("forged", form)
    if not token:
        CertificateLookUp.count(request.remote_addr or "")
    if certificate := db.session.scalars(queries.called(code)).first():
        return _answer("found", form, certificate=certificate, is_signed=bool(token))
    return _answer("unrecorded" if token else "unknown", form)


@bp.get("/keys.json")
@public
def keys():
    """For those who check without asking us."""
    published = {key_id: encoded(public) for key_id, public in actions.public_keys().items()}
    return jsonify({"algorithm": "Ed25519", "keys": published})


def _is_signed(token, code):
    try:
        claims, _key_id = claims_in(token, actions.public_keys())
    except BadToken:
        return False
    return claims.code == code


def _answer(answer, form, **shown):
    return render_template("certificates/verify.html", answer=answer, form=form, **shown)
