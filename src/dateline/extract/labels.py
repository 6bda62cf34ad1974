"""What the heads of the encoder tell apart, in the order of their outputs."""

from __future__ import annotations

from dateline.schema import Factuality, MentionKind

SPEECH = "speech"
"""The kind of trigger that is no event but a cue of reported speech; it comes behind the event types."""

ROLES = ("agent", "target", "place", "time", "quantity", "source", "inner", "content")
"""Roles of a trigger: `source` is the speaker nearest to the reader, `inner` whoever that speaker cites; `content` is
what a cue of speech governs."""

FACTUALITIES = tuple(Factuality)
MENTIONS = tuple(MentionKind)
