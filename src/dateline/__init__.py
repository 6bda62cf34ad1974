"""dateline reads news reports of a conflict and keeps a sourced record of who says what happened, where and when."""

__version__ = "0.1.0"
