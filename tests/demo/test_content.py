"""What the demo city is made of: places, people, words and files that hold up to a look."""

import io
from datetime import date
from itertools import cycle, islice

import av
import pypdfium2
import pytest
from docx import Document
from pptx import Presentation
from stdnum.cn import ric

from teachnet.accounts.words import OrganisationKind, Stage, Subject
from teachnet.demo.clips import clip
from teachnet.demo.documents import Printer
from teachnet.demo.people import People
from teachnet.demo.phrases import LESSONS, SKILLS
from teachnet.demo.places import PLACES, schools
from teachnet.demo.texts import Genre, Work, Writer

TODAY = date(2026, 11, 23)


def a_work(genre: Genre) -> Work:
    return Writer(seed=3).work(genre, Stage.PRIMARY, Subject.MATHEMATICS, skill="提问")


def test_eight_counties_have_a_national_code_and_three_zones_have_none():
    assert [place.gb_code for place in PLACES if place.kind is OrganisationKind.COUNTY] == [
        "370303",
        "370302",
        "370304",
        "370305",
        "370306",
        "370321",
        "370322",
        "370323",
    ]
    assert [(place.short_name, place.gb_code) for place in PLACES if place.kind is OrganisationKind.ZONE] == [
        ("高新区", None),
        ("经开区", None),
        ("文昌湖", None),
    ]


@pytest.mark.parametrize("count", [60, 620])
def test_schools_have_names_of_their_own_in_every_stage_and_place(count):
    found = schools(count)

    assert len({school.name for school in found}) == len({school.code for school in found}) == count
    assert {school.stage for school in found} == set(Stage)
    assert {school.place for school in found} == set(PLACES)
    assert count / 4 < sum(school.is_rural for school in found) < count / 2


def test_people_have_numbers_that_are_valid_and_nobodys():
    drawn = list(People(1, TODAY).teachers(islice(cycle(Stage), 5000)))

    assert len({person.id_number for person in drawn}) == len({person.phone for person in drawn}) == 5000
    for person in drawn:
        assert person.id_number[:14] == f"370399{person.born_on:%Y%m%d}"
        assert person.id_number[-1] == ric.calc_check_digit(person.id_number)
        assert (int(person.id_number[16]) % 2 == 1) == (person.gender == "male")
        assert (len(person.phone), person.phone[:3]) == (11, "154")
        assert 22 <= (TODAY - person.born_on).days / 365.25 < 60
        assert person.born_on < person.started_work_on <= TODAY


def test_the_same_seed_draws_the_same_people_and_another_seed_others():
    first, again, other = (People(seed, TODAY).person(Stage.PRIMARY) for seed in (1, 1, 2))
    assert first == again != other


def test_no_two_titles_of_a_demo_library_are_alike():
    writer = Writer(seed=3)
    lessons = islice(cycle(LESSONS), 600)
    works = [writer.work(genre, lesson.stage, lesson.subject) for genre, lesson in zip(cycle(Genre), lessons)]

    assert len({work.title for work in works}) == 600
    assert len({work.summary for work in works}) > 590
    assert {work.skill for work in works} == set(SKILLS)
    assert not [work.title for work in works if "{" in work.title + work.summary + work.text]


def test_a_work_is_about_the_subject_of_its_author():
    work = a_work(Genre.PLAN)
    assert (work.lesson.stage, work.lesson.subject, work.skill) == (Stage.PRIMARY, Subject.MATHEMATICS, "提问")


def test_a_plan_is_a_word_document_with_headings_and_a_table():
    work = a_work(Genre.PLAN)
    name, content = Printer().file(work, "周敏", "张店区实验小学")
    document = Document(io.BytesIO(content))

    assert name == f"{work.title}.docx"
    assert [row.cells[0].text for row in document.tables[0].rows] == ["环节", "引入", "探究", "交流", "练习", "小结"]
    assert document.paragraphs[0].text == work.title
    assert "教学过程" in [p.text for p in document.paragraphs if p.style.name == "Heading 1"]


def test_slides_are_a_presentation_with_notes():
    work = a_work(Genre.SLIDES)
    name, content = Printer().file(work, "周敏", "张店区实验小学")
    deck = Presentation(io.BytesIO(content))

    assert name == f"{work.title}.pptx"
    assert [slide.shapes.title.text for slide in deck.slides] == [slide.title for slide in work.slides]
    assert deck.slides[1].notes_slide.notes_text_frame.text == work.slides[1].note


def test_a_case_is_a_pdf_whose_words_can_be_read_out():
    work = a_work(Genre.CASE)
    name, content = Printer().file(work, "周敏", "张店区实验小学")
    with pypdfium2.PdfDocument(content) as document:
        text = document[0].get_textpage().get_text_range()

    assert name == f"{work.title}.pdf"
    assert "片段实录" in text
    assert work.lesson.focus[:4] in text.replace("\r\n", "")


def test_a_clip_plays_picture_and_sound_to_its_end():
    content = clip(Writer(seed=3).script("提问", seconds=3))
    with av.open(io.BytesIO(content)) as film:
        codecs = {stream.type: stream.codec_context.name for stream in film.streams}
        frames = sum(1 for _frame in film.decode(video=0))

    assert codecs == {"video": "h264", "audio": "aac"}
    assert frames == 30
    assert content.index(b"moov") < content.index(b"mdat")  # a phone can start before the end has arrived
    assert len(content) < 400_000
