"""What packages are called in the audit trail."""

from flask_babel import lazy_gettext as _l

from teachnet.audit.words import TrailWords

ACTIONS = {
    "packages.bring": _l("Bring a SCORM package"),
    "packages.begin": _l("Begin a package"),
    "packages.keep": _l("Work through a package"),
}
THINGS = {
    "package": _l("Interactive package"),
    "package_run": _l("Work in a package"),
    "package_unit": _l("Unit from a package"),
}
COLUMNS = {
    "brought_at": _l("Brought at"),
    "brought_by_id": _l("Brought by (no.)"),
    "launch_data": _l("What the package is started with"),
    "package_id": _l("Package (no.)"),
    "passed_from": _l("Passed from"),
    "package_unit.path": _l("Page it begins with"),
    "package_unit.query": _l("Behind its address"),
    "speaks": _l("Says itself how it goes"),
    "standard": _l("Standard"),
}

WORDS = TrailWords(ACTIONS, THINGS, COLUMNS)
