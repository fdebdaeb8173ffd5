"""A reviewer's page on an archive: what was read, in the article, and what a reviewer says of it.

archive ──queue──▶ groups, doubtful first ──app──▶ pages ──forms──▶ store/decisions.py
"""
