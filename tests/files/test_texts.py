import codecs

import pytest

from teachnet.files.kinds import DOCX, JPEG, PDF
from teachnet.files.names import shown_name
from tests.files.judging import code_of, judged

NOTE = "评课记录：候答时间不够，追问很好。\n"

GOOD = {
    "UTF-8": (NOTE.encode(), "a.txt"),
    "UTF-8 with a mark": (codecs.BOM_UTF8 + NOTE.encode(), "a.txt"),
    "sixteen bits": (NOTE.encode("utf-16"), "a.txt"),
    "sixteen bits, the other way": (codecs.BOM_UTF16_BE + NOTE.encode("utf-16-be"), "a.txt"),
    "GBK": (NOTE.encode("gbk"), "a.txt"),
    "of DOS": (NOTE.replace("\n", "\r\n").encode("gb18030") + b"\x1a", "a.txt"),
}


@pytest.mark.parametrize("case", GOOD)
def test_notes_are_read_in_every_encoding(case):
    said = judged(*GOOD[case])
    assert (said["kind"], said["text"].strip("\n\x1a")) == ("text", NOTE.strip())


@pytest.mark.parametrize("words", ["联通", "板书", "提问", "课堂组织", "移动和联通", "𠮷野家", "繁體字"])
def test_short_chinese_notes_in_gbk_are_not_read_as_greek(words):
    assert judged(words.encode("gb18030"), "a.txt")["text"] == words


@pytest.mark.parametrize("words", ["café", "naïve résumé", "Привет", "γνῶθι", "Ñandú ¿qué?", "Łódź", "שלום"])
def test_other_languages_are_not_read_as_chinese(words):
    assert judged(words.encode(), "a.txt")["text"] == words


def test_short_notes_of_the_thousand_commonest_words_survive():
    """Characters whose GBK bytes are UTF-8 by chance, as many as there are in the first level."""
    first_level = bytes(range(0xC2, 0xD8)), bytes(range(0xA1, 0xC0))
    signs = [bytes([lead, trail]).decode("gb2312") for lead in first_level[0] for trail in first_level[1]]
    wrong = [sign for sign in signs if judged((sign * 2).encode("gbk"), "a.txt")["text"] != sign * 2]
    assert wrong == []


@pytest.mark.parametrize(
    ("content", "name", "code"),
    [
        (b"", "a.txt", "empty"),
        (b"\0\1\2\3" * 99, "a.txt", "content_mismatch"),
        (b"\0\1\2\3" * 99, "a.bin", "type_not_allowed"),
        (NOTE.encode() * 50_000 + b"\0\1", "a.txt", "content_mismatch"),
        (b"<html><script>alert(1)</script>", "a.txt", "content_mismatch"),
        (b"<!-- x --> <!DOCTYPE html>", "a.htm", "type_not_allowed"),
        (b"\xef\xbb\xbf  <svg onload=alert(1)>", "a.svg", "type_not_allowed"),
        (b"<?php system(1);", "a.php", "type_not_allowed"),
        (b"{\\rtf1\\ansi hello}", "a.rtf", "type_not_allowed"),
        (b"{\\rtf1\\ansi hello}", "a.docx", "content_mismatch"),
        (b"MIME-Version: 1.0\nContent-Type: multipart/related", "a.mht", "type_not_allowed"),
        (b"#!/bin/sh\nrm -rf /\n", "a.txt", "content_mismatch"),
        (b"alert(1)", "a.js", "type_not_allowed"),
        (b"@echo off", "a.bat", "type_not_allowed"),
        (b"just words", "a.pdf", "content_mismatch"),
        (b"just words", "a.docx", "content_mismatch"),
        (b"just words", "a.dat", "type_not_allowed"),
        (b"\xff\xfe\0\xd8\0\xd8", "a.txt", "content_mismatch"),
        (b"MZ\x90\0\3\0\0\0" + bytes(range(256)), "a.txt", "content_mismatch"),
    ],
)
def test_what_is_no_text_is_refused(content, name, code):
    assert code_of(content, name) == code


@pytest.mark.parametrize(
    "words",
    [
        "# 板书\n\n讲讲 `<script>` 标签\n",
        "Magic! MZ and BM are letters.",
        "the free lesson",
        "ID3 is a tag",
        "BM25",
        "a < b",
    ],
)
def test_a_note_may_speak_of_anything(words):
    assert judged(words.encode(), "a.md")["text"] == words


@pytest.mark.parametrize(
    ("given", "found", "shown"),
    [
        ("《导入》教学设计（第二稿）.docx", DOCX, "《导入》教学设计（第二稿）.docx"),
        ("../../etc/passwd", PDF, "passwd.pdf"),
        ("C:\\Users\\周敏\\教案.DOCX", DOCX, "教案.docx"),
        ("教案.doc", DOCX, "教案.docx"),
        ("教案.docx.pdf", PDF, "教案.docx.pdf"),
        ("照片.png", JPEG, "照片.jpg"),
        ("第2版.最终", PDF, "第2版.最终.pdf"),
        ("3.12", PDF, "3.12.pdf"),
        ("  a   b .pdf", PDF, "a b.pdf"),
        ("教\u200b案\u202a.pdf", PDF, "教案.pdf"),
        ('a<b>"c"|d?*.pdf', PDF, "a_b__c__d__.pdf"),
        ("CON.pdf", PDF, "_CON.pdf"),
        (".pdf", PDF, "file.pdf"),
        ("", PDF, "file.pdf"),
        ("\ud800.pdf", PDF, "file.pdf"),
        ("e\u0301.pdf", PDF, "é.pdf"),
    ],
)
def test_names_are_cleaned_and_stay_readable(given, found, shown):
    assert shown_name(given, found) == shown


def test_a_long_name_fits_every_disk():
    shown = shown_name("长" * 300 + ".pdf", PDF)
    assert (shown.endswith("长.pdf"), len(shown.encode()) <= 200) == (True, True)
