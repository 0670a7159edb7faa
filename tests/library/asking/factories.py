from teachnet.accounts.models import Person
from teachnet.library.asking.actions import save_search
from teachnet.library.asking.models import SavedSearch, SynonymGroup
from tests.factories import saved


def a_group(*words: str) -> SynonymGroup:
    group = SynonymGroup()
    group.hold(words)
    return saved(group)


def a_saved_search(person: Person, name: str = "Questions", **asked) -> SavedSearch:
    return saved(save_search(name, asked, by=person))
