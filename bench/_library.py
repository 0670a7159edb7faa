"""A library of any size as search engines know it, and what people ask of it: the demo's words, no database."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from teachnet.accounts.words import Stage
from teachnet.demo.dice import dice
from teachnet.demo.phrases import LESSONS
from teachnet.demo.texts import Genre, Writer
from teachnet.search import analyser
from teachnet.search.engine import Document

COUNTIES, SCHOOLS, AUTHORS, COPIES = 11, 620, 8000, 600
BEGAN = datetime(2023, 9, 1, tzinfo=UTC)
VISIBLE = ("member",) * 62 + ("county",) * 14 + ("school",) * 13 + ("public",) * 11
SURNAMES, GIVEN = "王李张刘陈杨赵黄周吴徐孙", "芳伟娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平"


@dataclass(frozen=True)
class Library:
    """The same size makes the same library. Bodies repeat, as files of a city do; titles and people do not."""

    size: int

    def documents(self) -> Iterator[Document]:
        draw, writer = dice(self.size), Writer(self.size)
        fields = sorted({(lesson.stage, lesson.subject) for lesson in LESSONS})
        works = []
        for number in range(1, self.size + 1):
            if len(works) < COPIES:
                works.append(writer.work(draw.choice(list(Genre)), *draw.choice(fields)))
                work = works[-1]
            else:
                work = writer.again(draw.choice(works))
            school = draw.randrange(SCHOOLS)
            yield self.document(number, work, author=draw.randrange(AUTHORS), school=school, draw=draw)

    def document(self, number: int, work, *, author: int, school: int, draw) -> Document:
        county, at = school % COUNTIES, BEGAN + timedelta(minutes=draw.randrange(3 * 365 * 1440))
        stage: Stage = work.lesson.stage
        codes = {"county": f"county:{county}", "school": f"at:{school}"}
        chosen = draw.choice(VISIBLE)
        return Document(
            id=number,
            version=1,
            title=work.title,
            summary=work.summary,
            body=work.text,
            tags=(work.skill, work.lesson.subject_name, work.lesson.stage_name, work.genre.value),
            names={"author": (name(author),), "school": (f"第{school}小学",), "county": (f"第{county}区",)},
            facets={
                "skill": (work.skill,),
                "subject": (work.lesson.subject.value,),
                "stage": (stage.value,),
                "kind": (work.genre.name.lower(),),
                "county": (str(county),),
                "year": (str(at.year),),
            },
            readers=frozenset({f"author:{author}", codes.get(chosen, chosen)}),
            at=at,
            adoptions=int(draw.expovariate(0.5)),
            rating=round(draw.uniform(3, 5), 1) if draw.random() < 0.3 else None,
        )


def name(author: int) -> str:
    return SURNAMES[author % 12] + GIVEN[author // 12 % 20] + GIVEN[author // 240 % 20]


def reader(draw) -> frozenset[str]:
    """A teacher of some school."""
    school = draw.randrange(SCHOOLS)
    return frozenset({"public", "member", f"author:{draw.randrange(AUTHORS)}", f"at:{school}", f"county:{school % 11}"})


def asked(documents: list[Document], count: int) -> list[str]:
    """Two or three words that stand in one resource, now and then with its author."""
    draw, typed = dice(1), []
    while len(typed) < count:
        document = draw.choice(documents)
        words = [word for word in analyser.units(analyser.fold(document.title + document.summary)) if len(word) > 1]
        if len(words) > 3:
            some = draw.sample(words, draw.choice((2, 2, 3)))
            typed.append(" ".join([*some, *document.names["author"]] if draw.random() < 0.1 else some))
    return typed
