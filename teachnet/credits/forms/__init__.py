"""What may be typed about hours and credits."""

from teachnet.credits.forms.claims import ClaimForm, NoteForm, ReasonForm
from teachnet.credits.forms.lists import LearnerFilter, StartForm
from teachnet.credits.forms.rules import RulesForm, data_from, data_of

__all__ = ["ClaimForm", "LearnerFilter", "NoteForm", "ReasonForm", "RulesForm", "StartForm", "data_from", "data_of"]
