"""The committed JSON Schema is the one of the models, and every golden record keeps it."""

import json

import jsonschema
import pytest

from bienban.records import DocumentRecord
from bienban.schema import SHIPPED, schema_text


def test_the_committed_schema_is_the_one_of_the_models():
    assert SHIPPED.read_text("utf-8") == schema_text(), "run: bienban schema > " + SHIPPED.name


def test_every_golden_record_keeps_the_schema(root):
    validator = jsonschema.Draft202012Validator(json.loads(schema_text()))
    for path in sorted((root / "samples").glob("*.records.json")):
        validator.validate(json.loads(path.read_text("utf-8")))


def test_an_unknown_key_breaks_the_schema(pipeline):
    record = json.loads(pipeline.extract("Họp.").to_json())
    validator = jsonschema.Draft202012Validator(json.loads(schema_text()))
    validator.validate(record)
    with pytest.raises(jsonschema.ValidationError):
        validator.validate({**record, "mood": "good"})


def test_a_record_comes_back_from_its_line(pipeline, root):
    record = pipeline.extract(root / "samples/city_session.txt", with_text=True)
    assert DocumentRecord.model_validate_json(record.to_json()) == record
