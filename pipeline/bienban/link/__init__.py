"""Mentions -> records: meetings, people, indicators, directives, decisions."""
