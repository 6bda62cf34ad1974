"""The API keeps to its OpenAPI document, whatever it is asked: no failure of its own, no answer of another shape."""

from __future__ import annotations

import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

CHECKS = (not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance)
STREAMS = "/api/v1/(changes|jobs/.*/events)"
"""What does not end, and so is no answer to check."""
BOUNDED = settings(
    max_examples=6,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=list(HealthCheck),
    deadline=None,
    database=None,
)


def test_every_answer_is_as_the_document_says(writable):
    document = schemathesis.openapi.from_url(f"{writable.url}/api/v1/openapi.json").exclude(path_regex=STREAMS)
    names = []
    for found in document.get_all_operations():
        operation = found.ok()
        names.append(operation.label)

        @BOUNDED
        @given(case=operation.as_strategy())
        def answers(case):
            case.headers = {**(case.headers or {}), "X-Dateline": "1"}
            case.call_and_validate(checks=CHECKS, timeout=30)

        answers()
    assert len(names) > 20
