"""The browser of the tests finds what no page may have: each of its checks can fail."""

from types import SimpleNamespace

import pytest

from tests.browsing import Browser

TOKEN = '<input type="hidden" name="csrf_token">'


def read(html: str):
    answer = SimpleNamespace(data=html.encode(), mimetype="text/html", status_code=200, location=None)
    return Browser(None, None, False)._read(answer)


@pytest.mark.parametrize(
    ("html", "complaint"),
    [
        ('<p id="a"></p><p id="a"></p>', "duplicate ids: ['a', 'a']"),
        ('<form method="post"></form>', "a form without its token"),
        ('<p style="color: red">', "inline style or script"),
        ("<script>go()</script>", "inline style or script"),
        ('<script type="module">go()</script>', "inline style or script"),
        ('<input name="q">', "a field without a label"),
        ('<label>Other</label><select id="q"></select>', "a field without a label"),
        ('<label for="">Nothing</label><input>', "a field without a label"),
        ('<label for="r">Other</label><textarea id="q"></textarea>', "a field without a label"),
    ],
)
def test_the_browser_complains(html, complaint):
    with pytest.raises(AssertionError) as caught:
        read(html)
    assert complaint in str(caught.value)


@pytest.mark.parametrize(
    "html",
    [
        f'<form method="post"><p>{TOKEN}</p></form>',
        '<form method="get"></form>',
        '<script src="/assets/a.js"></script>',
        '<script type="application/ld+json">{}</script>',
        '<label for="q">Words</label><input id="q">',
        "<label>Words <input></label>",
        '<input aria-label="Words">',
        '<input aria-labelledby="a"><p id="a">Words</p>',
    ],
)
def test_and_lets_good_ones_pass(html):
    assert read(html).status == 200
