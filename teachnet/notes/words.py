from enum import StrEnum

from flask_babel import lazy_gettext as _l


class Reach(StrEnum):
    PRIVATE = "private"
    TEAM = "team"
    EVERYONE = "everyone"

    @property
    def label(self):
        return REACHES[self]


REACHES = {
    Reach.PRIVATE: _l("Only me"),
    Reach.TEAM: _l("A research team of mine"),
    Reach.EVERYONE: _l("Everyone who may see the clip"),
}
