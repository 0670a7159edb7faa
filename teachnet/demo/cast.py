"""The people of the demo city whom one meets by name, and the nine accounts to sign in with."""

from dataclasses import dataclass

from teachnet.accounts.words import Gender, Role, Stage, Subject, Title

PASSWORD = "teachnet-demo"  # noqa: S105 -- printed at each start; it must not face a network


@dataclass(frozen=True)
class Account:
    username: str
    name: str
    gender: Gender
    age: int
    role: Role
    organisation: str
    subject: Subject | None = None
    stage: Stage | None = None


@dataclass(frozen=True)
class Colleague:
    """A teacher who is talked about: in teams, on rosters, as an author."""

    name: str
    gender: Gender
    age: int
    title: Title
    school: str
    subject: Subject = Subject.MATHEMATICS
    stage: Stage = Stage.PRIMARY
    honour: str = ""


HOME_SCHOOL, HOME_COUNTY, HOME_BASE = "张店区实验小学", "张店区", "张店区教师进修学校"

ACCOUNTS = (
    Account("city", "于立军", Gender.MALE, 51, Role.CITY_ADMIN, "淄博市教育局"),
    Account("county", "曹丽", Gender.FEMALE, 43, Role.COUNTY_ADMIN, "张店区教育和体育局"),
    Account("school", "耿文静", Gender.FEMALE, 39, Role.SCHOOL_ADMIN, HOME_SCHOOL),
    Account("host", "韩梅", Gender.FEMALE, 46, Role.HOST, HOME_BASE),
    Account("tutor", "苗春霞", Gender.FEMALE, 48, Role.TUTOR, HOME_BASE, Subject.MATHEMATICS, Stage.PRIMARY),
    Account(
        "lead",
        "王秀兰",
        Gender.FEMALE,
        55,
        Role.RESEARCH_LEAD,
        "张店区教育和体育局",
        Subject.MATHEMATICS,
        Stage.PRIMARY,
    ),
    Account("teacher", "周敏", Gender.FEMALE, 35, Role.TEACHER, HOME_SCHOOL, Subject.MATHEMATICS, Stage.PRIMARY),
    Account("reviewer", "赵卫东", Gender.MALE, 53, Role.REVIEWER, "淄博市教育局"),
    Account("auditor", "阚志远", Gender.MALE, 44, Role.AUDITOR, "淄博市教育局"),
)

COLLEAGUES = (
    Colleague("刘建国", Gender.MALE, 52, Title.SENIOR, HOME_SCHOOL, honour="市级骨干教师"),
    Colleague("李桂芳", Gender.FEMALE, 47, Title.FIRST, HOME_SCHOOL, Subject.CHINESE, honour="县级教学能手"),
    Colleague("马志强", Gender.MALE, 41, Title.FIRST, HOME_SCHOOL, Subject.ENGLISH),
    Colleague("曲文文", Gender.FEMALE, 29, Title.SECOND, HOME_SCHOOL),
    Colleague("郑海涛", Gender.MALE, 44, Title.FIRST, "张店区车站街道中心小学", honour="县级骨干教师"),
    Colleague("孟凡丽", Gender.FEMALE, 49, Title.SENIOR, "张店区南定镇中心小学", Subject.CHINESE),
    Colleague("杨淑贞", Gender.FEMALE, 56, Title.SENIOR, "张店区南定镇中心小学"),
    Colleague("翟广福", Gender.MALE, 50, Title.FIRST, "张店区南定镇中心小学"),
    Colleague("张建军", Gender.MALE, 45, Title.FIRST, "淄川区昆仑镇中心小学"),
    Colleague("陈海燕", Gender.FEMALE, 42, Title.FIRST, "博山区域城镇中心小学", honour="市级教学能手"),
    Colleague("宋爱华", Gender.FEMALE, 54, Title.SENIOR, "临淄区齐都镇中心小学"),
    Colleague("王玉柱", Gender.MALE, 57, Title.SENIOR, "周村区南郊镇中心小学"),
    Colleague("刘芳", Gender.FEMALE, 36, Title.FIRST, "周村区南郊镇中心小学"),
    Colleague("孙立新", Gender.MALE, 48, Title.FIRST, "桓台县起凤镇中心小学"),
    Colleague("高秀芹", Gender.FEMALE, 53, Title.SENIOR, "高青县青城镇中心小学", honour="县级教学能手"),
    Colleague("赵春梅", Gender.FEMALE, 45, Title.SENIOR, "沂源县鲁村镇中心小学", honour="市级骨干教师"),
    Colleague("石磊", Gender.MALE, 38, Title.FIRST, "沂源县历山街道中心小学"),
    Colleague("田甜", Gender.FEMALE, 31, Title.SECOND, "高新区实验小学"),
)
