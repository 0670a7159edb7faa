"""Office files for tests: a small honest one, and ways to spoil it."""

import io
import struct
import zipfile
from collections.abc import Callable

from docx import Document
from openpyxl import Workbook
from pptx import Presentation
from pptx.chart.data import CategoryChartData
from pptx.enum.chart import XL_CHART_TYPE
from pptx.util import Inches

REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
RELS = "word/_rels/document.xml.rels"


def docx(words: str = "候答时间与追问") -> bytes:
    document = Document()
    document.add_paragraph(words)
    return _saved(document)


def pptx_with_chart() -> bytes:
    deck = Presentation()
    slide = deck.slides.add_slide(deck.slide_layouts[5])
    slide.shapes.title.text = "提问次数"
    data = CategoryChartData()
    data.categories = ["一班", "二班"]
    data.add_series("次数", (12, 30))
    slide.shapes.add_chart(XL_CHART_TYPE.COLUMN_CLUSTERED, Inches(1), Inches(1), Inches(5), Inches(4), data)
    return _saved(deck)


def xlsx() -> bytes:
    book = Workbook()
    book.active.append(["步骤", "分钟"])
    book.active.append(["导入", 5])
    return _saved(book)


def _saved(thing) -> bytes:
    out = io.BytesIO()
    thing.save(out)
    return out.getvalue()


def parts_of(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def packed(parts: dict[str, bytes], compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", compression) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return out.getvalue()


def with_parts(content: bytes, **changed: bytes | Callable[[bytes], bytes]) -> bytes:
    """Parts are named with `/` as `__` and `.` as they are, in `{"word/x.xml": …}` via `**`."""
    parts = parts_of(content)
    for name, change in changed.items():
        parts[name] = change(parts.get(name, b"")) if callable(change) else change
    return packed(parts)


def related(kind: str, target: str, mode: str = ' TargetMode="External"') -> bytes:
    """A docx whose document refers to something."""
    relation = f'<Relationship Id="rX" Type="{REL}{kind}" Target="{target}"{mode}/></Relationships>'.encode()
    return with_parts(docx(), **{RELS: lambda rels: rels.replace(b"</Relationships>", relation)})


def saying(xml: str) -> bytes:
    """A docx with this XML in its first paragraph."""
    return with_parts(
        docx(), **{"word/document.xml": lambda body: body.replace(b"</w:p>", xml.encode() + b"</w:p>", 1)}
    )


def typed(extra: str, content: bytes | None = None, **parts: bytes) -> bytes:
    """A docx whose list of content types has one more line."""
    types = {"[Content_Types].xml": lambda old: old.replace(b"</Types>", extra.encode() + b"</Types>")}
    return with_parts(content or docx(), **types, **parts)


def raw_zip(
    entries: list[tuple[str, bytes]], *, tail: bytes = b"", flags: int = 0, claimed: int | None = None
) -> bytes:
    """Stored entries written by hand, so that they can lie."""
    out, listed = bytearray(), bytearray()
    for name, content in entries:
        crc, size, label = zipfile.crc32(content), len(content) if claimed is None else claimed, name.encode()
        at = len(out)
        out += struct.pack("<4s5H3L2H", b"PK\3\4", 20, flags, 0, 0, 0, crc, len(content), size, len(label), 0)
        out += label + content
        listed += (
            struct.pack(
                "<4s6H3L5H2L", b"PK\1\2", 20, 20, flags, 0, 0, 0, crc, len(content), size, len(label), 0, 0, 0, 0, 0, at
            )
            + label
        )
    end = struct.pack("<4s4H2LH", b"PK\5\6", 0, 0, len(entries), len(entries), len(listed), len(out), 0)
    return bytes(out + listed + end) + tail


def ole(clsid: str, streams: dict[str, bytes]) -> bytes:
    """An OLE container with these streams: one FAT sector, one or two directory sectors, then the content."""
    names = list(streams)
    padded = {name: content.ljust(4096, b"\0") for name, content in streams.items()}
    directory_sectors = -(-(len(names) + 1) // 4)
    fat = [0xFFFFFFFD] + [number + 1 for number in range(1, directory_sectors)] + [0xFFFFFFFE]
    starts, body = {}, b""
    for name in names:
        starts[name] = len(fat)
        count = len(padded[name]) // 512
        fat += [len(fat) + step + 1 for step in range(count - 1)] + [0xFFFFFFFE]
        body += padded[name]
    entries = [_entry("Root Entry", 5, child=1 if names else -1, clsid=clsid, start=0xFFFFFFFE)]
    for number, name in enumerate(names, start=1):
        following = number + 1 if number < len(names) else -1
        entries.append(_entry(name, 2, right=following, start=starts[name], size=len(padded[name])))
    directory = b"".join(entries).ljust(directory_sectors * 512, b"\0")
    head = struct.pack(
        "<8s16s6H10L", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"\0" * 16, 0x3E, 3, 0xFFFE, 9, 6, 0, 0, 0, 1, 1, 0, 4096,
        0xFFFFFFFE, 0, 0xFFFFFFFE, 0,
    )  # fmt: skip
    head += struct.pack("<109L", 0, *[0xFFFFFFFF] * 108)
    return head.ljust(512, b"\0") + struct.pack(f"<{len(fat)}L", *fat).ljust(512, b"\xff") + directory + body


def _entry(
    name: str, kind: int, *, right: int = -1, child: int = -1, clsid: str = "", start: int = 0, size: int = 0
) -> bytes:
    label = name.encode("utf-16-le")
    number = bytes(16)
    if clsid:
        first, second, third, *rest = clsid.split("-")
        number = struct.pack("<LHH", int(first, 16), int(second, 16), int(third, 16)) + bytes.fromhex("".join(rest))
    return (
        label.ljust(64, b"\0")
        + struct.pack("<HBB3l", len(label) + 2, kind, 1, -1, right, child)
        + number
        + struct.pack("<LQQLQ", 0, 0, 0, start, size)
    )


def with_formula(clsid: str, **extra: bytes) -> bytes:
    """A docx with an equation object, as MathType (or something that calls itself so) leaves it."""
    streams = {"Equation Native": b"formula", "\x01CompObj": b"about", "\x01Ole": b"ole"} | extra
    relation = f'<Relationship Id="rX" Type="{REL}oleObject" Target="embeddings/oleObject1.bin"/></Relationships>'
    return typed(
        '<Default Extension="bin" ContentType="application/vnd.openxmlformats-officedocument.oleObject"/>',
        **{
            "word/embeddings/oleObject1.bin": ole(clsid, streams),
            RELS: lambda rels: rels.replace(b"</Relationships>", relation.encode()),
        },
    )
