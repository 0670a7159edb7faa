"""A public resource in the words of schema.org (with LRMI's), which search engines read from its page."""

from typing import Any

from teachnet.files.kinds import Kind
from teachnet.library.models import ResourceFile, ResourceVersion, VersionState, Visibility
from teachnet.library.sharing.dublin_core import LANGUAGE
from teachnet.library.sharing.names import address_of, page_of, stamp

MEDIA = {Kind.VIDEO: "VideoObject", Kind.AUDIO: "AudioObject", Kind.IMAGE: "ImageObject"}


def is_public(version: ResourceVersion) -> bool:
    return version.state is VersionState.PUBLISHED and version.visibility is Visibility.PUBLIC


def linked_data(version: ResourceVersion) -> dict[str, Any] | None:
    """`version` with its facts and people; None when it is not for everybody."""
    if not is_public(version):
        return None
    resource = version.resource
    return {
        "@context": "https://schema.org",
        "@type": "LearningResource",
        "@id": page_of(resource.id),
        "url": page_of(resource.id),
        "name": version.title,
        "description": version.summary or version.title,
        "inLanguage": LANGUAGE,
        "learningResourceType": str(version.kind.label),
        "teaches": {"@type": "DefinedTerm", "termCode": version.skill.code, "name": str(version.skill.full_label)},
        "about": str(version.subject.label),
        "educationalLevel": str(version.stage.label),
        "author": {"@type": "Person", "name": resource.author.name},
        "publisher": {"@type": "EducationalOrganization", "name": resource.organisation.name},
        "datePublished": stamp(version.published_at),
        "version": str(version.number),
        "license": {"@type": "CreativeWork", "name": str(version.licence.label)},
        "isAccessibleForFree": True,
        "encoding": [_encoding(held, version) for held in version.files],
    }


def _encoding(held: ResourceFile, version: ResourceVersion) -> dict[str, Any]:
    file = held.file
    told = {
        "@type": MEDIA.get(file.kind, "MediaObject"),
        "name": held.name,
        "contentUrl": address_of(held),
        "encodingFormat": file.media_type,
        "contentSize": str(file.size),
        "uploadDate": stamp(version.published_at),
        "sha256": file.sha256,
    }
    return told | ({"duration": f"PT{round(file.seconds)}S"} if file.seconds else {})
