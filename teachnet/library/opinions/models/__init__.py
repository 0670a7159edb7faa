"""Ratings, comments with their reports, collections, adoptions, and how often a resource was visited."""

from teachnet.library.opinions.models.adoption import Adoption
from teachnet.library.opinions.models.collection import Collection, CollectionItem
from teachnet.library.opinions.models.comment import Comment, CommentMove, CommentReport
from teachnet.library.opinions.models.rating import STARS, Rating
from teachnet.library.opinions.models.visit import VisitCount, VisitMark, VisitSpool
from teachnet.library.opinions.words import By, CommentState, Measure, Period, ReportReason, ReportState, Sharing

__all__ = [
    "STARS",
    "Adoption",
    "By",
    "Collection",
    "CollectionItem",
    "Comment",
    "CommentMove",
    "CommentReport",
    "CommentState",
    "Measure",
    "Period",
    "Rating",
    "ReportReason",
    "ReportState",
    "Sharing",
    "VisitCount",
    "VisitMark",
    "VisitSpool",
]
