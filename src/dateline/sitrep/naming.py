"""The names of the registry for parties and voices: in full, and the initials that the registry knows for them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from dateline.ground import coded
from dateline.ground.names import registry
from dateline.picture import RecordedClaim


def registered(claims: Iterable[RecordedClaim], voices: Iterable[str] = ()) -> Mapping[str, tuple[str, str]]:
    """(full name, initials or "") of every party and voice that the registry knows, by key."""
    names = (name for claim in claims for name in (*claim.agent, *claim.target, *claim.sources))
    keys = {*voices, *(name.id for name in names if name.id)}
    found = {}
    for key in sorted(keys):
        entry = registry().entry(key)
        if entry is not None:
            found[key] = (entry.actor.name, _initials(entry.actor.name, key))
    return found


def _initials(name: str, key: str) -> str:
    """The capitals of the name where the registry has them as a name of this party and nobody else."""
    short = "".join(letter for letter in name if letter.isupper())
    known = coded.actor(short, registry()) if 2 <= len(short) <= 5 and short != name else None
    return short if known is not None and known.id == key else ""
