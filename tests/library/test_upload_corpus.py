"""The corpus through the real upload page: good files become drafts, the others get a sentence, none an error."""

import json
from io import BytesIO
from pathlib import Path

import pytest
import sqlalchemy as sa

from teachnet.db import db
from teachnet.library.models import ResourceVersion
from tests.factories import a_school, a_teacher
from tests.library.test_submitting import a_filled_form

CORPUS = Path(__file__).parent.parent / "corpus" / "uploads"
CASES = json.loads((CORPUS / "manifest.json").read_text("utf-8"))["files"]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["file"].removeprefix("files/"))
def test_the_upload_page_answers_as_the_manifest_says(as_person, case):
    path = CORPUS / case["file"]
    outcomes = {case["outcome"], *(other["outcome"] for other in case.get("either", []))}

    page = as_person(a_teacher(a_school())).post(
        "/library/new", files={"file": (BytesIO(path.read_bytes()), path.name)}, **a_filled_form()
    )

    drafts = db.session.scalars(sa.select(ResourceVersion)).all()
    if page.status == 303:
        assert "accept" in outcomes
        assert [draft.main_file.name for draft in drafts] == [path.name]
    else:
        assert (page.status, drafts) == (422, [])
        assert "refuse" in outcomes
        assert page.select_one("#file-error").text.strip()
