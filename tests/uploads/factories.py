"""Files on their way, for tests."""

from base64 import b64encode

from teachnet.accounts.models import Person
from teachnet.files.models import StoredFile
from teachnet.uploads.models import Upload
from tests.factories import saved


def a_waiting_upload(person: Person, file: StoredFile, name: str = "plan.docx") -> Upload:
    return saved(Upload(person_id=person.id, file=file, name=name))


def begin(browser, size: int, name: str = "片段.mp4"):
    metadata = f"filename {b64encode(name.encode()).decode()}"
    return browser.send("POST", "/uploads/", headers={"Upload-Length": str(size), "Upload-Metadata": metadata})


def send(browser, url: str, offset: int, content: bytes, **headers):
    sent = {"Upload-Offset": str(offset), "Content-Type": "application/offset+octet-stream"} | headers
    return browser.send("PATCH", url, data=content, headers=sent)
