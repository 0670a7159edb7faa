"""What may be typed and chosen in training."""

from teachnet.training.forms.bulk import ChosenForm, DecideForm
from teachnet.training.forms.cancelling import CancelForm
from teachnet.training.forms.cases import NominationForm, ReasonForm
from teachnet.training.forms.conditions import ConditionsForm
from teachnet.training.forms.documents import DocumentForm
from teachnet.training.forms.finishing import ArrivalForm, FinishForm
from teachnet.training.forms.lists import CohortFilter, ExportForm, ReviewFilter, RosterFilter
from teachnet.training.forms.planning import CohortForm, CopyForm, ProgrammeForm
from teachnet.training.forms.quota import QuotaForm, quota_form
from teachnet.training.forms.replacing import ReplacementForm
from teachnet.training.forms.rounds import RoundForm
from teachnet.web.remarks import NoteForm

__all__ = [
    "ArrivalForm",
    "CancelForm",
    "ChosenForm",
    "CohortFilter",
    "CohortForm",
    "ConditionsForm",
    "CopyForm",
    "DecideForm",
    "DocumentForm",
    "ExportForm",
    "FinishForm",
    "NominationForm",
    "NoteForm",
    "ProgrammeForm",
    "QuotaForm",
    "ReasonForm",
    "ReplacementForm",
    "ReviewFilter",
    "RosterFilter",
    "RoundForm",
    "quota_form",
]
