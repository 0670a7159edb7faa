"""The few shapes the whole house keeps."""

import ast
import re
from functools import cache
from pathlib import Path

import pytest

pytestmark = pytest.mark.one_engine  # no database

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "teachnet"

# Each tier may use those before it; within the second, all may use each other.
TIERS = [
    {
        "config",
        "db",
        "errors",
        "extensions",
        "keys",
        "log",
        "spans",
        "disk",
        "merging",
        "differing",
        "wordfile",
        "terms",
    },
    {"audit", "condition", "doctor", "files", "jobs", "mail", "search", "web"},
    {"accounts", "findings"},
    {"uploads"},
    {"credits"},
    {"evidence"},
    {"library"},
    {"training"},
    {"attendance"},
    {"board"},
    {"lodging"},
    {"budget"},
    {"notices"},
    {"bases"},
    {"certificates"},
    {"evaluation"},
    {"study"},
    {"quizzes"},
    {"packages"},
    {"assignments"},
    {"discussions"},
    {"journals"},
    {"projects"},
    {"anomalies"},
    {"teams"},
    {"minutes"},
    {"materials"},
    {"stays"},
    {"rooms"},
    {"observations"},
    {"preparation"},
    {"communities"},
    {"research"},
    {"yearplans"},
    {"notes"},
    {"reports"},
    {"innovation"},
    {"home"},
    {"backups"},
    {"demo"},
    {"cli"},
    {"app"},
]
FEATURES = {
    "accounts", "uploads", "credits", "evidence", "library", "training", "attendance", "board", "lodging", "budget",
    "notices", "bases", "certificates", "evaluation", "study", "quizzes", "assignments", "discussions", "journals",
    "packages", "projects", "anomalies", "teams", "minutes", "materials", "stays", "rooms", "observations",
    "preparation", "communities", "research", "yearplans", "notes", "reports", "innovation", "home",
}  # fmt: skip
# What one feature may import of another.
OPEN_TO_OTHERS = {"models", "queries", "policy"}
# The vocabulary, the person at the door, the files they have sent and the ledger of credits belong to everybody; so
# do the reader of spreadsheets, what a unit of study shows and how it is done.
SHARED = {
    "accounts.current", "accounts.words", "uploads.actions", "uploads.sent", "credits.actions",
    "accounts.rosters", "study.activities", "study.crediting", "study.finishing", "study.joining", "teams.calendar",
}  # fmt: skip
KNOWS_NO_REQUEST = ("models", "policy", "queries", "actions")


@cache
def modules() -> list[tuple[str, ast.Module]]:
    return [
        (
            ".".join(path.relative_to(PACKAGE).with_suffix("").parts).removesuffix(".__init__"),
            ast.parse(path.read_text()),
        )
        for path in sorted(PACKAGE.rglob("*.py"))
    ]


def imports_of(tree: ast.Module) -> list[str]:
    found = []
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("teachnet"):
            inside = (node.module or "").removeprefix("teachnet").lstrip(".")
            # `from teachnet.training import policy` names a module, too
            found += [inside] if inside.count(".") else [f"{inside}.{alias.name}".lstrip(".") for alias in node.names]
    return found


def tier(module: str) -> int:
    part = module.partition(".")[0]
    return next((number for number, parts in enumerate(TIERS) if part in parts), -1)


def test_every_part_of_the_house_has_its_place():
    assert [name for name, _tree in modules() if name != "__init__" and tier(name) < 0] == []


def test_imports_lean_one_way():
    leaks = [
        f"{name} imports {target}"
        for name, tree in modules()
        for target in imports_of(tree)
        if name and target and tier(target) > tier(name)
    ]
    assert leaks == []


def test_features_only_show_each_other_models_queries_and_policy():
    leaks = []
    for name, tree in modules():
        part = name.partition(".")[0]
        if part not in FEATURES:
            continue
        for target in imports_of(tree):
            other, _dot, inside = target.partition(".")
            shown = OPEN_TO_OTHERS & set(inside.split(".")) or ".".join(target.split(".")[:2]) in SHARED
            if other in FEATURES and other != part and not shown:
                leaks.append(f"{name} imports {target}")
    assert leaks == []


def test_the_domain_knows_no_request():
    forbidden = {"current_user", "request", "session", "flash", "g", "abort"}
    leaks = [
        f"{name} imports {alias.name} from {node.module}"
        for name, tree in modules()
        if set(name.split(".")[1:]) & set(KNOWS_NO_REQUEST)
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and node.module in ("flask", "flask_login")
        for alias in node.names
        if alias.name in forbidden
    ]
    assert leaks == []


def test_no_import_stands_inside_a_function():
    hidden = [
        f"{name}:{inner.lineno}"
        for name, tree in modules()
        for node in ast.walk(tree)
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef))
        for inner in ast.walk(node)
        if isinstance(inner, (ast.Import, ast.ImportFrom))
    ]
    assert hidden == []


def test_views_ask_no_sql():
    asked = [
        f"{name}:{node.lineno}"
        for name, tree in modules()
        if "views" in name.split(".")
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and ast.unparse(node.func) in ("select", "sa.select", "db.select")
    ]
    assert asked == []


def test_a_state_is_moved_by_the_models_only():
    moved = [
        f"{name}:{node.lineno}"
        for name, tree in modules()
        if "models" not in name.split(".")
        for node in ast.walk(tree)
        if isinstance(node, ast.Assign)
        and any(isinstance(target, ast.Attribute) and target.attr == "state" for target in node.targets)
    ]
    assert moved == []


def test_roles_are_looked_at_by_policies_and_their_twins_in_queries_only():
    looks = {"holds", "posts", "scopes", "reaches"}
    leaks = [
        f"{name}:{node.lineno}"
        for name, tree in modules()
        if {"views", "forms", "actions", "desk"} & set(name.split("."))
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and ast.unparse(node.func).removeprefix("policy.") in looks
    ]
    assert leaks == []


def test_the_domain_leaves_the_commit_to_whoever_calls_it():
    hidden = [
        f"{name}:{node.lineno}"
        for name, tree in modules()
        if set(name.split(".")[1:]) & {*KNOWS_NO_REQUEST, "forms"}
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and ast.unparse(node.func).endswith(".commit")
    ]
    assert hidden == []


def test_files_are_named_after_their_subject():
    shapeless = r"(utils|helpers|common|misc|constants|base|services|managers)\.py$"
    assert [str(path) for path in PACKAGE.rglob("*.py") if re.search(shapeless, path.name)] == []


def test_every_endpoint_says_who_may_knock(_app):
    assert [name for name, view in _app.view_functions.items() if not hasattr(view, "access")] == []


@pytest.mark.parametrize("template", sorted(ROOT.glob("templates/**/*.html")), ids=lambda path: path.name)
def test_a_template_has_no_inline_script_or_style(template):
    """A block of data (schema.org) is no script: nothing runs it."""
    runs = r'<script(?![^>]*\bsrc=)(?! type="application/ld\+json">)[^>]*>'
    assert re.findall(rf"{runs}|\sstyle=|\son[a-z]+=", template.read_text()) == []
