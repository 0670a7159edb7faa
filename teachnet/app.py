"""The application: settings → extensions → what every request passes → features → commands."""

import os
from datetime import timedelta

from flask import Flask
from flask_compress import Compress
from werkzeug.utils import import_string

from teachnet import cli, condition, doctor, findings, log
from teachnet.accounts import current
from teachnet.accounts import trail_words as accounts_words
from teachnet.accounts.rosters.views import bp as rosters
from teachnet.accounts.views import bp as accounts
from teachnet.anomalies import trail_words as anomalies_words
from teachnet.anomalies import views as anomalies
from teachnet.assignments import trail_words as assignments_words
from teachnet.assignments import views as assignments
from teachnet.attendance import trail_words as attendance_words
from teachnet.attendance import views as attendance
from teachnet.audit.words import vocabulary
from teachnet.backups import findings as backups_findings
from teachnet.backups import trail_words as backups_words
from teachnet.bases import trail_words as bases_words
from teachnet.bases import views as bases
from teachnet.board import trail_words as board_words
from teachnet.board import views as board
from teachnet.budget import trail_words as budget_words
from teachnet.budget import views as budget
from teachnet.certificates import trail_words as certificates_words
from teachnet.certificates import views as certificates
from teachnet.certificates.serials import book as serials
from teachnet.communities import trail_words as communities_words
from teachnet.communities import views as communities
from teachnet.config import ROOT, Settings
from teachnet.credits import trail_words as credits_words
from teachnet.credits import views as credits_views
from teachnet.db import db
from teachnet.demo import trail_words as demo_words
from teachnet.discussions import trail_words as discussions_words
from teachnet.discussions import views as discussions
from teachnet.evaluation import trail_words as evaluation_words
from teachnet.evaluation import views as evaluation
from teachnet.evidence import trail_words as evidence_words
from teachnet.evidence import views as evidence
from teachnet.extensions import csrf, migrate
from teachnet.files import trail_words as files_words
from teachnet.files.store import store
from teachnet.home import views as home
from teachnet.journals import trail_words as journals_words
from teachnet.journals import views as journals
from teachnet.keys import keys
from teachnet.library import trail_words as library_words
from teachnet.library import views as library
from teachnet.library.asking import spool as searches
from teachnet.library.asking import trail_words as asking_words
from teachnet.library.opinions import trail_words as opinions_words
from teachnet.library.opinions import visits
from teachnet.library.panels import panels
from teachnet.library.sharing.views import bp as sharing
from teachnet.lodging import trail_words as lodging_words
from teachnet.lodging import views as lodging
from teachnet.materials import trail_words as materials_words
from teachnet.materials import views as materials
from teachnet.minutes import trail_words as minutes_words
from teachnet.minutes import views as minutes
from teachnet.notes import trail_words as notes_words
from teachnet.notes import views as notes
from teachnet.notices import trail_words as notices_words
from teachnet.notices import views as notices
from teachnet.observations import trail_words as observations_words
from teachnet.observations import views as observations
from teachnet.packages import trail_words as packages_words
from teachnet.packages import views as packages
from teachnet.preparation import trail_words as preparation_words
from teachnet.preparation import views as preparation
from teachnet.projects import trail_words as projects_words
from teachnet.projects import views as projects
from teachnet.quizzes import trail_words as quizzes_words
from teachnet.quizzes import views as quizzes
from teachnet.reports import trail_words as reports_words
from teachnet.reports import views as reports
from teachnet.research import trail_words as research_words
from teachnet.research import views as research
from teachnet.rooms import trail_words as rooms_words
from teachnet.rooms import views as rooms
from teachnet.search import findings as search_findings
from teachnet.search import trail_words as search_words
from teachnet.search.indexes import indexes
from teachnet.stays import trail_words as stays_words
from teachnet.stays import views as stays
from teachnet.study import trail_words as study_words
from teachnet.study import views as study
from teachnet.study.activities import activities
from teachnet.study.links import links as study_links
from teachnet.study.models import UnitKind
from teachnet.teams import trail_words as teams_words
from teachnet.teams import views as teams
from teachnet.teams.links import links as team_links
from teachnet.training import attended
from teachnet.training import trail_words as training_words
from teachnet.training import views as training
from teachnet.training.links import links as cohort_links
from teachnet.uploads import trail_words as uploads_words
from teachnet.uploads import views as uploads
from teachnet.web import (
    appearance,
    assets,
    device,
    errors,
    filters,
    health,
    icons,
    labels,
    links,
    locale,
    markdown,
    once,
    places,
    rendering,
    safety,
)
from teachnet.yearplans import trail_words as yearplans_words
from teachnet.yearplans import views as yearplans

# Those that name what the audit trail keeps, in the order in which they lean on each other.
NAMED = (
    files_words,
    search_words,
    accounts_words,
    uploads_words,
    credits_words,
    evidence_words,
    library_words,
    opinions_words,
    asking_words,
    training_words,
    attendance_words,
    board_words,
    lodging_words,
    budget_words,
    notices_words,
    bases_words,
    certificates_words,
    evaluation_words,
    study_words,
    quizzes_words,
    assignments_words,
    discussions_words,
    journals_words,
    packages_words,
    projects_words,
    anomalies_words,
    teams_words,
    minutes_words,
    materials_words,
    stays_words,
    rooms_words,
    observations_words,
    preparation_words,
    communities_words,
    research_words,
    yearplans_words,
    notes_words,
    reports_words,
    backups_words,
    demo_words,
)


def _bucket(settings: Settings):
    """The library that speaks S3 is large: it is only read where a bucket is used."""
    return settings.bucket and import_string("teachnet.files.shelves.bucket:connect")(settings.bucket)


def _count_requests(app: Flask, settings: Settings) -> None:
    """For whoever holds the token. The library is only read where there is one, and must find its folder then."""
    if settings.metrics_token:
        folder = settings.instance / "metrics"
        folder.mkdir(parents=True, exist_ok=True)
        os.environ["PROMETHEUS_MULTIPROC_DIR"] = str(folder)
        import_string("teachnet.web.metrics:init_app")(app)


def create_app(settings: Settings | None = None) -> Flask:
    settings = settings or Settings.from_environment()
    keys.use(settings.secret)
    store.use(settings.instance / "files", _bucket(settings))
    indexes.use(settings.instance / "search", settings.search_engine)
    visits.spool.use(settings.instance / "visits")
    searches.spool.use(settings.instance / "spool")
    serials.use(settings.instance / "certificates")

    app = Flask("teachnet", root_path=str(ROOT), template_folder="templates", static_folder=None)
    app.static_folder = str(ROOT / "static")  # served by web/assets.py under names that change with the content
    app.config.from_mapping(settings.for_flask())
    app.config["SECRET_KEY"] = keys.derive("session cookie")
    app.config["PERMANENT_SESSION_LIFETIME"] = timedelta(days=30)
    app.config["SESSION_REFRESH_EACH_REQUEST"] = False
    app.jinja_environment = rendering.Environment
    app.jinja_options = {"trim_blocks": True, "lstrip_blocks": True}

    log.init_app(app)
    _count_requests(app, settings)
    db.init_app(app)
    migrate.init_app(app, db, directory=str(ROOT / "migrations"), render_as_batch=True)
    safety.init_app(app)
    csrf.init_app(app)
    current.init_app(app)
    errors.init_app(app)
    Compress(app)
    for part in (locale, rendering, assets, icons, labels, links, filters, appearance, device, health, once, markdown):
        part.init_app(app)

    vocabulary.learn(*(part.WORDS for part in NAMED))
    doctor.offer("installation", findings.examine)
    doctor.offer("search", search_findings.examine)
    doctor.offer("backups", backups_findings.examine)
    condition.offer("backups", backups_findings.CHECK)
    _register_features(app)
    _offer_to_the_left()
    cli.init_app(app)
    return app


def _register_features(app: Flask) -> None:
    """Each is a blueprint; those with a PLACE have an entry in the rail, in this order, the others a page beside it."""
    features = (home, training, study, teams, library)
    guests = (
        credits_views, evidence, attendance, board, lodging, budget, notices, bases, certificates, evaluation, notes,
        quizzes, assignments, discussions, journals, packages, projects, anomalies, minutes, materials, stays, rooms,
        observations, preparation, communities, research, yearplans, reports,
    )  # fmt: skip
    others = (accounts, rosters, uploads.bp, sharing)
    for blueprint in (*others, *(feature.bp for feature in (*guests, *features))):
        app.register_blueprint(blueprint)
    of_training = (
        attendance.PAGE, credits_views.MINE, credits_views.OVERVIEW, evidence.PAGE, certificates.PAGE, evaluation.PAGE,
        notices.PAGE, budget.PAGE, bases.PAGE, reports.PAGE,
    )  # fmt: skip
    beside = {
        training: of_training,
        library: (notes.PAGE,),
        teams: (minutes.PAGE, observations.PAGE, research.PAGE, yearplans.PAGE, communities.PAGE, stays.PAGE),
        study: (projects.PAGE, assignments.PAGE, quizzes.PAGE, anomalies.PAGE),
    }
    rail = {feature: feature.PLACE.with_pages(*beside.get(feature, ())) for feature in features}
    reached = (*board.REACHED_FROM_COHORTS, *lodging.REACHED_FROM_COHORTS)
    rail[training] = rail[training].covering("training.cohorts", *reached)
    rail[training] = rail[training].covering("training.reviews", *evidence.REACHED_FROM_REVIEWS)
    rail[study] = rail[study].covering(
        "study.index",
        *quizzes.REACHED_FROM_STUDY,
        *assignments.REACHED_FROM_STUDY,
        *discussions.REACHED_FROM_STUDY,
        *journals.REACHED_FROM_STUDY,
        *anomalies.REACHED_FROM_STUDY,
    )
    rail[study] = rail[study].covering("study.groups", *journals.REACHED_FROM_GROUPS)
    rail[study] = rail[study].covering(
        "study.writing",
        *quizzes.REACHED_FROM_WRITING,
        *assignments.REACHED_FROM_WRITING,
        *discussions.REACHED_FROM_WRITING,
        *packages.REACHED_FROM_WRITING,
    )
    in_teams = (minutes, materials, stays, rooms, observations, preparation)
    reached = (endpoint for feature in in_teams for endpoint in feature.REACHED_FROM_TEAMS)
    rail[teams] = rail[teams].covering("teams.index", *reached)
    places.init_app(app, rail.values())


def _offer_to_the_left() -> None:
    """What a feature shows or knows on the pages of one that must not know it."""
    panels.offer(notes.panel)
    panels.offer(materials.panel)
    activities.offer(UnitKind.QUIZ, quizzes.ACTIVITY)
    activities.offer(UnitKind.ASSIGNMENT, assignments.ACTIVITY)
    activities.offer(UnitKind.DISCUSSION, discussions.ACTIVITY)
    activities.offer(UnitKind.PACKAGE, packages.ACTIVITY)
    activities.offer_way(packages.way)
    study_links.offer(journals.link)
    team_links.offer(rooms.link)
    team_links.offer(minutes.link)
    team_links.offer(materials.link)
    team_links.offer(stays.link)
    team_links.offer(observations.link)
    team_links.offer(preparation.link)
    team_links.offer(yearplans.link)
    team_links.offer(home.team_link)
    attended.sources.offer(attendance.attended_minutes)
    cohort_links.offer(attendance.link)
    cohort_links.offer(board.link)
    cohort_links.offer(lodging.link)
    cohort_links.offer(budget.link)
