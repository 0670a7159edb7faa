"""Templates, without what Jinja does again for every include, import and sentence of a page.

A template is compiled once for each language, with its sentences and icons already in it: what never changes between
two readers of one language is said once.
"""

from flask import Flask, templating
from flask_babel import get_locale, gettext
from jinja2 import nodes
from jinja2.visitor import NodeTransformer
from markupsafe import Markup

from teachnet.web.icons import icon


class Environment(templating.Environment):
    """One for each language behind the one that Flask knows, and one dictionary of globals for all their templates:
    those are complete before the first is read. Jinja's own ChainMap is copied and compared at every include and
    import, which was an eighth of a page of twenty rows."""

    def __init__(self, app: Flask, **options):
        super().__init__(app, **options)
        self.spoken, self.by_language = None, {}

    def make_globals(self, d):
        return self.globals | d if d else self.globals

    def get_template(self, name, parent=None, globals=None):
        if self.spoken is None and (locale := get_locale()) is not None:
            return self._speaking(str(locale)).get_template(name, parent, globals)
        return super().get_template(name, parent, globals)

    def _speaking(self, language: str) -> "Environment":
        if language not in self.by_language:
            overlay = self.overlay()
            overlay.spoken = language
            self.by_language[language] = overlay
        return self.by_language[language]

    def _parse(self, source, name, filename):
        page = super()._parse(source, name, filename)
        return page if self.spoken is None else SaidOnce().visit(page)


class SaidOnce(NodeTransformer):
    """`_("Search")` becomes the sentence itself, `_("%(n)s a page", n=size)` the sentence with its blanks left to fill,
    `icon("search")` the drawing. In the language of whoever reads while the template is compiled."""

    def visit_Call(self, call: nodes.Call) -> nodes.Expr:  # noqa: N802 -- Jinja's word for it
        self.generic_visit(call)
        name = call.node.name if isinstance(call.node, nodes.Name) else ""
        plain = call.args and all(isinstance(each, nodes.Const) for each in call.args)
        if not plain or call.dyn_args or call.dyn_kwargs:
            return call
        if name == "_":
            return _said(call)
        if name == "icon" and not call.kwargs:
            return nodes.MarkSafe(nodes.Const(str(icon(*(each.value for each in call.args)))))
        return call


def _said(call: nodes.Call) -> nodes.Expr:
    text = gettext(call.args[0].value)
    blanks = [nodes.Pair(nodes.Const(blank.key), blank.value) for blank in call.kwargs]
    if not blanks:
        return _ours(text % {} if "%" in text else text)
    return nodes.Mod(_ours(text), nodes.Dict(blanks))


def _ours(text: str) -> nodes.Expr:
    return nodes.MarkSafeIfAutoescape(nodes.Const(text))


def say(sentence: str, **blanks) -> Markup:
    """`_` in templates, where the sentence is not known before the page is made: Flask-Babel's passes through four
    calls and formats what has no blanks."""
    said = Markup(gettext(sentence))  # noqa: S704 -- our own catalogue; what fills the blanks is escaped
    return said % blanks if "%" in said else said


def init_app(app: Flask) -> None:
    """Call it after Flask-Babel has put its own `_` in place."""
    app.jinja_env.globals["_"] = say
