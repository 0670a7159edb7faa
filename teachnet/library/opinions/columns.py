"""The columns of the figures, as the page and its Excel file show them."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from flask_babel import lazy_gettext as _l

from teachnet.library.opinions.models import By


@dataclass(frozen=True)
class Column:
    label: Any
    value: Callable[[sa.Row], float | int | None]
    total: Callable[[sa.Row], float | int | None] | None = None  # of all rows; None: it cannot be added up


def _mean(count: int, stars: int) -> float | None:
    return round(stars / count, 1) if count else None


RESOURCES = Column(_l("Resources"), lambda row: row.resources)
ADOPTIONS = Column(_l("Adoptions"), lambda row: row.adoptions, lambda row: row.all_adoptions)
OF_AUTHORS = (
    RESOURCES,
    Column(_l("Views"), lambda row: row.views, lambda row: row.all_views),
    Column(_l("Downloads"), lambda row: row.downloads, lambda row: row.all_downloads),
    ADOPTIONS,
    Column(_l("Ratings"), lambda row: row.ratings, lambda row: row.all_ratings),
    Column(
        _l("Mean rating"),
        lambda row: _mean(row.ratings, row.stars),
        lambda row: _mean(row.all_ratings, row.all_stars),
    ),
)
OF_USERS = (ADOPTIONS, Column(_l("Teachers"), lambda row: row.teachers), RESOURCES)


def columns_by(by: By) -> tuple[Column, ...]:
    if by.is_about_users:
        return OF_USERS
    return OF_AUTHORS[1:] if by is By.ITEM else OF_AUTHORS
