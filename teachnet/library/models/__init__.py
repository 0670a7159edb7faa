"""Resources, their versions with files and history, and the micro-skills they show."""

from teachnet.library.models.file import MOST_FILES, ResourceFile
from teachnet.library.models.fingerprint import Fingerprint
from teachnet.library.models.media_fault import FaultKind, MediaFault
from teachnet.library.models.move import ResourceMove
from teachnet.library.models.resource import Resource
from teachnet.library.models.second_opinion import OpinionState, Recommendation, SecondOpinion
from teachnet.library.models.skill import MicroSkill
from teachnet.library.models.version import ResourceVersion
from teachnet.library.words import Licence, ResourceKind, ReturnReason, VersionState, Visibility

__all__ = [
    "MOST_FILES",
    "FaultKind",
    "Fingerprint",
    "Licence",
    "MediaFault",
    "MicroSkill",
    "OpinionState",
    "Recommendation",
    "Resource",
    "ResourceFile",
    "ResourceKind",
    "ResourceMove",
    "ResourceVersion",
    "ReturnReason",
    "SecondOpinion",
    "VersionState",
    "Visibility",
]
