"""Asking the library a question: synonyms, suggestions, near misses, saved searches, searches that found nothing."""
