"""Fifty paragraphs of fairs, accidents, sport, weather, inspections and lead agencies.

They were written and committed before any rule was run on them, and stay as they are:
where one fails, the rules are mended, not the paragraph.
"""

from pathlib import Path

import pytest

from bienban.document import Document
from bienban.flow import extract
from bienban.rules import load_rules

RULES = load_rules()
LINES = (Path(__file__).parent / "no_meetings.txt").read_text(encoding="utf-8").splitlines()
PARAGRAPHS = [line for line in LINES if line and not line.startswith("#")]


def test_there_are_fifty():
    assert len(PARAGRAPHS) == 50


@pytest.mark.parametrize("text", PARAGRAPHS)
def test_it_has_no_meeting_no_chair_no_attendee_and_no_directive(text):
    record = extract(Document(text, "paragraph"), RULES)
    roles = [(person.role, person.name or person.group) for person in record.people]
    assert not record.meetings
    assert not [role for role in roles if role[0] in ("chair", "attendee")]
    assert not record.directives
