"""Links that features to the right put on the page of a session and of a team; each is asked with it and the reader."""

from teachnet.web.offered import OfferedLinks

links = OfferedLinks()
