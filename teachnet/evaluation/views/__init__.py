"""Questionnaires to answer, and what came of them."""

from flask_babel import lazy_gettext as _l

from teachnet.evaluation.views import answering, results
from teachnet.evaluation.views.blueprint import bp
from teachnet.web.places import SubPage

__all__ = ["PAGE", "answering", "bp", "results"]

# Among the pages of training.
PAGE = SubPage(
    "evaluation.index",
    _l("Evaluation"),
    covers=("evaluation.sheet", "evaluation.answer", "evaluation.results", "evaluation.add_lecturer"),
)
