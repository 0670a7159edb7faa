"""Public notices of those to be admitted, and the objections to them."""

from teachnet.notices.models.notice import Notice, NoticeLine
from teachnet.notices.models.objection import Objection, ObjectionMove, ObjectionSent
from teachnet.notices.words import NoticePhase, ObjectionState

__all__ = ["Notice", "NoticeLine", "NoticePhase", "Objection", "ObjectionMove", "ObjectionSent", "ObjectionState"]
