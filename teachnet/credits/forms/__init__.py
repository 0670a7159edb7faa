"""What may be typed about hours and credits."""

from teachnet.credits.forms.claims import ClaimForm, ReasonForm
from teachnet.credits.forms.lists import LearnerFilter, StartForm
from teachnet.credits.forms.rules import RulesForm, data_from, data_of
from teachnet.web.remarks import NoteForm

__all__ = ["ClaimForm", "LearnerFilter", "NoteForm", "ReasonForm", "RulesForm", "StartForm", "data_from", "data_of"]
