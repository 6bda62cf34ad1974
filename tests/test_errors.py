"""The exceptions: one tree, and a message that stands on one line and says where."""

from __future__ import annotations

import pytest

from dateline import errors
from dateline.errors import DatelineError, InputError

TREE = [value for value in vars(errors).values() if isinstance(value, type) and issubclass(value, Exception)]


@pytest.mark.parametrize("error", TREE, ids=lambda error: error.__name__)
def test_all_errors_can_be_caught_as_one_and_are_drawn(error):
    assert issubclass(error, DatelineError)
    assert error.__name__ in errors.__doc__


@pytest.mark.parametrize(("line", "message"), [(None, "a.txt: empty"), (3, "a.txt:3: empty"), (0, "a.txt:0: empty")])
def test_input_error_says_file_and_line(line, message):
    error = InputError("empty", source="a.txt", line=line)
    assert str(error) == message
    assert (error.problem, error.source, error.line) == ("empty", "a.txt", line)
