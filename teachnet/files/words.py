"""What a reader is told of kinds and refusals: each refusal says what is wrong and the way out."""

from flask_babel import lazy_gettext as _l

from teachnet.files.codes import Code, Setback

REFUSALS = {
    Code.EMPTY: _l("The file is empty. Choose it again, or save it anew first."),
    Code.TYPE_NOT_ALLOWED: _l(
        "This kind of file is not taken. Possible are mp4, webm, mp3, PDF, docx, pptx, xlsx, pictures and plain text."
    ),
    Code.CONTENT_MISMATCH: _l("The content is not what the file’s name says. Open it in its program and save it anew."),
    Code.BAD_NAME: _l(
        "The file’s name holds hidden signs or the ending of a program. Rename the file and choose it again."
    ),
    Code.MACROS: _l("The file holds macros. Save it without macros, as docx, pptx or xlsx."),
    Code.ENCRYPTED: _l("The file is locked with a password. Remove the password and choose it again."),
    Code.EXTERNAL_TEMPLATE: _l(
        "The file fetches parts from another computer when it is opened. Remove the attached template or link."
    ),
    Code.ACTIVE_CONTENT: _l(
        "The file holds something that runs by itself, such as a script or a control. Remove it first."
    ),
    Code.EMBEDDED_OBJECT: _l("Another file is embedded in this one. Remove it, or upload it separately."),
    Code.UNSAFE_XML: _l("The inside of the file is built in a way that no office program does. Save it anew first."),
    Code.ARCHIVE_UNSAFE: _l("The inside of the file is not in order. Open it in its program and save it anew."),
    Code.TOO_LARGE_WHEN_UNPACKED: _l(
        "Unpacked, the file is far too large. Leave out part of it, or make the pictures smaller."
    ),
    Code.TOO_MANY_PIXELS: _l(
        "The picture is too large: at most 50 million pixels. Make it smaller and choose it again."
    ),
    Code.TOO_MANY_FRAMES: _l("The animation is too long. Upload it as an mp4 video instead."),
    Code.TRAILING_DATA: _l("Something else is attached behind the end of the file. Save it anew first."),
    Code.PLAYLIST: _l("This is a list of links, not a video. Upload the video itself."),
    Code.CORRUPT: _l("The file is damaged or was cut short. Check that it opens, and choose it again."),
}

SETBACKS = {
    Setback.BROKEN: _l("A part of the file cannot be read. Save it anew in its program and upload it again."),
    Setback.TOO_MUCH: _l("It took too long or needed too much memory. Try again later, or upload a smaller file."),
    Setback.MISSING: _l("The stored file is missing or damaged. Upload it again; it then heals by itself."),
    Setback.GIVEN_UP: _l("It was tried several times and never came to an end. Try again later."),
}
