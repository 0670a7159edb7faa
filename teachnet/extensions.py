"""Made here, bound in app.py."""

from flask_babel import Babel
from flask_login import LoginManager
from flask_migrate import Migrate
from flask_wtf import CSRFProtect

babel, csrf, login, migrate = Babel(), CSRFProtect(), LoginManager(), Migrate()
