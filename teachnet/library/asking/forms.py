import re

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import StringField, TextAreaField, ValidationError
from wtforms.validators import DataRequired, Length

from teachnet.db import db
from teachnet.library.asking import queries
from teachnet.library.asking.models import LONGEST_WORD, MOST_WORDS, SynonymGroup
from teachnet.search.analyser import fold, words
from teachnet.web.fields import stripped

_between = re.compile(r"[,，、;；/\n]+")


class SynonymForm(FlaskForm):
    words = TextAreaField(
        _l("Words that mean the same"),
        [DataRequired(_l("Write at least two words.")), Length(max=600)],
        filters=[stripped],
        description=_l("One to a line, or with commas between. Whoever types one of them finds the others, too."),
        render_kw={"rows": 4},
    )

    def __init__(self, group: SynonymGroup | None = None, **kwargs):
        super().__init__(**kwargs)
        self.group = group

    @property
    def said(self) -> list[str]:
        """Each word once, however often and however it was written."""
        typed = (" ".join(word.split()) for word in _between.split(self.words.data or ""))
        once: dict[str, str] = {}
        for word in filter(None, typed):
            once.setdefault(fold(word), word)
        return list(once.values())

    def validate_words(self, field) -> None:
        said = self.said
        if not 2 <= len(said) <= MOST_WORDS:
            raise ValidationError(_("A group has two to %(most)s words.", most=MOST_WORDS))
        for word in said:
            if len(fold(word)) > LONGEST_WORD or not words(fold(word)):
                raise ValidationError(
                    _("“%(word)s” is no word of at most %(most)s characters.", word=word[:50], most=LONGEST_WORD)
                )
        self._check_others(said)

    def _check_others(self, said: list[str]) -> None:
        for other in db.session.scalars(queries.synonyms_among([fold(word) for word in said])):
            if self.group is None or other.group_id != self.group.id:
                told = {"word": other.word, "group": "、".join(other.group.words)}
                raise ValidationError(
                    _("“%(word)s” stands in the group “%(group)s” already. Add your words there.", **told)
                )


class SaveSearchForm(FlaskForm):
    name = StringField(
        _l("Name of the search"),
        [DataRequired(_l("Give the search a name.")), Length(max=60)],
        filters=[stripped],
    )
