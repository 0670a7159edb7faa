"""What the county-level training bases have, and what inspections found there."""

from teachnet.bases.models.inspection import Finding, Inspection
from teachnet.bases.models.room import Room
from teachnet.bases.words import Grade, Rectification

__all__ = ["Finding", "Grade", "Inspection", "Rectification", "Room"]
