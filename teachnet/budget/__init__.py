"""The money of a cohort: what the standard allows, what is planned, what is spent, what is settled."""
