"""`flask catalogues`: collect every sentence of the program and keep the Chinese and English catalogues complete."""

import re
from pathlib import Path

import click
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

from teachnet.web.locale import CHINESE, LANGUAGES, TRANSLATIONS

ROOT = Path(__file__).parent.parent.parent
METHODS = [("teachnet/**.py", "python"), ("templates/**.html", "jinja2")]
BLANK = re.compile(r"%\((\w+)\)")
KEYWORDS = {
    "_": None,
    "_l": None,
    "_n": (1, 2),
    "gettext": None,
    "ngettext": (1, 2),
    "lazy_gettext": None,
    "lazy_ngettext": (1, 2),
}


@click.command("catalogues", help="Collect every sentence; --check only tells whether a Chinese one is missing.")
@click.option("--check", is_flag=True, help="Write nothing; fail when a sentence has no Chinese.")
def catalogues(check: bool) -> None:
    said = collected()
    if not check:
        for language in LANGUAGES:
            write(language, said)
    missing = untranslated(said)
    for sentence in missing:
        click.echo(f"no fitting Chinese: {sentence}", err=True)
    if missing and check:
        raise click.ClickException(f"{len(missing)} of {len(said)} sentences have no Chinese.")
    click.echo(f"{len(said)} sentences, {len(missing)} without Chinese.")


def collected(root: Path = ROOT) -> Catalog:
    catalogue = Catalog(charset="utf-8")
    for folder in ("teachnet", "templates"):
        found = extract_from_dir(root / folder, _methods(folder), keywords=KEYWORDS, strip_comment_tags=True)
        for path, _line, message, comments, context in found:
            # Without line numbers: a moved line is no change of the catalogue.
            catalogue.add(message, None, [(f"{folder}/{path}", None)], auto_comments=comments, context=context)
    return catalogue


def _methods(folder: str) -> list[tuple[str, str]]:
    return [(pattern.removeprefix(f"{folder}/"), method) for pattern, method in METHODS if pattern.startswith(folder)]


def kept(language: str) -> Catalog:
    if not po(language).exists():
        return Catalog(locale=language, project="TeachNet", version="1", header_comment=f"# TeachNet in {language}.")
    with po(language).open("rb") as source:
        return read_po(source, locale=language)


def write(language: str, said: Catalog) -> None:
    catalogue = kept(language)
    catalogue.fuzzy = False
    catalogue.update(said, no_fuzzy_matching=True, update_creation_date=False)
    save(language, catalogue)


def save(language: str, catalogue: Catalog) -> None:
    po(language).parent.mkdir(parents=True, exist_ok=True)
    with po(language).open("wb") as out:
        write_po(out, catalogue, width=110, sort_output=True, ignore_obsolete=True)


def untranslated(said: Catalog) -> list[str]:
    chinese = {key(message): message.string for message in kept(CHINESE)}
    return [key(message) for message in said if message.id and not fits(message, chinese.get(key(message)))]


def key(message: Message) -> str:
    return message.id if isinstance(message.id, str) else message.id[0]


def fits(message: Message, chinese: str | tuple[str, ...] | None) -> bool:
    """There is a translation, and it fills in what the sentence fills in: Chinese has one form for every number."""
    said = (message.id,) if isinstance(message.id, str) else message.id
    told = (chinese,) if isinstance(chinese, str) else chinese or ("",)
    return all(one and blanks(one) == blanks(said[-1]) for one in told)


def blanks(sentence: str) -> set[str]:
    return set(BLANK.findall(sentence))


def po(language: str) -> Path:
    return TRANSLATIONS / language / "LC_MESSAGES" / "messages.po"
