from types import SimpleNamespace

import pytest

from teachnet.errors import Refused
from teachnet.stays.calls import understood
from tests.study.player import EIGHT

pytestmark = pytest.mark.one_engine  # no database

PEOPLE = [SimpleNamespace(name=name) for name in ("王秀兰", "李明", "李明华", "刘建国", "张伟", "张伟", "Lin Ming")]
TENCENT = ["用户昵称（入会昵称）", "首次入会时间", "最后退会时间", "累计时长"]
LINE = ["2026-11-23 19:00:10", "2026-11-23 20:30:00", "01:29:50"]


def names(*nicknames) -> list[str]:
    return [
        one.person.name for one in understood([TENCENT, *([name, *LINE] for name in nicknames)], PEOPLE, EIGHT).stays
    ]


@pytest.mark.parametrize(
    ("nickname", "who"),
    [
        ("王秀兰", ["王秀兰"]),
        ("张店一小 王秀兰", ["王秀兰"]),
        ("张店一小王秀兰老师", ["王秀兰"]),
        ("王 秀 兰（手机）", ["王秀兰"]),
        ("lin ming – iPhone", ["Lin Ming"]),
        ("李明华", ["李明华"]),
        ("李明", ["李明"]),
        ("李明明", []),  # somebody else
        ("王李明", []),
        ("张伟", []),  # there are two of them
        ("王秀兰、刘建国", []),  # two people in front of one computer
        ("iPhone", []),
    ],
)
def test_whose_line_it_is(nickname, who):
    assert names(nickname) == who


@pytest.mark.parametrize(
    "head",
    [
        TENCENT[:3],
        ["姓名", "加入时间", "离开时间"],
        ["Name (Original Name)", "Join Time", "Leave Time"],
        ["成员加入时间", "成员离开时间", "成员"],
    ],
)
@pytest.mark.parametrize(
    ("came", "left"),
    [
        ("2026-11-23 19:00:00", "2026-11-23 20:00:00"),
        ("2026/11/23 19:00", "2026/11/23 20:00"),
        ("11/23/2026 07:00:00 PM", "11/23/2026 08:00:00 PM"),
        ("2026年11月23日 19:00", "2026年11月23日 20:00"),
        ("19:00:00", "20:00"),
    ],
)
def test_lists_of_many_providers_are_understood(head, came, left):
    cells = {"name": "王秀兰", "came": came, "left": left}
    order = ["came", "left", "name"] if head[0].startswith("成员") else ["name", "came", "left"]
    (stay,) = understood([["会议主题", "", ""], [], head, [cells[one] for one in order]], PEOPLE, EIGHT).stays
    assert (stay.person.name, stay.began_at.hour, (stay.ended_at - stay.began_at).seconds) == ("王秀兰", 19, 3600)


def test_what_is_not_understood_is_told_line_by_line():
    found = understood(
        [TENCENT, ["王秀兰", "soon", "later", ""], ["张伟", *LINE], ["", *LINE], ["Nobody", *LINE]], PEOPLE, EIGHT
    )

    assert found.stays == []
    assert [(number, str(why)) for number, why in found.missed] == [
        (2, "王秀兰: the times cannot be read."),
        (3, "张伟: this may be several people."),
        (5, "Nobody: nobody who signed up is called like this."),
    ]


def test_a_table_without_heads_is_refused():
    with pytest.raises(Refused, match="No line of heads"):
        understood([["a", "b"], ["c", "d"]], PEOPLE, EIGHT)
