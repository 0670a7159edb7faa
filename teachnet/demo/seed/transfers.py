"""Schools that asked for a teacher of another: one to decide, one that waits, one decided."""

from datetime import timedelta

from teachnet.accounts.models import TransferRequest
from teachnet.accounts.models.transfer import TransferState
from teachnet.demo.cast import HOME_SCHOOL
from teachnet.demo.seed.bulk import Row, insert
from teachnet.demo.seed.chain import Clerks
from teachnet.demo.seed.city import City

NEIGHBOUR = "张店区车站街道中心小学"
ASKED_FOR = (
    # who, by which school, days ago, why not
    ("曲文文", NEIGHBOUR, 2, ""),
    ("杨淑贞", HOME_SCHOOL, 4, ""),
    ("郑海涛", HOME_SCHOOL, 40, "本学期带毕业班，学期末再办。"),
)


def fill(city: City) -> None:
    clerks = Clerks(city)
    insert(TransferRequest, [_request(city, clerks, *asked) for asked in ASKED_FOR])


def _request(city: City, clerks: Clerks, name: str, school: str, days: int, refusal: str) -> Row:
    teacher, receiver = city.teacher(name), city.organisations[school]
    asked_at = city.moment(-days)
    return {
        "id": city.ids.next(TransferRequest),
        "person_id": teacher.id,
        "sender_id": teacher.organisation_id,
        "receiver_id": receiver,
        "name_given": name,
        "asked_by_id": clerks.of_school(receiver).id,
        "asked_at": asked_at,
        "state": TransferState.DECLINED if refusal else TransferState.ASKED,
        "decided_by_id": clerks.school(teacher).id if refusal else None,
        "decided_at": asked_at + timedelta(days=1) if refusal else None,
        "reason": refusal,
    }
