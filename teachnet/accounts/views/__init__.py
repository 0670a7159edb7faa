"""Signing in, one's own account, and the people and organisations an office looks after."""

from teachnet.accounts.views import audit, organisations, people, profile, sign_in, transfers
from teachnet.accounts.views.blueprint import bp

__all__ = ["audit", "bp", "organisations", "people", "profile", "sign_in", "transfers"]
