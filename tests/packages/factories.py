"""Packages as authoring programs write them, and units made of them."""

from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

from teachnet.db import db
from teachnet.packages import actions
from teachnet.packages.models import PackageRun, PackageUnit
from teachnet.packages.receiving import receive_package
from teachnet.study.models import Course, CourseEnrolment

ADLCP_12 = (
    'xmlns:adlcp="http://www.adlnet.org/xsd/adlcp_rootv1p2" xmlns="http://www.imsproject.org/xsd/imscp_rootv1p1p2"'
)
ADLCP_2004 = (
    'xmlns:adlcp="http://www.adlnet.org/xsd/adlcp_v1p3" xmlns:imsss="http://www.imsglobal.org/xsd/imsss" '
    'xmlns="http://www.imsglobal.org/xsd/imscp_v1p1"'
)

# Finds the platform as packages do: up through the windows. `said` is what it says when it has begun.
SCO = """<!doctype html><meta charset="utf-8"><title>{title}</title><h1>{title}</h1>
<p id="place"></p><button id="on">On</button><button id="end">End</button>
<script>
function find(name) {{ for (let at = window, up = 0; up < 7; at = at.parent, up += 1) if (at[name]) return at[name]; }}
const old = find("API"), api = old ?? find("API_1484_11");
const call = (name, ...given) => api[(old ? "LMS" : "") + name](...given);
call("Initialize", "");
const at = old ? "cmi.core.lesson_location" : "cmi.location";
const show = () => {{ document.getElementById("place").textContent = "page " + (call("GetValue", at) || "1"); }};
show();
document.getElementById("on").onclick = () => {{
  call("SetValue", at, String(Number(call("GetValue", at) || 1) + 1)); call("SetValue", "cmi.suspend_data", "课 data");
  call("SetValue", old ? "cmi.core.exit" : "cmi.exit", "suspend"); call("Commit", ""); show();
}};
document.getElementById("end").onclick = () => {{
  call("SetValue", old ? "cmi.core.score.raw" : "cmi.score.scaled", old ? "90" : "0.9");
  if (old) call("SetValue", "cmi.core.lesson_status", "passed");
  else {{ call("SetValue", "cmi.completion_status", "completed"); call("SetValue", "cmi.success_status", "passed"); }}
  call(old ? "Finish" : "Terminate", "");
}};
</script>"""


def manifest_12(titles=("Waiting",), scorm_type: str = "sco", more: str = "") -> str:
    items = "".join(
        f'<item identifier="I{n}" identifierref="R{n}"><title>{title}</title>{more}</item>'
        for n, title in enumerate(titles)
    )
    resources = "".join(
        f'<resource identifier="R{n}" type="webcontent" adlcp:scormtype="{scorm_type}" href="part{n}/index.html"/>'
        for n in range(len(titles))
    )
    return f"""<?xml version="1.0" encoding="utf-8"?>
    <manifest identifier="M" version="1.0" {ADLCP_12}>
      <metadata><schema>ADL SCORM</schema><schemaversion>1.2</schemaversion></metadata>
      <organizations default="O">
        <organization identifier="O"><title>Asking in class</title>{items}</organization></organizations>
      <resources>{resources}</resources>
    </manifest>"""


def manifest_2004(title: str = "Waiting", more: str = "") -> str:
    return f"""<?xml version="1.0"?>
    <manifest identifier="M" version="1" {ADLCP_2004}>
      <metadata><schema>ADL SCORM</schema><schemaversion>2004 4th Edition</schemaversion></metadata>
      <organizations default="O"><organization identifier="O"><title>Asking in class</title>
        <item identifier="I0" identifierref="R0"><title>{title}</title>{more}</item></organization></organizations>
      <resources><resource identifier="R0" type="webcontent" adlcp:scormType="sco" href="part0/index.html"/></resources>
    </manifest>"""


def a_zip(manifest: str, files: dict[str, bytes | str] | None = None, folder: str = "") -> BytesIO:
    """With the pages that the manifest of above speaks of, unless others are given."""
    pages = {f"part{n}/index.html": SCO.format(title=f"Part {n}") for n in range(manifest.count("<resource "))}
    packed = BytesIO()
    with ZipFile(packed, "w", ZIP_DEFLATED) as archive:
        for name, content in ({"imsmanifest.xml": manifest} | (pages if files is None else files)).items():
            archive.writestr(folder + name, content)
    packed.seek(0)
    return packed


def a_package_unit(course: Course, packed: BytesIO | None = None, minutes: float = 5) -> PackageUnit:
    """The first of those that came; the course is as it was."""
    received, manifest = receive_package(packed or a_zip(manifest_12()), "waiting.zip")
    units = actions.bring(course, received, manifest, minutes=minutes, by=course.author)
    db.session.commit()
    return db.session.query(PackageUnit).filter_by(unit_id=units[0].id).one()


def a_run(package_unit: PackageUnit, enrolment: CourseEnrolment) -> PackageRun:
    run = actions.begin(package_unit, enrolment)
    db.session.commit()
    return run
