from flask import render_template

from teachnet.accounts import policy, queries
from teachnet.accounts.current import me
from teachnet.accounts.forms import AuditFilter
from teachnet.accounts.views.blueprint import bp
from teachnet.audit.words import Told
from teachnet.web.access import only
from teachnet.web.paging import paginate


@bp.get("/audit/")
@only(policy.can_read_audit)
def audit():
    filters = AuditFilter()
    return render_template(
        "accounts/audit.html",
        entries=paginate(queries.audit_list(me(), **filters.values()), per_page=50),
        filters=filters,
        told=Told(),
    )
