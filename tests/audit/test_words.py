"""Whoever reads the trail reads the words of the trade; the machine words stay, to be quoted and searched."""

import ast

import pytest
import sqlalchemy as sa
from flask_babel import force_locale

from teachnet.accounts.models import Role
from teachnet.audit.models import AuditEntry
from teachnet.audit.words import Told, Vocabulary, vocabulary
from teachnet.db import db
from teachnet.jobs.outbox import handlers
from teachnet.web.safety import SAFE_METHODS
from tests.factories import saved, somebody, the_city
from tests.test_house import modules


def actions_of_views(app) -> set[str]:
    return {
        rule.endpoint
        for rule in app.url_map.iter_rules()
        if set(rule.methods or ()) - set(SAFE_METHODS)
        and not hasattr(app.view_functions[rule.endpoint], "leaves_no_trail")
    }


def calls(*names: str) -> list[ast.Call]:
    return [
        node
        for _name, tree in modules()
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and ast.unparse(node.func) in names
    ]


def actions_in_code() -> set[str]:
    """Those given by name, by commands and with `record`."""
    return {
        word.value.value
        for call in calls("Actor", "record")
        for word in call.keywords
        if word.arg == "action" and isinstance(word.value, ast.Constant) and word.value.value != "-"
    }


def things_in_code() -> set[str]:
    return {
        call.args[0].value
        for call in calls("record", "row_for", "_entry")
        if call.args and isinstance(call.args[0], ast.Constant) and call.args[0].value
    }


def audited() -> list[type]:
    return [mapper.class_ for mapper in db.Model.registry.mappers if getattr(mapper.class_, "is_audited", True)]


def test_every_action_the_trail_can_keep_is_named(app):
    actions = actions_of_views(app) | actions_in_code() | {f"job {topic}" for topic in handlers}

    assert {"training.admit", "roster.imported", "create-admin", "seed-demo", "job roster"} <= actions
    assert sorted(actions - set(vocabulary.actions)) == []


def test_every_audited_thing_is_named(app):
    things = {model.__tablename__ for model in audited()} | things_in_code()

    assert {"enrolment", "roster_upload", "watch_session"} <= things
    assert sorted(things - set(vocabulary.things)) == []


def test_every_audited_column_is_named(app):
    nameless = [
        f"{model.__tablename__}.{attribute.key}"
        for model in audited()
        for attribute in sa.inspect(model).column_attrs
        if not attribute.columns[0].primary_key and not vocabulary.column(model.__tablename__, attribute.key)
    ]
    assert nameless == []


def test_every_state_and_kind_of_an_audited_column_has_a_label(app):
    told = Told()
    bare = [
        f"{model.__tablename__}.{column.name}: {member.value}"
        for model in audited()
        for column in model.__table__.columns
        if isinstance(column.type, sa.Enum) and column.type.enum_class
        for member in column.type.enum_class
        if told.value(model.__tablename__, column.name, member.value) == member.value
    ]
    assert bare == []


def test_no_action_is_named_that_nobody_takes(app):
    known = actions_of_views(app) | actions_in_code() | {f"job {topic}" for topic in handlers}
    known |= set(app.view_functions)  # refused pages are in the trail, too
    assert sorted(set(vocabulary.actions) - known) == []


@pytest.mark.parametrize(
    ("language", "column", "old", "new"),
    [
        ("en", "State", "County review", "City review"),
        ("zh_Hans_CN", "状态", "区县审核中", "市审核中"),
    ],
)
def test_a_change_is_told_in_the_words_of_the_trade(app, language, column, old, new):
    with force_locale(language):
        told = Told()
        assert told.column("enrolment", "state") == column
        assert told.value("enrolment", "state", "county_review") == old
        assert told.value("enrolment", "state", "city_review") == new


def test_reasons_and_exported_columns_are_told_one_by_one(app):
    told = Told()
    kept = str(["mistake", "source"])
    assert told.value("resource_move", "reasons", kept) == (
        "There is a mistake in the subject matter, Source or licence is unclear"
    )
    assert told.value("cohort", "columns", "name school") == "Name, School"
    assert told.value("cohort", "columns", "name shoe_size") == "name shoe_size"


def test_one_column_has_the_word_of_the_thing_it_belongs_to(app):
    told = Told()
    assert (told.column("person", "title"), told.column("cohort", "title")) == ("Professional title", "Title")


def test_days_and_moments_are_told_in_city_time(app):
    told = Told()
    assert told.value("cohort", "county_review_by", "2026-11-25") == "25 November 2026"
    assert told.value("person", "disabled_at", "2025-11-24T17:30:00+00:00") == "Tue 25 Nov 2025, 01:30"


def test_what_is_masked_stays_masked(app):
    told = Told()
    assert told.value("person", "phone", "138****5678") == "138****5678"
    assert told.value("person", "password_hash", "•••") == "•••"


@pytest.mark.parametrize(
    ("thing", "column", "kept"),
    [
        ("enrolment", "state", "sent_by_pigeon"),
        ("cohort", "starts_on", "some day"),
        ("cohort", "starts_on", 7),
        ("cohort", "gone", "as it was"),
        ("abacus", "state", "lent"),
        ("person", "disabled_at", "•••"),
    ],
)
def test_a_value_nobody_can_explain_any_more_is_shown_as_it_was_kept(app, thing, column, kept):
    assert Told().value(thing, column, kept) == str(kept)


def test_an_action_or_thing_nobody_names_any_more_shows_its_machine_word(app, monkeypatch):
    monkeypatch.setattr("teachnet.audit.words.vocabulary", Vocabulary())
    told = Told()
    assert (told.action("training.admit"), told.thing("cohort"), told.column("cohort", "seats")) == (
        "training.admit",
        "cohort",
        "seats",
    )


def an_auditor():
    return somebody(Role.AUDITOR, the_city(), "Auditor")


def an_entry(action: str, thing: str = "", **changes) -> AuditEntry:
    return saved(AuditEntry(action=action, thing=thing, changes=changes))


def test_the_page_shows_the_words_and_keeps_the_machine_words_to_quote(as_person):
    entry = an_entry("training.approve_for_county", "enrolment", state=["county_review", "city_review"])

    row = as_person(an_auditor()).get("/audit/").select_one(f"#entry-{entry.id}")

    text = row.get_text(" ", strip=True)
    assert "Approve for the county" in text
    assert "training.approve_for_county" in text
    assert "State: County review → City review" in text
    assert row.select_one('[title="state: county_review → city_review"]')


def test_entries_of_what_is_gone_are_still_shown(as_person):
    entry = an_entry("abacus.lend", "abacus", beads=[None, 10], owner=["Lin", None])

    row = as_person(an_auditor()).get("/audit/").select_one(f"#entry-{entry.id}")

    assert all(word in row.get_text(" ") for word in ("abacus.lend", "beads", "Lin → —"))


@pytest.mark.parametrize("words", ["approve for the COUNTY", "training.approve", "区县审核通过"])
def test_an_action_is_found_by_its_label_and_by_its_machine_word(as_person, words):
    entry = an_entry("training.approve_for_county", "enrolment")
    an_entry("library.publish", "resource_version")
    language = {"Accept-Language": "zh-CN"} if not words.isascii() else {}

    page = as_person(an_auditor()).get(f"/audit/?q={words}", headers=language)

    assert [row["id"] for row in page.select("tbody tr")] == [f"entry-{entry.id}"]


@pytest.mark.parametrize("words", ["enrolment", "Version of a resource"])
def test_a_thing_is_found_by_its_label_and_by_its_machine_word(as_person, words):
    things = {"enrolment": "enrolment", "Version of a resource": "resource_version"}
    for thing in things.values():
        an_entry("-", thing)

    page = as_person(an_auditor()).get(f"/audit/?q={words}")

    shown = {row.select_one('[data-label="Thing"] small').get_text(strip=True) for row in page.select("tbody tr")}
    assert shown == {things[words]}


def test_the_trail_costs_the_same_for_one_entry_and_for_thirty(as_person, statements):
    auditor = as_person(an_auditor())
    costs = []

    for many in (1, 29):
        for number in range(many):
            an_entry("training.admit", "enrolment", state=["city_review", "admitted"], teacher_id=[None, number])
        statements.clear()
        auditor.get("/audit/")
        costs.append(len(statements))

    assert costs[0] == costs[1]
