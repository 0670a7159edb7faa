"""PDFs for tests: a small honest one, and ways to spoil it."""

import io
import zlib
from collections.abc import Callable

import pikepdf
from pikepdf import Array, Dictionary, Name, String

WORDS = b"BT /F1 24 Tf 72 700 Td (Asking why) Tj ET"


def a_pdf(
    spoil: Callable[[pikepdf.Pdf], None] | None = None, pages: int = 1, content: bytes = WORDS, **saving
) -> bytes:
    pdf = pikepdf.new()
    font = pdf.make_indirect(Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica))
    for _ in range(pages):
        page = pdf.add_blank_page()
        page.Contents = pdf.make_stream(content)
        page.Resources = Dictionary(Font=Dictionary(F1=font))
    if spoil:
        spoil(pdf)
    out = io.BytesIO()
    pdf.save(out, **saving)
    return out.getvalue()


def opening(**action) -> Callable[[pikepdf.Pdf], None]:
    def spoil(pdf):
        pdf.Root.OpenAction = Dictionary(Type=Name.Action, **action)

    return spoil


def annotated(**annotation) -> Callable[[pikepdf.Pdf], None]:
    def spoil(pdf):
        note = Dictionary(Type=Name.Annot, Rect=Array([0, 0, 9, 9]), **annotation)
        pdf.pages[0].Annots = Array([pdf.make_indirect(note)])

    return spoil


def linked(uri: str) -> Callable[[pikepdf.Pdf], None]:
    return annotated(Subtype=Name.Link, A=Dictionary(S=Name.URI, URI=String(uri)))


def script_in_names(pdf: pikepdf.Pdf) -> None:
    script = Dictionary(S=Name.JavaScript, JS=pdf.make_stream(b"app.alert(1)"))
    pdf.Root.Names = Dictionary(JavaScript=Dictionary(Names=Array([String("a"), pdf.make_indirect(script)])))


def script_on_page(pdf: pikepdf.Pdf) -> None:
    pdf.pages[0].obj.AA = Dictionary(O=Dictionary(S=Name.JavaScript, JS=String("app.alert(1)")))


def attached(pdf: pikepdf.Pdf) -> None:
    pdf.attachments["a.exe"] = b"MZ"


def form_of_scripts(pdf: pikepdf.Pdf) -> None:
    pdf.Root.AcroForm = Dictionary(Fields=Array([]), XFA=pdf.make_stream(b"<xdp/>"))


def circle(pdf: pikepdf.Pdf) -> None:
    pdf.Root.Pages.Kids.append(pdf.Root.Pages)


def twice_deflated(pdf: pikepdf.Pdf) -> None:
    body = zlib.compress(zlib.compress(bytes(300 << 20), 9), 9)
    stream = pdf.make_stream(b"")
    stream.write(body, filter=Array([Name.FlateDecode, Name.FlateDecode]))
    pdf.pages[0].Contents = stream
