from collections.abc import Iterable, Mapping
from typing import Any

from flask import request
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import Field, Form, StringField, ValidationError

from teachnet.accounts.models import Organisation, Stage, Subject
from teachnet.db import today
from teachnet.library.models import Licence, MicroSkill, ResourceKind
from teachnet.search.engine import Order
from teachnet.search.query import MOST_CHARACTERS, MOST_TERMS, NotTextError, Query, TooLongError, TooManyError, parse
from teachnet.web.fields import stripped

FIRST_YEAR = 2000
PLACES = {"rural": _l("Rural schools"), "urban": _l("Urban schools")}
ORDER_WORDS = {
    "relevance": _l("Most relevant"),
    "newest": _l("Newest"),
    "adopted": _l("Most adopted"),
    "rated": _l("Best rated"),
}
ORDERS: dict[Order, Any] = {order: ORDER_WORDS[order.value] for order in Order if order.value in ORDER_WORDS}


class FacetField(Field):
    """Several values at once, of those that are known. What an address names that does not exist is forgotten."""

    def __init__(self, label, known: Mapping[str, Any] | None = None, **kwargs):
        super().__init__(label, **kwargs)
        self.known: Mapping[str, Any] = known or {}

    def process_data(self, value) -> None:
        self.data: list[str] = value or []

    def process_formdata(self, valuelist) -> None:
        self.data = [value for value in self.known if value in valuelist]


class SearchForm(Form):
    """All that an address of the search page can say."""

    q = StringField(_l("Search the library"), filters=[stripped])
    sort = StringField(_l("Order"))
    skill = FacetField(_l("Micro-skill"))
    subject = FacetField(_l("Subject"), {word.value: word.label for word in Subject})
    stage = FacetField(_l("Stage"), {word.value: word.label for word in Stage})
    kind = FacetField(_l("Kind"), {word.value: word.label for word in ResourceKind})
    county = FacetField(_l("County"))
    rural = FacetField(_l("Urban or rural"), PLACES)
    year = FacetField(_l("Year"))
    licence = FacetField(_l("Licence"), {word.value: word.label for word in Licence})

    def __init__(self, skills: Iterable[MicroSkill], counties: Iterable[Organisation]):
        super().__init__()
        self.skill.known = {skill.code: skill.label for skill in skills}
        self.county.known = {str(county.id): county.shown_name for county in counties}
        self.year.known = {str(year): str(year) for year in range(today().year, FIRST_YEAR - 1, -1)}
        self.process(request.args)

    @property
    def query(self) -> Query:
        return parse(self.q.data or "")

    @property
    def order(self) -> Order:
        return Order(self.sort.data) if self.sort.data in list(Order) else Order.RELEVANCE

    @property
    def orders(self) -> dict[Order, Any]:
        return ORDERS

    @property
    def facets(self) -> list[FacetField]:
        return [field for field in self if isinstance(field, FacetField)]

    @property
    def filters(self) -> dict[str, list[str]]:
        return {field.name: field.data for field in self.facets if field.data}

    @property
    def chosen(self) -> list[tuple[FacetField, str]]:
        return [(field, value) for field in self.facets for value in field.data]

    def address(self, **changes) -> dict[str, Any]:
        """What `url_for` needs for this search with something changed; None takes a part away."""
        typed = {"q": self.q.data, "sort": self.order.value if self.order is not Order.RELEVANCE else None}
        return {name: value for name, value in (typed | self.filters | changes).items() if value}

    def address_without(self, field: FacetField, value: str) -> dict[str, Any]:
        return self.address(**{field.name: [other for other in field.data if other != value]})

    def validate_q(self, field) -> None:
        try:
            parse(field.data or "")
        except TooLongError:
            raise ValidationError(_("Too long: at most %(most)s characters.", most=MOST_CHARACTERS)) from None
        except TooManyError:
            raise ValidationError(_("Too many words: at most %(most)s.", most=MOST_TERMS)) from None
        except NotTextError:
            raise ValidationError(_("This is no readable text.")) from None
