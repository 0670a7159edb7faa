"""The closed lists of the trade, with their labels: organisation kinds, roles, stages, subjects, titles.

Values are local codes. There are no national codes for titles or subjects, so none are made up.
"""

from enum import StrEnum

from flask_babel import lazy_gettext as _l


class OrganisationKind(StrEnum):
    CITY = "city"
    COUNTY = "county"
    ZONE = "zone"
    SCHOOL = "school"
    BASE = "base"

    @property
    def label(self):
        return KINDS[self]


KINDS = {
    OrganisationKind.CITY: _l("City"),
    OrganisationKind.COUNTY: _l("County"),
    OrganisationKind.ZONE: _l("Zone"),
    OrganisationKind.SCHOOL: _l("School"),
    OrganisationKind.BASE: _l("Base"),
}


class Role(StrEnum):
    TEACHER = "teacher"
    SCHOOL_ADMIN = "school_admin"
    COUNTY_ADMIN = "county_admin"
    CITY_ADMIN = "city_admin"
    HOST = "host"
    TUTOR = "tutor"
    RESEARCH_LEAD = "research_lead"
    REVIEWER = "reviewer"
    AUDITOR = "auditor"

    @property
    def label(self):
        return ROLES[self]


ROLES = {
    Role.TEACHER: _l("Teacher"),
    Role.SCHOOL_ADMIN: _l("School administrator"),
    Role.COUNTY_ADMIN: _l("County administrator"),
    Role.CITY_ADMIN: _l("City administrator"),
    Role.HOST: _l("Class host"),
    Role.TUTOR: _l("Tutor"),
    Role.RESEARCH_LEAD: _l("Research lead"),
    Role.REVIEWER: _l("Reviewer"),
    Role.AUDITOR: _l("Auditor"),
}


class Stage(StrEnum):
    PRESCHOOL = "preschool"
    PRIMARY = "primary"
    JUNIOR = "junior"
    SENIOR = "senior"
    VOCATIONAL = "vocational"
    SPECIAL = "special"

    @property
    def label(self):
        return STAGES[self]


STAGES = {
    Stage.PRESCHOOL: _l("Preschool"),
    Stage.PRIMARY: _l("Primary"),
    Stage.JUNIOR: _l("Junior secondary"),
    Stage.SENIOR: _l("Senior secondary"),
    Stage.VOCATIONAL: _l("Vocational secondary"),
    Stage.SPECIAL: _l("Special education"),
}


class Title(StrEnum):
    FULL_SENIOR = "full_senior"
    SENIOR = "senior"
    FIRST = "first"
    SECOND = "second"
    THIRD = "third"

    @property
    def label(self):
        return TITLES[self]


TITLES = {
    Title.FULL_SENIOR: _l("Full senior teacher"),
    Title.SENIOR: _l("Senior teacher"),
    Title.FIRST: _l("First-grade teacher"),
    Title.SECOND: _l("Second-grade teacher"),
    Title.THIRD: _l("Third-grade teacher"),
}


class Gender(StrEnum):
    FEMALE = "female"
    MALE = "male"

    @property
    def label(self):
        return GENDERS[self]


GENDERS = {Gender.FEMALE: _l("Female"), Gender.MALE: _l("Male")}


class Subject(StrEnum):
    MORALITY_LAW = "morality_law"
    CHINESE = "chinese"
    MATHEMATICS = "mathematics"
    ENGLISH = "english"
    HISTORY = "history"
    GEOGRAPHY = "geography"
    SCIENCE = "science"
    PHYSICS = "physics"
    CHEMISTRY = "chemistry"
    BIOLOGY = "biology"
    INFORMATION_SCIENCE = "information_science"
    PHYSICAL_EDUCATION = "physical_education"
    MUSIC = "music"
    ART = "art"
    LABOUR = "labour"
    PRACTICE = "practice"
    POLITICS = "politics"
    INFORMATION_TECHNOLOGY = "information_technology"
    GENERAL_TECHNOLOGY = "general_technology"
    HEALTH = "health"
    LANGUAGE = "language"
    SOCIETY = "society"
    ARTS = "arts"
    MENTAL_HEALTH = "mental_health"
    SPECIAL_EDUCATION = "special_education"
    SCHOOL_MANAGEMENT = "school_management"
    CLASS_TEACHER = "class_teacher"

    @property
    def label(self):
        return SUBJECTS[self]


SUBJECTS = {
    Subject.MORALITY_LAW: _l("Morality and law"),
    Subject.CHINESE: _l("Chinese"),
    Subject.MATHEMATICS: _l("Mathematics"),
    Subject.ENGLISH: _l("English"),
    Subject.HISTORY: _l("History"),
    Subject.GEOGRAPHY: _l("Geography"),
    Subject.SCIENCE: _l("Science"),
    Subject.PHYSICS: _l("Physics"),
    Subject.CHEMISTRY: _l("Chemistry"),
    Subject.BIOLOGY: _l("Biology"),
    Subject.INFORMATION_SCIENCE: _l("Information science"),
    Subject.PHYSICAL_EDUCATION: _l("Physical education and health"),
    Subject.MUSIC: _l("Music"),
    Subject.ART: _l("Fine arts"),
    Subject.LABOUR: _l("Labour"),
    Subject.PRACTICE: _l("Integrated practice"),
    Subject.POLITICS: _l("Ideology and politics"),
    Subject.INFORMATION_TECHNOLOGY: _l("Information technology"),
    Subject.GENERAL_TECHNOLOGY: _l("General technology"),
    Subject.HEALTH: _l("Health (preschool)"),
    Subject.LANGUAGE: _l("Language (preschool)"),
    Subject.SOCIETY: _l("Society (preschool)"),
    Subject.ARTS: _l("Arts (preschool)"),
    Subject.MENTAL_HEALTH: _l("Mental health"),
    Subject.SPECIAL_EDUCATION: _l("Special education (subject)"),
    Subject.SCHOOL_MANAGEMENT: _l("School management"),
    Subject.CLASS_TEACHER: _l("Class teacher"),
}
