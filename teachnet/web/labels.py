"""The words of one list: each state, title or subject is translated once, not in every row."""

from flask import Flask


class Labels(dict):
    """What a word of the trade is called in the reader's language; of no word, nothing. Made anew for each list."""

    def __missing__(self, word) -> str:
        self[word] = text = self.said(word) if word else ""
        return text

    def said(self, word) -> str:
        return str(word.label)


def init_app(app: Flask) -> None:
    app.jinja_env.globals["labels"] = Labels
