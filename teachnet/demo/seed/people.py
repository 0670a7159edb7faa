"""People and their posts: offices, bases, school administrators, reviewers, research leads; then the teachers."""

import secrets
from collections import defaultdict
from collections.abc import Iterator
from datetime import date, timedelta

from teachnet.accounts.models import Appointment, Person, Role, Stage, Subject
from teachnet.accounts.names import read_aloud
from teachnet.accounts.passwords import hash_password
from teachnet.accounts.personal import id_fingerprint, phone_fingerprint
from teachnet.db import utcnow
from teachnet.demo.cast import ACCOUNTS, COLLEAGUES, HOME_SCHOOL, PASSWORD, Account, Colleague
from teachnet.demo.people import Invented
from teachnet.demo.places import CITY_NAME, PLACES, Place, School
from teachnet.demo.seed.bulk import Row, insert
from teachnet.demo.seed.city import City, Somebody

HOME_TEACHERS = 24  # the school of the demo accounts is a big one
CITY_LEADS = (
    (Stage.PRIMARY, Subject.MATHEMATICS),
    (Stage.JUNIOR, Subject.CHINESE),
    (Stage.SENIOR, Subject.PHYSICS),
    (Stage.PRESCHOOL, Subject.LANGUAGE),
)
SIGNED_UP = 0.86  # of all people; the others have no password yet
TUTORED = 300  # teachers to each tutor
TRANSFERRED = 40  # one in so many taught somewhere else before


def fill(city: City) -> None:
    password = hash_password(PASSWORD)  # once: the nine accounts share it
    unknown = hash_password(secrets.token_urlsafe())  # what everybody else has set, and nobody can type
    people, posts = [], []
    for row, person_posts in (*_office_people(city, password), *_teachers(city, password)):
        if not row["password_hash"] and city.draw.random() < SIGNED_UP:
            row |= {"password_hash": unknown, "password_set_at": utcnow() - timedelta(days=city.draw.randint(1, 300))}
        people.append(row)
        posts.extend(person_posts)
    insert(Person, people)
    insert(Appointment, posts)


PersonAndPosts = tuple[Row, list[Row]]


def _office_people(city: City, password: str) -> Iterator[PersonAndPosts]:
    """The accounts that do not teach, then an office for every county and base and an administrator for each school."""
    for account in ACCOUNTS:
        if account.role is not Role.TEACHER:
            yield _account(city, account, password)
    for place in PLACES:
        county, base = city.counties[place.short_name], city.organisations[place.base_name]
        tutors = [(Role.TUTOR, base)] * (
            1 + city.size.teachers * place.share // (TUTORED * sum(p.share for p in PLACES))
        )
        for role, organisation in ((Role.COUNTY_ADMIN, county), (Role.HOST, base), *tutors):
            yield _officer(city, role, organisation, county)
        for stage, subject in ((Stage.PRIMARY, Subject.CHINESE), (Stage.JUNIOR, Subject.MATHEMATICS)):
            yield _officer(city, Role.RESEARCH_LEAD, county, county, stage, subject)
        yield _officer(city, Role.REVIEWER, county, county)
    top = city.organisations[CITY_NAME]
    for stage, subject in CITY_LEADS:
        yield _officer(city, Role.RESEARCH_LEAD, top, None, stage, subject)
    for number, school in city.schools:
        if school.name != HOME_SCHOOL:
            yield _officer(city, Role.SCHOOL_ADMIN, number, city.counties[school.place.short_name], school.stage)


def _account(city: City, account: Account, password: str) -> PersonAndPosts:
    invented = city.people.person(
        account.stage or Stage.PRIMARY, account.subject, name=account.name, gender=account.gender, age=account.age
    )
    organisation = city.organisations[account.organisation]
    county = next((number for name, number in city.counties.items() if account.organisation.startswith(name)), None)
    row = _person(city, invented) | {
        "username": account.username,
        "password_hash": password,
        "password_set_at": utcnow() - timedelta(days=60),
        "stage": account.stage,
        "subject": account.subject,
    }
    somebody = Somebody(row["id"], account.name, organisation, county, account.stage, account.subject)
    city.accounts[account.username] = somebody
    city.staff[account.role].append(somebody)
    narrowed = account.role is Role.RESEARCH_LEAD
    field = {"stage": account.stage, "subject": account.subject} if narrowed else {}
    return row, [_post(city, row["id"], account.role, organisation, **field)]


def _officer(
    city: City,
    role: Role,
    organisation: int,
    county: int | None,
    stage: Stage | None = None,
    subject: Subject | None = None,
) -> PersonAndPosts:
    row = _person(city, city.people.person(stage or Stage.PRIMARY, subject, age=city.draw.randint(34, 57)))
    city.staff[role].append(Somebody(row["id"], row["name"], organisation, county, stage, subject))
    narrowed = {"stage": stage, "subject": subject} if role is Role.RESEARCH_LEAD else {}
    return row, [_post(city, row["id"], role, organisation, **narrowed)]


def hire(city: City, role: Role, organisation: int) -> Somebody:
    """One more officer, without an account to sign in with."""
    row, posts = _officer(city, role, organisation, None)
    insert(Person, [row])
    insert(Appointment, posts)
    return city.staff[role][-1]


def _teachers(city: City, password: str) -> Iterator[PersonAndPosts]:
    known = defaultdict(list)
    for colleague in COLLEAGUES:
        known[colleague.school].append(colleague)
    for number, school, seats in _seats(city):
        if school.name == HOME_SCHOOL:
            yield _demo_teacher(city, password, number, school.place)
        for place in range(seats):
            colleague = known[school.name][place] if place < len(known[school.name]) else None
            yield _teacher(city, number, school, colleague)


def _seats(city: City) -> Iterator[tuple[int, School, int]]:
    """How many teachers each school has: a big one at home, the rest by lot around the mean."""
    left, others = city.size.teachers - HOME_TEACHERS, len(city.schools) - 1
    for number, school in city.schools:
        if school.name == HOME_SCHOOL:
            yield number, school, HOME_TEACHERS - 1
            continue
        mean = left / others
        named = sum(colleague.school == school.name for colleague in COLLEAGUES)
        seats = left if others == 1 else max(2, named, round(mean * city.draw.uniform(0.6, 1.4)))
        left, others = left - seats, others - 1
        yield number, school, seats


def _demo_teacher(city: City, password: str, school: int, place: Place) -> PersonAndPosts:
    account = next(account for account in ACCOUNTS if account.role is Role.TEACHER)
    row, posts = _account(city, account, password)
    posts[0]["starts_on"] = city.today - timedelta(days=365 * 6)
    city.teachers.append(city.accounts[account.username])
    return row | {"honour": "县级教学能手"}, posts


def _teacher(city: City, number: int, school: School, colleague: Colleague | None) -> PersonAndPosts:
    known = {}
    if colleague:
        known = {name: getattr(colleague, name) for name in ("name", "gender", "age", "title", "honour")}
    stage = colleague.stage if colleague else school.stage
    invented = city.people.person(stage, colleague and colleague.subject, **known)
    row = _person(city, invented)
    county = city.counties[school.place.short_name]
    somebody = Somebody(row["id"], invented.name, number, county, invented.stage, invented.subject, school.is_rural)
    city.teachers.append(somebody)
    if colleague:
        city.cast.append(somebody)
    return row, list(_career(city, row["id"], number, invented.started_work_on))


def _career(city: City, person: int, school: int, started_on: date) -> Iterator[Row]:
    """The post of today; for a few also the one at the school they came from."""
    moved_on = city.today - timedelta(days=city.draw.randint(200, 1200))
    former = city.draw.choice(city.schools)[0]
    if city.draw.randrange(TRANSFERRED) == 0 and former != school and started_on < moved_on:
        yield _post(city, person, Role.TEACHER, former, starts_on=started_on, ends_on=moved_on - timedelta(days=1))
        started_on = moved_on
    yield _post(city, person, Role.TEACHER, school, starts_on=started_on)


def _person(city: City, invented: Invented) -> Row:
    pinyin, initials = read_aloud(invented.name)
    return {
        "id": city.ids.next(Person),
        "name": invented.name,
        "name_pinyin": pinyin,
        "name_initials": initials,
        "username": None,
        "id_number": invented.id_number,
        "id_fingerprint": id_fingerprint(invented.id_number),
        "phone": invented.phone,
        "phone_fingerprint": phone_fingerprint(invented.phone),
        "gender": invented.gender,
        "born_on": invented.born_on,
        "stage": invented.stage,
        "subject": invented.subject,
        "title": invented.title,
        "honour": invented.honour,
        "started_work_on": invented.started_work_on,
        "password_hash": None,
        "password_set_at": None,
    }


def _post(city: City, person: int, role: Role, organisation: int, **fields) -> Row:
    return {
        "id": city.ids.next(Appointment),
        "person_id": person,
        "organisation_id": organisation,
        "role": role,
        "subject": None,
        "stage": None,
        "starts_on": city.today - timedelta(days=730),
        "ends_on": None,
    } | fields
