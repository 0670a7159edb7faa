"""The Chinese names of stages and subjects, as the demo's texts and tables spell them."""

from teachnet.accounts.words import Stage, Subject, Title

STAGES = {
    "学前": Stage.PRESCHOOL,
    "小学": Stage.PRIMARY,
    "初中": Stage.JUNIOR,
    "高中": Stage.SENIOR,
    "中职": Stage.VOCATIONAL,
    "特教": Stage.SPECIAL,
}
STAGE_NAMES = {stage: name for name, stage in STAGES.items()}

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
SUBJECT_NAMES = {subject: name for name, subject in SUBJECTS.items()}

TITLE_NAMES = {
    Title.FULL_SENIOR: "正高级教师",
    Title.SENIOR: "高级教师",
    Title.FIRST: "一级教师",
    Title.SECOND: "二级教师",
    Title.THIRD: "三级教师",
}

# How the teachers of a stage spread over its subjects, in shares.
SUBJECT_SHARES = {
    Stage.PRESCHOOL: {
        Subject.HEALTH: 3,
        Subject.LANGUAGE: 4,
        Subject.SOCIETY: 2,
        Subject.SCIENCE: 3,
        Subject.ARTS: 4,
    },
    Stage.PRIMARY: {
        Subject.CHINESE: 12,
        Subject.MATHEMATICS: 10,
        Subject.ENGLISH: 4,
        Subject.SCIENCE: 2,
        Subject.MORALITY_LAW: 2,
        Subject.PHYSICAL_EDUCATION: 3,
        Subject.MUSIC: 2,
        Subject.ART: 2,
        Subject.INFORMATION_SCIENCE: 1,
        Subject.LABOUR: 1,
        Subject.PRACTICE: 1,
        Subject.MENTAL_HEALTH: 1,
    },
    Stage.JUNIOR: {
        Subject.CHINESE: 7,
        Subject.MATHEMATICS: 7,
        Subject.ENGLISH: 7,
        Subject.PHYSICS: 4,
        Subject.CHEMISTRY: 3,
        Subject.BIOLOGY: 2,
        Subject.HISTORY: 2,
        Subject.GEOGRAPHY: 2,
        Subject.MORALITY_LAW: 3,
        Subject.PHYSICAL_EDUCATION: 2,
        Subject.MUSIC: 1,
        Subject.ART: 1,
        Subject.INFORMATION_SCIENCE: 1,
    },
    Stage.SENIOR: {
        Subject.CHINESE: 6,
        Subject.MATHEMATICS: 6,
        Subject.ENGLISH: 6,
        Subject.PHYSICS: 4,
        Subject.CHEMISTRY: 4,
        Subject.BIOLOGY: 3,
        Subject.HISTORY: 2,
        Subject.GEOGRAPHY: 2,
        Subject.POLITICS: 3,
        Subject.PHYSICAL_EDUCATION: 1,
        Subject.INFORMATION_TECHNOLOGY: 1,
        Subject.GENERAL_TECHNOLOGY: 1,
    },
    Stage.VOCATIONAL: {
        Subject.CHINESE: 2,
        Subject.MATHEMATICS: 2,
        Subject.ENGLISH: 2,
        Subject.INFORMATION_TECHNOLOGY: 3,
        Subject.LABOUR: 3,
        Subject.POLITICS: 1,
        Subject.PHYSICAL_EDUCATION: 1,
        Subject.PHYSICS: 1,
    },
    Stage.SPECIAL: {Subject.SPECIAL_EDUCATION: 5, Subject.CHINESE: 2, Subject.MATHEMATICS: 2, Subject.ART: 1},
}
