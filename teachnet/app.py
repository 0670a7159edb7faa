"""The application: settings → extensions → what every request passes → features → commands."""

from datetime import timedelta

from flask import Flask
from flask_compress import Compress

from teachnet import cli, log
from teachnet.accounts import current
from teachnet.accounts import trail_words as accounts_words
from teachnet.accounts.rosters.views import bp as rosters
from teachnet.accounts.views import bp as accounts
from teachnet.audit.words import vocabulary
from teachnet.config import ROOT, Settings
from teachnet.db import db
from teachnet.demo import trail_words as demo_words
from teachnet.extensions import csrf, migrate
from teachnet.files import trail_words as files_words
from teachnet.files.store import store
from teachnet.home import views as home
from teachnet.keys import keys
from teachnet.library import trail_words as library_words
from teachnet.library import views as library
from teachnet.search import trail_words as search_words
from teachnet.search.indexes import indexes
from teachnet.study import trail_words as study_words
from teachnet.study import views as study
from teachnet.teams import trail_words as teams_words
from teachnet.teams import views as teams
from teachnet.training import trail_words as training_words
from teachnet.training import views as training
from teachnet.web import (
    appearance,
    assets,
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

# Those that name what the audit trail keeps, in the order in which they lean on each other.
NAMED = (
    files_words,
    search_words,
    accounts_words,
    library_words,
    training_words,
    study_words,
    teams_words,
    demo_words,
)


def create_app(settings: Settings | None = None) -> Flask:
    settings = settings or Settings.from_environment()
    keys.use(settings.secret)
    store.use(settings.instance / "files")
    indexes.use(settings.instance / "search")

    app = Flask("teachnet", root_path=str(ROOT), template_folder="templates", static_folder=None)
    app.static_folder = str(ROOT / "static")  # served by web/assets.py under names that change with the content
    app.config.from_mapping(settings.for_flask())
    app.config["SECRET_KEY"] = keys.derive("session cookie")
    app.config["PERMANENT_SESSION_LIFETIME"] = timedelta(days=30)
    app.config["SESSION_REFRESH_EACH_REQUEST"] = False
    app.jinja_environment = rendering.Environment
    app.jinja_options = {"trim_blocks": True, "lstrip_blocks": True}

    log.init_app(app)
    db.init_app(app)
    migrate.init_app(app, db, directory=str(ROOT / "migrations"), render_as_batch=True)
    safety.init_app(app)
    csrf.init_app(app)
    current.init_app(app)
    errors.init_app(app)
    Compress(app)
    for part in (locale, rendering, assets, icons, labels, links, filters, appearance, health, once, markdown):
        part.init_app(app)

    # Each feature is a blueprint; those with a PLACE have an entry in the rail, in this order.
    features = (home, training, study, teams, library)
    for blueprint in (accounts, rosters, *(feature.bp for feature in features)):
        app.register_blueprint(blueprint)
    vocabulary.learn(*(part.WORDS for part in NAMED))
    places.init_app(app, [feature.PLACE for feature in features])
    cli.init_app(app)
    return app
