# ruff: noqa: E501 -- a table: one case a line, however long
import pytest

from tests.files.judging import code_of, judged
from tests.files.media_files import a_film, a_sound, box, branded, with_place

FILM, WEB, SOUND = a_film(), a_film("webm", "libvpx", "libopus"), a_sound()
PLACE = b"+36.8100+118.0500/"
TAG = b"ID3\x04\0\0\0\0\0\x0a" + b"TIT2" + b"\0" * 6

GOOD = {
    "mp4": (FILM, "a.mp4", "video"),
    "mp4 that starts playing at once": (a_film(movflags="+faststart"), "a.mp4", "video"),
    "mp4 in pieces": (a_film(movflags="frag_keyframe+empty_moov"), "a.mp4", "video"),
    "mp4 without sound": (a_film(sound=None), "a.mp4", "video"),
    "mp4 without pictures": (a_film(codec="", sound="aac"), "a.m4a", "audio"),
    "mp4 with room left": (FILM + box(b"free", bytes(99)), "a.mp4", "video"),
    "webm": (WEB, "a.webm", "video"),
    "webm recorded live": (a_film("webm", "libvpx", "libopus", live="1"), "a.webm", "video"),
    "webm of today": (a_film("webm", "libvpx-vp9", None), "a.webm", "video"),
    "mp3": (SOUND, "a.mp3", "audio"),
    "mp3 with a title": (TAG + SOUND, "a.mp3", "audio"),
    "mp3 with an old tag behind": (SOUND + b"TAG" + bytes(125), "a.mp3", "audio"),
    "without an ending": (FILM, "片段", "video"),
}

BAD = {
    "half an mp4": (FILM[: len(FILM) // 2], "a.mp4", "corrupt"),
    "half an mp4 that starts at once": (a_film(movflags="+faststart")[:-300], "a.mp4", "corrupt"),
    "an mp4 of zeros": (FILM[:48] + bytes(len(FILM)), "a.mp4", "corrupt"),
    "an mp4 whose pictures are zeros": (
        a_film(movflags="+faststart").partition(b"mdat")[0] + b"mdat" + bytes(len(a_film(movflags="+faststart").partition(b"mdat")[2])),
        "a.mp4", "corrupt",
    ),
    "an archive behind an mp4": (FILM + b"PK\3\4" + bytes(99), "a.mp4", "trailing_data"),
    "a script behind an mp4": (FILM + b"<?php system($_GET[1]);?>", "a.mp4", "trailing_data"),
    "a box that lies about its length": (box(b"ftyp", b"isom\0\0\2\0") + b"\0\0\0\3mdat", "a.mp4", "corrupt"),
    "quicktime": (branded(FILM, b"qt  "), "a.mov", "type_not_allowed"),
    "quicktime called mp4": (branded(FILM, b"qt  "), "a.mp4", "content_mismatch"),
    "a photo of a phone": (branded(FILM, b"heic"), "a.heic", "type_not_allowed"),
    "matroska": (a_film("matroska"), "a.mkv", "type_not_allowed"),
    "matroska called webm": (a_film("matroska"), "a.webm", "content_mismatch"),
    "matroska called mp4": (a_film("matroska"), "a.mp4", "content_mismatch"),
    "half a webm": (WEB[: len(WEB) // 2], "a.webm", "corrupt"),
    "something behind a webm": (WEB + b"<script>alert(1)</script>", "a.webm", "trailing_data"),
    "a webm of zeros": (WEB[:40] + bytes(500), "a.webm", "corrupt"),
    "half an mp3": (SOUND[: len(SOUND) // 2], "a.mp3", "corrupt"),
    "a program behind a title": (TAG + b"MZ\x90\0" + bytes(range(256)) * 60, "a.mp3", "corrupt"),
    "an archive behind an mp3": (SOUND + b"PK\3\4" + bytes(range(256)) * 60, "a.mp3", "trailing_data"),
    "two bytes of an mp3": (b"\xff\xfb" + bytes(range(1, 200)) * 9, "a.mp3", "content_mismatch"),
    "avi": (a_film("avi", "mpeg4", None), "a.avi", "type_not_allowed"),
    "avi called mp4": (a_film("avi", "mpeg4", None), "a.mp4", "content_mismatch"),
    "flv": (a_film("flv", "flv1", None), "a.flv", "type_not_allowed"),
    "wav": (b"RIFF\x24\0\0\0WAVEfmt " + bytes(40), "a.wav", "type_not_allowed"),
    "ogg": (a_film("ogg", "", "libopus"), "a.ogg", "type_not_allowed"),
    "a film called a sound": (FILM, "a.mp3", "content_mismatch"),
    "a list of links": (b"#EXTM3U\n#EXTINF:5,\nfile:///etc/passwd\n", "a.m3u8", "playlist"),
    "a list of links called mp4": (b"\xef\xbb\xbf\n#EXTM3U\nhttp://169.254.169.254/\n", "a.mp4", "playlist"),
    "a list for joining": (b"ffconcat version 1.0\nfile /etc/passwd\n", "a.mp4", "playlist"),
    "a list of the old kind": (b"[playlist]\nFile1=http://x.invalid/\n", "a.pls", "playlist"),
    "a list in XML": (b'<?xml version="1.0"?>\n<MPD xmlns="urn:mpeg:dash:schema:mpd:2011"/>', "a.mpd", "playlist"),
}  # fmt: skip


@pytest.mark.parametrize("case", GOOD)
def test_honest_films_and_sounds_are_taken(case):
    content, name, kind = GOOD[case]
    assert code_of(content, name) == f"ok: {kind}"


@pytest.mark.parametrize("case", BAD)
def test_what_does_not_play_is_refused(case):
    content, name, code = BAD[case]
    assert code_of(content, name) == code


def test_it_is_known_how_long_they_play():
    assert [round(judged(*case)["seconds"], 1) for case in ((FILM, "a.mp4"), (SOUND, "a.mp3"))] == [1.0, 2.1]


def test_where_a_film_was_taken_is_blanked():
    content = with_place(FILM, PLACE)
    said = judged(content, "a.mp4")

    ((offset, length),) = said["blanks"]
    assert (said["stripped"], content[offset : offset + length]) == (["gps"], PLACE)
