"""What teachers of vocational schools can show: practice in enterprises, and skill certificates."""

import json
from datetime import timedelta
from pathlib import Path

import typst

from teachnet.accounts.models import Stage
from teachnet.demo.documents import FONTS
from teachnet.demo.seed.bulk import Row, insert
from teachnet.demo.seed.chain import Clerks
from teachnet.demo.seed.city import City, Somebody
from teachnet.demo.seed.shelf import Shelf
from teachnet.evidence.models import Evidence, EvidenceKind, EvidenceState

PAPER = Path(__file__).parent.parent / "evidence.typ"
MOST = 12  # teachers who have handed something in
ENTERPRISES = (
    ("鲁山陶瓷有限公司，成型与烧成工段", 46),
    ("齐东化工股份有限公司，中控室操作", 60),
    ("张博数控机床厂，加工中心编程", 31),
)
CERTIFICATES = (
    ("电工（三级）职业技能等级证书", "市职业技能鉴定指导中心"),
    ("数控车工（二级）职业技能等级证书", "市职业技能鉴定指导中心"),
)


def fill(city: City, shelf: Shelf) -> None:
    evidence = _Evidence(city, shelf)
    teachers = [teacher for teacher in city.teachers if teacher.stage is Stage.VOCATIONAL]
    for number, teacher in enumerate(teachers[:MOST]):
        evidence.add(teacher, number, waits=number == 1)
    evidence.write()


class _Evidence:
    def __init__(self, city: City, shelf: Shelf):
        self.city, self.shelf, self.clerks = city, shelf, Clerks(city)
        self.rows: list[Row] = []
        self._typesetter = typst.Compiler(str(PAPER), font_paths=[str(FONTS)], ignore_system_fonts=True)

    def add(self, teacher: Somebody, number: int, *, waits: bool) -> None:
        """A spell of practice, which the school may still have to compare; every other has a certificate, too."""
        title, days = ENTERPRISES[number % len(ENTERPRISES)]
        began = self.city.today - timedelta(days=120 + 30 * number)
        text = f"兹证明该教师在本单位完成企业实践{days}天，表现良好。"
        spell = {"begins_on": began, "ends_on": began + timedelta(days=days - 1)}
        state = EvidenceState.WAITING if waits else EvidenceState.CONFIRMED
        self._put(teacher, EvidenceKind.PRACTICE, title, "", spell, self._paper("企业实践证明", text, title), state)
        if number % 2 == 0:
            title, issuer = CERTIFICATES[number // 2 % len(CERTIFICATES)]
            paper = self._paper("职业技能等级证书", title, issuer)
            of_the_day = {"begins_on": began, "ends_on": None}
            self._put(teacher, EvidenceKind.CERTIFICATE, title, issuer, of_the_day, paper, EvidenceState.CONFIRMED)

    def _put(
        self,
        teacher: Somebody,
        kind: EvidenceKind,
        title: str,
        issuer: str,
        days: Row,
        paper: int,
        state: EvidenceState,
    ) -> None:
        at = self.city.moment(-20)
        decided = state is EvidenceState.CONFIRMED
        self.rows.append(
            {
                "id": self.city.ids.next(Evidence),
                "person_id": teacher.id,
                "school_id": teacher.organisation_id,
                "kind": kind,
                "title": title,
                "issuer": issuer,
                "file_id": paper,
                "file_name": "证明.pdf",
                "state": state,
                "made_at": at,
                "decided_by_id": self.clerks.school(teacher).id if decided else None,
                "decided_at": at + timedelta(days=1) if decided else None,
            }
            | days
        )

    def _paper(self, heading: str, text: str, issuer: str) -> int:
        shown = {"heading": heading, "title": heading, "text": text, "issuer": issuer.partition("，")[0]}  # noqa: RUF001
        content = self._typesetter.compile(sys_inputs={"evidence": json.dumps(shown)}, timestamp=0)
        return self.shelf.put(content, "pdf").id

    def write(self) -> None:
        self.shelf.write()
        insert(Evidence, self.rows)
