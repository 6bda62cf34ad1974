"""The exceptions that dateline raises, named by what the caller has to do next.

DatelineError
├── InputError       a report cannot be read; `source` and `line` say where
├── OptionError      an argument has no meaning here (an unknown type, a date that is none)
├── RecordError      a record cannot be opened, is of another version, or is in use
└── DataError        a file of the package's own `data/` is broken or not built
"""

from __future__ import annotations

from collections.abc import Mapping


class DatelineError(Exception):
    """The base of all errors that dateline raises on purpose; its text is one line for a person."""


class InputError(DatelineError):
    """An input that cannot be read as a report.

    Args:
        problem: what is wrong, in words, with what to do about it.
        source: the file name or `-`.
        line: the 1-based line, where the input has lines.
    """

    def __init__(self, problem: str, *, source: str, line: int | None = None) -> None:
        self.problem = problem
        self.source = source
        self.line = line
        where = source if line is None else f"{source}:{line}"
        super().__init__(f"{where}: {problem}")

    def __reduce__(self) -> tuple[object, ...]:
        """How another process has it again."""
        return _again, (type(self), self.problem, {"source": self.source, "line": self.line})


class OptionError(DatelineError):
    """An option whose value has no meaning; the text names the option and what it takes."""


class RecordError(DatelineError):
    """A record that cannot be opened, read or written.

    Args:
        problem: what is wrong, in words, with what to do about it.
        record: its path, or its URL without the password.
    """

    def __init__(self, problem: str, *, record: str) -> None:
        self.problem = problem
        self.record = record
        super().__init__(f"{record}: {problem}")

    def __reduce__(self) -> tuple[object, ...]:
        """How another process has it again."""
        return _again, (type(self), self.problem, {"record": self.record})


def _again(kind: type[InputError | RecordError], problem: str, named: Mapping[str, object]) -> DatelineError:
    return kind(problem, **named)  # type: ignore[arg-type]


class DataError(DatelineError):
    """A file under `data/` that is missing or broken; the text says how to mend or build it."""
