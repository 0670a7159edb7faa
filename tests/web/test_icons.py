import re
from pathlib import Path

import pytest

from teachnet.web.icons import drawing, icon

TEMPLATES = Path(__file__).parent.parent.parent / "templates"


def test_an_icon_beside_a_word_is_silent():
    assert icon("x") == (
        '<svg class="icon" viewBox="0 0 24 24" aria-hidden="true"><path d="M18 6 6 18"/><path d="m6 6 12 12"/></svg>'
    )


def test_an_icon_that_stands_alone_says_its_word():
    assert 'role="img" aria-label="a &lt;b&gt;"' in icon("x", "a <b>")


def test_a_missing_icon_fails_loudly():
    with pytest.raises(LookupError, match="no-such-thing"):
        icon("no-such-thing")


def test_every_icon_a_template_names_is_there():
    named = {name for path in TEMPLATES.rglob("*.html") for name in re.findall(r'icon\("([\w-]+)"', path.read_text())}
    assert "brand" in named
    assert all(drawing(name) for name in named)
