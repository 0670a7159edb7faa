"""What the published rules make of an activity: each expectation is worked out by hand from the text of the rule."""

import pytest
from flask_babel import force_locale

from teachnet.credits.counting import Activity, Terms, Used, count
from teachnet.credits.explaining import explain
from teachnet.credits.known import KNOWN
from teachnet.credits.models import CreditRule, Level, RuleSet, Way

H, C = 60, 100  # minutes of an hour, hundredths of a credit


def rule_of(name: str, way: Way) -> Terms:
    rules = RuleSet(rules=[CreditRule(**line) for line in KNOWN[name].rules])
    return rules.rule_for(way, Level.CITY).terms


def worth(name, way, hours, *, planned=None, used=None, **fields):
    minutes = round(hours * H)
    activity = Activity(planned=round((planned or hours) * H), attended=minutes, **{"passed": True} | fields)
    counted = count(activity, rule_of(name, way), used)
    return counted.minutes / H, counted.credits / C


@pytest.mark.parametrize(
    ("name", "way", "hours", "more", "expected"),
    [
        # Wuhan: 8 hours face to face make a credit, 10 others; an item brings at most 15.
        ("wuhan", Way.FACE_TO_FACE, 40, {}, (40, 5)),
        ("wuhan", Way.FACE_TO_FACE, 41, {}, (41, 5.12)),  # 5.125, never rounded up
        ("wuhan", Way.FACE_TO_FACE, 160, {}, (160, 15)),  # 20 by the ratio
        ("wuhan", Way.VIDEO, 40, {}, (40, 4)),
        ("wuhan", Way.RESEARCH, 25, {}, (25, 2.5)),
        # Who misses a fifth or more gets nothing: 8 of 40 is a fifth, 7.5 is not.
        ("wuhan", Way.FACE_TO_FACE, 32, {"planned": 40}, (0, 0)),
        ("wuhan", Way.FACE_TO_FACE, 32.5, {"planned": 40}, (32.5, 4.06)),
        # Degree study: 20 hours make one, at most 5 a year and 20 in the cycle.
        ("wuhan", Way.DEGREE, 100, {}, (100, 5)),
        ("wuhan", Way.DEGREE, 300, {}, (300, 5)),
        ("wuhan", Way.DEGREE, 60, {"used": Used(year=4 * C, cycle=4 * C)}, (60, 1)),
        ("wuhan", Way.DEGREE, 60, {"used": Used(year=0, cycle=19 * C)}, (60, 1)),
        ("wuhan", Way.DEGREE, 60, {"used": Used(year=5 * C, cycle=5 * C)}, (60, 0)),
        # Another city: 6 and 8 hours; what is not passed counts nothing.
        ("six_eight", Way.FACE_TO_FACE, 40, {}, (40, 6.66)),
        ("six_eight", Way.OTHER, 40, {}, (40, 5)),
        ("six_eight", Way.FACE_TO_FACE, 40, {"passed": False}, (0, 0)),
        ("six_eight", Way.FACE_TO_FACE, 40, {"passed": None}, (0, 0)),
        # Shandong: an hour is a credit.
        ("shandong", Way.FACE_TO_FACE, 48, {}, (48, 48)),
        ("shandong", Way.VIDEO, 7.5, {}, (7.5, 7.5)),
        # The national platform: at most three hours recognised in one by the clock, a cap for each course.
        ("national", Way.VIDEO, 6, {"real": 6 * H}, (6, 6)),
        ("national", Way.VIDEO, 6, {"real": 1 * H}, (3, 3)),
        ("national", Way.VIDEO, 6, {"real": 100}, (5, 5)),  # a hundred minutes: five hours
        ("national", Way.VIDEO, 14, {"real": 14 * H}, (14, 10)),
        # More than was planned is not counted.
        ("shandong", Way.FACE_TO_FACE, 50, {"planned": 48}, (48, 48)),
    ],
)
def test_the_published_rules_make_of_it_what_one_works_out_by_hand(app, name, way, hours, more, expected):
    assert worth(name, way, hours, **more) == expected


def said(name, way, hours, planned=None, used=None, **fields):
    activity = Activity(round((planned or hours) * H), round(hours * H), **{"passed": True} | fields)
    counted = count(activity, rule_of(name, way), used)
    return explain(way, counted.steps, counted.credits)


def test_an_entry_explains_itself(app):
    with force_locale("zh_Hans_CN"):
        assert said("wuhan", Way.FACE_TO_FACE, 40) == "集中面授 40 学时 ÷ 8 = 5 学分；单项上限 15；计入 5"
        assert said("wuhan", Way.FACE_TO_FACE, 30, planned=40) == "40 学时中缺勤 10 学时；缺勤达 20% 不计学分"
    assert said("wuhan", Way.DEGREE, 60, used=Used(400, 1200)) == (
        "Degree study 60 hours ÷ 20 = 3 credits; at most 5 a year, 4 counted before, 1 left; "
        "at most 20 in the cycle, 12 counted before, 8 left; counted: 1"
    )


def test_without_a_rule_hours_are_kept_and_credits_wait_for_one(app):
    counted = count(Activity(planned=600, attended=540), None)

    assert (counted.minutes, counted.credits) == (540, 0)
    assert explain(Way.VIDEO, counted.steps, 0) == "no rule for this year yet: 9 hours, no credits"


def test_the_most_particular_line_of_the_rules_counts(app):
    lines = (
        (Way.FACE_TO_FACE, None),
        (Way.FACE_TO_FACE, Level.NATIONAL),
        (Way.OTHER, Level.NATIONAL),
        (Way.OTHER, None),
    )
    rules = RuleSet(rules=[CreditRule(way=way, level=level, minutes_per_credit=60) for way, level in lines])

    found = {(way, level): rules.rule_for(way, level) for way in (Way.FACE_TO_FACE, Way.VIDEO) for level in Level}

    assert [(rule.way, rule.level) for rule in found.values()] == [
        (Way.FACE_TO_FACE, Level.NATIONAL),
        *[(Way.FACE_TO_FACE, None)] * 4,
        (Way.OTHER, Level.NATIONAL),
        *[(Way.OTHER, None)] * 4,
    ]
    assert RuleSet(rules=[]).rule_for(Way.VIDEO, Level.CITY) is None
