"""The bases' rooms, and their yearly inspections: some findings are put right, some are late."""

from datetime import date, timedelta

import sqlalchemy as sa

from teachnet.accounts.models import Organisation, OrganisationKind
from teachnet.bases.models import Finding, Grade, Inspection, Room
from teachnet.db import db
from teachnet.demo.seed.bulk import Row, insert
from teachnet.demo.seed.city import City

# (name, seats, equipment)
ROOMS = (
    ("报告厅", 220, "投影、扩音、直播录制"),
    ("多媒体教室一", 60, "投影、录播、可移动桌椅"),
    ("多媒体教室二", 60, "投影、可移动桌椅"),
    ("微格教室", 24, "双机位录播、单向观察窗"),
    ("计算机教室", 50, "学员机50台"),
)
# (text, grade, days from the inspection to the day for it; whether it has been put right)
FINDINGS = (
    ("培训档案齐全，签到与结业材料一班一档。", Grade.GOOD, None, False),
    ("教室与食宿满足培训需要。", Grade.SUFFICIENT, None, False),
    ("二楼安全通道堆放杂物，须清理并建立巡查记录。", Grade.INSUFFICIENT, 15, True),
    ("微格教室录播设备一机位故障，须修复。", Grade.INSUFFICIENT, 20, False),
)
SUMMARY = "听取汇报，查看教室、食宿和安全设施，抽查两个班次的培训档案，访谈学员。总体情况良好。"
INSPECTORS = "区县教体局与市教师发展中心联合检查组"
INSPECTED = 24  # days ago, in this year; the year before at the same time


def fill(city: City) -> None:
    rows: dict[type, list[Row]] = {Room: [], Inspection: [], Finding: []}
    for number, base_id in enumerate(_bases()):
        for name, seats, equipment in ROOMS[: city.draw.randint(3, len(ROOMS))]:
            room = {"id": city.ids.next(Room), "base_id": base_id, "name": name, "seats": seats}
            rows[Room].append(room | {"equipment": equipment, "version": 1})
        _add_inspection(rows, city, base_id, city.today - timedelta(days=INSPECTED + 365), is_done=True)
        _add_inspection(rows, city, base_id, city.today - timedelta(days=INSPECTED), is_done=number % 2 == 1)
    for model, found in rows.items():
        insert(model, found)


def _bases() -> list[int]:
    bases = sa.select(Organisation.id).where(Organisation.kind == OrganisationKind.BASE).order_by(Organisation.id)
    return list(db.session.scalars(bases))


def _add_inspection(rows: dict[type, list[Row]], city: City, base_id: int, day: date, *, is_done: bool) -> None:
    """`is_done`: all that was found has been put right."""
    office, ago = city.accounts["city"].id, (day - city.today).days
    inspection = {"id": city.ids.next(Inspection), "base_id": base_id, "year": day.year, "inspected_on": day}
    inspection |= {"inspectors": INSPECTORS, "summary": SUMMARY, "written_by_id": office}
    rows[Inspection].append(inspection | {"made_at": city.moment(ago + 1)})
    for text, grade, days, is_always_done in FINDINGS:
        done = days is not None and (is_done or is_always_done)
        rows[Finding].append(
            {
                "id": city.ids.next(Finding),
                "inspection_id": inspection["id"],
                "text": text,
                "grade": grade,
                "due_on": day + timedelta(days=days) if days else None,
                "rectified_at": city.moment(ago + 12) if done else None,
                "rectified_by_id": office if done else None,
                "rectified_note": "已整改，现场复查通过。" if done else "",
                "version": 2 if done else 1,
            }
        )
