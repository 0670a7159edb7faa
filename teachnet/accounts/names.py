"""Reading a Chinese name aloud: full pinyin and initials, so that zhoumin and zm find 周敏."""

from functools import cache
from importlib import import_module

# Characters that sound differently as a surname; general dictionaries get these wrong.
SURNAMES = {
    "单": "shan",
    "仇": "qiu",
    "解": "xie",
    "曾": "zeng",
    "区": "ou",
    "翟": "zhai",
    "查": "zha",
    "盖": "ge",
    "朴": "piao",
    "任": "ren",
    "华": "hua",
    "召": "shao",
    "尉迟": "yu chi",
    "万俟": "mo qi",
    "长孙": "zhang sun",
    "种": "chong",
    "覃": "qin",
    "缪": "miao",
    "宓": "fu",
    "黑": "he",
    "冼": "xian",
    "乐": "yue",
    "员": "yun",
    "洗": "xian",
}


def read_aloud(name: str) -> tuple[str, str]:
    """周敏 → ("zhou min", "zm"). Letters of another script stay as they are."""
    surname = next((name[:n] for n in (2, 1) if name[:n] in SURNAMES), "")
    syllables = SURNAMES[surname].split() if surname else []
    syllables += _dictionary().lazy_pinyin(name[len(surname) :], errors="default", style=0)  # without tones
    syllables = [syllable.strip().lower() for syllable in syllables if syllable.strip(" ·.")]
    return " ".join(syllables)[:200], "".join(syllable[0] for syllable in syllables)[:30]


@cache
def _dictionary():
    """Half a second and thirty megabytes, for the few processes that write down a name."""
    return import_module("pypinyin")
