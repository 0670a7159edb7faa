"""The application as servers and commands find it."""

import gc

gc.disable()  # what the imports make is never let go: looking through it again and again takes a third of a start

from teachnet.app import create_app  # noqa: E402 -- after the line above, or it would be for nothing

app = create_app()
gc.freeze()
gc.enable()
