"""Writes what practitioners write: clips with a note, lesson plans, slides, and small case studies."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from enum import StrEnum

from teachnet.accounts.words import Stage, Subject
from teachnet.demo.clips import Script
from teachnet.demo.dice import dice
from teachnet.demo.phrases import PHRASES, Lesson, Stock

TRIES_FOR_A_NEW_TITLE = 20
FOLLOW_UPS = (
    "你怎么想的？",
    "谁听懂了他的意思？",
    "你同意吗，为什么？",
    "再举一个例子。",
    "（等五秒）还有不同的想法吗？",
)


class Genre(StrEnum):
    CLIP = "片段"
    PLAN = "教学设计"
    SLIDES = "课件"
    CASE = "课例"


@dataclass(frozen=True)
class Step:
    """One row of a lesson plan's table."""

    name: str
    minutes: int
    teacher: str
    pupils: str
    why: str


@dataclass(frozen=True)
class Slide:
    title: str
    lines: list[str]
    note: str = ""


@dataclass(frozen=True)
class Work:
    """What one teacher hands in."""

    genre: Genre
    skill: str
    lesson: Lesson
    title: str
    summary: str
    sections: list[tuple[str, list[str]]] = field(default_factory=list)
    steps: list[Step] = field(default_factory=list)
    slides: list[Slide] = field(default_factory=list)

    @property
    def text(self) -> str:
        """All its words in reading order, as an extractor would find them in the file."""
        return "\n".join(self._lines())

    def _lines(self) -> Iterator[str]:
        yield self.title
        for heading, paragraphs in self.sections:
            yield heading
            yield from paragraphs
        for step in self.steps:
            yield f"{step.name} {step.minutes}分钟 {step.teacher} {step.pupils} {step.why}"
        for slide in self.slides:
            yield slide.title
            yield from slide.lines
            if slide.note:
                yield slide.note


class Writer:
    """The same seed writes the same works. Titles do not repeat while there is room for new ones."""

    def __init__(self, seed: int):
        self.draw = dice(seed)
        self.stock = Stock(self.draw)
        self._titles: set[str] = set()

    def work(self, genre: Genre, stage: Stage, subject: Subject, skill: str | None = None) -> Work:
        skill = skill or self.stock.skill()
        lesson = self.stock.lesson(stage, subject)
        title = self._new_title(genre, lesson, skill)
        body = {Genre.PLAN: self._plan, Genre.SLIDES: self._slides, Genre.CASE: self._case, Genre.CLIP: self._clip}
        return Work(genre, skill, lesson, title, self._summary(genre, lesson, skill), **body[genre](lesson, skill))

    def again(self, work: Work) -> Work:
        """Another teacher's words about the same lesson and skill: what shares a file with `work`."""
        title = self._new_title(work.genre, work.lesson, work.skill)
        return replace(work, title=title, summary=self._summary(work.genre, work.lesson, work.skill))

    def script(self, skill: str, seconds: int) -> Script:
        """A clip that fits any lesson in which this skill is seen."""
        moves = [move for move in PHRASES[skill]["moves"] if "{" not in move]
        title = self.draw.choice(PHRASES[skill]["headlines"])
        return Script(f"课堂微技能　{skill}", title, self.draw.sample(moves, 3), seconds)

    def reading(self, skill: str) -> str:
        """A page of a course, in Markdown: what is known about the skill, what to try, what to ask oneself."""
        phrases = PHRASES[skill]
        plain = [move for move in phrases["moves"] if "{" not in move]
        doubts = [doubt for doubt in phrases["doubts"] if "{" not in doubt]
        first, second = self.draw.sample(phrases["essay"], 2)
        tries = "\n".join(f"{number}. {move}" for number, move in enumerate(self.draw.sample(plain, 3), 1))
        return f"{first}\n\n## 试一试\n\n{tries}\n\n## 再想一想\n\n{second}\n\n> {self.draw.choice(doubts)}\n"

    def _new_title(self, genre: Genre, lesson: Lesson, skill: str) -> str:
        for _ in range(TRIES_FOR_A_NEW_TITLE):
            title = self._title(genre, lesson, skill)
            if title not in self._titles:
                break
        self._titles.add(title)
        return title

    def _title(self, genre: Genre, lesson: Lesson, skill: str) -> str:
        headline = self.stock.say("headlines", lesson, skill)
        patterns = (
            f"{lesson.marked}{genre}：{headline}",
            f"{lesson.marked}{genre}：{headline}",
            f"{headline}——以{lesson.marked}为例",
            f"{headline}：{lesson.grade}{lesson.subject_name}{lesson.marked}{genre}",
            f"{lesson.marked}的{skill}：{headline}",
            f"{lesson.grade}{lesson.marked}{skill}{genre}",
            f"{lesson.marked}{genre}（{self.draw.choice(('第二稿', '第三稿', '集体备课稿', '同课异构', '乡村小班'))}）",
            f"{lesson.focus}怎么教？{lesson.marked}{genre}",
            headline if "：" in headline else f"{headline}：{lesson.field}的一次尝试",
        )
        return self.draw.choice(patterns)

    def _summary(self, genre: Genre, lesson: Lesson, skill: str) -> str:
        say = self.stock.say
        opening = {
            Genre.CLIP: f"{lesson.grade}{lesson.subject_name}{lesson.marked}的一个片段。",
            Genre.PLAN: f"{lesson.grade}{lesson.subject_name}{lesson.marked}，一课时，附任务单。",
            Genre.SLIDES: f"{lesson.marked}课件，可以按本班情况改。",
            Genre.CASE: f"{lesson.field}{lesson.marked}的一次课例研究。",
        }[genre]
        middle = say(self.draw.choice(("settings", "moves")), lesson, skill)
        close = say(self.draw.choice(("effects", "advice", "effects")), lesson, skill)
        return f"{opening}{middle}{close}"

    def _clip(self, lesson: Lesson, skill: str) -> dict:
        return {"sections": [("看点", self.stock.several("moves", 3, lesson, skill))]}

    def _plan(self, lesson: Lesson, skill: str) -> dict:
        say, several = self.stock.say, self.stock.several
        goals = [f"{number}. {goal}" for number, goal in enumerate(several("goals", 3, lesson, skill), 1)]
        return {
            "sections": [
                ("教材与学情", [say("settings", lesson, skill) + say("moves", lesson, skill)]),
                ("教学目标", goals),
                ("教学重点和难点", [f"重点：{lesson.focus}。", f"难点：{say('doubts', lesson, skill)}"]),
                ("作业", several("homework", 2, lesson, skill)),
                ("课后反思", [say("effects", lesson, skill) + say("reflections", lesson, skill), self._aside(skill)]),
            ],
            "steps": list(self._steps(lesson, skill)),
        }

    def _steps(self, lesson: Lesson, skill: str) -> Iterator[Step]:
        names = ("引入", "探究", "交流", "练习", "小结")
        minutes = self.draw.choice(((5, 15, 10, 7, 3), (3, 14, 12, 8, 3), (4, 12, 14, 6, 4)))
        others = ["导入", "提问", "课堂组织", "强化", "结束"]
        tasks = self.stock.several("tasks", 5, lesson, skill)
        for name, length, other, task in zip(names, minutes, others, tasks, strict=True):
            shown = skill if name == "探究" else other
            why = self.stock.say("doubts", lesson, shown)
            yield Step(name, length, self.stock.say("moves", lesson, shown), task, f"想一想：{why}")

    def _slides(self, lesson: Lesson, skill: str) -> dict:
        say, several = self.stock.say, self.stock.several
        tasks = several("tasks", 5, lesson, skill)
        first, second = several("answers", 2, lesson, skill)
        return {
            "slides": [
                Slide(lesson.title, [lesson.field, lesson.grade], say("settings", lesson, skill)),
                Slide("今天的问题", [f"{lesson.focus}，你想先弄清什么？", tasks[0]], say("moves", lesson, "导入")),
                Slide("想一想，说一说", tasks[1:3], say("moves", lesson, skill)),
                Slide("同学的想法", [first, second, "你同意谁？为什么？"], say("moves", lesson, "提问")),
                Slide("练一练", tasks[3:5], say("effects", lesson, skill)),
                Slide("回头看", [f"关于{lesson.focus}，我弄明白了……", *several("homework", 1, lesson, skill)]),
            ]
        }

    def _case(self, lesson: Lesson, skill: str) -> dict:
        say, several = self.stock.say, self.stock.several
        return {
            "sections": [
                ("一、背景", [say("settings", lesson, skill) + self._aside(skill)]),
                ("二、片段实录", list(self._dialogue(lesson, skill))),
                ("三、分析", ["".join(several("moves", 2, lesson, skill)), say("effects", lesson, skill)]),
                ("四、还没有想清楚的", several("doubts", 2, lesson, skill)),
                ("五、反思", [say("reflections", lesson, skill) + say("advice", lesson, skill)]),
            ]
        }

    def _dialogue(self, lesson: Lesson, skill: str) -> Iterator[str]:
        yield f"师：关于{lesson.focus}，先独立想两分钟，再说给同桌听。"
        answers, follow_ups = self.stock.several("answers", 3, lesson, skill), self.draw.sample(FOLLOW_UPS, 3)
        for number, (answer, follow_up) in enumerate(zip(answers, follow_ups, strict=True), 1):
            yield f"生{number}：{answer}"
            yield f"师：{follow_up}"
        yield f"（{self.stock.say('moves', lesson, skill)}）"

    def _aside(self, skill: str) -> str:
        """One sentence of principle among the particulars."""
        paragraph = self.draw.choice(PHRASES[skill]["essay"])
        return self.draw.choice([sentence for sentence in paragraph.split("。") if sentence]) + "。"
