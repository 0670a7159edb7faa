"""What other houses, readers of feeds and search engines get of the library: published and public resources only.

OAI-PMH for harvesters, Atom for whoever follows a search, schema.org, a sitemap and robots.txt for search engines.
"""
