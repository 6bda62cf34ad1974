"""W3C Web Annotation (JSON-LD): every span of a claim as an annotation of the report's text.

Spans count code points, as the TextPositionSelector of https://www.w3.org/TR/annotation-model/ does. A report is named
by its address where it has one; the positions count its extracted text, so a TextQuoteSelector stands beside them.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any

Json = dict[str, Any]

CONTEXT = "http://www.w3.org/ns/anno.jsonld"
_AROUND = 32
"""Characters of the text that a quote has on either side, to tell it from another of the same words."""

_ROLES = ("agent", "target", "place", "sources")


def write(readings: Iterable[Mapping[str, Any]], claims: Collection[str]) -> Iterator[str]:
    """The pieces of one AnnotationPage with the annotations of those claims in the readings' JSON, one a line."""
    yield json.dumps({"@context": CONTEXT, "id": "urn:dateline:annotations", "type": "AnnotationPage"})[:-1]
    yield ', "items": [\n'
    between = ""
    for reading in readings:
        for item in of_reading(reading, claims):
            yield between + json.dumps(item, ensure_ascii=False)
            between = ",\n"
    yield "\n]}\n"


def of_reading(reading: Mapping[str, Any], claims: Collection[str]) -> Iterator[Json]:
    """An annotation for the sentence, the trigger and every other span of each of the claims, in that order."""
    for claim in reading["claims"]:
        if claim["id"] not in claims:
            continue
        for role, at, span in _spans(claim):
            yield {
                "id": f"urn:dateline:claim:{claim['id']}:{role}:{at}",
                "type": "Annotation",
                "motivation": "identifying" if span.get("id") else "classifying",
                "body": _bodies(claim, role, span),
                "target": _target(reading, span),
            }


def _spans(claim: Mapping[str, Any]) -> Iterator[tuple[str, int, Mapping[str, Any]]]:
    yield "sentence", 0, claim["sentence"]
    yield "trigger", 0, claim["trigger"]
    for role in _ROLES:
        for at, span in enumerate(claim[role]):
            yield role.removesuffix("s"), at, span
    for role, span in (("time", claim["time_span"]), ("quantity", claim["quantity"])):
        if span is not None:
            yield role, 0, span


def _bodies(claim: Mapping[str, Any], role: str, span: Mapping[str, Any]) -> list[Json]:
    """What the span is: a part of a claim of a type, and for a name whom or what it names."""
    bodies = [_tag("classifying", claim["type"]), _tag("tagging", role)]
    if role in ("sentence", "trigger"):
        bodies.append(_tag("tagging", claim["factuality"]))
    if role == "time" and claim["time"]:
        bodies.append(_tag("describing", claim["time"]))
    if span.get("id"):
        bodies.append({"type": "SpecificResource", "purpose": "identifying", "source": _address(span["id"])})
    return bodies


def _tag(purpose: str, value: str) -> Json:
    return {"type": "TextualBody", "purpose": purpose, "format": "text/plain", "value": value}


def _address(name: str) -> str:
    """The IRI of a place or an actor."""
    if name.startswith("geonames:"):
        return f"https://sws.geonames.org/{name.removeprefix('geonames:')}/"
    return f"urn:dateline:{name}"


def _target(reading: Mapping[str, Any], span: Mapping[str, Any]) -> Json:
    text, start, end = reading["text"], span["start"], span["end"]
    return {
        "type": "SpecificResource",
        "source": reading["url"] or f"urn:dateline:report:{reading['id']}",
        "selector": [
            {"type": "TextPositionSelector", "start": start, "end": end},
            {
                "type": "TextQuoteSelector",
                "exact": span["text"],
                "prefix": text[max(0, start - _AROUND) : start],
                "suffix": text[end : end + _AROUND],
            },
        ],
    }
