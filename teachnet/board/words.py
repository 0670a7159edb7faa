from enum import StrEnum

from flask_babel import lazy_gettext as _l


class PostKind(StrEnum):
    """By what was sent: words alone, a file, a picture."""

    ANNOUNCEMENT = "announcement"
    MATERIAL = "material"
    PHOTO = "photo"

    @property
    def label(self):
        return POST_KINDS[self]


POST_KINDS = {
    PostKind.ANNOUNCEMENT: _l("Announcements"),
    PostKind.MATERIAL: _l("Materials"),
    PostKind.PHOTO: _l("Photos of the class"),
}
