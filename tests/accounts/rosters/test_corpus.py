import pytest

from tests.accounts.rosters.judging import differences
from tests.accounts.rosters.lists import CORPUS, MANIFEST


@pytest.mark.parametrize("entry", MANIFEST, ids=lambda entry: entry["file"].rpartition("/")[2])
def test_each_list_of_the_corpus_gives_what_its_manifest_says(entry, read):
    report = read((CORPUS / entry["file"]).read_bytes()).as_report()

    assert differences(entry, report) == []


def test_the_judge_sees_what_is_missing_and_what_is_too_much():
    entry = next(entry for entry in MANIFEST if entry["file"].endswith("id-lower-x.xlsx"))
    report = {
        "file_error": None,
        "rows": 10,
        "ok": 10,
        "errors": [{"row": 3, "column": "姓名", "code": "x", "level": "error"}],
    }

    assert len(differences(entry, report)) == 5
