import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from teachnet.audit.models import only_ever_added
from teachnet.certificates.tokens import key_id_of, public_key
from teachnet.db import Model, db, insert_if_new, timestamp, utcnow


class CertificateKey(Model):
    """A public key that has signed certificates. When the installation gets a new secret, the old ones stay, so that
    what they signed can still be checked."""

    is_audited = False  # written by itself with the first certificate it signs

    key_id: Mapped[str] = mapped_column(sa.String(16), unique=True)
    public: Mapped[bytes] = mapped_column(sa.LargeBinary)
    made_at: Mapped[timestamp]

    @classmethod
    def in_use(cls) -> str:
        """The id of the key that signs today; it is on record from now on."""
        public = public_key()
        key_id = key_id_of(public)
        db.session.execute(insert_if_new(cls, by=["key_id"], key_id=key_id, public=public, made_at=utcnow()))
        return key_id


only_ever_added(CertificateKey.__table__)
