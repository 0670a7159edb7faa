"""The pattern of a year's certificates, the certificates, their numbers and keys."""

from teachnet.certificates.models.certificate import Certificate
from teachnet.certificates.models.key import CertificateKey
from teachnet.certificates.models.look_up import CertificateLookUp
from teachnet.certificates.models.pattern import CertificatePattern
from teachnet.certificates.models.serial import SerialCounter

__all__ = ["Certificate", "CertificateKey", "CertificateLookUp", "CertificatePattern", "SerialCounter"]
