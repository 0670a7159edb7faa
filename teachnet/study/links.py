"""Links that features to the right put on the page of a course, for who studies it, and of a group; each is asked
with the enrolment or the group, and the reader."""

from teachnet.web.offered import OfferedLinks

links = OfferedLinks()
