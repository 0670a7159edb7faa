"""Neither author nor school stands anywhere a reviewer looks: pages, file names, what is downloaded."""

from io import BytesIO
from zipfile import ZipFile

import pytest
from docx import Document

from teachnet.accounts.models import Role
from teachnet.files.kinds import DOCX, PDF, Kind
from teachnet.library import blind
from tests.factories import a_county, a_school, a_teacher
from tests.library.factories import a_draft, a_kept_file, a_review, a_reviewer, a_second_opinion

AUTHOR, SCHOOL = "Canary Wang", "Canary First Primary"


@pytest.fixture
def author(app):
    return a_teacher(a_school(a_county(), name=SCHOOL, short_name="Canary First"), AUTHOR)


def a_signed_document() -> bytes:
    document = Document()
    document.core_properties.author = document.core_properties.last_modified_by = AUTHOR
    document.add_paragraph(f"{SCHOOL}　{AUTHOR}: asking why three times")
    out = BytesIO()
    document.save(out)
    return out.getvalue()


def words_in(content: bytes) -> str:
    with ZipFile(BytesIO(content)) as box:
        return "\n".join(box.read(name).decode("utf-8", "replace") for name in box.namelist())


def under_review(author, **fields):
    """With the names in all that an author can write."""
    version = a_review(
        author,
        by=a_reviewer(),
        title=f"Asking, by {AUTHOR}",
        summary=f"Seen at {SCHOOL}",
        source=f"Own work, {AUTHOR}",
        pupils_recognisable=True,
        consent_reference=f"Office of {SCHOOL}",
        **fields,
    )
    version.main_file.name = f"{AUTHOR}.docx"
    return version


def test_no_page_of_a_reviewer_names_author_or_school(author, as_person):
    file = a_kept_file(f"{SCHOOL} {AUTHOR} asks".encode(), Kind.TEXT)
    version = under_review(author, file=file)
    second = a_reviewer(name="Second")
    a_second_opinion(version, of=second)

    for reviewer in (version.reviewer, second):
        reader = as_person(reviewer)
        pages = [reader.get(url).text for url in ("/", "/library/review", f"/library/review/{version.id}")]
        assert not [page for page in pages if "Canary" in page]
        assert blind.HIDDEN in pages[-1]


def test_without_the_blindfold_the_names_would_show(author, as_person, monkeypatch):
    """The control: with the masking off, the test above would fail."""
    version = under_review(author)
    monkeypatch.setattr(blind, "masked", lambda text, names: text)

    assert "Canary" in as_person(version.reviewer).get(f"/library/review/{version.id}").text


def test_a_file_comes_under_a_neutral_name_and_without_names_inside(author, as_person):
    version = under_review(author, file=a_kept_file(a_signed_document(), Kind.DOCUMENT, DOCX.media_type))
    reader = as_person(version.reviewer)
    assert "Canary" in words_in(a_signed_document())

    for url in (link["href"] for link in reader.get(f"/library/review/{version.id}").select("a[download]")):
        answer = reader.get(url).response
        assert "material-1.docx" in answer.headers["Content-Disposition"]
        assert "Canary" not in words_in(answer.data)
        Document(BytesIO(answer.data))
    # Whatever the address calls it.
    named = reader.get(f"/library/files/{version.main_file.id}/Canary.docx").response
    assert "Canary" not in named.headers["Content-Disposition"]


def test_the_author_gets_the_file_as_it_was(author, as_person):
    content = a_signed_document()
    version = under_review(author, file=a_kept_file(content, Kind.DOCUMENT, DOCX.media_type))

    answer = as_person(author).get(f"/library/files/{version.main_file.id}/mine.docx").response
    assert answer.data == content


def test_what_a_pdf_says_about_itself_is_blanked_without_moving_a_byte():
    content = (
        b"%PDF-1.7\n1 0 obj<</Author (Canary \\(Wang\\)) /Title (Asking) /Company<43616e617279>>>endobj\n"
        b"<x:xmpmeta><dc:creator><rdf:Seq><rdf:li>Canary</rdf:li></rdf:Seq></dc:creator></x:xmpmeta>\n%%EOF"
    )
    clean = blind.without_names(content, Kind.PDF, ())

    assert len(clean) == len(content)
    assert (b"Canary" in clean, b"43616e" in clean, b"(Asking)" in clean) == (False, False, True)
    assert PDF.kind is Kind.PDF


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_plain_text_loses_names_in_its_own_encoding(encoding):
    clean = blind.without_names("张店一中 周敏：三次追问".encode(encoding), Kind.TEXT, ("张店一中", "周敏"))
    assert clean.decode(encoding) == "●● ●●：三次追问"


def test_the_author_is_told_before_submitting_that_it_names_them(author, as_person):
    named = a_draft(author, summary=f"Seen at {SCHOOL}")
    silent = a_draft(author, title="Nobody is named")

    notices = [
        as_person(author).get(f"/library/versions/{one.id}").select(".notice[data-state=wait]")
        for one in (named, silent)
    ]
    assert SCHOOL in notices[0][0].text
    assert notices[1] == []


def test_the_school_they_teach_at_now_is_hidden_as_well(author, as_person):
    version = under_review(author)
    new = a_school(a_county(), name="Canary new school")
    author.transfer(new)
    assert author.appointments[-1].role is Role.TEACHER
    assert {"Canary new school", SCHOOL, "Canary First", AUTHOR} == set(blind.names_of(version))
