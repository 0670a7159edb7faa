"""Invented people: names as each generation carries them, numbers that no living person has."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import accumulate

from stdnum.cn import ric

from teachnet.accounts.words import Gender, Stage, Subject, Title
from teachnet.demo.dice import dice
from teachnet.demo.trade import SUBJECT_SHARES

NO_SUCH_AREA = "370399"  # never assigned, so that no number here can be somebody's
NO_SUCH_CARRIER = "154"  # a prefix that no carrier has been given

SURNAMES = (
    "王:120 张:98 李:96 刘:90 孙:52 赵:48 陈:40 徐:34 于:30 杨:30 高:28 马:26 宋:24 韩:22 郑:20 曹:18 朱:18 周:18 "
    "胡:16 郭:16 吕:15 孟:15 毕:14 田:14 石:13 翟:12 曲:11 耿:11 任:11 许:11 姜:10 崔:10 袁:10 丁:10 苗:9 司:8 国:8 "
    "魏:8 薛:8 牛:7 巩:7 蒲:7 单:6 解:6 穆:6 谭:6 贾:6 仇:5 卜:4 逯:4 亓:4 苏:6 罗:6 "
    "董:6 伊:4 昃:2 阚:3 荆:3 聂:4 欧阳:1"
)

# Given names by decade of birth: whole ones of the time, and characters that were paired freely.
WHOLE = {
    (60, Gender.MALE): "建国 玉柱 庆祥 爱国 洪军 光明 继业 传海 立军 克勤 振东 宝山 兴华 学文 延庆 长征",
    (60, Gender.FEMALE): "秀兰 桂芳 淑贞 秀芹 爱华 玉梅 桂英 凤霞 翠兰 素珍 金凤 月英 淑华 春莲 玉芬 秋菊",
    (70, Gender.MALE): "海涛 志强 建军 立新 文革 永刚 广福 研波 德水 兆亮 新民 卫东 玉峰 学军 占勇 洪涛",
    (70, Gender.FEMALE): "春梅 海燕 丽华 红梅 晓玲 爱玲 淑敏 翠萍 文静 凡丽 桂香 雪梅 艳红 玉洁 秀丽 金玲",
    (80, Gender.MALE): "磊 鹏 伟 超 强 波 勇 建 凯 亮 晓东 文博 振华 宗霖 新宇 维维",
    (80, Gender.FEMALE): "敏 静 丽 芳 娟 婷 燕 倩 晓 琳 娜 文文 晓慧 丽娜 晶晶 莉莉",
    (90, Gender.MALE): "浩然 宇航 子豪 晨 帅 昊 博文 俊杰 家辉 凯文 志远 天宇 鑫 明轩 旭东 一鸣",
    (90, Gender.FEMALE): "雪 婷婷 梦瑶 佳慧 雨晴 甜 欣怡 晓彤 梓涵 思雨 佳琪 蕾 瑶 可心 诗雨 若琳",
}
PAIRED = {
    (60, Gender.MALE): ("建玉庆洪传立振宝兴学延长光继爱克", "国华军海山明祥业文生福林德成东义"),
    (60, Gender.FEMALE): ("秀桂淑玉爱凤翠素金月春秋美兰", "兰芳贞芹华梅英霞珍凤莲芬菊云"),
    (70, Gender.MALE): ("海志建立永广新卫玉学占洪文德兆成", "涛强军刚民东峰勇波亮忠平杰利伟辉"),
    (70, Gender.FEMALE): ("春海丽红晓爱淑翠文雪艳金秀玉", "梅燕华玲敏萍静香红洁丽霞云娟"),
    (80, Gender.MALE): ("晓文振新宗维俊立子国家少", "东博华宇霖峰鹏杰飞磊刚伟凯"),
    (80, Gender.FEMALE): ("晓文丽雅海慧春秋彦佳", "慧娜静芳婷倩莉琳蕾敏娟"),
    (90, Gender.MALE): ("浩宇子志天明旭一博俊家晨", "然航豪远宇轩东鸣文杰辉阳"),
    (90, Gender.FEMALE): ("梦雨佳欣晓思诗若可婉梓雅", "瑶晴慧怡彤雨琪琳心涵萱宁"),
}

HONOURS = (
    ("", 70),
    ("县级教学能手", 12),
    ("县级骨干教师", 7),
    ("市级教学能手", 5),
    ("市级骨干教师", 4),
    ("市级名师", 1),
    ("省级教学能手", 1),
)
YOUNGEST, RETIRES_AT = 22, 60


@dataclass(frozen=True)
class Invented:
    name: str
    gender: Gender
    born_on: date
    id_number: str
    phone: str
    title: Title
    stage: Stage
    subject: Subject
    honour: str
    started_work_on: date


class People:
    """Draws people one after another; no two of one draw share an ID number or a phone."""

    def __init__(self, seed: int, today: date):
        self.draw = dice(seed)
        self.today = today
        self._numbers: set[str] = set()
        self._phones = 10_000_000
        self._surnames = _weighted((word.split(":")[0], int(word.split(":")[1])) for word in SURNAMES.split())
        self._whole = {key: words.split() for key, words in WHOLE.items()}
        self._subjects = {stage: _weighted(shares.items()) for stage, shares in SUBJECT_SHARES.items()}
        self._honours = _weighted(HONOURS)

    def teachers(self, stages: Iterator[Stage]) -> Iterator[Invented]:
        return (self.person(stage) for stage in stages)

    def person(self, stage: Stage, subject: Subject | None = None, **known) -> Invented:
        """Somebody who teaches this; `known` fixes what the caller already has in mind (name, gender, title …)."""
        gender = known.pop("gender", None) or (Gender.FEMALE if self.draw.random() < 0.68 else Gender.MALE)
        age = known.pop("age", None) or self.draw.randint(YOUNGEST, RETIRES_AT - 2)
        born_on = self.today - timedelta(days=age * 365 + self.draw.randint(90, 300))
        fields = {
            "name": self.name(born_on.year, gender),
            "title": self.title(age),
            "honour": self.pick(self._honours) if age > 28 else "",
            "started_work_on": date(born_on.year + self.draw.randint(22, 25), 9, 1),
        }
        fields["started_work_on"] = min(fields["started_work_on"], date(self.today.year, 9, 1), self.today)
        return Invented(
            gender=gender,
            born_on=born_on,
            stage=stage,
            subject=subject or self.pick(self._subjects[stage]),
            id_number=self.id_number(born_on, gender),
            phone=self.phone(),
            **(fields | known),
        )

    def name(self, born_in: int, gender: Gender) -> str:
        decade = min(90, max(60, born_in % 100 // 10 * 10 if born_in < 2000 else 90))
        key = decade, gender
        if self.draw.random() < 0.3:
            given = self.draw.choice(self._whole[key])
        else:
            first, last = (self.draw.choice(characters) for characters in PAIRED[key])
            given = last if first == last else first + last
        return self.pick(self._surnames) + given

    def title(self, age: int) -> Title:
        chance = self.draw.random()
        if age < 26:
            return Title.THIRD if chance < 0.3 else Title.SECOND
        if age < 36:
            return Title.SECOND if chance < 0.6 else Title.FIRST
        if age < 46:
            return Title.FIRST if chance < 0.75 else Title.SENIOR
        return Title.FULL_SENIOR if chance < 0.02 else (Title.SENIOR if chance < 0.5 else Title.FIRST)

    def id_number(self, born_on: date, gender: Gender) -> str:
        """Valid by its check digit; odd sequence numbers are men's."""
        while True:
            sequence = self.draw.randrange(1, 500) * 2 - (gender is Gender.MALE)
            number = f"{NO_SUCH_AREA}{born_on:%Y%m%d}{sequence:03}"
            if number not in self._numbers:
                self._numbers.add(number)
                return number + ric.calc_check_digit(f"{number}0")

    def phone(self) -> str:
        self._phones += self.draw.randint(1, 900)
        return f"{NO_SUCH_CARRIER}{self._phones}"

    def pick(self, weighted):
        words, limits = weighted
        return self.draw.choices(words, cum_weights=limits)[0]


def _weighted(pairs) -> tuple[list, list[int]]:
    words, weights = zip(*pairs, strict=True)
    return list(words), list(accumulate(weights))
