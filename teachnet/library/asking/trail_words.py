"""What asking the library is called in the audit trail."""

from flask_babel import lazy_gettext as _l

from teachnet.audit.words import TrailWords

WORDS = TrailWords(
    actions={
        "job asking.changed": _l("Bring suggestions up to date"),
        "job asking.check": _l("Check the suggestions"),
        "job asking.count": _l("Count searches that found nothing"),
        "library.add_synonyms": _l("Add synonyms"),
        "library.change_synonyms": _l("Change synonyms"),
        "library.forget_search": _l("Delete a saved search"),
        "library.look_at": _l("Look at a saved search"),
        "library.remove_synonyms": _l("Remove synonyms"),
        "library.save_search": _l("Save a search"),
    },
    things={
        "saved_search": _l("Saved search"),
        "synonym": _l("Synonym"),
        "synonym_group": _l("Group of synonyms"),
    },
    columns={
        "asked": _l("What is asked"),
        "folded": _l("As it is compared"),
        "synonym.group_id": _l("Group (no.)"),
        "looked_at": _l("Looked at"),
        "saved_search.place": _l("Place in the list"),
        "word": _l("Word"),
    },
)
