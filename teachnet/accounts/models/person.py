from datetime import date, datetime

import sqlalchemy as sa
from flask_babel import gettext as _
from flask_login import UserMixin
from sqlalchemy.orm import Mapped, mapped_column, relationship

from teachnet.accounts.models.appointment import Appointment
from teachnet.accounts.models.organisation import Organisation
from teachnet.accounts.personal import id_fingerprint, mask_day, mask_id_number, mask_phone, phone_fingerprint
from teachnet.accounts.words import Gender, Role, Stage, Subject, Title
from teachnet.db import Encrypted, Model, timestamp, today, utcnow
from teachnet.errors import Refused


class Person(UserMixin, Model):
    """Somebody the platform knows; they can sign in once they have set a password of their own.

    ID number and phone are encrypted; the fingerprints beside them are keyed hashes for looking them up.
    """

    name: Mapped[str] = mapped_column(sa.String(100))
    name_pinyin: Mapped[str] = mapped_column(sa.String(200), default="")  # "zhou min"
    name_initials: Mapped[str] = mapped_column(sa.String(30), default="", index=True)  # "zm"
    username: Mapped[str | None] = mapped_column(sa.String(60), unique=True)  # lower case
    id_number: Mapped[str | None] = mapped_column(Encrypted, info={"mask": mask_id_number})
    id_fingerprint: Mapped[str | None] = mapped_column(sa.String(64), unique=True, info={"secret": True})
    phone: Mapped[str | None] = mapped_column(Encrypted, info={"mask": mask_phone})
    phone_fingerprint: Mapped[str | None] = mapped_column(sa.String(64), index=True, info={"secret": True})
    gender: Mapped[Gender | None]
    born_on: Mapped[date | None] = mapped_column(info={"mask": mask_day})
    stage: Mapped[Stage | None]
    subject: Mapped[Subject | None]
    title: Mapped[Title | None]
    honour: Mapped[str] = mapped_column(sa.String(100), default="")  # 市级骨干教师 …: each city has its own list
    started_work_on: Mapped[date | None]
    remark: Mapped[str] = mapped_column(sa.String(500), default="")
    password_hash: Mapped[str | None] = mapped_column(sa.String(200), info={"secret": True})
    password_set_at: Mapped[datetime | None]
    language: Mapped[str | None] = mapped_column(sa.String(12))  # zh_Hans_CN, en; empty: as the browser asks
    made_at: Mapped[timestamp]
    disabled_at: Mapped[datetime | None]

    appointments: Mapped[list[Appointment]] = relationship(
        back_populates="person", order_by="Appointment.starts_on", cascade="save-update, merge"
    )

    __table_args__ = (
        sa.CheckConstraint("username = lower(username)", name="username_is_lower_case"),
        sa.Index("ix__person__by_name", "name_pinyin", "id"),
    )

    @property
    def is_disabled(self) -> bool:
        return self.disabled_at is not None

    @property
    def is_active(self) -> bool:  # pyright: ignore[reportIncompatibleMethodOverride] -- Flask-Login’s word for it
        return not self.is_disabled

    @property
    def has_signed_up(self) -> bool:
        return self.password_hash is not None

    @property
    def current_appointments(self) -> list[Appointment]:
        day = today()
        return [appointment for appointment in self.appointments if appointment.held_on(day)]

    @property
    def school(self) -> Organisation | None:
        """Where they teach now."""
        posts = [post for post in self.current_appointments if post.role is Role.TEACHER]
        return posts[-1].organisation if posts else None

    @property
    def masked_phone(self) -> str:
        return mask_phone(self.phone) if self.phone else ""

    @property
    def masked_id_number(self) -> str:
        return mask_id_number(self.id_number) if self.id_number else ""

    def set_id_number(self, number: str | None) -> None:
        self.id_number, self.id_fingerprint = number, number and id_fingerprint(number)

    def set_phone(self, phone: str | None) -> None:
        self.phone, self.phone_fingerprint = phone, phone and phone_fingerprint(phone)

    def appoint(self, role: Role, organisation: Organisation, *, starts_on: date | None = None, **field) -> Appointment:
        """`field` may narrow by subject= and stage=."""
        held = {post.role for post in self.current_appointments}
        if Role.AUDITOR in held | {role} and held - {Role.AUDITOR} | {role} != {Role.AUDITOR}:
            raise Refused(_("An auditor reads only: the role cannot be held together with another one."))
        post = Appointment(role=role, organisation=organisation, starts_on=starts_on or today(), **field)
        self.appointments.append(post)
        return post

    def transfer(self, to: Organisation, *, on: date | None = None) -> Appointment:
        """Close every post at the old school and open the one at the new: rights there are gone that day."""
        day = on or today()
        old = self.school
        if old is not None and old.id == to.id:
            raise Refused(_("%(name)s already teaches at %(school)s.", name=self.name, school=to.name))
        for post in self.current_appointments:
            if post.role is Role.TEACHER or (old is not None and post.organisation_id == old.id):
                post.close(on=day)
        return self.appoint(Role.TEACHER, to, starts_on=day)

    def disable(self) -> None:
        self.disabled_at = utcnow()

    def enable(self) -> None:
        self.disabled_at = None
