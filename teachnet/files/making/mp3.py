from teachnet.files.checks import mp3
from teachnet.files.source import Source


def length(source: Source) -> dict:
    return {"seconds": mp3.check(source).seconds}
