"""JSON lines: one object a report, with everything that was read; the shape is explained in `docs/data-model.md`."""

from __future__ import annotations

import json
from typing import Any

from dateline.schema import (
    Claim,
    Finding,
    Locus,
    Mention,
    MentionKind,
    Party,
    Quantity,
    Reading,
    Source,
    Span,
    Speech,
    StanceCue,
)

Json = dict[str, Any]


def line(reading: Reading) -> str:
    """The reading as one line of JSON without a line break."""
    return json.dumps(record(reading), ensure_ascii=False)


def record(reading: Reading) -> Json:
    """The reading as plain lists and dictionaries."""
    report = reading.report
    return {
        "id": report.id,
        "published": report.published,
        "published_from": report.published_origin.value,
        "published_span": _optional(report.published_span),
        "language": report.language,
        "outlet": report.outlet,
        "title": report.title,
        "url": report.url,
        "text": report.text,
        "segments": [{"kind": part.kind.value, "start": part.start, "end": part.end} for part in report.segments],
        "claims": [claim_record(claim) for claim in reading.claims],
        "mentions": [_mention(mention) for mention in reading.mentions],
        "attributions": [_speech(speech) for speech in reading.attributions],
        "findings": [_finding(finding) for finding in reading.findings],
    }


def span_record(span: Span) -> Json:
    """A span with its words and half-open range of code points."""
    return {"text": span.text, "start": span.start, "end": span.end}


def claim_record(claim: Claim) -> Json:
    """A claim as the gold writes it, with its groundings and confidence."""
    return {
        "id": claim.id,
        "type": claim.type,
        "sentence": span_record(claim.sentence),
        "trigger": span_record(claim.trigger),
        "agent": [party_record(party) for party in claim.agent],
        "target": [party_record(party) for party in claim.target],
        "place": [_locus(locus) for locus in claim.place],
        "time": claim.time.iso if claim.time else None,
        "time_span": _optional(claim.time_span),
        "time_anchor": claim.time.anchor.value if claim.time else None,
        "factuality": claim.factuality.value,
        "sources": [_source(source) for source in claim.sources],
        "quantity": _quantity(claim.quantity),
        "stance": [_stance(cue) for cue in claim.stance],
        "confidence": round(claim.confidence, 3),
    }


def party_record(party: Party) -> Json:
    """A party: its words, its fullest name in the report, and the registry's id."""
    return {**span_record(party.span), "name": party.name, "id": party.actor.id if party.actor else None}


def _optional(span: Span | None) -> Json | None:
    return span_record(span) if span is not None else None


def _locus(locus: Locus) -> Json:
    place = locus.place
    return {
        **span_record(locus.span),
        "name": place.name if place else locus.span.text,
        "id": place.id if place else None,
        "kind": place.kind if place else None,
        "lat": place.lat if place else None,
        "lon": place.lon if place else None,
        "confidence": round(locus.confidence, 3),
    }


def _source(source: Source) -> Json:
    cue = source.cue.text if source.cue else ""
    return {**party_record(source.party), "cue": cue, "cue_span": _optional(source.cue), "quoted": source.quoted}


def _quantity(quantity: Quantity | None) -> Json | None:
    if quantity is None:
        return None
    values = {"value": quantity.value, "min": quantity.min, "max": quantity.max, "words": quantity.words}
    known = {name: value for name, value in values.items() if value is not None}
    return {**(known or {"value": None}), "unit": quantity.unit, **span_record(quantity.span)}


def _stance(cue: StanceCue) -> Json:
    return {**span_record(cue.span), "neutral": cue.neutral, "favours": cue.favours}


def _mention(mention: Mention) -> Json:
    out: Json = {**span_record(mention.span), "kind": mention.kind.value}
    if mention.kind is MentionKind.PLACE:
        out["place"] = _locus(Locus(mention.span, mention.place, mention.confidence)) if mention.place else None
    elif mention.kind is MentionKind.ACTOR:
        out["name"] = mention.name or mention.span.text
        out["id"] = mention.actor.id if mention.actor else None
    elif mention.kind is MentionKind.TIME:
        out["time"] = mention.interval.iso if mention.interval else None
        out["anchor"] = mention.interval.anchor.value if mention.interval else None
    else:
        out["quantity"] = _quantity(mention.quantity)
    return out


def _speech(speech: Speech) -> Json:
    return {
        "source": party_record(speech.source) if speech.source else None,
        "cue": _optional(speech.cue),
        "content": [span_record(span) for span in speech.content],
        "quoted": speech.quoted,
        "claims": list(speech.claims),
    }


def _finding(finding: Finding) -> Json:
    return {"code": finding.code, "message": finding.message, "spans": [span_record(span) for span in finding.spans]}
