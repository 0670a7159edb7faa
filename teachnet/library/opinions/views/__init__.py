"""What readers say of a resource, and what that adds up to."""

from teachnet.library.opinions.views import adoptions, collections, comments, figures, moderation

__all__ = ["adoptions", "collections", "comments", "figures", "moderation"]
