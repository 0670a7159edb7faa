"""Who sees and judges anomalies: offices see those of their people, county and city judge, nobody their own."""

from teachnet.accounts.models import Person
from teachnet.accounts.policy import OFFICES, OVERSEERS, holds, is_city_admin, reaches
from teachnet.anomalies.models import Anomaly
from teachnet.study.policy import can_open_study

__all__ = ["can_appeal", "can_decide_appeal", "can_judge", "can_open_study", "can_see_sheet", "can_set_rules"]


def can_see_sheet(person: Person) -> bool:
    return holds(person, *OFFICES)


def can_set_rules(person: Person) -> bool:
    return is_city_admin(person)


def looks_after(person: Person, anomaly: Anomaly) -> bool:
    mine = anomaly.person_id == person.id
    return not mine and (is_city_admin(person) or reaches(person, anomaly.person.school, *OVERSEERS))


def can_judge(person: Person, anomaly: Anomaly) -> bool:
    return anomaly.is_open and looks_after(person, anomaly)


def can_decide_appeal(person: Person, anomaly: Anomaly) -> bool:
    """Not who upheld it."""
    return anomaly.is_appealed and anomaly.upheld_by_id != person.id and looks_after(person, anomaly)


def can_appeal(person: Person, anomaly: Anomaly) -> bool:
    return anomaly.person_id == person.id and anomaly.can_be_appealed
