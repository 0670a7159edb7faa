"""What learners are asked to write or make, what they hand in, and how it is marked."""

from teachnet.assignments.models.assignment import Assignment, RubricRow
from teachnet.assignments.models.mark import Mark, QuickComment
from teachnet.assignments.models.peer_review import PeerReview
from teachnet.assignments.models.submission import Submission
from teachnet.assignments.words import SubmissionState

__all__ = ["Assignment", "Mark", "PeerReview", "QuickComment", "RubricRow", "Submission", "SubmissionState"]
