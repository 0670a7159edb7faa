"""Links that features to the right put on the page of a cohort; each is asked with the cohort, the reader, and the
reader's own case in it, if they have one."""

from teachnet.web.offered import OfferedLinks

links = OfferedLinks()
