"""What can go wrong, as one tree.

    BienbanError
    ├── ReadError        a document cannot be read: missing, binary, unreadable
    ├── RuleError        a rule file is not valid; names file, rule and field
    ├── RecordError      a record does not fit the text it was read from
    ├── GoldError        a key or a file of floors is not valid; names file, item and value
    ├── StoreError       a database or an output file cannot be used
    └── UsageError       what was asked for makes no sense

Every message names the place, the value and the remedy.
"""


class BienbanError(Exception):
    """The root: catch this one to catch everything bienban raises on purpose."""


class ReadError(BienbanError):
    """A document cannot be read."""


class RuleError(BienbanError):
    """A rule file is not valid."""


class RecordError(BienbanError):
    """A record does not fit the text it was read from."""


class GoldError(BienbanError):
    """A key of gold or a file of floors is not valid, or there is none."""


class StoreError(BienbanError):
    """A database or an output file cannot be used."""


class UsageError(BienbanError):
    """What was asked for makes no sense; the message says what would."""
