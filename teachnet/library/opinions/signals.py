"""What readers' opinions say about a resource to whoever ranks it, as columns of a statement about resources."""

import sqlalchemy as sa

from teachnet.library.models import Resource
from teachnet.library.opinions.models import Adoption, Rating


def adoptions() -> sa.ScalarSelect[int]:
    """Lessons told of, not taken back."""
    told = sa.select(sa.func.count(Adoption.id)).where(Adoption.resource_id == Resource.id, Adoption.stands())
    return told.correlate(Resource).scalar_subquery()


def mean_rating() -> sa.ScalarSelect[float | None]:
    """1.0 to 5.0; NULL: nobody has rated it."""
    mean = sa.cast(sa.func.avg(Rating.stars), sa.Float)
    return sa.select(mean).where(Rating.resource_id == Resource.id).correlate(Resource).scalar_subquery()
