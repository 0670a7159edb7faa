"""Who brings packages into courses and who works through them: as in study, to the left of here."""

from teachnet.study.policy import can_change_units, can_open_study, can_write_courses

__all__ = ["can_change_units", "can_open_study", "can_write_courses"]
