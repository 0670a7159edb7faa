"""Resources, their versions with files and history, and the micro-skills they show."""

from teachnet.library.models.resource import Resource
from teachnet.library.models.skill import MicroSkill
from teachnet.library.models.upload import Upload
from teachnet.library.models.version import ResourceFile, ResourceMove, ResourceVersion
from teachnet.library.words import Licence, ResourceKind, ReturnReason, VersionState, Visibility

__all__ = [
    "Licence",
    "MicroSkill",
    "Resource",
    "ResourceFile",
    "ResourceKind",
    "ResourceMove",
    "ResourceVersion",
    "ReturnReason",
    "Upload",
    "VersionState",
    "Visibility",
]
