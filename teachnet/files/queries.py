"""What is seen of stored files by those who look after them."""

import sqlalchemy as sa

from teachnet.files.models import Preparation, PreparationState, StoredFile


def is_prepared_as(*states: PreparationState) -> sa.ColumnElement[bool]:
    """Of a stored file: whether one of its preparations is in one of these states."""
    return sa.exists().where(Preparation.file_id == StoredFile.id, Preparation.state.in_(states))
