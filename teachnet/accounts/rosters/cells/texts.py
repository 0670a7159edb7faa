"""Names, organisations, choices from a list, and free text."""

import re
from collections.abc import Container, Mapping
from enum import StrEnum

from teachnet.accounts.rosters.cells.reading import (
    ALL_UNSEEN,
    EMPTY,
    FULL_WIDTH,
    PLACEHOLDER,
    QUOTES,
    SEEN,
    Note,
    Reading,
    cleaned,
    error,
    half_width,
    visible,
)
from teachnet.accounts.rosters.codes import Code, Level
from teachnet.accounts.rosters.reading.grid import UNSEEN, Cell
from teachnet.accounts.words import Gender, Stage, Subject, Title

LONGEST_NAME, LONGEST_HONOUR, LONGEST_REMARK = 100, 100, 500

HAN = (
    r"\u3005\u3007\u3400-\u9fff\uf900-\ufaff\ue000-\uf8ff\U00020000-\U0003ffff\U000f0000-\U0010fffd"  # with private use
)
DOT = re.compile(rf"(?<=[{HAN}])\s*[.·•‧∙⋅・･．᛫⸱]\s*(?=[{HAN}])")
OTHER_DOTS = re.compile(r"\s*[•‧∙⋅・･᛫⸱]\s*")
IS_HAN = re.compile(rf"[{HAN}·\s]*[{HAN}][{HAN}·\s]*")
NO_LETTER = re.compile(r"[\x21-\x40\x5b-\x60\x7b-\x7e]*", re.ASCII)
ESCAPED_ON_EXPORT = re.compile(r"'(?=[=+\-@\t\r\n])")

GENDERS = {"男": Gender.MALE, "女": Gender.FEMALE}
STAGES = {
    "学前": Stage.PRESCHOOL,
    "小学": Stage.PRIMARY,
    "初中": Stage.JUNIOR,
    "高中": Stage.SENIOR,
    "中职": Stage.VOCATIONAL,
    "特教": Stage.SPECIAL,
}
TITLES = {
    "正高级": Title.FULL_SENIOR,
    "高级": Title.SENIOR,
    "一级": Title.FIRST,
    "二级": Title.SECOND,
    "三级": Title.THIRD,
}
SUBJECTS = {
    "道德与法治": Subject.MORALITY_LAW,
    "语文": Subject.CHINESE,
    "数学": Subject.MATHEMATICS,
    "英语": Subject.ENGLISH,
    "历史": Subject.HISTORY,
    "地理": Subject.GEOGRAPHY,
    "科学": Subject.SCIENCE,
    "物理": Subject.PHYSICS,
    "化学": Subject.CHEMISTRY,
    "生物学": Subject.BIOLOGY,
    "信息科技": Subject.INFORMATION_SCIENCE,
    "体育与健康": Subject.PHYSICAL_EDUCATION,
    "音乐": Subject.MUSIC,
    "美术": Subject.ART,
    "劳动": Subject.LABOUR,
    "综合实践活动": Subject.PRACTICE,
    "思想政治": Subject.POLITICS,
    "信息技术": Subject.INFORMATION_TECHNOLOGY,
    "通用技术": Subject.GENERAL_TECHNOLOGY,
    "健康": Subject.HEALTH,
    "语言": Subject.LANGUAGE,
    "社会": Subject.SOCIETY,
    "艺术": Subject.ARTS,
    "心理健康": Subject.MENTAL_HEALTH,
    "特殊教育": Subject.SPECIAL_EDUCATION,
    "学校管理": Subject.SCHOOL_MANAGEMENT,
    "班主任": Subject.CLASS_TEACHER,
}


def read_name(cell: Cell) -> Reading:
    name = DOT.sub("·", visible(cell.text).strip(QUOTES).strip(UNSEEN))
    if IS_HAN.fullmatch(name := OTHER_DOTS.sub("·", name)):
        name = ALL_UNSEEN.sub("", name)
    else:
        name = " ".join(name.translate(FULL_WIDTH).split())
    if NO_LETTER.fullmatch(name):
        return error(Code.MISSING_REQUIRED)
    return cleaned(name[:LONGEST_NAME], cell.text)


def read_organisation(cell: Cell, organisations: Container[str]) -> Reading:
    """The full name of an organisation the importer may fill. Short names are not guessed."""
    if cell.text in organisations:
        return Reading(cell.text)
    name = visible(cell.text)
    return cleaned(name, cell.text) if name in organisations else error(Code.UNKNOWN_ORGANISATION, name[:100])


def read_choice(cell: Cell, choices: Mapping[str, StrEnum]) -> Reading:
    if cell.text in choices:
        return Reading(choices[cell.text])
    text = ALL_UNSEEN.sub("", SEEN.sub("", half_width(cell.text)))
    if text in choices:
        return Reading(choices[text], (Note(Code.CLEANED, Level.CORRECTED, text),))
    if PLACEHOLDER.fullmatch(text):
        return EMPTY
    return Reading(None, (Note(Code.VALUE_LEFT_OUT, Level.CORRECTED, visible(cell.text)[:100]),))


def read_text(cell: Cell, longest: int) -> Reading:
    """Kept as it is, also where it begins with = + - @: it is escaped when it leaves for a spreadsheet, by an
    apostrophe that is taken off here."""
    text = ESCAPED_ON_EXPORT.sub("", cell.text, count=1) if cell.text.startswith("'") else cell.text
    return cleaned(text[:longest], cell.text)


def read_label(cell: Cell) -> Reading:
    return cleaned(visible(cell.text)[:LONGEST_HONOUR], cell.text)
