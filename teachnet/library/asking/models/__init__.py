"""What is kept of asking: groups of synonyms, beginnings that lead somewhere, saved searches, fruitless ones."""

from teachnet.library.asking.models.completion import Completion, CompletionKind
from teachnet.library.asking.models.fruitless import FruitlessSearch
from teachnet.library.asking.models.saved import MOST_SAVED, SavedSearch
from teachnet.library.asking.models.synonym import LONGEST_WORD, MOST_WORDS, Synonym, SynonymGroup

__all__ = [
    "LONGEST_WORD",
    "MOST_SAVED",
    "MOST_WORDS",
    "Completion",
    "CompletionKind",
    "FruitlessSearch",
    "SavedSearch",
    "Synonym",
    "SynonymGroup",
]
