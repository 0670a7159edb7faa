from io import BytesIO
from zipfile import ZipFile, ZipInfo

import pytest

from teachnet.files.codes import Unfit
from teachnet.packages import archive
from teachnet.packages.manifest import NoPackage
from tests.packages.factories import a_zip, manifest_12


def test_what_the_manifest_speaks_of_must_be_there():
    assert archive.look_into(a_zip(manifest_12())).items
    with pytest.raises(NoPackage):
        archive.look_into(a_zip(manifest_12(), files={"elsewhere.html": "x"}))


def test_nothing_outside_of_the_archive_is_opened():
    with pytest.raises(NoPackage):
        archive.look_into(a_zip(manifest_12().replace("part0/", "../../part0/")))


def test_a_zip_without_a_manifest_is_no_package():
    with pytest.raises(NoPackage):
        archive.look_into(a_zip(manifest_12(), folder="two/folders/"))


def test_the_folder_around_a_package_does_no_harm():
    packed = a_zip(manifest_12(), folder="我的课程/")
    assert archive.look_into(packed).items
    assert archive.find(ZipFile(packed), "part0/index.html")


def test_upper_and_lower_case_are_not_told_apart():
    packed = a_zip(manifest_12(), files={"Part0/Index.HTML": "x"})
    assert archive.look_into(packed).items


class Unsaid(ZipInfo):
    """As Windows writes a name: its bytes, and nothing of how they are to be read."""

    def _encodeFilenameFlags(self):  # noqa: N802 -- the library's name
        return self.raw, self.flag_bits & ~0x800


@pytest.mark.parametrize("encoding", ["gbk", "utf-8"])
def test_names_of_chinese_windows_are_read(encoding):
    entry = Unsaid("page")
    entry.raw = "课件/首页.html".encode(encoding)
    packed = BytesIO()
    with ZipFile(packed, "w") as made:
        made.writestr("imsmanifest.xml", manifest_12().replace("part0/index.html", "课件/首页.html"))
        made.writestr(entry, "x")

    assert archive.look_into(packed).items


def test_bombs_are_refused():
    with pytest.raises(Unfit):
        archive.look_into(a_zip(manifest_12(), files={"part0/index.html": b"\0" * (30 << 20)}))
