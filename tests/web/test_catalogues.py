from babel.messages.catalog import Catalog, Message

from teachnet.web import catalogues


def test_sentences_of_code_and_templates_are_collected():
    said = {catalogues.key(message) for message in catalogues.collected() if message.id}
    assert {"Skip to content", "School administrator", "One thing to put right"} <= said


def test_no_sentence_is_without_a_fitting_chinese_one():
    assert catalogues.untranslated(catalogues.collected()) == []


def test_a_translation_must_fill_in_what_the_sentence_fills_in():
    sentence = Message("%(name)s was admitted.")
    assert catalogues.fits(sentence, "%(name)s已录取。")
    assert not catalogues.fits(sentence, "已录取。")
    assert not catalogues.fits(sentence, "%(who)s已录取。")
    assert not catalogues.fits(sentence, "")
    assert not catalogues.fits(sentence, None)


def test_the_one_chinese_form_serves_every_number():
    sentence = Message(("One thing to do", "%(num)d things to do"))
    assert catalogues.fits(sentence, ("有%(num)d件事",))
    assert not catalogues.fits(sentence, ("有一件事",))


def test_the_check_fails_when_a_sentence_has_no_chinese(app, monkeypatch):
    said = Catalog()
    said.add("A sentence nobody has put into Chinese")
    monkeypatch.setattr(catalogues, "collected", lambda: said)

    told = app.test_cli_runner().invoke(catalogues.catalogues, ["--check"])

    assert told.exit_code == 1
    assert "1 of 1 sentences have no Chinese" in told.output


def test_collecting_again_changes_no_file(tmp_path, monkeypatch):
    monkeypatch.setattr(catalogues, "TRANSLATIONS", tmp_path)
    said = Catalog()
    said.add("Hello")

    catalogues.write("en", said)
    first = catalogues.po("en").read_bytes()
    catalogues.write("en", said)

    assert catalogues.po("en").read_bytes() == first
