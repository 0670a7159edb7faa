"""What people of the demo city keep looking for, and what this month nobody found."""

from datetime import date, timedelta

from teachnet.demo.seed.bulk import insert
from teachnet.demo.seed.city import City
from teachnet.library.asking.models import FruitlessSearch, SavedSearch
from teachnet.library.asking.models.synonym import ensure_synonyms

# account, name, what is asked, days since it was looked at
SAVED = (
    ("teacher", "提问片段", {"q": "提问", "kind": ["clip"]}, 400),
    ("teacher", "本学科的新资源", {"subject": ["mathematics"], "stage": ["primary"]}, 45),
    ("teacher", "同事王老师的", {"q": "作者:王"}, 0),
    ("lead", "板书设计", {"q": "板书", "sort": "newest"}, 200),
    ("reviewer", "候答与追问", {"q": "候答 追问"}, 0),
)
# What was asked, how often, days ago
FRUITLESS = (
    ("人工智能通识课", 17, 0),
    ("项目化学习案例", 12, 1),
    ("跨学科主题学习 劳动", 9, 0),
    ("大概念单元整体教学", 8, 3),
    ("开学第一课", 6, 9),
    ("ai 备课", 5, 2),
    ("小学科学 天文", 3, 5),
    ("心理健康 班会", 2, 12),
    ("口算训练软件", 1, 7),
)


def fill(city: City) -> None:
    ensure_synonyms()
    places: dict[str, int] = {}
    rows = []
    for account, name, asked, days in SAVED:
        places[account] = places.get(account, 0) + 1
        looked_at = city.moment(-days)
        whose = {"person_id": city.accounts[account].id, "place": places[account]}
        rows.append(whose | {"name": name, "asked": asked, "made_at": looked_at, "looked_at": looked_at})
    insert(SavedSearch, rows)
    insert(FruitlessSearch, (_fruitless(city.today, *line) for line in FRUITLESS))


def _fruitless(today: date, query: str, count: int, days: int) -> dict:
    """All in this month, however young it is."""
    month = today.replace(day=1)
    return {"month": month, "query": query, "count": count, "last_on": max(month, today - timedelta(days=days))}
