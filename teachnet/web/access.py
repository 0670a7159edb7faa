"""Every endpoint says who may knock; tests/test_house.py checks that none forgot.

Whether this person may touch this very thing is asked later: by the loader (404) and by `require` (403).
"""

from collections.abc import Callable
from functools import wraps

from flask import abort, current_app
from flask_login import current_user

Question = Callable[..., bool]


def public(view):
    """Anybody, signed in or not."""
    view.access = "public"
    return view


def members_only(view):
    """Whoever is signed in."""
    return _guarded(view, "members")


def only(may_knock: Question):
    """Those of whom a policy's question about a person is true; the others get 403."""
    return lambda view: _guarded(view, may_knock.__name__, may_knock)


def _guarded(view, access: str, may_knock: Question | None = None):
    @wraps(view)
    def guarded(*args, **kwargs):
        if not current_user.is_authenticated:
            return current_app.login_manager.unauthorized()
        if may_knock is not None:
            require(may_knock(current_user._get_current_object()))
        return view(*args, **kwargs)

    guarded.access = access
    return guarded


def require(allowed: bool) -> None:
    if not allowed:
        abort(403)


def leaves_no_trail(because: str):
    """A write that adds no audit row, and why that is right; every other one must add at least one."""

    def mark(view):
        view.leaves_no_trail = because
        return view

    return mark
