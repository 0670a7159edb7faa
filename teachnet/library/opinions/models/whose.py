import sqlalchemy as sa


def whose_and_where(table: str) -> sa.ForeignKeyConstraint:
    """`author_id` and `organisation_id` as in the resource: the row repeats them, so that the database itself can
    compare its author with who speaks, and figures need no walk."""
    return sa.ForeignKeyConstraint(
        ["resource_id", "author_id", "organisation_id"],
        ["resource.id", "resource.author_id", "resource.organisation_id"],
        name=f"fk__{table}__whose_and_where",
    )
